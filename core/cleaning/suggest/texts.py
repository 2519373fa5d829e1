"""Texts that are numbers or dates, and spellings that differ only in spaces or letter case."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from core.cleaning.cells import distinct_texts, names_words, share_words, text_parts
from core.cleaning.reading import dates_of, is_missing_word, may_be_read, numbers_of, unit_of
from core.cleaning.rules import Convert, TidyText
from core.cleaning.suggest.draft import Draft, split_up
from core.data.columns import ColumnKind, Storage
from core.data.names import sounds_like_id

MOSTLY = 0.8  # of the cells that aren't words for "missing"
CODES = frozenset(("data.kind_leading_zeros", "data.kind_long_numbers"))  # numbers that must stay as written


@dataclass(frozen=True)
class _Reading:
    """How a text column could be read. blank: cells with words for "missing"; lost: others that can't be read."""

    rule: Convert
    read: int
    blank: int
    lost: int
    examples: str
    sure: bool = True
    united: int = 0  # cells whose number has the rule's unit

    def evidence(self) -> str:
        if not self.sure:
            return "why_convert_open_date"
        if self.united:
            return "why_convert_number_unit"
        return f"why_convert_{self.rule.to}" + ("_lost" if self.lost else "_blank" if self.blank else "")


def suggest_converting(draft: Draft) -> None:
    """Read text as numbers or dates where most of it is; also the target, which can't be learned otherwise."""
    for column in draft.table.columns:
        is_id = column.kind is ColumnKind.ID and sounds_like_id(column.name)  # "$2,757" looks like one if all differ
        if column.storage is Storage.TEXT and not is_id and column.reason.code not in CODES:
            found = _best_reading(draft, column.name)
            if found is None:
                continue
            say = draft.recommend if found.sure else draft.offer
            say(
                found.rule,
                found.evidence(),
                name=column.name,
                read=found.read,
                values=found.read + found.lost,
                blank=found.blank,
                lost=found.lost,
                share=share_words(found.read, found.read + found.lost),
                examples=found.examples,
                unit=str(found.rule.unit or ""),
                united=found.united,
            )


def _best_reading(draft: Draft, name: str) -> _Reading | None:
    codes, texts = distinct_texts(draft.table.values(name))
    counts = np.bincount(codes[codes >= 0], minlength=len(texts))
    if not _may_be_read(texts, counts):
        return None
    blank = np.concatenate([np.array([is_missing_word(text) for text in part], np.bool_) for part in text_parts(texts)])
    for candidate in (_as_numbers(name, texts, counts), _as_dates(name, texts, counts)):
        if candidate is None:
            continue
        rule, readable, sure = candidate
        read, lost = int(counts[readable].sum()), int(counts[~readable & ~blank].sum())
        if read and read >= MOSTLY * (read + lost):
            examples = _examples(texts, counts, readable)
            united = _united(rule, texts, counts)
            return _Reading(rule, read, int(counts[blank].sum()), lost, examples, sure, united)
    return None


def _may_be_read(texts: pd.Index[Any], counts: NDArray[np.int64]) -> bool:
    """False once so many cells can't be read in any way that most can't, whatever the others are. Free text is known
    by its first fifth, and isn't tried in every way."""
    cells, seen = int(counts.sum()), 0
    most = cells
    for part in text_parts(texts):
        hopeless = np.array([not may_be_read(text) and not is_missing_word(text) for text in part], np.bool_)
        most -= int(counts[seen : seen + len(part)][hopeless].sum())
        seen += len(part)
        if most < MOSTLY * cells:
            return False
    return cells > 0


_Candidate = tuple[Convert, NDArray[np.bool_], bool] | None


def _as_numbers(name: str, texts: pd.Index[Any], counts: NDArray[np.int64]) -> _Candidate:
    """With the decimal mark that reads more cells, a point when both read the same; without a unit that is the only
    one there is. Of several units none is left out: that would mix grams with kilograms."""
    units = {unit_of(text) for part in text_parts(texts) for text in part} - {""}
    unit = units.pop() if len(units) == 1 else ""
    readings = {mark: ~np.isnan(_numbers(texts, mark, unit)) for mark in (".", ",")}
    mark = "," if counts[readings[","]].sum() > counts[readings["."]].sum() else "."
    return Convert((name,), "number", decimal=mark, unit=unit or None), readings[mark], True


def _numbers(texts: pd.Index[Any], mark: str, unit: str) -> NDArray[np.float64]:
    return np.concatenate([numbers_of(part, mark, unit) for part in text_parts(texts)])


def _dates(texts: pd.Index[Any], day_first: bool) -> NDArray[np.datetime64]:
    return np.concatenate([dates_of(part, day_first) for part in text_parts(texts)])


def _united(rule: Convert, texts: pd.Index[Any], counts: NDArray[np.int64]) -> int:
    """How many cells have the rule's unit."""
    if not rule.unit:
        return 0
    has = [np.array([unit_of(text) == rule.unit for text in part], np.bool_) for part in text_parts(texts)]
    return int(counts[np.concatenate(has)].sum())


def _as_dates(name: str, texts: pd.Index[Any], counts: NDArray[np.int64]) -> _Candidate:
    """With the order that reads more cells; not sure when both read the same cells as other days."""
    day, month = _dates(texts, True), _dates(texts, False)
    cells_day, cells_month = counts[~np.isnat(day)].sum(), counts[~np.isnat(month)].sum()
    if not cells_day + cells_month:
        return None
    first = bool(cells_day >= cells_month)
    other_days = bool(((day != month) & ~(np.isnat(day) & np.isnat(month))).any())
    read = day if first else month
    return Convert((name,), "date", day_first=first), ~np.isnat(read), cells_day != cells_month or not other_days


def _examples(texts: pd.Index[Any], counts: NDArray[np.int64], readable: NDArray[np.bool_]) -> str:
    """Up to three texts that can't be read, the most frequent first; else three for whose sake it is a text."""
    among = np.flatnonzero(~readable) if (~readable).any() else np.flatnonzero(readable)
    most = among[np.argsort(-counts[among], kind="stable")]
    telling = list(islice((at for at in most if not _is_plain(str(texts[at]))), 3))
    return ", ".join(f"“{texts[at][:30]}”" for at in telling or most[:3])


def _is_plain(text: str) -> bool:
    """Whether it is a number as it stands: "561", not "$2,757"."""
    try:
        float(text)
    except ValueError:
        return False
    return True


def suggest_tidying(draft: Draft) -> None:
    """Make spellings one that differ in spaces or letter case; for the target only offered."""
    untidy = {}
    for column in draft.table.columns:
        if column.storage is Storage.TEXT and column.kind is not ColumnKind.ID:
            before, after = _spellings(draft.table.values(column.name))
            padded = draft.noticed(column.name, "data.noticed_padding") is not None
            if after < before or padded:
                untidy[column.name] = (before, after)
    for names in split_up([name for name in untidy if name != draft.target]):
        if names:
            _tidy(draft, names, untidy, recommended=True)
    if draft.target in untidy:
        _tidy(draft, (draft.target,), untidy, recommended=False)


def _tidy(draft: Draft, names: tuple[str, ...], untidy: dict[str, tuple[int, int]], recommended: bool) -> None:
    before, after = (sum(untidy[name][at] for name in names) for at in (0, 1))
    code = "why_tidy" if after < before else "why_trim"
    say = draft.recommend if recommended else draft.offer
    say(TidyText(names), code, names=names_words(names), before=before, after=after)


def _spellings(values: pd.Series[str]) -> tuple[int, int]:
    """How many different texts there are, and how many when spaces and letter case don't count."""
    _, texts = distinct_texts(values)
    folded = pa.chunked_array([_folded(part) for part in text_parts(texts)])
    return len(texts), int(pc.count_distinct(folded).as_py())


def _folded(texts: list[str]) -> Any:
    return pa.array([" ".join(text.split()).casefold() for text in texts], pa.large_string())
