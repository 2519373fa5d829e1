"""The columns of a table as a list: one line each, sortable by everything that is said about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.base.wording import QT_TRANSLATE_NOOP, what_and_todo
from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile
from gui.models.blocks import Block
from gui.models.cells import GROUPED_FROM, YEARS_FROM, CellRole, CellState, fact_number, share_text
from gui.models.columns import ColumnHead, kind_words

Index = QModelIndex | QPersistentModelIndex
NAME, TYPE, USE, SPREAD, MISSING, DISTINCT, RANGE, NOTICED = range(8)
HEADS = (
    QT_TRANSLATE_NOOP("columns", "Column"),
    QT_TRANSLATE_NOOP("columns", "Type"),
    QT_TRANSLATE_NOOP("columns", "Use"),
    QT_TRANSLATE_NOOP("columns", "Distribution"),
    QT_TRANSLATE_NOOP("columns", "Missing"),
    QT_TRANSLATE_NOOP("columns", "Different"),
    QT_TRANSLATE_NOOP("columns", "Range"),
    QT_TRANSLATE_NOOP("columns", "Noticed"),
)
USES = {
    "input": QT_TRANSLATE_NOOP("columns", "Input"),
    "target": QT_TRANSLATE_NOOP("columns", "Target"),
    "ignore": QT_TRANSLATE_NOOP("columns", "Ignored"),
    "weight": QT_TRANSLATE_NOOP("columns", "Weight of rows"),
}
OTHER_WORDS = (QT_TRANSLATE_NOOP("columns", "{low} to {high}"), QT_TRANSLATE_NOOP("columns", "none"))
RIGHT = (MISSING, DISTINCT)
ICON_INDENT, LEAD = 20, 14  # the first words begin where those above the list do
SHOWN_LEVELS = 3


@dataclass(frozen=True)
class ColumnLine:
    """One line: the head of the column with its bars, texts by place, and what to sort by."""

    head: ColumnHead
    texts: tuple[str, ...]
    keys: tuple[Any, ...]

    @property
    def faded(self) -> bool:
        """Whether the column isn't used."""
        return self.head.is_ignored


def column_lines(
    heads: Sequence[ColumnHead], profiles: Mapping[str, ColumnProfile], left_out: Mapping[str, str]
) -> tuple[ColumnLine, ...]:
    """The lines of a table's columns. left_out: by which rule a column is left out, in words."""
    return tuple(_line(at, head, profiles.get(head.name), left_out) for at, head in enumerate(heads))


def _line(at: int, head: ColumnHead, profile: ColumnProfile | None, left_out: Mapping[str, str]) -> ColumnLine:
    use = "target" if head.is_target else "ignore" if head.is_ignored else "weight" if head.is_weight else "input"
    use_words = left_out.get(head.name, "") if use == "input" else ""
    use_words = use_words or _say(USES[use])
    if profile is None:
        texts = (head.name, kind_words(head.kind), use_words, head.remark, "", "", "", "")
        return ColumnLine(head, texts, (head.name.casefold(), str(head.kind), use_words, at, -1.0, -1, "", 0))
    missing = share_text(profile.missing, profile.rows) if profile.missing else _say("none")
    noticed = [what_and_todo(notice, QCoreApplication.translate)[0] for notice in profile.notices]
    span = range_words(profile)
    texts = (
        head.name,
        kind_words(head.kind),
        use_words,
        head.remark,
        missing,
        f"{profile.distinct:,}",
        span,
        ". ".join(noticed),
    )
    share = profile.missing / profile.rows if profile.rows else 0.0
    keys = (head.name.casefold(), texts[TYPE], use_words, at, share, profile.distinct, _low(profile), len(noticed))
    return ColumnLine(head, texts, keys)


def range_words(profile: ColumnProfile) -> str:
    """From the smallest to the largest value; of texts, the most frequent ones."""
    if profile.minimum is None or profile.maximum is None:
        known = profile.rows - profile.missing
        levels = [level for level, _ in profile.top[:SHOWN_LEVELS]]
        if not levels or profile.distinct == known > 1:
            return ""
        return ", ".join(levels) + ("…" if profile.distinct > len(levels) else "")
    ends = [end if isinstance(end, str) else _end(profile, end) for end in (profile.minimum, profile.maximum)]
    return _say("{low} to {high}").format(low=ends[0], high=ends[1])


def _end(profile: ColumnProfile, value: float) -> str:
    """Years and ids stay ungrouped."""
    ends = [abs(float(end or 0)) for end in (profile.minimum, profile.maximum)]
    years = max(ends) < GROUPED_FROM and min(ends) >= YEARS_FROM
    text = fact_number(value)
    return text.replace(",", "") if years or profile.kind is ColumnKind.ID else text


def _low(profile: ColumnProfile) -> tuple[int, float, str]:
    """Numbers before dates before texts."""
    if isinstance(profile.minimum, float):
        return 0, profile.minimum, ""
    return (1, 0.0, profile.minimum) if isinstance(profile.minimum, str) else (2, 0.0, range_words(profile))


class ColumnListModel(QAbstractTableModel):
    """Lines in file order or sorted."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[ColumnLine, ...] = ()
        self._order: list[int] = []
        self._sorted: tuple[int, Qt.SortOrder] = (-1, Qt.SortOrder.AscendingOrder)

    def show_lines(self, lines: tuple[ColumnLine, ...]) -> None:
        """Show these, in the order asked for."""
        if lines == self._lines:
            return
        self.beginResetModel()
        self._lines = lines
        self._order = self._ordered()
        self.endResetModel()

    def line(self, row: int) -> ColumnLine:
        """The line shown in a row."""
        return self._lines[self._order[row]]

    def row_of(self, name: str) -> int | None:
        """Where a column is shown."""
        return next((row for row in range(len(self._order)) if self.line(row).head.name == name), None)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Texts, and all of a line for a screen reader."""
        if not index.isValid():
            return None
        line, column = self.line(index.row()), index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.texts[column]
            case Qt.ItemDataRole.ToolTipRole if column in (NAME, RANGE, NOTICED):
                return line.texts[column] or None
            case Qt.ItemDataRole.TextAlignmentRole:
                side = Qt.AlignmentFlag.AlignRight if column in RIGHT else Qt.AlignmentFlag.AlignLeft
                return side | Qt.AlignmentFlag.AlignVCenter
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_say(HEADS[column])}: {line.texts[column]}"
            case CellRole.HEAD:
                return line.head
            case CellRole.STATE:
                return CellState.FADED if line.faded else CellState.NORMAL
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What each place says."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(HEADS):
            if role == Qt.ItemDataRole.DisplayRole:
                return _say(HEADS[section])
            if role == Qt.ItemDataRole.TextAlignmentRole and section in RIGHT:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def block(self, column: int, first: int, end: int) -> Block:
        """For a grid to paint; types have an icon before them."""
        lines = [self.line(row) for row in range(first, end)]
        states = [CellState.FADED if line.faded else CellState.NORMAL for line in lines]
        return Block(
            [line.texts[column] for line in lines],
            states,
            column in RIGHT,
            indent={TYPE: ICON_INDENT, NAME: LEAD}.get(column, 0),
        )

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by what a place says; -1 is the order of the file."""
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        before, old = self._order, self.persistentIndexList()
        self._order = self._ordered()
        places = {at: row for row, at in enumerate(self._order)}
        new = [self.index(places[before[index.row()]], index.column()) for index in old]
        self.changePersistentIndexList(old, new)
        self.layoutChanged.emit()

    def _ordered(self) -> list[int]:
        column, order = self._sorted
        places = list(range(len(self._lines)))
        if 0 <= column < len(HEADS):
            falling = order == Qt.SortOrder.DescendingOrder
            places.sort(key=lambda at: self._lines[at].keys[column], reverse=falling)
        return places


def _say(text: str) -> str:
    return QCoreApplication.translate("columns", text)
