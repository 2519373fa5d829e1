"""Where the points and cells of a scatter picture lie, in the order in which the arrow keys go: from left to right."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.evaluation.pictures import BINS, OFF, ScatterPicture

Values = NDArray[np.float64]
MARK_AT = 0.035  # of the axis: how far beyond its end a mark for values below the scale stands


class ScatterSpots:
    """Spots 0 … n − 1: points or cells, then marks on the edge.

    at: float64 [n, 2], x and y of their middles in the view's coordinates. points, cells: how many spots are that.
    """

    def __init__(self, picture: ScatterPicture) -> None:
        self.picture = picture
        span = picture.high - picture.low
        self.step = span / BINS
        self.order, self.cells = np.empty(0, np.intp), np.empty((0, 2), np.intp)
        if picture.cells is not None:
            self.cells = np.argwhere(picture.cells.T)  # column, row
            middles = picture.low + (self.cells + 0.5) * self.step
        else:
            both = np.stack([picture.actual, picture.predicted], axis=1)
            self.order = np.argsort(picture.actual, kind="stable")
            middles = (np.log10(both) if picture.logarithmic else both)[self.order]
        off = np.array([cell[:2] for cell in picture.off], np.float64).reshape(-1, 2)
        edges = np.where(off == OFF, picture.low - MARK_AT * span, picture.low + (off + 0.5) * self.step)
        self.at = np.concatenate([middles, edges])
        self.marks = edges
        self._numbers = np.full((BINS, BINS), -1)
        self._numbers[self.cells[:, 0], self.cells[:, 1]] = np.arange(len(self.cells))

    def __len__(self) -> int:
        return len(self.at)

    def point(self, number: int) -> int | None:
        """Which of the picture's rows a spot is; None when it is none."""
        return int(self.order[number]) if number < len(self.order) else None

    def cell(self, number: int) -> tuple[int, int, int]:
        """Column, row and rows of a spot that is a cell or a mark."""
        beyond = number - len(self.order) - len(self.cells)
        if beyond >= 0:
            return self.picture.off[beyond]
        assert self.picture.cells is not None
        column, row = (int(place) for place in self.cells[number])
        return column, row, int(self.picture.cells[row, column])

    def is_cell(self, number: int) -> bool:
        """Whether a spot is a square and not a point or a mark."""
        return len(self.order) == 0 and number < len(self.cells)

    def find(self, x: float, y: float, reach: tuple[float, float]) -> int | None:
        """The cell there, or the point or mark nearest to a place of the view within reach (x and y)."""
        if len(self.cells):
            column, row = (int(np.floor((place - self.picture.low) / self.step)) for place in (x, y))
            if 0 <= column < BINS and 0 <= row < BINS and self._numbers[column, row] >= 0:
                return int(self._numbers[column, row])
        near = self.at[len(self.cells) :]
        if not len(near):
            return None
        away = np.hypot((near[:, 0] - x) / reach[0], (near[:, 1] - y) / reach[1])
        nearest = int(away.argmin())
        return nearest + len(self.cells) if away[nearest] <= 1 else None
