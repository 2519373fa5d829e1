"""The text of a condition cut into tokens: words, quoted texts, marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from core.data.conditions.tree import ConditionError

KEYWORDS = ("and", "or", "not", "is", "missing", "contains", "between", "in")
QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "`": "`", "[": "]"}
MARKS = re.compile(r"==|!=|<>|<=|>=|[=<>≠≤≥(),]")
WORD = re.compile(r"""[^\s=<>≠≤≥!(),"“„`\[]+""")
SPACE = re.compile(r"\s+")


class TokenKind(StrEnum):
    """What a token is."""

    WORD = "word"
    KEYWORD = "keyword"
    TEXT = "text"  # "…" '…' “…”
    NAME = "name"  # `…` […]
    MARK = "mark"
    END = "end"


@dataclass(frozen=True, slots=True)
class Token:
    """kind, text (a keyword in small letters, a quoted text without its quotes), and where it stands."""

    kind: TokenKind
    text: str
    start: int
    end: int


def tokens(text: str) -> Iterator[Token]:
    """Every token of the text, and one END after the last. Raises ConditionError data.filter_unclosed_quote, …_mark."""
    at = 0
    while at < len(text):
        space = SPACE.match(text, at)
        if space:
            at = space.end()
            continue
        token = _token(text, at)
        yield token
        at = token.end
    yield Token(TokenKind.END, "", len(text), len(text))


def _token(text: str, at: int) -> Token:
    if text[at] in QUOTES:
        return _quoted(text, at)
    found = MARKS.match(text, at)
    if found:
        return Token(TokenKind.MARK, found.group(), at, found.end())
    found = WORD.match(text, at)
    if found is None:
        raise ConditionError("data.filter_mark", {"mark": text[at], "start": at, "end": at + 1})
    small = found.group().lower()
    if small in KEYWORDS:
        return Token(TokenKind.KEYWORD, small, at, found.end())
    return Token(TokenKind.WORD, found.group(), at, found.end())


def _quoted(text: str, at: int) -> Token:
    """A quote within is written twice: "5"" pipe"."""
    closing = QUOTES[text[at]]
    parts, begin = [], at + 1
    while True:
        end = text.find(closing, begin)
        if end < 0:
            raise ConditionError("data.filter_unclosed_quote", {"quote": closing, "start": at, "end": len(text)})
        parts.append(text[begin:end])
        if text[end + 1 : end + 2] != closing:
            break
        begin = end + 2
    kind = TokenKind.NAME if text[at] in "`[" else TokenKind.TEXT
    return Token(kind, closing.join(parts), at, end + 1)
