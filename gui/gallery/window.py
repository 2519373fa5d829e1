"""The gallery's window: rooms one under another in a scrolling page, with a switch between light and dark."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from gui.gallery.exhibits import Exhibit, Room
from gui.theme import Theme, sizes
from gui.widgets import Label, Line, ScrollPane, SegmentedControl, Surface, tight
from gui.widgets.flow import FlowLayout

STARTS_AT = (1440, 900)


class GalleryWindow(QMainWindow):
    """Every exhibit of every room, each state under its name."""

    def __init__(self, theme: Theme, rooms: Sequence[Room]) -> None:
        super().__init__()
        self.theme = theme
        self.setWindowTitle("Epochal: the components")
        self.resize(*STARTS_AT)
        self.pane = ScrollPane(margin=sizes.PAGE_MARGIN, spacing=sizes.XL)
        modes = SegmentedControl(theme, [("light", "Light"), ("dark", "Dark")], "Look")
        modes.set_key("dark" if theme.dark else "light")
        modes.chosen.connect(lambda key: theme.set_mode("dark" if key == "dark" else "light"))
        self.pane.column.addWidget(modes)
        for room in rooms:
            self.pane.column.addWidget(Label(theme, room.title, px=sizes.BIG, weight=600))
            for exhibit in room.exhibits:
                self.pane.column.addWidget(self._shown(exhibit))
            self.pane.column.addWidget(Line(theme))
        self.pane.column.addStretch(1)
        ground = Surface(theme)
        tight(QVBoxLayout(ground)).addWidget(self.pane)
        self.setCentralWidget(ground)

    def whole(self) -> QWidget:
        """All rooms, however far they reach below the window."""
        whole = self.pane.widget()
        assert whole is not None
        return whole

    def _shown(self, exhibit: Exhibit) -> QWidget:
        holder = QWidget()
        column = tight(QVBoxLayout(holder), 0, sizes.XS)
        column.addWidget(Label(self.theme, exhibit.name, weight=600))
        if exhibit.wide:
            for name, make in exhibit.states:
                column.addWidget(self._state(name, make(self.theme)))
            return holder
        shelf = QWidget()
        flow = FlowLayout(shelf, gap=sizes.L)
        for name, make in exhibit.states:
            flow.addWidget(self._state(name, make(self.theme)))
        column.addWidget(shelf)
        return holder

    def _state(self, name: str, widget: QWidget) -> QWidget:
        holder = QWidget()
        column = tight(QVBoxLayout(holder), 0, sizes.XXS)
        column.addWidget(Label(self.theme, name, px=sizes.TINY, tone="text3"), 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(widget)
        column.addStretch(1)
        return holder
