"""A table from the clipboard becomes a file of the program's own, so that it is imported, and its original kept, like
any other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.base.errors import EpochalError
from core.base.folders import data_folder
from core.base.progress import Finished


def is_table(text: str) -> bool:
    """Whether a text may be one: a row with names and at least one below it."""
    return sum(bool(line.strip()) for line in text.split("\n", 20)) >= 2


def keep_pasted(text: str, name: str) -> Iterator[Finished[Path]]:
    """Write the text under a free name. Raises EpochalError gui.paste_not_kept."""
    folder = data_folder() / "pasted"
    try:
        folder.mkdir(exist_ok=True)
        path, number = folder / f"{name}.tsv", 2
        while path.exists():
            path, number = folder / f"{name} {number}.tsv", number + 1
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise EpochalError(
            "gui.paste_not_kept", {"folder": str(folder), "why": error.strerror or str(error)}
        ) from error
    yield Finished(path)
