"""What the palette offers: what can be done here, commands, columns, runs, projects; filtered by what is typed, with a
head above each kind. Nothing typed shows few things to do here, and what was used before, first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    also: other words by which people look for it. key: what it is remembered by, "" for not at all. more: makes its
    further choices, which Tab shows; with `opens` they are all there is, and choosing it shows them, too.
    """

    kind: str
    words: str
    icon: str
    do: Callable[[], object]
    aside: str = ""
    keys: str = ""
    also: str = ""
    key: str = ""
    more: Callable[[], Sequence[PaletteItem]] | None = None
    opens: bool = False


class PaletteModel(QAbstractListModel):
    """Rows are heads (text) and items (PaletteItem)."""

    def __init__(self, heads: dict[str, str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._heads = heads
        self._items: tuple[PaletteItem, ...] = ()
        self._recent: tuple[str, ...] = ()
        self._rows: list[str | PaletteItem] = []
        self._of: PaletteItem | None = None
        self._options: tuple[PaletteItem, ...] = ()

    @property
    def of(self) -> PaletteItem | None:
        """Whose further choices are shown, if any's."""
        return self._of

    def show_more(self, item: PaletteItem) -> bool:
        """Show the further choices of this one in place of everything; False when it has none now."""
        options = tuple(item.more()) if item.more is not None else ()
        if options:
            self._of, self._options = item, options
            self.find("")
        return bool(options)

    def show_all(self) -> None:
        """Back to everything."""
        self._of, self._options = None, ()
        self.find("")

    def offer(self, items: Sequence[PaletteItem], recent: Sequence[str] = ()) -> None:
        """What there is to choose from; recent: keys of what was chosen before, the last one first."""
        self._items, self._recent = tuple(items), tuple(recent)
        self.find("")

    def find(self, typed: str) -> None:
        """Show what fits: `>` only what can be done, `@` only columns, `#` only runs."""
        if self._of is not None:
            self._show({self._of.words: self._best(typed.strip(), self._options)})
            return
        kinds = PREFIXES.get(typed[:1], ())
        letters = (typed[1:] if kinds else typed).strip()
        groups = self._fitting(letters, kinds) if kinds or letters else self._overview()
        self._show({head: groups.get(name, ()) for name, head in self._heads.items()})

    def _show(self, groups: Mapping[str, Sequence[PaletteItem]]) -> None:
        """By head."""
        self.beginResetModel()
        self._rows = []
        for head, items in groups.items():
            if items:
                self._rows += [head, *items[:MOST]]
        self.endResetModel()

    def _fitting(self, letters: str, kinds: Sequence[str]) -> dict[str, list[PaletteItem]]:
        groups: dict[str, list[PaletteItem]] = {}
        for item in self._items:
            if not kinds or item.kind in kinds:
                groups.setdefault(item.kind, []).append(item)
        return {name: self._best(letters, group) for name, group in groups.items()}

    @staticmethod
    def _best(letters: str, items: Sequence[PaletteItem]) -> list[PaletteItem]:
        """Those that fit, the best first; as they come when nothing is typed."""
        found = [pair for pair in (_found(letters, item) for item in items) if pair is not None]
        return [item for _, item in (sorted(found, key=lambda pair: -pair[0]) if letters else found)]

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
        if role == Qt.ItemDataRole.ToolTipRole and isinstance(row, PaletteItem) and row.more is not None:
            return self.tr("Tab shows more options")
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Heads can't be chosen."""
        if index.isValid() and isinstance(self._rows[index.row()], PaletteItem):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def row_of(self, item: PaletteItem | None) -> int:
        """Where it is listed; −1 where it isn't."""
        for row, each in enumerate(self._rows):
            if (
                isinstance(each, PaletteItem)
                and item is not None
                and (each.kind, each.words) == (item.kind, item.words)
            ):
                return row
        return -1

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
