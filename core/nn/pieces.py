"""The pieces of work of a unit: a block of rows there and back, a tile's gradient, a tile's update.

Each is done by one thread from beginning to end (see `units`), and each writes where no other piece does.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np

from core.nn.dropout import Dropout, dropout_of
from core.nn.hints import Floats, Ints
from core.nn.jit import inner
from core.nn.layers import (
    add_tile_gradient,
    backward_block,
    backward_columns,
    fill_inputs,
    forward_block,
    forward_columns,
    is_column,
    transpose_tile,
)
from core.nn.layout import BIAS, IN_PADDED, LANES, OUT_PADDED, OUT_START, OUT_STRIDE, WEIGHTS
from core.nn.losses import loss_of_block
from core.nn.operands import (
    BATCH_ROWS,
    BLOCK_ROWS,
    DROPOUT_BELOW,
    DROPOUT_KEY,
    LOSS,
    OPTIMISER,
    OUTPUTS,
    ROWS,
    SHUFFLE_KEY,
    SHUFFLED,
    STEPS_PER_EPOCH,
    TARGETS,
    TILE_FIRST,
    TILE_LAST,
    TILE_LAYER,
    TILE_PANEL,
    TILE_PANELS,
    UNIT_ROWS,
    UNITS_PER_BATCH,
    UNITS_PER_EPOCH,
    Course,
    Net,
    Rows,
    State,
    Workspace,
    room_for,
)
from core.nn.optimisers import CLIP_NORM, DECAY, MEASURE, SHRINK, clip, decay, sum_of_squares, update
from core.nn.shuffle import epoch_key, place_bits, rows_at
from core.nn.views import rows_of

_ONE = np.float32(1.0)
Span: TypeAlias = tuple[int, int, int, int, int, int]


@inner
def span_of(facts: Ints, unit_rows: int, unit: int) -> Span:
    """Where a unit of the run lies: (epoch, step from 1, part of its batch, place, rows, batch rows)."""
    epoch, within = divmod(unit, facts[UNITS_PER_EPOCH])
    batch, part = divmod(within, facts[UNITS_PER_BATCH])
    batch_start = batch * facts[BATCH_ROWS]
    batch_rows = min(facts[BATCH_ROWS], facts[ROWS] - batch_start)
    rows = min(unit_rows, batch_rows - part * unit_rows)
    step = epoch * facts[STEPS_PER_EPOCH] + batch + 1
    return epoch, step, part, batch_start + part * unit_rows, rows, batch_rows


@inner
def gather(net: Net, work: Workspace, data: Rows, course: Course, span: Span, first: int, rows: int) -> None:
    """Copy the inputs of rows `first` … of a unit to the workspace, with their numbers in the matrices and weights."""
    epoch, _, _, place, _, _ = span
    count, chosen = course.facts[ROWS], work.chosen[first : first + rows]
    if course.facts[SHUFFLED]:
        rows_at(place + first, count, place_bits(count), epoch_key(course.facts[SHUFFLE_KEY], epoch), chosen)
    else:
        for r in range(rows):
            chosen[r] = place + first + r
    if data.at.size > 0:
        for r in range(rows):
            chosen[r] = data.at[chosen[r]]
    for r in range(rows):
        work.weights[first + r] = data.w[chosen[r]] if data.w.size > 0 else _ONE
    fill_inputs(net, work.activations, room_for(net.facts[UNIT_ROWS]), first, data.x, chosen)


@inner
def dropout_at(course: Course, span: Span, first: int) -> Dropout:
    """The dropout of a unit's rows from `first` on."""
    seen = span[0] * course.facts[ROWS] + span[3] + first
    return dropout_of(course.facts[DROPOUT_BELOW], course.facts[DROPOUT_KEY], seen)


@inner
def judge_block(net: Net, work: Workspace, data: Rows, span: Span, block: int) -> None:
    """A block's loss, and its gradient by the last level."""
    room, loss, outputs = room_for(net.facts[UNIT_ROWS]), net.facts[LOSS], net.facts[OUTPUTS]
    first, batch_rows = block * BLOCK_ROWS, span[5]
    rows = min(BLOCK_ROWS, span[4] - first)
    facts = net.layers[net.layers.shape[0] - 1]
    share = np.float32(1.0 / (batch_rows * net.facts[TARGETS]))
    start = facts[OUT_START] * room + first * facts[OUT_STRIDE]
    z_RN = rows_of(work.activations, start, rows, facts[OUT_STRIDE])
    d_RN = rows_of(work.deltas, start, rows, facts[OUT_STRIDE])
    chosen, weights = work.chosen[first : first + rows], work.weights[first : first + rows]
    work.block_losses[block] = loss_of_block(loss, z_RN, data.y, chosen, weights, d_RN, outputs, share)


@inner
def run_block(net: Net, state: State, work: Workspace, data: Rows, course: Course, span: Span, block: int) -> None:
    """Gather a block of a unit's rows, run it forward, judge it, and run it backward when the run learns."""
    room, first = room_for(net.facts[UNIT_ROWS]), block * BLOCK_ROWS
    rows = min(BLOCK_ROWS, span[4] - first)
    gather(net, work, data, course, span, first, rows)
    dropout = dropout_at(course, span, first)
    forward_block(net, state.parameters, work.activations, room, first, rows, dropout)
    judge_block(net, work, data, span, block)
    if course.facts[OPTIMISER] != MEASURE:
        backward_block(net, state, work, room, first, rows, dropout)


@inner
def forward_part(
    net: Net, state: State, work: Workspace, course: Course, span: Span, layer: int, columns: tuple[int, int]
) -> None:
    """Some panels of a layer's outputs for all rows of a unit, block by block."""
    for first in range(0, span[4], BLOCK_ROWS):
        rows, room = min(BLOCK_ROWS, span[4] - first), room_for(net.facts[UNIT_ROWS])
        dropout = dropout_at(course, span, first)
        forward_columns(net, state.parameters, work.activations, room, first, rows, dropout, layer, columns)


@inner
def backward_part(
    net: Net, state: State, work: Workspace, course: Course, span: Span, layer: int, columns: tuple[int, int]
) -> None:
    """Some panels of the deltas of a layer's inputs for all rows of a unit, block by block."""
    for first in range(0, span[4], BLOCK_ROWS):
        rows, room = min(BLOCK_ROWS, span[4] - first), room_for(net.facts[UNIT_ROWS])
        backward_columns(net, state, work, room, first, rows, dropout_at(course, span, first), layer, columns)


@inner
def sum_tile(net: Net, state: State, work: Workspace, course: Course, span: Span, number: int) -> None:
    """Sum a tile's gradient over a unit, and over its batch; with the last unit take its squares if it's clipped."""
    _, _, part, _, unit_rows, _ = span
    tile = net.tiles[number]
    facts = net.layers[tile[TILE_LAYER]]
    add_tile_gradient(net, state, work, room_for(net.facts[UNIT_ROWS]), unit_rows, tile)
    if course.facts[UNITS_PER_BATCH] > 1:
        for piece in range(-1, _weight_pieces(facts, tile)):
            start, end = _piece(facts, tile, piece)
            _sum_up(state.batch_gradient[start:end], state.gradient[start:end], part == 0)
    if ends_batch(net, span) and course.numbers[CLIP_NORM] > 0.0:
        sums = np.zeros(LANES, np.float64)
        gradient = _batch_gradient(state, course)
        for piece in range(-1, _weight_pieces(facts, tile)):
            start, end = _piece(facts, tile, piece)
            sum_of_squares(gradient[start:end], sums)
        work.tile_squares[number] = sums.sum()


@inner
def update_tile(net: Net, state: State, work: Workspace, course: Course, number: int) -> None:
    """Change a tile's parameters by its batch's gradient, and their transposed copy with them."""
    tile = net.tiles[number]
    facts = net.layers[tile[TILE_LAYER]]
    gradient, code = _batch_gradient(state, course), course.facts[OPTIMISER]
    whole = _has_whole_layer(facts, tile) and work.factors[DECAY] == 0.0 and work.factors[SHRINK] == 0.0
    for piece in range(-1, 0 if whole else _weight_pieces(facts, tile)):
        start, end = _piece(facts, tile, piece)
        if whole:  # weights and biases lie side by side and are treated alike
            start = facts[WEIGHTS]
        p, g = state.parameters[start:end], gradient[start:end]
        clip(g, work.factors)
        if piece >= 0:
            decay(p, g, work.factors)
        update(code, p, g, state.first_average[start:end], state.second_average[start:end], work.factors)
    if tile[TILE_LAYER] > 0:
        transpose_tile(net, state, tile)


@inner
def ends_batch(net: Net, span: Span) -> bool:
    """Whether a unit is the last one of its batch."""
    _, _, part, _, unit_rows, batch_rows = span
    return bool(part * net.facts[UNIT_ROWS] + unit_rows == batch_rows)


@inner
def _batch_gradient(state: State, course: Course) -> Floats:
    """Where the whole batch's gradient is."""
    return state.batch_gradient if course.facts[UNITS_PER_BATCH] > 1 else state.gradient


@inner
def _has_whole_layer(facts: Ints, tile: Ints) -> bool:
    """Whether a tile has all of a layer's parameters."""
    all_inputs = tile[TILE_LAST] - tile[TILE_FIRST] == facts[IN_PADDED]
    return bool(all_inputs and tile[TILE_PANELS] * LANES == facts[OUT_PADDED])


@inner
def _weight_pieces(facts: Ints, tile: Ints) -> int:
    """In how many places a tile's weights lie: one for each panel, or one for all when it has all the inputs."""
    whole = tile[TILE_LAST] - tile[TILE_FIRST] == facts[IN_PADDED]
    return 1 if whole else tile[TILE_PANELS]


@inner
def _piece(facts: Ints, tile: Ints, piece: int) -> tuple[int, int]:
    """A run of a tile's parameters [start, end): one of its `_weight_pieces`, or its biases (piece -1)."""
    first = tile[TILE_FIRST]
    if piece < 0:
        start = facts[BIAS] + tile[TILE_PANEL] * LANES
        return start, start + (tile[TILE_PANELS] * LANES if first == 0 else 0)
    if is_column(facts):
        return facts[WEIGHTS] + first, facts[WEIGHTS] + tile[TILE_LAST]
    panels = tile[TILE_PANELS] // _weight_pieces(facts, tile)
    start = facts[WEIGHTS] + ((tile[TILE_PANEL] + piece) * facts[IN_PADDED] + first) * LANES
    return start, start + panels * (tile[TILE_LAST] - first) * LANES


@inner
def _sum_up(total: Floats, part: Floats, afresh: bool) -> None:
    for i in range(total.size):
        total[i] = part[i] if afresh else total[i] + part[i]
