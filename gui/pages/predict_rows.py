"""The right part of Predict: the predicted rows, all of them or those to look at, and a way to find one."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.base.progress import Finished
from gui.models.prediction_rows import PredictionRows, find_row, telling_columns
from gui.models.predictions import PREDICTED, STATUS, SURE, PredictionsModel
from gui.models.words import count
from gui.pages.predict_grid import BAR, PredictionGrid
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets.cell_painter import PAD
from gui.widgets.column_widths import ColumnWidths
from gui.widgets.empty_state import EmptyState
from gui.widgets.fields import SearchField
from gui.widgets.labels import Label
from gui.widgets.segmented import SegmentedControl
from gui.widgets.surfaces import tight

KEYS = ("all", "check", "failed")
LOOKED_AT, ODD_LOOKED_AT = 60, 12
LONGEST = 8  # of their texts are measured
NARROWEST, WIDEST, STATUS_LEAST, PREDICTED_MOST = 60, 150, 160, 220
FEWEST_LEAD, MOST_LEAD = 2, 16
FIND_WIDTH = 150


class RowsPane(QWidget):
    """Part 3 of the page. `row_shown(position in the predictions)` when another row is selected."""

    row_shown = Signal(int)

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._session = session
        self._rows: PredictionRows | None = None
        self._lead: list[int] = []
        self._model = PredictionsModel(self)
        self._meter = PredictionsModel(self)  # unsorted and whole: its first cells say how wide a column is
        self._measured: dict[int, int] = {}
        self._grid = PredictionGrid(theme, self.tr("Predictions"))
        self._grid.setModel(self._model)
        self._grid.selectionModel().currentRowChanged.connect(self._on_row)
        self._grid.horizontalHeader().setStretchLastSection(False)
        self._widths = ColumnWidths(self._grid, self._width_of)
        none = self.tr("No such rows"), self.tr("Every row of this file is under “All”.")
        self._none_here = EmptyState(theme, "circle-check", *none)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._grid)
        self._stack.addWidget(self._none_here)
        column = tight(QVBoxLayout(self))
        column.addWidget(self._make_bar())
        column.addWidget(self._stack, 1)

    def _make_bar(self) -> QWidget:
        words = (self.tr("All"), self.tr("To check"), self.tr("Failed"))
        self._which = SegmentedControl(self.theme, list(zip(KEYS, words, strict=True)), self.tr("Which rows"))
        self._which.chosen.connect(self._show_which)
        self._find = SearchField(self.theme, self.tr("Find a row"), self.tr("Find a row"))
        self._find.setToolTip(self.tr("A row's number, or a text in its cells or its status; Enter goes to the next"))
        self._find.setFixedWidth(FIND_WIDTH)
        self._find.returnPressed.connect(self._on_find)
        self._find.textEdited.connect(self._on_typed)
        bar = QWidget()
        row = tight(QHBoxLayout(bar), 0, sizes.S)
        row.setContentsMargins(sizes.M, sizes.XS, sizes.S, sizes.XS)
        row.addWidget(Label(self.theme, self.tr("3  Predictions"), weight=600))
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(self._find)
        return bar

    @property
    def which(self) -> str:
        """Which rows are shown: all, check or failed."""
        return self._which.key

    @property
    def grid(self) -> PredictionGrid:
        """The table."""
        return self._grid

    def choose(self, which: object) -> None:
        """Show these rows; anything else than a known key is left alone."""
        if which in KEYS:
            self._which.set_key(str(which))

    def show_rows(self, rows: PredictionRows | None, *, keep: bool = False) -> None:
        """Show these. keep: they are the same rows as before, and the chosen one stays so."""
        current = self._grid.currentIndex()
        before = self._model.position(current.row()) if keep and current.isValid() and self._rows is not None else None
        self._rows = rows
        counts = rows.counts if rows is not None else {"rows": 0, "check": 0, "failed": 0}
        self._which.set_text("all", self.tr("All {n}").format(n=count(counts["rows"])))
        self._which.set_text("check", self.tr("To check {n}").format(n=count(counts["check"])))
        self._which.set_text("failed", self.tr("Failed {n}").format(n=count(counts["failed"])))
        if rows is not None and self.which != "all" and not counts[self.which]:
            self._which.set_key("all")
        self._show_which(self.which)
        if before is not None and self._model.row_of(before) is not None:
            self.go_to(before)

    def go_to(self, position: int) -> None:
        """Select a row of the predictions, among all of them if it isn't shown."""
        if self._model.row_of(position) is None:
            self._which.set_key("all")
        at = self._model.row_of(position)
        if at is not None:
            index = self._model.index(at, 0)
            chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._grid.selectionModel().setCurrentIndex(index, chosen)
            self._grid.scrollTo(index, PredictionGrid.ScrollHint.PositionAtCenter)

    @Slot(str)
    def _show_which(self, which: str) -> None:
        self._lead = self._fitting()
        self._model.show_rows(self._rows, None if which == "all" else which, self._lead)
        empty = self._rows is not None and self._model.rowCount() == 0
        self._stack.setCurrentWidget(self._none_here if empty else self._grid)
        self._widths.begin()
        if self._model.rowCount():
            self._grid.selectRow(0)
            self._grid.setCurrentIndex(self._model.index(0, 0))

    # widths

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More columns stand before the prediction where there is room for them."""
        super().resizeEvent(event)
        lead = self._fitting()
        if lead != self._lead:
            self._lead = lead
            self._model.lead_with(lead)
        self._widths.begin()

    def _fitting(self) -> list[int]:
        """As many of the file's columns as leave the prediction and its status in sight."""
        rows = self._rows
        if rows is None:
            return []
        room = self._room() - STATUS_LEAST - self._wanted(PREDICTED)
        room -= self._wanted(SURE) if self._has_range(rows) else 0
        for most in range(min(MOST_LEAD, len(rows.cells)), FEWEST_LEAD, -1):
            lead = telling_columns(rows, most)
            if sum(self._wanted(column) for column in lead) <= room:
                return lead
        return telling_columns(rows, FEWEST_LEAD)

    def _room(self) -> int:
        """The width for columns, whether the grid is shown already or not."""
        grid = self._grid
        beside = grid.verticalHeader().sizeHint().width() + grid.verticalScrollBar().sizeHint().width()
        return self._stack.width() - beside - 2

    def _width_of(self, at: int) -> int:
        """The width of a shown column; the status has what those before it leave."""
        columns = self._model.columns
        if columns[at] != STATUS:
            return self._wanted(columns[at])
        return max(STATUS_LEAST, self._room() - sum(self._wanted(column) for column in columns[:at]))

    def _wanted(self, column: int) -> int:
        """The width of a column by its head and its first cells."""
        assert self._rows is not None
        if self._meter.rows is not self._rows:
            self._meter.show_rows(self._rows)
            self._measured.clear()
        if column not in self._measured:
            self._measured[column] = self._measure(column)
        return self._measured[column]

    def _measure(self, column: int) -> int:
        shown = self._meter
        at = shown.columns.index(column)
        strong = QFontMetrics(self.theme.font(sizes.SMALL, 600))
        looked = {shown.index(row, at).data() or self.tr("missing") for row in self._looked_at()}
        texts = sorted(looked, key=len)[-LONGEST:]  # measuring is dear
        head = str(shown.headerData(at, self._grid.horizontalHeader().orientation()) or "")
        beside = round(BAR) + PAD if column == SURE else 0
        inside = max((strong.horizontalAdvance(text) for text in texts), default=0) + beside
        widest = max(inside, strong.horizontalAdvance(head)) + 2 * PAD + 4
        if column == SURE:
            return widest
        return min(max(widest, NARROWEST), PREDICTED_MOST if column == PREDICTED else WIDEST)

    def _looked_at(self) -> list[int]:
        """Rows that say how wide a column is: the first, the first of those to look at, the largest prediction."""
        rows = self._rows
        assert rows is not None
        first = list(range(min(LOOKED_AT, self._meter.rowCount())))
        odd = [int(row) for which in KEYS[1:] for row in rows.positions[which][:ODD_LOOKED_AT]]
        return [*first, *odd, *rows.extremes]

    @staticmethod
    def _has_range(rows: PredictionRows) -> bool:
        return rows.predictions.low is not None or rows.predictions.probabilities is not None

    # finding

    def find_rows(self) -> bool:
        """Go to the field that finds a row; False while there is none."""
        if not self._find.isVisible():
            return False
        self._find.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._find.selectAll()
        return True

    @Slot(str)
    def _on_typed(self, _text: str) -> None:
        self._find.set_wrong(False)

    @Slot()
    def _on_find(self) -> None:
        rows, wanted = self._rows, self._find.text()
        if rows is None or not wanted.strip():
            return
        current = self._grid.currentIndex()
        after = self._model.position(current.row()) if current.isValid() else -1
        job = self._session.submit(partial(_found, rows, wanted, after), name=self.tr("Finding a row"))
        job.finished.connect(self._on_found)

    @Slot(object)
    def _on_found(self, found: tuple[PredictionRows, int | None]) -> None:
        rows, position = found
        if rows is not self._rows:
            return
        self._find.set_wrong(position is None)
        self._find.setAccessibleDescription("" if position is not None else self.tr("No such row"))
        if position is not None:
            self.go_to(position)

    @Slot()
    def _on_row(self) -> None:
        index = self._grid.currentIndex()
        if index.isValid():
            self.row_shown.emit(self._model.position(index.row()))


def _found(rows: PredictionRows, wanted: str, after: int) -> Iterator[Finished[tuple[PredictionRows, int | None]]]:
    yield Finished((rows, find_row(rows, wanted, after)))
