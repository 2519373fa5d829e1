"""The charts, on figures of an example's shape."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from gui.gallery.exhibits import Exhibit, Room, kinds
from gui.plots.calibration import CalibrationChart
from gui.plots.confusion import ConfusionMatrix
from gui.plots.histogram import HistogramChart
from gui.plots.loss import LossChart
from gui.plots.scatter import ScatterChart
from gui.plots.score_split import ScoreSplitChart
from gui.plots.series import RunCurve
from gui.plots.threshold_curve import CurveLine, PrecisionRecallChart, RocCurveChart
from gui.theme import Theme

CHART_PX = 300
FEW, MANY = 400, 20_000


def charts() -> Room:
    """Every chart, small enough to be seen beside the others."""
    losses = kinds(
        ("empty", lambda theme: _losses(theme, 0)),
        ("one run", lambda theme: _losses(theme, 1)),
        ("eight runs, smoothed", lambda theme: _losses(theme, 8, smoothing=0.6)),
    )
    return Room(
        "Charts",
        [
            Exhibit("Loss", losses, wide=True),
            Exhibit(
                "Predicted against actual",
                kinds(
                    ("points", _scatter(FEW)), ("density", _scatter(MANY)), ("rows below the scale", _scatter(FEW, 3))
                ),
                wide=True,
            ),
            Exhibit("How far off", kinds(("in percent", _errors)), wide=True),
            Exhibit("ROC", kinds(("with the threshold in use", _roc), ("of one class", _no_roc)), wide=True),
            Exhibit("Precision and recall", kinds(("with a baseline", _recall)), wide=True),
            Exhibit("Calibration", kinds(("ten bins", _calibration)), wide=True),
            Exhibit("Where to draw the line", kinds(("a rare class", _split)), wide=True),
            Exhibit("Right and wrong", kinds(("two classes", _matrix), ("six classes", _wide_matrix)), wide=True),
        ],
    )


def _tall(chart: QWidget) -> QWidget:
    chart.setFixedHeight(CHART_PX)
    return chart


def _losses(theme: Theme, runs: int, smoothing: float = 0.0) -> QWidget:
    chart = LossChart(theme)
    epochs = np.arange(1.0, 61.0)
    noise = np.random.default_rng(0).normal(0, 0.06, (8, len(epochs)))
    curves = []
    for number in range(runs):
        falling = 0.5 * np.exp(-epochs / (4.0 + number)) + 0.015
        validation = falling * np.exp(noise[number])
        best = int(epochs[np.argmin(validation)])
        series = number if number < 6 else None
        curves.append(RunCurve(number + 1, f"Run {number + 1}", series, epochs, 0.85 * falling, validation, best, 80))
    chart.set_smoothing(smoothing)
    chart.set_curves(curves, 1 if runs else None)
    return _tall(chart)


def _scatter(rows: int, below: int = 0) -> Callable[[Theme], QWidget]:
    def make(theme: Theme) -> QWidget:
        chance = np.random.default_rng(1)
        actual = np.exp(chance.normal(8.0, 0.9, rows))
        predicted = actual * np.exp(chance.normal(0, 0.12, rows))
        predicted[:below] = -1.0
        chart = ScatterChart(theme)
        chart.set_points(actual, predicted, np.arange(rows, dtype=np.int64))
        return _tall(chart)

    return make


def _errors(theme: Theme) -> QWidget:
    chart = HistogramChart(theme)
    chart.set_errors(np.random.default_rng(2).normal(0, 0.1, 4000), as_share=True)
    return _tall(chart)


def _curve(bend: float, figure: float) -> CurveLine:
    x = np.linspace(0, 1, 101)
    return CurveLine(x, x**bend, 1 - x, figure)


def _roc(theme: Theme) -> QWidget:
    chart = RocCurveChart(theme)
    chart.set_lines(_curve(0.1, 0.91), _curve(0.3, 0.77))
    chart.set_ring((0.1, 0.1**0.1))
    return _tall(chart)


def _no_roc(theme: Theme) -> QWidget:
    chart = RocCurveChart(theme)
    chart.set_lines(None, None)
    return _tall(chart)


def _recall(theme: Theme) -> QWidget:
    chart = PrecisionRecallChart(theme)
    chart.set_share(0.3)
    lines = [
        CurveLine(line.x, 1 - 0.7 * line.x**bend, line.thresholds, figure)
        for line, bend, figure in ((_curve(1, 0), 8.0, 0.92), (_curve(1, 0), 3.0, 0.81))
    ]
    chart.set_lines(*lines)
    chart.set_ring((0.9, 1 - 0.7 * 0.9**8))
    return _tall(chart)


def _calibration(theme: Theme) -> QWidget:
    given = np.linspace(0.05, 0.95, 10)
    came_true, reach = given**1.2, 0.04 + 0.1 * given * (1 - given)
    chart = CalibrationChart(theme)
    chart.set_bins(given, came_true, came_true - reach, came_true + reach, np.full(10, 120))
    return _tall(chart)


def _split(theme: Theme) -> QWidget:
    chance, chart = np.random.default_rng(3), ScoreSplitChart(theme)
    above, below = (
        np.histogram(chance.beta(*shape, rows), 40, (0, 1))[0] for shape, rows in (((1, 5), 4000), ((4, 2), 90))
    )
    chart.set_scores(above.astype(np.int64), below.astype(np.int64), ("good", "bad"))
    chart.set_threshold(0.38)
    return _tall(chart)


def _matrix(theme: Theme) -> QWidget:
    matrix = ConfusionMatrix(theme)
    matrix.set_counts(np.array([[207, 5], [14, 343]], dtype=np.int64), ["malignant", "benign"])
    return _tall(matrix)


def _wide_matrix(theme: Theme) -> QWidget:
    matrix = ConfusionMatrix(theme)
    counts = np.random.default_rng(4).poisson(3, (6, 6)) + 60 * np.eye(6, dtype=np.int64)
    matrix.set_counts(counts.astype(np.int64), ["Fair", "Good", "Very Good", "Premium", "Ideal", "Unknown"])
    return _tall(matrix)
