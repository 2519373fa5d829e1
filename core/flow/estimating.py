"""Estimate: how long a run of each preset would take on this computer, from a few epochs on a sample of the rows; and
how much memory.

How many epochs a run needs can't be known before it has run; patience ends it. Why (2026-11-25): over the five sample
tables and two seeds, runs of balanced and thorough ended after 23 to 190 epochs with a geometric mean of 53 and 79, of
quick after 8 to 20 of at most 20. Twice the patience and fifteen more, 55, 95 and 20, is the middle of what was seen.
Rejected: all planned epochs, an honest limit, but two to nine times too long.
"""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.base import runtime
from core.base.errors import EpochalError
from core.base.progress import Finished, Progress
from core.data.table import Table
from core.features.encode import encode, fit_encoder
from core.features.split import rounded_share
from core.features.task import Task
from core.flow.cleaning import document_settings
from core.flow.forecasting import has_levels, need_of
from core.flow.preparing import Prepared
from core.flow.training import training_data
from core.nn.part import Part
from core.project.document import Document
from core.training.loop import TrainingData
from core.training.model import HEADS
from core.training.plan import TrainingPlan, make_plan
from core.training.settings import PRESETS, TrainingSettings
from core.training.speed import epoch_seconds, rows_to_time

SAMPLE_ROWS = 6000
_ABOVE_PATIENCE = 15


@dataclass(frozen=True)
class Estimate:
    """A run of `epochs` epochs probably takes `seconds`; should it need all that it may, `most_epochs`, `most_seconds`.

    Training only: preparing rows and judging the result come on top. `rows` are the training rows of an epoch.
    `memory` is in bytes, the most that the run holds from its encoded rows to its judgement.
    """

    epochs: int
    seconds: float
    most_epochs: int
    most_seconds: float
    rows: int
    memory: int


@dataclass(frozen=True, eq=False)
class Sample:
    """float32 [rows, inputs] of encoded rows, and what the whole table has: its rows and the task with its outputs."""

    matrix: NDArray[np.float32]
    rows: int
    task: Task
    outputs: int
    levels: bool  # whether a column is one of categories


Events = Iterator[Progress | Finished[Mapping[str, Estimate]]]


def sample_of(cleaned: Table, document: Document, task: Task, outputs: int) -> Sample:
    """Rows from all over the cleaned table, encoded by themselves: only their shape and size matter.

    Raises EpochalError for settings that can't be and columns that nothing can be learned from.
    """
    settings = document_settings(document)
    kept = np.zeros(cleaned.rows, np.bool_)
    kept[np.linspace(0, cleaned.rows - 1, min(SAMPLE_ROWS, cleaned.rows)).astype(np.int64)] = True
    rows = cleaned.take(kept)
    features = [name for name in rows.names if name != document.target]
    encoder = fit_encoder(rows, features, rows.source_rows, settings.scaling)
    matrix = encode(encoder, rows, flags=False).matrix
    return Sample(matrix, cleaned.rows, task, outputs, has_levels(encoder))


def preset_times(sample: Sample, document: Document, threads: int | None = None) -> Events:
    """How long each preset would take with the person's own settings on top; ends with `Finished` of the estimates by
    preset, without those that can't be or whose network is too large to try.

    Changes nothing, draws no random number but from the document's seed, and yields after at most about a tenth of a
    second. The kernels must be ready; for the thread that trains, while nothing does. The presets are tried by turns,
    so that another program that wants the processor for a moment doesn't make a large network seem faster than a small.
    """
    threads = threads or runtime.cpu_count()
    trials = {key: _trial(sample, document.with_preset(key), threads) for key in PRESETS}
    found: dict[str, Estimate | None] = {}
    while len(found) < len(trials):
        for key, trial in trials.items():
            if key in found:
                continue
            try:
                next(trial)
            except StopIteration as ended:
                found[key] = ended.value
            yield Progress("time", len(found), len(trials), "presets")
    yield Finished({key: estimate for key in trials if (estimate := found[key]) is not None})


def run_estimate(prepared: Prepared) -> Iterator[Progress | Finished[Estimate | None]]:
    """How long a run takes that is about to begin, from a few epochs on some of its own training rows; ends with
    `Finished` of the estimate, or of None for a network too large to try and for rows without a finite loss.

    Changes nothing, and yields after at most about a tenth of a second. The kernels must be ready, and nothing else
    should train meanwhile.
    """
    plan, whole = prepared.plan, training_data(prepared)
    rows, rows_validation = whole.training.rows, whole.validation.rows if whole.validation else 0
    few = min(rows, rows_to_time(plan.spec, plan.batch_size))
    few_validation = round(few * rows_validation / rows)
    epoch_s = None
    if few:
        validation = _first(whole.validation, few_validation) if whole.validation and few_validation else None
        trial = epoch_seconds(plan, TrainingData(_first(whole.training, few), validation))
        while True:
            try:
                next(trial)
            except StopIteration as ended:
                epoch_s = ended.value
                break
            yield Progress("time", 0, 1, "runs")
    if epoch_s is None:
        yield Finished(None)
        return
    epoch_s *= rows / few
    epochs = usual_epochs(prepared.settings, rows_validation)
    most, memory = prepared.settings.epochs, prepared.needed.most
    yield Finished(Estimate(epochs, epochs * epoch_s, most, most * epoch_s, rows, memory))


def _first(part: Part, rows: int) -> Part:
    """A part's first rows."""
    return replace(part, at=np.arange(rows) if part.at is None else part.at[:rows])


def usual_epochs(settings: TrainingSettings, rows_validation: int) -> int:
    """After how many epochs a run with these settings usually ends."""
    if not settings.patience or not rows_validation:
        return settings.epochs
    return min(settings.epochs, 2 * settings.patience + _ABOVE_PATIENCE)


def _trial(sample: Sample, document: Document, threads: int) -> Generator[None, None, Estimate | None]:
    try:
        settings = document_settings(document)
        rows, rows_validation = _rows_by_part(sample.rows, settings)
        plan = _plan(sample, settings, rows, document.seed, threads)
    except EpochalError:  # told beside its field, or when a run is started
        return None
    most = rows_to_time(plan.spec, plan.batch_size)
    data = _data(sample, most, rows_validation / rows)
    if not data.training.rows:
        return None
    epoch_s = yield from epoch_seconds(_plan(sample, settings, data.training.rows, document.seed, threads), data)
    if epoch_s is None:
        return None
    epoch_s *= rows / data.training.rows
    epochs = usual_epochs(settings, rows_validation)
    memory = need_of(plan, sample.rows, settings.test, levels=sample.levels).most
    return Estimate(epochs, epochs * epoch_s, settings.epochs, settings.epochs * epoch_s, rows, memory)


def _rows_by_part(rows: int, settings: TrainingSettings) -> tuple[int, int]:
    """Training and validation rows of so many."""
    left = rows - rounded_share(settings.test, rows)
    validation = rounded_share(settings.validation, left)
    return left - validation, validation


def _plan(sample: Sample, settings: TrainingSettings, rows: int, seed: int, threads: int) -> TrainingPlan:
    head = HEADS[sample.task]
    return make_plan(settings, head, sample.matrix.shape[1], sample.outputs, rows, seed, threads)


def _data(sample: Sample, most: int, validation_share: float) -> TrainingData:
    """At most so many training rows of the sample, and as many validation rows as belong to them. The target is nought
    or the first class: whatever it is, the arithmetic is the same."""
    train = min(most, int(len(sample.matrix) / (1 + validation_share)))
    validation = min(round(train * validation_share), len(sample.matrix) - train)
    x = sample.matrix
    return TrainingData(
        Part(x[:train], np.zeros(train, np.float32)),
        Part(x[train : train + validation], np.zeros(validation, np.float32)) if validation else None,
    )
