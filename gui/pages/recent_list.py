"""Recent projects on Welcome: the pinned and the newest few, all of them by a click; gone ones are said, and each can
be pinned or taken off."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.pages.recent_row import RecentRow
from gui.settings import Settings
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, tight
from gui.widgets.tabbing import tab_after

SHOWN = 3


class RecentList(QWidget):
    """`fill()` shows the list as the settings have it; without projects there is nothing to see. `chosen(path)`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme, self._settings = theme, settings
        self._all_shown, self._shown = False, SHOWN
        self._missing: frozenset[str] = frozenset()
        self.rows: list[RecentRow] = []
        self._more: Button | None = None
        self._column = tight(QVBoxLayout(self), 0, 2)

    def set_shown(self, count: int) -> None:
        """How many are shown before a person asks for all."""
        if count != self._shown:
            self._shown = count
            self.fill()

    def show_missing(self, paths: Collection[str]) -> None:
        """Which of them are no longer there."""
        self._missing = frozenset(paths)
        for row in self.rows:
            row.show_missing(row.project.path in self._missing)

    def fill(self) -> None:
        """The list as the settings have it now."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        recent = self._settings.recent()
        self.rows, self._more = [], None
        self.setVisible(bool(recent))
        if not recent:
            return
        few = max(self._shown, sum(project.pinned for project in recent) + 1)  # all that are pinned, and the newest
        head = self._make_head(len(recent), few)
        self._column.addWidget(head)
        for project in recent if self._all_shown else recent[:few]:
            row = RecentRow(self.theme, project)
            row.show_missing(project.path in self._missing)
            row.clicked.connect(partial(self.chosen.emit, project.path))
            row.removed.connect(self._on_removed)
            row.pin_toggled.connect(self._on_pin_toggled)
            self.rows.append(row)
            self._column.addWidget(row)
        self._column.addSpacing(sizes.XL)
        tab_after(self, [head, *self.rows])

    def _make_head(self, count: int, few: int) -> QWidget:
        head = QWidget()
        row = tight(QHBoxLayout(head), 0, sizes.XS)
        row.setContentsMargins(0, 0, 0, sizes.XS)
        row.addWidget(Label(self.theme, self.tr("Recent projects"), px=sizes.TITLE, weight=600))
        row.addStretch(1)
        if count > few:
            words = self.tr("Show fewer") if self._all_shown else self.tr("Show all {count}").format(count=count)
            self._more = Button(self.theme, words, kind="link", size="small")
            self._more.clicked.connect(self._on_more)
            row.addWidget(self._more, 0, Qt.AlignmentFlag.AlignRight)
        return head

    def _on_more(self) -> None:
        self._all_shown = not self._all_shown
        self.fill()
        if self._more is not None:
            self._more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_removed(self, path: str) -> None:
        """Off the list; the file stays. The keyboard goes on with the next one."""
        at = next((number for number, row in enumerate(self.rows) if row.project.path == path), 0)
        focused = any(row.hasFocus() for row in self.rows)
        self._settings.forget(path)
        self.fill()
        if focused and self.rows:
            _focus(self.rows[min(at, len(self.rows) - 1)])

    def _on_pin_toggled(self, path: str, pinned: bool) -> None:
        """To its new place; the keyboard stays with it."""
        focused = any(row.hasFocus() for row in self.rows)
        self._settings.pin(path, pinned)
        self.fill()
        row = next((row for row in self.rows if row.project.path == path), None)
        if focused and (row is not None or self.rows):
            _focus(row or self.rows[-1])


def _focus(row: RecentRow) -> None:
    """A row that was just made is shown by the layout only when the event loop turns: too late for the keyboard."""
    row.show()
    row.setFocus(Qt.FocusReason.TabFocusReason)
