"""A number, judged: predicted against actual with the promised range, and how far off."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.evaluation.facts import NumberFacts
from gui.models.words import share
from gui.pages.evaluate_parts import beside, filled, panel
from gui.plots.histogram import HistogramChart
from gui.plots.scatter import ScatterChart
from gui.theme import Theme
from gui.widgets import SectionHead


class NumberCharts(QWidget):
    """Built by `building`, in steps."""

    failed = Signal(object)
    rows_wanted = Signal(object)  # Wanted: a point, a cell or a bar was chosen

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme

    def building(self) -> Iterator[None]:
        """One chart a step."""
        theme = self.theme
        self.scatter = ScatterChart(theme)
        self.scatter.failed.connect(self.failed)
        self._scatter_head = SectionHead(theme, self.tr("Predicted against actual"))
        yield
        self.histogram = HistogramChart(theme)
        self.histogram.failed.connect(self.failed)
        for chart in (self.scatter, self.histogram):
            chart.choosable = True
            chart.chosen.connect(self.rows_wanted)
        self._errors_head = SectionHead(theme, self.tr("How far off"))
        left, right = panel(self._scatter_head, self.scatter), panel(self._errors_head, self.histogram)
        filled(self, beside(left, right, stretch=(4, 3)))
        yield

    def show_facts(self, target: str, facts: NumberFacts) -> None:
        """Draw what was counted."""
        self.scatter.set_band(*facts.band, self._band_words(facts))
        self.scatter.set_picture(facts.scatter)
        words = [target]
        words += [self.tr("log scale")] if self.scatter.logarithmic else []
        words += [self.tr("darker = more rows")] if self.scatter.is_density else []
        self._scatter_head.set_words(self.tr("Predicted against actual"), ", ".join(words))
        self.histogram.set_picture(facts.errors)
        unit = self.tr("in the unit of {target}").format(target=target)
        self._errors_head.set_words(
            self.tr("How far off"), self.tr("in % of the actual value") if facts.errors.as_share else unit
        )

    @property
    def usual_error(self) -> str:
        """Within what nine in ten predictions are off, as text."""
        return "± " + self.histogram.error_words(self.histogram.usual_error)

    def _band_words(self, facts: NumberFacts) -> str:
        if facts.coverage is None:
            return self.tr("9 in 10 fall between the dashed lines")
        return self.tr("{share} fall between the dashed lines").format(share=share(facts.coverage))
