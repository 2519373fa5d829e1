"""Names of columns that mean the same: "Carat weight (ct)" and "carat", "colour" and "color", "prices" and "Price".

A match is offered only when it is the only one, in both directions: of two candidates neither is taken. Words with
digits must be equal ("q1" is not "q2"), units in brackets may be absent but never differ, short words must be equal
("max" is not "min"), and a word keeps its first letter ("weight" is not "height").
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

BRACKETS = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=[A-Z])(?=[A-Z][a-z])")
BETWEEN_WORDS = re.compile(r"[^\w%#€$£°]+|_+")
SIGNS = frozenset("%#€$£°")
ONE_SLIP, TWO_SLIPS = 5, 9  # letters from which on a word may have one, two letters wrong
MOST_NAMES = 500  # more columns than this are matched by equal names only


class How(StrEnum):
    """Why a column of the file stands for one of the model."""

    SAME = "same"  # the same name
    REMEMBERED = "remembered"  # the person said so
    RENAMED = "renamed"  # the same words, written differently
    GUESSED = "guessed"  # similar words
    ABSENT = "absent"  # no column of the file


@dataclass(frozen=True)
class Match:
    """expected: the model's column. found: the file's column, None when there is none."""

    expected: str
    found: str | None
    how: How


@dataclass(frozen=True)
class _Name:
    words: tuple[str, ...]
    unit: str

    @property
    def joined(self) -> str:
        return "".join(self.words)


def guesses(
    expected: Sequence[str], found: Sequence[str], fits: Callable[[str, str], bool] = lambda _expected, _found: True
) -> tuple[Match, ...]:
    """Matches between names that are not the same, surest first; each name at most once.

    `fits(expected, found)` says whether the values of both columns can mean the same; it is asked only about names
    that are similar, not about those that are merely written differently.
    """
    if max(len(expected), len(found), 1) > MOST_NAMES:
        return ()
    taken: list[Match] = []
    left, right = list(expected), list(found)
    for how, alike in ((How.RENAMED, _same_words), (How.GUESSED, _slips), (How.GUESSED, _part_of)):
        candidates = [(a, b) for a in left for b in right if alike(_read(a), _read(b))]
        if how is How.GUESSED:
            candidates = [pair for pair in candidates if fits(*pair)]
        for a, b in _only_ones(candidates):
            taken.append(Match(a, b, how))
            left.remove(a)
            right.remove(b)
    return tuple(taken)


def _only_ones(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs of which neither side stands in another pair."""
    lefts, rights = [a for a, _ in pairs], [b for _, b in pairs]
    return [(a, b) for a, b in pairs if lefts.count(a) == 1 and rights.count(b) == 1]


@lru_cache(maxsize=4 * MOST_NAMES)
def _read(name: str) -> _Name:
    plain = unicodedata.normalize("NFKC", name)
    units = " ".join(found.strip().casefold() for found in BRACKETS.findall(plain))
    bare = BRACKETS.sub(" ", plain) or plain
    parts = (part for piece in BETWEEN_WORDS.split(bare) for part in HUMP.split(piece))
    words = [_unaccented(part.casefold()) for part in parts if part]
    signs = [word for word in words if set(word) <= SIGNS]
    kept = tuple(_singular(word.strip("".join(SIGNS))) for word in words if not set(word) <= SIGNS)
    return _Name(kept, " ".join([units, *signs]).strip())


def _unaccented(word: str) -> str:
    """Without accents: "größe" stays, "prévu" is "prevu"."""
    parted = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(sign for sign in parted if not unicodedata.combining(sign)))


def _singular(word: str) -> str:
    """Plurals as English makes them; good enough for both sides to be treated alike."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _same_unit(a: _Name, b: _Name) -> bool:
    return not a.unit or not b.unit or a.unit == b.unit


def _same_words(a: _Name, b: _Name) -> bool:
    return bool(a.joined) and a.joined == b.joined and _same_unit(a, b)


def _slips(a: _Name, b: _Name) -> bool:
    """Word by word the same but for a letter or two."""
    return bool(a.words) and len(a.words) == len(b.words) and _same_unit(a, b) and all(map(_slip, a.words, b.words))


def _slip(a: str, b: str) -> bool:
    if a == b:
        return True
    length = min(len(a), len(b))
    if length < ONE_SLIP or a[0] != b[0] or any(sign.isdigit() for sign in a + b):
        return False
    return distance(a, b) <= (2 if length >= TWO_SLIPS else 1)


def _part_of(a: _Name, b: _Name) -> bool:
    """One name is how the other begins or ends: "carat" and "carat weight"."""
    short, long = sorted((a.words, b.words), key=len)
    if not short or len(short) == len(long) or len("".join(short)) < 3 or not _same_unit(a, b):
        return False
    return long[: len(short)] == short or long[-len(short) :] == short


def nearest(text: str, among: Sequence[str]) -> str | None:
    """The one of these texts that is spelt most like this one, if any is at all like it.

    By edits, capitals aside; of equally many the one whose changed signs lie nearest: "SI3" is nearer to "SI2" than to
    "SI1". At most a third of the signs may differ.
    """
    folded = text.casefold()
    near = [other for other in among if abs(len(other) - len(text)) * 3 <= max(len(other), len(text))]
    scored = [(distance(folded, other.casefold()), _sign_steps(folded, other.casefold()), other) for other in near]
    best = min(scored, default=None)
    return None if best is None or best[0] * 3 > max(len(text), len(best[2])) else best[2]


def _sign_steps(a: str, b: str) -> int:
    """How far apart signs at the same place are in the alphabet."""
    return sum(abs(ord(one) - ord(other)) for one, other in zip(a, b, strict=False))


def distance(a: str, b: str) -> int:
    """How many letters must be put in, taken out, changed or swapped with their neighbour.

    Optimal string alignment (Damerau 1964; Wagner and Fischer 1974).
    """
    rows = [list(range(len(b) + 1))]
    for i, sign in enumerate(a, 1):
        row = [i]
        for j, other in enumerate(b, 1):
            best = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == b[j - 2] and a[i - 2] == other:
                best = min(best, rows[-2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]
