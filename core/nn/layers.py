"""A dense layer on a block of rows: forward, and beside it the way back to its inputs and to its own weights.

Letters: A activations, D the loss's gradient by a layer's output before its activation, W [K, N], b [N], R rows.
Forward A' = f(A·W + b); backward D = (D'·Wᵀ) ∘ f'(A); gradients Aᵀ·D' and the column sums of D'.
"""

from __future__ import annotations

import numpy as np

from core.nn.activations import LINEAR, activate, through_activation
from core.nn.hints import Floats, Ints
from core.nn.jit import helper
from core.nn.layout import (
    BIAS,
    FAN_IN,
    FAN_OUT,
    IN_PADDED,
    IN_START,
    IN_STRIDE,
    LANES,
    OUT_PADDED,
    OUT_START,
    OUT_STRIDE,
    TRANSPOSED,
    WEIGHTS,
)
from core.nn.operands import (
    ACTIVATION,
    TILE_FIRST,
    TILE_LAST,
    TILE_LAYER,
    TILE_PANEL,
    TILE_PANELS,
    Net,
    State,
    Workspace,
)
from core.nn.products import add_product

_ZERO = np.float32(0.0)


@helper
def rows_of(array: Floats, at: int, rows: int, stride: int) -> Floats:
    """A view [rows, stride] of a flat workspace from `at` on.

    Loops over such a view vectorise and take one reference to the array; slices row by row did neither.
    """
    return array[at : at + rows * stride].reshape((rows, stride))


@helper
def forward_block(net: Net, parameters: Floats, activations: Floats, rows_room: int, first: int, rows: int) -> None:
    """Fill the levels of `rows` rows from `first` on, in a workspace with room for `rows_room`; inputs are there."""
    for layer in range(net.layers.shape[0]):
        facts = net.layers[layer]
        last = layer == net.layers.shape[0] - 1
        stride, n = facts[OUT_STRIDE], facts[OUT_PADDED]
        out_at = facts[OUT_START] * rows_room + first * stride
        in_at = facts[IN_START] * rows_room + first * facts[IN_STRIDE]
        bias = parameters[facts[BIAS] : facts[BIAS] + n]
        z_RN = rows_of(activations, out_at, rows, stride)
        for r in range(rows):
            for j in range(n):
                z_RN[r, j] = bias[j]
        strides = (facts[IN_STRIDE], 1, LANES, facts[IN_PADDED] * LANES, stride, LANES)
        extent = (rows, n // LANES, facts[FAN_IN])
        add_product(activations, in_at, parameters, facts[WEIGHTS], activations, out_at, strides, extent)
        activate(LINEAR if last else net.facts[ACTIVATION], z_RN, facts[FAN_OUT])


@helper
def backward_block(net: Net, state: State, work: Workspace, rows_room: int, first: int, rows: int) -> None:
    """From the deltas of the last level, fill those of all levels but the inputs."""
    for layer in range(net.layers.shape[0] - 1, 0, -1):
        facts = net.layers[layer]
        stride, k = facts[IN_STRIDE], facts[IN_PADDED]
        in_at = facts[IN_START] * rows_room + first * stride
        out_at = facts[OUT_START] * rows_room + first * facts[OUT_STRIDE]
        d_RK = rows_of(work.deltas, in_at, rows, stride)
        d_RK[:] = _ZERO
        strides = (facts[OUT_STRIDE], 1, LANES, facts[OUT_PADDED] * LANES, stride, LANES)
        extent = (rows, k // LANES, facts[FAN_OUT])
        add_product(work.deltas, out_at, state.transposed, facts[TRANSPOSED], work.deltas, in_at, strides, extent)
        a_RK = rows_of(work.activations, in_at, rows, stride)
        through_activation(net.facts[ACTIVATION], a_RK, d_RK, facts[FAN_IN])


@helper
def add_tile_gradient(net: Net, state: State, work: Workspace, rows_room: int, rows: int, tile: Ints) -> None:
    """Add one tile's gradient over the first `rows` rows of the workspace, in their order, to `state.gradient`."""
    facts = net.layers[tile[TILE_LAYER]]
    first, panel, k = tile[TILE_FIRST], tile[TILE_PANEL], facts[IN_PADDED]
    in_at = facts[IN_START] * rows_room + first
    out_at = facts[OUT_START] * rows_room + panel * LANES
    weights_at = facts[WEIGHTS] + (panel * k + first) * LANES
    strides = (1, facts[IN_STRIDE], facts[OUT_STRIDE], LANES, LANES, k * LANES)
    extent = (tile[TILE_LAST] - first, tile[TILE_PANELS], rows)
    add_product(work.activations, in_at, work.deltas, out_at, state.gradient, weights_at, strides, extent)
    if first == 0:
        bias_at = facts[BIAS] + panel * LANES
        sums = state.gradient[bias_at : bias_at + tile[TILE_PANELS] * LANES]
        d_RN = rows_of(work.deltas, facts[OUT_START] * rows_room, rows, facts[OUT_STRIDE])
        for r in range(rows):
            for j in range(sums.size):
                sums[j] += d_RN[r, panel * LANES + j]


@helper
def transpose_tile(net: Net, state: State, tile: Ints) -> None:
    """Copy one tile of W to its place in the transposed copy, which the backward pass reads."""
    facts = net.layers[tile[TILE_LAYER]]
    k, n = facts[IN_PADDED], facts[OUT_PADDED]
    for panel in range(tile[TILE_PANEL], tile[TILE_PANEL] + tile[TILE_PANELS]):
        for first in range(tile[TILE_FIRST], tile[TILE_LAST], LANES):
            source = facts[WEIGHTS] + (panel * k + first) * LANES
            target = facts[TRANSPOSED] + (first // LANES * n + panel * LANES) * LANES
            block = state.parameters[source : source + LANES * LANES]
            turned = state.transposed[target : target + LANES * LANES]
            for i in range(LANES):
                for j in range(LANES):
                    turned[j * LANES + i] = block[i * LANES + j]
