"""How the columns of a file meet those that a model expects."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QGridLayout, QWidget

from core.data.table import Table
from core.flow.predicting import PredictedFile, needed_columns
from gui.models.cells import CellState, cell_text
from gui.models.table import look_of
from gui.theme import Theme, sizes
from gui.widgets.icon_words import IconWords
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.surfaces import Line, ScrollPane

EXAMPLES = 2


@dataclass(frozen=True)
class Match:
    """A column: its name, examples from the file ("" when it isn't there), and whether it is used or missing."""

    name: str
    examples: str
    state: CellState
    used: bool


def matches_of(result: PredictedFile) -> list[Match]:
    """First the columns the model needs, then those of the file that it doesn't use."""
    table = result.read.table
    needed = needed_columns(result.model)
    matches = []
    for name in (*needed, *(name for name in table.names if name not in needed)):
        used, there = name in needed, table.has(name)
        examples = _examples(table, name) if there else ""
        matches.append(Match(name, examples, CellState.CHECK if used and not there else CellState.NORMAL, used))
    return matches


def _examples(table: Table, name: str) -> str:
    """The first values of a column, written as the table writes them."""
    look = look_of(table, name)
    values = table.values(name).dropna().head(EXAMPLES).to_list()
    return ", ".join(look.text(value) if isinstance(value, float) else cell_text(value) for value in values)


class MatchList(ScrollPane):
    """Two lines a column: in your file, and what the model expects."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(0, 0, parent)
        self.theme = theme
        self.setAccessibleName(self.tr("Columns of the file and of the model"))
        self._inside: QWidget | None = None

    def show_matches(self, matches: list[Match]) -> None:
        """Show these, in place of what was there."""
        if self._inside is not None:
            self._inside.hide()
            self._inside.deleteLater()
        self._inside = QWidget()
        grid = QGridLayout(self._inside)
        grid.setContentsMargins(0, 0, sizes.S, 0)
        grid.setHorizontalSpacing(sizes.S)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for at, text in enumerate((self.tr("In your file"), self.tr("Model expects"))):
            grid.addWidget(Label(self.theme, text, px=sizes.TINY, tone="text3"), 0, at)
        for number, match in enumerate(matches):
            self._add(grid, 1 + 3 * number, match)
        grid.setRowStretch(1 + 3 * len(matches), 1)
        self.column.insertWidget(0, self._inside)

    def _add(self, grid: QGridLayout, row: int, match: Match) -> None:
        there = bool(match.examples) or match.state is CellState.NORMAL
        grid.addWidget(Line(self.theme), row, 0, 1, 2)
        grid.addWidget(ElidedLabel(self.theme, match.name if there else "–", px=sizes.SMALL, weight=500), row + 1, 0)
        expects = ElidedLabel(self.theme, match.name if match.used else "–", px=sizes.SMALL, weight=500)
        grid.addWidget(expects, row + 1, 1)
        grid.addWidget(ElidedLabel(self.theme, match.examples, px=sizes.TINY, tone="text3"), row + 2, 0)
        grid.addWidget(self._state(match), row + 2, 1)

    def _state(self, match: Match) -> QWidget:
        if not match.used:
            return IconWords(self.theme, "minus", self.tr("not used"), px=sizes.TINY, tone="text3")
        if match.state is CellState.CHECK:
            return IconWords(self.theme, "triangle-alert", self.tr("not in file"), px=sizes.TINY, tone="warn")
        return IconWords(self.theme, "check", self.tr("same name"), px=sizes.TINY, tone="ok")
