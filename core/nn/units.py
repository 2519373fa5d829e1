"""The one entry: a slice of a run, unit by unit, with no Python between its steps, on as many threads as come.

A unit is as many rows of a batch as the workspace holds with their activations; a batch is one unit or several.
Each unit has two halves: (1) blocks of rows are gathered, run forward, judged and run backward, independently; (2)
tiles of parameters each sum their gradient over all the unit's rows in their order and, with the batch's last unit, are
updated at once. No sum crosses two threads, so every bit is the same for any number of them, and for any slicing.

How threads share it. Blocks and tiles are pieces of work in one long row; a thread takes the next number from a
counter, waits until the half before is done, works, and counts it as done. Whoever comes finds work, whoever doesn't
come is never waited for, and between two halves lie some hundred nanoseconds.

Why (2026-11-24): this is design B of the kernel's design notes. A (chunks of rows with their own gradients, added in a
fixed order) needs a copy of the parameters per chunk and a reduction, and its bits hang on the number of chunks.
Why (2026-11-25): numba's `prange` was the first form; its workqueue took 80 µs to share a loop, its kernel as long
again to compile, and only one thread of the process may enter such kernels. A team at a barrier would be as quick as
this, but would wait for a member that Python hasn't started yet.
"""

from __future__ import annotations

import math
from typing import TypeAlias

import numpy as np

from core.nn.atomics import atomic_add, atomic_load, wait_for
from core.nn.hints import Doubles, Floats, Ints
from core.nn.jit import helper, kernel
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
from core.nn.optimisers import MEASURE, NO_UPDATE, factors_of, update
from core.nn.shuffle import epoch_key, place_bits, rows_at

NEXT, DONE, STOPPED = 0, 8, 16  # places on the board, a cache line apart
BOARD = 24
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
def _run_tile(net: Net, state: State, work: Workspace, course: Course, span: Span, number: int) -> None:
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
            _update_piece(state, work, course, start, end, several)
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
def _update_piece(state: State, work: Workspace, course: Course, start: int, end: int, several: bool) -> None:
    gradient = state.batch_gradient if several else state.gradient
    update(
        course.facts[OPTIMISER],
        state.parameters[start:end],
        gradient[start:end],
        state.first_average[start:end],
        state.second_average[start:end],
        work.factors,
    )


@helper
def _judge(
    net: Net, work: Workspace, course: Course, span: Span, board: Ints, losses: Doubles, at: int, blocks: int
) -> None:
    """After a unit's last block: its loss, in the order of its blocks; the end when it isn't finite; the factors."""
    loss = 0.0
    for block in range(blocks):
        loss += work.block_losses[block]
    losses[at] = loss
    if course.facts[OPTIMISER] != MEASURE:
        if not math.isfinite(loss):
            board[STOPPED] = at + 1
        factors = factors_of(course.facts[OPTIMISER], course.numbers, span[1])
        for i in range(len(factors)):
            work.factors[i] = factors[i]


@kernel
def run_units(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, board: Ints, losses: Doubles, first: int
) -> None:
    """Work on units first … first + losses.size - 1 until nothing is left to take, alone or with others.

    losses float64 [units] gets each unit's sum over its rows. `board` is a new `Board`; all threads that enter with the
    same one share the work, and may come and go at any time: board[DONE] says when all is done (`all_done`).
    A unit whose loss isn't finite changes no weight and is the last one; board[STOPPED] is then its place from 1.
    """
    room_blocks = (min(net.facts[UNIT_ROWS], course.facts[BATCH_ROWS]) + BLOCK_ROWS - 1) // BLOCK_ROWS
    tiles = net.tiles.shape[0] if course.facts[OPTIMISER] != MEASURE else 0
    pieces, marks = room_blocks + tiles, room_blocks + 1 + tiles  # a unit's pieces of work, and what they add to DONE
    while True:
        at, piece = divmod(atomic_add(board, NEXT, 1), pieces)
        if at >= losses.size:
            return
        span = _span(course.facts, net.facts[UNIT_ROWS], first + at)
        blocks = (span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS
        if piece < room_blocks:
            wait_for(board, DONE, at * marks)
            stopped = atomic_load(board, STOPPED) > 0
            if piece < blocks and not stopped:
                _run_block(net, state, work, data, course, span, piece)
            if atomic_add(board, DONE, 1) + 1 == at * marks + room_blocks:
                if not stopped:
                    _judge(net, work, course, span, board, losses, at, blocks)
                atomic_add(board, DONE, 1)
        else:
            wait_for(board, DONE, at * marks + room_blocks + 1)
            if atomic_load(board, STOPPED) == 0:
                _run_tile(net, state, work, course, span, piece - room_blocks)
            atomic_add(board, DONE, 1)


@kernel
def all_done(net: Net, course: Course, board: Ints, units: int) -> int:
    """Wait until `units` units are done by whoever took their pieces; gives how many ran."""
    room_blocks = (min(net.facts[UNIT_ROWS], course.facts[BATCH_ROWS]) + BLOCK_ROWS - 1) // BLOCK_ROWS
    tiles = net.tiles.shape[0] if course.facts[OPTIMISER] != MEASURE else 0
    wait_for(board, DONE, units * (room_blocks + 1 + tiles))
    stopped = atomic_load(board, STOPPED)
    return stopped if stopped > 0 else units
