"""A dense layer on a block of rows: forward, and beside it the way back to its inputs and to its own weights.

Letters: A activations, D the loss's gradient by a layer's output before its activation, W [K, N], b [N], R rows.
Forward A' = f(A·W + b); backward D = (D'·Wᵀ) ∘ f'(A); gradients Aᵀ·D' and the column sums of D'. Where units are
dropped, A' and D are multiplied by the same mask.
"""

from __future__ import annotations

import numpy as np

from core.nn.activations import LINEAR, SIGMOID, activate, through_activation
from core.nn.dropout import Dropout, drop_panel
from core.nn.hints import Floats, Ints
from core.nn.jit import inner
from core.nn.layout import (
    BIAS,
    FAN_IN,
    FAN_OUT,
    IN_PADDED,
    IN_START,
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
from core.nn.tile import TILE_PANELS as AT_ONCE
from core.nn.tile import turn
from core.nn.views import rows_of

_ZERO, _ONE = np.float32(0.0), np.float32(1.0)


@inner
def is_column(facts: Ints) -> bool:
    """Whether a layer's weights are a single column, which lies unpadded (see `layout`)."""
    return bool(facts[WEIGHTS] + facts[IN_PADDED] == facts[BIAS])


@inner
def out_strides(net: Net, layer: int, room: int) -> tuple[int, int]:
    """(from row to row, from panel to panel) of a layer's outputs, in floats, in a workspace of `room` rows.

    Hidden levels lie in panels of LANES columns, [panel][room][lane]; the last one row by row, for the losses.
    """
    if layer == net.layers.shape[0] - 1:
        return net.layers[layer, OUT_STRIDE], LANES
    return LANES, room * LANES


@inner
def fill_inputs(net: Net, activations: Floats, room: int, first: int, x: Floats, chosen: Ints) -> None:
    """Copy the rows `chosen` of x float32 [all rows, inputs] to the first level, from row `first` of it on."""
    width = net.layers[0, FAN_IN]
    for panel in range(0, width, LANES):
        a_RL = rows_of(activations, panel * room + first * LANES, chosen.size, LANES)
        count = min(LANES, width - panel)
        if count == LANES:  # a constant length becomes one load and one store
            for r in range(chosen.size):
                values = x[chosen[r], panel : panel + LANES]
                for lane in range(LANES):
                    a_RL[r, lane] = values[lane]
        else:
            for r in range(chosen.size):
                values = x[chosen[r], panel : panel + count]
                for lane in range(count):
                    a_RL[r, lane] = values[lane]


@inner
def forward_block(
    net: Net, parameters: Floats, activations: Floats, room: int, first: int, rows: int, dropout: Dropout
) -> None:
    """Fill the levels of `rows` rows from `first` on, in a workspace with room for `room`; inputs are there."""
    for layer in range(net.layers.shape[0]):
        everything = (0, net.layers[layer, OUT_PADDED] // LANES)
        forward_columns(net, parameters, activations, room, first, rows, dropout, layer, everything)


@inner
def forward_columns(
    net: Net, parameters: Floats, activations: Floats, room: int, first: int, rows: int, dropout: Dropout,
    layer: int, columns: tuple[int, int],
) -> None:  # fmt: skip
    """Fill the panels `columns` (first, end) of one layer's outputs, for rows whose level before is there."""
    facts, last = net.layers[layer], layer == net.layers.shape[0] - 1
    row, panel_step = out_strides(net, layer, room)
    in_at = facts[IN_START] * room + first * LANES
    out_at = facts[OUT_START] * room + first * row
    code = LINEAR if last else net.facts[ACTIVATION]
    depth_step = 1 if is_column(facts) else LANES  # a column's other lanes hold what is never read
    strides = (LANES, LANES * LANES, 1, room * LANES, depth_step, facts[IN_PADDED] * LANES, 0, LANES, row, panel_step)
    for panel in range(columns[0], columns[1], AT_ONCE):
        panels = min(AT_ONCE, columns[1] - panel)
        at = out_at + panel * panel_step
        weights_at = facts[WEIGHTS] + panel * facts[IN_PADDED] * LANES
        bias_at, extent = facts[BIAS] + panel * LANES, (rows, panels, facts[FAN_IN])
        add_product(activations, in_at, parameters, weights_at, parameters, bias_at, activations, at, strides, extent)
        if last or (code == LINEAR and dropout[0] == 0):
            continue
        for p in range(panels):
            start = at + p * panel_step
            a = activations[start : start + rows * LANES]
            _activate_panel(code, a, facts[FAN_OUT] - (panel + p) * LANES)
            if dropout[0] > 0:
                drop_panel(dropout, layer, panel + p, a)


@inner
def _activate_panel(code: int, z: Floats, width: int) -> None:
    """Activate a panel's rows; what pads the level beyond `width` columns stays zero."""
    activate(code, z)
    if code == SIGMOID and width < LANES:
        z_RL = z.reshape((z.size // LANES, LANES))
        z_RL[:, width:] = _ZERO


@inner
def backward_block(net: Net, state: State, work: Workspace, room: int, first: int, rows: int, dropout: Dropout) -> None:
    """From the deltas of the last level, fill those of all levels but the inputs."""
    for layer in range(net.layers.shape[0] - 1, 0, -1):
        everything = (0, net.layers[layer, IN_PADDED] // LANES)
        backward_columns(net, state, work, room, first, rows, dropout, layer, everything)


@inner
def backward_columns(
    net: Net, state: State, work: Workspace, room: int, first: int, rows: int, dropout: Dropout,
    layer: int, columns: tuple[int, int],
) -> None:  # fmt: skip
    """From the deltas of a layer's outputs, fill the panels `columns` (first, end) of those of its inputs."""
    facts, kept = net.layers[layer], _ONE / dropout[1]
    column = is_column(facts)
    turned, turned_at = (state.parameters, facts[WEIGHTS]) if column else (state.transposed, facts[TRANSPOSED])
    width = 1 if column else facts[OUT_PADDED]
    row, panel_step = out_strides(net, layer, room)
    out_at = facts[OUT_START] * room + first * row
    strides = (row, row * LANES, 1, panel_step, LANES, width * LANES, 0, 0, LANES, room * LANES)
    for panel in range(columns[0], columns[1], AT_ONCE):
        panels = min(AT_ONCE, columns[1] - panel)
        at = (facts[IN_START] + panel * LANES) * room + first * LANES
        weights_at = turned_at + panel * width * LANES
        extent = (rows, panels, facts[FAN_OUT])
        add_product(work.deltas, out_at, turned, weights_at, work.zeros, 0, work.deltas, at, strides, extent)
        for p in range(panels):
            start = at + p * room * LANES
            a, d = work.activations[start : start + rows * LANES], work.deltas[start : start + rows * LANES]
            through_activation(net.facts[ACTIVATION], a, d, kept)
            if dropout[0] > 0:
                drop_panel(dropout, layer - 1, panel + p, d)


@inner
def add_tile_gradient(net: Net, state: State, work: Workspace, room: int, rows: int, tile: Ints) -> None:
    """One tile's gradient over the first `rows` rows of the workspace, in their order, to `state.gradient`."""
    layer, panel, panels = tile[TILE_LAYER], tile[TILE_PANEL], tile[TILE_PANELS]
    facts = net.layers[layer]
    k, (row, panel_step) = facts[IN_PADDED], out_strides(net, layer, room)
    in_at = (facts[IN_START] + tile[TILE_FIRST]) * room
    out_at = facts[OUT_START] * room + panel * panel_step
    inputs = tile[TILE_LAST] - tile[TILE_FIRST]
    a, d, g = work.activations, work.deltas, state.gradient
    if is_column(facts):  # Dᵀ·A instead: the same chains, with inputs for lanes
        strides = (0, 0, row, LANES * row, LANES, room * LANES, 0, 0, 0, LANES)
        weights_at, extent = facts[WEIGHTS] + tile[TILE_FIRST], (1, inputs // LANES, rows)
        add_product(d, out_at, a, in_at, work.zeros, 0, g, weights_at, strides, extent)
    else:
        strides = (1, room * LANES, LANES, LANES * LANES, row, panel_step, 0, 0, LANES, k * LANES)
        weights_at, extent = facts[WEIGHTS] + (panel * k + tile[TILE_FIRST]) * LANES, (inputs, panels, rows)
        add_product(a, in_at, d, out_at, work.zeros, 0, g, weights_at, strides, extent)
    if tile[TILE_FIRST] == 0:  # the column sums are a product with ones
        bias_at, ones = facts[BIAS] + panel * LANES, (0, 0, 0, 0, row, panel_step, 0, 0, 0, LANES)
        add_product(work.ones, 0, d, out_at, work.zeros, 0, g, bias_at, ones, (1, panels, rows))


@inner
def transpose_tile(net: Net, state: State, tile: Ints) -> None:
    """Copy one tile of W to its place in the transposed copy, which the backward pass reads."""
    facts = net.layers[tile[TILE_LAYER]]
    k, n = facts[IN_PADDED], facts[OUT_PADDED]
    if is_column(facts):
        return
    for panel in range(tile[TILE_PANEL], tile[TILE_PANEL] + tile[TILE_PANELS]):
        for first in range(tile[TILE_FIRST], tile[TILE_LAST], LANES):
            source = facts[WEIGHTS] + (panel * k + first) * LANES
            target = facts[TRANSPOSED] + (first // LANES * n + panel * LANES) * LANES
            turn(state.parameters, source, state.transposed, target)
