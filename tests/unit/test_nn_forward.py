"""Prediction: the oracle's values, and a row's result alone."""

from __future__ import annotations

import threading

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from networks import example, some_weights, step_run

from core.nn.forward import predict
from core.nn.spec import ACTIVATIONS, Head, NetworkSpec
from core.nn.update import Update

HEADS = [(Head.LINEAR, 1), (Head.LINEAR, 3), (Head.SIGMOID, 1), (Head.SOFTMAX, 4)]


@pytest.mark.parametrize(("head", "outputs"), HEADS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", [(), (20, 9)])
def test_that_predictions_are_the_oracles(head, outputs, activation, hidden) -> None:
    spec = NetworkSpec(6, hidden, outputs, activation, head)
    x, _ = example(spec, 75)
    found = predict(spec, some_weights(spec), x)
    assert found.dtype == np.float32
    assert found.shape == (75, outputs)
    assert np.allclose(found, naive.predictions(spec, some_weights(spec), x), rtol=2e-5, atol=1e-6)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 150), st.integers(1, 150), st.sampled_from(HEADS), st.booleans())
def test_that_a_rows_prediction_does_not_depend_on_its_batch(first, count, head, wide) -> None:
    spec = NetworkSpec(7, (150, 33) if wide else (5,), head[1], "tanh", head[0])
    x, _ = example(spec, 150)
    whole = predict(spec, some_weights(spec), x)
    assert np.array_equal(predict(spec, some_weights(spec), x[first : first + count]), whole[first : first + count])


def test_that_probabilities_add_up_to_one() -> None:
    spec = NetworkSpec(6, (20,), 5, "relu", Head.SOFTMAX)
    x, _ = example(spec, 500)
    assert np.allclose(predict(spec, some_weights(spec), x * 30).sum(axis=1), 1.0, atol=1e-6)


def test_that_no_rows_give_no_predictions_and_read_only_arrays_do() -> None:
    spec = NetworkSpec(6, (20,), 1, "relu", Head.LINEAR)
    x, _ = example(spec, 10)
    weights = some_weights(spec)
    x.flags.writeable = weights.flags.writeable = False
    assert predict(spec, weights, x[:0]).shape == (0, 1)
    assert predict(spec, weights, x).shape == (10, 1)


def test_that_missing_numbers_show_in_their_row_only() -> None:
    spec = NetworkSpec(6, (20,), 1, "relu", Head.SIGMOID)
    x, _ = example(spec, 40)
    x[7, 2] = np.nan
    found = predict(spec, some_weights(spec), x)[:, 0]
    assert np.flatnonzero(np.isnan(found)).tolist() == [7]


def test_that_other_shapes_are_refused() -> None:
    spec = NetworkSpec(6, (20,), 1, "relu", Head.LINEAR)
    with pytest.raises(ValueError, match="6 inputs"):
        predict(spec, some_weights(spec), np.zeros((3, 5), np.float32))
    with pytest.raises(ValueError, match="161 weights"):
        predict(spec, some_weights(spec)[:-1], np.zeros((3, 6), np.float32))
    with pytest.raises(ValueError, match="float32"):
        predict(spec, some_weights(spec), np.zeros((3, 6)))


def test_that_other_threads_may_predict_while_a_run_trains() -> None:
    spec = NetworkSpec(30, (200, 100), 1, "relu", Head.LINEAR)
    x, y = example(spec, 1500)
    weights = some_weights(spec)
    expected, wrong = predict(spec, weights, x), []

    def predict_often() -> None:
        for _ in range(20):
            if not np.array_equal(predict(spec, weights, x), expected):
                wrong.append(1)

    others = [threading.Thread(target=predict_often) for _ in range(2)]
    for other in others:
        other.start()
    run = step_run(spec, (x, y), Update("adam", 0.001), batch=600, threads=2)
    for unit in range(30):
        run.advance(unit, unit + 1, parallel=True)
    for other in others:
        other.join()
    assert not wrong


def test_that_as_many_threads_as_come_change_no_bit() -> None:
    spec = NetworkSpec(40, (200, 200), 3, "relu", Head.SOFTMAX)
    x, _ = example(spec, 70_000)
    alone = predict(spec, some_weights(spec), x, threads=1)
    assert np.array_equal(predict(spec, some_weights(spec), x, threads=8), alone)
    assert np.array_equal(predict(spec, some_weights(spec), x[65_500:]), alone[65_500:])
    found = []
    threads = [threading.Thread(target=lambda: found.append(predict(spec, some_weights(spec), x))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 3
    assert all(np.array_equal(each, alone) for each in found)
