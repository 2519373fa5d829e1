"""What the palette offers: what can be done here, commands, columns, runs, projects; filtered by what is typed, with a
head above each kind. Nothing typed shows few things to do here, and what was used before, first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from gui.window.fuzzy import BY_OTHER_WORDS, fit, fit_words

Index = QModelIndex | QPersistentModelIndex
ITEM_ROLE = Qt.ItemDataRole.UserRole + 1
PREFIXES = {">": ("here", "commands"), "@": ("columns",), "#": ("runs",)}
MOST = 60
MOST_HERE, MOST_RECENT = 4, 3  # while nothing is typed
RECENT = "recent"


@dataclass(frozen=True)
class PaletteItem:
    """kind: here, commands, columns, runs or projects. aside: a quiet word after the words. do: what choosing it does.
    also: other words by which people look for it. key: what it is remembered by, "" for not at all.
    """

    kind: str
    words: str
    icon: str
    do: Callable[[], object]
    aside: str = ""
    keys: str = ""
    also: str = ""
    key: str = ""


class PaletteModel(QAbstractListModel):
    """Rows are heads (text) and items (PaletteItem)."""

    def __init__(self, heads: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._items: tuple[PaletteItem, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._rows: list[str | PaletteItem] = []

    def offer(self, items: Sequence[PaletteItem], recent: Sequence[str] = ()) -> None:
        """What there is to choose from; recent: keys of what was chosen before, the last one first."""
        self._items, self._recent = tuple(items), tuple(recent)
        self.find("")

    def find(self, typed: str) -> None:
        """Show what fits: `>` only what can be done, `@` only columns, `#` only runs."""
        kinds = PREFIXES.get(typed[:1], ())
        letters = (typed[1:] if kinds else typed).strip()
        groups = self._fitting(letters, kinds) if kinds or letters else self._overview()
        self.beginResetModel()
        self._rows = []
        for name, head in self._heads.items():
            if groups.get(name):
                self._rows += [head, *groups[name][:MOST]]
        self.endResetModel()

    def _fitting(self, letters: str, kinds: Sequence[str]) -> dict[str, list[PaletteItem]]:
        groups: dict[str, list[tuple[float, PaletteItem]]] = {}
        for item in self._items:
            found = _found(letters, item) if not kinds or item.kind in kinds else None
            if found is not None:
                groups.setdefault(item.kind, []).append(found)
        return {
            name: [item for _, item in (sorted(group, key=lambda pair: -pair[0]) if letters else group)]
            for name, group in groups.items()
        }

    def _overview(self) -> dict[str, list[PaletteItem]]:
        """Nothing is typed yet."""
        by_key = {item.key: item for item in self._items if item.key}
        recent = [by_key[key] for key in self._recent if key in by_key][:MOST_RECENT]
        groups: dict[str, list[PaletteItem]] = {RECENT: recent}
        for item in self._items:
            if item not in recent:
                groups.setdefault(item.kind, []).append(item)
        groups["here"] = groups.get("here", [])[:MOST_HERE]
        return groups

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


def _found(letters: str, item: PaletteItem) -> tuple[float, PaletteItem] | None:
    """How well an item fits, and the item; one that is found by its other words shows them."""
    score = fit(letters, item.words)
    if score is not None and score >= BY_OTHER_WORDS:
        return score, item
    if item.also and fit_words(letters, item.also):
        return BY_OTHER_WORDS, replace(item, aside=item.also)
    if item.aside and fit_words(letters, item.aside):
        return BY_OTHER_WORDS - 1, item
    return (score, item) if score is not None else None
