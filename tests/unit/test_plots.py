"""The charts: their arithmetic, and that they show, tell and export what they were given."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.evaluation.pictures import DENSITY_FROM, error_shares, wants_log
from gui.models.words import clock, share, significant, took
from gui.plots.as_table import FiguresModel
from gui.plots.confusion import ConfusionMatrix
from gui.plots.histogram import HistogramChart
from gui.plots.labels import End, place_names, push_apart
from gui.plots.loss import LossChart
from gui.plots.loss_axes import seen_ahead
from gui.plots.scatter import ScatterChart
from gui.plots.series import RunCurve
from gui.plots.smoothing import smooth
from gui.plots.ticks import linear_ticks, log_ticks, tick_words
from gui.theme import Theme


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    yield Theme("light")


def curve(number: int = 1, epochs: int = 20, **more: object) -> RunCurve:
    at = np.arange(1, epochs + 1, dtype=np.float64)
    validation = 0.5 * np.exp(-at / 4) + 0.02 + 0.0005 * at
    training = 0.5 * np.exp(-at / 4) + 0.01
    told: dict[str, object] = {"series": 0, "best_epoch": int(at[validation.argmin()])}
    return RunCurve(number, f"Run {number}", epochs=at, training=training, validation=validation, **{**told, **more})  # type: ignore[arg-type]


def shown(chart: LossChart, qtbot: QtBot, *curves: RunCurve, focus: int | None = 1) -> LossChart:
    qtbot.addWidget(chart)
    chart.resize(800, 320)
    chart.show()
    chart.set_curves(curves, focus)
    QGuiApplication.processEvents()
    return chart


# arithmetic


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9))
@settings(max_examples=50)
def test_that_linear_ticks_are_few_even_and_inside(low: float, span: float) -> None:
    high = low + span
    ticks = linear_ticks(low, high)
    assert len(ticks) <= 6
    slack = 1e-6 * max(abs(low), abs(high), span)
    assert all(low - slack <= tick <= high + slack for tick in ticks)
    steps = [second - first for first, second in pairwise(ticks)]
    assert all(math.isclose(step, steps[0], rel_tol=1e-6, abs_tol=slack) for step in steps)


def test_that_whole_ticks_never_fall_between_epochs() -> None:
    assert linear_ticks(1, 3, whole=True) == [1, 2, 3]
    assert all(tick == round(tick) for tick in linear_ticks(0.6, 9.4, whole=True))


def test_that_log_ticks_go_in_one_two_five_steps() -> None:
    assert log_ticks(0.009, 0.6) == [0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
    assert log_ticks(300, 20_000) == [500, 1_000, 2_000, 5_000, 10_000, 20_000]


@given(st.floats(1e-12, 1e9), st.floats(1.01, 1e12))
@settings(max_examples=50)
def test_that_log_ticks_are_few_and_positive(low: float, factor: float) -> None:
    ticks = log_ticks(low, low * factor)
    assert len(ticks) <= 6
    assert all(tick > 0 for tick in ticks)


def test_that_ticks_share_their_decimals_and_zero_has_none() -> None:
    words = tick_words([0.0, 0.25, 0.5], lambda value, decimals: f"{value:.{decimals}f}")
    assert words == ["0", "0.25", "0.50"]
    assert tick_words([1e-7, 2e-7], lambda value, decimals: "") == ["10⁻⁷", "2×10⁻⁷"]


def test_that_no_smoothing_is_the_values_themselves() -> None:
    values = np.array([3.0, 1.0, 2.0])
    assert smooth(values, 0.0) is values


def test_that_smoothing_is_debiased_and_passes_over_gaps() -> None:
    smoothed = smooth(np.array([2.0, 4.0, math.nan, 6.0]), 0.5)
    assert smoothed[0] == 2.0  # a biased average would begin at 1
    assert smoothed[1] == pytest.approx((0.5 * 2 + 1 * 4) / 1.5)
    assert math.isnan(smoothed[2])
    assert smoothed[3] == pytest.approx((0.25 * 2 + 0.5 * 4 + 1 * 6) / 1.75)


@given(st.lists(st.floats(0, 300), max_size=12))
@settings(max_examples=50)
def test_that_labels_pushed_apart_keep_their_order_distance_and_bounds(wanted: list[float]) -> None:
    placed = push_apart(wanted, 8, 292)
    gap = min(14.0, 284 / max(len(wanted) - 1, 1))
    ordered = [place for _, place in sorted(zip(wanted, placed, strict=True))]
    assert all(second - first >= gap - 1e-6 for first, second in pairwise(ordered))
    assert all(8 - 1e-6 <= place <= 292 + 1e-6 for place in placed)


def test_that_a_name_steps_off_a_line_that_would_run_through_it() -> None:
    def beside(*spans: tuple[float, float]) -> float:
        return place_names([End(100, 150, 40)], [np.array(spans)], 300)[0]

    assert abs(beside((150, 150)) - 150) >= 10
    assert beside((200, 200)) == 150
    assert beside((100, 155)) == 165  # a steep line, and one that leaves no room above it
    assert beside((130, 140), (148, 152)) == 162
    assert beside((130, 140), (148, 152), (160, 175)) == 120
    assert beside((60, 160), (140, 240)) in (129, 130, 170, 171)  # one line rather than both


def test_that_the_best_epochs_line_runs_through_no_name(theme: Theme, qtbot: QtBot) -> None:
    long = curve(1, 40, best_epoch=21)
    chart = shown(LossChart(theme), qtbot, long, curve(2, 20))
    dotted = chart.screen_x(21) - chart.screen_x(chart.view.viewRange()[0][0])
    (name,) = (name for name in chart.layer.names if name.words == "Run 2")
    assert name.x > dotted
    assert name.x - dotted < 20


def test_that_a_name_among_lines_is_kept_readable(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 40))
    assert [name.ground for name in chart.layer.names] == [None]
    at = np.arange(1.0, 41.0)
    noise = np.where(at % 2 == 0, 0.01, 1.0)
    chart = shown(LossChart(theme), qtbot, curve(1, 20), RunCurve(2, "Run 2", 1, at, noise, noise))
    assert chart.layer.names[0].ground == theme.colour("canvas")
    assert chart.layer.names[1].ground is None


def test_that_names_far_apart_along_x_do_not_push_each_other() -> None:
    ends = [End(0, 150, 40), End(400, 150, 40)]
    assert place_names(ends, [np.empty((0, 2))] * 2, 300) == [150, 150]


def test_that_shares_never_round_to_nothing_or_everything() -> None:
    assert share(0.0) == "0 %"
    assert share(0.0002) == "< 0.1 %"
    assert share(0.9999) == "> 99.9 %"
    assert share(1.0) == "100 %"
    assert share(0.976) == "97.6 %"


def test_that_numbers_have_three_digits_and_a_true_minus_sign() -> None:
    assert significant(0.015612) == "0.0156"
    assert significant(-12345.0) == "−12,300"
    assert significant(None) == "–"
    assert significant(0.99999) == "1.00"
    assert clock(72) == "1:12"
    assert clock(3672) == "1:01:12"
    assert [took(seconds) for seconds in (0.0, 0.1, 4.26, 9.96, 72, None)] == [
        "< 0.1 s",
        "0.1 s",
        "4.3 s",
        "0:10",
        "1:12",
        "–",
    ]


# the loss chart


@pytest.mark.parametrize(
    ("losses", "best", "told"),
    [
        ([0.043, 0.02, 0.016], 3, "Validation loss of Run 7 fell from 0.0430 to 0.0160; best at epoch 3."),
        ([0.016, 0.02], 1, "Validation loss of Run 7 rose from 0.0160 to 0.0200; best at epoch 1."),
        ([0.016, 0.5, 0.01601], 1, "Validation loss of Run 7 stayed at 0.0160; best at epoch 1."),
        ([0.5], 1, "Validation loss of Run 7 is 0.500 after one epoch; best at epoch 1."),
        (
            [2.0, 1.0, math.inf],
            2,
            "Validation loss of Run 7 fell from 2.00 to 1.00; best at epoch 2; no number since epoch 3.",
        ),
    ],
)
def test_that_the_loss_chart_tells_its_story_in_a_sentence(
    theme: Theme, qtbot: QtBot, losses: list[float], best: int, told: str
) -> None:
    validation = np.array(losses)
    run = RunCurve(7, "Run 7", 0, np.arange(1.0, len(losses) + 1), validation * 2, validation, best)
    chart = shown(LossChart(theme), qtbot, run, focus=7)
    assert chart.accessibleDescription() == told


def test_that_planned_epochs_and_names_lie_inside_the_view(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, live=True, planned=60), curve(2, 40))
    (left, right), _ = chart.view.viewRange()
    assert left < 1
    assert right >= 60
    edge = chart.mapFromScene(chart.view.sceneBoundingRect()).boundingRect()
    assert [name.words for name in chart.layer.names] == ["Run 1", "Run 2"]
    for name, line in zip(chart.layer.names, chart._lines.values(), strict=True):
        assert edge.left() + name.x + line.name_px <= chart.width()


def test_that_epochs_not_run_yet_are_shaded_only_for_a_live_run(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, live=True, planned=60))
    assert chart._marks.backdrop.band == (20, 60)
    qtbot.wait(120)
    chart.set_curves([curve(1, planned=60)], 1)
    assert chart._marks.backdrop.band is None


def test_that_the_last_of_many_updates_is_drawn(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    for epochs in range(1, 40):
        chart.set_curves([curve(1, epochs)], 1)
    assert len(chart._lines[1].curve.epochs) < 39 if 1 in chart._lines else True
    qtbot.waitUntil(lambda: 1 in chart._lines and len(chart._lines[1].curve.epochs) == 39, timeout=2000)


def test_that_many_updates_redraw_at_most_ten_times_a_second(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = shown(LossChart(theme), qtbot)
    drawn = []
    monkeypatch.setattr(LossChart, "_redraw", lambda self: drawn.append(self))
    qtbot.wait(120)
    for _ in range(50):
        chart.set_curves([curve(1)], 1)
    assert len(drawn) == 1


def test_that_the_crosshair_lists_every_run_that_has_the_epoch(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 20), curve(2, 10))
    chart.crosshair.show_at(5)
    assert [row.name for row in chart._reading(5).rows] == ["Run 1", "Run 2"]
    assert [row.name for row in chart._reading(15).rows] == ["Run 1"]
    assert chart._reading(99) is None


def test_that_the_tooltip_uses_raw_values_however_smooth_the_line(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    before = chart._reading(3).rows[0].values
    chart.set_smoothing(0.9)
    assert chart._reading(3).rows[0].values == before
    raw, _, main = chart.layer.strokes
    np.testing.assert_allclose(raw.y, np.log10(curve(1).validation))
    assert not np.allclose(main.y, raw.y)


def test_that_arrow_keys_move_the_crosshair_and_escape_takes_it_away(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chart.crosshair.x == 20
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.crosshair.x == 19
    assert chart.crosshair.card.isVisible()
    qtbot.keyClick(chart, Qt.Key.Key_Escape)
    assert chart.crosshair.x is None
    assert not chart.crosshair.card.isVisible()


def test_that_the_card_stays_inside_and_flips_at_the_right_edge(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    chart.crosshair.show_at(2)
    assert chart.crosshair.card.body.left() > chart.screen_x(2)
    chart.crosshair.show_at(20)
    assert chart.crosshair.card.body.right() < chart.screen_x(20)


def test_that_a_logarithmic_chart_survives_zeros_and_infinities(theme: Theme, qtbot: QtBot) -> None:
    broken = RunCurve(
        3,
        "Run 3",
        0,
        np.arange(1.0, 5.0),
        np.array([1.0, 0.0, math.inf, math.nan]),
        np.array([2.0, 1.0, 1e30, math.nan]),
    )
    chart = shown(LossChart(theme), qtbot, broken, curve(1))
    for logarithmic in (True, False):
        chart.set_logarithmic(logarithmic)
        QGuiApplication.processEvents()
        assert np.isfinite(chart.view.viewRange()).all()


def test_that_zoom_stays_when_new_epochs_arrive_and_zero_resets_it(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    chart.zoom(2.0)
    zoomed = chart.view.viewRange()[0]
    qtbot.wait(120)
    chart.set_curves([curve(1, 40)], 1)
    assert chart.view.viewRange()[0] == zoomed
    qtbot.keyClick(chart, Qt.Key.Key_0)
    assert chart.view.viewRange()[0][1] >= 40


def test_that_a_change_of_theme_changes_the_pens(qtbot: QtBot, qapp: object) -> None:
    theme = Theme("light")
    chart = shown(LossChart(theme), qtbot, curve(1))
    before = chart.layer.strokes[-1].colour.name()
    theme.set_mode("dark")
    after = chart.layer.strokes[-1].colour.name()
    assert before != after
    assert after == theme.series(0).name()


def test_that_a_run_without_validation_rows_shows_its_training_loss(theme: Theme, qtbot: QtBot) -> None:
    blind = RunCurve(1, "Run 1", 0, np.arange(1.0, 4.0), np.array([3.0, 2.0, 1.0]), np.full(3, math.nan), best_epoch=3)
    chart = shown(LossChart(theme), qtbot, blind)
    assert [stroke.dashed for stroke in chart.layer.strokes] == [False]
    assert "Training loss" in chart.accessibleDescription()
    assert [(dot.x, dot.y) for dot in chart.layer.dots] == [(3, 0.0)]  # the ring, at log10 of 1


# export


def test_that_a_chart_saves_picture_vector_and_numbers(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 3), curve(2, 2))
    for name in ("chart.png", "chart.svg", "chart.csv"):
        chart.export.save(tmp_path / name)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "chart.svg").read_bytes()
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["run", "epoch", "training loss", "validation loss"]
    assert len(rows) == 1 + 3 + 2
    assert float(rows[1][3]) == curve(1, 3).validation[0]


def test_that_a_refused_save_is_told_and_not_raised(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    with qtbot.waitSignal(chart.failed) as told:
        chart.export.save(tmp_path / "no such folder" / "chart.png")
    assert isinstance(told.args[0], EpochalError)
    assert "chart.png" in str(told.args[0])


def test_that_copy_puts_picture_and_numbers_on_the_clipboard(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 3))
    chart.export.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert mime.text().splitlines()[0] == "run\tepoch\ttraining loss\tvalidation loss"


def test_that_the_table_of_a_chart_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = FiguresModel(("epoch", "loss"), [(1, 0.5), (2, math.nan), (3, None)])
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert model.data(model.index(1, 1)) == "–"
    assert model.data(model.index(0, 1)) == "0.5"


# evaluation charts


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


def test_that_errors_are_shares_only_where_every_actual_value_is_positive() -> None:
    found = error_shares(np.array([100.0, 200.0]), np.array([110.0, 180.0]))
    assert found is not None
    assert found == pytest.approx([0.1, -0.1])
    assert error_shares(np.array([0.0, 1.0]), np.array([1.0, 1.0])) is None


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


def test_that_moving_the_mouse_shows_the_epoch_below_it(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    place = chart.view.mapViewToScene(QPointF(7.2, -1.0))
    chart.crosshair._on_mouse((place,))
    assert chart.crosshair.x == 7
    chart.crosshair._on_mouse((QPointF(-50, -50),))
    assert chart.crosshair.x is None


@pytest.mark.parametrize(
    ("reached", "planned", "seen"),
    [
        (1, 60, 60),
        (14, 5000, 100),
        (90, 5000, 150),
        (110, 5000, 150),
        (2499, 5000, 5000),
        (800, 10_000, 1000),
        (60, 101, 101),
    ],
)
def test_that_a_long_plan_is_shown_a_round_number_ahead(reached: int, planned: int, seen: int) -> None:
    assert seen_ahead(reached, planned) == seen
