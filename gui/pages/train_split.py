"""Chart above, runs below, a movable hairline between them; while runs are compared they have the larger part."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

RUNS_PX, FEW_RUNS_PX, MOST_RUNS_PX = 242, 172, 420  # five rows of runs, three, ten
TALL_PX, SHARE = 540, 0.33
COMPARED_SHARE = 0.58  # of chart and runs together, while runs are compared


class ChartAndRuns(QSplitter):
    """The runs have the height of some rows, more in a tall window, until a person moves the line."""

    def __init__(self, chart: QWidget, runs: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        for at, (part, stretch) in enumerate(((chart, 1), (runs, 0))):
            self.addWidget(part)
            self.setStretchFactor(at, stretch)
        self._chosen = False  # a person has moved the line
        self._before: list[int] = []  # sizes, while runs are compared
        self._enough = 0  # pixels that show all that is compared
        self.splitterMoved.connect(self._on_moved)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the new height."""
        super().resizeEvent(event)
        height = event.size().height()
        if self._before:
            self._share(self._compared_height(height))
        elif not self._chosen:
            self._share(runs_height(height))

    def compare(self, comparing: bool, enough: int = 0) -> None:
        """Give the runs the larger part, but no more than the `enough` pixels that they need; afterwards all is as it
        was."""
        if comparing:
            self._before, self._enough = self.sizes(), enough
            self._share(self._compared_height(sum(self._before)))
        elif self._before:
            before, self._before = self._before, []
            if self._chosen:
                self.setSizes(before)
            else:  # the window may be another size now
                self._share(runs_height(self.height()))

    def kept(self) -> list[int] | None:
        """The sizes that a person chose, for the project file."""
        return (self._before or self.sizes()) if self._chosen else None

    def restore(self, kept: object) -> None:
        """Bring them back; anything else is passed over."""
        if isinstance(kept, list) and len(kept) == 2 and all(isinstance(size, int) and size > 0 for size in kept):
            self._chosen = True
            self.setSizes(kept)

    def _compared_height(self, whole: int) -> int:
        wanted = round(COMPARED_SHARE * whole)
        return max(min(wanted, self._enough or wanted), runs_height(whole))

    def _share(self, runs: int) -> None:
        self.setSizes([max(0, self.height() - self.handleWidth() - runs), runs])

    def _on_moved(self) -> None:
        if not self._before:
            self._chosen = True


def runs_height(whole: int) -> int:
    """How much of so many pixels the runs have, unless a person says otherwise."""
    if whole < TALL_PX:
        return FEW_RUNS_PX
    return min(max(RUNS_PX, round(SHARE * whole)), MOST_RUNS_PX)
