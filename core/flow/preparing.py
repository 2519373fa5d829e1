"""From a document to what the network learns from: split, clean, encode. The same path for window and terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base import runtime
from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.base.progress import Finished, Progress
from core.cleaning.apply import FittedRecipe, fit_recipe
from core.data.columns import ColumnKind
from core.data.convert import reads_month_first
from core.data.flags import RowVerdict
from core.data.table import Table
from core.features.encode import Encoded, Encoder, encode, fit_encoder
from core.features.split import Parts
from core.features.target import TargetEncoder, actual_target, encode_target, fit_target
from core.features.task import Task, detect_task
from core.flow.cleaning import astray, document_settings, parts_of, shaped_table
from core.flow.forecasting import Need, check_run, has_levels, need_of
from core.flow.importing import no_such_column
from core.flow.weighing import balance_of, normalised, rules_left_out, sample_weights
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

    matrix: float32 [rows, features]; target: float32 [rows], scaled or class index; weights: float32 [rows],
    how much each counts while training, 1 on average in each part, or None when all count alike; actual: [rows] the
    target as the file has it, float64 numbers or int64 class indices; source_rows: int64 [rows]. kinds,
    month_first: as `Model` has them.
    """

    task: Task
    settings: TrainingSettings
    plan: TrainingPlan
    fitted: FittedRecipe
    encoder: Encoder
    target_encoder: TargetEncoder
    kinds: Mapping[str, ColumnKind]
    month_first: frozenset[str]
    matrix: NDArray[np.float32]
    target: NDArray[np.float32]
    weights: NDArray[np.float32] | None
    actual: NDArray[Any]
    source_rows: NDArray[np.int64]
    positions: Positions
    rows_set_aside: int
    notices: tuple[Notice, ...]

    @property
    def needed(self) -> Need:
        """The memory that the run was forecast to need."""
        return need_of(self.plan, len(self.matrix), self.settings.test, levels=has_levels(self.encoder))

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


def prepare(
    table: Table, document: Document, threads: int | None = None, *, whole: bool = False
) -> Iterator[Progress | Finished[Prepared]]:
    """Split by (seed, source row), fit the recipe and the encoders on training rows, make the matrix.

    Raises EpochalError: flow.*_memory_short before the matrix is made when the run needs more memory than is free
    (with `whole` it's tried all the same), no target, an unusable target, no column to learn from, no rows left in a
    part.
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
    _check_rows(cleaned.table.source_rows, parts, settings)
    yield Progress("encode", 2, 4, "steps")
    encoder = _encoder(cleaned.table, target, parts, settings)
    outcomes = _outcomes(cleaned.table, target, task, parts, settings)
    if not whole:
        planned = _plan(encoder, outcomes, settings, len(parts.training), document.seed, threads)
        check_run(planned, cleaned.table.rows, settings.test, encoder)
    inputs = _Inputs(encoder, encode(encoder, cleaned.table, flags=False))
    yield Progress("encode", 3, 4, "steps")
    counted = None
    if settings.sample_weight:
        counted = sample_weights(table, settings.sample_weight, cleaned.table.source_rows, target)
    usable = inputs.encoded.complete & np.isfinite(outcomes.encoded)
    if counted is not None:
        usable &= np.isfinite(counted)
    _check_rows(cleaned.table.source_rows[usable], parts, settings)
    positions = _positions(cleaned.table.source_rows, usable, parts)
    notices = (
        *astray(document.recipe, cleaned.report, table.names),
        *rules_left_out(document.recipe, cleaned.report, settings.sample_weight),
        *_set_aside_notices(cleaned.table, inputs, outcomes),
        *_unweighed(counted, settings.sample_weight),
    )
    yield Finished(
        Prepared(
            task=task,
            settings=settings,
            plan=_plan(encoder, outcomes, settings, len(positions.training), document.seed, threads),
            fitted=fitted,
            encoder=inputs.encoder,
            target_encoder=outcomes.encoder,
            kinds={column.name: column.kind for column in shaped.columns},
            month_first=frozenset(column.name for column in shaped.columns if reads_month_first(column)),
            matrix=inputs.encoded.matrix,
            target=outcomes.encoded,
            weights=_weights(outcomes, settings, counted, positions),
            actual=actual_target(outcomes.encoder, cleaned.table),
            source_rows=cleaned.table.source_rows,
            positions=positions,
            rows_set_aside=int((~usable).sum()),
            notices=notices,
        )
    )


@dataclass(frozen=True, eq=False)
class _Inputs:
    """The columns to learn from: how each is encoded, and all cleaned rows encoded so."""

    encoder: Encoder
    encoded: Encoded


@dataclass(frozen=True, eq=False)
class _Outcomes:
    """The target: how it is encoded, and float32 [rows] of all cleaned rows, NaN where it can't be."""

    encoder: TargetEncoder
    encoded: NDArray[np.float32]


def _encoder(cleaned: Table, target: str, parts: Parts, settings: TrainingSettings) -> Encoder:
    features = [name for name in cleaned.names if name != target]
    return fit_encoder(cleaned, features, parts.training, settings.scaling)


def _outcomes(cleaned: Table, target: str, task: Task, parts: Parts, settings: TrainingSettings) -> _Outcomes:
    positive = settings.positive or None
    encoder = fit_target(cleaned, target, task, parts.training, settings.target_scaling, positive)
    return _Outcomes(encoder, encode_target(encoder, cleaned))


def _plan(
    encoder: Encoder, outcomes: _Outcomes, settings: TrainingSettings, rows: int, seed: int, threads: int | None
) -> TrainingPlan:
    task = outcomes.encoder.task
    outputs = len(outcomes.encoder.classes) if task is Task.MULTICLASS else 1
    return make_plan(settings, HEADS[task], encoder.width, outputs, rows, seed, threads or runtime.cpu_count())


def _weights(
    outcomes: _Outcomes, settings: TrainingSettings, counted: NDArray[np.float64] | None, positions: Positions
) -> NDArray[np.float32] | None:
    """How much each row counts while training; None when all count alike."""
    if counted is None and settings.class_weight == "none":
        return None
    weights = np.ones(len(outcomes.encoded)) if counted is None else counted
    if settings.class_weight == "balanced":
        weights = weights * balance_of(outcomes.encoded, positions.training)
    parts = {"training": positions.training, "validation": positions.validation}
    return normalised(weights, parts, settings.sample_weight)


def _unweighed(counted: NDArray[np.float64] | None, name: str) -> tuple[Notice, ...]:
    """What to say of rows that were set aside because nothing says how much they count."""
    rows = 0 if counted is None else int(np.isnan(counted).sum())
    if not rows:
        return ()
    return (Notice("flow.rows_without_weight", {"rows": rows, "name": name}, Place(column=name), Severity.WARN),)


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


def _set_aside_notices(cleaned: Table, inputs: _Inputs, outcomes: _Outcomes) -> tuple[Notice, ...]:
    """One notice each for rows without a target, with gaps that no rule filled, and with numbers beyond float32."""
    target = outcomes.encoder.name
    found = [("flow.rows_without_target", ~np.isfinite(outcomes.encoded), target)]
    incomplete = ~inputs.encoded.complete
    if incomplete.any():
        features = [column.name for column in inputs.encoder.columns]
        missing = cleaned.frame[features].isna()
        gaps = incomplete & missing.any(axis=1).to_numpy()
        beyond = incomplete & ~gaps
        found.append(("flow.rows_incomplete", gaps, str(missing.loc[incomplete].sum().idxmax())))
        found.append(("flow.rows_too_large", beyond, _too_large(cleaned, inputs.encoder, beyond)))
    return tuple(
        Notice(code, {"rows": int(rows.sum()), "name": name}, Place(column=name), Severity.WARN)
        for code, rows, name in found
        if rows.any()
    )


def _too_large(cleaned: Table, encoder: Encoder, beyond: NDArray[np.bool_]) -> str:
    """The column whose number sets the first of these rows aside; "" when there is no such row."""
    first = np.zeros(len(beyond), np.bool_)
    first[np.flatnonzero(beyond)[:1]] = True
    flags = encode(encoder, cleaned.take(first)).flags
    return next((str(flag.notice.params["name"]) for flag in flags if flag.verdict is RowVerdict.FAILED), "")
