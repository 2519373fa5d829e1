"""Export: predictions and judged rows → a file that an analyst opens."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from core.base.progress import Finished, Progress, result_of
from core.evaluation.report import Evaluation
from core.export.predictions import write_predictions, writing
from core.export.rows import Rows, timed_columns
from core.flow.evaluating import judged_frame
from core.flow.predictions import Columns, Predictions, frame_part, kept_rows


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
) -> Iterator[Progress | Finished[Path]]:
    """Write predictions as CSV, xlsx or Parquet, by the ending; all or nothing. Closing it cancels.

    columns: with the file's own or not; ranges: with low and high; failed: with the rows that failed, and the reason.

    Raises EpochalError export.*: the file exists, the folder is missing or read-only, the disk is full.
    """
    kept = kept_rows(predictions, failed)
    timed = timed_columns(predictions.table.frame) if columns == "all" else frozenset[int]()  # the file's come first

    def part(first: int, end: int) -> pd.DataFrame:
        return frame_part(predictions, kept[first:end], columns, ranges=ranges)

    yield from writing(Rows(len(kept), part, timed), path, force=force)
    yield Finished(path)


def export_judged(evaluation: Evaluation, path: Path, *, force: bool = False) -> Path:
    """Write the judged rows: source row, actual value, prediction, probabilities."""
    write_predictions(judged_frame(evaluation), path, force=force)
    return path
