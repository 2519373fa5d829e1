"""The charts of an evaluation: what they draw, tell and export."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.evaluation.pictures import DENSITY_FROM, promised, wants_log
from core.training.interval import Interval
from gui.models.words import threshold_words
from gui.pages.evaluate_bars import Bar, BarList
from gui.pages.evaluate_groups import edge_words
from gui.plots.calibration import CalibrationChart
from gui.plots.confusion import ConfusionMatrix
from gui.plots.confusion_grid import HEAD_PX
from gui.plots.histogram import HistogramChart
from gui.plots.scatter import ScatterChart
from gui.plots.score_split import ScoreSplitChart
from gui.plots.threshold_curve import CurveLine, PrecisionRecallChart, RocCurveChart, highest_at
from gui.theme import Theme

LINE = CurveLine(np.array([0.0, 0.0, 0.5, 1.0]), np.array([0.0, 0.6, 0.8, 1.0]), np.array([np.inf, 0.9, 0.4, 0.1]), 0.8)


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    yield Theme("light")


def shown(widget: QWidget, qtbot: QtBot) -> None:
    qtbot.addWidget(widget)
    widget.resize(420, 300)
    widget.show()
    QGuiApplication.processEvents()


def test_that_roc_tells_its_area_and_the_ringed_point(theme: Theme, qtbot: QtBot) -> None:
    chart = RocCurveChart(theme)
    shown(chart, qtbot)
    chart.set_lines(LINE, None)
    chart.set_ring((0.5, 0.8))
    assert chart.accessibleDescription() == (
        "ROC area 0.800; 0.5 is guessing, 1 is perfect. At the threshold: found 80 %, false alarms 50 %."
    )
    assert chart.figures()[1][1] == (0.9, 0.0, 0.6)
    reading = chart.reading(0.0)
    assert reading.title == "false alarms 0 %"
    assert reading.rows[0].values == ("60 %", "0.90")
    assert list(chart.places()) == [0.0, 0.5, 1.0]
    chart.set_lines(None, None)
    assert "no curve" in chart.summary()
    assert chart.reading(0.0) is None


def test_that_a_baseline_is_told_beside_the_model(theme: Theme, qtbot: QtBot) -> None:
    chart = PrecisionRecallChart(theme)
    shown(chart, qtbot)
    chart.set_share(0.3)
    low = CurveLine(np.array([0.2, 1.0]), np.array([0.5, 0.3]), np.array([0.7, 0.2]), 0.41)
    chart.set_lines(LINE, low)
    names = [row.name for row in chart.reading(0.5).rows]
    assert names == ["this model", "baseline"]
    assert [row.name for row in chart.reading(0.0).rows] == ["this model"]  # the baseline begins later
    assert "guessing gives 30 %" in chart.summary()
    assert chart._under_words.toPlainText() == "baseline 0.410"


def test_that_the_highest_point_up_to_x_is_read(theme: Theme) -> None:
    assert highest_at(LINE, 0.0) == (0.6, 0.9)
    assert highest_at(LINE, 0.7) == (0.8, 0.4)
    assert highest_at(LINE, -0.1) is None


def test_that_calibration_tells_given_and_true_shares(theme: Theme, qtbot: QtBot) -> None:
    chart = CalibrationChart(theme)
    shown(chart, qtbot)
    given, true = np.array([0.1, 0.9]), np.array([0.3, 0.85])
    chart.set_bins(given, true, true - 0.1, true + 0.1, np.array([10, 1200]))
    assert chart.summary() == "2 bins. Furthest apart: given 10 %, came true 30 % of 10 rows."
    reading = chart.reading(0.9)
    assert [row.values for row in reading.rows] == [("85 %",), ("75 % to 95 %",), ("1,200",)]
    assert chart.reading(0.5) is None
    assert chart.figures()[1][0] == (0.1, 0.3, pytest.approx(0.2), pytest.approx(0.4), 10)


def test_that_scores_are_drawn_as_shares_and_told_as_rows(theme: Theme, qtbot: QtBot) -> None:
    chart = ScoreSplitChart(theme)
    shown(chart, qtbot)
    above, below = np.zeros(40, np.int64), np.zeros(40, np.int64)
    above[0], above[39], below[39] = 990, 10, 20
    chart.set_scores(above, below, ("good", "bad"))
    assert chart._heights(below).max() == 1.0  # a rare class is as tall as a frequent one
    chart.set_threshold(0.38)
    assert "The threshold is 0.38." in chart.accessibleDescription()
    reading = chart.reading(chart.places()[39])
    assert [(row.name, row.values) for row in reading.rows] == [("good", ("10",)), ("bad", ("20",))]
    assert chart.figures()[1][0] == (0.0, 0.025, 990, 0)
    zero, one = chart.plot_edges()
    assert 0 <= zero < one <= chart.width()


@pytest.mark.parametrize(("value", "words"), [(0.5, "0.50"), (0.387, "0.387"), (0.12345, "0.1235"), (1.0, "1.00")])
def test_that_a_threshold_is_written_as_short_as_it_can_be(value: float, words: str) -> None:
    assert threshold_words(value) == words


def test_that_the_dashed_lines_are_the_promised_range(theme: Theme, qtbot: QtBot) -> None:
    actual = np.array([100.0, 200.0, 300.0])
    interval = Interval(0.9, 2.0, (0.0,), (10.0,), 50)
    grid, low, high = promised(actual, actual, interval)
    np.testing.assert_allclose(high - grid, 20.0)
    np.testing.assert_allclose(grid - low, 20.0)
    grid, low, high = promised(actual, actual * np.array([1.1, 0.9, 1.0]), None)
    assert ((low < grid) & (grid < high)).all()
    np.testing.assert_allclose(grid / low, grid[0] / low[0])  # a share of the actual value
    chart = ScatterChart(theme)
    shown(chart, qtbot)
    chart.set_band(grid, low, high, "9 in 10")
    chart.set_points(actual, actual, np.arange(1, 4))
    x, y = chart._band.getData()
    assert len(x) == len(y) == 2 * len(grid) + 1
    assert promised(np.empty(0), np.empty(0), None)[0].size == 0


def test_that_the_dashed_lines_do_not_run_along_the_lowest_value_there_may_be(theme: Theme, qtbot: QtBot) -> None:
    actual = np.array([10.0, 60.0, 100.0])
    grid, low, high = promised(actual, actual, Interval(0.9, 2.0, (0.0,), (15.0,), 50, floor=0.0))
    assert (low == 0.0).sum() > 1
    chart = ScatterChart(theme)
    shown(chart, qtbot)
    chart.set_band(grid, low, high, "9 in 10")
    chart.set_points(actual, actual, np.arange(1, 4))
    x, y = chart._band.getData()
    assert (x == 0.0).sum() == 1
    assert y[np.flatnonzero(x == 0.0)[0]] == grid[np.flatnonzero(low == 0.0)[-1]]


def test_that_the_first_number_below_an_axis_is_not_cut(theme: Theme, qtbot: QtBot) -> None:
    chart = ScoreSplitChart(theme)
    shown(chart, qtbot)
    chart.set_scores(np.ones(40, np.int64), np.ones(40, np.int64), ("no", "yes"))
    QGuiApplication.processEvents()
    rect, words = chart.x_axis.place()[2][0]
    assert words.startswith("0")
    assert chart.mapFromScene(chart.x_axis.mapToScene(rect.topLeft())).x() >= 0


def test_that_a_class_name_with_a_line_break_stands_on_one_line(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.set_counts(np.eye(2, dtype=np.int64), ("no", "yes,\n  indeed"))
    assert matrix.cell_words(0, 0).startswith("Truly yes, indeed, predicted yes, indeed")
    assert matrix.figures()[1][0][0] == "yes,\n  indeed"


def test_that_bars_are_chosen_by_mouse_and_keys(theme: Theme, qtbot: QtBot) -> None:
    bars = BarList(theme, "Groups")
    shown(bars, qtbot)
    bars.show_bars([Bar("a", 1.0, "9 %", ("3 rows",), True), Bar("b", 0.5, "4 %", ("8 rows",))], overall=0.6)
    assert bars.accessibleDescription() == "a, 9 %, 3 rows"
    with qtbot.waitSignal(bars.chosen) as told:
        qtbot.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(20, 40))
    assert told.args == [1]
    chosen: list[int] = []
    bars.chosen.connect(chosen.append)
    qtbot.keyClick(bars, Qt.Key.Key_Up)
    assert chosen == []  # moving tells only where one is
    assert bars.current == 0
    qtbot.keyClick(bars, Qt.Key.Key_Space)
    assert chosen == [0]
    bars.show_bars([Bar("only", None, "–", ("0",))], ("F1", "rows"))
    assert bars.accessibleDescription() == "only: F1 –, rows 0"
    bars.show_bars([])
    assert bars.grab().width() == 420


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (1.7, "1.7"),
        (2010.0, "2010"),
        (7800.0, "7,800"),
        (-1000.0, "−1,000"),
        (12_500.0, "12,500"),
        (-3.25, "−3.25"),
        (0.0, "0"),
        (0.000125, "0.000125"),
        (1.5e-5, "1.5e−05"),
        (-3e-9, "−3e−09"),
    ],
)
def test_that_edges_are_written_with_all_their_digits(value: float, words: str) -> None:
    assert edge_words(value) == words


def test_that_the_table_of_points_has_the_rows_below_the_scale_too(theme: Theme, qtbot: QtBot) -> None:
    chart = ScatterChart(theme)
    qtbot.addWidget(chart)
    actual = np.geomspace(100, 20_000, 100)
    predicted = actual.copy()
    predicted[4] = -3.0
    chart.set_points(actual, predicted, np.arange(1, 101))
    assert chart.logarithmic and not chart.is_density
    rows = chart.figures()[1]
    assert [row for row, _, _ in rows] == list(range(1, 101))
    assert rows[4] == (5, pytest.approx(actual[4]), -3.0)


def test_that_names_of_classes_never_cross_the_threshold(theme: Theme, qtbot: QtBot) -> None:
    chart = ScoreSplitChart(theme)
    qtbot.addWidget(chart)
    chart.resize(460, 260)
    chart.show()
    bars = np.ones(40, np.int64)
    long = ("高价值企业客户（含长期合同与增值服务）", "a very long name of a class that nobody wants to read")
    for names in (("no", "yes"), long):
        chart.set_scores(bars, bars, names)
        for threshold in (0.0, 0.08, 0.3, 0.5, 0.77, 0.93, 1.0):
            chart.set_threshold(threshold)
            (left, right), _ = chart.view.viewRange()
            px = (right - left) / chart.view.size().width()
            for words in (chart._up_words, chart._down_words):
                start = words.pos().x()
                end = start + words.boundingRect().width() * px
                assert not start < threshold < end
                assert left - 8 * px <= start and end <= right + 8 * px
            assert chart._up_words.toPlainText() and chart._down_words.toPlainText()


def test_that_a_class_without_rows_has_no_name_and_no_curve(theme: Theme, qtbot: QtBot) -> None:
    chart, roc = ScoreSplitChart(theme), RocCurveChart(theme)
    for widget in (chart, roc):
        qtbot.addWidget(widget)
        widget.show()
    chart.set_scores(np.ones(40, np.int64), np.zeros(40, np.int64), ("no", "yes"))
    assert chart._up_words.isVisible() and not chart._down_words.isVisible()
    roc.set_lines(None, None)
    assert roc.is_empty and "no curve" in roc.accessibleDescription()


def test_that_long_names_stand_upright_above_narrow_columns(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.resize(400, 340)
    matrix.set_counts(np.eye(5, dtype=np.int64) * 9, [f"客户类型{letter}的名称很长" for letter in "abcde"])
    assert matrix.grid.head > HEAD_PX
    matrix.set_counts(np.eye(5, dtype=np.int64) * 9, list("abcde"))
    assert matrix.grid.head == HEAD_PX
    spots = [(row, column) for row in range(5) for column in range(5)]
    for spot in spots:
        middle = matrix.grid.rect(*spot).center()
        assert matrix.grid.cell_at(middle.x(), middle.y()) == spot
    assert matrix.grid.cell_at(2, 2) is None and matrix.grid.cell_at(399, 339) is None


def test_that_many_rows_become_a_density_and_few_stay_points(theme: Theme, qtbot: QtBot) -> None:
    chart = ScatterChart(theme)
    qtbot.addWidget(chart)
    values = np.linspace(1, 2, DENSITY_FROM + 1)
    chart.set_points(values, values, np.arange(len(values)))
    assert chart.is_density
    assert chart._density.isVisible()
    assert round(float(np.expm1(chart._density.image).sum())) == len(values)
    chart.set_points(values[:50], values[:50], np.arange(50))
    assert not chart._density.isVisible()
    assert len(chart._points.data) == 50


def test_that_prices_over_many_sizes_get_log_axes_and_many_negatives_never_do(theme: Theme, qtbot: QtBot) -> None:
    wide = np.geomspace(10, 100_000, 500)
    assert wants_log(wide, wide)
    assert wants_log(wide, np.append(wide[:-1], -1.0))  # a single bad prediction
    assert not wants_log(wide, np.append(wide[:-40], np.full(40, -1.0)))
    assert not wants_log(np.linspace(100, 200, 50), np.linspace(100, 200, 50))
    chart = ScatterChart(theme)
    qtbot.addWidget(chart)
    chart.set_points(wide, wide, np.arange(500))
    (low, high), _ = chart.view.viewRange()
    assert low < 1
    assert high > 5 - 1e-9


def test_that_the_histogram_counts_rows_and_says_how_many_lie_beyond(theme: Theme, qtbot: QtBot) -> None:
    chart = HistogramChart(theme)
    qtbot.addWidget(chart)
    errors = np.concatenate([np.linspace(-1, 1, 999), [1e6]])
    chart.set_errors(errors, as_share=False)
    assert chart._counts.sum() + chart.rows_beyond == 1000
    assert chart.rows_beyond >= 1
    assert chart.usual_error == pytest.approx(0.9, abs=0.01)
    assert "9 in 10" in chart.accessibleDescription()


def test_that_the_matrix_puts_the_positive_class_first_and_names_its_cells(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.resize(400, 360)
    matrix.set_counts(np.array([[343, 14], [5, 207]]), ("benign", "malignant"))
    assert matrix.cell_words(0, 0).startswith("Truly malignant, predicted malignant: 207 rows, 97.6 %")
    assert matrix.cell_words(1, 0).startswith("Truly benign, predicted malignant: 14 rows")
    assert "550 of 569" in matrix.accessibleDescription()


def test_that_arrow_keys_walk_over_the_matrix(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.set_counts(np.array([[8, 2], [1, 9]]), ("no", "yes"))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down):
        qtbot.keyClick(matrix, key)
    assert matrix.accessibleDescription() == matrix.cell_words(1, 1)


def test_that_a_matrix_of_many_classes_can_be_painted_small(theme: Theme, qtbot: QtBot) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.set_counts(np.eye(15, dtype=np.int64) * 3, [f"a rather long class {at}" for at in range(15)])
    matrix.resize(matrix.minimumSizeHint())
    assert not matrix.grab().isNull()
    assert matrix.grid.cell_at(0, 0) is None


def test_that_broad_cells_have_room_for_their_words_and_large_screens_for_large_cells(
    theme: Theme, qtbot: QtBot
) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.set_counts(np.array([[569, 71], [121, 130]]), ("good", "bad"))
    matrix.resize(360, 300)
    narrow = matrix.grid.rect(0, 0)
    assert narrow.width() > narrow.height() and matrix.rect().contains(matrix.grid.whole().toRect())
    wide = matrix.pens.metrics(12, 500).horizontalAdvance
    assert all(wide(matrix._meaning(row, at, 100)) <= narrow.width() - 16 for row in range(2) for at in range(2))
    matrix.resize(900, 520)
    assert matrix.grid.rect(0, 0).height() > 150 and matrix.grid.rect(0, 0).width() <= 1.45 * 200


def test_that_words_come_when_there_is_room_for_them(theme: Theme, qtbot: QtBot) -> None:
    chart = HistogramChart(theme)
    qtbot.addWidget(chart)
    chart.resize(200, 300)
    chart.show()
    chart.set_errors(np.linspace(-0.3, 0.3, 200), as_share=True)
    assert not chart._low.isVisible()
    chart.resize(600, 300)
    qtbot.waitUntil(lambda: chart._low.isVisible() and chart._high.isVisible())


def test_that_a_narrow_curve_names_its_middle_and_no_number_touches_another(theme: Theme, qtbot: QtBot) -> None:
    chart = RocCurveChart(theme)
    qtbot.addWidget(chart)
    chart.show()
    found = np.linspace(0, 1, 30)
    chart.set_lines(CurveLine(found, np.sqrt(found), 1 - found, 0.8), None)
    for width in (170, 260, 320, 600):
        chart.resize(width, 300)
        QGuiApplication.processEvents()
        _, _, words = chart.x_axis.place()
        assert all(left.right() < right.left() for (left, _), (right, _) in pairwise(words))
        assert width < 260 or "50 %" in [text for _, text in words] or len(words) > 3
