"""CSV, TSV and other delimited text: found out, checked record by record, columns of text to `infer`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.base.progress import Early, Finished, Progress, Warned
from core.data.header import Header, header_position, read_header
from core.data.infer import infer_steps
from core.data.numbers import COMMA, POINT, sniff_decimal, trimmed
from core.data.readers.early import FIRST_ROWS, FirstRows, SetAside
from core.data.readers.options import HowRead, ReadOptions, RejectedRow
from core.data.readers.origin import Origin
from core.data.readers.records import Dialect, Misfit, first_records, line_start, read_blocks
from core.data.readers.sampling import kept, share_of
from core.data.sniff import SAMPLE_BYTES, decode, has_spaced_quotes, sniff_delimiter
from core.data.table import Table

NAMED_DELIMITERS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
SPREAD = 21  # records looked at to find the names: the header and what may stand above it

ReadParts = tuple[Table, tuple[RejectedRow, ...], HowRead]


@dataclass(eq=False)
class _Gathered:
    """Blocks so far: Arrow chunks per column, record numbers and lines, and the records that didn't fit. share: of the
    records, that is kept; seen: how many fitted, kept or not."""

    chunks: list[list[Any]]
    records: list[NDArray[np.int64]] = field(default_factory=list)
    lines: list[NDArray[np.int64]] = field(default_factory=list)
    misfits: list[Misfit] = field(default_factory=list)
    share: float = 1.0
    seen: int = 0

    def columns(self) -> list[Any]:
        """One Arrow text per column."""
        return [pa.chunked_array(chunks, pa.large_string()) for chunks in self.chunks]


def read_delimited(origin: Origin, options: ReadOptions) -> Iterator[Progress | Warned | Early | Finished[ReadParts]]:
    """Read the text of a file. Raises EpochalError data.* when there is no table in it."""
    decoded = decode(origin.data, options.encoding, origin.place)
    if decoded.guessed:
        yield _warned("data.encoding_guessed", {"encoding": decoded.encoding}, origin.place)
    data, dialect = _dialect(decoded.data, options, origin.place)
    header, line, above = _header(data, dialect, origin)
    if above:
        yield _warned("data.lines_above_header", {"lines": above}, origin.place)
    gathered = _Gathered([[] for _ in header.names])
    yield from _gathering(gathered, data, dialect, header, line, options, origin)
    _check_kept(gathered, header, options, origin.place)
    columns, header = _without_blank_tail(gathered.columns(), header)
    for notice in header.notices:
        yield Warned(notice)
    decimal, left_open = _decimal(columns, dialect, options, origin.place)
    if left_open:
        yield _warned("data.decimal_open", {"mark": decimal}, origin.place)
    rejected = tuple(_rejected(misfit, len(gathered.chunks), origin) for misfit in gathered.misfits)
    records, lines = _joined(gathered.records), _joined(gathered.lines)
    if rejected:
        yield Warned(_set_aside(rejected, len(records), origin.place))
    sampled_of = gathered.seen if gathered.share < 1 else None
    if sampled_of is not None:
        yield Warned(Notice("data.sampled", {"rows": len(records), "all": sampled_of}, origin.place, Severity.INFO))
    how = HowRead("csv", decoded.encoding, dialect.delimiter, decimal, sampled_of=sampled_of)
    for step in infer_steps(dict(zip(header.names, columns, strict=True)), records, lines, decimal):
        yield Finished((step.result, rejected, how)) if isinstance(step, Finished) else step


def _dialect(data: bytes, options: ReadOptions, place: Place) -> tuple[bytes, Dialect]:
    """The text without Excel's "sep=;" line, and how its records are written."""
    asked = options.delimiter
    if asked is not None:
        asked = NAMED_DELIMITERS.get(asked.lower(), asked)
        if len(asked) != 1 or asked in '"\r\n' or not asked.isascii():
            raise EpochalError("data.bad_delimiter", {"delimiter": options.delimiter or ""}, place)
    if data[:4].lower() == b"sep=" and data[5:6] in (b"\r", b"\n"):
        asked = asked or data[4:5].decode("ascii", "replace")
        data = data[line_start(data, 2) :]
    sample = _sample(data)
    delimiter = asked or sniff_delimiter(sample)
    return data, Dialect(delimiter, delimiter is not None and has_spaced_quotes(sample, delimiter))


def _sample(data: bytes) -> str:
    """The first lines, whole."""
    end = len(data) if len(data) <= SAMPLE_BYTES else data.rfind(b"\n", 0, SAMPLE_BYTES) + 1 or SAMPLE_BYTES
    return data[:end].decode("utf-8", "ignore")


def _header(data: bytes, dialect: Dialect, origin: Origin) -> tuple[Header, int, int]:
    """The names, the line where the data starts, and how many records stand above the header."""
    records = first_records(data, dialect, SPREAD)
    if not any(cell.strip() for cells, _, _ in records for cell in cells):
        raise EpochalError("data.empty_file", {}, origin.place)
    position = header_position([cells for cells, _, _ in records])
    cells, line, after = records[position]
    header = read_header(cells, origin.name)
    return header, line if header.first_record_is_data else after, position


def _gathering(
    gathered: _Gathered, data: bytes, dialect: Dialect, header: Header, line: int, options: ReadOptions, origin: Origin
) -> Iterator[Progress | Early]:
    """Read every block; the first one with rows is shown at once."""
    start, width, shown = line_start(data, line), len(header.names), False
    for block, position in read_blocks(data, dialect, width, start, line):
        if not gathered.seen and len(block.records):
            about = round(len(block.records) * (len(data) - start) / (position - start))
            gathered.share = share_of(options.sample_rows, about)
        _gather(gathered, block)
        yield Progress("read", position, len(data), "bytes")
        if block.misfits:
            yield Early(SetAside(tuple(_rejected(misfit, width, origin) for misfit in block.misfits), width))
        if not shown and len(block.records):
            shown = True
            share = (position - start) / (len(data) - start)
            yield Early(_first_rows(block, header, dialect, options, origin.place, round(len(block.records) / share)))


def _first_rows(
    block: Any, header: Header, dialect: Dialect, options: ReadOptions, place: Place, about_rows: int
) -> FirstRows:
    columns, header = _without_blank_tail([column.slice(0, FIRST_ROWS) for column in block.columns], header)
    raw = dict(zip(header.names, columns, strict=True))
    records, lines = block.records[:FIRST_ROWS], block.lines[:FIRST_ROWS]
    return FirstRows(raw, records, lines, _decimal(columns, dialect, options, place)[0], about_rows)


def _gather(gathered: _Gathered, block: Any) -> None:
    mask = kept(block.records, gathered.share)
    every = bool(mask.all())
    for chunks, column in zip(gathered.chunks, block.columns, strict=True):
        chunks.extend(column.chunks if every else column.filter(pa.array(mask)).chunks)
    gathered.seen += len(block.records)
    gathered.records.append(block.records if every else block.records[mask])
    gathered.lines.append(block.lines if every else block.lines[mask])
    gathered.misfits.extend(block.misfits)


def _check_kept(gathered: _Gathered, header: Header, options: ReadOptions, place: Place) -> None:
    if any(len(records) for records in gathered.records):
        return
    if gathered.seen:
        raise EpochalError("data.sample_empty", {"wanted": options.sample_rows, "all": gathered.seen}, place)
    if not gathered.misfits:
        raise EpochalError("data.header_only", {"columns": len(header.names)}, place)
    first = gathered.misfits[0]
    params: dict[str, object] = {
        "rows": len(gathered.misfits),
        "columns": len(header.names),
        "line": first.line,
        "cells": len(first.cells),
    }
    raise EpochalError("data.every_row_misfits", params, place)


def _without_blank_tail(columns: list[Any], header: Header) -> tuple[list[Any], Header]:
    """Drop columns at the end that have neither a name nor a value: a delimiter at the end of every line."""
    unnamed = {str(notice.params["name"]) for notice in header.notices if notice.code == "data.header_empty"}
    count = len(columns)
    while count > 1 and header.names[count - 1] in unnamed and _blank(columns[count - 1]):
        count -= 1
    gone = set(header.names[count:])
    notices = tuple(n for n in header.notices if n.params.get("name") not in gone)
    return columns[:count], Header(header.names[:count], notices, header.first_record_is_data)


def _blank(column: Any) -> bool:
    return pc.all(pc.is_null(trimmed(column)), min_count=0).as_py() is True


def _decimal(columns: list[Any], dialect: Dialect, options: ReadOptions, place: Place) -> tuple[str, bool]:
    if options.decimal is None:
        return sniff_decimal(columns, dialect.delimiter)
    named = {"comma": COMMA, "point": POINT, "dot": POINT}.get(options.decimal.lower(), options.decimal)
    if named not in (POINT, COMMA):
        raise EpochalError("data.bad_decimal", {"decimal": options.decimal}, place)
    return named, False


def _rejected(misfit: Misfit, width: int, origin: Origin) -> RejectedRow:
    place = Place(file=origin.name, row=misfit.record, line=misfit.line)
    code = "data.row_too_short" if len(misfit.cells) < width else "data.row_too_long"
    code = "data.row_open_quote" if misfit.open_quote else code
    reason = Notice(code, {"cells": len(misfit.cells), "columns": width}, place, Severity.WARN)
    return RejectedRow(misfit.record, misfit.line, reason, misfit.cells)


def _set_aside(rejected: tuple[RejectedRow, ...], kept: int, place: Place) -> Notice:
    params: dict[str, object] = {"rows": len(rejected), "all": kept + len(rejected), "line": rejected[0].line}
    return Notice("data.rows_set_aside", params, place, Severity.WARN)


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return np.concatenate(parts) if parts else np.array([], dtype=np.int64)


def _warned(code: str, params: dict[str, object], place: Place) -> Warned:
    return Warned(Notice(code, params, place, Severity.WARN))
