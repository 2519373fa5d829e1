"""What the head of a column shows: its name, kind, a small picture of its values, and how much is missing."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile
from core.data.table import Table
from core.project.document import Document
from gui.models.cells import share_text

KIND_WORDS = {
    ColumnKind.NUMBER: QT_TRANSLATE_NOOP("columns", "Number"),
    ColumnKind.CATEGORY: QT_TRANSLATE_NOOP("columns", "Category"),
    ColumnKind.YES_NO: QT_TRANSLATE_NOOP("columns", "Yes or no"),
    ColumnKind.DATE: QT_TRANSLATE_NOOP("columns", "Date"),
    ColumnKind.TEXT: QT_TRANSLATE_NOOP("columns", "Text"),
    ColumnKind.ID: QT_TRANSLATE_NOOP("columns", "ID"),
}
KIND_ICONS = {
    ColumnKind.NUMBER: "hash",
    ColumnKind.CATEGORY: "shapes",
    ColumnKind.YES_NO: "toggle-left",
    ColumnKind.DATE: "calendar",
    ColumnKind.TEXT: "type",
    ColumnKind.ID: "fingerprint-pattern",
}
MOST_BARS = 12
FEW_MISSING = 0.001  # below this share a count says more than a percentage
LOG_BINS = 30


@dataclass(frozen=True, slots=True)
class ColumnHead:
    """One head. bars: heights, () when there is nothing to draw, and `remark` says why. missing: None while unknown.

    kind_words: "" while the kind is unknown too.
    """

    name: str
    kind: ColumnKind
    kind_words: str
    icon: str
    bars: tuple[float, ...] = ()
    remark: str = ""
    rows: int = 0
    missing: int | None = None
    missing_words: str = ""
    is_target: bool = False
    is_ignored: bool = False
    is_weight: bool = False  # says how much each row counts, and isn't learned from

    @property
    def missing_share(self) -> float:
        """Missing values per row, 0 to 1."""
        return (self.missing or 0) / self.rows if self.rows else 0.0

    @property
    def spoken(self) -> str:
        """All of it in words, for a screen reader."""
        role = ""
        if self.is_target:
            role = _say("target")
        elif self.is_ignored:
            role = _say("ignored")
        elif self.is_weight:
            role = _say("weight of rows")
        gaps = self.missing_words
        if self.missing and gaps[-1:] == "%":
            gaps = _say("{share} missing").format(share=gaps)
        return ", ".join(part for part in (self.name, self.kind_words, self.remark, gaps, role) if part)


def kind_words(kind: ColumnKind) -> str:
    """The kind as a word."""
    return _say(KIND_WORDS[kind])


def column_heads(
    table: Table, profiles: Mapping[str, ColumnProfile], document: Document | None
) -> tuple[ColumnHead, ...]:
    """The heads of a table's columns; a column without a profile is still being looked at."""
    target = document.target if document is not None else None
    ignored = frozenset(document.ignored) if document is not None else frozenset()
    weight = weight_column(document) if document is not None else ""
    heads = (
        head_of(one.name, one.kind, profiles.get(one.name), target=one.name == target, ignored=one.name in ignored)
        for one in table.columns
    )
    return tuple(replace(head, is_weight=True) if head.name == weight else head for head in heads)


def weight_column(document: Document) -> str:
    """The column that says how much each row counts, "" for none."""
    return dict(document.overrides).get("sample_weight", "").strip()


def use_of(document: Document, name: str) -> str:
    """ "input", "target", "ignore" or "weight"."""
    if document.target == name:
        return "target"
    return "ignore" if name in document.ignored else "weight" if name == weight_column(document) else "input"


def unknown_head(name: str) -> ColumnHead:
    """The head of a column of which nothing is known yet but its name."""
    return ColumnHead(name, ColumnKind.TEXT, "", "")


def head_of(
    name: str, kind: ColumnKind, profile: ColumnProfile | None, *, target: bool = False, ignored: bool = False
) -> ColumnHead:
    """The head of a column; without a profile, of one that is still being looked at."""
    if profile is None:
        return ColumnHead(name, kind, kind_words(kind), KIND_ICONS[kind], is_target=target, is_ignored=ignored)
    bars, remark = _picture(profile)
    words = kind_words(kind)
    if kind is ColumnKind.CATEGORY:
        words = f"{words} · {profile.distinct:,}"
    return ColumnHead(
        name,
        kind,
        words,
        KIND_ICONS[kind],
        bars,
        remark,
        profile.rows,
        profile.missing,
        _missing_words(profile),
        target,
        ignored,
    )


def _picture(profile: ColumnProfile) -> tuple[tuple[float, ...], str]:
    """Bars of the distribution, or words where bars would say nothing."""
    known = profile.rows - profile.missing
    if not known:
        return (), _say("no values")
    if profile.distinct == 1:
        return (), _say("always the same")
    if profile.distinct == known and profile.kind in (ColumnKind.ID, ColumnKind.TEXT):
        return (), _say("all different")
    if profile.bin_counts and profile.kind is not ColumnKind.ID:
        return tuple(float(count) for count in profile.bin_counts), ""
    if profile.kind in (ColumnKind.ID, ColumnKind.TEXT) or not profile.top:
        return (), _say("{count} different").format(count=f"{profile.distinct:,}")
    return tuple(float(count) for _, count in profile.top[:MOST_BARS]), ""


def _missing_words(profile: ColumnProfile) -> str:
    if not profile.missing:
        return _say("complete")
    if profile.missing == profile.rows:
        return _say("all missing")
    if profile.missing < FEW_MISSING * profile.rows:
        return _say("{count} missing").format(count=f"{profile.missing:,}")
    return share_text(profile.missing, profile.rows)


def log_histogram(values: NDArray[Any], bins: int = LOG_BINS) -> tuple[tuple[float, ...], tuple[int, ...]]:
    """(edges, counts) of the values above 0, in bins that each span the same factor; empty when they don't spread."""
    numbers = np.asarray(values, dtype=np.float64)
    above = numbers[numbers > 0]
    if not len(above):
        return (), ()
    low, high = float(above.min()), float(above.max())
    if not (high > low and math.isfinite(high)):
        return (), ()
    counts, edges = np.histogram(np.log10(above), bins=bins, range=(math.log10(low), math.log10(high)))
    return tuple(float(10**edge) for edge in edges), tuple(int(count) for count in counts)


def _say(text: str) -> str:
    return QCoreApplication.translate("columns", text)


WORDS = (  # marked for translation, said by `_say`
    QT_TRANSLATE_NOOP("columns", "target"),
    QT_TRANSLATE_NOOP("columns", "ignored"),
    QT_TRANSLATE_NOOP("columns", "weight of rows"),
    QT_TRANSLATE_NOOP("columns", "no values"),
    QT_TRANSLATE_NOOP("columns", "always the same"),
    QT_TRANSLATE_NOOP("columns", "all different"),
    QT_TRANSLATE_NOOP("columns", "{count} different"),
    QT_TRANSLATE_NOOP("columns", "complete"),
    QT_TRANSLATE_NOOP("columns", "all missing"),
    QT_TRANSLATE_NOOP("columns", "{count} missing"),
    QT_TRANSLATE_NOOP("columns", "{share} missing"),
)
