"""Delimited text as columns of text, block by block: every record has as many cells as the header, or is set aside.

A block without a quote is checked with numpy (each line has the right number of delimiters) and then cut by Arrow;
any other block goes through Python's csv module, which both must agree with. Records that don't fit are set aside,
never mended. A line without any character is no record (in a file of one column too: a missing value there is `""`).
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv
from numpy.typing import NDArray

BLOCK_BYTES = 1 << 19  # some 20 ms of Python's csv module, which holds the GIL
LINE_FEED, RETURN, QUOTE = b"\n", b"\r", b'"'


@dataclass(frozen=True)
class Dialect:
    """How records are written. Without a delimiter every line is one cell."""

    delimiter: str | None
    skip_space: bool = False

    @property
    def mark(self) -> str:
        """The delimiter, or one that no text contains."""
        return self.delimiter or "\x1f"


@dataclass(frozen=True)
class Misfit:
    """A record with another number of cells than the header, or a line with a quote that nobody closes."""

    record: int
    line: int
    cells: tuple[str, ...]
    open_quote: bool = False


@dataclass(eq=False)
class Block:
    """Some records: their columns as Arrow texts, their numbers (from 1) and lines (from 1), and the misfits."""

    columns: list[Any]
    records: NDArray[np.int64]
    lines: NDArray[np.int64]
    misfits: list[Misfit] = field(default_factory=list)


def first_records(data: bytes, dialect: Dialect, count: int) -> list[tuple[list[str], int, int]]:
    """Up to `count` records that aren't blank: their cells, their first line (from 1), and the line after them."""
    source = _Lines(data, 0, _block_end(data, 0))
    found: list[tuple[list[str], int, int]] = []
    for cells, first, after in _records(source, dialect):
        if cells:
            found.append((cells, first, after))
        if len(found) == count:
            break
    return found


def line_start(data: bytes, line: int) -> int:
    """The byte where the line of that number (from 1) starts."""
    position = 0
    for _ in range(line - 1):
        position = _line_end(data, position)
    return position


def read_blocks(data: bytes, dialect: Dialect, width: int, start: int, line: int) -> Iterator[tuple[Block, int]]:
    """The records from byte `start`, which is in line `line`, in blocks, each with the byte where it ended."""
    record = 0
    position = start
    while position < len(data):
        end = _block_end(data, position)
        text = data[position:end]
        block = None
        if not dialect.skip_space and QUOTE not in text:
            block = _plain_block(text, dialect, width, record, line)
        if block is None:
            block, end = _careful_block(data, position, end, dialect, width, record, line)
        line += _line_count(data[position:end])
        record += len(block.records) + len(block.misfits)
        position = end
        yield block, position


def _block_end(data: bytes, position: int) -> int:
    end = data.find(LINE_FEED, min(position + BLOCK_BYTES, len(data)))
    return len(data) if end < 0 else end + 1


def _line_count(text: bytes) -> int:
    """Lines end in LF, CR LF or CR."""
    return text.count(LINE_FEED) + text.count(RETURN) - text.count(b"\r\n")


def _plain_block(text: bytes, dialect: Dialect, width: int, record: int, line: int) -> Block | None:
    """The fast way for lines without quotes, all of the right width and none blank; None when one isn't."""
    if text.count(RETURN) != text.count(b"\r\n"):
        return None
    body = text if text.endswith(LINE_FEED) else text + LINE_FEED
    codes = np.frombuffer(body, dtype=np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    marks = np.flatnonzero(codes == ord(dialect.mark))
    counts = np.diff(np.searchsorted(marks, ends), prepend=0)
    lengths = np.diff(ends, prepend=-1) - 1
    shortest = 1 if RETURN in text else 0
    if np.any(counts != width - 1) or np.any(lengths <= shortest):
        return None
    rows = np.arange(1, len(ends) + 1, dtype=np.int64)
    return Block(_cut(body, dialect, width), record + rows, line - 1 + rows)


def _cut(body: bytes, dialect: Dialect, width: int) -> list[Any]:
    names = [str(position) for position in range(width)]
    table = pyarrow.csv.read_csv(
        pa.BufferReader(body),
        read_options=pyarrow.csv.ReadOptions(column_names=names, use_threads=False, block_size=len(body) + 1),
        parse_options=pyarrow.csv.ParseOptions(delimiter=dialect.mark, quote_char=False, ignore_empty_lines=False),
        convert_options=pyarrow.csv.ConvertOptions(
            column_types={name: pa.large_string() for name in names}, strings_can_be_null=False, check_utf8=False
        ),
    )
    return [table.column(name) for name in names]


def _careful_block(
    data: bytes, position: int, end: int, dialect: Dialect, width: int, record: int, line: int
) -> tuple[Block, int]:
    """Python's csv module over the lines from `position` to `end`, or further until the last record is whole."""
    source = _Lines(data, position, end)
    fits: list[list[str]] = []
    records, lines, misfits = [], [], []
    for cells, first, after in _records(source, dialect):
        if cells:
            record += 1
            if len(cells) == width and not source.open_quote:
                fits.append(cells)
                records.append(record)
                lines.append(line + first - 1)
            else:
                misfits.append(Misfit(record, line + first - 1, tuple(cells), source.open_quote))
        if after > source.last:
            break
    return Block(_columns(fits, width), _int64(records), _int64(lines), misfits), source.end


def _records(source: _Lines, dialect: Dialect) -> Iterator[tuple[list[str], int, int]]:
    """Every record with its first line and the line after it. A quote that nobody closes costs its line only."""
    before = 0
    while True:
        reader = csv.reader(source, delimiter=dialect.mark, skipinitialspace=dialect.skip_space)
        offset = before
        try:
            for cells in reader:
                after = offset + reader.line_num
                if after - before > 1 and source.ran_out and source.has_open_quote(before, after):
                    raise csv.Error("the quote is open at the end of the file")
                yield cells, before + 1, after + 1
                before = after
            return
        except csv.Error:  # also: a cell longer than csv.field_size_limit(), which only an open quote makes
            source.open_quote = True
            yield [source.rewind_to(before)], before + 1, before + 2
            source.open_quote = False
            before += 1


def _columns(rows: list[list[str]], width: int) -> list[Any]:
    if not rows:
        return [pa.chunked_array([pa.array([], pa.large_string())])] * width
    return [pa.chunked_array([pa.array(cells, pa.large_string())]) for cells in zip(*rows, strict=True)]


def _int64(numbers: list[int]) -> NDArray[np.int64]:
    return np.array(numbers, dtype=np.int64)


def _line_end(data: bytes, start: int) -> int:
    """Where the next line starts: after LF, CR LF or CR."""
    feed = data.find(LINE_FEED, start) + 1 or len(data)
    alone = data.find(RETURN, start, feed) + 1
    return alone if alone and alone != feed - 1 else feed


class _Lines:
    """The lines of `data` from a position on, a piece at a time: the first piece ends at `end`, others follow on call.

    last: how many lines the pieces so far have, so that a record that ends there ends with a piece.
    """

    def __init__(self, data: bytes, position: int, end: int) -> None:
        self._data, self._start = data, position
        self._pieces = self._loaded(position, end)
        self._lines: list[str] = []
        self._next = 0
        self.end, self.last = position, 0
        self.open_quote = False

    @property
    def ran_out(self) -> bool:
        """Whether every line of the file was handed out."""
        return self._next >= len(self._lines) and self.end >= len(self._data)

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._next == len(self._lines):
            self._lines += next(self._pieces)
        line = self._lines[self._next]
        self._next += 1
        return line

    def has_open_quote(self, before: int, after: int) -> bool:
        """Whether these lines have an odd number of quotes."""
        return sum(line.count('"') for line in self._lines[before:after]) % 2 == 1

    def rewind_to(self, before: int) -> str:
        """Go back to just after the line that follows `before` lines; returns that line."""
        self._next = before + 1
        return self._lines[before].rstrip("\r\n")

    def _loaded(self, position: int, end: int) -> Iterator[list[str]]:
        while position < len(self._data):
            lines = list(io.StringIO(self._data[position:end].decode("utf-8"), newline=""))
            self.last += len(lines)
            self.end = position = end
            end = _block_end(self._data, position)
            yield lines
