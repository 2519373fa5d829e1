"""Inter, loaded from the program itself, with the system's own fonts for Chinese, Japanese and Korean.

Fonts are set in code and colours in the style sheet, because a style sheet can't carry font features.
"""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase

from gui import assets

FAMILY = "Inter"
FAMILIES = (
    FAMILY,
    "Noto Sans CJK SC",
    "PingFang SC",
    "Microsoft YaHei",
    "Hiragino Sans",
    "Yu Gothic UI",
    "Malgun Gothic",
    "Noto Sans",
    "Segoe UI",
    "Helvetica Neue",
    "DejaVu Sans",
)
FIXED_FAMILIES = ("SF Mono", "Cascadia Mono", "Consolas", "DejaVu Sans Mono", "Noto Sans Mono CJK SC", "monospace")
WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}
DISPLAY_FROM_PX = 20
DISPLAY_SPACING_PERCENT = 98.4  # Inter Display isn't shipped as TTF; its tighter setting is what the eye notices


def load_fonts() -> bool:
    """Register the shipped fonts with Qt; False when Qt refuses one (the fallback list then serves)."""
    return all(QFontDatabase.addApplicationFontFromData(assets.font_data(name)) >= 0 for name in assets.FONT_FILES)


def make_font(px: int, weight: int = 400) -> QFont:
    """The interface font: tabular figures, no hinting. `weight` is 400, 500 or 600."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setPixelSize(px)
    font.setWeight(WEIGHTS[weight])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    font.setFeature(QFont.Tag("tnum"), 1)
    if px >= DISPLAY_FROM_PX:
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, DISPLAY_SPACING_PERCENT)
    return font


def make_fixed_font(px: int) -> QFont:
    """A font of equal widths, for commands and details for support."""
    font = QFont()
    font.setFamilies(list(FIXED_FAMILIES))
    font.setPixelSize(px)
    font.setStyleHint(QFont.StyleHint.Monospace)
    return font
