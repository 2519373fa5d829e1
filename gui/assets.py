"""The only door to `resources/`: fonts, icons and sample files, wherever the program is installed or frozen."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

FONT_FILES = ("Inter-Regular.ttf", "Inter-Medium.ttf", "Inter-SemiBold.ttf")


def _folder(name: str) -> Path:
    return Path(str(files("resources"))) / name


def font_data(file_name: str) -> bytes:
    """The bytes of one of `FONT_FILES`."""
    return (_folder("fonts") / file_name).read_bytes()


@cache
def icon_svg(name: str) -> str:
    """The SVG text of a Lucide icon, its colour still `currentColor`. A missing name is a bug: FileNotFoundError."""
    return (_folder("icons") / f"{name}.svg").read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Every icon there is."""
    return tuple(sorted(path.stem for path in _folder("icons").glob("*.svg")))


def samples_folder() -> Path:
    """The folder of the sample tables and their list, `samples.json`."""
    return _folder("samples")
