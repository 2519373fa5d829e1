"""The left rail: the steps of the work, each with a short status."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from gui.models.rule_count import count_words
from gui.pages import PAGES
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Line, RailItem, Surface
from gui.widgets.painting import antialiased
from gui.widgets.voice import Role
from gui.window.rail_foot import RailFoot

LATER = ("explain", "models", "monitor")


class Rail(Surface):
    """`chosen(key)` when a person chooses a step."""

    spoken_as = Role.Grouping

    chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme, settings_keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, "rail", lines=("right",), parent=parent)
        self.session = session
        self.setAccessibleName(self.tr("Steps"))
        self._items: dict[str, RailItem] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(8, 12, 8, 12)
        self._column.setSpacing(2)
        self._add_items()
        self._column.addStretch(1)
        self.foot = RailFoot(session, theme, settings_keys)
        self.foot.chosen.connect(self.chosen)
        self._column.addWidget(self.foot)
        self._group.buttonClicked.connect(self._on_clicked)
        for signal in (
            session.document_changed,
            session.table_changed,
            session.runs_changed,
            session.run_state_changed,
            session.chosen_run_changed,
            session.cleaning_changed,
        ):
            signal.connect(self.show_document)
        self.set_compact(False)

    def _add_items(self) -> None:
        group = PAGES[0].group
        for number, page in enumerate(PAGES, start=1):
            if page.group != group:
                group = page.group
                self._column.addSpacing(6)
                self._column.addWidget(Line(self.theme))
                self._column.addSpacing(6)
            title = QCoreApplication.translate("pages", page.title)
            item = RailItem(self.theme, page.key, page.icon, title, keys=f"Ctrl {number}")
            self._items[page.key] = item
            self._group.addButton(item)
            self._column.addWidget(item)

    def set_current(self, key: str) -> None:
        """Mark the step that is shown; Tab comes to it, where Qt would come to the step that had the focus last."""
        self._items[key].setChecked(True)
        for item in self._items.values():
            shown = item is self._items[key]
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if shown else Qt.FocusPolicy.ClickFocus)
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Icons only, when the window is narrow."""
        self.setFixedWidth(sizes.RAIL_ICONS if compact else sizes.RAIL)
        for item in self._items.values():
            item.set_compact(compact)
        self.foot.set_compact(compact)

    def item(self, key: str) -> RailItem:
        """One step."""
        return self._items[key]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down go to the neighbour."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        items = [*self._items.values(), self.foot.settings]
        at = next((index for index, item in enumerate(items) if item.hasFocus()), None)
        if step is None or at is None:
            super().keyPressEvent(event)
            return
        items[(at + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground, and a mark at the edge beside the current step."""
        super().paintEvent(event)
        current = self._group.checkedButton()
        if current is not None:
            painter = antialiased(self)
            middle = current.geometry().center().y()
            painter.fillRect(0, middle - 9, 3, 19, self.theme.colour("accent"))
            painter.end()

    def show_document(self) -> None:
        """The statuses."""
        session, locale = self.session, QLocale()
        document, table = session.document, session.table
        count = table.rows if table is not None else 0
        rows = self.tr("{rows} rows") if count != 1 else self.tr("{rows} row")
        rows = rows.format(rows=locale.toString(count)) if table is not None else ""
        self._items["data"].set_status(rows, todo=False)
        self._items["clean"].set_status(self._clean_words(), todo=table is None, attention=bool(session.cleaning_error))
        running = session.training
        target = document is not None and document.target is not None
        self._items["train"].set_status(self._train_words(), todo=table is None or not target, running=running)
        chosen = session.chosen_run
        words = self.tr("Run {number}").format(number=chosen) if chosen is not None else ""
        self._items["evaluate"].set_status(words, todo=chosen is None)
        self._items["predict"].set_status("", todo=chosen is None)
        for key in LATER:
            self._items[key].set_status(self.tr("later"), todo=True)

    def _clean_words(self) -> str:
        document = self.session.document
        if document is None or self.session.table is None:
            return ""
        if self.session.cleaning_error is not None:
            return self.tr("needs a look")
        return count_words(document.recipe)

    def _train_words(self) -> str:
        session = self.session
        if session.training:
            paused = session.live_run is not None and session.live_run.paused
            return self.tr("Paused") if paused else self.tr("Running")
        count = len(session.runs)
        if count == 0:
            return ""
        return self.tr("{count} runs").format(count=count) if count != 1 else self.tr("1 run")

    def _on_clicked(self, item: RailItem) -> None:
        self.update()
        self.chosen.emit(item.key)
