"""Where to draw the line: the scores of both classes, a slider for the threshold, and what it is good for.

Why (2026-11-25): the slider is for looking only. Predictions, exports and the command line use 0.5 until the setting
`threshold` is there; a button that changed the page alone would promise what no prediction keeps.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.evaluation.against_rest import OneAgainstRest
from gui.pages.evaluate_cost import USED
from gui.plots.score_split import ScoreSplitChart, threshold_words
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, PlainSlider, tight

STEPS = 1000
KNOB_PX = 9  # the slider's track begins this far inside it


class ThresholdPanel(QWidget):
    """`threshold_changed(threshold)` when a person moves the slider, or it is moved by `set_threshold`."""

    threshold_changed = Signal(float)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.threshold = USED
        self.chart = ScoreSplitChart(theme)
        self.slider = PlainSlider(theme, self.tr("Threshold"), STEPS)
        self.slider.set_base(round(USED * STEPS))
        self._more = ElidedLabel(theme, self.tr("finds more, more false alarms"), px=sizes.TINY, tone="text2")
        self._fewer = ElidedLabel(theme, self.tr("fewer false alarms, misses more"), px=sizes.TINY, tone="text2")
        self._only = ElidedLabel(theme, px=sizes.TINY, tone="text2")
        self.back = Button(
            theme, self.tr("Back to {value}").format(value=threshold_words(USED)), kind="link", size="small"
        )
        self.back.clicked.connect(self._on_back)
        column = tight(QVBoxLayout(self), 0, sizes.XXS)
        column.addWidget(self.chart, 1)
        column.addLayout(self._make_track())
        column.addLayout(self._make_words())
        self.slider.valueChanged.connect(self._on_slid)
        self.chart.framed.connect(self._align)
        self.set_threshold(USED)

    def show_class(self, shown: OneAgainstRest, other: str) -> None:
        """Show a class's scores against those of the `other`; the threshold stays."""
        self.chart.set_scores(shown.scores_negative, shown.scores_positive, (other, shown.name))
        self.chart.set_threshold(self.threshold)
        self._align()

    def set_threshold(self, threshold: float) -> None:
        """Look at another threshold."""
        self.threshold = threshold
        self.slider.blockSignals(True)
        self.slider.setValue(round(threshold * STEPS))
        self.slider.blockSignals(False)
        self.slider.update()
        self.slider.setAccessibleDescription(threshold_words(threshold))
        self.chart.set_threshold(threshold)
        moved = threshold != USED
        used = threshold_words(USED)
        self._only.setText(
            self.tr("Only for looking: predictions use {used}.").format(used=used)
            if moved
            else self.tr("Predictions use {used}. Move it to see what another one would do.").format(used=used)
        )
        self.back.setVisible(moved)
        self.threshold_changed.emit(threshold)

    def _make_track(self) -> QVBoxLayout:
        self._track = QVBoxLayout()
        self._track.setSpacing(0)
        sides = tight(QHBoxLayout(), 0, sizes.XS)
        sides.addWidget(self._more)
        sides.addStretch(1)
        sides.addWidget(self._fewer)
        self._sides = sides
        self._track.addWidget(self.slider)
        self._track.addLayout(sides)
        return self._track

    def _make_words(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), 0, sizes.XS)
        row.setContentsMargins(KNOB_PX, 0, KNOB_PX, 0)
        row.addWidget(self._only, 1)
        row.addWidget(self.back)
        return row

    def _align(self) -> None:
        """The slider's track runs from the chart's 0 to its 1."""
        zero, one = self.chart.plot_edges()
        left, right = round(zero - KNOB_PX), round(self.chart.width() - one - KNOB_PX)
        self._track.setContentsMargins(max(left, 0), 0, max(right, 0), 0)
        self._sides.setContentsMargins(KNOB_PX, 0, KNOB_PX, 0)

    def _on_slid(self, step: int) -> None:
        self.set_threshold(step / STEPS)

    def _on_back(self) -> None:
        self.set_threshold(USED)
