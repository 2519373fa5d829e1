"""A run's arrays and the way into the kernel: what training holds while it lasts.

One thread at a time uses a `StepRun`; it may bring helpers, threads of this module that join in the kernel when Python
lets them and are never waited for. Any number of runs may train at the same time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from core.nn.course import course_of
from core.nn.forward import forward_rows, predict
from core.nn.helpers import invite
from core.nn.jit import is_compiled
from core.nn.layout import IN_PADDED, LANES, Layout, pack, transpose, unpack
from core.nn.operands import (
    BATCH_ROWS,
    BLOCK_ROWS,
    OPTIMISER,
    STEPS_PER_EPOCH,
    UNITS_PER_BATCH,
    UNITS_PER_EPOCH,
    Course,
    Rows,
    State,
    flops_per_row,
    make_net,
    make_rows,
    make_workspace,
    unit_rows,
)
from core.nn.optimisers import HAS_FIRST_AVERAGE, HAS_SECOND_AVERAGE
from core.nn.part import Part
from core.nn.schedules import PLATEAU_SHARE
from core.nn.spec import Head, NetworkSpec
from core.nn.units import BY_COLUMNS, EXPECTED, STOPPED, board_size, run_units
from core.nn.update import Update

# Below these a unit is over too soon for a second thread to pay: cache lines go back and forth for every piece.
_PARALLEL_FLOPS, _COLUMN_FLOPS = 3_000_000, 5_000_000
_COLUMN_ROWS = 2 * BLOCK_ROWS  # up to here threads share columns: weights are then more than activations

KEPT = ("parameters", "batch_gradient", "first_average", "second_average")  # of a State: what a checkpoint holds


class StepRun:
    """The weights, optimiser averages and workspace of one run on one set of rows.

    Steps are counted in units (see `units`): `advance` runs any slice of them, and the bits don't depend on where
    slices are cut. loss: one of the head's LOSSES, None for its usual one. Raises ValueError for a part that doesn't
    fit.
    """

    def __init__(
        self,
        spec: NetworkSpec,
        weights: NDArray[np.float32],
        part: Part,
        update: Update,
        *,
        batch_rows: int,
        seed: int,
        threads: int,
        loss: str | None = None,
    ) -> None:
        self.layout = Layout(spec)
        self._rows = make_rows(part, spec.targets)
        self._net = make_net(self.layout, loss)
        self._work = make_workspace(self.layout, unit_rows(self.layout), len(self._net.tiles))
        self._course = course_of(self.layout, part.rows, batch_rows, seed, update)
        self._state = _new_state(self.layout, weights, self._course)
        self.threads = max(1, threads)
        rows = min(batch_rows, part.rows, unit_rows(self.layout))
        self._flops = flops_per_row(self.layout) * rows
        self._by_columns = rows <= _COLUMN_ROWS and self._flops >= _COLUMN_FLOPS
        widest = int(self.layout.table[:, IN_PADDED].max())
        self._pieces = max(-(-unit_rows(self.layout) // BLOCK_ROWS), len(self._net.tiles), widest // LANES)
        self._parallel = self.threads > 1 and self._flops >= (_PARALLEL_FLOPS if rows > BLOCK_ROWS else _COLUMN_FLOPS)

    @property
    def seconds_per_unit(self) -> float:
        """A cautious guess by shape alone of how long a unit takes, for cutting slices."""
        rows = min(int(self._course.facts[BATCH_ROWS]), unit_rows(self.layout))
        arithmetic = rows * flops_per_row(self.layout) / 2e10
        memory = rows * self.layout.floats_per_row * 4e-9 + self.layout.padded_size * 2e-9
        return arithmetic + memory + 3e-6

    @property
    def units_per_epoch(self) -> int:
        """How many units an epoch has."""
        return int(self._course.facts[UNITS_PER_EPOCH])

    @property
    def steps_per_epoch(self) -> int:
        """How many batches an epoch has."""
        return int(self._course.facts[STEPS_PER_EPOCH])

    @property
    def units_per_batch(self) -> int:
        """How many units a whole batch has."""
        return int(self._course.facts[UNITS_PER_BATCH])

    def advance(self, first: int, last: int, *, parallel: bool | None = None) -> NDArray[np.float64]:
        """Run units first … last-1 of the run; gives each one's loss summed over its rows, float64 [units run].

        Fewer come back than were asked when a loss isn't finite; that one is the last. `parallel` brings helpers or
        not against the run's own choice, which changes no bit.
        """
        return self._run(self._rows, self._course, (first, last), self._parallel if parallel is None else parallel)

    def measured(self, part: Part, units: int) -> Iterator[float | None]:
        """The mean loss on other rows with the weights as they are: None after each slice of `units`, then the loss.

        Nothing is learned, and the sum doesn't depend on the slices.
        """
        rows = make_rows(part, self.layout.spec.targets)
        course = course_of(self.layout, part.rows, part.rows, 0, None)
        losses: list[float] = []
        total = int(course.facts[UNITS_PER_EPOCH])
        while len(losses) < total:
            if losses:
                yield None
            last = min(total, len(losses) + units)
            losses.extend(self._run(rows, course, (len(losses), last), self._parallel).tolist())
        yield math.fsum(losses) / part.rows

    def weights(self) -> NDArray[np.float32]:
        """The canonical weights as they are now, float32 [parameters]; a copy."""
        return unpack(self.layout, self._state.parameters)

    def gradient(self) -> NDArray[np.float32]:
        """The last batch's mean gradient, in the canonical order, float32 [parameters]; a copy."""
        several = self.units_per_batch > 1
        return unpack(self.layout, self._state.batch_gradient if several else self._state.gradient)

    def scale_rate(self, share: float) -> None:
        """Set the share of the learning rate that the plateau schedule gives from the next unit on."""
        self._course.schedule[PLATEAU_SHARE] = share

    def arrays(self) -> dict[str, NDArray[np.float32]]:
        """All that a later `restore` needs besides the number of the next unit: the weights, the optimiser's averages
        and the gradient of a batch that's begun, each in the canonical order float32 [parameters]; copies."""
        kept = {name: getattr(self._state, name) for name in KEPT}
        return {name: unpack(self.layout, array) for name, array in kept.items() if array.size}

    def restore(self, arrays: Mapping[str, NDArray[np.float32]]) -> None:
        """Take the state of `arrays` of a run with the same spec, rows and course. Raises ValueError for another's."""
        wanted = {name: getattr(self._state, name) for name in KEPT if getattr(self._state, name).size}
        if arrays.keys() != wanted.keys():
            raise ValueError(f"{', '.join(wanted)} expected, not {', '.join(arrays)}")
        packed = {name: pack(self.layout, array) for name, array in arrays.items()}
        for name, array in wanted.items():
            array[:] = packed[name]
        self._state.transposed[:] = transpose(self.layout, self._state.parameters)

    def _run(self, rows: Rows, course: Course, units: tuple[int, int], parallel: bool) -> NDArray[np.float64]:
        losses, board = np.empty(units[1] - units[0], np.float64), np.zeros(board_size(self._pieces), np.int64)
        board[BY_COLUMNS] = parallel and self._by_columns and course is self._course
        board[EXPECTED] = min(self.threads, self._pieces) if parallel else 1
        work = (self._net, self._state, self._work, rows, course, board, losses, units[0])
        invite(int(board[EXPECTED]) - 1, run_units, *work)
        run_units(*work)
        return losses[: board[STOPPED]] if board[STOPPED] else losses


def _new_state(layout: Layout, weights: NDArray[np.float32], course: Course) -> State:
    packed, nothing = pack(layout, weights), np.empty(0, np.float32)
    code, several = int(course.facts[OPTIMISER]), int(course.facts[UNITS_PER_BATCH]) > 1
    return State(
        parameters=packed,
        transposed=transpose(layout, packed),
        gradient=np.zeros_like(packed),
        batch_gradient=np.zeros_like(packed) if several else nothing,
        first_average=np.zeros_like(packed) if code in HAS_FIRST_AVERAGE else nothing,
        second_average=np.zeros_like(packed) if code in HAS_SECOND_AVERAGE else nothing,
    )


def kernels_are_ready() -> bool:
    """Whether every kernel is loaded in this process, so that a run starts at once."""
    return all(is_compiled(entry) for entry in (run_units, forward_rows))


def warm_up() -> None:
    """Load or compile every kernel (seconds the first time on a machine)."""
    spec = NetworkSpec(1, (), 1, "linear", Head.LINEAR)
    x, y = np.zeros((1, 1), np.float32), np.zeros(1, np.float32)
    weights = np.zeros(spec.parameters, np.float32)
    run = StepRun(spec, weights, Part(x, y), Update("adam", 0.001), batch_rows=1, seed=0, threads=1)
    run.advance(0, 1)
    predict(spec, weights, x)
