"""The charts, on figures of an example's shape."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from gui.gallery.exhibits import Exhibit, Room, kinds
from gui.plots.confusion import ConfusionMatrix
from gui.plots.histogram import HistogramChart
from gui.plots.loss import LossChart
from gui.plots.roc import RocChart
from gui.plots.scatter import ScatterChart
from gui.plots.series import RunCurve
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
                "Predicted against actual", kinds(("points", _scatter(FEW)), ("density", _scatter(MANY))), wide=True
            ),
            Exhibit("How far off", kinds(("in percent", _errors)), wide=True),
            Exhibit("ROC", kinds(("with the threshold in use", _roc)), wide=True),
            Exhibit("Right and wrong", kinds(("two classes", _matrix)), wide=True),
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


def _scatter(rows: int) -> Callable[[Theme], QWidget]:
    def make(theme: Theme) -> QWidget:
        chance = np.random.default_rng(1)
        actual = np.exp(chance.normal(8.0, 0.9, rows))
        chart = ScatterChart(theme)
        chart.set_points(actual, actual * np.exp(chance.normal(0, 0.12, rows)), np.arange(rows, dtype=np.int64))
        return _tall(chart)

    return make


def _errors(theme: Theme) -> QWidget:
    chart = HistogramChart(theme)
    chart.set_errors(np.random.default_rng(2).normal(0, 0.1, 4000), as_share=True)
    return _tall(chart)


def _roc(theme: Theme) -> QWidget:
    chart = RocChart(theme)
    wrong = np.linspace(0, 1, 101)
    chart.set_curve(wrong, wrong**0.1, 0.91, at=(0.1, 0.1**0.1))
    return _tall(chart)


def _matrix(theme: Theme) -> QWidget:
    matrix = ConfusionMatrix(theme)
    matrix.set_counts(np.array([[207, 5], [14, 343]], dtype=np.int64), ["malignant", "benign"])
    return _tall(matrix)
