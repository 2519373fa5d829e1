"""The curves of the loss chart: what is kept on sheets looks as if drawn anew, and no more is drawn than is new."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QObject, QRect
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from widget_shown import rested

from gui.plots import sheet
from gui.plots.loss import LossChart
from gui.plots.loss_axes import all_epochs, heights, right_edge, still_fits
from gui.plots.loss_curve import Spread
from gui.plots.polyline import CHUNK, Frame, connected, course, cut_out
from gui.plots.series import RunCurve
from gui.plots.smoothing import smooth
from gui.theme import Theme

FRAME = Frame(x_px=2.0, y_px=-100.0, x_at=-2.0, y_at=50.0, width=400, height=200, ratio=1.0)


@pytest.fixture
def theme(qapp: object) -> Iterator[Theme]:
    yield Theme("light")


def run(number: int, epochs: int, noise: float = 0.05, **more: object) -> RunCurve:
    chance, at = np.random.default_rng(number), np.arange(1.0, epochs + 1)
    falling = 0.5 * np.exp(-at / (5 + number)) + 0.02
    validation, training = (falling * np.exp(chance.normal(0, noise, epochs)) for _ in range(2))
    told: dict[str, object] = {"series": number % 6, "best_epoch": int(validation.argmin()) + 1}
    return RunCurve(number, f"Run {number}", epochs=at, training=training, validation=validation, **{**told, **more})  # type: ignore[arg-type]


def cut(whole: RunCurve, epochs: int) -> RunCurve:
    """The run as it was after so many epochs."""
    short = {name: getattr(whole, name)[:epochs].copy() for name in ("epochs", "training", "validation")}
    return replace(whole, **short, best_epoch=1, live=True, planned=len(whole.epochs))


def shown(chart: LossChart, qtbot: QtBot) -> LossChart:
    chart.resize(640, 320)
    return rested(qtbot, chart)


def redraw(chart: LossChart, *curves: RunCurve, focus: int | None = None) -> None:
    """Without waiting for the chart's own limit of ten times a second."""
    chart._timer.stop()
    chart.set_curves(curves, focus)


def picture(chart: LossChart, ratio: float, *, direct: bool = False) -> NDArray[np.int64]:
    """What the chart paints on a screen with so many device pixels to one, int64 [height, width, RGB + nothing]."""
    image = QImage(chart.size() * ratio, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    chart._taken = direct
    QWidget.render(chart, image)
    chart._taken = False
    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return pixels.astype(np.int64)


def assert_same(one: NDArray[np.int64], other: NDArray[np.int64]) -> None:
    """Rounding apart: layers are blended in another order. A shifted or blurred line would differ by 100 and more."""
    assert one.shape == other.shape
    assert np.abs(one - other).max() <= 6
    assert np.abs(one - other).mean() < 0.01


@pytest.mark.parametrize(
    ("ratio", "smoothing", "epochs"),
    [(1.0, 0.0, 1000), (1.0, 0.6, 120), (1.25, 0.0, 30), (1.25, 0.6, 1000), (1.5, 0.0, 120), (2.0, 0.6, 30)],
)
def test_that_a_chart_drawn_epoch_by_epoch_looks_as_if_drawn_at_once(
    theme: Theme, qtbot: QtBot, ratio: float, smoothing: float, epochs: int
) -> None:
    chart = shown(LossChart(theme), qtbot)
    chart.set_smoothing(smoothing)
    ended, growing = run(1, epochs), run(2, epochs)
    for reached in np.linspace(2, epochs * 0.9, 8).astype(int):
        redraw(chart, ended, cut(growing, int(reached)), focus=2)
        picture(chart, ratio)
    assert len(np.unique(picture(chart, ratio).reshape(-1, 4), axis=0)) > 20  # there is something to see
    assert_same(picture(chart, ratio), picture(chart, ratio, direct=True))


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_that_zoom_size_theme_focus_and_scale_are_never_drawn_from_an_old_sheet(qtbot: QtBot, mode: str) -> None:
    theme = Theme("dark" if mode == "light" else "light")
    chart = shown(LossChart(theme), qtbot)
    one, two = run(1, 80), cut(run(2, 80), 40)
    steps = [
        lambda: redraw(chart, one, two, focus=1),
        lambda: chart.zoom(2.0),
        lambda: chart.view.translateBy(x=7),
        lambda: redraw(chart, one, two, focus=2),
        lambda: chart.reset(),
        lambda: chart.set_logarithmic(False),
        lambda: chart.set_smoothing(0.5),
        lambda: chart.resize(500, 260),
        lambda: theme.set_mode(mode),  # type: ignore[arg-type]
        lambda: redraw(chart, one),
        lambda: redraw(chart, replace(one, series=4), two),
    ]
    for step in steps:
        step()
        QGuiApplication.processEvents()
        assert_same(picture(chart, 1.0), picture(chart, 1.0, direct=True))


def test_that_a_new_epoch_draws_only_itself(theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    chart = shown(LossChart(theme), qtbot)
    ended, growing = [run(number, 600) for number in (1, 2, 3)], run(4, 600)
    drawn: list[int] = []
    draw = sheet.draw

    def counted(painter: object, stroke: object, found: sheet.Course, *more: object) -> None:
        first, last = (*more[1:], 0, None)[:2]  # type: ignore[misc]
        drawn.append((len(found.ends) if last is None else last) - first)  # type: ignore[operator]
        draw(painter, stroke, found, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(sheet, "draw", counted)
    redraw(chart, *ended, cut(growing, 400), focus=4)
    picture(chart, 1.0)
    assert sum(drawn) > 8 * 390  # everything
    for reached in range(401, 430):
        drawn.clear()
        redraw(chart, *ended, cut(growing, reached), focus=4)
        picture(chart, 1.0)
        assert sum(drawn) <= 2 * 3 * CHUNK  # the chunk that is not full, of training and validation
    drawn.clear()
    picture(chart, 1.0)  # the mouse moved, say
    assert sum(drawn) <= 2 * CHUNK


class Painted(QObject):
    """Where a chart paints from now on."""

    def __init__(self, chart: LossChart) -> None:
        super().__init__(chart)
        self.areas: list[QRect] = []
        chart.viewport().installEventFilter(self)

    def eventFilter(self, _of: QObject, event: QEvent) -> bool:
        if isinstance(event, QPaintEvent):
            self.areas.append(event.region().boundingRect())
        return False


def screen(chart: LossChart) -> NDArray[np.int64]:
    """What the window shows, from what was painted so far."""
    QGuiApplication.processEvents()
    store = chart.screen().grabWindow(chart.winId()).toImage().convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(store.constBits(), np.uint8).reshape(store.height(), store.width(), 4).astype(np.int64)


@pytest.mark.parametrize("smoothing", [0.0, 0.6])
def test_that_a_new_epoch_repaints_a_strip_and_leaves_nothing_old(theme: Theme, qtbot: QtBot, smoothing: float) -> None:
    chart = shown(LossChart(theme), qtbot)
    chart.set_smoothing(smoothing)
    ended, growing = run(1, 700), run(2, 700)
    redraw(chart, ended, cut(growing, 400), focus=2)
    screen(chart)
    asked = Painted(chart)
    for reached in (401, 402, 407, 440):
        asked.areas.clear()
        redraw(chart, ended, cut(growing, reached), focus=2)
        QGuiApplication.processEvents()
        assert asked.areas
        assert max(each.width() for each in asked.areas) < chart.width() / 3
    by_parts = screen(chart)
    chart.viewport().repaint()
    assert_same(by_parts, screen(chart))


def test_that_another_range_and_the_first_curves_are_painted_once(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    asked = Painted(chart)
    steps = [
        lambda: redraw(chart, run(1, 80), cut(run(2, 80), 40)),
        lambda: chart.zoom(2.0),
        lambda: chart.reset(),
        lambda: redraw(chart, replace(run(1, 80), validation=run(1, 80).validation / 100)),  # wider numbers at the left
    ]
    for step in steps:
        asked.areas.clear()
        step()
        for _ in range(3):
            QGuiApplication.processEvents()
        assert len(asked.areas) == 1


def test_that_what_does_not_only_grow_is_repainted_whole(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    one, two = run(1, 80), cut(run(2, 80), 40)
    other = replace(two, validation=two.validation * 1.02)  # as long, but another course
    for curves in ((one, two), (one, other), (replace(one, series=3), other), (other,), (one, other)):
        redraw(chart, *curves, focus=2)
        by_parts = screen(chart)
        chart.viewport().repaint()
        assert_same(by_parts, screen(chart))


def test_that_a_chart_can_be_resized_and_dressed_while_curves_wait(qtbot: QtBot) -> None:
    theme = Theme("light")
    chart = shown(LossChart(theme), qtbot)
    chart.set_curves([run(1, 20)], 1)
    chart.set_curves([run(2, 20), cut(run(3, 20), 5)], 3)  # within a tenth of a second
    chart.resize(500, 300)
    theme.set_mode("dark")
    picture(chart, 1.0)
    assert [name.words for name in chart.layer.names] == ["Run 1"]
    qtbot.waitUntil(lambda: [name.words for name in chart.layer.names] == ["Run 2", "Run 3"])


def test_that_names_follow_the_theme(qtbot: QtBot) -> None:
    theme = Theme("light")
    chart = shown(LossChart(theme), qtbot)
    redraw(chart, run(1, 20), run(2, 30), focus=1)
    assert [name.colour for name in chart.layer.names] == [theme.series(1, words=True), theme.series(2, words=True)]
    theme.set_mode("dark")
    assert [name.colour for name in chart.layer.names] == [theme.series(1, words=True), theme.series(2, words=True)]


def test_that_muted_runs_are_named_on_hover_only(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    runs = [run(number, 20, series=number if number < 6 else None) for number in range(9)]
    redraw(chart, *runs, focus=7)
    assert [name.words for name in chart.layer.names] == [f"Run {number}" for number in (0, 1, 2, 3, 4, 5, 7)]
    assert "Run 8" in [row.name for row in chart._reading(20.0).rows]


def test_that_the_axes_stay_while_a_run_grows(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    ended, growing = run(1, 60), run(2, 60, noise=0.0)
    ranges = set()
    for reached in range(30, 61):
        redraw(chart, ended, cut(growing, reached), focus=2)
        ranges.add(str(chart.view.viewRange()))
    assert len(ranges) == 1
    for name, line in zip(chart.layer.names, chart._lines.values(), strict=True):
        assert name.x + line.name_px <= chart.view.size().width()


def test_that_a_taken_picture_holds_paths_and_not_a_sheet(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    redraw(chart, run(1, 50), cut(run(2, 50), 20), focus=2)
    picture(chart, 1.0)
    svg = chart.export.svg().decode()
    assert "<image" not in svg
    assert svg.count("<polyline") + svg.count("<path") >= 4
    assert "Run 2" in svg


def test_that_a_vector_picture_of_a_part_keeps_within_the_axes(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    redraw(chart, run(1, 60), cut(run(2, 60), 40), focus=2)
    chart.zoom(2.3)
    svg = chart.export.svg()
    image = QImage(chart.size(), QImage.Format.Format_RGB32)
    image.fill(theme.colour("canvas"))
    painter = QPainter(image)
    QSvgRenderer(svg).render(painter)
    painter.end()
    right = chart.mapFromScene(chart.view.sceneBoundingRect()).boundingRect().right()
    ground = image.pixel(image.width() - 1, 0)
    assert all(image.pixel(x, y) == ground for x in range(right + 3, image.width()) for y in range(chart.height() - 40))


# polyline


def test_that_lines_are_cut_at_the_edges_of_the_sheet() -> None:
    ends = np.array(
        [[-10, 10, 10, 30], [390, 100, 410, 100], [5, -5, 5, 205], [-5, 5, -1, 9], [3, 4, 5, 6], [7, -9, 9, -9]], float
    )
    wanted = [[0, 20, 10, 30], [390, 100, 400, 100], [5, 0, 5, 200], [3, 4, 5, 6]]
    np.testing.assert_allclose(cut_out(ends, FRAME), wanted)


def test_that_a_course_leaves_gaps_out() -> None:
    x, y = np.arange(1.0, 6.0), np.array([0.0, 0.1, np.nan, 0.2, 0.3])
    found = course(x, y, FRAME, dashed=False)
    np.testing.assert_allclose(found.ends, [[0, 50, 2, 40], [6, 30, 8, 20]], atol=1e-9)
    across, down, connect = connected(found.ends)
    assert len(across) == len(down) == 4
    assert list(connect[:-1]) == [1, 0, 1]


def test_that_dashes_are_as_long_as_the_gaps_and_go_on_around_corners() -> None:
    far = Frame(x_px=20.0, y_px=-100.0, x_at=-20.0, y_at=50.0, width=400, height=200, ratio=1.0)
    x, y = np.arange(1.0, 11.0), np.array([0.0, 0.3] * 5)
    found = course(x, y, far, dashed=True)
    dashes = found.pieces(0, len(found.ends), 5.0, 0.0)
    length = np.hypot(dashes[:, 2] - dashes[:, 0], dashes[:, 3] - dashes[:, 1])
    whole = np.hypot(found.ends[:, 2] - found.ends[:, 0], found.ends[:, 3] - found.ends[:, 1]).sum()
    assert length.sum() == pytest.approx(whole / 2, abs=5)
    assert length.max() == pytest.approx(5.0)
    _, _, connect = connected(dashes)
    assert (connect[:-1] == 0).sum() == pytest.approx(whole / 10, abs=1)


def test_that_ten_thousand_points_keep_every_peak_and_few_lines() -> None:
    chance = np.random.default_rng(0)
    x, y = np.arange(1.0, 10_001.0), chance.normal(0, 0.1, 10_000)
    near = Frame(x_px=0.04, y_px=-100.0, x_at=-0.04, y_at=100.0, width=400, height=200, ratio=1.0)
    found = course(x, y, near, dashed=False)
    assert len(found.ends) <= 2 * 401
    heights_px = found.ends[:, [1, 3]]
    assert heights_px.min() == pytest.approx(100 - 100 * y.max())
    assert heights_px.max() == pytest.approx(100 - 100 * y.min())


@pytest.mark.parametrize("x_px", [0.04, 0.8, 6.0])
@pytest.mark.parametrize("dashed", [False, True])
def test_that_a_curve_that_grows_keeps_what_is_settled(x_px: float, dashed: bool) -> None:
    chance = np.random.default_rng(1)
    y = chance.normal(0, 0.1, 3000)
    y[70] = np.nan
    frame = Frame(x_px=x_px, y_px=-100.0, x_at=-x_px, y_at=100.0, width=400, height=200, ratio=1.0)
    before = course(np.arange(1.0, 401.0), y[:400], frame, dashed=dashed)
    for length in (401, 431, 470, 1800, 3000):
        after = course(np.arange(1.0, length + 1), y[:length], frame, dashed=dashed)
        kept = before.settled
        assert after.settled >= kept
        assert kept % CHUNK == 0
        np.testing.assert_array_equal(after.ends[:kept], before.ends[:kept])
        np.testing.assert_array_equal(after.rough[: kept // CHUNK], before.rough[: kept // CHUNK])
        if dashed:
            np.testing.assert_array_equal(after.pieces(0, kept, 4.0, 1.0), before.pieces(0, kept, 4.0, 1.0))
        before = after


def test_that_a_runaway_loss_stays_within_what_a_painter_takes() -> None:
    found = course(np.arange(1.0, 4.0), np.array([1.0, 1e30, 1.0]), FRAME, dashed=True)
    assert np.abs(found.ends).max() < 32_767
    assert len(found.pieces(0, 2, 4.0, 1.0)) < 10_000


# axes


def test_that_heights_leave_out_a_run_that_ran_away() -> None:
    near, far = Spread(0.01, 0.02, 0.5), Spread(1e20, 1e25, 1e30)
    assert heights([near, near, far], log=True) == heights([near, near], log=True)
    assert heights([near, far], log=True) == heights([far, near], log=True) == heights([near], log=True)
    assert heights([], log=False) == (0.0, 1.0)
    assert heights([near], log=False)[0] == 0.0


def test_that_heights_are_kept_until_a_loss_leaves_them() -> None:
    assert still_fits((0.0, 10.0), (0.1, 9.9))
    assert not still_fits((0.0, 10.0), (-1.0, 9.9))
    assert not still_fits((0.0, 10.0), (0.0, 4.0))


def test_that_there_is_room_for_every_name() -> None:
    edge = right_edge(0.0, 100.0, 500.0, [(100.0, 50.0), (40.0, 50.0)])
    assert (edge - 100.0) / edge * 500 == pytest.approx(50.0)


def test_that_all_epochs_are_the_union() -> None:
    assert list(all_epochs([np.array([1.0, 2.0]), np.array([1.0, 2.0, 3.0])])) == [1, 2, 3]
    assert list(all_epochs([np.array([1.0, 4.0]), np.array([1.0, 2.0, 3.0])])) == [1, 2, 3, 4]
    assert len(all_epochs([])) == 0


def test_that_smoothing_by_doubling_is_the_moving_average() -> None:
    chance = np.random.default_rng(2)
    values = chance.lognormal(0, 1, 3000)
    for weight in (0.1, 0.6, 0.95):
        average, told = 0.0, []
        for step, value in enumerate(values, start=1):
            average = weight * average + (1 - weight) * value
            told.append(average / (1 - weight**step))
        np.testing.assert_allclose(smooth(values, weight), told, rtol=1e-12)
        np.testing.assert_array_equal(smooth(values[:700], weight), smooth(values, weight)[:700])
