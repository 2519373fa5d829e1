"""The left part of Predict: which file, and how its columns meet those of the model."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.flow.predicting import PredictedFile
from gui.models.cells import CellState
from gui.pages.predict_columns import MatchList, matches_of
from gui.theme import Theme, sizes
from gui.widgets.header import SectionHead
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.surfaces import Card, Surface, tight

LEAST_WIDTH = 220


class FilePane(Surface):
    """Parts 1 and 2 of the page."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("right",), parent=parent)
        self.setMinimumWidth(LEAST_WIDTH)
        column = tight(QVBoxLayout(self), sizes.M, sizes.XS)
        column.addWidget(SectionHead(theme, self.tr("1  File")))
        card = Card(theme, "sunken", edge=None)
        lines = tight(QVBoxLayout(card), sizes.S, 2)
        self._name = ElidedLabel(theme, weight=600)
        self._facts = Label(theme, px=sizes.SMALL, tone="text2")
        lines.addWidget(self._name)
        lines.addWidget(self._facts)
        column.addWidget(card)
        self._head = SectionHead(theme, self.tr("2  Columns"))
        column.addWidget(self._head)
        self._matches = MatchList(theme)
        column.addWidget(self._matches, 1)

    def show_result(self, result: PredictedFile) -> None:
        """Show the file that was predicted."""
        table = result.read.table
        self._name.setText(result.read.file_name)
        words = self.tr("%1 rows · %2 columns").replace("%1", f"{table.rows:,}")
        self._facts.setText(words.replace("%2", f"{len(table.columns):,}"))
        matches = matches_of(result)
        self._matches.show_matches(matches)
        absent = sum(1 for match in matches if match.state is CellState.CHECK)
        remark = self.tr("%1 to check").replace("%1", f"{absent:,}") if absent else self.tr("all there")
        self._head.set_words(self.tr("2  Columns"), remark)
