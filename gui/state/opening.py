"""What happens in a lane when a file is imported or a project opened: generators that end with `Opened`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from core.base.folders import data_folder
from core.base.notices import Notice
from core.base.progress import Early, Finished, Progress, Warned

if TYPE_CHECKING:
    from core.data.profile import TableProfile
    from core.data.readers.options import ReadOptions
    from core.data.table import Table
    from core.flow.importing import Imported
    from core.project.document import DataRef, Document
    from core.project.runs import RunRecord

Events = Iterator[Progress | Warned | Early | Finished[Any]]
ENDING = ".epochal"


@dataclass(frozen=True, eq=False)
class Opened:
    """A project, read: what the session shows. `notices` are what was noticed on the way."""

    path: Path
    document: Document
    table: Table | None
    profile: TableProfile | None
    notices: tuple[Notice, ...] = ()
    runs: tuple[RunRecord, ...] = ()


@dataclass(frozen=True, eq=False)
class Loaded:
    """A snapshot's table and profile."""

    snapshot: str
    table: Table
    profile: TableProfile


@dataclass(frozen=True, eq=False)
class Preview:
    """The first rows of a file that is being read. about_rows: how many it probably has, None when nobody knows."""

    table: Table
    about_rows: int | None


def drafts_folder() -> Path:
    """Where projects stay until they are given a name."""
    folder = data_folder() / "drafts"
    folder.mkdir(exist_ok=True)
    return folder


def is_draft(path: Path) -> bool:
    """Whether a project has no place of the person's own yet."""
    return path.parent == data_folder() / "drafts"


def draft_path(name: str) -> Path:
    """A free name among the drafts."""
    plain = "".join(letter if letter.isalnum() or letter in " -_." else "_" for letter in name).strip()[:60]
    plain = plain or "Untitled"
    path = drafts_folder() / f"{plain}-{datetime.now():%Y%m%d-%H%M%S}{ENDING}"
    number = 2
    while path.exists():
        path = path.with_name(f"{plain}-{datetime.now():%Y%m%d-%H%M%S}-{number}{ENDING}")
        number += 1
    return path


def import_into_draft(source: Path, name: str, target: str | None, options: ReadOptions | None = None) -> Events:
    """Read a spreadsheet and make a draft project of it."""
    from core.flow import importing

    imported: Imported | None = None
    notices: list[Notice] = []
    for event in _reading(source, options):
        if isinstance(event, Finished):
            imported = event.result
        else:
            if isinstance(event, Warned):
                notices.append(event.notice)
            yield event
    assert imported is not None, "importing ends with Finished"
    yield Progress("suggest", 0, 1, "steps")
    document = importing.new_document(imported, name=name, target=target)
    yield Progress("keep", 0, 1, "steps")
    path = draft_path(name)
    stored = importing.new_project(path, imported, document)
    try:
        yield Finished(Opened(path, stored, imported.read.table, imported.profile, tuple(notices)))
    except GeneratorExit:  # cancelled while it was being kept: nobody will ever open it
        path.unlink(missing_ok=True)
        raise


def _reading(source: Path, options: ReadOptions | None) -> Events:
    """Import a file; its first rows come early as a table (`Preview`). Raises EpochalError flow.memory_short before
    that when memory is short, unless a sample or the whole of it is asked for."""
    from core.data.readers.early import FirstRows
    from core.flow import importing, memory

    if options is None or not (options.whole or options.sample_rows):
        memory.check_reading(source, memory.free_bytes())
    for event in importing.import_file(source, options):
        if isinstance(event, Early) and isinstance(event.part, FirstRows):
            yield Early(Preview(event.part.table(), event.part.about_rows))
        else:
            yield event


def import_again(path: Path, source: Path, document: Document, options: ReadOptions | None = None) -> Events:
    """Read a spreadsheet as the data of an existing project; ends with the document that has it.

    The first file of a draft gives the project its name, as it would without the empty project before it.
    """
    from core.flow import importing
    from core.project.store import ProjectStore

    for event in _reading(source, options):
        if not isinstance(event, Finished):
            yield event
            continue
        yield Progress("keep", 0, 1, "steps")
        with ProjectStore.open(path) as store:
            changed = importing.replace_data(store, event.result, document)
        if document.data is None and not document.recipe.steps:
            from core.flow.cleaning import suggested_recipe

            steps = suggested_recipe(event.result.read.table, event.result.profile, changed)
            changed = changed.with_recipe(steps, "suggested")
        if document.data is None and is_draft(path):
            changed = changed.with_name(source.stem)
        assert changed.data is not None
        loaded = Loaded(changed.data.snapshot, event.result.read.table, event.result.profile)
        yield Finished((changed, loaded))


def make_empty(name: str) -> Events:
    """Make a draft without data."""
    from core.project.document import Document
    from core.project.store import ProjectStore

    yield Progress("keep", 0, 1, "steps")
    path, document = draft_path(name), Document(name=name)
    ProjectStore.create(path, document).close()
    yield Finished(Opened(path, document, None, None))


def open_project(path: Path) -> Events:
    """Read a project: its document, table and profile."""
    from core.project.store import ProjectStore

    yield Progress("open", 0, 2, "steps")
    with ProjectStore.open(path) as store:
        notices = tuple(store.notices)
        if not store.read_only:
            store.mark_interrupted()
        document, runs = store.document(), store.runs()
    yield Progress("open", 1, 2, "steps")
    loaded = load_data(path, document.data) if document.data is not None else None
    table, profile = (loaded.table, loaded.profile) if loaded is not None else (None, None)
    yield Finished(Opened(path, document, table, profile, notices, runs))


def read_runs(path: Path, known: Sequence[RunRecord]) -> Events:
    """The runs as the file has them; the epochs of those that are known aren't read again."""
    from core.project.store import ProjectStore

    with ProjectStore.open(path, read_only=True) as store:
        yield Finished(store.runs(known))


def load_snapshot(path: Path, data: DataRef) -> Events:
    """Read the table of another snapshot, after an undo for example."""
    yield Progress("open", 0, 1, "steps")
    yield Finished(load_data(path, data))


def load_data(path: Path, data: DataRef) -> Loaded:
    """The table of a snapshot and its profile; the profile is made anew where the file has none."""
    from core.flow.importing import stored_profile
    from core.project.store import ProjectStore

    with ProjectStore.open(path, read_only=True) as store:
        table = store.get_table(data.snapshot)
        return Loaded(data.snapshot, table, stored_profile(store, data.snapshot, table))


def suggest(table: Table, profile: TableProfile, document: Document) -> Events:
    """Rules for the table as it is now."""
    from core.flow.cleaning import suggested_recipe

    yield Finished(suggested_recipe(table, profile, document))


def preview(table: Table, document: Document) -> Events:
    """What the recipe does; ends with (FittedRecipe, Cleaned)."""
    from core.flow.cleaning import preview as flow_preview

    yield Finished(flow_preview(table, document))


def retarget(document: Document, target: str | None, table: Table, profile: TableProfile) -> Events:
    """The document with another target and the rules that are suggested for it."""
    from core.flow.cleaning import with_new_target

    yield Finished(with_new_target(document, target, table, profile))
