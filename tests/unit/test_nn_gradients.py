"""Gradients: the float64 twin against finite differences, and the kernel against the twin."""

from __future__ import annotations

import naive
import numpy as np
import pytest
from networks import example, kernel_gradient, some_weights

from core.nn.spec import ACTIVATIONS, Head, NetworkSpec

HEADS = [(Head.LINEAR, 1), (Head.LINEAR, 3), (Head.SIGMOID, 1), (Head.SOFTMAX, 4)]
DEPTHS = [(), (7,), (9, 6), (5, 17, 4)]


@pytest.mark.parametrize(("head", "outputs"), HEADS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", DEPTHS[:3])
def test_that_the_twins_gradient_is_the_slope_of_its_loss(head, outputs, activation, hidden) -> None:
    spec = NetworkSpec(3, hidden, outputs, activation, head)
    x, y = example(spec, 11)
    weights = some_weights(spec).astype(np.float64)
    exact, found = naive.gradient(spec, weights, x, y), naive.finite_differences(spec, weights, x, y)
    assert np.abs(exact - found).max() < 1e-6 * max(1.0, np.abs(exact).max())


@pytest.mark.parametrize(("head", "outputs"), HEADS)
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("hidden", DEPTHS)
def test_that_the_kernels_gradient_and_loss_are_the_twins(head, outputs, activation, hidden) -> None:
    spec = NetworkSpec(6, hidden, outputs, activation, head)
    x, y = example(spec, 45)
    weights = some_weights(spec)
    found, loss = kernel_gradient(spec, weights, x, y)
    exact = naive.gradient(spec, weights, x, y)
    assert loss == pytest.approx(naive.loss(spec, weights, x, y), rel=1e-5)
    assert np.abs(found - exact).max() < 1e-5 * np.abs(exact).max()


@pytest.mark.parametrize(
    ("inputs", "hidden", "outputs", "rows"),
    [(1, (), 1, 1), (200, (300,), 1, 700), (16, (64, 64), 12, 1030), (33, (129, 1, 40), 17, 97)],
)
def test_that_wide_deep_and_many_rows_change_nothing(inputs, hidden, outputs, rows) -> None:
    spec = NetworkSpec(inputs, hidden, outputs, "tanh", Head.LINEAR)
    x, y = example(spec, rows)
    weights = some_weights(spec)
    found, loss = kernel_gradient(spec, weights, x, y)
    exact = naive.gradient(spec, weights, x, y)
    assert loss == pytest.approx(naive.loss(spec, weights, x, y), rel=1e-5)
    assert np.abs(found - exact).max() < 1e-5 * np.abs(exact).max()


def test_that_a_long_batch_sums_accurately() -> None:
    spec = NetworkSpec(2, (), 1, "relu", Head.LINEAR)
    x, y = example(spec, 60_000)
    x, y = x + np.float32(3.0), y + np.float32(5.0)  # all terms of one sign: naive float32 sums would drift
    weights = np.zeros(spec.parameters, np.float32)
    found, _ = kernel_gradient(spec, weights, x, y)
    assert np.allclose(found, naive.gradient(spec, weights, x, y), rtol=2e-5)


@pytest.mark.parametrize("head", [Head.SIGMOID, Head.SOFTMAX])
def test_that_cross_entropy_is_stable_for_huge_logits(head) -> None:
    spec = NetworkSpec(1, (), 1 if head is Head.SIGMOID else 2, "relu", head)
    weights = np.array([1e4, 0.0] if head is Head.SIGMOID else [1e4, -1e4, 0.0, 0.0], np.float32)
    x, y = np.array([[1.0], [-1.0], [1.0]], np.float32), np.array([0, 1, 1], np.float32)
    if head is Head.SOFTMAX:
        y = 1 - y
    gradient, loss = kernel_gradient(spec, weights, x, y)
    assert loss == pytest.approx(naive.loss(spec, weights, x, y), rel=1e-6)
    assert np.isfinite(gradient).all()


@pytest.mark.parametrize(("head", "outputs"), HEADS)
@pytest.mark.parametrize("where", ["input", "target", "weight"])
def test_that_no_nan_slips_through(head, outputs, where) -> None:
    spec = NetworkSpec(4, (8,), outputs, "relu", head)
    x, y = example(spec, 40)
    weights = some_weights(spec)
    {"input": x.ravel(), "target": y.ravel(), "weight": weights}[where][5] = np.nan
    _, loss = kernel_gradient(spec, weights, x, y)
    assert np.isnan(loss)


@pytest.mark.parametrize("label", [-1.0, 3.0, 1e9])
def test_that_a_class_which_is_not_there_makes_the_loss_undefined(label) -> None:
    spec = NetworkSpec(2, (), 3, "relu", Head.SOFTMAX)
    x, y = example(spec, 10)
    y[4] = label
    assert np.isnan(kernel_gradient(spec, some_weights(spec), x, y)[1])
