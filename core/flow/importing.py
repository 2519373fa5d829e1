"""Import: a file → its table, what was set aside, and its profile; then a project around it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from core.base import runtime
from core.base.errors import EpochalError, Place
from core.base.progress import Early, Finished, Progress, Warned
from core.data.profile import TableProfile, profile_from_json, profile_steps, profile_table, profile_to_json
from core.data.readers import read_file
from core.data.readers.options import ReadOptions, ReadResult
from core.data.table import Table
from core.flow.cleaning import suggested_recipe
from core.flow.settling import check_idle
from core.project.document import DataRef, Document
from core.project.store import ProjectStore

RecipeChoice = Literal["suggested", "none"]


@dataclass(frozen=True, eq=False)
class Imported:
    """A file that was read: the table with what was set aside, and what each column holds."""

    read: ReadResult
    profile: TableProfile


def import_file(
    path: Path, options: ReadOptions | None = None
) -> Iterator[Progress | Warned | Early | Finished[Imported]]:
    """Read and profile one spreadsheet. The file is only read, never written.

    Early comes what `read_file` has early, and each `ColumnProfile`.
    Raises EpochalError data.* when it can't be read as a table.
    """
    read: ReadResult | None = None
    for event in read_file(path, options or ReadOptions()):
        if isinstance(event, Finished):
            read = event.result
        else:
            yield event
    assert read is not None, "a reader ends with Finished"
    profile: TableProfile | None = None
    for step in profile_steps(read.table):
        if isinstance(step, Finished):
            profile = step.result
        else:
            yield step
    assert profile is not None, "profiling ends with Finished"
    runtime.give_back_memory()
    yield Finished(Imported(read, profile))


def check_column(imported: Imported, name: str) -> None:
    """Raise EpochalError flow.no_such_column, with the names there are, when the table has no such column."""
    if not imported.read.table.has(name):
        raise no_such_column(name, imported.read.table.names, imported.read.file_name)


def no_such_column(name: str, names: tuple[str, ...], file_name: str | None = None) -> EpochalError:
    """The error for a column that isn't there, naming up to twelve that are."""
    return EpochalError("flow.no_such_column", {"name": name, "names": listed(names)}, Place(file=file_name))


def listed(names: Sequence[str], most: int = 12) -> str:
    """Column names inside a sentence, the first dozen of them."""
    quoted = ", ".join(f"“{name}”" for name in names[:most])
    return f"{quoted} and {len(names) - most:,} more" if len(names) > most else quoted


def new_document(
    imported: Imported,
    *,
    name: str,
    target: str | None = None,
    ignored: tuple[str, ...] = (),
    recipe: RecipeChoice = "suggested",
) -> Document:
    """A document around an imported table, without its data reference (the store gives that)."""
    document = Document(name=name).with_target(target).with_ignored(ignored)
    if recipe == "suggested":
        steps = suggested_recipe(imported.read.table, imported.profile, document)
        document = document.with_recipe(steps, "suggested")
    return document


def new_project(store_path: Path, imported: Imported, document: Document, *, force: bool = False) -> Document:
    """Create the project file with the data snapshot in it; returns the document with its data reference.

    Raises EpochalError project.* (exists, read-only folder, full disk) and flow.still_training; nothing half-made
    stays behind.
    """

    def fill(store: ProjectStore) -> None:
        store.save_document(_with_data(store, imported, document), "Imported " + imported.read.file_name)

    if force:
        check_idle(store_path)
    with ProjectStore.create(store_path, document, force=force, fill=fill) as store:
        return store.document()


def stored_profile(store: ProjectStore, snapshot: str, table: Table) -> TableProfile:
    """The profile kept with a snapshot, or one made anew where the file has none that this version understands."""
    try:
        return profile_from_json(store.get_value("profile:" + snapshot))
    except (KeyError, TypeError, ValueError):
        return profile_table(table)


def replace_data(store: ProjectStore, imported: Imported, document: Document) -> Document:
    """The document with this import as its data; the earlier snapshot stays in the file."""
    return _with_data(store, imported, document)


def _with_data(store: ProjectStore, imported: Imported, document: Document) -> Document:
    read = imported.read
    snapshot = store.put_table(read.table)
    store.put_rejected(snapshot, list(read.rejected))
    store.set_value("profile:" + snapshot, profile_to_json(imported.profile))
    reference = DataRef(
        snapshot=snapshot,
        file_name=read.file_name,
        rows=read.table.rows,
        columns=len(read.table.columns),
        rejected=len(read.rejected),
        imported_at=datetime.now(UTC).isoformat(timespec="seconds"),
        file_sha256=read.file_sha256,
        how={
            "format": read.how.format,
            "encoding": read.how.encoding,
            "delimiter": read.how.delimiter,
            "decimal": read.how.decimal,
            "sheet": read.how.sheet,
            "sampled_of": str(read.how.sampled_of) if read.how.sampled_of is not None else None,
        },
    )
    return document.with_data(reference)
