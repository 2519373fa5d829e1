"""The one entry: a slice of a run, unit by unit, with no Python between its steps, on as many threads as come.

A unit is as many rows of a batch as the workspace holds with their activations; a batch is one unit or several.
Each unit has two parts: (1) blocks of rows are gathered, run forward, judged and run backward, independently; (2)
tiles of parameters each sum their gradient over all the unit's rows in their order and, with the batch's last unit, are
updated at once; or, when gradients are clipped, in a third part, since their norm needs all tiles. No sum crosses two
threads, so every bit is the same for any number of them, and for any slicing. `pieces` has what a thread then does.

How threads share it. Blocks and tiles are pieces of work in one long row; a thread takes the next number from a
counter, waits until the part before is done, works, and counts it as done. Whoever comes finds work, whoever doesn't
come is never waited for, and between two parts lie some hundred nanoseconds.

Why (2026-11-24): this is design B of the kernel's design notes. A (chunks of rows with their own gradients, added in a
fixed order) needs a copy of the parameters per chunk and a reduction, and its bits hang on the number of chunks.
Why (2026-11-25): numba's `prange` was the first form; its workqueue took 80 µs to share a loop, its kernel as long
again to compile, and only one thread of the process may enter such kernels. A team at a barrier would be as quick as
this, but would wait for a member that Python hasn't started yet.
"""

from __future__ import annotations

import math

from core.nn.atomics import atomic_add, atomic_load, wait_for
from core.nn.hints import Doubles, Ints
from core.nn.jit import helper, kernel
from core.nn.operands import (
    BATCH_ROWS,
    BLOCK_ROWS,
    OPTIMISER,
    UNIT_ROWS,
    Course,
    Net,
    Rows,
    State,
    Workspace,
    uncounted,
)
from core.nn.optimisers import CLIP, CLIP_NORM, MEASURE, NO_UPDATE, clip_share, factors_of
from core.nn.pieces import Span, ends_batch, run_block, span_of, sum_tile, update_tile
from core.nn.schedules import share_of_rate
from core.nn.views import unowned

NEXT, DONE, STOPPED = 0, 8, 16  # places on the board, a cache line apart
BOARD = 24


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
        share = share_of_rate(course.schedule, span[1])
        factors = factors_of(course.facts[OPTIMISER], course.numbers, span[1], share)
        for i in range(len(factors)):
            work.factors[i] = factors[i]


@helper
def _judge_gradient(work: Workspace, course: Course) -> None:
    """After a batch's last tile, when gradients are clipped: what share of this one is used."""
    squares = 0.0
    for tile in range(work.tile_squares.size):
        squares += work.tile_squares[tile]
    work.factors[CLIP] = clip_share(squares, course.numbers[CLIP_NORM])


@helper
def _thirds(net: Net, course: Course) -> tuple[int, int, int]:
    """How many pieces of work a unit has: (blocks of rows, tiles to sum, tiles to update after all sums)."""
    blocks = (min(net.facts[UNIT_ROWS], course.facts[BATCH_ROWS]) + BLOCK_ROWS - 1) // BLOCK_ROWS
    tiles = net.tiles.shape[0] if course.facts[OPTIMISER] != MEASURE else 0
    return blocks, tiles, tiles if course.numbers[CLIP_NORM] > 0.0 else 0


@helper
def _marks(blocks: int, tiles: int, updates: int) -> int:
    """What a unit's pieces add to DONE: one each, one for its judgement, and one for that of its gradient."""
    return blocks + 1 + tiles + (updates + 1 if updates > 0 else 0)


@kernel
def run_units(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, board: Ints, losses: Doubles, first: int
) -> None:
    """Work on units first … first + losses.size - 1 until nothing is left to take, alone or with others.

    losses float64 [units] gets each unit's sum over its rows. `board` is a new `Board`; all threads that enter with the
    same one share the work, and may come and go at any time: board[DONE] says when all is done (`all_done`).
    A unit whose loss isn't finite changes no weight and is the last one; board[STOPPED] is then its place from 1.
    """
    net, state, work, data, course = uncounted(net, state, work, data, course)
    board, losses = unowned(board), unowned(losses)
    room_blocks, tiles, updates = _thirds(net, course)
    pieces, marks = room_blocks + tiles + updates, _marks(room_blocks, tiles, updates)
    learns = course.facts[OPTIMISER] != NO_UPDATE
    while True:
        at, piece = divmod(atomic_add(board, NEXT, 1), pieces)
        if at >= losses.size:
            return
        span, before = span_of(course.facts, net.facts[UNIT_ROWS], first + at), at * marks
        if piece < room_blocks:
            wait_for(board, DONE, before)
            stopped = atomic_load(board, STOPPED) > 0
            blocks = (span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS
            if piece < blocks and not stopped:
                run_block(net, state, work, data, course, span, piece)
            if atomic_add(board, DONE, 1) + 1 == before + room_blocks:
                if not stopped:
                    _judge(net, work, course, span, board, losses, at, blocks)
                atomic_add(board, DONE, 1)
        elif piece < room_blocks + tiles:
            wait_for(board, DONE, before + room_blocks + 1)
            if atomic_load(board, STOPPED) == 0:
                sum_tile(net, state, work, course, span, piece - room_blocks)
                if learns and updates == 0 and ends_batch(net, span):
                    update_tile(net, state, work, course, piece - room_blocks)
            if atomic_add(board, DONE, 1) + 1 == before + room_blocks + 1 + tiles and updates > 0:
                _judge_gradient(work, course)
                atomic_add(board, DONE, 1)
        else:
            wait_for(board, DONE, before + room_blocks + tiles + 2)
            if atomic_load(board, STOPPED) == 0 and learns and ends_batch(net, span):
                update_tile(net, state, work, course, piece - room_blocks - tiles)
            atomic_add(board, DONE, 1)


@kernel
def all_done(net: Net, course: Course, board: Ints, units: int) -> int:
    """Wait until `units` units are done by whoever took their pieces; gives how many ran."""
    blocks, tiles, updates = _thirds(net, course)
    wait_for(board, DONE, units * _marks(blocks, tiles, updates))
    stopped = atomic_load(board, STOPPED)
    return stopped if stopped > 0 else units
