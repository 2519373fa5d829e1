"""Export: predictions and judged rows → a file that an analyst opens."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from core.evaluation.report import Evaluation
from core.export.predictions import write_predictions
from core.flow.evaluating import judged_frame
from core.flow.predicting import Predictions, predictions_frame


def export_predictions(
    predictions: Predictions,
    path: Path,
    columns: Literal["all", "predictions"] = "all",
    *,
    force: bool = False,
    ranges: bool = True,
    failed: bool = True,
) -> Path:
    """Write predictions as CSV, xlsx or Parquet, by the ending; all or nothing.

    columns: with the file's own or not; ranges: with low and high; failed: with the rows that failed, and the reason.

    Raises EpochalError export.*: the file exists, the folder is missing or read-only, the disk is full.
    """
    write_predictions(predictions_frame(predictions, columns, ranges=ranges, failed=failed), path, force=force)
    return path


def export_judged(evaluation: Evaluation, path: Path, *, force: bool = False) -> Path:
    """Write the judged rows: source row, actual value, prediction, probabilities."""
    write_predictions(judged_frame(evaluation), path, force=force)
    return path
