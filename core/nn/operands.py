"""What the kernels are handed: a few named tuples of arrays, whose types are the same for every architecture.

One type means one compilation: depth, widths, optimiser and loss are numbers in these arrays.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.nn.activations import ACTIVATION_CODES
from core.nn.jit import helper, inner
from core.nn.layout import IN_PADDED, LANES, OUT_PADDED, Layout
from core.nn.losses import HEAD_CODES, LOSS_CODES
from core.nn.optimisers import FACTORS
from core.nn.part import Part
from core.nn.spec import LOSSES
from core.nn.views import unowned

BLOCK_ROWS = 64  # rows of one forward and backward pass: a whole number of tiles
_UNIT_BYTES = 1 << 24  # activations and gradients of a unit; 0.5 to 16 MB made no difference to one thread's speed
_UNIT_LEAST, _UNIT_MOST = 128, 1024

# Columns of a tile of parameters, int64 [tiles, 5]: the unit of the second half of a step.
TILE_LAYER, TILE_PANEL, TILE_PANELS, TILE_FIRST, TILE_LAST = range(5)
_TILE_INPUTS, _TILE_WIDTH = 128, 2
_WHOLE = 4  # so many panels are one tile: cut in two, they would be over before a second thread has come

# Positions in `Net.facts`, int64.
HEAD, ACTIVATION, OUTPUTS, TARGETS, UNIT_ROWS, LOSS = range(6)

# Positions in `Course.facts`, int64.
ROWS, BATCH_ROWS, UNITS_PER_BATCH, UNITS_PER_EPOCH, STEPS_PER_EPOCH, SHUFFLED, SHUFFLE_KEY, OPTIMISER = range(8)
DROPOUT_BELOW, DROPOUT_KEY = range(8, 10)


class Net(NamedTuple):
    """The architecture in numbers: the table of `layout`, the tiles of parameters, and a few facts."""

    layers: NDArray[np.int64]  # [layers, LAYER_FACTS]
    tiles: NDArray[np.int64]  # [tiles, 5]
    facts: NDArray[np.int64]  # [6]


class State(NamedTuple):
    """What a step changes, all in the kernels' padded layout. What the run has no use for is empty."""

    parameters: NDArray[np.float32]
    transposed: NDArray[np.float32]
    gradient: NDArray[np.float32]  # of one unit of rows
    batch_gradient: NDArray[np.float32]  # of a batch of several units: their sum, so that long sums stay accurate
    first_average: NDArray[np.float32]
    second_average: NDArray[np.float32]


class Workspace(NamedTuple):
    """Room for one unit of rows: every level's activations, the gradients beside them, and a loss per block."""

    activations: NDArray[np.float32]  # [floats_per_row · room]
    deltas: NDArray[np.float32]  # the same places
    block_losses: NDArray[np.float64]  # [unit rows / BLOCK_ROWS]
    tile_squares: NDArray[np.float64]  # [tiles]: of the gradient, when it's clipped
    zeros: NDArray[np.float32]  # [LANES]: what sums start from
    ones: NDArray[np.float32]  # [1]
    chosen: NDArray[np.int64]  # [unit rows]: which rows of the matrices a unit has
    weights: NDArray[np.float32]  # [unit rows]: how much each of them counts
    factors: NDArray[np.float32]  # [FACTORS]: of the step that is being updated


class Course(NamedTuple):
    """How rows become steps: counts, order, dropout, optimiser and schedule."""

    facts: NDArray[np.int64]  # [10]
    numbers: NDArray[np.float64]  # [OPTIMISER_NUMBERS]
    schedule: NDArray[np.float64]  # [4], of `schedules`; its last is written between epochs


class Rows(NamedTuple):
    """A `Part` for the kernels, read-only: what it doesn't have is empty."""

    x: NDArray[np.float32]  # [rows, inputs]
    y: NDArray[np.float32]  # [rows, targets]
    w: NDArray[np.float32]  # [rows], or empty when all weigh the same
    at: NDArray[np.int64]  # the part's rows among them, or empty when it has all


@inner
def uncounted_net(net: Net) -> Net:
    """The same arrays, whose references aren't counted any more."""
    return Net(unowned(net.layers), unowned(net.tiles), unowned(net.facts))


@inner
def uncounted(
    net: Net, state: State, work: Workspace, data: Rows, course: Course
) -> tuple[Net, State, Workspace, Rows, Course]:
    """All that a kernel is handed, for the time that it runs."""
    return (
        uncounted_net(net),
        State(
            unowned(state.parameters),
            unowned(state.transposed),
            unowned(state.gradient),
            unowned(state.batch_gradient),
            unowned(state.first_average),
            unowned(state.second_average),
        ),
        Workspace(
            unowned(work.activations),
            unowned(work.deltas),
            unowned(work.block_losses),
            unowned(work.tile_squares),
            unowned(work.zeros),
            unowned(work.ones),
            unowned(work.chosen),
            unowned(work.weights),
            unowned(work.factors),
        ),
        Rows(unowned(data.x), unowned(data.y), unowned(data.w), unowned(data.at)),
        Course(unowned(course.facts), unowned(course.numbers), unowned(course.schedule)),
    )


def make_net(layout: Layout, loss: str | None = None) -> Net:
    """The operand of one architecture, and of what it is judged by: one of `LOSSES`, None for the usual one."""
    spec = layout.spec
    facts = [
        HEAD_CODES[spec.head],
        ACTIVATION_CODES[spec.activation],
        spec.outputs,
        spec.targets,
        unit_rows(layout),
        LOSS_CODES[spec.head, loss or LOSSES[spec.head][0]],
    ]
    return Net(layout.table, _tiles(layout), np.array(facts, np.int64))


def unit_rows(layout: Layout) -> int:
    """How many rows of a batch are worked on at a time: a function of the widths only, since bits depend on it."""
    fitting = _UNIT_BYTES // (8 * layout.floats_per_row)
    return max(_UNIT_LEAST, min(_UNIT_MOST, fitting // BLOCK_ROWS * BLOCK_ROWS))


@helper
def room_for(rows: int) -> int:
    """The rows of a workspace's panels: one more than are used, so that panels aren't a power of two apart, where they
    would collide in the cache."""
    return rows + 1


def make_workspace(layout: Layout, rows: int, tiles: int) -> Workspace:
    """Room for `rows` rows, a whole number of blocks, and for the squares of `tiles` tiles."""
    floats = layout.floats_per_row
    return Workspace(
        np.zeros(floats * room_for(rows), np.float32),
        np.zeros(floats * room_for(rows), np.float32),
        np.zeros(rows // BLOCK_ROWS, np.float64),
        np.zeros(tiles, np.float64),
        np.zeros(LANES, np.float32),
        np.ones(1, np.float32),
        np.zeros(rows, np.int64),
        np.ones(rows, np.float32),
        np.zeros(FACTORS, np.float32),
    )


def make_rows(part: Part, targets: int) -> Rows:
    """Read-only views on a part. Raises ValueError for another type, order or shape, and for rows that aren't there."""
    x, y = part.x, part.y
    if x.dtype != np.float32 or x.ndim != 2 or not x.flags.c_contiguous:
        raise ValueError("x is a C-contiguous float32 [rows, inputs]")
    if y.dtype != np.float32 or not y.flags.c_contiguous or y.size != x.shape[0] * targets:
        raise ValueError(f"y is a contiguous float32 [{x.shape[0]}, {targets}]")
    w = np.empty(0, np.float32) if part.weights is None else part.weights
    if part.weights is not None and (w.dtype != np.float32 or not w.flags.c_contiguous or w.shape != x.shape[:1]):
        raise ValueError(f"weights are a contiguous float32 [{x.shape[0]}]")
    at = np.empty(0, np.int64) if part.at is None else part.at
    if at.dtype != np.int64 or at.ndim != 1 or not at.flags.c_contiguous or (part.at is not None and not len(at)):
        raise ValueError("at is a contiguous int64 [rows of the part], at least one")
    if len(at) and not (at.min() >= 0 and at.max() < len(x)):
        raise ValueError(f"rows from 0 to {len(x) - 1} expected in at")
    return Rows(_frozen_view(x), _frozen_view(y.reshape(-1, targets)), _frozen_view(w), _frozen_view(at))


def _frozen_view(array: NDArray[Any]) -> NDArray[Any]:
    view = array.view()
    view.flags.writeable = False
    return view


def _tiles(layout: Layout) -> NDArray[np.int64]:
    """Cut every layer's parameters into tiles of some panels and `_TILE_INPUTS` inputs."""
    tiles = []
    for layer, facts in enumerate(layout.table):
        panels, inputs = int(facts[OUT_PADDED]) // LANES, int(facts[IN_PADDED])
        width = _WHOLE if panels <= _WHOLE else _TILE_WIDTH
        for panel in range(0, panels, width):
            for first in range(0, inputs, _TILE_INPUTS):
                tiles.append((layer, panel, min(width, panels - panel), first, min(first + _TILE_INPUTS, inputs)))
    return np.array(tiles, np.int64)


def flops_per_row(layout: Layout) -> int:
    """Multiply-adds of forward, backward and gradient of one row, counted as two each."""
    table = layout.table
    return int(6 * (table[:, IN_PADDED] * table[:, OUT_PADDED]).sum())
