"""What an analyst asks of a column that only tells rows apart: are there doubles, where does it begin and end, and how
is it written?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from gui.models.cells import cell_text, is_missing, number_text

SAMPLE = 500
MOST_PARTS, LONGEST = 8, 24
PARTS = re.compile(r"\d+|[^\W\d_]+|[\W_]")
WORDS = (
    QT_TRANSLATE_NOOP("columns", "{count} characters"),
    QT_TRANSLATE_NOOP("columns", "{low} to {high} characters"),
)


def first_and_last(values: Any) -> tuple[str, str] | None:
    """The first and the last value in file order; None without any. values: as `gui.models.table.cells_of` gives."""
    ends = []
    for order in (range(len(values)), range(len(values) - 1, -1, -1)):
        found = next((values[at] for at in order if not is_missing(values[at])), None)
        if found is None:
            return None
        ends.append(number_text(float(found)).replace(",", "") if isinstance(found, float) else cell_text(found))
    return ends[0], ends[1]


def form_words(values: Any) -> str:
    """How texts are written, judged by `SAMPLE` of them spread over the table: "D-9…99999" is D- and 1 to 5 digits.

    "" for numbers, and where they have nothing in common.
    """
    if isinstance(values, np.ndarray) or not len(values):
        return ""
    places = np.unique(np.linspace(0, len(values) - 1, SAMPLE).astype(int))
    texts = [str(values[int(at)]) for at in places if not is_missing(values[int(at)])]
    return _common_form([PARTS.findall(text) for text in texts]) or _lengths([len(text) for text in texts])


def _common_form(split: Sequence[list[str]]) -> str:
    """Parts that are the same everywhere as they are, others as A for letters and 9 for digits."""
    if not split or any(len(parts) != len(split[0]) for parts in split) or len(split[0]) > MOST_PARTS:
        return ""
    form = ""
    for parts in zip(*split, strict=True):
        if len(set(parts)) == 1:
            form += parts[0]
        elif all(part.isdigit() for part in parts):
            form += _run("9", parts)
        elif all(part.isalpha() for part in parts):
            form += _run("A", parts)
        else:
            return ""
    return form if len(form) <= LONGEST else ""


def _run(letter: str, parts: Sequence[str]) -> str:
    low, high = min(map(len, parts)), max(map(len, parts))
    return letter * low if low == high else f"{letter * low}…{letter * high}"


def _lengths(lengths: Sequence[int]) -> str:
    if not lengths:
        return ""
    low, high = min(lengths), max(lengths)
    if low == high:
        return _say("{count} characters").format(count=low)
    return _say("{low} to {high} characters").format(low=low, high=high)


def _say(text: str) -> str:
    return QCoreApplication.translate("columns", text)
