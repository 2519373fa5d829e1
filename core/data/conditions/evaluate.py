"""A bound condition over all rows of a table at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.progress import Finished, Progress, result_of
from core.data.columns import Storage
from core.data.conditions.bind import Bound, BoundTest, Operand, OtherColumn, Span, bind_condition
from core.data.conditions.tree import And, Condition, Not, Operator, Or, Test
from core.data.table import Table

Mask = NDArray[np.bool_]


def rows_where(condition: Condition, table: Table) -> Mask:
    """bool [rows]: where the condition holds. Raises ConditionError data.filter_*."""
    return result_of(condition_steps(bind_condition(condition, table), table))


def condition_steps(bound: Bound, table: Table) -> Iterator[Progress | Finished[Mask]]:
    """Test by test, for a lane: whoever pulls may stop between two tests."""
    masks: list[Mask] = []
    for test in bound.tests:
        yield Progress("filter", len(masks), len(bound.tests), "tests")
        masks.append(_mask(test, table))
    yield Finished(_combined(bound.condition, iter(masks)))


def _combined(condition: Condition, masks: Iterator[Mask]) -> Mask:
    """Takes a mask for each test, in reading order."""
    match condition:
        case Test():
            return next(masks)
        case Not(part=part):
            return ~_combined(part, masks)
        case And(parts=parts):
            all_of: Mask = np.logical_and.reduce([_combined(part, masks) for part in parts])
            return all_of
        case Or(parts=parts):
            any_of: Mask = np.logical_or.reduce([_combined(part, masks) for part in parts])
            return any_of


def _mask(test: BoundTest, table: Table) -> Mask:
    if test.operator is Operator.MISSING:
        return table.values(test.name).isna().to_numpy(dtype=np.bool_)
    if test.operator is Operator.IN:
        return _in(test, table)
    if test.storage is Storage.TEXT:
        return _text_mask(test, table)
    values = _values(test.name, test.storage, table)
    operands = [_bounds(operand, test.storage, table) for operand in test.operands]
    (start, end), (_, last) = operands[0], operands[-1]
    match test.operator:
        case Operator.EQUAL:
            return _from_to(values, start, end, test.operands[0])
        case Operator.LESS:
            return _bools(values < start)
        case Operator.AT_LEAST:
            return _bools(values >= start)
        case Operator.MORE:
            return _bools(values >= end) if isinstance(test.operands[0], Span) else _bools(values > end)
        case Operator.AT_MOST:
            return _bools(values < end) if isinstance(test.operands[0], Span) else _bools(values <= end)
        case Operator.BETWEEN:
            below = values < last if isinstance(test.operands[-1], Span) else values <= last
            return _bools((values >= start) & below)
        case _:
            raise AssertionError(f"{test.operator} has a mask of its own")


def _from_to(values: Any, start: Any, end: Any, operand: Operand) -> Mask:
    """A number equals itself; a date's span holds every moment in it."""
    return _bools((values >= start) & (values < end)) if isinstance(operand, Span) else _bools(values == start)


def _bounds(operand: Operand, storage: Storage, table: Table) -> tuple[Any, Any]:
    """From where to where an operand reaches: for all but dates the same twice."""
    if isinstance(operand, Span):
        return np.datetime64(operand.start, "us"), np.datetime64(operand.end, "us")
    if isinstance(operand, OtherColumn):
        values = _values(operand.name, storage, table)
        return values, values
    return operand, operand


def _values(name: str, storage: Storage, table: Table) -> Any:
    """A column as float64 or datetime64[us] [rows]. Nothing compares with NaN or NaT."""
    return table.values(name).to_numpy(dtype=np.float64 if storage is Storage.NUMBER else "datetime64[us]")


def _in(test: BoundTest, table: Table) -> Mask:
    """Texts and numbers at once; dates and other columns one after the other."""
    plain = [operand for operand in test.operands if isinstance(operand, str | float)]
    masks = [
        _mask(BoundTest(test.name, test.storage, Operator.EQUAL, (operand,)), table)
        for operand in test.operands
        if not isinstance(operand, str | float)
    ]
    if plain and test.storage is Storage.TEXT:
        masks.append(_known(pc.is_in(_texts(test.name, table), value_set=pa.array(plain, pa.large_string()))))
    elif plain:
        masks.append(_bools(np.isin(_values(test.name, test.storage, table), plain)))
    any_of: Mask = np.logical_or.reduce(masks)
    return any_of


def _text_mask(test: BoundTest, table: Table) -> Mask:
    texts, operand = _texts(test.name, table), test.operands[0]
    if test.operator is Operator.CONTAINS:
        wanted = pc.utf8_lower(pa.scalar(str(operand), pa.large_string())).as_py()
        return _known(pc.match_substring(pc.utf8_lower(texts), wanted))
    other = _texts(operand.name, table) if isinstance(operand, OtherColumn) else pa.scalar(operand, pa.large_string())
    return _known(pc.equal(texts, other))


def _texts(name: str, table: Table) -> Any:
    texts = pa.array(table.values(name), type=pa.large_string(), from_pandas=True)
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _known(mask: Any) -> Mask:
    """False where a value is missing."""
    return _bools(pc.fill_null(mask, False).to_numpy(zero_copy_only=False))


def _bools(mask: Any) -> Mask:
    bools: Mask = np.asarray(mask, dtype=np.bool_)
    return bools
