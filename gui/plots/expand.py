"""Give a panel the whole page for a while: the same widget, moved onto a cover over the page, and back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from gui.theme import Theme
from gui.widgets.page import Page
from gui.widgets.surfaces import Surface, tight


class Cover(Surface):
    """Lies over a page. Esc is for leaving it, unless something on it takes Esc first."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class Expander(QObject):
    """Moves `panel`, which lies in a box layout, a splitter or a stack, over its page and back. What it shows goes on
    living: a run that trains keeps drawing."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, panel: QWidget, name: str) -> None:
        super().__init__(panel)
        self._theme, self._panel, self._name = theme, panel, name
        self._cover: Cover | None = None
        self._stand_in: QWidget | None = None

    @property
    def expanded(self) -> bool:
        """Whether the panel has the page to itself."""
        return self._cover is not None

    def toggle(self) -> None:
        """There or back; the keyboard stays where it was."""
        focused = QApplication.focusWidget()
        self.shrink() if self.expanded else self.expand()
        if focused is not None and self._panel.isAncestorOf(focused):
            focused.setFocus(Qt.FocusReason.OtherFocusReason)

    def expand(self) -> None:
        """Over the page."""
        host, home = page_of(self._panel), self._panel.parentWidget()
        if self.expanded or home is None or host is self._panel:
            return
        self._stand_in = QWidget()
        self._stand_in.setSizePolicy(self._panel.sizePolicy())
        self._stand_in.setMinimumSize(self._panel.minimumSizeHint())
        swap(home, self._panel, self._stand_in)
        self._cover = Cover(self._theme, "canvas", parent=host)
        self._cover.setAccessibleName(self._name)
        self._cover.left.connect(self.toggle)
        tight(QVBoxLayout(self._cover)).addWidget(self._panel)
        self._cover.setGeometry(host.rect())
        host.installEventFilter(self)
        self._panel.show()
        self._cover.show()
        self._cover.raise_()
        self.toggled.emit(True)

    def shrink(self) -> None:
        """Back to where it was."""
        cover, stand_in = self._cover, self._stand_in
        if cover is None or stand_in is None:
            return
        self._cover = self._stand_in = None
        host, home = cover.parentWidget(), stand_in.parentWidget()
        if host is not None:
            host.removeEventFilter(self)
        if home is not None:
            swap(home, stand_in, self._panel)
        self._panel.show()
        cover.hide()
        for gone in (cover, stand_in):
            gone.deleteLater()
        self.toggled.emit(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The cover stays as large as the page."""
        if event.type() == QEvent.Type.Resize and self._cover is not None and isinstance(watched, QWidget):
            self._cover.setGeometry(watched.rect())
        return False


def page_of(widget: QWidget) -> QWidget:
    """The page a widget lies on; its window when it lies on none."""
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Page):
        above = above.parentWidget()
    return above or widget.window()


def swap(home: QWidget, old: QWidget, new: QWidget) -> None:
    """Put one widget in another's place, in a splitter, a stack or a layout."""
    if isinstance(home, QSplitter):
        home.replaceWidget(home.indexOf(old), new)
        return
    if isinstance(home, QStackedWidget):
        at, shown = home.indexOf(old), home.currentWidget() is old
        home.removeWidget(old)
        home.insertWidget(at, new)
        if shown:
            home.setCurrentWidget(new)
        return
    layout = home.layout()
    if layout is not None:
        layout.replaceWidget(old, new)
