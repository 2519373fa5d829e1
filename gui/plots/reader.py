"""What tells the values of a chart below the mouse or by keys: what a crosshair and a probe have in common."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import Qt

PAGE = 10  # places that Page Up and Page Down go at once


class Reader(Protocol):
    """What tells values: a crosshair or a probe."""

    @property
    def shown(self) -> bool:
        """Whether it stands somewhere."""

    def step(self, by: int) -> None:
        """Move so many places."""

    def go(self, end: int) -> None:
        """To the first place (0) or the last one (-1)."""

    def hide(self) -> None:
        """Take it away."""

    def words(self) -> str:
        """What it tells, in one line."""

    def place(self) -> tuple[float, float] | None:
        """Where it stands, in the view's coordinates; None while it is away."""

    def dress(self) -> None:
        """Take the theme's colours."""


def reader_keys(reader: Reader, read: Callable[[Callable[[int], None], int], None]) -> dict[int, Callable[[], None]]:
    """What each key does with a reader; `read(move, by)` moves it and says where it stands."""
    return {
        Qt.Key.Key_Left: lambda: read(reader.step, -1),
        Qt.Key.Key_Right: lambda: read(reader.step, 1),
        Qt.Key.Key_PageUp: lambda: read(reader.step, -PAGE),
        Qt.Key.Key_PageDown: lambda: read(reader.step, PAGE),
        Qt.Key.Key_Home: lambda: read(reader.go, 0),
        Qt.Key.Key_End: lambda: read(reader.go, -1),
    }
