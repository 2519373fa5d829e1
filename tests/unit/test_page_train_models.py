"""Runs as the Train page sees them: models, figures, colours, losses as they grow."""

from __future__ import annotations

import numpy as np
import pytest
from run_records import record

from core.base.notices import Notice, Severity
from core.project.runs import EpochRow, RunStatus
from gui.models.run_comparison import ComparisonModel, ComparisonRole
from gui.models.run_status import RunStatusWords
from gui.models.run_view import LiveLosses, RunView, best_of, live_view, loss_arrays, run_view
from gui.models.runs import RunColumn, RunRole, RunsModel, figure_words
from gui.pages.train_kept import shown_of
from gui.pages.train_run_cells import sparkline
from gui.state.live_run import LiveRun

FIGURES = (RunColumn.FIRST, RunColumn.SECOND)


def test_that_the_best_run_is_the_lowest_validation_loss_for_this_target() -> None:
    other = record(3, validation=0.01, document={"preset": "quick", "overrides": [], "target": "depth"})
    views = [run_view(each) for each in (record(1, validation=0.2), record(2, validation=0.1), other)]
    found = best_of(views, "price")
    assert found is not None
    assert found.number == 2
    assert best_of([run_view(record(1, has_model=False))], "price") is None


def test_that_a_live_run_estimates_its_error_in_the_target_s_unit() -> None:
    live = LiveRun(number=1, task="regression", stage="training", planned_epochs=9, best_epoch=2, loss_scale=100.0)
    live.epochs = [EpochRow(1, 0.9, 0.81, 0.1), EpochRow(2, 0.5, 0.25, 0.2), EpochRow(3, 0.4, 0.36, 0.3)]
    view = live_view(record(1, status=RunStatus.TRAINING, metrics={}), live, LiveLosses())
    assert view.figure("rmse") == pytest.approx(50.0)
    assert view.figure("r2") is None
    assert view.planned == 9


def test_that_settings_of_a_later_version_do_not_hide_a_run() -> None:
    view = run_view(record(1, document={"preset": "grown", "overrides": [["members", "9"]], "target": "price"}))
    assert view.layers == ()
    assert view.rate == ""


def test_that_the_runs_model_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(1)), run_view(record(2, status=RunStatus.DIVERGED, metrics={}, has_model=False))])
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_that_the_runs_model_shows_newest_first_and_the_baseline_last(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(1, validation=0.2)), run_view(record(2, validation=0.4))], "price")
    names = [model.index(row, RunColumn.RUN).data() for row in range(model.rowCount())]
    assert names == ["2  Quick", "1  Quick", "Straight-line model"]
    assert [model.index(row, RunColumn.FIRST).data() for row in range(3)] == ["310", "310", "480"]
    assert [model.index(row, RunColumn.STATUS).data() for row in range(2)] == ["Done", "Best"]


def test_that_a_run_keeps_its_colour_when_the_project_is_opened_again(qapp: object) -> None:
    model, again = RunsModel(), RunsModel()
    runs = [run_view(record(number)) for number in (1, 2)]
    model.set_runs(runs[:1])
    model.set_runs(runs)
    assert model.shown == {1: 0, 2: 1}
    kept = [[number, series] for number, series in model.shown.items()]
    again.set_runs(runs)
    again.set_shown(shown_of(kept))
    assert again.shown == model.shown
    assert shown_of([3, "x", [4, 99], [5, None]]) == {4: None, 5: None}


def test_that_an_r2_far_below_nought_still_fits_its_tile() -> None:
    assert figure_words("r2", 0.8994) == "0.899"
    assert figure_words("r2", -0.02) == "−0.020"
    assert len(figure_words("r2", -1.3586e52)) <= 9


def test_that_classes_are_held_against_the_logistic_model(qapp: object) -> None:
    figures = {"test": {"accuracy": 0.8}, "baselines": {"linear": {"accuracy": 0.7}}}
    model = RunsModel()
    model.set_runs([run_view(record(1, task="multiclass", metrics=figures))], "price")
    assert model.index(1, RunColumn.RUN).data() == "Logistic model"


def test_that_status_never_speaks_by_colour_alone(qapp: object) -> None:
    overfits = (Notice("training.overfitting", {"epochs": 10, "best_epoch": 2}, severity=Severity.WARN),)
    records = [record(number, status=status, has_model=False) for number, status in enumerate(RunStatus, start=1)]
    model = RunsModel()
    model.set_runs([run_view(each) for each in (*records, record(9, notices=overfits, has_model=False))])
    for row in range(len(records) + 1):
        index = model.index(row, RunColumn.STATUS)
        assert index.data()
        assert index.data(RunRole.ICON)
    assert model.index(model.row_of(9), RunColumn.STATUS).data() == "Overfits"


def test_that_a_hidden_run_frees_its_colour_for_the_next(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(number)) for number in (1, 2, 3)])
    assert sorted(model.shown) == [1, 2, 3]
    colour = model.shown[2]
    model.toggle(2)
    assert 2 not in model.shown
    model.set_runs([run_view(record(number)) for number in (1, 2, 3, 4)])
    assert model.shown[4] == colour
    assert 2 not in model.shown


def test_that_the_best_three_are_of_the_target_even_with_a_loss_of_nought(qapp: object) -> None:
    model = RunsModel()
    other = record(5, validation=0.01, document={"preset": "quick", "overrides": [], "target": "depth"})
    losses = {1: 0.3, 2: 0.0, 3: 0.1, 4: 0.2}
    views = [run_view(record(number, validation=loss)) for number, loss in losses.items()]
    model.set_runs([*views, run_view(other)], "price")
    model.draw_best(3)
    assert sorted(model.shown) == [2, 3, 4]
    model.draw_best(None)
    assert sorted(model.shown) == [1, 2, 3, 4, 5]
    model.set_runs([run_view(other)], "price")
    model.draw_best(3)
    assert sorted(model.shown) == [5]


def test_that_a_new_run_keeps_the_colours_of_the_others(qapp: object) -> None:
    model = RunsModel()
    model.set_runs([run_view(record(number)) for number in (1, 2)])
    before = model.shown
    model.set_runs([run_view(record(number)) for number in (1, 2, 3)])
    assert {number: model.shown[number] for number in before} == before


def test_that_figures_are_written_as_their_kind_asks() -> None:
    assert figure_words("accuracy", 0.876) == "87.6 %"
    assert figure_words("r2", -0.0001) == "0.000"
    assert figure_words("rmse", 12345.6) == "12,300"
    assert figure_words("rmse", None) == "–"


def test_that_a_sparkline_survives_what_losses_can_be() -> None:
    from PySide6.QtCore import QRectF

    box = QRectF(0, 0, 100, 20)
    assert sparkline(np.array([np.nan, np.inf, 0.0]), box) == []
    points = sparkline(np.array([1.0, np.nan, 0.1]), box)
    assert len(points) == 3
    assert all(0 <= point.y() <= 20 for point in points)


def test_that_losses_that_hardly_fall_look_flat() -> None:
    from PySide6.QtCore import QRectF

    hardly, clearly = (sparkline(np.array(told), QRectF(0, 0, 100, 20)) for told in ([1.46, 1.459], [1.46, 0.146]))
    assert abs(hardly[0].y() - hardly[1].y()) < 0.5 and abs(hardly[0].y() - 10) < 1
    assert (clearly[0].y(), clearly[1].y()) == (0, 20)


def test_that_the_best_figure_stands_out_though_another_run_has_the_lowest_loss(qapp: object) -> None:
    def judged(number: int, validation: float, rmse: float, **more: object) -> RunView:
        figures = {"test": {"rmse": rmse, "r2": 0.98}}
        return run_view(record(number, validation=validation, metrics=figures, **more))

    model = RunsModel()
    others = judged(3, 0.5, 100.0, test_rows="b" * 64)  # on other rows: not to be held against these
    model.set_runs([judged(1, 0.2, 577.0), judged(2, 0.3, 571.0), others], "price")
    strong = [[model.index(row, column).data(RunRole.STRONG) for row in range(3)] for column in FIGURES]
    assert strong == [[False, True, False], [False, True, True]]  # newest first; of equals all
    assert model.index(2, RunColumn.STATUS).data() == "Best"


def test_that_growing_losses_are_those_made_at_once() -> None:
    rows: list[EpochRow] = []
    losses = LiveLosses()
    for epoch in range(1, 1200):
        rows.append(EpochRow(epoch, 1 / epoch, None if epoch % 7 == 0 else 2 / epoch, 0.1 * epoch))
        if epoch % 100 == 1:
            for grown, whole in zip(losses.take(rows), loss_arrays(rows), strict=True):
                np.testing.assert_array_equal(grown, whole)
    other = [EpochRow(1, 5.0, None, 0.0)]
    assert losses.take(other)[1].tolist() == [5.0]


def test_that_the_chart_looks_no_further_ahead_than_the_run_will_go() -> None:
    live = LiveRun(number=1, task="regression", stage="training", planned_epochs=400, best_epoch=10)
    live.epochs = [EpochRow(epoch, 1 / epoch, 1 / min(epoch, 10), 0.1) for epoch in range(1, 13)]
    view = live_view(record(1, status=RunStatus.TRAINING), live, LiveLosses())
    assert view.patience == 5
    assert view.horizon() == 15
    blind = live_view(record(1, document={"preset": "quick", "overrides": [["patience", "0"]]}), live, LiveLosses())
    assert blind.horizon() == 400


def test_that_the_comparison_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = ComparisonModel()
    model.set_runs([(run_view(record(1)), 0), (run_view(record(2, validation=0.2)), None)])
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert model.index(3, 2).data(ComparisonRole.STRONG)
    model.set_runs([])
    assert model.rowCount() == 0


def test_that_a_run_trains_only_when_its_data_and_the_kernels_are_ready(qapp: object) -> None:
    words = {}
    for stage in ("preparing", "compiling", "training", "judging"):
        view = live_view(record(1, status=RunStatus.TRAINING), LiveRun(number=1, stage=stage), LiveLosses())
        words[stage] = RunStatusWords().of(view, best=False)[0]
    assert words == {
        "preparing": "Preparing", "compiling": "Preparing", "training": "Training", "judging": "Judging"
    }  # fmt: skip
