"""A number, judged: predicted against actual with the promised range, and how far off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.evaluation.report import Evaluation
from core.training.interval import Interval
from gui.models.words import share
from gui.pages.evaluate_parts import beside, filled, panel
from gui.plots.histogram import HistogramChart
from gui.plots.scatter import ScatterChart, error_shares
from gui.theme import Theme
from gui.widgets import SectionHead

USUAL = 0.9
BAND_POINTS = 200
BEYOND = 0.1  # of the data's span: so far the dashed lines run on
Values = NDArray[np.float64]


class NumberCharts(QWidget):
    """Built by `building`, in steps."""

    failed = Signal(object)

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
        self._errors_head = SectionHead(theme, self.tr("How far off"))
        left, right = panel(self._scatter_head, self.scatter), panel(self._errors_head, self.histogram)
        filled(self, beside(left, right, stretch=(4, 3)))
        yield

    def show_evaluation(self, evaluation: Evaluation, interval: Interval | None) -> None:
        """Draw it."""
        actual, predicted = evaluation.actual.astype(np.float64), evaluation.predicted.astype(np.float64)
        self.scatter.set_band(*promised(actual, predicted, interval), self._band_words(evaluation, interval))
        self.scatter.set_points(actual, predicted, evaluation.source_rows)
        words = [evaluation.target]
        words += [self.tr("log scale")] if self.scatter.logarithmic else []
        words += [self.tr("darker = more rows")] if self.scatter.is_density else []
        self._scatter_head.set_words(self.tr("Predicted against actual"), ", ".join(words))
        shares = error_shares(actual, predicted)
        self.histogram.set_errors(predicted - actual if shares is None else shares, as_share=shares is not None)
        unit = self.tr("in the unit of {target}").format(target=evaluation.target)
        remark = unit if shares is None else self.tr("in % of the actual value")
        self._errors_head.set_words(self.tr("How far off"), remark)

    @property
    def usual_error(self) -> str:
        """Within what nine in ten predictions are off, as text."""
        return "± " + self.histogram.error_words(self.histogram.usual_error)

    def _band_words(self, evaluation: Evaluation, interval: Interval | None) -> str:
        if interval is None:
            return self.tr("9 in 10 fall between the dashed lines")
        coverage = interval.coverage(evaluation.actual, evaluation.predicted)
        return self.tr("{share} fall between the dashed lines").format(share=share(coverage))


def promised(actual: Values, predicted: Values, interval: Interval | None) -> tuple[Values, Values, Values]:
    """Predicted values, and the low and high actual value that go with each; float64 [points] each.

    Without a promised range it is read off these rows: nine in ten are off by no more.
    """
    both = np.concatenate([actual, predicted])
    both = both[np.isfinite(both)]
    if not len(both):
        return np.empty(0), np.empty(0), np.empty(0)
    low, high = float(both.min()), float(both.max())
    pad = BEYOND * (high - low)
    grid = np.linspace(low - pad, high + pad, BAND_POINTS)
    if low > 0:
        grid = np.union1d(grid[grid > 0], np.geomspace(low * (1 - BEYOND), high * (1 + BEYOND), BAND_POINTS))
    if interval is not None:
        return grid, *interval.bounds(grid)
    shares = error_shares(actual, predicted)
    if shares is None:
        reach = float(np.nanquantile(np.abs(predicted - actual), USUAL))
        return grid, grid - reach, grid + reach
    reach = float(np.nanquantile(np.abs(shares), USUAL))
    return grid, grid / (1 + reach), grid / (1 - reach) if reach < 1 else np.full(len(grid), np.nan)
