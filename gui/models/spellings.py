"""The values of a rule as a list to edit: what is there, what becomes of it, and in how many cells.

Why (2026-11-25): before → after alone shows what a rule changes. To say otherwise a person must see the values, too,
that it leaves as they are, and those that two spellings become. So all are listed, and each can be told what to become.
There may be as many as rows: what is asked of all of them at once is only what costs microseconds each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.base.wording import what_and_todo
from core.cleaning.difference import difference_of
from core.cleaning.listing import Listed, Listing
from core.cleaning.rule import Rule
from gui.models.cells import CellRole, CellState
from gui.models.differences import AFTER, BEFORE, COLUMN, COUNT, HOW, MOST_LINES
from gui.models.table import LEFT, RIGHT
from gui.models.words import count

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
STATES_CHANGED = [Qt.ItemDataRole.DisplayRole, CellRole.STATE]


class SpellingsModel(QAbstractTableModel):
    """Columns as a `DifferenceModel` has them; what a value becomes can be edited. `tried` with the rule that would be
    while a person types, `edited` with the rule that is when they have."""

    tried = Signal(object)
    edited = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._listing: Listing | None = None
        self._rule: Rule | None = None
        self._shown: tuple[Listed, ...] = ()
        self._text, self._most = "", 0
        self._folded: dict[str, dict[str, str]] = {}  # column → value → value as it is searched
        self._said: dict[str, set[str]] = {}  # column → values, as they are searched, of which the person said this
        self._choices: dict[str, Mapping[str, str | None]] = {}

    def show_listing(self, listing: Listing | None) -> None:
        """Show these values, as their rule has them; None: no values any more."""
        self._listing, self._rule, self._text = listing, listing.rule if listing is not None else None, ""
        self._folded = {}
        for one in listing.values if listing is not None else ():
            self._folded.setdefault(one.column, {})[one.value] = one.value.casefold()
        self._look_at_choices()
        self._show()

    def filter(self, text: str) -> None:
        """Only values that contain this, before or after."""
        self._text = text.strip().casefold()
        self._said = {
            column: {_close(value) for value, after in chosen.items() if self._text in (after or "").casefold()}
            for column, chosen in self._choices.items()
        }
        self._show()

    @property
    def rule(self) -> Rule | None:
        """The rule as edited."""
        return self._rule

    @property
    def is_edited(self) -> bool:
        """Whether something was said otherwise."""
        return self._listing is not None and self._rule != self._listing.rule

    @property
    def chosen(self) -> int:
        """Of how many values the person said what becomes of them."""
        return sum(len(chosen.keys() & self._folded[column].keys()) for column, chosen in self._choices.items())

    @property
    def total(self) -> int:
        """How many values there are."""
        return len(self._listing.values) if self._listing is not None else 0

    @property
    def several_columns(self) -> bool:
        """Whether the values are of more than one column."""
        return len(self._folded) > 1

    def try_out(self, row: int, text: str | None) -> None:
        """A text that a person is at; None: they gave it up."""
        if text is None:
            self.tried.emit(self._rule)
        else:
            self.tried.emit(self._with(row, text))

    def make_automatic(self, row: int) -> None:
        """Leave it to the rule again what becomes of a value."""
        one = self._shown[row]
        if self._rule is not None and self._is_chosen(one):
            self._take(self._rule.without_value(one.column, one.value))

    def rowCount(self, parent: Index = ROOT) -> int:
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        """Column, before, after, difference, count."""
        return 0 if parent.isValid() else 5

    def flags(self, index: Index) -> Qt.ItemFlag:
        """What a value becomes can be edited."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and index.column() == AFTER else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Text, state and share."""
        if not index.isValid():
            return None
        row, column = index.row(), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._texts(row)[column]
            case Qt.ItemDataRole.EditRole if column == AFTER:
                return self._after(self._shown[row]) or ""
            case Qt.ItemDataRole.TextAlignmentRole:
                return RIGHT if column == COUNT else LEFT
            case CellRole.STATE:
                return self._state(row, column)
            case CellRole.SHARE if column == COUNT:
                return self._share(row)
            case Qt.ItemDataRole.ToolTipRole if column in (BEFORE, AFTER, HOW):
                return self._texts(row)[column] or None
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{self.headerData(column, Qt.Orientation.Horizontal)}: {self._texts(row)[column]}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Say what becomes of a value; nothing means missing."""
        if role != Qt.ItemDataRole.EditRole or not index.isValid() or index.column() != AFTER:
            return False
        if str(value) == (self._after(self._shown[index.row()]) or ""):
            self.tried.emit(self._rule)
            return False
        self._take(self._with(index.row(), str(value)))
        return True

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The headings."""
        if orientation == Qt.Orientation.Vertical or not 0 <= section < 5:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section == COUNT else LEFT
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            COLUMN: self.tr("Column"),
            BEFORE: self.tr("Before"),
            AFTER: self.tr("Becomes"),
            HOW: self.tr("Difference"),
            COUNT: self.tr("Cells"),
        }[section]

    # within

    def _show(self) -> None:
        self.beginResetModel()
        found = self._listing.values if self._listing is not None else ()
        if self._text:
            found = tuple(one for one in found if self._matches(one))
        self._shown = found[:MOST_LINES]
        self._most = max((one.cells for one in self._shown), default=0)
        self.endResetModel()

    def _matches(self, one: Listed) -> bool:
        """Asking what becomes of each value would take too long; a rule by itself changes spaces and letter case only,
        and what a person said counts for all values that are alike but for these."""
        folded = self._folded[one.column][one.value]
        if self._text in folded:
            return True
        if self._is_chosen(one):
            return self._text in (self._choices[one.column][one.value] or "").casefold()
        close = _close(folded)
        may = self._text in close or close in self._said[one.column]
        return may and self._text in (self._after(one) or "").casefold()

    def _is_chosen(self, one: Listed) -> bool:
        return one.value in self._choices[one.column]

    def _look_at_choices(self) -> None:
        rule = self._rule
        self._choices = {column: rule.choices(column) for column in self._folded} if rule is not None else {}

    def _with(self, row: int, text: str) -> Rule:
        assert self._listing is not None and self._rule is not None
        one = self._shown[row]
        return self._rule.with_value(self._listing.learned, one.column, one.value, text or None)

    def _take(self, rule: Rule) -> None:
        """Others may become something else by that, too."""
        self._rule = rule
        self._look_at_choices()
        if self._shown:
            self.dataChanged.emit(self.index(0, BEFORE), self.index(len(self._shown) - 1, COUNT), STATES_CHANGED)
        self.edited.emit(rule)

    def _after(self, one: Listed) -> str | None:
        assert self._listing is not None and self._rule is not None
        return self._rule.value_after(self._listing.learned, one.column, one.value)

    def _share(self, row: int) -> float:
        return self._shown[row].cells / max(self._most, 1)

    def _state(self, row: int, column: int) -> CellState:
        one = self._shown[row]
        changed = self._after(one) != one.value
        match column:
            case 1:
                return CellState.REMOVED if changed else CellState.NORMAL
            case 2:
                return CellState.ADDED if changed else CellState.FADED
            case 3:
                return CellState.FADED
        return CellState.NORMAL

    def _texts(self, row: int) -> tuple[str, str, str, str, str]:
        one = self._shown[row]
        after = self._after(one)
        return one.column, one.value, self.tr("missing") if after is None else after, self._how(one), count(one.cells)

    def _how(self, one: Listed) -> str:
        if self._is_chosen(one):
            return self.tr("by hand")
        after = self._after(one)
        if after == one.value:
            return self.tr("stays")
        return what_and_todo(difference_of(one.value, after), QCoreApplication.translate)[0]


def _close(value: str) -> str:
    """The same for values that differ in spaces and letter case only."""
    return " ".join(value.casefold().split())
