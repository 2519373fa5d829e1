"""The one parallel entry: a slice of a run, unit by unit, with no Python between its steps.

A unit is as many rows of a batch as the workspace holds with their activations; a batch is one unit or several.
Each unit has two halves: (1) blocks of rows are gathered, run forward, judged and run backward, independently; (2)
tiles of parameters each sum their gradient over all the unit's rows in their order and, with the batch's last unit, are
updated at once. No sum crosses two threads, so every bit is the same for any number of them, and for any slicing.

Why (2026-11-24): this is design B of the kernel's design notes. A (chunks of rows with their own gradients, added in a
fixed order) needs a copy of the parameters per chunk and a reduction, and its bits hang on the number of chunks.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np
from numba import prange

from core.nn.hints import Doubles, Floats, Ints
from core.nn.jit import helper, kernel, parallel_kernel
from core.nn.layers import add_tile_gradient, backward_block, fill_inputs, forward_block, rows_of, transpose_tile
from core.nn.layout import BIAS, IN_PADDED, LANES, OUT_START, OUT_STRIDE, WEIGHTS
from core.nn.losses import LINEAR, loss_of_block
from core.nn.operands import (
    BATCH_ROWS,
    BLOCK_ROWS,
    HEAD,
    OPTIMISER,
    OUTPUTS,
    ROWS,
    SHUFFLE_KEY,
    SHUFFLED,
    STEPS_PER_EPOCH,
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
from core.nn.optimisers import MEASURE, NO_UPDATE, Factors, factors_of, update
from core.nn.shuffle import epoch_key, place_bits, rows_at

Span: TypeAlias = tuple[int, int, int, int, int, int]


@helper
def _span(facts: Ints, unit_rows: int, unit: int) -> Span:
    """Where a unit of the run lies: (epoch, step from 1, part of its batch, place, rows, batch rows)."""
    epoch, within = divmod(unit, facts[UNITS_PER_EPOCH])
    batch, part = divmod(within, facts[UNITS_PER_BATCH])
    batch_start = batch * facts[BATCH_ROWS]
    batch_rows = min(facts[BATCH_ROWS], facts[ROWS] - batch_start)
    rows = min(unit_rows, batch_rows - part * unit_rows)
    step = epoch * facts[STEPS_PER_EPOCH] + batch + 1
    return epoch, step, part, batch_start + part * unit_rows, rows, batch_rows


@helper
def _gather(
    net: Net, work: Workspace, data: Rows, course: Course, epoch: int, place: int, first: int, rows: int
) -> Ints:
    """Copy the inputs of `rows` rows, `place` in the epoch's order, to the workspace; give their row numbers."""
    count = course.facts[ROWS]
    chosen = np.empty(rows, np.int64)
    if course.facts[SHUFFLED]:
        rows_at(place, count, place_bits(count), epoch_key(course.facts[SHUFFLE_KEY], epoch), chosen)
    else:
        for r in range(rows):
            chosen[r] = place + r
    fill_inputs(net, work.activations, room_for(net.facts[UNIT_ROWS]), first, data.x, chosen)
    return chosen


@helper
def _run_block(net: Net, state: State, work: Workspace, data: Rows, course: Course, span: Span, block: int) -> None:
    """Gather a block of a unit's rows, run it forward, judge it, and run it backward when the run learns."""
    epoch, _, _, place, unit_rows, batch_rows = span
    room, head, outputs = room_for(net.facts[UNIT_ROWS]), net.facts[HEAD], net.facts[OUTPUTS]
    first = block * BLOCK_ROWS
    rows = min(BLOCK_ROWS, unit_rows - first)
    chosen = _gather(net, work, data, course, epoch, place + first, first, rows)
    forward_block(net, state.parameters, work.activations, room, first, rows)
    facts = net.layers[net.layers.shape[0] - 1]
    share = np.float32(1.0 / (batch_rows * outputs)) if head == LINEAR else np.float32(1.0 / batch_rows)
    start = facts[OUT_START] * room + first * facts[OUT_STRIDE]
    z_RN = rows_of(work.activations, start, rows, facts[OUT_STRIDE])
    d_RN = rows_of(work.deltas, start, rows, facts[OUT_STRIDE])
    work.block_losses[block] = loss_of_block(head, z_RN, data.y, chosen, d_RN, outputs, share)
    if course.facts[OPTIMISER] != MEASURE:
        backward_block(net, state, work, room, first, rows)


@helper
def _run_tile(
    net: Net, state: State, work: Workspace, course: Course, span: Span, factors: Factors, number: int
) -> None:
    """Sum a tile's gradient over a unit and, when the unit is its batch's last, update the tile."""
    _, _, part, _, unit_rows, batch_rows = span
    tile = net.tiles[number]
    facts = net.layers[tile[TILE_LAYER]]
    several = course.facts[UNITS_PER_BATCH] > 1
    last = part * net.facts[UNIT_ROWS] + unit_rows == batch_rows
    add_tile_gradient(net, state, work, room_for(net.facts[UNIT_ROWS]), unit_rows, tile)
    for piece in range(-1, _weight_pieces(facts, tile)):
        start, end = _piece(facts, tile, piece)
        if start == end:
            continue
        if several:
            _sum_up(state.batch_gradient[start:end], state.gradient[start:end], part == 0)
        if last and course.facts[OPTIMISER] != NO_UPDATE:
            _update_piece(state, course, start, end, factors, several)
    if last and course.facts[OPTIMISER] != NO_UPDATE and tile[TILE_LAYER] > 0:
        transpose_tile(net, state, tile)


@helper
def _weight_pieces(facts: Ints, tile: Ints) -> int:
    """In how many places a tile's weights lie: one for each panel, or one for all when it has all the inputs."""
    whole = tile[TILE_LAST] - tile[TILE_FIRST] == facts[IN_PADDED]
    return 1 if whole else tile[TILE_PANELS]


@helper
def _piece(facts: Ints, tile: Ints, piece: int) -> tuple[int, int]:
    """A run of a tile's parameters [start, end): one of its `_weight_pieces`, or its biases (piece -1)."""
    first = tile[TILE_FIRST]
    if piece < 0:
        start = facts[BIAS] + tile[TILE_PANEL] * LANES
        return start, start + (tile[TILE_PANELS] * LANES if first == 0 else 0)
    panels = tile[TILE_PANELS] // _weight_pieces(facts, tile)
    start = facts[WEIGHTS] + ((tile[TILE_PANEL] + piece) * facts[IN_PADDED] + first) * LANES
    return start, start + panels * (tile[TILE_LAST] - first) * LANES


@helper
def _sum_up(total: Floats, part: Floats, afresh: bool) -> None:
    for i in range(total.size):
        total[i] = part[i] if afresh else total[i] + part[i]


@helper
def _update_piece(state: State, course: Course, start: int, end: int, factors: Factors, several: bool) -> None:
    gradient = state.batch_gradient if several else state.gradient
    update(
        course.facts[OPTIMISER],
        state.parameters[start:end],
        gradient[start:end],
        state.first_average[start:end],
        state.second_average[start:end],
        factors,
    )


@helper
def _unit_loss(work: Workspace, blocks: int) -> float:
    """The sum of the blocks' losses, in their order."""
    loss = 0.0
    for block in range(blocks):
        loss += work.block_losses[block]
    return loss


@kernel
def run_units(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, losses: Doubles, first: int, last: int
) -> int:
    """Run units first … last-1 on one thread; losses float64 [last - first] gets each unit's sum over its rows.

    Gives how many units were run: fewer when a loss isn't finite, and then that unit changed no weight.
    """
    for unit in range(first, last):
        span = _span(course.facts, net.facts[UNIT_ROWS], unit)
        blocks = (span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS
        for block in range(blocks):
            _run_block(net, state, work, data, course, span, block)
        losses[unit - first] = _unit_loss(work, blocks)
        if course.facts[OPTIMISER] != MEASURE:
            if not math.isfinite(losses[unit - first]):
                return unit - first + 1
            factors = factors_of(course.facts[OPTIMISER], course.numbers, span[1])
            for tile in range(net.tiles.shape[0]):
                _run_tile(net, state, work, course, span, factors, tile)
    return last - first


@parallel_kernel
def run_units_in_parallel(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, losses: Doubles, first: int, last: int
) -> int:
    """The same as `run_units`, to the bit, with both halves shared among numba's threads."""
    for unit in range(first, last):
        span = _span(course.facts, net.facts[UNIT_ROWS], unit)
        blocks = (span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS
        for block in prange(blocks):
            _run_block(net, state, work, data, course, span, block)
        losses[unit - first] = _unit_loss(work, blocks)
        if course.facts[OPTIMISER] != MEASURE:
            if not math.isfinite(losses[unit - first]):
                return unit - first + 1
            factors = factors_of(course.facts[OPTIMISER], course.numbers, span[1])
            for tile in prange(net.tiles.shape[0]):
                _run_tile(net, state, work, course, span, factors, tile)
    return last - first
