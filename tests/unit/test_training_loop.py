"""The loop: its events, its endings, and that neither pauses nor slices change a bit."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest
from networks import example
from sklearn.linear_model import LinearRegression, LogisticRegression

import core.training.loop as loop
from core.base.errors import EpochalError
from core.nn.forward import predict
from core.nn.initialisers import initial_weights
from core.nn.layout import digest
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.training.constant import constant_loss
from core.training.events import (
    Compiling,
    EpochDone,
    Improved,
    RunFinished,
    RunWarned,
    Started,
    StepsDone,
    StopReason,
    TrainingEvent,
)
from core.training.loop import TrainingData, train
from core.training.plan import make_plan
from core.training.settings import settings_from

STEPS_OF_TWO_EPOCHS = [(epoch, step) for epoch in (1, 2) for step in (1, 2, 3, 4)]
SPEC = NetworkSpec(6, (16, 8), 1, "relu", Head.LINEAR)


def plan_for(spec=SPEC, rows=300, seed=0, threads=1, **texts):
    texts = {"layers": ",".join(map(str, spec.hidden)) or "none", "activation": spec.activation} | texts
    return make_plan(settings_from("balanced", texts), spec.head, spec.inputs, spec.outputs, rows, seed, threads)


def data_for(spec=SPEC, rows=300, validation=100):
    x, y = example(spec, rows + validation)
    if not validation:
        return TrainingData(Part(x, y))
    return TrainingData(Part(x[:rows], y[:rows]), Part(x[rows:], y[rows:]))


def of(events, kind):
    return [event for event in events if isinstance(event, kind)]


def test_that_a_run_tells_its_story_in_order() -> None:
    events = [event for event in train(plan_for(epochs="5"), data_for()) if not isinstance(event, Compiling)]
    assert isinstance(events[0], Started)
    assert (events[0].rows_train, events[0].rows_validation, events[0].parameters) == (300, 100, SPEC.parameters)
    assert (events[0].epochs, events[0].steps_per_epoch) == (5, 5)
    assert [event.epoch for event in of(events, EpochDone)] == [1, 2, 3, 4, 5]
    assert isinstance(events[-1], RunFinished)
    assert events[-1].reason is StopReason.ALL_EPOCHS
    assert all(isinstance(event, get_args(TrainingEvent)) for event in events)
    times = [event.elapsed_s for event in of(events, EpochDone)]
    assert times == sorted(times)


def test_that_the_best_epochs_weights_are_kept() -> None:
    data = data_for()
    events = list(train(plan_for(epochs="60", patience="0", learning_rate="0.02"), data))
    done, end = of(events, EpochDone), events[-1]
    losses = [event.validation_loss for event in done]
    assert end.best_epoch == int(np.argmin(losses)) + 1 < 60, "the example overfits"
    assert [event.epoch for event in of(events, Improved)][-1] == end.best_epoch
    assert np.array_equal(of(events, Improved)[-1].weights, end.weights)
    assert end.digest == digest(SPEC, end.weights)
    error = predict(SPEC, end.weights, data.validation.x)[:, 0].astype(np.float64) - data.validation.y[:, 0]
    assert np.mean(error**2) == pytest.approx(min(losses), rel=1e-5)


def test_that_early_stopping_waits_for_patience() -> None:
    events = list(train(plan_for(epochs="500", patience="7", learning_rate="0.02"), data_for()))
    end = events[-1]
    assert end.reason is StopReason.EARLY_STOPPING
    assert end.epochs == end.best_epoch + 7 < 500


def test_that_overfitting_is_said() -> None:
    events = list(train(plan_for(epochs="200", patience="0", learning_rate="0.02"), data_for()))
    assert "training.overfitting" in [event.notice.code for event in of(events, RunWarned)]
    assert all(str(event.notice) for event in of(events, RunWarned))


def test_that_no_learning_is_said() -> None:
    events = list(train(plan_for(epochs="20", learning_rate="0.00000001"), data_for()))
    assert [event.notice.code for event in of(events, RunWarned)] == ["training.no_learning"]


def test_that_weights_in_events_are_read_only_copies() -> None:
    events = list(train(plan_for(epochs="10"), data_for()))
    kept = [event.weights for event in of(events, Improved)]
    assert not any(weights.flags.writeable for weights in kept)
    assert not np.shares_memory(kept[0], kept[1])
    assert not np.array_equal(kept[0], kept[1])


@pytest.mark.parametrize("validation", [0, 100])
def test_that_pauses_threads_and_slices_change_no_bit(validation, monkeypatch) -> None:
    data = data_for(validation=validation)
    ends = []
    for threads, slice_s in ((1, 0.05), (2, 0.05), (2, 1e-9), (1, 10.0)):
        monkeypatch.setattr(loop, "SLICE_S", slice_s)
        events = list(train(plan_for(epochs="12", threads=threads), data))
        ends.append((events[-1].digest, [(e.epoch, e.training_loss, e.validation_loss) for e in of(events, EpochDone)]))
    assert all(end == ends[0] for end in ends)


def test_that_short_slices_report_steps(monkeypatch) -> None:
    monkeypatch.setattr(loop, "SLICE_S", 1e-9)
    steps = of(train(plan_for(epochs="2"), data_for()), StepsDone)
    assert [(event.epoch, event.step) for event in steps if event.step < 5] == STEPS_OF_TWO_EPOCHS
    assert all(event.steps == 5 for event in steps)


@pytest.mark.parametrize("pulled", [1, 2, 3, 9])
def test_that_closing_at_any_time_is_clean_and_leaves_the_lane_free(pulled) -> None:
    events = train(plan_for(epochs="50"), data_for())
    for _ in range(pulled):
        next(events)
    events.close()
    with pytest.raises(StopIteration):
        next(events)
    assert isinstance(list(train(plan_for(epochs="1"), data_for()))[-1], RunFinished)


def test_that_without_validation_all_epochs_run_and_the_last_weights_are_kept() -> None:
    events = list(train(plan_for(epochs="40", patience="2"), data_for(validation=0)))
    done, end = of(events, EpochDone), events[-1]
    assert len(done) == 40
    assert {event.validation_loss for event in done} == {None}
    assert (end.reason, end.best_epoch, end.epochs) == (StopReason.ALL_EPOCHS, 40, 40)
    assert of(events, Improved)[-1].epoch == 40


def test_that_tiny_epochs_run_many_at_a_time_with_the_losses_of_single_ones(monkeypatch) -> None:
    plan, data = plan_for(epochs="100", batch_size="all"), data_for(rows=50, validation=0)
    together = list(train(replace(plan, batch_size=50), data))
    monkeypatch.setattr(loop, "SLICE_S", 1e-9)
    alone = list(train(replace(plan, batch_size=50), data))
    assert len(of(together, Improved)) < 20 < len(of(alone, Improved)) == 100
    losses = [[event.training_loss for event in of(events, EpochDone)] for events in (together, alone)]
    assert losses[0] == losses[1]


@pytest.mark.parametrize("validation", [0, 100])
def test_that_divergence_stops_with_a_notice_and_keeps_finite_weights(validation) -> None:
    texts = {"optimiser": "gradient_descent", "learning_rate": "1.5", "epochs": "3000", "patience": "0"}
    spec = NetworkSpec(6, (), 1, "relu", Head.LINEAR)
    events = list(train(plan_for(spec, **texts), data_for(spec, validation=validation)))
    end, notice = events[-1], of(events, RunWarned)[-1].notice
    assert end.reason is StopReason.DIVERGED
    assert np.isfinite(end.weights).all()
    assert 0 < end.best_epoch < end.epochs
    assert notice.code == "training.diverged"
    assert "1.5" in str(notice)
    kept = {event.epoch: event.weights for event in of(events, Improved)}
    assert np.array_equal(end.weights, kept[end.best_epoch])
    losses = [event.training_loss if validation == 0 else event.validation_loss for event in of(events, EpochDone)]
    assert losses[end.best_epoch - 1] == min(losses[epoch - 1] for epoch in kept)
    assert all(np.isfinite(event.training_loss) for event in of(events, EpochDone))


def test_that_divergence_before_the_first_epoch_keeps_the_start_and_says_so() -> None:
    data = data_for()
    data.training.x[7, 3] = np.nan
    events = list(train(plan_for(seed=5), data))
    end = events[-1]
    assert (end.reason, end.best_epoch) == (StopReason.DIVERGED, 0)
    assert np.array_equal(end.weights, initial_weights(SPEC, 5))
    assert [event.notice.code for event in of(events, RunWarned)] == ["training.diverged_at_once"]
    assert not of(events, Improved)


def test_that_a_bad_validation_row_diverges_too() -> None:
    data = data_for()
    data.validation.y[3] = np.inf
    assert list(train(plan_for(), data))[-1].reason is StopReason.DIVERGED


def test_that_a_constant_target_trains_quietly() -> None:
    x, y = example(SPEC, 100)
    events = list(train(plan_for(rows=100, epochs="30"), TrainingData(Part(x, np.zeros_like(y)))))
    assert events[-1].reason is StopReason.ALL_EPOCHS
    assert not of(events, RunWarned)


def test_that_no_hidden_layers_and_full_batches_reach_linear_regression() -> None:
    random = np.random.default_rng(42)
    area = random.uniform(0, 1, 400).astype(np.float32)
    price = (0.7 * area + 0.1 + 0.08 * random.standard_normal(400)).astype(np.float32)
    x, y = area[:320, None], price[:320]
    spec = NetworkSpec(1, (), 1, "relu", Head.LINEAR)
    texts = {"optimiser": "gradient_descent", "batch_size": "all", "learning_rate": "0.5", "epochs": "2000"}
    end = list(train(plan_for(spec, rows=320, **texts), TrainingData(Part(x, y))))[-1]
    exact = LinearRegression().fit(x, y).predict(area[320:, None])
    found = predict(spec, end.weights, area[320:, None])[:, 0]
    assert np.mean((found - price[320:]) ** 2) == pytest.approx(np.mean((exact - price[320:]) ** 2), rel=1e-3)


@pytest.mark.parametrize(("head", "outputs"), [(Head.SIGMOID, 1), (Head.SOFTMAX, 3)])
def test_that_no_hidden_layers_reach_logistic_regression(head, outputs) -> None:
    spec = NetworkSpec(4, (), outputs, "relu", head)
    x, y = example(spec, 500)
    texts = {"optimiser": "gradient_descent", "batch_size": "all", "learning_rate": "1", "epochs": "5000"}
    end = list(train(plan_for(spec, rows=500, **texts), TrainingData(Part(x, y))))[-1]
    exact = LogisticRegression(C=np.inf, max_iter=5000, tol=1e-8).fit(x, y).predict_proba(x)
    found = predict(spec, end.weights, x)
    assert np.abs(found - (exact[:, 1:] if head is Head.SIGMOID else exact)).max() < 2e-3


def test_that_a_plan_refuses_losses_rows_and_columns_that_do_not_fit() -> None:
    for head, text, code in (
        (Head.LINEAR, "cross_entropy", "training.loss_needs_classes"),
        (Head.SIGMOID, "mse", "training.loss_needs_numbers"),
    ):
        with pytest.raises(EpochalError) as caught:
            make_plan(settings_from("quick", {"loss": text}), head, 3, 1, 10, 0, 1)
        assert caught.value.code == code
        assert str(caught.value)
    for inputs, rows, code in ((0, 10, "training.no_features"), (3, 0, "training.no_rows")):
        with pytest.raises(EpochalError) as caught:
            make_plan(settings_from("quick", {}), Head.LINEAR, inputs, 1, rows, 0, 1)
        assert caught.value.code == code


def test_that_a_network_which_no_usual_computer_holds_is_refused_before_it_takes_memory() -> None:
    wide, widest = (settings_from("quick", {"layers": ",".join(["8192"] * depth)}) for depth in (4, 16))
    assert make_plan(wide, Head.LINEAR, 100, 1, 1000, 0, 1).spec.hidden == wide.layers
    with pytest.raises(EpochalError) as caught:
        make_plan(widest, Head.LINEAR, 100, 1, 1000, 0, 1)
    assert (caught.value.code, caught.value.place.setting) == ("training.network_too_large", "layers")
    assert "1,007," in str(caught.value) and "34 GB" in str(caught.value)


def test_that_a_batch_is_never_longer_than_the_rows() -> None:
    assert plan_for(rows=20, batch_size="64").batch_size == 20
    assert plan_for(rows=20, batch_size="all").batch_size == 20


def of_targets(*values: float, weights: list[float] | None = None) -> Part:
    y = np.array(values, np.float32)
    return Part(y[:, None], y, None if weights is None else np.array(weights, np.float32))


def test_that_the_constant_answer_is_judged_on_validation_rows() -> None:
    numbers, others = of_targets(0, 2), of_targets(3, 5)
    assert constant_loss("mse", numbers) == 1.0
    assert constant_loss("mse", numbers, others) == (4.0 + 16.0) / 2
    classes = of_targets(0, 0, 0, 1)
    assert constant_loss("cross_entropy", classes) == pytest.approx(-0.75 * np.log(0.75) - 0.25 * np.log(0.25))
    assert constant_loss("cross_entropy", classes, of_targets(1)) == pytest.approx(-np.log(0.25))
    assert constant_loss("cross_entropy", classes, of_targets(2)) == 0.0, "nobody knew of that class"
    gap = of_targets(0, 2)
    assert constant_loss("cross_entropy", gap, classes) == 0.0
    assert constant_loss("cross_entropy", gap, gap) == pytest.approx(np.log(2))
    weighed = of_targets(0, 6, weights=[1.5, 0.5])
    assert constant_loss("mse", weighed) == pytest.approx((1.5 * 1.5**2 + 0.5 * 4.5**2) / 2)
    assert constant_loss("cross_entropy", of_targets(0, 1, weights=[1.5, 0.5])) == pytest.approx(
        -0.75 * np.log(0.75) - 0.25 * np.log(0.25)
    )
