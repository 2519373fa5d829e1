"""A segmented control: one of a few words, moved by the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, edge_round, fill_round
from gui.widgets.surfaces import tight
from gui.widgets.voice import Role

PAD, TRACK = 12, 2


class Segment(KeyboardRing, QAbstractButton):
    """One word of the control."""

    def __init__(self, theme: Theme, key: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.theme = theme
        self.key = key
        self.setText(text)
        self.setCheckable(True)
        self.setAutoExclusive(True)  # a screen reader hears one of several, not a tick
        self.setFont(theme.font(sizes.BODY, 500))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Its words and some room."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + 2 * PAD, sizes.CONTROL_SMALL)

    def minimumSizeHint(self) -> QSize:
        """Words aren't cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Raised when chosen."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        if self.isChecked():
            fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS - 1)
            edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS - 1)
        strong = self.isChecked() or self.underMouse()
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.setPen(self.theme.colour("text" if strong else "text2"))
        metrics = self.fontMetrics()
        at = (rect.width() - metrics.horizontalAdvance(self.text())) / 2
        base = round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)
        painter.drawText(QPointF(at, base), self.text())
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS - 1)
        painter.end()


class SegmentedControl(QWidget):
    """`options` are (key, words); `chosen(key)` is emitted when a person or `set_key` changes it."""

    spoken_as = Role.Grouping

    chosen = Signal(str)

    def __init__(
        self, theme: Theme, options: Sequence[tuple[str, str]], name: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._segments: dict[str, Segment] = {}
        row = tight(QHBoxLayout(self), TRACK, TRACK)
        for key, text in options:
            segment = Segment(theme, key, text, self)
            segment.setAccessibleName(f"{name}: {text}")
            self._segments[key] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
        first = next(iter(self._segments.values()))
        first.setChecked(True)
        self._group.buttonToggled.connect(self._on_toggled)
        self._settle_tab_stop()
        theme.changed.connect(self.update)

    @property
    def key(self) -> str:
        """The chosen key."""
        segment = self._group.checkedButton()
        assert isinstance(segment, Segment)
        return segment.key

    def set_key(self, key: str) -> None:
        """Choose by key."""
        self._segments[key].setChecked(True)

    def set_text(self, key: str, text: str) -> None:
        """Change the words of one segment, for example a count."""
        self._segments[key].setText(text)
        self._segments[key].setAccessibleName(f"{self.accessibleName()}: {text}")
        self._segments[key].updateGeometry()

    def set_enabled(self, key: str, enabled: bool) -> None:
        """Whether one segment can be chosen."""
        self._segments[key].setEnabled(enabled)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right choose the neighbour."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        usable = [key for key, segment in self._segments.items() if segment.isEnabled()]
        key = usable[(usable.index(self.key) + step) % len(usable)]
        self._segments[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.set_key(key)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track."""
        painter = antialiased(self)
        fill_round(painter, QRectF(self.rect()), self.theme.colour("hover"), sizes.RADIUS)
        painter.end()

    def _on_toggled(self, segment: QAbstractButton, on: bool) -> None:
        if on and isinstance(segment, Segment):
            self._settle_tab_stop()
            self.chosen.emit(segment.key)

    def _settle_tab_stop(self) -> None:
        """Tab reaches the chosen segment only; arrows reach the others."""
        for segment in self._segments.values():
            policy = Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
