"""Weights: canonical and padded vectors, digests, draws."""

from __future__ import annotations

import hashlib

import naive
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.nn.initialisers import initial_weights
from core.nn.layout import LANES, Layout, digest, layers_of, pack, transpose, unpack
from core.nn.rng import key, uniform
from core.nn.spec import Head, NetworkSpec, spec_from_json, spec_to_json

WIDTHS = st.integers(1, 70)
SPECS = st.builds(
    lambda inputs, hidden, outputs: NetworkSpec(inputs, tuple(hidden), outputs, "relu", Head.LINEAR),
    WIDTHS,
    st.lists(WIDTHS, max_size=4),
    WIDTHS,
)


@settings(max_examples=40, deadline=None)
@given(SPECS)
def test_that_packing_and_unpacking_gives_the_same_weights(spec: NetworkSpec) -> None:
    weights = np.arange(1, spec.parameters + 1, dtype=np.float32)
    layout = Layout(spec)
    packed = pack(layout, weights)
    assert np.array_equal(unpack(layout, packed), weights)
    assert packed.size == layout.padded_size
    assert np.count_nonzero(packed) == spec.parameters, "padding is zero"


@settings(max_examples=20, deadline=None)
@given(SPECS)
def test_that_the_transposed_copy_holds_each_weight_of_the_later_layers(spec: NetworkSpec) -> None:
    weights = np.arange(1, spec.parameters + 1, dtype=np.float32)
    layout = Layout(spec)
    turned = transpose(layout, pack(layout, weights))
    at = 0
    later = list(layers_of(spec, weights))[1 : -1 if spec.outputs == 1 else None]  # a single output needs no copy
    for w, _ in later:
        k, n = (-(-side // LANES) * LANES for side in w.shape)
        panels = turned[at : at + k * n].reshape(k // LANES, n, LANES)
        whole = panels.transpose(0, 2, 1).reshape(k, n)
        assert np.array_equal(whole[: w.shape[0], : w.shape[1]], w)
        at += k * n


@settings(max_examples=20, deadline=None)
@given(st.lists(WIDTHS, max_size=2), WIDTHS)
def test_that_a_single_output_is_neither_padded_nor_copied(hidden: list[int], inputs: int) -> None:
    spec = NetworkSpec(inputs, tuple(hidden), 1, "relu", Head.LINEAR)
    weights = np.arange(1, spec.parameters + 1, dtype=np.float32)
    layout = Layout(spec)
    column, bias = list(layers_of(spec, weights))[-1]
    kept = -(-len(column) // LANES) * LANES
    end = pack(layout, weights)[-kept - LANES :]
    assert np.array_equal(end[: len(column)], column[:, 0])
    assert end[kept] == bias[0]
    assert np.count_nonzero(end) == len(column) + 1
    assert np.array_equal(unpack(layout, pack(layout, weights)), weights)
    copied = sum(-(-k // LANES) * (-(-n // LANES)) * LANES**2 for k, n in spec.shapes[1:-1])
    assert layout.transposed_size == max(1, copied)


@settings(max_examples=20, deadline=None)
@given(SPECS)
def test_that_layers_are_where_the_twin_finds_them(spec: NetworkSpec) -> None:
    weights = np.arange(spec.parameters, dtype=np.float32)
    for (w, b), (w_twin, b_twin) in zip(layers_of(spec, weights), naive.layers(spec.widths, weights), strict=True):
        assert np.array_equal(w, w_twin)
        assert np.array_equal(b, b_twin)


@settings(max_examples=20, deadline=None)
@given(SPECS)
def test_that_a_spec_survives_json(spec: NetworkSpec) -> None:
    assert spec_from_json(spec_to_json(spec)) == spec


def test_that_the_digest_is_the_hash_of_little_endian_floats_in_layer_order() -> None:
    spec = NetworkSpec(3, (5,), 2, "relu", Head.SOFTMAX)
    weights = np.linspace(-1, 1, spec.parameters).astype(np.float32)
    assert digest(spec, weights) == hashlib.sha256(weights.astype("<f4").tobytes()).hexdigest()
    assert digest(spec, weights) != digest(spec, weights[::-1])


@pytest.mark.parametrize(
    "wrong",
    [
        {"activation": "step"},
        {"hidden": (0,)},
        {"inputs": 0},
        {"head": Head.SIGMOID, "outputs": 2},
        {"head": Head.SOFTMAX, "outputs": 1},
    ],
)
def test_that_a_senseless_spec_is_refused(wrong: dict[str, object]) -> None:
    good: dict[str, object] = {"inputs": 2, "hidden": (3,), "outputs": 1, "activation": "relu", "head": Head.LINEAR}
    with pytest.raises(ValueError, match=r"\w"):
        NetworkSpec(**(good | wrong))  # type: ignore[arg-type]


def test_that_the_start_is_within_the_bounds_of_he_and_glorot() -> None:
    spec = NetworkSpec(50, (300, 200), 4, "relu", Head.SOFTMAX)
    for layer, (w, b) in enumerate(layers_of(spec, initial_weights(spec, 7))):
        fan_in, fan_out = w.shape
        limit = np.sqrt(6 / (fan_in if layer < 2 else fan_in + fan_out))
        assert 0.97 * limit < np.abs(w).max() <= limit
        assert w.std() == pytest.approx(limit / np.sqrt(3), rel=0.05)
        assert not b.any()


def test_that_a_network_without_hidden_layers_starts_at_zero() -> None:
    assert not initial_weights(NetworkSpec(5, (), 1, "relu", Head.LINEAR), 3).any()


def test_that_seeds_and_layers_draw_differently_and_equal_seeds_alike() -> None:
    spec = NetworkSpec(20, (20, 20), 20, "tanh", Head.LINEAR)
    first, again, other = (initial_weights(spec, seed) for seed in (1, 1, 2))
    assert np.array_equal(first, again)
    assert not np.isclose(first, other).mean() > 0.1
    layers = [w for w, _ in layers_of(spec, first)]
    assert abs(np.corrcoef(layers[0].ravel(), layers[1].ravel())[0, 1]) < 0.2


def test_that_a_draw_depends_on_its_unit_and_not_on_how_many_there_are() -> None:
    small, large = uniform(key(3, 1), (4, 5), 1.0), uniform(key(3, 1), (9, 30), 1.0)
    assert np.array_equal(small, large[:4, :5])


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 2**63 - 1), st.lists(st.integers(0, 2**31), max_size=3))
def test_that_keys_are_those_of_the_twin(seed: int, counters: list[int]) -> None:
    assert key(seed, *counters) == naive.key(seed, *counters)
