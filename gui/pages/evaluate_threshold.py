"""Where to draw the line: the scores of both classes, a slider for the threshold, and a button that lets it count.

Why (2026-11-25): moving the slider is for looking, and changes nothing; the button stores the threshold with the run,
as a step that can be undone, and every prediction of the run follows it. Moving it for real at once would have changed
what Predict says while a person only wants to see.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.evaluation.against_rest import OneAgainstRest
from core.project.runs import ChosenThreshold
from core.training.model import THRESHOLD
from gui.models.words import threshold_words
from gui.plots.score_split import ScoreSplitChart
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, PlainSlider, tight

STEPS = 1000
KNOB_PX = 9  # the slider's track begins this far inside it


class ThresholdPanel(QWidget):
    """`threshold_changed(threshold)` when a person moves the slider, or it is moved by `set_threshold`; `use_wanted()`
    when predictions shall follow it."""

    threshold_changed = Signal(float)
    use_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.threshold = self.used = THRESHOLD
        self._chosen: ChosenThreshold | None = None
        self.chart = ScoreSplitChart(theme)
        self.slider = PlainSlider(theme, self.tr("Threshold"), STEPS)
        self._more = ElidedLabel(theme, self.tr("finds more, more false alarms"), px=sizes.TINY, tone="text2")
        self._fewer = ElidedLabel(theme, self.tr("fewer false alarms, misses more"), px=sizes.TINY, tone="text2")
        self._only = ElidedLabel(theme, px=sizes.TINY, tone="text2")
        self.use = Button(theme, kind="soft", size="small")
        self.use.clicked.connect(self.use_wanted)
        self.back = Button(theme, kind="link", size="small")
        self.back.clicked.connect(self._on_back)
        column = tight(QVBoxLayout(self), 0, sizes.XXS)
        column.addWidget(self.chart, 1)
        column.addLayout(self._make_track())
        column.addLayout(self._make_words())
        self.slider.valueChanged.connect(self._on_slid)
        self.chart.framed.connect(self._align)
        self.set_used(None)

    def set_used(self, chosen: ChosenThreshold | None) -> None:
        """Predictions follow this threshold, None for the usual one; look at it."""
        self._chosen = chosen
        self.used = THRESHOLD if chosen is None else chosen.value
        self.slider.set_base(round(self.used * STEPS))
        self.set_threshold(self.used)

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
        self._only.setText(self._used_words())
        self.use.setText(self.tr("Use {value}").format(value=threshold_words(threshold)))
        self.use.setAccessibleName(self.tr("Use threshold {value}").format(value=threshold_words(threshold)))
        self.use.setVisible(self.moved)
        self.back.setText(self.tr("Back to {value}").format(value=threshold_words(self._home)))
        self.back.setVisible(threshold != self._home)
        self.threshold_changed.emit(threshold)

    @property
    def moved(self) -> bool:
        """Whether another threshold is looked at than predictions follow."""
        return self.threshold != self.used

    @property
    def _home(self) -> float:
        """Where Back leads: to what is used, and from there to the usual threshold."""
        return self.used if self.moved else THRESHOLD

    def _used_words(self) -> str:
        used = threshold_words(self.used)
        if self.moved:
            return self.tr("Only for looking. Predictions use {used}.").format(used=used)
        if self._chosen is None:
            return self.tr("Predictions use {used}. Move it to see what another one would do.").format(used=used)
        if self._chosen.on == "validation":
            return self.tr("Predictions use {used}, chosen on validation rows.").format(used=used)
        return self.tr("Predictions use {used}, chosen by hand.").format(used=used)

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
        row.addWidget(self.use)
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
        self.set_threshold(self._home)
