"""Forecast: the memory that a run will need, from the shape of its rows and its network, before the matrix is made.

What is counted are arrays that the code makes, whose sizes are known, and a few figures that were measured. Checked
(2026-11-25, `tests/bench/forecast_memory.py`, Linux, the most that a fresh process held above the cleaned rows):

    a run, 64-64 with Adam where nothing is said     measured MB   forecast MB
    500,000 rows of 50 numbers                               142           159
    1,000,000 rows of 5 numbers                               91           101
    200,000 rows of 1,025 numbers from 4 categories        1,004           996
    500,000 rows of 50 numbers, two classes                  358           347
    150,000 rows of 770 numbers, two classes               1,296         1,310
    200,000 rows of 30 numbers, ten classes                  187           160
    400,000 rows of 517 numbers from 2 texts                 949           911
    10,000 rows of 20 numbers, 4096-4096                     674           659
    the same with gradient descent                           544           529
    300,000 rows of 50 numbers, 1024-1024                    126           129
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.base.errors import EpochalError, Place
from core.features.encoders import Encoder, LevelEncoding
from core.flow import memory
from core.nn.layout import Layout
from core.nn.spec import Head
from core.training.plan import TrainingPlan

# Bytes of each row beside the matrix, measured: the target, its positions, a column while it is encoded.
_PER_ROW, _PER_ROW_WITH_LEVELS = 40, 150
# Copies of all weights beside those of the kernels: the start, the best epoch, the one that takes its place, a file's.
_CANONICAL = 4
# To judge: what scikit-learn and its figures take once, and copies of a block of rows while the simple models learn.
_JUDGING, _BLOCKS = 24 << 20, 5
_LOGISTIC, _PER_CLASS = 48 << 20, 16


@dataclass(frozen=True)
class Need:
    """Bytes: the matrix of encoded rows, what else each row takes, then training and judging, one after the other."""

    matrix: int
    rows: int
    training: int
    judging: int

    @property
    def most(self) -> int:
        """What is held at the peak."""
        return self.matrix + self.rows + max(self.training, self.judging)


def need_of(plan: TrainingPlan, rows: int, test: float = 0.0, *, levels: bool = True) -> Need:
    """What a run of this plan takes on a matrix float32 [rows, plan.spec.inputs].

    rows: of all parts; test: the share of them that only judges; levels: whether a column is one of categories.
    """
    matrix = rows * plan.spec.inputs * 4
    beside = rows * (_PER_ROW_WITH_LEVELS if levels else _PER_ROW)
    return Need(matrix, beside, _training(plan), _judging(plan, round(rows * (1 - test))))


def check_run(plan: TrainingPlan, rows: int, test: float, encoder: Encoder) -> None:
    """Raise EpochalError when a run of this plan on so many rows needs more memory than is free.

    flow.run_memory_short when the rows are what takes most, with the widest column in `name`, and `wide` numbers a row
    that it becomes; flow.network_memory_short when the weights are. Both say needed_gb and free_gb.
    """
    need = need_of(plan, rows, test, levels=has_levels(encoder))
    free = memory.free_bytes()
    if need.most <= free:
        return
    figures: dict[str, object] = {"needed_gb": need.most / 2**30, "free_gb": free / 2**30}
    if need.training > need.judging and need.training > need.matrix:
        parameters = {"parameters": plan.spec.parameters}
        raise EpochalError("flow.network_memory_short", figures | parameters, Place(setting="layers"))
    name, wide = _widest(encoder.columns)
    code = "flow.run_memory_short" if wide > 1 else "flow.rows_memory_short"
    raise EpochalError(code, figures | {"rows": rows, "width": encoder.width, "name": name, "wide": wide})


def has_levels(encoder: Encoder) -> bool:
    """Whether one of the columns is encoded by its levels."""
    return any(isinstance(column, LevelEncoding) for column in encoder.columns)


def _training(plan: TrainingPlan) -> int:
    """The weights' copies, and room for the activations and gradients of a unit of rows."""
    from core.nn.operands import unit_rows  # stands on numba: not before something is trained
    from core.nn.optimisers import HAS_FIRST_AVERAGE, HAS_SECOND_AVERAGE, OPTIMISER_CODES

    layout, code = Layout(plan.spec), OPTIMISER_CODES[plan.optimiser]
    unit = unit_rows(layout)
    averages = (code in HAS_FIRST_AVERAGE) + (code in HAS_SECOND_AVERAGE)
    kernels = layout.padded_size * (2 + (plan.batch_size > unit) + averages) + layout.transposed_size
    return 4 * (kernels + _CANONICAL * plan.spec.parameters + 2 * layout.floats_per_row * (unit + 1))


def _judging(plan: TrainingPlan, rows: int) -> int:
    """The simple models beside the best epoch: blocks of rows in float64, of classes all rows to learn from."""
    from core.evaluation.baselines import block_rows

    width, weights = plan.spec.inputs, 4 * 4 * plan.spec.parameters
    blocks = _BLOCKS * 8 * width * min(rows, block_rows(width))
    if plan.spec.head is Head.LINEAR:
        return _JUDGING + weights + blocks
    classes = max(2, plan.spec.outputs)
    return _LOGISTIC + weights + blocks + rows * (8 * width + _PER_CLASS * classes)


def _widest(columns: Sequence[object]) -> tuple[str, int]:
    """The column that becomes the most numbers, and how many."""
    widest = max((one for one in columns if isinstance(one, LevelEncoding)), key=lambda one: one.width, default=None)
    return (widest.name, widest.width) if widest is not None else ("", 1)
