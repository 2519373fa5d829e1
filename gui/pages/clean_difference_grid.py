"""The table of differences, its columns as wide as what they say, and no higher than its lines.

Why (2026-11-25): with equal shares "After" was cut while "Difference" stood half empty. So each column asks for what
its first lines need; where that is too much, the least telling one gives way first: the kind of difference, then the
name of the column, then what was there before, and only last what is there now.
"""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QWidget

from core.base.spaces import spaces_shown
from gui.models.differences import AFTER, BEFORE, COLUMN, COUNT, HOW, DifferenceModel
from gui.models.spellings import SpellingsModel
from gui.theme import Theme, sizes
from gui.widgets.cell_painter import ARROW_PX, CHIP_PX, PAD
from gui.widgets.data_grid import DataGrid

LOOKED_AT = 100  # lines that are measured
HEAD_PX, COUNT_PX = 30, 96
MOST = {COLUMN: 200, BEFORE: 380, AFTER: 380, HOW: 190}
LEAST = {COLUMN: 112, BEFORE: 84, AFTER: 96}
FIRST_TO_GIVE = (COLUMN, BEFORE, AFTER)
FEWEST, BAR = 5, 14  # lines that are always in sight; room of a scroll bar


class FittingGrid(DataGrid):
    """A grid that is no higher than its rows."""

    def fit_height(self) -> None:
        """As high as all rows, at least as high as some of them."""
        model, rows = self.model(), 0
        if model is not None:
            rows = model.rowCount()
        bar = BAR if self.horizontalScrollBar().maximum() > 0 else 0
        head = self.horizontalHeader().height() + bar + 2
        self.setMinimumHeight(head + sizes.GRID_ROW * min(rows, FEWEST))
        self.setMaximumHeight(head + sizes.GRID_ROW * max(rows, 1))


class DifferenceGrid(FittingGrid):
    """Over a `DifferenceModel`, or over one that has its columns."""

    def __init__(self, theme: Theme, model: DifferenceModel | SpellingsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, "", whole_rows=True, row_numbers=False, column_lines=False, plain_head=True, parent=parent
        )
        self.setAccessibleName(self.tr("Differences"))
        self.horizontalHeader().setFixedHeight(HEAD_PX)
        self._wanted: dict[int, int] = {}
        self._model = model
        self.setModel(model)
        model.modelReset.connect(self._on_lines)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room out again."""
        super().resizeEvent(event)
        self._share_out()

    def _on_lines(self) -> None:
        self._wanted = self._measured()
        self.setColumnHidden(COLUMN, not self._model.several_columns)
        self.fit_height()
        self._share_out()
        self.scrollToTop()

    def _measured(self) -> dict[int, int]:
        """What each column needs for its head and its first lines, in pixels."""
        metrics = QFontMetrics(self.theme.font(sizes.SMALL))
        head = QFontMetrics(self.theme.font(sizes.SMALL, 500))
        rows = range(min(self._model.rowCount(), LOOKED_AT))
        chips = {BEFORE: CHIP_PX, AFTER: CHIP_PX + ARROW_PX}
        wanted = {}
        for column, most in MOST.items():
            texts = {spaces_shown(str(self._model.index(row, column).data() or "")) for row in rows}
            words = max((metrics.horizontalAdvance(text) for text in texts), default=0)
            title = head.horizontalAdvance(str(self._model.headerData(column, self.horizontalHeader().orientation())))
            indent = ARROW_PX if column == AFTER else 0
            wanted[column] = min(max(words + chips.get(column, 0) + 2 * PAD, title + indent + 2 * PAD + 2), most)
        return wanted

    def _share_out(self) -> None:
        if not self._wanted:
            return
        room = self.viewport().width() - COUNT_PX
        named = [COLUMN] if not self.isColumnHidden(COLUMN) else []
        told = [*named, BEFORE, AFTER, HOW]
        cut_short = sum(self._wanted[column] for column in told) > room
        self.setColumnHidden(HOW, cut_short)
        if cut_short:
            told.remove(HOW)
        widths = {column: self._wanted[column] for column in told}
        lacking = sum(widths.values()) - room
        for column in (one for one in FIRST_TO_GIVE if one in widths):
            given = max(0, min(lacking, widths[column] - LEAST[column]))
            widths[column] -= given
            lacking -= given
        for column in told:  # what is left over goes to all alike
            widths[column] += max(-lacking, 0) // len(told)
        for column, width in widths.items():
            self.setColumnWidth(column, width)
        self.setColumnWidth(COUNT, self.viewport().width() - sum(widths.values()))
