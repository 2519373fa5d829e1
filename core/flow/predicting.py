"""Predict: a model and any table of its columns → one prediction and one status for every row of the input."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.progress import Finished, Progress, Warned
from core.cleaning.apply import Purpose, apply_recipe
from core.cleaning.rules.convert import Convert
from core.data.columns import Column, ColumnKind, Storage
from core.data.flags import RowFlag, RowVerdict
from core.data.infer import storage_of, with_kind
from core.data.levels import is_plain_number
from core.data.readers import read_file
from core.data.readers.options import HowRead, ReadOptions, ReadResult
from core.data.table import Table
from core.features.encode import encode
from core.flow.choosing import run_in_use
from core.flow.importing import listed
from core.project.runs import RunRecord
from core.project.store import ProjectStore
from core.training.model import Model, predict_encoded

MissingColumns = Literal["refuse", "impute"]
UNREADABLE = ("flow.flag_not_a_number", "flow.flag_not_a_date")


@dataclass(frozen=True, eq=False)
class Predictions:
    """Every row of the input with what the model says and how far to trust it.

    prediction: float64 [rows] (NaN where failed) or object [rows] (None where failed); probabilities float32
    [rows, classes] or None; verdicts: "ok" | "check" | "failed" and statuses: the same with the reasons, [rows].
    """

    table: Table
    prediction: NDArray[Any]
    probabilities: NDArray[np.float32] | None
    classes: tuple[str, ...]
    verdicts: NDArray[Any]
    statuses: tuple[str, ...]
    target: str
    digest: str

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return int((self.verdicts == verdict).sum())

    def counts(self) -> dict[str, int]:
        """Rows in all and by verdict, as `finished` reports them."""
        return {"rows": self.table.rows, **{name: self.count(name) for name in ("ok", "check", "failed")}}


@dataclass(frozen=True, eq=False)
class PredictedFile:
    """A file that was read and predicted: by which run, and what was said on the way."""

    read: ReadResult
    predictions: Predictions
    run: RunRecord
    model: Model


def predict_file(
    store_path: Path,
    path: Path,
    *,
    number: int | None = None,
    options: ReadOptions | None = None,
    missing_columns: MissingColumns = "refuse",
) -> Iterator[Progress | Warned | Finished[PredictedFile]]:
    """Read a file and predict it with a project's run (the one in use when no number is given).

    Raises EpochalError: no model, an unreadable file, columns that aren't there.
    """
    with ProjectStore.open(store_path, read_only=True) as store:
        yield from (Warned(notice) for notice in store.notices)
        run = run_in_use(store, number)
        model = store.get_model(run.number)
    read: ReadResult | None = None
    for event in read_file(path, options):
        if isinstance(event, Finished):
            read = event.result
        else:
            yield event
    assert read is not None, "a reader ends with Finished"
    yield from _predicted(read, run, model, missing_columns)


def predict_snapshot(
    store_path: Path, number: int | None = None
) -> Iterator[Progress | Warned | Finished[PredictedFile]]:
    """Predict the rows of the project's own data.

    Raises EpochalError flow.no_data, flow.no_model, flow.no_such_run, flow.run_without_model, flow.columns_missing.
    """
    with ProjectStore.open(store_path, read_only=True) as store:
        run = run_in_use(store, number)
        model = store.get_model(run.number)
        data = store.document().data
        if data is None:
            raise EpochalError("flow.no_data")
        table = store.get_table(data.snapshot)
        rejected = tuple(store.rejected(data.snapshot))
    how = HowRead(data.how.get("format") or "", data.how.get("encoding"))
    read = ReadResult(table, rejected, how, data.file_name, data.file_sha256)
    yield from _predicted(read, run, model)


def _predicted(
    read: ReadResult, run: RunRecord, model: Model, missing_columns: MissingColumns = "refuse"
) -> Iterator[Progress | Warned | Finished[PredictedFile]]:
    for event in predict_table(model, read.table, missing_columns, read.file_name):
        if isinstance(event, Finished):
            yield Finished(PredictedFile(read, event.result, run, model))
        else:
            yield event


def predict_table(
    model: Model, table: Table, missing_columns: MissingColumns = "refuse", file_name: str | None = None
) -> Iterator[Progress | Warned | Finished[Predictions]]:
    """Read the table as the training data was read, replay the recipe, encode and predict; no row is left out.

    Raises EpochalError flow.columns_missing when a column that the model needs isn't there and may not be imputed.
    """
    absent = absent_columns(model, table, missing_columns, file_name)
    yield Progress("clean", 0, table.rows)
    shaped, flags = as_in_training(model, table)
    yield from predict_shaped(model, table, shaped, flags, absent)


def predict_shaped(
    model: Model, table: Table, shaped: Table, flags: list[RowFlag], absent: Sequence[str] = ()
) -> Iterator[Progress | Finished[Predictions]]:
    """The same for a table whose columns are read already: `shaped` and `flags` as `as_in_training` gives them."""
    shaped, imputed = _with_absent(model, shaped, absent)
    cleaned = apply_recipe(model.fitted, shaped, Purpose.PREDICTION)
    yield Progress("encode", 0, table.rows)
    encoded = encode(model.encoder, cleaned.table, imputed=imputed)
    predicted = predict_encoded(model, encoded.matrix)
    yield Progress("predict", table.rows, table.rows)
    flags = [*flags, *cleaned.flags, *encoded.flags]
    yield Finished(_with_statuses(model, table, predicted, flags, imputed))


def absent_columns(
    model: Model, table: Table, missing_columns: MissingColumns = "refuse", file_name: str | None = None
) -> list[str]:
    """The columns that the model needs and the table lacks. Raises EpochalError flow.columns_missing to refuse."""
    absent = [name for name in needed_columns(model) if not table.has(name)]
    if absent and missing_columns == "refuse":
        raise _columns_missing(absent, table, file_name)
    return absent


def needed_columns(model: Model) -> tuple[str, ...]:
    """The raw columns a prediction needs: those the encoder uses, as they were named before cleaning."""
    used = {column.name for column in model.encoder.columns}
    return tuple(name for name in model.kinds if name in used)


def _columns_missing(absent: Sequence[str], table: Table, file_name: str | None) -> EpochalError:
    params = {"names": listed(absent), "found": listed(table.names), "count": len(absent)}
    return EpochalError("flow.columns_missing", params, Place(file=file_name))


def as_in_training(model: Model, table: Table) -> tuple[Table, list[RowFlag]]:
    """The columns that training had, with the kinds it had; a cell that can't be read so becomes missing, flagged."""
    shaped = table.without([name for name in table.names if name not in model.kinds])
    flags: list[RowFlag] = []
    to_number = _read_as_numbers(model)  # texts in training, but a file that has them as numbers already is right
    for name in shaped.names:
        kind = model.kinds[name]
        if shaped.column(name).kind == kind or (name in to_number and shaped.column(name).storage is Storage.NUMBER):
            continue
        before = shaped.values(name)
        changed, lost = with_kind(shaped, name, kind)
        if lost:
            flags.extend(_unreadable(before, changed, name, kind))
        shaped = changed
    return shaped, flags


def _read_as_numbers(model: Model) -> set[str]:
    """The columns that a rule turns into numbers."""
    converting = [fitted for fitted in model.fitted.steps if fitted.step.enabled]
    rules = [(fitted.step.rule, fitted.columns) for fitted in converting]
    return {name for rule, columns in rules if isinstance(rule, Convert) and rule.to == "number" for name in columns}


def _unreadable(before: pd.Series[Any], changed: Table, name: str, kind: ColumnKind) -> Iterator[RowFlag]:
    lost = before.notna().to_numpy() & changed.values(name).isna().to_numpy()
    code = "flow.flag_not_a_date" if kind is ColumnKind.DATE else "flow.flag_not_a_number"
    for at in np.flatnonzero(lost):
        notice = Notice(code, {"value": str(before.iloc[at]), "name": name}, Place(column=name))
        yield RowFlag(int(changed.source_rows[at]), RowVerdict.CHECK, notice)


def _with_absent(model: Model, table: Table, absent: Sequence[str]) -> tuple[Table, tuple[str, ...]]:
    """Empty columns for those the file lacks; rules and encoder fill them as they learned to."""
    if not absent:
        return table, ()
    frame = table.frame.copy(deep=False)
    columns = list(table.columns)
    for name in absent:
        kind = model.kinds[name]
        storage = storage_of(kind)
        frame[name] = pd.Series(_blank(storage), index=frame.index, dtype=str(storage))
        columns.append(Column(name, kind, storage, Notice("flow.imputed_column", {"name": name})))
    return Table(frame, tuple(columns), table.source_rows, table.lines), tuple(absent)


def _blank(storage: Storage) -> Any:
    return pd.NaT if storage is Storage.DATE else np.nan


def _with_statuses(
    model: Model, table: Table, predicted: Any, flags: Sequence[RowFlag], imputed: tuple[str, ...]
) -> Predictions:
    reasons: dict[int, list[RowFlag]] = {}
    for flag in flags:
        reasons.setdefault(flag.source_row, []).append(flag)
    everywhere = [_words(Notice("flow.imputed_column", {"name": name})) for name in imputed]
    verdicts, statuses = [], []
    for row in table.source_rows:
        verdict, status = _status(reasons.get(int(row), []), everywhere)
        verdicts.append(verdict)
        statuses.append(status)
    failed = np.array([verdict == "failed" for verdict in verdicts], bool)
    values, probabilities = _values(model, predicted, failed)
    return Predictions(
        table=table,
        prediction=values,
        probabilities=probabilities,
        classes=model.target.classes,
        verdicts=np.array(verdicts, object),
        statuses=tuple(statuses),
        target=model.target.name,
        digest=model.digest,
    )


def _status(flags: Sequence[RowFlag], everywhere: Sequence[str]) -> tuple[str, str]:
    """Verdict and words of one row. A cell that couldn't be read is told as it was, not as the gap it left."""
    unreadable = {flag.notice.params["name"]: flag for flag in flags if flag.notice.code in UNREADABLE}
    failures = [
        _words(unreadable.get(flag.notice.params.get("name"), flag).notice)
        for flag in flags
        if flag.verdict is RowVerdict.FAILED
    ]
    if failures:
        return "failed", "failed: " + "; ".join(dict.fromkeys(failures))
    checks = [_words(flag.notice) for flag in flags] + list(everywhere)
    if checks:
        return "check", "check: " + "; ".join(dict.fromkeys(checks))
    return "ok", "ok"


def _words(notice: Notice) -> str:
    """A reason inside a status: the sentence without its place and full stop."""
    return str(Notice(notice.code, notice.params)).removesuffix(".")


def _values(model: Model, predicted: Any, failed: NDArray[np.bool_]) -> tuple[NDArray[Any], NDArray[np.float32] | None]:
    if predicted.probabilities is None:
        numbers = predicted.values.astype(np.float64)
        numbers[failed] = np.nan
        return numbers, None
    labels = np.array(model.target.classes, object)[predicted.values.astype(np.int64)]
    labels[failed] = None
    probabilities = predicted.probabilities.copy()
    probabilities[failed] = np.nan
    return labels, probabilities


def predictions_frame(predictions: Predictions, columns: Literal["all", "predictions"] = "all") -> pd.DataFrame:
    """The table to export: the input's columns as they were, then prediction, probabilities and status.

    An input column that has one of our names is kept as "<name> (input)".
    """
    ours: dict[str, Any] = {"prediction": _as_numbers(predictions.prediction)}
    if predictions.probabilities is not None:
        for at, name in enumerate(predictions.classes):
            ours[f"probability_{name}"] = predictions.probabilities[:, at].astype(np.float64)
    ours["status"] = list(predictions.statuses)
    result = pd.DataFrame(ours)
    if columns == "predictions":
        result.insert(0, "source_row", predictions.table.source_rows)
        return result
    given = predictions.table.frame.rename(columns={name: f"{name} (input)" for name in ours})
    return pd.concat([given, result], axis=1)


def _as_numbers(prediction: NDArray[Any]) -> Any:
    """Class labels that are all numbers leave as numbers, so that a spreadsheet can count with them."""
    labels = [label for label in prediction if label is not None]
    if prediction.dtype == object and labels and all(is_plain_number(label) for label in labels):
        return np.array([np.nan if label is None else float(label) for label in prediction])
    return prediction
