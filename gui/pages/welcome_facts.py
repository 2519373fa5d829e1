"""What Welcome tells that takes a look at files: which recent projects are gone, and which version this is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from core.base.progress import Finished, Progress


@dataclass(frozen=True, slots=True)
class Looked:
    """missing: paths of projects that are no longer there; version: "" where the program isn't installed."""

    missing: frozenset[str]
    version: str


def look(paths: Sequence[str]) -> Iterator[Progress | Finished[Looked]]:
    """Look for these projects, one after another: a server that doesn't answer takes its time."""
    missing = set()
    for done, path in enumerate(paths):
        yield Progress("look", done, len(paths), "files")
        if not _is_there(Path(path)):
            missing.add(path)
    yield Finished(Looked(frozenset(missing), _version()))


def _is_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("epochal")
    except PackageNotFoundError:
        return ""
