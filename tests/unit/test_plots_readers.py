"""What lies below the mouse or the keys is told, in every chart in the same way."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.evaluation.pictures import DENSITY_FROM
from core.evaluation.selection import ScatterCell
from gui.plots.calibration import CalibrationChart
from gui.plots.chart import Chart
from gui.plots.confusion import ConfusionMatrix
from gui.plots.histogram import HistogramChart
from gui.plots.loss import LossChart
from gui.plots.scatter import ScatterChart
from gui.plots.score_split import ScoreSplitChart
from gui.plots.series import RunCurve
from gui.plots.threshold_curve import CurveLine, PrecisionRecallChart, RocCurveChart
from gui.theme import Theme

SHARES = np.linspace(0.0, 1.0, 11)


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    yield Theme("light")


def loss(theme: Theme) -> Chart:
    chart, at = LossChart(theme), np.arange(1.0, 21.0)
    chart.set_curves([RunCurve(1, "Run 1", 0, at, 1 / at, 2 / at, 20)], 1)
    return chart


def scatter(rows: int) -> Callable[[Theme], Chart]:
    def make(theme: Theme) -> Chart:
        chart, actual = ScatterChart(theme), np.geomspace(10, 10_000, rows)
        predicted = actual * 1.1
        predicted[[0, rows // 2]] = -4.0
        chart.set_points(actual, predicted, np.arange(1, rows + 1))
        return chart

    return make


def histogram(theme: Theme) -> Chart:
    chart = HistogramChart(theme)
    chart.set_errors(np.random.default_rng(0).normal(0, 0.1, 900), as_share=True)
    return chart


def roc(theme: Theme) -> Chart:
    chart = RocCurveChart(theme)
    chart.set_lines(CurveLine(SHARES, SHARES**0.2, 1 - SHARES, 0.9), None)
    return chart


def recall(theme: Theme) -> Chart:
    chart = PrecisionRecallChart(theme)
    chart.set_lines(CurveLine(SHARES, 1 - SHARES / 2, 1 - SHARES, 0.9), None)
    return chart


def calibration(theme: Theme) -> Chart:
    chart = CalibrationChart(theme)
    chart.set_bins(SHARES, SHARES**2, SHARES**2 - 0.1, SHARES**2 + 0.1, np.full(11, 9))
    return chart


def split(theme: Theme) -> Chart:
    chart = ScoreSplitChart(theme)
    chart.set_scores(np.arange(20), np.arange(20)[::-1].copy(), ("no", "yes"))
    return chart


MAKERS = {
    "loss": loss,
    "points": scatter(200),
    "density": scatter(DENSITY_FROM + 100),
    "histogram": histogram,
    "roc": roc,
    "recall": recall,
    "calibration": calibration,
    "split": split,
}


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.resize(460, 320)
    widget.show()
    QGuiApplication.processEvents()


@pytest.mark.parametrize("name", MAKERS)
def test_that_every_chart_is_read_by_keys_copied_and_told(name: str, theme: Theme, qtbot: QtBot) -> None:
    chart = MAKERS[name](theme)
    shown(chart, qtbot)
    summary = chart.accessibleDescription()
    assert summary == chart.summary() != ""
    assert chart.accessibleName()
    told = []
    for key in (Qt.Key.Key_Home, Qt.Key.Key_Right, Qt.Key.Key_End):
        qtbot.keyClick(chart, key)
        told.append(chart.accessibleDescription())
        card = chart.reader.card  # type: ignore[union-attr]
        assert card.isVisible()
        assert chart.viewport().rect().contains(card.body)
    assert len({summary, *told}) == 4
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.accessibleDescription() == summary
    assert not chart.reader.shown  # type: ignore[union-attr]
    heads, rows = chart.figures()
    assert rows
    assert all(len(row) == len(heads) for row in rows)
    qtbot.keyClick(chart, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert len(QGuiApplication.clipboard().mimeData().text().splitlines()) == 1 + len(rows)
    assert b"<image" not in chart.export.svg() or name == "density"


def over(chart: ScatterChart | HistogramChart, x: float, y: float) -> None:
    """Put the mouse on a place of the view."""
    chart.probe._on_mouse((chart.view.mapViewToScene(QPointF(x, y)),))


def test_that_the_card_is_never_higher_than_the_chart(theme: Theme, qtbot: QtBot) -> None:
    chart, at = LossChart(theme), np.arange(1.0, 21.0)
    shown(chart, qtbot)
    chart.set_curves(
        [RunCurve(number, f"Run {number}", 0, at, number / at, number / at, 20) for number in range(1, 31)], 30
    )
    chart.crosshair.show_at(5.0)
    names = [row.name for row in chart._reading(5.0).rows]
    assert names[:3] == ["Run 1", "Run 2", "Run 3"]
    assert names[-2] == "Run 30"  # in focus, though the worst
    assert names[-1] == f"{30 - (len(names) - 1)} more, higher"
    assert chart.viewport().rect().contains(chart.crosshair.card.body)
    assert len(chart.crosshair.mark.dots) == 30


def test_that_a_point_tells_its_row(theme: Theme, qtbot: QtBot) -> None:
    chart = ScatterChart(theme)
    shown(chart, qtbot)
    chart.set_points(np.array([2010.0, 3000.0, 5000.0]), np.array([2500.0, 3000.0, 4000.0]), np.array([1204, 7, 9]))
    over(chart, 2010, 2500)
    assert chart.probe.words() == "Row 1,204. actual: 2,010; predicted: 2,500; too high by: 490"
    over(chart, 3000, 3000)
    assert chart.probe.words() == "Row 7. actual: 3,000; predicted: 3,000"
    over(chart, 2500, 4500)
    assert not chart.probe.shown
    chart.zoom(2)
    assert chart.probe.words() == ""


def test_that_a_cell_tells_its_rows_and_between_what_they_lie(theme: Theme, qtbot: QtBot) -> None:
    chart = ScatterChart(theme)
    shown(chart, qtbot)
    values = np.repeat([100.5, 110.5, 171.5], 2000)
    values[0], values[-1] = 100.0, 172.0
    chart.set_points(values, values, np.arange(6000))
    over(chart, 110.4, 110.1)
    assert chart.probe.words() == "2,000 rows. actual: 110 to 111; predicted: 110 to 111"
    over(chart, 120, 110)
    assert not chart.probe.shown


def test_that_rows_below_a_log_scale_are_marked_counted_and_chosen(theme: Theme, qtbot: QtBot) -> None:
    chart = scatter(200)(theme)
    assert isinstance(chart, ScatterChart)
    shown(chart, qtbot)
    assert chart.logarithmic
    assert "2 rows lie below this scale" in chart.accessibleDescription()
    assert chart._off_words.toPlainText() == "2 rows lie below this scale, near or under 0."
    assert len(chart._off.data) == 2
    x, y = chart._spots.marks[0]
    (left, right), (low, high) = chart.view.viewRange()
    assert left < x < right
    assert low < y < chart._picture.low < high
    over(chart, x, y)
    assert chart.probe.words().startswith("1 row. actual: 10.0 to")
    assert "predicted: below" in chart.probe.words()
    found = chart.choice(x, y)
    assert isinstance(found, ScatterCell)
    assert (found.column, found.row) == (0, -1)


def test_that_a_bar_tells_its_errors_and_its_share(theme: Theme, qtbot: QtBot) -> None:
    chart = HistogramChart(theme)
    shown(chart, qtbot)
    errors = np.concatenate([np.zeros(60), np.full(40, 0.41), [-0.41]])
    chart.set_errors(errors, as_share=True)
    over(chart, 0.0, 55.0)
    assert chart.probe.words() == "−1.0 % to +1.0 %. rows: 60; of all: 59.4 %"
    over(chart, 0.2, 10.0)
    assert not chart.probe.shown  # an empty bar
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert "rows: 1;" in chart.probe.words()


def test_that_a_cell_of_the_matrix_is_told_by_mouse_and_keys(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    shown(matrix, qtbot)
    matrix.set_counts(np.array([[343, 14], [5, 207]]), ("benign", "malignant"))
    summary = matrix.accessibleDescription()
    middle = matrix.grid.rect(1, 0).center().toPoint()
    qtbot.mouseMove(matrix, middle)
    qtbot.waitUntil(lambda: matrix.card.isVisible())
    assert matrix.card.accessibleName() == (
        "Truly benign, predicted malignant. rows: 14; of all truly benign: 3.9 %; of all predicted malignant: 6.3 %"
    )
    qtbot.mouseMove(matrix, QPoint(2, 2))
    qtbot.waitUntil(lambda: not matrix.card.isVisible())
    for key, cell in ((Qt.Key.Key_Right, (0, 0)), (Qt.Key.Key_End, (0, 1)), (Qt.Key.Key_Down, (1, 1))):
        qtbot.keyClick(matrix, key)
        assert matrix.accessibleDescription() == matrix.cell_words(*cell)
        assert matrix.card.isVisible()
        assert matrix.rect().contains(matrix.card.body)
    qtbot.keyClick(matrix, Qt.Key.Key_Escape)
    assert not matrix.card.isVisible()
    assert matrix.accessibleDescription() == summary


# what the design asks of every chart's axes and mouse


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("size", [(300, 220), (2200, 900)])
def test_that_axes_have_few_round_numbers_and_no_ticks(
    name: str, size: tuple[int, int], theme: Theme, qtbot: QtBot
) -> None:
    chart = MAKERS[name](theme)
    shown(chart, qtbot)
    chart.resize(*size)
    QGuiApplication.processEvents()
    for axis in (chart.x_axis, chart.y_axis):
        if not axis.isVisible():
            continue
        _, grid, words = axis.place()
        assert 1 <= len(words) <= 6
        assert all(text for _, text in words)
        if axis is chart.y_axis:
            assert axis.pen().style() == Qt.PenStyle.NoPen
            assert all(line.y1() == line.y2() and line.x1() != line.x2() for line in grid)
        else:
            assert axis.pen().color() == theme.colour("line2")
            assert grid == []


def turned(chart: Chart, notches: int) -> None:
    """Turn the wheel over the middle of a chart."""
    at = QPointF(chart.viewport().rect().center())
    event = QWheelEvent(
        at,
        chart.viewport().mapToGlobal(at),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QGuiApplication.sendEvent(chart.viewport(), event)


@pytest.mark.qt_log_ignore("not accepted by receiving widget")  # pyqtgraph acts on it and passes it on
def test_that_the_wheel_zooms_x_and_a_double_click_shows_everything(theme: Theme, qtbot: QtBot) -> None:
    chart = loss(theme)
    shown(chart, qtbot)
    (left, right), heights = chart.view.viewRange()
    turned(chart, 3)
    (closer_left, closer_right), same = chart.view.viewRange()
    assert left < closer_left < closer_right < right
    assert same == heights
    assert chart.zoomed
    middle = chart.viewport().rect().center()
    for act in (qtbot.mouseClick, qtbot.mouseDClick, qtbot.mouseRelease):  # as a mouse does it
        act(chart.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert chart.view.viewRange()[0] == [left, right]
    assert not chart.zoomed


@pytest.mark.parametrize("name", ["roc", "recall", "calibration", "split"])
def test_that_the_wheel_is_left_to_the_page_where_all_is_shown(name: str, theme: Theme, qtbot: QtBot) -> None:
    chart = MAKERS[name](theme)
    shown(chart, qtbot)
    before = chart.view.viewRange()
    turned(chart, 3)
    assert chart.view.viewRange() == before
