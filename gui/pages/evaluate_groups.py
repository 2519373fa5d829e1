"""Where it struggles: the groups of one column beside the figure of all rows, the weakest column first."""

from __future__ import annotations

import math

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.evaluation.groups import Group, GroupedColumn, Struggles
from gui.models.cells import day_text
from gui.models.words import count, locale, share, significant
from gui.pages.evaluate_bars import Bar, BarList
from gui.theme import Theme, sizes
from gui.widgets import ChoiceField, Prose, tight

MOST_GROUPS = 7
FEWEST = 1e-4  # below it a number is written with an exponent
YEARS = range(1700, 2101)  # a whole number among them is more often a year than an amount


class StrugglesPanel(QWidget):
    """A sentence, a chooser of columns, bars. `group_chosen(column name, group)` when a person clicks a bar."""

    group_chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._struggles: Struggles | None = None
        self._groups: tuple[Group, ...] = ()
        self.sentence = Prose(theme, px=sizes.SMALL)
        self.chooser = ChoiceField(theme, self.tr("Groups by column"))
        self.bars = BarList(theme, self.tr("Where it struggles"))
        self.chooser.chosen.connect(self._show_column)
        self.bars.chosen.connect(self._on_chosen)
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        for widget in (self.sentence, self.chooser, self.bars):
            column.addWidget(widget)

    def show_waiting(self) -> None:
        """Nothing is known yet."""
        self._struggles = None
        self.sentence.set_text(self.tr("Looking at the columns of the test rows."))
        self.chooser.hide()
        self.bars.hide()

    def show_unknown(self) -> None:
        """The raw rows aren't there any more."""
        self.sentence.set_text(self.tr("The table this run learned from is no longer in the project."))

    def show_struggles(self, found: Struggles) -> None:
        """Show the weakest column; the chooser leads to the others."""
        self._struggles = found
        self.chooser.setVisible(len(found.columns) > 1)
        self.bars.setVisible(bool(found.columns))
        if not found.columns:
            self.sentence.set_text(
                self.tr("Too few test rows to compare groups of at least {rows}.").format(rows=found.smallest)
            )
            return
        weak = {column.name for column, _ in found.weak}
        mark = self.tr("{name} (weak)")
        self.chooser.set_options(
            [
                (column.name, mark.format(name=column.name) if column.name in weak else column.name)
                for column in found.columns
            ]
        )
        self.chooser.set_key(found.columns[0].name)
        self._show_column(found.columns[0].name)

    def _show_column(self, name: str) -> None:
        found = self._struggles
        column = next((column for column in found.columns if column.name == name), None) if found else None
        if found is None or column is None:
            return
        self._groups = shown_groups(column)
        longest = max([group.figure for group in self._groups] + [found.overall]) or 1.0
        self.bars.show_bars(
            [
                Bar(
                    self.label(group),
                    group.figure / longest,
                    self._figure(group.figure),
                    (self.tr("{n} rows").format(n=count(group.rows)),),
                    group.weak,
                )
                for group in self._groups
            ],
            overall=found.overall / longest,
        )
        self.sentence.set_text(self._sentence(found, column))

    def _sentence(self, found: Struggles, column: GroupedColumn) -> str:
        what = {
            "median_share": self.tr("Median % off, by {name}. Dashed line: all test rows."),
            "median_error": self.tr("Median error, by {name}. Dashed line: all test rows."),
            "wrong_share": self.tr("Wrong rows in %, by {name}. Dashed line: all test rows."),
        }[found.figure].format(name=column.name)
        if found.weak:
            return what
        none = self.tr("No group does clearly worse than the rest.")
        return f"{none} {what}"

    def label(self, group: Group) -> str:
        """A group's common value or range."""
        if group.missing:
            return self.tr("no value")
        if group.level is not None:
            return group.level
        words = day_text if group.is_date else edge_words
        if math.isinf(group.low):
            return self.tr("up to {high}").format(high=words(group.high))
        if math.isinf(group.high):
            return self.tr("over {low}").format(low=words(group.low))
        return self.tr("{low} to {high}").format(low=words(group.low), high=words(group.high))

    def group_words(self, column: str, group: Group) -> str:
        """A group with its column: "carat over 1.7"."""
        return self.tr("{column} {group}").format(column=column, group=self.label(group))

    def _figure(self, value: float) -> str:
        assert self._struggles is not None
        return significant(value) if self._struggles.figure == "median_error" else share(value)

    def _on_chosen(self, row: int) -> None:
        if row < len(self._groups):
            self.group_chosen.emit(self.chooser.key, self._groups[row])


def shown_groups(column: GroupedColumn) -> tuple[Group, ...]:
    """As many as are worth a look: all ranges, of values the weakest."""
    if len(column.groups) <= MOST_GROUPS:
        return column.groups
    worst = sorted(column.groups, key=lambda group: (not group.weak, -group.figure))[:MOST_GROUPS]
    return tuple(group for group in column.groups if group in worst)


def edge_words(value: float) -> str:
    """An edge of a range with all its digits: 1.7, 2,500; years without a separator."""
    if 0 < abs(value) < FEWEST:
        return locale().toString(float(value), "g", 6).replace("-", "−")
    if value in YEARS:
        return str(int(value))
    decimals = max(0, len(repr(float(value)).partition(".")[2])) if abs(value) < 1e6 and value != int(value) else 0
    return locale().toString(float(value), "f", min(decimals, 6)).replace("-", "−")
