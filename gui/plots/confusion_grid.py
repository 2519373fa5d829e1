"""Where the cells of a confusion matrix lie: arithmetic on the width of its classes' names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

GAP_PX, HEAD_PX, MIN_CELL_PX, MAX_CELL_PX, NAME_PX = 4, 44, 24, 150, 120


@dataclass(frozen=True)
class Names:
    """How wide the classes' names are, in pixels, and the word in the corner above those at the left."""

    widths: tuple[int, ...]
    corner: int

    @property
    def left(self) -> int:
        """Room for them at the left of the cells."""
        return min(NAME_PX, max([self.corner, *self.widths])) + 12

    @property
    def tall(self) -> int:
        """How high the heads are with upright names."""
        return HEAD_PX - 12 + min(NAME_PX, max([0, *self.widths]))

    def crowd(self, side: float) -> bool:
        """Whether they would be cut above columns of that width."""
        return len(self.widths) > 2 and any(width > side - GAP_PX for width in self.widths)


@dataclass(frozen=True)
class Grid:
    """Where the cells begin, from the left and from above, how far one is from the next, and how many a side has."""

    left: int
    head: int
    step: float
    cells: int

    def rect(self, row: int, column: int) -> QRectF:
        """A cell's place."""
        side = self.step - GAP_PX
        return QRectF(self.left + column * self.step, self.head + row * self.step, side, side)

    def whole(self) -> QRectF:
        """All cells."""
        side = self.cells * self.step - GAP_PX
        return QRectF(self.left, self.head, side, side)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell there; None between cells and outside."""
        if not self.step or x < self.left or y < self.head:
            return None
        row, column = int((y - self.head) // self.step), int((x - self.left) // self.step)
        inside = max(row, column) < self.cells and self.rect(row, column).contains(x, y)
        return (row, column) if inside else None


def laid_out(names: Names, width: int, height: int) -> Grid:
    """Square cells as large as fit, with the names above upright where they would be cut."""
    cells = len(names.widths)
    if not cells:
        return Grid(0, HEAD_PX, 0.0, 0)
    step = _fitting(width - names.left, height - HEAD_PX, cells)
    if not names.crowd(step):
        return Grid(names.left, HEAD_PX, step, cells)
    return Grid(names.left, names.tall, _fitting(width - names.left, height - names.tall, cells), cells)


def size_with(names: Names, side: int) -> tuple[int, int]:
    """Width and height with cells of that side."""
    whole = len(names.widths) * side
    return whole + names.left, whole + (names.tall if names.crowd(side) else HEAD_PX)


def _fitting(width: int, height: int, cells: int) -> float:
    return max(MIN_CELL_PX, min(MAX_CELL_PX, min(width, height) / cells))
