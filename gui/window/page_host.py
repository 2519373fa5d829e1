"""Where pages are shown: made ahead or at their first visit, each with its inspector beside it or as a drawer over it.

A page is made one step per turn of the event loop. The page that a person waits for comes first and at once; a blank
page stands in its place. The others are made ahead, behind the first paint, when the event loop has nothing else to do.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator
from inspect import GEN_CLOSED, getgeneratorstate

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.pages import PAGES, make_page
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Surface, tight
from gui.widgets.page import Page
from gui.widgets.tabbing import order_children
from gui.window.drawer import Drawer
from gui.window.page_visits import held_pictures, making, shown_one_by_one

FRAME_MS = 16
ENTRIES = {entry.key: entry for entry in PAGES}


class PageHost(QWidget):
    """`shown(key)` when a page is gone to; `arrived(key)` when it is there; `inspector_shown(bool)` when that appears
    or goes; `all_built` when every page is made."""

    shown = Signal(str)
    arrived = Signal(str)
    inspector_shown = Signal(bool)
    all_built = Signal()

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = (session, theme, navigator)
        self._navigator = navigator
        self._pages: dict[str, Page] = {}
        self._making: dict[str, Generator[None]] = {}  # what is still to be made of a page
        self._visit: Iterator[None] | None = None
        self._ahead = False
        self._kept: dict[str, dict[str, object]] = {}  # states to be given back at the next visit
        self._current = ""
        self._narrow = False
        self._wanted = True  # beside the page, in a wide window
        self._drawn = False  # over the page, in a narrow one
        self._inspector_shown = False
        self._opener: QWidget | None = None
        self._focus_before: QWidget | None = None  # where the keyboard was when the drawer was opened
        self._widths: list[int] = []  # of page and inspector as a person has drawn them
        # The panel moves between splitter and drawer a frame after the window's own change.
        self._docking = QTimer(self)
        self._docking.setSingleShot(True)
        self._docking.timeout.connect(self._on_frame)
        self._moves = False
        self._focus_moving: QWidget | None = None  # what had the keyboard's focus in a panel that moves
        self._turns = QTimer(self)
        self._turns.setInterval(0)
        self._turns.timeout.connect(self._turn)
        self._stack = QStackedWidget()
        self._blank = Surface(theme, "canvas")
        self._stack.addWidget(self._blank)
        self.panel = Surface(theme, "sunken")
        self.panel.setAccessibleName(self.tr("Inspector"))
        self._inspectors = QStackedWidget()
        self._no_inspector = QWidget()
        self._inspectors.addWidget(self._no_inspector)
        row = tight(QHBoxLayout(self.panel))
        row.setContentsMargins(1, 0, 0, 0)
        row.addWidget(self._inspectors)
        self._drawer = Drawer(theme, self.panel, self)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._stack)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.splitterMoved.connect(self._on_drawn)  # else a narrow window squeezes them
        tight(QVBoxLayout(self)).addWidget(self._splitter)
        navigator.drawer_done.connect(self.close_drawer)
        self._dock()

    # pages

    @property
    def current(self) -> Page | None:
        """The page that is shown; None until it has arrived."""
        return self._pages.get(self._current)

    def show_page(self, key: str, hint: object = None) -> None:
        """Go to a page: now if it is ready, else in the next turns, a step in each."""
        self._navigator.set_current(key)
        if key != self._current:
            self.close_drawer()  # it would cover the actions of a page that nobody has seen yet
        self.shown.emit(key)
        self._visit = self._visiting(key, hint)
        self._step_visit()
        self._go_on()

    def build_ahead(self) -> None:
        """From now on make the pages that nobody has visited yet, when there's nothing else to do."""
        self._ahead = True
        self._go_on()

    def leave(self) -> None:
        """The project is closed: nobody waits for a page any more."""
        self._visit = None
        self._kept.clear()
        self._current = ""
        self._stack.setCurrentWidget(self._blank)

    def _visiting(self, key: str, hint: object) -> Iterator[None]:
        comes = key != self._current
        if key not in self._pages or key in self._making:
            self._current = ""
            self._stack.setCurrentWidget(self._blank)
            self._inspectors.setCurrentWidget(self._no_inspector)
            yield
            yield from self._rest_of(key)
        page = self._pages[key]
        if page.is_stale:
            page.bring_up_to_date()
            yield
        if key in self._kept:
            page.restore_ui_state(self._kept.pop(key))
            yield
        self._current = key
        self._stack.setCurrentWidget(page)
        if comes:  # the focus comes along; Qt would choose some field of the page, or of the inspector
            page.setFocus(Qt.FocusReason.OtherFocusReason)
        self._settle()
        pictures = held_pictures(page) if comes else []
        page.came(hint)
        self.arrived.emit(key)
        yield from shown_one_by_one(pictures)

    def _rest_of(self, key: str) -> Iterator[None]:
        """All that is still to be made of a page, wherever its making was left."""
        if self._broke_off(key):
            self._discard(key)
        if key not in self._pages:
            page = make_page(ENTRIES[key], *self._parts)
            self._pages[key] = page
            self._stack.addWidget(page)
            self._making[key] = making(page, self._inspectors.addWidget)
            yield
        if key in self._making:
            for _ in self._making[key]:
                yield
            del self._making[key]

    def _broke_off(self, key: str) -> bool:
        """Whether a bug ended a page's making: what there is of it is never shown."""
        return key in self._making and getgeneratorstate(self._making[key]) == GEN_CLOSED

    def _discard(self, key: str) -> None:
        page = self._pages.pop(key)
        del self._making[key]
        self._stack.removeWidget(page)
        page.deleteLater()

    # turns of the event loop

    def _turn(self) -> None:
        if self._visit is not None:
            self._step_visit()
        elif self._ahead:
            self._step_ahead()
        self._go_on()

    def _go_on(self) -> None:
        busy = self._visit is not None or self._ahead
        if busy != self._turns.isActive():
            (self._turns.start if busy else self._turns.stop)()

    def _step_visit(self) -> None:
        visit = self._visit
        if visit is not None and next(visit, self) is self and self._visit is visit:
            self._visit = None

    def _step_ahead(self) -> None:
        unmade = (key for key in ENTRIES if key not in self._pages or key in self._making)
        key = next((key for key in unmade if not self._broke_off(key)), None)
        if key is None:
            self._ahead = False
            self.all_built.emit()
            return
        next(self._rest_of(key), None)

    # what to find again

    def ui_state(self) -> dict[str, object]:
        """The state of every page that was visited, and of those that were kept and not visited."""
        waiting = {key: state for key, state in self._kept.items() if state}
        arrived = (key for key in self._pages if key not in self._making and key not in self._kept)
        return {**waiting, **{key: self._pages[key].ui_state() for key in arrived}}

    def restore(self, states: dict[str, dict[str, object]]) -> None:
        """Another project: give pages their state back at their next visit, or the state of a page never visited."""
        self._kept = {key: states.get(key, {}) for key in ENTRIES}
        for page in self._pages.values():
            page.is_stale = True

    def widths(self) -> list[int]:
        """Page and inspector side by side, for the next time; also from a window that is too narrow for both now."""
        return self._widths

    def set_widths(self, widths: list[int]) -> None:
        """Page and inspector as they were."""
        if len(widths) == 2 and min(widths) > 0:
            self._widths = widths
            self._apply_widths()

    def _on_drawn(self) -> None:
        self._widths = self._splitter.sizes()

    def _apply_widths(self) -> None:
        if not self._narrow:
            usual = sizes.INSPECTOR if self.window().width() < sizes.VERY_WIDE else sizes.INSPECTOR_WIDE
            inspector = self._widths[1] if self._widths else usual
            self._splitter.setSizes([max(self.width() - inspector, 1), inspector])

    # inspector

    @property
    def inspector_visible(self) -> bool:
        """Whether it is shown now, or on its way."""
        return self._inspector_shown

    @property
    def inspector_wanted(self) -> bool:
        """Whether it is to stand beside the page in a wide window."""
        return self._wanted

    def want_inspector(self, wanted: bool) -> None:
        """Whether it stands beside the page in a wide window."""
        self._wanted = wanted
        self._settle()

    def set_opener(self, opener: QWidget) -> None:
        """The control that shows the inspector: it gets the keyboard's focus when nothing else can have it back."""
        self._opener = opener

    def toggle_inspector(self) -> None:
        """Show it or hide it."""
        focused = self._focus_within()
        if self._narrow:
            self._drawn = not self._drawn
        else:
            self._wanted = not self._wanted
        if self._narrow and self._drawn:
            self._focus_before = QApplication.focusWidget()
        self._settle()
        if self._narrow and self._drawn:
            self.panel.setFocus(Qt.FocusReason.ShortcutFocusReason)
        else:
            self._give_focus_back(focused)

    def close_drawer(self) -> bool:
        """Put the drawer away; False when there was none."""
        if not (self._narrow and self._drawn):
            return False
        focused = self._focus_within()
        self._drawn = False
        self._settle()
        self._give_focus_back(focused)
        return True

    def set_narrow(self, narrow: bool) -> None:
        """Below 1280 px the inspector is a drawer over the page."""
        if narrow != self._narrow:
            self._focus_moving = self._focus_within()
            self._narrow = narrow
            self._drawn = False
            self._drawer.stop()
            self.panel.hide()
            self._moves = True
            self._docking.start(FRAME_MS)
            if narrow:
                self._inspector_shown = False
                self.inspector_shown.emit(False)

    def _on_frame(self) -> None:
        """Where painting took longer than a frame, the timer is due in the same turn: wait for the next one."""
        if self._docking.interval() > 0:
            self._docking.start(0)
        else:
            self._settle()

    def _focus_within(self) -> QWidget | None:
        """What has the keyboard's focus, if that is in the inspector."""
        focused = QApplication.focusWidget()
        within = focused is not None and (focused is self.panel or self.panel.isAncestorOf(focused))
        return focused if within else None

    def _give_focus_back(self, focused: QWidget | None) -> None:
        """Left to Qt, what had the focus in an inspector that goes (or moves to another parent) would lose it to some
        control that happens to be next."""
        before, self._focus_before = self._focus_before, None
        if focused is None:
            return
        for widget in (focused, before, self._opener, self.current):
            if widget is not None and self._may_have_focus(widget):
                widget.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _may_have_focus(self, widget: QWidget) -> bool:
        if not shiboken6.isValid(widget) or not widget.isVisible() or not widget.isEnabled():
            return False
        goes = not self._inspector_shown and (widget is self.panel or self.panel.isAncestorOf(widget))
        return not goes

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The drawer keeps to the right edge."""
        super().resizeEvent(event)
        if self._narrow and not self._moves:
            self._drawer.place()
        elif not self._widths:
            self._apply_widths()

    def _dock(self) -> None:
        if self._narrow:
            self.panel.setParent(self)
            self.panel.set_lines("left")
            self.panel.setMinimumWidth(0)
            self.panel.hide()
        else:
            self.panel.setMinimumWidth(sizes.INSPECTOR_MIN)
            self.panel.setMaximumWidth(sizes.INSPECTOR_MAX)
            self.panel.set_lines()  # the splitter's handle is the line
            self._splitter.addWidget(self.panel)
            self._splitter.setStretchFactor(1, 0)
            order_children(self._splitter)
            self._apply_widths()

    def _settle(self) -> None:
        """Show the current page's inspector, if it has one and it is wanted."""
        moves, self._moves = self._moves, False
        if moves:
            self._docking.stop()
            self._dock()
        page = self.current
        widget = page.inspector() if page is not None else None
        if widget is not None:
            if self._inspectors.indexOf(widget) < 0:
                self._inspectors.addWidget(widget)
            self._inspectors.setCurrentWidget(widget)
        self._inspector_shown = widget is not None and (self._drawn if self._narrow else self._wanted)
        if self._narrow:
            self._drawer.move(self._inspector_shown)
        else:
            self.panel.setVisible(self._inspector_shown)
        if moves:
            self._apply_widths()  # a splitter gives what was hidden as little as it may
            focused, self._focus_moving = self._focus_moving, None
            if focused is not None:
                self._give_focus_back(focused)
        self.inspector_shown.emit(self._inspector_shown)
