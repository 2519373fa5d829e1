"""The right panel: always about the selected thing. A scrolling column, and a foot for the one action."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.chip import Chip
from gui.widgets.facts import Fact, FactRows
from gui.widgets.labels import ElidedLabel, Label, Prose
from gui.widgets.surfaces import Line, ScrollPane, Surface, tight
from gui.widgets.voice import Role


class Inspector(Surface):
    """Add parts from top to bottom; each adder returns the widget for later changes."""

    spoken_as = Role.Pane

    def __init__(self, theme: Theme, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, "sunken", parent=parent)
        self._title = ElidedLabel(theme, title, px=sizes.TITLE, weight=600)
        self.chip = Chip(theme, "")
        self.chip.hide()
        head = tight(QHBoxLayout(), 0, sizes.XS)
        head.addWidget(self._title, 0)
        head.addWidget(self.chip, 0)
        head.addStretch(1)
        self._head = head
        self._pane = ScrollPane(sizes.INSPECTOR_MARGIN, sizes.S)
        self.column = self._pane.column
        self.column.addLayout(head)
        self.column.addStretch(1)
        outer = tight(QVBoxLayout(self))
        outer.addWidget(self._pane, 1)
        self._foot: QVBoxLayout | None = None
        self._outer = outer
        self._empty: Prose | None = None
        self._title.setVisible(bool(title))

    def set_title(self, title: str) -> None:
        """What the panel is about."""
        self._title.setText(title)
        self._title.setVisible(bool(title))
        self.setAccessibleName(title)

    def show_parts(self, shown: bool) -> None:
        """Show the parts, or only what `set_empty` says while there is nothing that they could be about."""
        self._pane.setVisible(shown)
        if self._empty is not None:
            self._empty.setVisible(not shown)

    def set_empty(self, words: str) -> None:
        """What stands here later, for while there is nothing that the parts could be about."""
        self._empty = Prose(self.theme, words, tone="text3")
        self._empty.setContentsMargins(*[sizes.INSPECTOR_MARGIN] * 4)
        self._outer.addWidget(self._empty, 1, Qt.AlignmentFlag.AlignTop)
        self._empty.setVisible(self._pane.isHidden())

    def add_head_action(self, widget: QWidget) -> None:
        """A control at the right of the title."""
        self._head.addWidget(widget)

    def add_widget(self, widget: QWidget) -> QWidget:
        """Any part."""
        self.column.insertWidget(self.column.count() - 1, widget)
        return widget

    def add_section(self, title: str, *, line: bool = True) -> Label:
        """A hairline and a section's title."""
        if line:
            self.add_line()
        label = Label(self.theme, title, weight=600)
        self.add_widget(label)
        return label

    def add_line(self) -> Line:
        """A hairline with room around it."""
        line = Line(self.theme)
        self.column.insertSpacing(self.column.count() - 1, sizes.XXS)
        self.add_widget(line)
        self.column.insertSpacing(self.column.count() - 1, sizes.XXS)
        return line

    def add_facts(self, facts: Sequence[Fact] = ()) -> FactRows:
        """Names and values."""
        rows = FactRows(self.theme, facts)
        self.add_widget(rows)
        return rows

    def add_prose(self, text: str = "") -> Prose:
        """A paragraph."""
        prose = Prose(self.theme, text)
        self.add_widget(prose)
        return prose

    def set_foot(self, widget: QWidget) -> None:
        """The action at the bottom, above it a hairline; always in sight."""
        if self._foot is None:
            self._outer.addWidget(Line(self.theme))
            self._foot = tight(QVBoxLayout(), 0, sizes.XS)
            self._foot.setContentsMargins(sizes.INSPECTOR_MARGIN, sizes.S, sizes.INSPECTOR_MARGIN, sizes.S)
            self._outer.addLayout(self._foot)
        self._foot.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
