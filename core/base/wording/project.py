"""Sentences of the room `project`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    # where the file should be
    "project.missing": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no such project in {folder}"),
        QT_TRANSLATE_NOOP("wording", "check its name, or look whether it was moved"),
    ),
    "project.folder_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "The folder {folder} doesn't exist"),
        QT_TRANSLATE_NOOP("wording", "make it first, or choose another"),
    ),
    "project.is_folder": Wording(
        QT_TRANSLATE_NOOP("wording", "This is a folder, not a project file"),
        QT_TRANSLATE_NOOP("wording", "choose a file that ends in .epochal"),
    ),
    "project.exists": Wording(
        QT_TRANSLATE_NOOP("wording", "A file of this name exists already"),
        QT_TRANSLATE_NOOP("wording", "choose another name, or say that it is to be replaced"),
    ),
    "project.no_permission": Wording(
        QT_TRANSLATE_NOOP("wording", "You don't have permission for this file in {folder}"),
        QT_TRANSLATE_NOOP("wording", "ask its owner for access, or take a copy that is yours"),
    ),
    "project.unusual_name": Wording(
        QT_TRANSLATE_NOOP("wording", "The name of this file or of its folder has characters that aren't Unicode"),
        QT_TRANSLATE_NOOP("wording", "rename it, or choose another name"),
    ),
    "project.cannot_open": Wording(
        QT_TRANSLATE_NOOP("wording", "The project couldn't be opened: {reason}"),
        QT_TRANSLATE_NOOP("wording", "check that its folder can be reached, and try again"),
    ),
    # what the file turns out to be
    "project.not_a_project": Wording(
        QT_TRANSLATE_NOOP("wording", "This is not an Epochal project"),
        QT_TRANSLATE_NOOP("wording", "choose a file that ends in .epochal; a spreadsheet is imported into a project"),
    ),
    "project.empty_file": Wording(
        QT_TRANSLATE_NOOP("wording", "The file is empty, so there is no project in it"),
        QT_TRANSLATE_NOOP("wording", "take a copy or a backup of the project"),
    ),
    "project.newer_version": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "The project was made by a newer version of Epochal (its format is {version}, this program knows {known})",
        ),
        QT_TRANSLATE_NOOP("wording", "update Epochal to open it; nothing in the file was changed"),
    ),
    "project.older_read_only": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The project has an older format ({version} of {known}) and can't be brought up to date here"
        ),
        QT_TRANSLATE_NOOP("wording", "copy it to a folder where you can write, and open the copy"),
    ),
    "project.cut_short": Wording(
        QT_TRANSLATE_NOOP("wording", "The project file is cut short: {size:,} of {wanted:,} bytes are there"),
        QT_TRANSLATE_NOOP("wording", "copy or download it once more, or take a backup"),
    ),
    "project.damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "The project file is damaged ({detail})"),
        QT_TRANSLATE_NOOP("wording", "take a backup or an earlier copy; this file was left as it is"),
    ),
    "project.bad_value": Wording(
        QT_TRANSLATE_NOOP("wording", "The project file holds something that can't be right in “{field}”"),
        QT_TRANSLATE_NOOP("wording", "take a backup or an earlier copy; this file was left as it is"),
    ),
    "project.bad_threshold": Wording(
        QT_TRANSLATE_NOOP("wording", "The threshold of run {number} can't be read from the project file"),
        QT_TRANSLATE_NOOP("wording", "set it again; only predictions with this run wait for it"),
    ),
    "project.blob_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "Some content of the project is missing (hash {sha256}…)"),
        QT_TRANSLATE_NOOP("wording", "take a backup or an earlier copy; this file was left as it is"),
    ),
    "project.blob_damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "Some content of the project is damaged: it doesn't match its hash ({sha256}…)"),
        QT_TRANSLATE_NOOP("wording", "take a backup or an earlier copy; this file was left as it is"),
    ),
    "project.reference_broken": Wording(
        QT_TRANSLATE_NOOP("wording", "An entry of “{table}” refers to one of “{parent}” that isn't there"),
        QT_TRANSLATE_NOOP("wording", "take a backup or an earlier copy; this file was left as it is"),
    ),
    # reading and writing
    "project.read_only": Wording(
        QT_TRANSLATE_NOOP("wording", "Nothing can be saved: this file or its folder {folder} is write-protected"),
        QT_TRANSLATE_NOOP("wording", "save the project in a folder where you can write"),
    ),
    "project.opened_read_only": Wording(
        QT_TRANSLATE_NOOP("wording", "The project is open for reading only, because {folder} is write-protected"),
        QT_TRANSLATE_NOOP("wording", "to change it, save a copy in a folder where you can write"),
    ),
    "project.opened_without_latest": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The project wasn't closed, and its latest changes can't be read where nothing can be written"
        ),
        QT_TRANSLATE_NOOP("wording", "copy it with its side file (-wal) to a folder where you can write, and open it"),
    ),
    "project.in_use": Wording(
        QT_TRANSLATE_NOOP("wording", "The project is in use by another window or program"),
        QT_TRANSLATE_NOOP("wording", "close it there, or wait until its work is done, and try again"),
    ),
    "project.disk_full": Wording(
        QT_TRANSLATE_NOOP("wording", "The disk is full, so the change couldn't be saved in {folder}"),
        QT_TRANSLATE_NOOP("wording", "free some space and try again; what was saved before is whole"),
    ),
    "project.cannot_write": Wording(
        QT_TRANSLATE_NOOP("wording", "The change couldn't be saved ({reason})"),
        QT_TRANSLATE_NOOP("wording", "check the disk or the network and try again; what was saved before is whole"),
    ),
    "project.cannot_read": Wording(
        QT_TRANSLATE_NOOP("wording", "The disk couldn't read the project ({reason})"),
        QT_TRANSLATE_NOOP("wording", "check the disk or the network, and try again"),
    ),
    "project.too_large": Wording(
        QT_TRANSLATE_NOOP("wording", "A single value is too large for the project file"),
        QT_TRANSLATE_NOOP("wording", "use less of it; nothing was changed"),
    ),
    "project.out_of_memory": Wording(
        QT_TRANSLATE_NOOP("wording", "There isn't enough free memory for this content of the project"),
        QT_TRANSLATE_NOOP("wording", "close other programs, and try again"),
    ),
    # runs
    "project.no_such_run": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no run {number} in this project"),
        QT_TRANSLATE_NOOP("wording", "choose one of the runs that the project lists"),
    ),
    "project.no_model": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} kept no model"),
        QT_TRANSLATE_NOOP("wording", "choose another run, or train again"),
    ),
}
