"""Where an axis puts its numbers and how it writes them. Pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

from gui.models.words import SUPERSCRIPTS

AT_MOST = 6
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)

Write = Callable[[float, int], str]


def linear_ticks(low: float, high: float, at_most: int = AT_MOST, *, whole: bool = False) -> list[float]:
    """Round numbers within [low, high], at most `at_most`, evenly spaced by 1, 2, 2.5 or 5 times a power of ten.

    `whole`: only whole numbers (epochs, counts).
    """
    span = high - low
    if not (math.isfinite(low) and math.isfinite(high)) or span <= 0:
        return []
    power = 10.0 ** math.floor(math.log10(span / max(at_most, 1)))
    for step in (power * base * scale for scale in (1.0, 10.0) for base in STEPS):
        if whole and (step < 1 or step != round(step)):
            continue
        first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
        if last - first + 1 <= at_most:
            return [_clean(index * step, step) for index in range(first, last + 1)]
    return []


def log_ticks(low: float, high: float, at_most: int = AT_MOST) -> list[float]:
    """1-2-5 steps in original units within [low, high], both above 0. When there are too many: 1-3 steps, which lie
    evenly on a log axis, then whole decades, then some of these.

    A range too narrow for three of them gets the round numbers of a linear axis.
    """
    if not (math.isfinite(low) and math.isfinite(high)) or low <= 0 or high <= low:
        return []
    decades = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for digits in ((1, 2, 5), (1, 3), (1,)):
        found = [_power(digit, decade) for decade in decades for digit in digits]
        found = [value for value in found if low * (1 - 1e-9) <= value <= high * (1 + 1e-9)]
        if len(found) < 3 and len(digits) == 3:
            return [value for value in linear_ticks(low, high, at_most) if value > 0]
        if len(found) <= at_most:
            return found
        if len(found) == at_most + 1 and len(digits) == 3:
            return found[1:]  # one too many: the lowest lies at the very edge, and 1-2-5 reads better than decades
    return found[:: math.ceil(len(found) / at_most)]


def tick_words(ticks: Sequence[float], write: Write, *, each: bool = False) -> list[str]:
    """The ticks as text; `write(value, decimals)` puts separators as the locale does.

    `each`: every tick has its own number of decimals (log axes); otherwise all share the longest.
    """
    largest = max((abs(tick) for tick in ticks), default=0.0)
    smallest = min((abs(tick) for tick in ticks if tick), default=1.0)
    if largest >= 1e7 or smallest < 1e-5:
        return [_scientific(tick) for tick in ticks]
    own = [_decimals(tick) for tick in ticks]
    common = max(own, default=0)
    return [write(tick, own[at] if each or not tick else common) for at, tick in enumerate(ticks)]


def _clean(value: float, step: float) -> float:
    """Without the dust of binary fractions: 0.30000000000000004 → 0.3."""
    return round(value, max(0, 2 - math.floor(math.log10(step)))) + 0.0


def _power(digit: int, decade: int) -> float:
    return float(f"{digit}e{decade}")


def _decimals(value: float) -> int:
    """How many decimals it takes to write the value with up to four significant digits."""
    text = f"{value:.10f}".rstrip("0")
    return len(text) - text.index(".") - 1


def _scientific(value: float) -> str:
    if value == 0:
        return "0"
    mantissa, exponent = f"{value:.2e}".split("e")
    mantissa = mantissa.rstrip("0").rstrip(".")
    power = "10" + str(int(exponent)).translate(SUPERSCRIPTS)
    sign = "−" if mantissa.startswith("-") else ""
    mantissa = mantissa.lstrip("-")
    return sign + (power if mantissa == "1" else f"{mantissa}×{power}")
