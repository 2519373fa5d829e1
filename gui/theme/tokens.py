"""Every colour of the window, by name, light and dark. No hex value stands outside this file.

Source: the design's section 3. The contrast ratios that it states are kept by `tests/unit/test_theme.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_BOTH: Final[Mapping[str, tuple[str, str]]] = {
    # surfaces
    "rail": ("#F4F2EE", "#131316"),
    "canvas": ("#FEFDFB", "#19191C"),
    "raised": ("#FFFFFF", "#212125"),
    "sunken": ("#F7F5F1", "#161619"),
    "hover": ("#EFECE6", "#28282D"),
    "select": ("#E6ECFB", "#25304F"),
    "accent_soft": ("#E6ECFB", "#25304F"),
    # lines
    "line": ("#E6E2DA", "#2B2B30"),
    "line2": ("#D2CDC2", "#3D3D44"),
    "grid": ("#EEEBE4", "#26262B"),
    "ghost": ("#D9D4C9", "#3A3A41"),
    "control": ("#8E887C", "#77767C"),
    # words
    "text": ("#1D1B17", "#EDECE8"),
    "text2": ("#57524A", "#B1AFA9"),
    "text3": ("#6B655B", "#9A9892"),
    # meaning
    "accent": ("#2B52CC", "#93ABFF"),
    "accent_fill": ("#2B52CC", "#4668E0"),
    "accent_hover": ("#2346B4", "#3D5DD3"),
    "on_fill": ("#FFFFFF", "#FFFFFF"),
    "ok": ("#0B7A55", "#4CC79B"),
    "ok_soft": ("#E0F2EA", "#17332A"),
    "warn": ("#8F5A00", "#E8B04B"),
    "warn_soft": ("#FBF0D9", "#302714"),
    "bad": ("#B5321E", "#FF8F78"),
    "bad_soft": ("#FBE7E2", "#43211B"),
    # the toast stands out against every page, so it has its own ground
    "toast": ("#1D1B17", "#34343B"),
    "toast_text": ("#FFFFFF", "#EDECE8"),
    "toast_accent": ("#93ABFF", "#93ABFF"),
    # charts: lines and areas
    "c1": ("#2B52CC", "#86A1FF"),
    "c2": ("#D55E00", "#FF8B3D"),
    "c3": ("#00785C", "#1FAE88"),
    "c4": ("#C4649E", "#EE9DD0"),
    "c5": ("#3C97CF", "#6FC6F7"),
    "c6": ("#4A453D", "#D8D5CE"),
    "cn": ("#8E887C", "#8C8B90"),
    # charts: the same hues as words
    "c1_text": ("#2B52CC", "#86A1FF"),
    "c2_text": ("#AD4A00", "#FF8B3D"),
    "c3_text": ("#00785C", "#1FAE88"),
    "c4_text": ("#A1457C", "#EE9DD0"),
    "c5_text": ("#23709E", "#6FC6F7"),
    "c6_text": ("#4A453D", "#D8D5CE"),
    "cn_text": ("#57524A", "#B1AFA9"),
}

# what changes when the system asks for more contrast: words reach 7:1 on every ground, lines and edges 3:1
_STRONG: Final[Mapping[str, tuple[str, str]]] = {
    "canvas": ("#FFFFFF", "#000000"),
    "raised": ("#FFFFFF", "#0A0A0C"),
    "rail": ("#FFFFFF", "#000000"),
    "sunken": ("#FFFFFF", "#000000"),
    "hover": ("#E6E2DA", "#2B2B30"),
    "select": ("#D3DEFF", "#1B2A5C"),
    "accent_soft": ("#D3DEFF", "#1B2A5C"),
    "line": ("#86807A", "#77767C"),
    "line2": ("#57524A", "#B1AFA9"),
    "grid": ("#86807A", "#77767C"),
    "ghost": ("#86807A", "#77767C"),
    "control": ("#1D1B17", "#EDECE8"),
    "text": ("#000000", "#FFFFFF"),
    "text2": ("#1D1B17", "#F4F2EE"),
    "text3": ("#33302A", "#DFDDD7"),
    "accent": ("#1A3A9E", "#B9C8FF"),
    "accent_fill": ("#1A3A9E", "#2F4CB8"),
    "accent_hover": ("#122B78", "#23409F"),
    "ok": ("#004F36", "#7CE3BE"),
    "warn": ("#5C3A00", "#FFD27A"),
    "bad": ("#84200F", "#FFB9AA"),
}

LIGHT: Final[Mapping[str, str]] = {name: pair[0] for name, pair in _BOTH.items()}
DARK: Final[Mapping[str, str]] = {name: pair[1] for name, pair in _BOTH.items()}
STRONG_LIGHT: Final[Mapping[str, str]] = {**LIGHT, **{name: pair[0] for name, pair in _STRONG.items()}}
STRONG_DARK: Final[Mapping[str, str]] = {**DARK, **{name: pair[1] for name, pair in _STRONG.items()}}
TABLES: Final[Mapping[tuple[bool, bool], Mapping[str, str]]] = {  # by (dark, strong)
    (False, False): LIGHT,
    (True, False): DARK,
    (False, True): STRONG_LIGHT,
    (True, True): STRONG_DARK,
}
SHADOW_ALPHA: Final[Mapping[bool, float]] = {False: 0.11, True: 0.47}  # by "is dark"; the shadow itself is black
SERIES: Final[tuple[str, ...]] = ("c1", "c2", "c3", "c4", "c5", "c6")
TEXT_TONES: Final[tuple[str, ...]] = (
    "text",
    "text2",
    "text3",
    "accent",
    "ok",
    "warn",
    "bad",
    "on_fill",
    "toast_text",
)


def luminance(colour: str) -> float:
    """The relative luminance of "#RRGGBB". Source: WCAG 2.2, relative luminance."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """The contrast ratio of two "#RRGGBB" colours, from 1 to 21. Source: WCAG 2.2, contrast ratio."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
