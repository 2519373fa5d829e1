"""Numbers as the window writes them: the locale's separators, few significant digits, a true minus sign."""

from __future__ import annotations

import math
import re

from PySide6.QtCore import QLocale

BREAKS = re.compile(r"\s*[\r\n\u2028\u2029]+\s*")
DASH = "–"
SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
ENGLISH = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)


def locale() -> QLocale:
    """The system's way to write numbers; English where the system has none ("C" would leave out separators)."""
    system = QLocale()
    return ENGLISH if system.language() == QLocale.Language.C else system


def significant(value: float | None, digits: int = 3) -> str:
    """A number with at most `digits` significant digits: 0.0156, 1,230, 12,300; a dash when there is none."""
    if value is None or not math.isfinite(value):
        return DASH
    if value == 0:
        return "0"
    exponent = math.floor(math.log10(abs(value)))
    rounded = round(value, digits - 1 - exponent)
    exponent = math.floor(math.log10(abs(rounded)))
    if not -5 <= exponent < 9:
        return _with_power(value, digits)
    decimals = max(0, digits - 1 - exponent)
    return locale().toString(rounded, "f", decimals).replace("-", "−")


def _with_power(value: float, digits: int) -> str:
    """Very large or very small: 6.83 × 10¹⁷, as axes write it."""
    mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
    power = str(int(exponent)).translate(SUPERSCRIPTS)
    return f"{_fixed(float(mantissa), digits - 1)} × 10{power}"


def share(value: float | None, digits: int = 1) -> str:
    """A share of 1 as per cent: "97.6 %". Only nothing is "0 %", only everything "100 %"."""
    if value is None or not math.isfinite(value):
        return DASH
    percent, smallest = value * 100, 10.0**-digits
    if 0 < percent < smallest:
        return "< " + _fixed(smallest, digits) + " %"
    if 100 - smallest < percent < 100 and round(percent, digits) == 100:
        return "> " + _fixed(100 - smallest, digits) + " %"
    return _fixed(percent, 0 if percent == round(percent) else digits) + " %"


def fixed(value: float | None, decimals: int) -> str:
    """A number with so many decimals; a dash when there is none."""
    return DASH if value is None or not math.isfinite(value) else _fixed(round(value, decimals) + 0.0, decimals)


def one_line(text: str) -> str:
    """A text of several lines in one, such as the name of a class where there is room for a line."""
    return BREAKS.sub(" ", text)


def count(value: int) -> str:
    """A whole number with separators: 53,940."""
    return locale().toString(value).replace("-", "−")


def data_size(size: int) -> str:
    """Bytes as a file manager writes them: "38 kB", "47.7 MB"."""
    return locale().formattedDataSize(size, 0 if size < 1_000_000 else 1, QLocale.DataSizeFormat.DataSizeSIFormat)


def clock(seconds: float | None) -> str:
    """A duration as a clock writes it: 0:48, 1:12, 2:03:10."""
    if seconds is None or not math.isfinite(seconds):
        return DASH
    whole = max(0, round(seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def took(seconds: float | None) -> str:
    """How long something took: "0.1 s" while it is short, else as a clock writes it. Never "0:00"."""
    if seconds is None or not math.isfinite(seconds) or round(seconds, 1) >= 10:
        return clock(seconds)
    if round(seconds, 1) < 0.1:
        return f"< {_fixed(0.1, 1)} s"
    return f"{_fixed(seconds, 1)} s"


def _fixed(value: float, decimals: int) -> str:
    return locale().toString(value, "f", decimals).replace("-", "−")


def threshold_words(threshold: float) -> str:
    """A threshold as text, in two decimals unless it needs more."""
    for decimals in (2, 3, 4):
        if abs(round(threshold, decimals) - threshold) < 1e-9:
            return fixed(threshold, decimals)
    return fixed(threshold, 4)
