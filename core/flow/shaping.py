"""Shape: a table as it came → the columns that training had, of the kinds they had; what can't be so is said by row.

Why (2026-11-25): dates where the model learned plain numbers, and the other way round, were converted by days since
1970 and flagged by range at best: a year, a day number of a spreadsheet or a price all are "a number of days". Such a
column is only believed when half of it lands near the training range, which it does where training converted it too.
Otherwise each of its values is told as unreadable, and rules may fill it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from core.base.errors import Place
from core.base.notices import Notice
from core.cleaning.rules.convert import Convert
from core.data.columns import Column, ColumnKind, Storage
from core.data.flags import RowFlag, RowVerdict
from core.data.infer import storage_of, with_kind
from core.data.table import Table
from core.features.encoders import NumberEncoding
from core.features.reading import read_numbers
from core.training.model import Model

NOT_A_NUMBER, NOT_A_DATE = "flow.flag_not_a_number", "flow.flag_not_a_date"
DATE_NOT_NUMBER, NUMBER_NOT_DATE = "flow.flag_date_not_number", "flow.flag_number_not_date"
UNREADABLE = (NOT_A_NUMBER, NOT_A_DATE, DATE_NOT_NUMBER, NUMBER_NOT_DATE)
NEAR = 1.0  # this much of the training range beyond its ends is still near


def as_in_training(model: Model, table: Table) -> tuple[Table, list[RowFlag]]:
    """The columns that training had, with the kinds it had; a cell that can't be read so becomes missing, flagged."""
    shaped = table.without([name for name in table.names if name not in model.kinds])
    flags: list[RowFlag] = []
    to_number = _read_as_numbers(model)  # texts in training, but a file that has them as numbers already is right
    for name in shaped.names:
        kind, column = model.kinds[name], shaped.column(name)
        if column.kind == kind or (name in to_number and column.storage is Storage.NUMBER):
            continue
        before = shaped.values(name)
        changed, lost = with_kind(shaped, name, kind, month_first=name in model.month_first)
        code = NOT_A_DATE if kind is ColumnKind.DATE else NOT_A_NUMBER
        if _is_other_calendar(model, changed, name, column.storage):
            code = NUMBER_NOT_DATE if kind is ColumnKind.DATE else DATE_NOT_NUMBER
            nothing = pd.Series(_blank(storage_of(kind)), index=before.index, dtype=str(storage_of(kind)))
            changed, lost = changed.with_column(changed.column(name), nothing), 1
        if lost:
            flags.extend(_unreadable(before, changed, name, code))
        shaped = changed
    return shaped, flags


def with_absent(model: Model, table: Table, absent: Sequence[str]) -> Table:
    """Empty columns for those the file lacks; rules and encoder fill them as they learned to."""
    if not absent:
        return table
    frame = table.frame.copy(deep=False)
    columns = list(table.columns)
    for name in absent:
        kind = model.kinds[name]
        storage = storage_of(kind)
        frame[name] = pd.Series(_blank(storage), index=frame.index, dtype=str(storage))
        columns.append(Column(name, kind, storage, Notice("flow.imputed_column", {"name": name})))
    return Table(frame, tuple(columns), table.source_rows, table.lines)


def _read_as_numbers(model: Model) -> set[str]:
    """The columns that a rule turns into numbers."""
    converting = [fitted for fitted in model.fitted.steps if fitted.step.enabled]
    rules = [(fitted.step.rule, fitted.columns) for fitted in converting]
    return {name for rule, columns in rules if isinstance(rule, Convert) and rule.to == "number" for name in columns}


def _is_other_calendar(model: Model, changed: Table, name: str, before: Storage) -> bool:
    """Whether dates stand for numbers, or numbers for dates, and land far from the training rows."""
    storage = changed.column(name).storage
    if {before, storage} != {Storage.NUMBER, Storage.DATE}:
        return False
    learned = next((column for column in model.encoder.columns if column.name == name), None)
    if not isinstance(learned, NumberEncoding):
        return False
    values = read_numbers(changed, name, learned.kind).values
    values = values[np.isfinite(values)]
    reach = NEAR * max(learned.maximum - learned.minimum, 1.0)
    near = (values >= learned.minimum - reach) & (values <= learned.maximum + reach)
    return bool(len(values)) and float(np.mean(near)) < 0.5


def _unreadable(before: pd.Series[Any], changed: Table, name: str, code: str) -> Iterator[RowFlag]:
    lost = before.notna().to_numpy() & changed.values(name).isna().to_numpy()
    notices: dict[str, Notice] = {}
    for row, cell in zip(changed.source_rows[lost].tolist(), before[lost].tolist(), strict=True):
        value = _told(cell)
        if value not in notices:
            notices[value] = Notice(code, {"value": value, "name": name}, Place(column=name))
        yield RowFlag(row, RowVerdict.CHECK, notices[value])


def _told(value: Any) -> str:
    """A cell as a person would write it: a day without its midnight, 45321 without a point."""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).removesuffix(" 00:00:00")


def _blank(storage: Storage) -> Any:
    return pd.NaT if storage is Storage.DATE else np.nan
