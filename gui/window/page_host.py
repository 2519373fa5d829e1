"""Where pages are shown: built at their first visit, the inspector beside them, or over them in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.pages import PAGES, make_page
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Surface, tight
from gui.widgets.page import Page

ENTRIES = {entry.key: entry for entry in PAGES}


class PageHost(QWidget):
    """`shown(key)` after a page is shown; `inspector_shown(bool)` when it appears or goes."""

    shown = Signal(str)
    inspector_shown = Signal(bool)

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (session, theme, navigator)
        self._navigator = navigator
        self._pages: dict[str, Page] = {}
        self._kept: dict[str, dict[str, object]] = {}
        self._current = ""
        self._narrow = False
        self._wanted = True  # beside the page, in a wide window
        self._drawn = False  # over the page, in a narrow one
        self._stack = QStackedWidget()
        self.panel = Surface(theme, "sunken")
        self.panel.setAccessibleName(self.tr("Inspector"))
        self._inspectors = QStackedWidget()
        row = tight(QHBoxLayout(self.panel))
        row.setContentsMargins(1, 0, 0, 0)
        row.addWidget(self._inspectors)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(0, 1)
        tight(QVBoxLayout(self)).addWidget(self._splitter)
        self._dock()

    # pages

    @property
    def current(self) -> Page | None:
        """The page that is shown."""
        return self._pages.get(self._current)

    def show_page(self, key: str, hint: object = None) -> None:
        """Show a page, built now if it is its first visit."""
        page = self._pages.get(key) or self._build(key)
        self._current = key
        self._navigator.set_current(key)
        self._stack.setCurrentWidget(page)
        self._settle()
        page.came(hint)
        self.shown.emit(key)

    def _build(self, key: str) -> Page:
        page = make_page(ENTRIES[key], *self._parts)
        self._pages[key] = page
        self._stack.addWidget(page)
        page.show_document()
        if key in self._kept:
            page.restore_ui_state(self._kept.pop(key))
        return page

    # what to find again

    def ui_state(self) -> dict[str, object]:
        """The state of every page that was visited, and of those that were kept and not visited."""
        visited = {key: page.ui_state() for key, page in self._pages.items()}
        return {**self._kept, **visited}

    def restore(self, states: dict[str, dict[str, object]]) -> None:
        """Give pages their state back, those to come at their first visit."""
        self._kept = dict(states)
        for key, page in self._pages.items():
            page.show_document()
            page.restore_ui_state(self._kept.pop(key, {}))

    def widths(self) -> list[int]:
        """Page and inspector, for the next time."""
        return self._splitter.sizes() if not self._narrow else []

    def set_widths(self, widths: list[int]) -> None:
        """Page and inspector as they were."""
        if len(widths) == 2 and not self._narrow and min(widths) > 0:
            self._splitter.setSizes(widths)

    # inspector

    @property
    def inspector_visible(self) -> bool:
        """Whether it is shown now."""
        return self.panel.isVisibleTo(self)

    def toggle_inspector(self) -> None:
        """Show it or hide it."""
        if self._narrow:
            self._drawn = not self._drawn
        else:
            self._wanted = not self._wanted
        self._settle()
        if self._narrow and self._drawn:
            self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_drawer(self) -> bool:
        """Put the drawer away; False when there was none."""
        if not (self._narrow and self._drawn):
            return False
        self._drawn = False
        self._settle()
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px the inspector is a drawer over the page."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._drawn = False
            self._dock()
            self._settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawer keeps to the right edge."""
        super().resizeEvent(event)
        self._place_drawer()

    def _dock(self) -> None:
        if self._narrow:
            self.panel.setParent(self)
            self.panel.set_lines("left")
            self.panel.setMinimumWidth(0)
            self._place_drawer()
        else:
            self.panel.setMinimumWidth(sizes.INSPECTOR_MIN)
            self.panel.setMaximumWidth(sizes.INSPECTOR_MAX)
            self.panel.set_lines()  # the splitter's handle is the line
            self._splitter.addWidget(self.panel)
            self._splitter.setStretchFactor(1, 0)
            self._splitter.setSizes([10_000, sizes.INSPECTOR])

    def _place_drawer(self) -> None:
        if self._narrow:
            width = min(sizes.INSPECTOR, self.width())
            self.panel.setGeometry(QRect(self.width() - width, 0, width, self.height()))

    def _settle(self) -> None:
        """Show the current page's inspector, if it has one and it is wanted."""
        page = self.current
        widget = page.inspector() if page is not None else None
        if widget is not None:
            if self._inspectors.indexOf(widget) < 0:
                self._inspectors.addWidget(widget)
            self._inspectors.setCurrentWidget(widget)
        visible = widget is not None and (self._drawn if self._narrow else self._wanted)
        self.panel.setVisible(visible)
        if visible and self._narrow:
            self._place_drawer()
            self.panel.raise_()
        self.inspector_shown.emit(visible)
