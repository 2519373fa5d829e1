"""Fill a sentence's blanks so that it stays good English for one row and for a small share.

Besides Python's format specs a blank knows two more: `{rows:row|rows}` gives the first word for 1 and the second for
any other whole number, `{gain:share}` a share of 1 in percent. A translator writes the words of the own language there.
A number below 0 has a true minus sign; a number that is given as a text is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping

SHARE = "share"
MINUS = "−"


class _Count(int):
    def __format__(self, spec: str) -> str:
        if "|" not in spec:
            return super().__format__(spec).replace("-", MINUS)
        one, many = spec.split("|", 1)
        return one if self == 1 else many


class _Number(float):
    def __format__(self, spec: str) -> str:
        return percent(self) if spec == SHARE else super().__format__(spec).replace("-", MINUS)


def filled(template: str, params: Mapping[str, object]) -> str:
    """The template with its blanks filled. Raises KeyError for a blank without a value."""
    return template.format(**{name: _speaking(value) for name, value in params.items()})


def percent(share: float) -> str:
    """A share of 1 as "8.6 %": never "0 %" for one that isn't nothing, never "100 %" for one that isn't all."""
    value = 100 * share
    if 0 < value < 0.1:
        return "< 0.1 %"
    if 99.9 < value < 100:
        return "> 99.9 %"
    digits = 1 if value < 10 or value > 99 else 0
    return f"{value:.{digits}f}".removesuffix(".0").replace("-", MINUS) + " %"


def _speaking(value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return _Count(value)
    return _Number(value) if isinstance(value, float) else value
