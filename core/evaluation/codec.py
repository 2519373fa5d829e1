"""An evaluation as parts of a project file: figures as plain values, rows as an .npz without pickle, and back.

Why (2026-11-25): what was added later – validation rows, the linear baseline's scores – may be absent, and an older
version of the program passes over it: so the format keeps its number, and projects open in both directions.
"""

from __future__ import annotations

import io
import math
import zipfile
import zlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError
from core.evaluation.metrics import Figures
from core.evaluation.report import Evaluation, ValidationRows
from core.features.task import Task
from core.training.model import THRESHOLD

FORMAT = 1
HEADER_BYTES = 4096  # more than the header of any array here

Wanted = dict[str, tuple[np.dtype[Any], tuple[int, ...]]]  # type and shape by name


def evaluation_to_parts(evaluation: Evaluation) -> tuple[dict[str, Any], bytes]:
    """Plain values and the arrays' bytes; equal evaluations give equal parts."""
    plain = {
        "format": FORMAT,
        "task": str(evaluation.task),
        "target": evaluation.target,
        "rows": evaluation.rows,
        "classes": list(evaluation.classes),
        "metrics": dict(evaluation.metrics),
        "baselines": {name: dict(figures) for name, figures in evaluation.baselines.items()},
        "validation_rows": len(evaluation.validation.actual) if evaluation.validation else 0,
        "linear_scores": evaluation.linear_scores is not None,
    }
    if evaluation.threshold != THRESHOLD:
        plain["threshold"] = evaluation.threshold
    arrays: dict[str, NDArray[Any]] = {
        "source_rows": evaluation.source_rows,
        "actual": evaluation.actual,
        "predicted": evaluation.predicted,
    }
    if evaluation.probabilities is not None:
        arrays["probabilities"] = evaluation.probabilities
    if evaluation.validation is not None:
        arrays["validation_actual"] = evaluation.validation.actual
        arrays["validation_scores"] = evaluation.validation.scores
    if evaluation.linear_scores is not None:
        arrays["linear_scores"] = evaluation.linear_scores
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return plain, stream.getvalue()


def evaluation_from_parts(value: object, data: bytes) -> Evaluation:
    """The evaluation of `evaluation_to_parts`. Raises EpochalError evaluation.damaged for anything else."""
    try:
        return _joined(value, data)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, EOFError, OSError) as error:
        raise EpochalError("evaluation.damaged", {"detail": str(error)}) from error
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, MemoryError) as error:
        raise EpochalError("evaluation.damaged", {"detail": str(error)}) from error


def _joined(value: object, data: bytes) -> Evaluation:
    if not isinstance(value, dict) or value["format"] != FORMAT:
        raise TypeError("an evaluation has another form")
    task, rows, classes = Task(value["task"]), int(value["rows"]), tuple(str(name) for name in value["classes"])
    if (task is Task.REGRESSION) != (not classes) or (task is Task.BINARY and len(classes) != 2):
        raise ValueError("the classes don't fit the task")
    kind: np.dtype[Any] = np.dtype(np.float64 if task is Task.REGRESSION else np.int64)
    wanted: Wanted = {
        "source_rows": (np.dtype(np.int64), (rows,)),
        "actual": (kind, (rows,)),
        "predicted": (kind, (rows,)),
    }
    if classes:
        wanted["probabilities"] = (np.dtype(np.float32), (rows, len(classes)))
    wanted |= _wanted_later(value, kind, rows)
    arrays = _arrays(data, wanted)
    for name in ("actual", "predicted", "validation_actual"):
        found = arrays.get(name)
        if classes and found is not None and len(found) and not 0 <= found.min() <= found.max() < len(classes):
            raise ValueError(f"{name} names a class that isn't there")
    return Evaluation(
        task=task,
        target=str(value["target"]),
        metrics=_figures(value["metrics"]),
        source_rows=arrays["source_rows"],
        actual=arrays["actual"],
        predicted=arrays["predicted"],
        probabilities=arrays.get("probabilities"),
        classes=classes,
        baselines={str(name): _figures(figures) for name, figures in value["baselines"].items()},
        validation=_validation(arrays),
        linear_scores=arrays.get("linear_scores"),
        threshold=_share(value.get("threshold", THRESHOLD)),
    )


def _wanted_later(value: dict[str, Any], kind: np.dtype[Any], rows: int) -> Wanted:
    """The arrays that older versions didn't keep, as far as this evaluation has them."""
    wanted: Wanted = {}
    kept = int(value.get("validation_rows", 0))
    if kept:
        wanted |= {"validation_actual": (kind, (kept,)), "validation_scores": (np.dtype(np.float32), (kept,))}
    if value.get("linear_scores", False):
        wanted["linear_scores"] = (np.dtype(np.float32), (rows,))
    return wanted


def _validation(arrays: dict[str, NDArray[Any]]) -> ValidationRows | None:
    if "validation_actual" not in arrays:
        return None
    return ValidationRows(arrays["validation_actual"], arrays["validation_scores"])


def _arrays(data: bytes, wanted: Wanted) -> dict[str, NDArray[Any]]:
    """The arrays by name, each of the expected type and shape; nothing larger than that is unpacked."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name, (dtype, shape) in wanted.items():
            if archive.getinfo(f"{name}.npy").file_size > dtype.itemsize * math.prod(shape) + HEADER_BYTES:
                raise ValueError(f"{name} is too large")
    found = {}
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        for name, (dtype, shape) in wanted.items():
            array = stored[name]
            if array.dtype != dtype or array.shape != shape:
                raise ValueError(f"{name} has another shape")
            found[name] = array
    return found


def _share(value: object) -> float:
    if not isinstance(value, float) or not 0.0 <= value <= 1.0:
        raise ValueError("a threshold lies between 0 and 1")
    return value


def _figures(value: object) -> Figures:
    if not isinstance(value, dict):
        raise TypeError("figures have names")
    return {str(name): None if figure is None else float(figure) for name, figure in value.items()}
