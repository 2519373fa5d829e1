"""Export: predictions and judged rows → a file that an analyst opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from core.base.progress import Finished, Progress, result_of
from core.data.names import giving_way
from core.evaluation.report import Evaluation
from core.export.predictions import check_export, write_predictions, writing
from core.export.rows import Rows, timed_columns
from core.flow.evaluating import judged_frame
from core.flow.predictions import Columns, Predictions, frame_part, kept_rows
from core.flow.reasons import TopReasons, top_reasons


def export_predictions(
    predictions: Predictions,
    path: Path,
    columns: Columns = "all",
    *,
    force: bool = False,
    ranges: bool = True,
    failed: bool = True,
) -> Path:
    """Write predictions at once, see `exporting`."""
    return result_of(exporting(predictions, path, columns, force=force, ranges=ranges, failed=failed))


def exporting(
    predictions: Predictions,
    path: Path,
    columns: Columns = "all",
    *,
    force: bool = False,
    ranges: bool = True,
    failed: bool = True,
    reasons: bool = False,
) -> Iterator[Progress | Finished[Path]]:
    """Write predictions as CSV, xlsx or Parquet, by the ending; all or nothing. Closing it cancels.

    columns: with the file's own or not; ranges: with low and high; failed: with the rows that failed, and why; reasons:
    with the three columns that add most to each prediction, see `core.explain.attribution`.

    Raises EpochalError export.*: the file exists, the folder is missing or read-only, the disk is full.
    """
    kept = kept_rows(predictions, failed)
    timed = timed_columns(predictions.table.frame) if columns == "all" else frozenset[int]()  # the file's come first

    check_export(path, force=force)  # before minutes of work
    top: TopReasons | None = None
    for event in top_reasons(predictions) if reasons else ():
        if isinstance(event, Finished):
            top = event.result
        else:
            yield event

    def part(first: int, end: int) -> pd.DataFrame:
        frame = frame_part(predictions, kept[first:end], columns, ranges=ranges)
        return frame if top is None else _beside(frame, top.frame(kept[first:end]))

    yield from writing(Rows(len(kept), part, timed), path, force=force)
    yield Finished(path)


def _beside(frame: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """The reasons before the status, which is the last column; a column of the file with such a name gives way."""
    last = frame.columns[-1]
    given = frame.rename(columns=giving_way(frame.columns, reasons.columns))
    return pd.concat([given.drop(columns=last), reasons, given[[last]]], axis=1)


def export_judged(evaluation: Evaluation, path: Path, *, force: bool = False) -> Path:
    """Write the judged rows: source row, actual value, prediction, probabilities."""
    write_predictions(judged_frame(evaluation), path, force=force)
    return path
