"""The kernels' small parts against their slow twins: order, scalar functions, products."""

from __future__ import annotations

import math

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nn.jit import helper
from core.nn.optimisers import OPTIMISER_CODES, decay, factors_of, update
from core.nn.products import add_product
from core.nn.scalars import exp32, sigmoid32, tanh32
from core.nn.shuffle import epoch_key, place_bits, rows_at, shuffle_key
from core.nn.tile import TILE_ROWS, _compiled_tile
from core.nn.update import Update

SMALLEST_NORMAL = np.finfo(np.float32).tiny


@helper
def _order(run_key, epoch, rows):  # type: ignore[no-untyped-def]
    order_key, bits = epoch_key(run_key, epoch), place_bits(rows)
    order = np.empty(rows, np.int64)
    cut = rows // 3  # in two parts, since an epoch is asked for block by block
    rows_at(0, rows, bits, order_key, order[:cut])
    rows_at(cut, rows, bits, order_key, order[cut:])
    return order


@helper
def _each(x):  # type: ignore[no-untyped-def]
    results = np.empty((3, x.size), np.float32)
    for i in range(x.size):
        results[0, i] = exp32(x[i])
        results[1, i] = sigmoid32(x[i])
        results[2, i] = tanh32(x[i])
    return results


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 300), st.integers(0, 2**63 - 1), st.integers(0, 1000))
def test_that_an_epochs_order_is_a_permutation_and_the_twins(rows: int, seed: int, epoch: int) -> None:
    order = _order(shuffle_key(seed), epoch, rows)
    assert np.array_equal(np.sort(order), np.arange(rows))
    assert np.array_equal(order, naive.epoch_order(seed, epoch, rows))


def test_that_orders_look_random() -> None:
    rows, epochs = 37, 4000
    orders = np.array([_order(shuffle_key(5), epoch, rows) for epoch in range(epochs)])
    counts = np.array([np.bincount(orders[:, place], minlength=rows) for place in range(rows)])
    expected = epochs / rows
    chi_squared = ((counts - expected) ** 2 / expected).sum()
    freedom = (rows - 1) ** 2
    assert abs(chi_squared - freedom) < 5 * math.sqrt(2 * freedom), "each row comes at each place equally often"
    neighbours = (np.diff(orders, axis=1) == 1).mean()
    assert neighbours == pytest.approx(1 / rows, rel=0.1), "rows that were together don't stay together"


def test_that_seeds_and_epochs_give_other_orders() -> None:
    orders = [_order(shuffle_key(seed), epoch, 200) for seed in (0, 1) for epoch in (0, 1)]
    for i, order in enumerate(orders):
        for other in orders[:i]:
            assert (order == other).mean() < 0.1


def test_that_exp_sigmoid_and_tanh_are_right_to_a_few_units_in_the_last_place() -> None:
    x = np.concatenate([np.linspace(-86, 86, 40_001), np.linspace(-2, 2, 40_001)]).astype(np.float32)
    wide = x.astype(np.float64)
    for found, exact in zip(_each(x), (np.exp(wide), 1 / (1 + np.exp(-wide)), np.tanh(wide)), strict=True):
        relative = np.abs(found.astype(np.float64) - exact) / np.maximum(np.abs(exact), SMALLEST_NORMAL)
        assert relative.max() < 4 * np.finfo(np.float32).eps


def test_that_far_arguments_saturate_without_denormals_and_nan_stays_nan() -> None:
    exponential, sigmoid, tangent = _each(np.array([-np.inf, -1e30, -200, 200, 1e30, np.inf, np.nan], np.float32))
    assert np.isnan([exponential[-1], sigmoid[-1], tangent[-1]]).all()
    assert np.isfinite(exponential[:-1]).all()
    assert (exponential[:-1] >= SMALLEST_NORMAL).all()
    assert (sigmoid[:-1] >= SMALLEST_NORMAL).all()
    assert sigmoid[:-1].tolist() == [sigmoid[0]] * 3 + [1.0] * 3
    assert tangent[:-1].tolist() == [-1.0] * 3 + [1.0] * 3


def _panels(b):  # type: ignore[no-untyped-def]
    depth, columns = b.shape
    return np.ascontiguousarray(b.reshape(depth, columns // 16, 16).transpose(1, 0, 2)).ravel()


def _strides(depth, columns):  # type: ignore[no-untyped-def]
    """A and C row by row, S the same as C, B in panels."""
    return (depth, 16 * depth, 1, 16, 16, depth * 16, columns, 16, columns, 16)


@pytest.mark.parametrize("panels", [1, 2, 3, 5])
@pytest.mark.parametrize("depth", [0, 1, 7, 40, 128, 300])
def test_that_a_product_adds_to_what_is_there(panels: int, depth: int) -> None:
    random = np.random.default_rng(panels * 100 + depth)
    rows, columns = 4 * TILE_ROWS, 16 * panels
    a = random.standard_normal((rows, depth)).astype(np.float32)
    b = random.standard_normal((depth, columns)).astype(np.float32)
    c = random.standard_normal((rows, columns)).astype(np.float32)
    expected = c.astype(np.float64) + a.astype(np.float64) @ b
    flat = c.ravel().copy()
    add_product(a.ravel(), 0, _panels(b), 0, flat, 0, flat, 0, _strides(depth, columns), (rows, panels, depth))
    assert np.allclose(flat.reshape(rows, columns), expected, rtol=1e-5, atol=1e-5 * max(1, depth**0.5))


@pytest.mark.parametrize("depth", [1, 16, 50, 200])
def test_that_a_product_may_start_from_biases_and_read_and_write_panels(depth: int) -> None:
    """As a layer is computed: A [panel][row][lane] with spare rows, S one row for all, C in panels too."""
    random = np.random.default_rng(depth)
    rows, room, panels = 2 * TILE_ROWS, 2 * TILE_ROWS + 1, 3
    a = random.standard_normal((rows, depth)).astype(np.float32)
    b = random.standard_normal((depth, 16 * panels)).astype(np.float32)
    bias = random.standard_normal(16 * panels).astype(np.float32)
    lying = np.full((-(-depth // 16), room, 16), np.nan, np.float32)
    for i in range(depth):
        lying[i // 16, :rows, i % 16] = a[:, i]
    c = np.full((panels, room, 16), 7, np.float32)
    strides = (16, 256, 1, room * 16, 16, depth * 16, 0, 16, 16, room * 16)
    flat = c.ravel()
    add_product(lying.ravel(), 0, _panels(b), 0, bias, 0, flat, 0, strides, (rows, panels, depth))
    found = flat.reshape(c.shape)[:, :rows].transpose(1, 0, 2).reshape(rows, -1)
    expected = bias.astype(np.float64) + a.astype(np.float64) @ b
    assert np.allclose(found, expected, rtol=1e-5, atol=1e-5 * depth**0.5)
    assert (flat.reshape(c.shape)[:, rows:] == 7).all(), "spare rows are left alone"


def test_that_a_product_with_a_turned_left_side_is_a_gradients() -> None:
    """Aᵀ·D over the rows of both: A's rows of the product are lanes of a panel."""
    random = np.random.default_rng(4)
    rows, inputs, panels = 150, 48, 2
    a = random.standard_normal((rows, inputs)).astype(np.float32)
    d = random.standard_normal((rows, 16 * panels)).astype(np.float32)
    lying = [np.ascontiguousarray(v.reshape(rows, -1, 16).transpose(1, 0, 2)).ravel() for v in (a, d)]
    g = np.empty(inputs * 16 * panels, np.float32)
    strides = (1, rows * 16, 16, 256, 16, rows * 16, 0, 0, 16, inputs * 16)
    add_product(lying[0], 0, lying[1], 0, np.zeros(16, np.float32), 0, g, 0, strides, (inputs, panels, rows))
    found = g.reshape(panels, inputs, 16).transpose(1, 0, 2).reshape(inputs, -1)
    assert np.allclose(found, a.astype(np.float64).T @ d, rtol=1e-5, atol=1e-4)


def test_that_a_rows_product_is_the_same_wherever_the_row_stands() -> None:
    random = np.random.default_rng(1)
    rows, depth, panels = 4 * TILE_ROWS, 33, 3
    a = random.standard_normal((rows, depth)).astype(np.float32)
    b = _panels(random.standard_normal((depth, 16 * panels)).astype(np.float32))
    extent, strides = (rows, panels, depth), _strides(depth, 16 * panels)
    straight, turned = (np.zeros(rows * 16 * panels, np.float32) for _ in range(2))
    add_product(a.ravel(), 0, b, 0, straight, 0, straight, 0, strides, extent)
    add_product(np.ascontiguousarray(a[::-1]).ravel(), 0, b, 0, turned, 0, turned, 0, strides, extent)
    assert np.array_equal(straight.reshape(rows, -1), turned.reshape(rows, -1)[::-1])


TILES = {size: _compiled_tile(*size) for size in ((8, 2), (4, 1), (1, 1))}
tile_8x2, tile_4x1, tile_1x1 = TILES.values()


@helper
def _with_8x2(a, b, c, strides, depth):  # type: ignore[no-untyped-def]
    tile_8x2(a, 0, b, 0, c, 0, c, 0, strides, depth)


@helper
def _with_4x1(a, b, c, strides, depth):  # type: ignore[no-untyped-def]
    for r in range(0, 8, 4):
        for p in range(2):
            at = r * strides[8] + p * strides[9]
            tile_4x1(a, r * strides[0], b, p * strides[5], c, at, c, at, strides, depth)


@helper
def _with_1x1(a, b, c, strides, depth):  # type: ignore[no-untyped-def]
    for r in range(8):
        for p in range(2):
            at = r * strides[8] + p * strides[9]
            tile_1x1(a, r * strides[0], b, p * strides[5], c, at, c, at, strides, depth)


def test_that_tiles_of_every_size_give_the_same_bits() -> None:
    """So a processor with fewer registers, which takes smaller tiles, computes what one with more does."""
    random = np.random.default_rng(2)
    depth = 57
    a = random.standard_normal(8 * depth).astype(np.float32)
    b = random.standard_normal(2 * depth * 16).astype(np.float32)
    start = random.standard_normal(8 * 32).astype(np.float32)
    results = [start.copy() for _ in range(3)]
    for compute, c in zip((_with_8x2, _with_4x1, _with_1x1), results, strict=True):
        compute(a, b, c, _strides(depth, 32), depth)
    assert np.array_equal(results[0], results[1])
    assert np.array_equal(results[0], results[2])
    assert not np.array_equal(results[0], start)


@pytest.mark.parametrize("name", [name for name in OPTIMISER_CODES if name != "none"])
@pytest.mark.parametrize("weight_decay", [0.0, 0.3])
def test_that_optimisers_follow_their_rules_for_a_thousand_steps(name: str, weight_decay: float) -> None:
    """Sharp enough for `1 - float32(0.999)`, which is off by 1.3e-5."""
    random = np.random.default_rng(3)
    rule = naive.Optimiser(name, 0.01, weight_decay=weight_decay)
    numbers = Update(name, 0.01, weight_decay=weight_decay).numbers
    p, m, v = np.zeros((3, 200), np.float32)
    exact, direction = np.zeros(200), random.standard_normal(200)
    for step in range(1, 1001):
        g = (direction * (1.5 + np.sin(step / 20))).astype(np.float32)
        code = OPTIMISER_CODES[name]
        factors = factors_of(code, numbers, step, 1.0)
        exact = rule.updated(exact, g.astype(np.float64))
        decay(p, g, factors)
        update(code, p, g, m, v, factors)
        if step in (1, 50, 1000):
            assert np.allclose(p, exact, rtol=1e-4 if weight_decay else 3e-6)  # at last decay and gradient cancel
