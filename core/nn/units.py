"""The one entry: a slice of a run, unit by unit, with no Python between its steps, on as many threads as come.

A unit is as many rows of a batch as the workspace holds with their activations; a batch is one unit or several. Each
unit has parts, one after the other, and each part has pieces that are worked on independently (`pieces`):

- by rows: (1) blocks of rows are gathered, run forward, judged and run backward; (2) tiles of parameters each sum their
  gradient over all the unit's rows in their order and, with the batch's last unit, are updated at once; or, when
  gradients are clipped, in a part of their own, since their norm needs all tiles.
- by columns, for few rows and several threads: gathering; for each layer its columns forward; judging; for each layer
  its columns backward; then tiles as before.

No sum crosses two pieces and every sum is one chain in the same order, so every bit is the same either way, for any
number of threads and for any slicing.

How threads share it. A thread claims pieces of the part that is open, those that it owns first, then whatever is left;
who does the last one opens the next part. Whoever comes finds work, whoever doesn't come is never waited for, and
between two parts lie some hundred nanoseconds. A thread owns the same columns of every layer in every step, so that
their weights and averages stay in its processor's cache.

Why (2026-11-24): this is design B of the kernel's design notes. A (chunks of rows with their own gradients, added in a
fixed order) needs a copy of the parameters per chunk and a reduction, and its bits hang on the number of chunks.
Why (2026-11-25): numba's `prange` was the first form; its workqueue took 80 µs to share a loop, its kernel as long
again to compile, and only one thread of the process may enter such kernels. A team at a barrier would be as quick as
this, but would wait for a member that Python hasn't started yet. Pieces taken from one counter were the second form:
weights went from one processor's cache to the other's with every step.
"""

from __future__ import annotations

import math

from core.nn.atomics import atomic_add, atomic_load, claim, wait_for
from core.nn.denormals import flush_denormals, restore_denormals
from core.nn.hints import Doubles, Ints
from core.nn.jit import inner, kernel
from core.nn.layout import IN_PADDED, LANES, OUT_PADDED
from core.nn.operands import (
    BLOCK_ROWS,
    OPTIMISER,
    TILE_LAYER,
    TILE_PANEL,
    UNIT_ROWS,
    Course,
    Net,
    Rows,
    State,
    Workspace,
    uncounted,
)
from core.nn.optimisers import CLIP, CLIP_NORM, MEASURE, NO_UPDATE, clip_share, factors_of
from core.nn.pieces import (
    Span,
    backward_part,
    ends_batch,
    forward_part,
    gather,
    judge_block,
    run_block,
    span_of,
    sum_tile,
    update_tile,
)
from core.nn.schedules import share_of_rate
from core.nn.views import unowned

# Places on the board, a cache line apart: how many threads came, the part that is open, how many of its pieces are
# done, the place from 1 of a unit whose loss isn't finite; how many threads are expected, whether they share columns.
CAME, OPEN, DONE, STOPPED, EXPECTED, BY_COLUMNS = 0, 8, 16, 24, 32, 33
_CLAIMS, _APART = 40, 8  # then for each piece the latest part, from 1, in which it was claimed
GROUP = 4  # panels of a piece of columns
# Kinds of parts.
BLOCKS, GATHER, FORWARD, JUDGE, BACKWARD, TILES, UPDATES = range(7)


def board_size(pieces: int) -> int:
    """The length of a board, int64, for units whose parts have at most so many pieces."""
    return _CLAIMS + _APART * pieces


@inner
def _parts(net: Net, course: Course, by_columns: int) -> int:
    """How many parts a unit has."""
    if course.facts[OPTIMISER] == MEASURE:
        return 1
    tiles = 2 if course.numbers[CLIP_NORM] > 0.0 else 1
    return (2 * net.layers.shape[0] + 1 if by_columns else 1) + tiles


@inner
def _kind(net: Net, by_columns: int, part: int) -> tuple[int, int]:
    """(kind of a unit's part, its layer where it has one)."""
    if not by_columns:
        return (BLOCKS, TILES, UPDATES)[part], 0
    layers = net.layers.shape[0]
    if part <= layers:
        return (GATHER, 0) if part == 0 else (FORWARD, part - 1)
    if part == layers + 1:
        return JUDGE, 0
    if part <= 2 * layers:
        return BACKWARD, 2 * layers + 1 - part
    return (TILES, UPDATES)[part - 2 * layers - 1], 0


@inner
def _groups(width: int) -> int:
    """How many pieces the columns of a level make."""
    return (width // LANES + GROUP - 1) // GROUP


@inner
def _pieces(net: Net, span: Span, kind: int, layer: int) -> int:
    """How many pieces a part has."""
    if kind == BLOCKS:
        return int((span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS)
    if kind == FORWARD:
        return int(_groups(net.layers[layer, OUT_PADDED]))
    if kind == BACKWARD:
        return int(_groups(net.layers[layer, IN_PADDED]))
    return net.tiles.shape[0] if kind in (TILES, UPDATES) else 1


@inner
def _owner(net: Net, kind: int, piece: int, pieces: int, threads: int) -> int:
    """Which thread does a piece if it's there: that of its columns, or of its place."""
    if kind in (TILES, UPDATES):
        tile = net.tiles[piece]
        return int(tile[TILE_PANEL] * threads * LANES // net.layers[tile[TILE_LAYER], OUT_PADDED])
    return piece * threads // pieces


@inner
def _columns(width: int, group: int) -> tuple[int, int]:
    """The panels (first, end) of a piece of columns."""
    return group * GROUP, min((group + 1) * GROUP, width // LANES)


@inner
def _work(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, span: Span, kind: int, layer: int, piece: int
) -> None:
    """Do a piece of a part."""
    learns, clips = course.facts[OPTIMISER] != NO_UPDATE, course.numbers[CLIP_NORM] > 0.0
    if kind == BLOCKS:
        run_block(net, state, work, data, course, span, piece)
    elif kind == GATHER:
        for first in range(0, span[4], BLOCK_ROWS):
            gather(net, work, data, course, span, first, min(BLOCK_ROWS, span[4] - first))
    elif kind == FORWARD:
        forward_part(net, state, work, course, span, layer, _columns(net.layers[layer, OUT_PADDED], piece))
    elif kind == JUDGE:
        for block in range((span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS):
            judge_block(net, work, data, span, block)
    elif kind == BACKWARD:
        backward_part(net, state, work, course, span, layer, _columns(net.layers[layer, IN_PADDED], piece))
    elif kind == TILES:
        sum_tile(net, state, work, course, span, piece)
        if learns and not clips and ends_batch(net, span):
            update_tile(net, state, work, course, piece)
    elif learns and ends_batch(net, span):
        update_tile(net, state, work, course, piece)


@inner
def _ended(net: Net, work: Workspace, course: Course, span: Span, kind: int, losses: Doubles, at: int) -> bool:
    """What follows a part's last piece: a unit's loss in the order of its blocks and the step's factors, or the share
    of a gradient that is used. False when the loss isn't finite and something was to be learned."""
    if kind in (BLOCKS, JUDGE):
        loss = 0.0
        for block in range((span[4] + BLOCK_ROWS - 1) // BLOCK_ROWS):
            loss += work.block_losses[block]
        losses[at] = loss
        if course.facts[OPTIMISER] != MEASURE:
            share = share_of_rate(course.schedule, span[1])
            factors = factors_of(course.facts[OPTIMISER], course.numbers, span[1], share)
            for i in range(len(factors)):
                work.factors[i] = factors[i]
            return math.isfinite(loss)
    elif kind == TILES and course.numbers[CLIP_NORM] > 0.0:
        squares = 0.0
        for tile in range(work.tile_squares.size):
            squares += work.tile_squares[tile]
        work.factors[CLIP] = clip_share(squares, course.numbers[CLIP_NORM])
    return True


@kernel
def run_units(
    net: Net, state: State, work: Workspace, data: Rows, course: Course, board: Ints, losses: Doubles, first: int
) -> None:
    """Work on units first … first + losses.size - 1 until all are done or nothing is left to take.

    losses float64 [units] gets each unit's sum over its rows. All threads that enter with the same `board`, new int64
    [board_size], share the work; they may come at any time and stay until all is done.
    A unit whose loss isn't finite changes no weight and is the last one; board[STOPPED] is then its place from 1.
    """
    net, state, work, data, course = uncounted(net, state, work, data, course)
    board, losses = unowned(board), unowned(losses)
    threads, by_columns, me = max(1, board[EXPECTED]), board[BY_COLUMNS], atomic_add(board, CAME, 1)
    parts = _parts(net, course, by_columns)
    end, stamp, register = losses.size * parts, atomic_load(board, OPEN), flush_denormals()
    while stamp < end:
        at, part = divmod(stamp, parts)
        span, (kind, layer) = span_of(course.facts, net.facts[UNIT_ROWS], first + at), _kind(net, by_columns, part)
        pieces = _pieces(net, span, kind, layer)
        for turn in range(2 if threads > 1 or me > 0 else 1):  # first what is one's own, then whatever is left
            for piece in range(pieces):
                if turn == 0 and threads > 1 and _owner(net, kind, piece, pieces, threads) != me:
                    continue
                if not claim(board, _CLAIMS + _APART * piece, stamp + 1):
                    continue
                _work(net, state, work, data, course, span, kind, layer, piece)
                if atomic_add(board, DONE, 1) + 1 == pieces:
                    goes_on = _ended(net, work, course, span, kind, losses, at)
                    if not goes_on:
                        board[STOPPED] = at + 1
                    atomic_add(board, DONE, -pieces)
                    atomic_add(board, OPEN, 1 if goes_on else end - stamp)
        wait_for(board, OPEN, stamp + 1)
        stamp = atomic_load(board, OPEN)
    restore_denormals(register)
