"""The middle part of Predict: the predicted rows, all of them or those to look at."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.flow.predicting import Predictions
from gui.models.predictions import PredictionsModel
from gui.theme import Theme, sizes
from gui.widgets.data_grid import DataGrid
from gui.widgets.icon_words import IconWords
from gui.widgets.labels import Label
from gui.widgets.segmented import SegmentedControl
from gui.widgets.surfaces import tight

COLUMN_WIDTH, PREDICTION_WIDTH, STATUS_WIDTH = 104, 140, 230
KEYS = ("all", "check", "failed")


class RowsPane(QWidget):
    """Part 3 of the page. `row_shown(position in the predictions)` when another row is selected."""

    row_shown = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._predictions: Predictions | None = None
        self._model = PredictionsModel(self)
        words = (self.tr("All"), self.tr("To check"), self.tr("Failed"))
        self._which = SegmentedControl(theme, list(zip(KEYS, words, strict=True)), self.tr("Which rows"))
        self._which.chosen.connect(self._show_rows)
        self._none_here = IconWords(theme, "circle-check", self.tr("No such rows"), tone="ok")
        self._grid = DataGrid(theme, self.tr("Predictions"), column_lines=False, whole_rows=True)
        self._grid.setModel(self._model)
        self._grid.selectionModel().currentRowChanged.connect(self._on_row)
        bar = QWidget()
        row = tight(QHBoxLayout(bar), sizes.S, sizes.S)
        row.addWidget(Label(theme, self.tr("3  Predictions"), weight=600))
        row.addWidget(self._which)
        row.addStretch(1)
        row.addWidget(self._none_here)
        column = tight(QVBoxLayout(self))
        column.addWidget(bar)
        column.addWidget(self._grid, 1)

    @property
    def which(self) -> str:
        """Which rows are shown: all, check or failed."""
        return self._which.key

    def choose(self, which: object) -> None:
        """Show these rows; anything else than a known key is left alone."""
        if which in KEYS:
            self._which.set_key(str(which))

    def show_predictions(self, predictions: Predictions | None) -> None:
        """Show these."""
        self._predictions = predictions
        counts = predictions.counts() if predictions is not None else {"rows": 0, "check": 0, "failed": 0}
        self._which.set_text("all", self.tr("All %1").replace("%1", f"{counts['rows']:,}"))
        self._which.set_text("check", self.tr("To check %1").replace("%1", f"{counts['check']:,}"))
        self._which.set_text("failed", self.tr("Failed %1").replace("%1", f"{counts['failed']:,}"))
        self._show_rows(self.which)

    def show_all_if_none(self) -> None:
        """Another file may have no row to check: then show all of them."""
        if self._model.rowCount() == 0:
            self._which.set_key("all")

    @Slot(str)
    def _show_rows(self, which: str) -> None:
        self._model.show_predictions(self._predictions, None if which == "all" else which)
        self._none_here.setVisible(self._predictions is not None and self._model.rowCount() == 0)
        for column in range(self._model.columnCount()):
            self._grid.setColumnWidth(column, COLUMN_WIDTH)
        self._grid.setColumnWidth(0, PREDICTION_WIDTH)
        self._grid.setColumnWidth(self._model.own_columns() - 1, STATUS_WIDTH)
        if self._model.rowCount():
            self._grid.setCurrentIndex(self._model.index(0, 0))

    @Slot()
    def _on_row(self) -> None:
        index = self._grid.currentIndex()
        if index.isValid():
            self.row_shown.emit(self._model.position(index.row()))
