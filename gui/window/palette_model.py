"""What the palette offers: commands, columns, runs; filtered by what is typed, with a head above each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.window.fuzzy import fit

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
PREFIXES = {">": "commands", "@": "columns", "#": "runs"}
MOST = 60


@dataclass(frozen=True)
class PaletteItem:
    """kind: commands, columns or runs. aside: a quiet word after the words. do: what choosing it does."""

    kind: str
    words: str
    icon: str
    do: Callable[[], object]
    aside: str = ""
    keys: str = ""


class PaletteModel(QAbstractListModel):
    """Rows are heads (text) and items (PaletteItem)."""

    def __init__(self, heads: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._items: tuple[PaletteItem, ...] = ()
        self._rows: list[str | PaletteItem] = []

    def offer(self, items: Sequence[PaletteItem]) -> None:
        """What there is to choose from."""
        self._items = tuple(items)
        self.find("")

    def find(self, typed: str) -> None:
        """Show what fits: `>` only commands, `@` only columns, `#` only runs."""
        kind = PREFIXES.get(typed[:1])
        letters = typed[1:] if kind else typed
        scored = [(fit(letters, item.words), item) for item in self._items if kind in (None, item.kind)]
        fitting = [(score, item) for score, item in scored if score is not None]
        self.beginResetModel()
        self._rows = []
        for name, head in self._heads.items():
            group = [pair for pair in fitting if pair[1].kind == name]
            if letters:
                group.sort(key=lambda pair: -pair[0])
            if group:
                self._rows += [head, *(item for _, item in group[:MOST])]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """How many rows, heads included."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, and the item itself."""
        row = self._rows[index.row()]
        if role == ITEM_ROLE:
            return row if isinstance(row, PaletteItem) else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.words if isinstance(row, PaletteItem) else row
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and isinstance(row, PaletteItem):
            return f"{row.aside} {row.keys}".strip()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads can't be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], PaletteItem):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def next_item(self, row: int, step: int) -> int:
        """The next row that can be chosen, going round; −1 when there is none."""
        count = len(self._rows)
        for turn in range(1, count + 1):
            at = (row + step * turn) % count
            if isinstance(self._rows[at], PaletteItem):
                return at
        return -1
