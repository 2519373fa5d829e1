"""How well typed letters fit a line of words: for the palette. Pure, no Qt."""

from __future__ import annotations

BY_OTHER_WORDS = 80.0  # better than letters that are spread out, worse than any run of letters in the words themselves


def fit(typed: str, words: str) -> float | None:
    """A score, higher is better; None when the letters don't occur in this order. Empty letters fit everything."""
    wanted, text = typed.casefold().strip(), words.casefold()
    if not wanted:
        return 0.0
    at = text.find(wanted)
    if at >= 0:
        starts_word = at == 0 or not text[at - 1].isalnum()
        return (300.0 if at == 0 else 200.0 if starts_word else 100.0) - len(text) / 100
    gaps, position = 0, -1
    for letter in wanted.replace(" ", ""):
        found = text.find(letter, position + 1)
        if found < 0:
            return None
        gaps += found - position - 1
        position = found
    return 50.0 - gaps if gaps <= 2 * len(wanted) else None


def fit_words(typed: str, words: str) -> bool:
    """Whether what is typed begins one of the words."""
    wanted = typed.casefold().strip()
    return bool(wanted) and f" {words.casefold()}".replace(",", " ").find(f" {wanted}") >= 0
