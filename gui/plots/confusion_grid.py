"""Where the cells of a confusion matrix lie: arithmetic on the width of its classes' names."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

GAP_PX, HEAD_PX, MIN_CELL_PX, MAX_CELL_PX, NAME_PX = 4, 44, 24, 200, 120
BROADEST = 1.45  # times as wide as high: a broad cell has room for its words, and a matrix is still seen as one


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
    """Where the cells begin, from the left and from above, how far one is from the next to the right and below, and
    how many a side has."""

    left: int
    head: int
    across: float
    down: float
    cells: int

    def rect(self, row: int, column: int) -> QRectF:
        """A cell's place."""
        at_x, at_y = self.left + column * self.across, self.head + row * self.down
        return QRectF(at_x, at_y, self.across - GAP_PX, self.down - GAP_PX)

    def whole(self) -> QRectF:
        """All cells."""
        return QRectF(self.left, self.head, self.cells * self.across - GAP_PX, self.cells * self.down - GAP_PX)

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """The row and column of the cell there; None between cells and outside."""
        if not self.cells or x < self.left or y < self.head:
            return None
        row, column = int((y - self.head) // self.down), int((x - self.left) // self.across)
        inside = max(row, column) < self.cells and self.rect(row, column).contains(x, y)
        return (row, column) if inside else None


def laid_out(names: Names, width: int, height: int) -> Grid:
    """Cells as large as fit, with the names above upright where they would be cut."""
    cells = len(names.widths)
    if not cells:
        return Grid(0, HEAD_PX, 0.0, 0.0, 0)
    across, down = _fitting(width - names.left, height - HEAD_PX, cells)
    if not names.crowd(across):
        return Grid(names.left, HEAD_PX, across, down, cells)
    return Grid(names.left, names.tall, *_fitting(width - names.left, height - names.tall, cells), cells)


def size_with(names: Names, side: int) -> tuple[int, int]:
    """Width and height with square cells of that side."""
    whole = len(names.widths) * side
    return whole + names.left, whole + (names.tall if names.crowd(side) else HEAD_PX)


def _fitting(width: int, height: int, cells: int) -> tuple[float, float]:
    """How wide and how high a cell is."""
    side = max(MIN_CELL_PX, min(MAX_CELL_PX, min(width, height) / cells))
    return max(side, min(BROADEST * side, width / cells)), side
