"""Sentences of the room `cli`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "cli.usage": Wording(
        QT_TRANSLATE_NOOP("wording", "The command is not understood: {message}"),
        QT_TRANSLATE_NOOP("wording", "see `{command} --help`"),
    ),
    "cli.folder": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is a folder"),
        QT_TRANSLATE_NOOP("wording", "name one of its files: `epochal open FILE`"),
    ),
    "cli.no_such_file": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no file “{name}”"),
        QT_TRANSLATE_NOOP("wording", "check the name and the folder"),
    ),
    "cli.file_first": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is a file, not a verb"),
        QT_TRANSLATE_NOOP("wording", "give it alone to open it, or put a verb before it: `epochal --help`"),
    ),
    "cli.not_yet": Wording(
        QT_TRANSLATE_NOOP("wording", "`epochal {verb}` is not there yet"),
        QT_TRANSLATE_NOOP("wording", "`epochal --help` lists what this version can do"),
    ),
    "cli.interrupted": Wording(
        QT_TRANSLATE_NOOP("wording", "Interrupted"),
        QT_TRANSLATE_NOOP("wording", "run the command again; no file was left half-written"),
    ),
    "cli.stopped": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} was stopped, and its best epoch, {best_epoch:,}, is kept"),
        QT_TRANSLATE_NOOP("wording", "use it as it is, or train another run"),
    ),
    "cli.stopped_early": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} was stopped before its first epoch was complete"),
        QT_TRANSLATE_NOOP("wording", "train another run; the project is whole"),
    ),
    "cli.seed": Wording(
        QT_TRANSLATE_NOOP("wording", "The seed {seed} is out of bounds"),
        QT_TRANSLATE_NOOP("wording", "give a whole number from {low} to {high}"),
    ),
    "cli.threshold": Wording(
        QT_TRANSLATE_NOOP("wording", "“{text}” is no threshold"),
        QT_TRANSLATE_NOOP("wording", "give a number from 0 to 1"),
    ),
    "cli.no_threshold": Wording(
        QT_TRANSLATE_NOOP("wording", "`--use-threshold` doesn't say which threshold"),
        QT_TRANSLATE_NOOP("wording", "give it with --threshold or --prices"),
    ),
    "cli.prices": Wording(
        QT_TRANSLATE_NOOP("wording", "“{text}” are no prices of mistakes"),
        QT_TRANSLATE_NOOP("wording", "give that of a missed row and that of a false alarm, such as --prices 20:1"),
    ),
    "cli.no_output": Wording(
        QT_TRANSLATE_NOOP("wording", "The result can't be printed: {detail}"),
        QT_TRANSLATE_NOOP("wording", "make room where the output goes, or send it elsewhere"),
    ),
    "cli.option_not_yet": Wording(
        QT_TRANSLATE_NOOP("wording", "`epochal {verb} {option}` is not there yet"),
        QT_TRANSLATE_NOOP("wording", "leave {option} out; `epochal {verb} --help` lists what this version can do"),
    ),
    "cli.output_twice": Wording(
        QT_TRANSLATE_NOOP("wording", "Two results would be written to the same file"),
        QT_TRANSLATE_NOOP("wording", "give each a name of its own"),
    ),
    "cli.predict_memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This file needs more memory than is free: about {needed_gb:.1f} GB, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP(
            "wording", "close other programs, predict the file in parts, or add --whole to try it all the same"
        ),
    ),
    "cli.columns_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "The model needs {names}, but the columns of the file are {found}"),
        QT_TRANSLATE_NOOP(
            "wording", "add {count:the column|the columns} or rename some, or add --missing-columns impute"
        ),
    ),
    "cli.run_without_model": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} left no model, because its loss became infinite at once"),
        QT_TRANSLATE_NOOP("wording", "train again with a lower learning_rate, or with scaled columns"),
    ),
    "cli.threads": Wording(
        QT_TRANSLATE_NOOP("wording", "Training needs at least one thread, not {threads}"),
        QT_TRANSLATE_NOOP("wording", "give --threads 1 or more, or leave it out"),
    ),
    "cli.sample": Wording(
        QT_TRANSLATE_NOOP("wording", "A sample is of at least one row, and of a file while it is read"),
        QT_TRANSLATE_NOOP("wording", "give --sample with a spreadsheet and a number from 1 on, or leave it out"),
    ),
    "cli.bug": Wording(
        QT_TRANSLATE_NOOP("wording", "Sorry, Epochal made a mistake, and your files are as they were"),
        QT_TRANSLATE_NOOP("wording", "the details are in {path}"),
    ),
    "cli.target_needed": Wording(
        QT_TRANSLATE_NOOP("wording", "A new project needs to know which column to predict"),
        QT_TRANSLATE_NOOP("wording", "add --target with one of: {names}"),
    ),
    "cli.project_needed": Wording(
        QT_TRANSLATE_NOOP("wording", "A new project needs a name"),
        QT_TRANSLATE_NOOP("wording", "add -p NAME.epochal"),
    ),
    "cli.project_ending": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” does not end in .epochal"),
        QT_TRANSLATE_NOOP("wording", "name the project {name}.epochal"),
    ),
    "cli.project_twice": Wording(
        QT_TRANSLATE_NOOP("wording", "-p names a new project, but “{name}” is already one"),
        QT_TRANSLATE_NOOP("wording", "leave -p out to add a run to it"),
    ),
    "cli.setting_form": Wording(
        QT_TRANSLATE_NOOP("wording", "“{text}” is not of the form KEY=VALUE"),
        QT_TRANSLATE_NOOP("wording", "write for example --set epochs=100"),
    ),
    "cli.recipe_unreadable": Wording(
        QT_TRANSLATE_NOOP("wording", "The recipe can't be read as JSON: {detail}"),
        QT_TRANSLATE_NOOP(
            "wording", "mend that place, or make one with `epochal clean FILE -o OUT --save-recipe R.json`"
        ),
    ),
    "cli.recipe_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no such recipe file"),
        QT_TRANSLATE_NOOP("wording", "check its path, or use --recipe suggested or none"),
    ),
    "cli.output_exists": Wording(
        QT_TRANSLATE_NOOP("wording", "A file of this name exists already"),
        QT_TRANSLATE_NOOP("wording", "choose another name, or add --force to replace it"),
    ),
    "cli.cannot_write": Wording(
        QT_TRANSLATE_NOOP("wording", "The file can't be written: {detail}"),
        QT_TRANSLATE_NOOP("wording", "choose a folder you may write to"),
    ),
    "cli.damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "The project has {count:,} damaged {count:part|parts}"),
        QT_TRANSLATE_NOOP("wording", "go back to a copy made before"),
    ),
    "cli.unwell": Wording(
        QT_TRANSLATE_NOOP("wording", "{count:,} {count:check|checks} failed"),
        QT_TRANSLATE_NOOP("wording", "do what stands beside {count:it|each of them}"),
    ),
    "cli.learned_from_all": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "Rules that learn, such as fill values, learned from every row of this file ({rows:,})"
        )
    ),
}
