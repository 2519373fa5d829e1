"""What a text file doesn't say about itself: its encoding and its delimiter. (The decimal mark: `numbers`.)

Encoding: byte order mark → strict UTF-8 → UTF-16 by its zero bytes → a Western or another single- or multi-byte
encoding. Guessers misread short Western texts (cp1252 as cp775), so charset-normalizer is asked only when the bytes
look like another script: there, non-ASCII bytes stand in runs; in Western texts they stand alone between letters.
"""

from __future__ import annotations

import codecs
import csv
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise

from core.base.errors import EpochalError, Place

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
SAMPLE_BYTES = 65_536
SAMPLE_RECORDS = 200
TITLED = 0.8  # of the records under a title have the header's width
RAGGED = 0.1  # only the header is cut: better than nothing
DELIMITERS = ("\t", ";", "|", ",")  # of equally good ones the first: a comma also stands inside texts and numbers


@dataclass(frozen=True)
class Decoded:
    """The file as UTF-8 without a byte order mark, and its encoding; `guessed` when the bytes alone don't prove it."""

    data: bytes
    encoding: str
    guessed: bool


def decode(data: bytes, asked: str | None, place: Place) -> Decoded:
    """The text of a file in UTF-8. Raises EpochalError data.unknown_encoding, data.wrong_encoding, data.binary."""
    if asked is not None:
        return _asked(data, asked, place)
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return Decoded(_strict(data, encoding, place), encoding.removesuffix("-sig"), False)
    wide = _utf16(data)
    if wide is not None:
        return Decoded(_strict(data, wide, place), wide, True)
    if b"\0" in data[:SAMPLE_BYTES]:
        raise EpochalError("data.binary", {}, place)
    if _is_utf8(data):
        return Decoded(data, "utf-8", False)
    return _guessed(data, place)


def sniff_delimiter(text: str) -> str | None:
    """The delimiter of the first records in `text`, or None for a file of one column.

    Each candidate is judged by how many records it cuts into as many cells as the most frequent count, which the
    record with the names must have too.
    """
    best, best_score = None, 0.0
    for delimiter in DELIMITERS:
        score = _score(text, delimiter)
        if score > best_score + 1e-9:
            best, best_score = delimiter, score
    return best


def has_spaced_quotes(text: str, delimiter: str) -> bool:
    """Whether cells are quoted after a space (`a, "b"`), which a reader must skip to see the quote."""
    return f'{delimiter} "' in text and f'{delimiter}"' not in text


def _score(text: str, delimiter: str) -> float:
    """0 when it cuts nothing; else the share of records of the usual width, and a bonus when the first has it."""
    lines = text.splitlines(keepends=True)
    lengths = []
    for record in csv.reader(lines, delimiter=delimiter):
        if record:
            lengths.append(len(record))
        if len(lengths) == SAMPLE_RECORDS:
            break
    first = next((length for length in lengths if length > 1), 1)
    if first == 1:
        return 0.0
    titles = lengths.index(first)
    rest = lengths[titles + 1 :]
    usual = Counter(rest).most_common(1)[0][0] if rest else first
    share = rest.count(usual) / len(rest) if rest else 1.0
    if titles:  # lines above the header; but maybe a one-column file with the delimiter somewhere in its texts
        return share + 0.5 if usual == first and share >= TITLED and len(rest) > 1 else 0.0
    if usual == 1:
        return RAGGED
    return share + (1.0 if usual == first else 0.0)


def _asked(data: bytes, asked: str, place: Place) -> Decoded:
    try:
        name = codecs.lookup(asked).name
        b"".decode(asked)
    except LookupError as error:
        raise EpochalError("data.unknown_encoding", {"encoding": asked}, place) from error
    if name == "utf-8" and data.startswith(codecs.BOM_UTF8):
        name = "utf-8-sig"
    return Decoded(_strict(data, name, place), name.removesuffix("-sig"), False)


def _strict(data: bytes, encoding: str, place: Place) -> bytes:
    try:
        return data.decode(encoding).removeprefix("\ufeff").encode("utf-8")
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        params: dict[str, object] = {"encoding": encoding, "byte": at + 1}
        raise EpochalError("data.wrong_encoding", params, Place(file=place.file)) from error


def _is_utf8(data: bytes) -> bool:
    try:
        decoder = codecs.getincrementaldecoder("utf-8")()
        for start in range(0, len(data), 1 << 20):
            decoder.decode(data[start : start + (1 << 20)])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: in tables nearly every second byte of it is zero (ASCII digits and delimiters)."""
    head = data[:SAMPLE_BYTES]
    half = len(head) // 2
    if half < 4 or len(data) % 2:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _guessed(data: bytes, place: Place) -> Decoded:
    _refuse_binary(data, place)
    for encoding in (*_other_script(data), "cp1252", "latin-1"):
        try:
            return Decoded(data.decode(encoding).encode("utf-8"), encoding, True)
        except UnicodeDecodeError:
            continue
    raise AssertionError("Latin-1 decodes any bytes")


def _refuse_binary(data: bytes, place: Place) -> None:
    """Text has next to no control characters; a picture or a program has many."""
    head = data[:SAMPLE_BYTES]
    controls = sum(head.count(bytes([code])) for code in (*range(1, 9), *range(14, 27), *range(28, 32), 127))
    if controls > 0.02 * len(head):
        raise EpochalError("data.binary", {}, place)


def _other_script(data: bytes) -> tuple[str, ...]:
    """charset-normalizer's guess when non-ASCII bytes stand in runs, as they do in any but Western encodings."""
    lines = [line for line in data[: 16 * SAMPLE_BYTES].split(b"\n") if not line.isascii()]
    sample = b"\n".join(lines)[:SAMPLE_BYTES]
    high = [byte > 127 for byte in sample]
    runs = sum(1 for left, right in pairwise(high) if left and right)
    if runs < 0.4 * sum(high):
        return ()
    import charset_normalizer  # 30 ms, and seldom needed

    best = charset_normalizer.from_bytes(sample).best()
    return () if best is None else (best.encoding,)
