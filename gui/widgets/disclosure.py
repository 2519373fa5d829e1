"""A part that opens in place: a title with a chevron, a quiet word at the right, and what it opens."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.labels import Label
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring
from gui.widgets.surfaces import tight
from gui.widgets.voice import Role


class DisclosureHead(ReturnPresses, QAbstractButton):
    """The chevron and the title; Space and Return open and close."""

    spoken_as = Role.Button
    spoken_expands = True

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setText(title)
        self.setCheckable(True)
        self.setFont(theme.font(sizes.BODY, 600))
        self.setAccessibleName(title)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Chevron and words."""
        return QSize(sizes.ICON + 6 + self.fontMetrics().horizontalAdvance(self.text()) + 6, sizes.HIT_AREA)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The chevron points down when open."""
        painter = antialiased(self)
        icon = "chevron-down" if self.isChecked() else "chevron-right"
        self.theme.draw_icon(painter, icon, "text2", 0, (self.height() - sizes.ICON) / 2)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text"))
        words = self.rect().adjusted(sizes.ICON + 6, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.text())
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, self.rect().toRectF(), sizes.RADIUS)
        painter.end()


class Disclosure(QWidget):
    """Fill `body`. `toggled(open)` tells that a person opened or closed it."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._head = DisclosureHead(theme, title)
        self._aside = Label(theme, "", px=sizes.SMALL, tone="text2")
        self._inside = QWidget()
        self.body = tight(QVBoxLayout(self._inside), 0, sizes.XS)
        line = self._line = tight(QHBoxLayout(), 0, sizes.XS)
        line.addWidget(self._head)
        line.addStretch(1)
        line.addWidget(self._aside)
        column = tight(QVBoxLayout(self), 0, sizes.XXS)
        column.addLayout(line)
        column.addWidget(self._inside)
        self._inside.hide()
        self._head.toggled.connect(self._on_toggled)

    @property
    def is_open(self) -> bool:
        """Whether the part is open."""
        return self._head.isChecked()

    def set_open(self, opened: bool) -> None:
        """Open or close it."""
        self._head.setChecked(opened)

    def set_aside(self, words: str) -> None:
        """The quiet word at the right, such as a count."""
        self._aside.setText(words)
        self._head.setAccessibleDescription(words)

    def add_action(self, widget: QWidget) -> None:
        """A control at the right end of the title's line."""
        self._line.addWidget(widget)

    def _on_toggled(self, opened: bool) -> None:
        self._inside.setVisible(opened)
        self.toggled.emit(opened)
