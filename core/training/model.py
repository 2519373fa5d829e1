"""The finished model: all that predicting, exporting and serving need, as one frozen value and as plain parts.

The parts are a JSON-able dict and the weights as bytes: float32, little-endian, unpadded, in layer order. Nothing is
pickled, and what comes back is checked before it is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.arrays import read_only
from core.base.errors import EpochalError
from core.cleaning.apply import FittedRecipe, fitted_from_json, fitted_to_json
from core.data.columns import ColumnKind
from core.features import checks
from core.features.encode import encoder_from_json, encoder_to_json
from core.features.encoders import Encoder
from core.features.target import TargetEncoder, decode_numbers, target_from_json, target_to_json
from core.features.task import Task
from core.nn.layout import digest
from core.nn.spec import Head, NetworkSpec, spec_from_json, spec_to_json
from core.training.interval import Interval, interval_from_json, interval_to_json

FORMAT = 1
_GATHERED = 1 << 22  # numbers in a block of rows that are gathered to be predicted: 16 MB
THRESHOLD = 0.5  # from this probability on a row is called positive
HEADS = {Task.REGRESSION: Head.LINEAR, Task.BINARY: Head.SIGMOID, Task.MULTICLASS: Head.SOFTMAX}
FIELDS = ("format", "spec", "fitted", "encoder", "target", "digest", "kinds")
MONTH_FIRST = "month_first"  # only where there is such a column
INTERVAL = "interval"  # only where there is one: models of before 2026-11-25 have none


@dataclass(frozen=True, eq=False)
class Model:
    """A trained network with everything that makes its inputs and reads its outputs.

    weights: float32 [parameters], read-only. kinds: the raw input columns with the kind they had in training, so that a
    new file is read the same way. interval: how far around a predicted number the truth lies, where that is known.
    month_first: those of its date columns in which 03/04/2021 is 4 March. threshold: of two classes, the probability
    from which on a row is called positive; it isn't one of the parts, the project keeps it beside the run.

    Why (2026-11-25): a file of one row can't show which of its numbers is the month; training's file could. Without
    this the same text was another day at prediction, and nothing told of it.
    """

    spec: NetworkSpec
    weights: NDArray[np.float32]
    fitted: FittedRecipe
    encoder: Encoder
    target: TargetEncoder
    digest: str
    kinds: Mapping[str, ColumnKind]
    interval: Interval | None = None
    month_first: frozenset[str] = frozenset()
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        if self.weights.shape != (self.spec.parameters,):
            raise ValueError(f"{self.spec.parameters} weights expected, not {self.weights.shape}")
        read_only(self.weights)


@dataclass(frozen=True, eq=False)
class Predicted:
    """values: float64 [rows] in the target's unit, or int64 [rows] class indices; probabilities: float32
    [rows, classes], in the order of the target's classes, or None for numbers."""

    values: NDArray[Any]
    probabilities: NDArray[np.float32] | None


def predict_encoded(model: Model, matrix: NDArray[np.float32], at: NDArray[np.int64] | None = None) -> Predicted:
    """What the network says about encoded rows float32 [rows, features]: those `at` int64 [n], or all of them."""
    outputs = _outputs(model, matrix, at)
    if model.target.task is Task.REGRESSION:
        return Predicted(decode_numbers(model.target, outputs[:, 0]), None)
    if model.target.task is Task.BINARY:
        p_positive = outputs[:, 0]
        return Predicted(called(p_positive, model.threshold), np.stack([1 - p_positive, p_positive], axis=1))
    return Predicted(np.argmax(outputs, axis=1).astype(np.int64), outputs)


def called(p_positive: NDArray[np.floating[Any]], threshold: float) -> NDArray[np.int64]:
    """Class index 0 or 1 of each row, int64 [n]: 1 where the probability is at least the threshold.

    In float64: NumPy would round the threshold to float32, and a row at the edge would change sides.
    """
    return (np.asarray(p_positive, np.float64) >= threshold).astype(np.int64)


def model_to_parts(model: Model) -> tuple[dict[str, Any], bytes]:
    """Plain values and the weights' bytes."""
    plain: dict[str, Any] = {
        "format": FORMAT,
        "spec": spec_to_json(model.spec),
        "fitted": fitted_to_json(model.fitted),
        "encoder": encoder_to_json(model.encoder),
        "target": target_to_json(model.target),
        "digest": model.digest,
        "kinds": [[name, str(kind)] for name, kind in model.kinds.items()],
    }
    if model.month_first:
        plain[MONTH_FIRST] = sorted(model.month_first)
    if model.interval is not None:
        plain[INTERVAL] = interval_to_json(model.interval)
    return plain, np.ascontiguousarray(model.weights, "<f4").tobytes()


def model_from_parts(value: object, weights: bytes, *, new_weights: bool = False) -> Model:
    """The model of `model_to_parts`.

    With `new_weights` the digest is that of these weights instead of the stored one: a run that was interrupted has
    kept weights and the model as it was prepared, before it had any.
    Raises EpochalError training.model_damaged when the parts don't fit each other, or cleaning.* for its recipe.
    """
    try:
        model = _joined(value, weights)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise _damaged(str(error)) from error
    found = digest(model.spec, model.weights)
    if found != model.digest and not new_weights:
        raise _damaged("the weights are not those that were stored")
    return replace(model, digest=found)


def _joined(value: object, weights: bytes) -> Model:
    if not isinstance(value, dict) or set(value) - {INTERVAL, MONTH_FIRST} != set(FIELDS):
        raise TypeError("a model has other parts")
    if value["format"] != FORMAT:
        raise ValueError(f"format {value['format']!r}")
    model = Model(
        spec=spec_from_json(value["spec"]),
        weights=_weights(weights),
        fitted=fitted_from_json(value["fitted"]),
        encoder=encoder_from_json(value["encoder"]),
        target=target_from_json(value["target"]),
        digest=str(value["digest"]),
        kinds={str(name): ColumnKind(kind) for name, kind in value["kinds"]},
        interval=interval_from_json(value[INTERVAL]) if INTERVAL in value else None,
        month_first=frozenset(checks.texts(value.get(MONTH_FIRST, []))),
    )
    _check_fit(model)
    return model


def _weights(data: bytes) -> NDArray[np.float32]:
    found = np.frombuffer(data, "<f4").astype(np.float32)
    if not np.isfinite(found).all():
        raise ValueError("a weight is not a finite number")
    return found


def _check_fit(model: Model) -> None:
    """The parts were made for each other."""
    task = model.target.task
    outputs = len(model.target.classes) if task is Task.MULTICLASS else 1
    if model.spec.inputs != model.encoder.width:
        raise ValueError("the network and the encoder have different widths")
    if (model.spec.outputs, model.spec.head) != (outputs, HEADS[task]):
        raise ValueError("the network and the target have different outputs")
    if model.interval is not None and task is not Task.REGRESSION:
        raise ValueError("classes have no interval")


def _outputs(model: Model, matrix: NDArray[np.float32], at: NDArray[np.int64] | None) -> NDArray[np.float32]:
    """float32 [n, outputs]. Rows that lie apart are gathered a block at a time, never as a second matrix."""
    from core.nn.forward import predict

    rows = len(matrix) if at is None else len(at)
    if at is None and rows:
        return predict(model.spec, model.weights, matrix)
    outputs, size = np.empty((rows, model.spec.outputs), np.float32), max(1024, _GATHERED // model.spec.inputs)
    for first in range(0, rows if at is not None else 0, size):
        assert at is not None
        outputs[first : first + size] = predict(model.spec, model.weights, matrix[at[first : first + size]])
    return outputs


def _damaged(detail: str) -> EpochalError:
    return EpochalError("training.model_damaged", {"detail": detail})
