"""The middle of the Train page: the loss chart with its head, or what stands in for it while there is no loss yet."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from gui.plots.loss import LossChart
from gui.plots.series import RunCurve
from gui.plots.tools import ChartTools
from gui.theme import Theme, sizes
from gui.widgets import Label, SectionHead, SegmentedControl, WaitingState, tight
from gui.widgets.painting import antialiased
from gui.widgets.slider_field import PlainSlider
from gui.widgets.voice import Role

SMOOTHING_STEPS, MOST_SMOOTHING = 95, 0.95
LINE_PX = 20


class LineKey(QWidget):
    """What a solid or a dashed line means."""

    spoken_as = Role.Graphic

    def __init__(self, theme: Theme, words: str, *, dashed: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = words
        self._dashed = dashed
        self.setFont(theme.font(sizes.SMALL))
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """The line and the words."""
        return QSize(LINE_PX + 6 + self.fontMetrics().horizontalAdvance(self._words) + 2, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line, then the words."""
        painter = antialiased(self)
        pen = QPen(self._theme.colour("text2"), 1.8)
        if self._dashed:
            pen.setDashPattern([3.0, 2.2])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QPointF(0, self.height() / 2), QPointF(LINE_PX, self.height() / 2))
        painter.setFont(self.font())
        words = self.rect().adjusted(LINE_PX + 6, 0, 0, 0)
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self._words)
        painter.end()


class LossSection(QWidget):
    """Head, chart, and the state of waiting before the first epoch."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = LossChart(theme)
        self.waiting = WaitingState(theme)
        self._smoothing = PlainSlider(theme, self.tr("Smoothing"), SMOOTHING_STEPS)
        self._smoothing.setFixedWidth(96)
        self._smoothing.setToolTip(self.tr("Smooths the lines for the eye; the values themselves stay visible behind"))
        self._scale = SegmentedControl(
            theme, [("linear", self.tr("Linear")), ("log", self.tr("Log"))], self.tr("Scale of the loss")
        )
        self._scale.set_key("log")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.chart)
        self._stack.addWidget(self.waiting)
        column = QVBoxLayout(self)
        column.setContentsMargins(sizes.PAGE_MARGIN, sizes.S, sizes.PAGE_MARGIN, sizes.XXS)
        column.setSpacing(sizes.XXS)
        column.addWidget(self._make_head(theme))
        column.addWidget(self._stack, 1)
        self._smoothing.valueChanged.connect(self._on_smoothing)
        self._scale.chosen.connect(self._on_scale)

    def show_curves(self, curves: Sequence[RunCurve], focus: int | None) -> None:
        """Draw these runs."""
        self._stack.setCurrentWidget(self.chart)
        self.chart.set_curves(curves, focus)

    def show_waiting(self, title: str, sentence: str = "") -> None:
        """Say what happens before the first epoch."""
        self.waiting.set_words(title, sentence)
        self.waiting.set_progress(None)
        self._stack.setCurrentWidget(self.waiting)

    @property
    def is_waiting(self) -> bool:
        """Whether the chart has given way to the state of waiting."""
        return self._stack.currentWidget() is self.waiting

    def ui_state(self) -> dict[str, object]:
        """Scale and smoothing."""
        return {"logarithmic": self.chart.logarithmic, "smoothing": self._smoothing.value()}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring scale and smoothing back."""
        smoothing = state.get("smoothing")
        if isinstance(state.get("logarithmic"), bool):
            self._scale.set_key("log" if state["logarithmic"] else "linear")
        if isinstance(smoothing, int) and 0 <= smoothing <= SMOOTHING_STEPS:
            self._smoothing.setValue(smoothing)

    def _make_head(self, theme: Theme) -> QWidget:
        head = SectionHead(theme, self.tr("Loss"), self.tr("lower is better"))
        keys = QWidget()
        row = tight(QHBoxLayout(keys), 0, sizes.S)
        row.addWidget(LineKey(theme, self.tr("validation"), dashed=False))
        row.addWidget(LineKey(theme, self.tr("training"), dashed=True))
        head.add_beside(keys)
        smoothing = Label(theme, self.tr("Smoothing"), px=sizes.SMALL, tone="text2")
        self.tools = ChartTools(theme, self.chart, self)
        for widget in (smoothing, self._smoothing, self._scale, self.tools):
            head.add_action(widget)
        return head

    def _on_smoothing(self, step: int) -> None:
        self.chart.set_smoothing(step / SMOOTHING_STEPS * MOST_SMOOTHING)

    def _on_scale(self, key: str) -> None:
        self.chart.set_logarithmic(key == "log")
