"""From a document to what the network learns from: split, clean, encode. The same path for window and terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import runtime
from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.base.progress import Finished, Progress
from core.cleaning.apply import FittedRecipe, fit_recipe
from core.cleaning.report import Cleaned
from core.data.columns import ColumnKind
from core.data.table import Table
from core.features.encode import Encoded, Encoder, encode, fit_encoder
from core.features.split import Parts
from core.features.target import TargetEncoder, actual_target, encode_target, fit_target
from core.features.task import Task, detect_task
from core.flow.cleaning import astray, document_settings, parts_of, shaped_table
from core.flow.importing import no_such_column
from core.nn.spec import NetworkSpec
from core.project.document import Document
from core.training.model import HEADS
from core.training.plan import TrainingPlan, make_plan
from core.training.settings import TrainingSettings


@dataclass(frozen=True, eq=False)
class Positions:
    """Rows of the matrix by part: int64 positions, in file order."""

    training: NDArray[np.int64]
    validation: NDArray[np.int64]
    test: NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Prepared:
    """Everything a run needs, fitted on training rows only.

    matrix: float32 [rows, features]; target: float32 [rows], scaled or class index; actual: [rows] the target as the
    file has it, float64 numbers or int64 class indices; source_rows: int64 [rows].
    """

    task: Task
    settings: TrainingSettings
    plan: TrainingPlan
    fitted: FittedRecipe
    encoder: Encoder
    target_encoder: TargetEncoder
    kinds: Mapping[str, ColumnKind]
    matrix: NDArray[np.float32]
    target: NDArray[np.float32]
    actual: NDArray[Any]
    source_rows: NDArray[np.int64]
    positions: Positions
    rows_set_aside: int
    notices: tuple[Notice, ...]

    @property
    def spec(self) -> NetworkSpec:
        """The network."""
        return self.plan.spec

    def row_counts(self) -> dict[str, int]:
        """Rows by part, and those that no part can use."""
        return {
            "train": len(self.positions.training),
            "validation": len(self.positions.validation),
            "test": len(self.positions.test),
            "set_aside": self.rows_set_aside,
        }


def prepare(table: Table, document: Document, threads: int | None = None) -> Iterator[Progress | Finished[Prepared]]:
    """Split by (seed, source row), fit the recipe and the encoders on training rows, make the matrix.

    Raises EpochalError: no target, an unusable target, no column to learn from, no rows left in a part.
    """
    settings = document_settings(document)
    yield Progress("split", 0, 4, "steps")
    shaped = _checked_table(table, document)
    target = document.target
    assert target is not None
    parts = parts_of(shaped, document, settings)
    yield Progress("clean", 1, 4, "steps")
    fitted, cleaned = fit_recipe(document.recipe, shaped, parts.training, target)
    _check_target_left(cleaned.table, target)
    task = _task(cleaned.table, document)
    yield Progress("encode", 2, 4, "steps")
    features = [name for name in cleaned.table.names if name != target]
    _check_rows(cleaned.table.source_rows, parts, settings)
    encoder = fit_encoder(cleaned.table, features, parts.training, settings.scaling)
    encoded = encode(encoder, cleaned.table, flags=False)
    target_encoder = fit_target(
        cleaned.table, target, task, parts.training, settings.target_scaling, settings.positive or None
    )
    yield Progress("encode", 3, 4, "steps")
    prepared = _joined(
        shaped, document, settings, parts, fitted, cleaned, task, encoder, encoded, target_encoder, threads
    )
    slips = astray(document.recipe, cleaned.report, table.names)
    yield Finished(replace(prepared, notices=(*slips, *prepared.notices)))


def _joined(
    shaped: Table,
    document: Document,
    settings: TrainingSettings,
    parts: Parts,
    fitted: FittedRecipe,
    cleaned: Cleaned,
    task: Task,
    encoder: Encoder,
    encoded: Encoded,
    target_encoder: TargetEncoder,
    threads: int | None,
) -> Prepared:
    target = encode_target(target_encoder, cleaned.table)
    usable = encoded.complete & np.isfinite(target)
    _check_rows(cleaned.table.source_rows[usable], parts, settings)
    positions = _positions(cleaned.table.source_rows, usable, parts)
    outputs = len(target_encoder.classes) if task is Task.MULTICLASS else 1
    plan = make_plan(
        settings,
        HEADS[task],
        encoder.width,
        outputs,
        len(positions.training),
        document.seed,
        threads or runtime.cpu_count(),
    )
    return Prepared(
        task=task,
        settings=settings,
        plan=plan,
        fitted=fitted,
        encoder=encoder,
        target_encoder=target_encoder,
        kinds={column.name: column.kind for column in shaped.columns},
        matrix=encoded.matrix,
        target=target,
        actual=actual_target(target_encoder, cleaned.table),
        source_rows=cleaned.table.source_rows,
        positions=positions,
        rows_set_aside=int((~usable).sum()),
        notices=_set_aside_notices(cleaned.table, encoded, target, document.target or ""),
    )


def _checked_table(table: Table, document: Document) -> Table:
    if document.target is None:
        raise EpochalError("flow.no_target")
    if not table.has(document.target):
        raise no_such_column(document.target, table.names)
    return shaped_table(table, document)


def _check_target_left(cleaned: Table, target: str) -> None:
    if not cleaned.has(target):
        raise EpochalError("flow.target_removed", {"name": target}, Place(column=target))
    if cleaned.rows == 0:
        raise EpochalError("flow.no_rows_left", {})


def _task(cleaned: Table, document: Document) -> Task:
    if document.task == "auto":
        return detect_task(cleaned, document.target or "")
    return detect_task(cleaned, document.target or "", Task(document.task))


def _positions(source_rows: NDArray[np.int64], usable: NDArray[np.bool_], parts: Parts) -> Positions:
    def of(part: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.flatnonzero(usable & np.isin(source_rows, part)).astype(np.int64)

    return Positions(of(parts.training), of(parts.validation), of(parts.test))


def _check_rows(left: NDArray[np.int64], parts: Parts, settings: TrainingSettings) -> None:
    """Every part that was asked for must still have rows after the rules."""
    wanted = (("training", parts.training, True), ("validation", parts.validation, settings.validation > 0))
    for name, part, needed in (*wanted, ("test", parts.test, settings.test > 0)):
        if needed and len(part) and not np.isin(part, left).any():
            raise EpochalError("flow.part_empty", {"part": name, "rows": len(part)})


def _set_aside_notices(
    cleaned: Table, encoded: Encoded, target: NDArray[np.float32], target_name: str
) -> tuple[Notice, ...]:
    """One notice for rows without a target and one a column for rows that no rule filled."""
    notices = []
    without_target = int((~np.isfinite(target)).sum())
    if without_target:
        params: dict[str, Any] = {"rows": without_target, "name": target_name}
        notices.append(Notice("flow.rows_without_target", params, Place(column=target_name), Severity.WARN))
    incomplete = ~encoded.complete
    if incomplete.any():
        rows = int(incomplete.sum())
        column = _first_gap(cleaned, incomplete, target_name)
        notices.append(
            Notice("flow.rows_incomplete", {"rows": rows, "name": column}, Place(column=column), Severity.WARN)
        )
    return tuple(notices)


def _first_gap(cleaned: Table, incomplete: NDArray[np.bool_], target_name: str) -> str:
    """The column with the most missing values among the rows set aside."""
    features = [name for name in cleaned.names if name != target_name]
    gaps = cleaned.frame.loc[incomplete, features].isna().sum()
    return str(gaps.idxmax())
