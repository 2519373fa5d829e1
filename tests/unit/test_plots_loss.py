"""The loss chart: what it shows, marks, tells and reads."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from gui.plots.loss import LossChart
from gui.plots.series import RunCurve
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


def rested(chart: LossChart, qtbot: QtBot) -> None:
    """Until the next curves are drawn at once."""
    qtbot.waitUntil(lambda: not chart._timer.isActive())


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
    rested(chart, qtbot)
    chart.set_curves([curve(1, planned=60)], 1)
    assert chart._marks.backdrop.band is None


def test_that_the_last_of_many_updates_is_drawn(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot)
    rested(chart, qtbot)
    for epochs in range(1, 40):
        chart.set_curves([curve(1, epochs)], 1)
    assert len(chart._lines[1].curve.epochs) == 1
    qtbot.waitUntil(lambda: len(chart._lines[1].curve.epochs) == 39)


def test_that_many_updates_redraw_at_most_ten_times_a_second(
    theme: Theme, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    chart = shown(LossChart(theme), qtbot)
    drawn = []
    monkeypatch.setattr(LossChart, "_redraw", lambda self: drawn.append(self))
    rested(chart, qtbot)
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


def test_that_the_card_never_covers_the_words_of_the_best_epoch(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(epochs=60, best_epoch=30))
    words = chart._marks.best_words
    named = chart.mapFromScene(words.mapRectToScene(words.boundingRect())).boundingRect()
    assert words.isVisible() and not named.isEmpty()
    for epoch in range(1, 61):
        chart.crosshair.show_at(float(epoch))
        assert not chart.crosshair.card.body.intersects(named)
        assert chart.viewport().rect().contains(chart.crosshair.card.body)


def test_that_the_name_of_a_run_that_ran_away_is_clear_of_the_words_of_its_best_epoch(
    theme: Theme, qtbot: QtBot
) -> None:
    away = RunCurve(2, "Run 2", 1, np.array([1.0]), np.array([5e34]), np.array([5e34]), 1)
    chart = shown(LossChart(theme), qtbot, curve(1, 60), away, focus=2)
    (name,) = [each for each in chart.layer.names if each.words == "Run 2"]
    words = chart._marks.best_words
    upper_words = chart.view.mapFromItem(words, words.boundingRect()).boundingRect()
    assert words.isVisible() and upper_words.center().y() + 11 < name.y < 60, "a row of 12 px further down"


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
    rested(chart, qtbot)
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


def test_that_moving_the_mouse_shows_the_epoch_below_it(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    place = chart.view.mapViewToScene(QPointF(7.2, -1.0))
    chart.crosshair._on_mouse((place,))
    assert chart.crosshair.x == 7
    chart.crosshair._on_mouse((QPointF(-50, -50),))
    assert chart.crosshair.x is None
