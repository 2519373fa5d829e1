"""A slider with a number field, two-way; a mark shows what the value was."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QSlider, QWidget

from gui.theme import Theme, sizes
from gui.widgets.fields import NumberField
from gui.widgets.painting import KeyboardRing, antialiased, edge_round, fill_round
from gui.widgets.surfaces import tight

STEPS, KNOB, TRACK, EDGE = 1000, 7.0, 3.0, 9.0


class PlainSlider(KeyboardRing, QSlider):
    """A horizontal slider in the design's look, in whole steps. `set_base` marks a value with a tick."""

    def __init__(self, theme: Theme, name: str, steps: int = STEPS, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self._base: int | None = None
        self.setRange(0, steps)
        self.setPageStep(max(1, steps // 10))
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_base(self, step: int | None) -> None:
        """Where it was."""
        self._base = step
        self.update()

    def sizeHint(self) -> QSize:
        """Wide enough to aim."""
        return QSize(100, sizes.HIT_AREA)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past it never changes it."""
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go where the person clicked, and drag from there."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.setSliderDown(True)
            self._follow(event.position().x())
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag."""
        if self.isSliderDown():
            self._follow(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Track, filled part, mark, knob."""
        painter = antialiased(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        middle, at, colour = self.height() / 2, self._x(self.value()), self.theme.colour
        fill_round(painter, QRectF(EDGE, middle - TRACK / 2, self.width() - 2 * EDGE, TRACK), colour("ghost"), 1.5)
        fill_round(painter, QRectF(EDGE, middle - TRACK / 2, at - EDGE, TRACK), colour("accent"), 1.5)
        if self._base is not None:
            fill_round(painter, QRectF(self._x(self._base) - 1, middle - 6, 2, 12), colour("control"), 1)
        if self.ring_shown and self.hasFocus():
            halo = QRectF(at, middle, 0, 0).adjusted(-KNOB - 3, -KNOB - 3, KNOB + 3, KNOB + 3)
            edge_round(painter, halo, colour("accent"), KNOB + 3, 2)
        painter.setPen(QPen(colour("accent"), 2))
        touched = self.isEnabled() and (self.underMouse() or self.isSliderDown())
        painter.setBrush(colour("accent_soft" if touched else "raised"))
        painter.drawEllipse(QPointF(at, middle), KNOB - 1, KNOB - 1)
        painter.end()

    def _x(self, step: int) -> float:
        span = max(self.maximum() - self.minimum(), 1)
        return EDGE + (step - self.minimum()) / span * (self.width() - 2 * EDGE)

    def _follow(self, x: float) -> None:
        share = (x - EDGE) / max(self.width() - 2 * EDGE, 1)
        self.setValue(round(self.minimum() + share * (self.maximum() - self.minimum())))


class SliderField(QWidget):
    """`value_changed(value)` when a person moves the slider or enters a number."""

    value_changed = Signal(float)

    def __init__(
        self,
        theme: Theme,
        name: str,
        low: float,
        high: float,
        value: float,
        *,
        decimals: int = 2,
        unit: str = "",
        field_width: int = 72,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._low, self._high = low, high
        self.slider = PlainSlider(theme, name)
        self.field = NumberField(theme, name, low, high, decimals=decimals, step=10.0**-decimals, unit=unit)
        self.field.setFixedWidth(field_width)
        row = tight(QHBoxLayout(self), 0, sizes.XS)
        row.addWidget(self.slider, 1)
        row.addWidget(self.field)
        self.set_value(value)
        self.slider.valueChanged.connect(self._on_slid)
        self.field.edited.connect(self._on_entered)

    @property
    def value(self) -> float:
        """The value."""
        return self.field.value()

    def set_value(self, value: float) -> None:
        """Show a value without telling."""
        self.field.set_value(value)
        self._place(value)

    def set_base(self, value: float | None) -> None:
        """Mark what it was."""
        self.slider.set_base(None if value is None else self._step(value))

    def _step(self, value: float) -> int:
        return round((value - self._low) / (self._high - self._low) * STEPS)

    def _place(self, value: float) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(self._step(value))
        self.slider.blockSignals(False)
        self.slider.update()

    def _on_slid(self, step: int) -> None:
        self.field.set_value(self._low + step / STEPS * (self._high - self._low))
        self.value_changed.emit(self.value)

    def _on_entered(self, value: float) -> None:
        self._place(value)
        self.value_changed.emit(value)
