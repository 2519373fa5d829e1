"""Tokens → QPalette: for everything that Fusion draws itself, and for the style sheet, whose colours are its roles.

Some roles mean nothing under that sheet, and carry what no role is for: `BORROWED`, and LinkVisited.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QColor, QPalette

Role = QPalette.ColorRole
ROLES = {
    Role.Window: "canvas",
    Role.WindowText: "text",
    Role.Base: "raised",
    Role.AlternateBase: "sunken",
    Role.ToolTipBase: "raised",
    Role.Text: "text",
    Role.Button: "raised",
    Role.ButtonText: "text",
    Role.BrightText: "bad",
    Role.Link: "accent",
    Role.Highlight: "select",
    Role.HighlightedText: "text",
    Role.PlaceholderText: "text3",
    Role.Light: "line",
    Role.Mid: "line2",
    Role.Dark: "control",
    Role.Accent: "accent",
}
BORROWED = {
    Role.ToolTipText: "text2",  # the sheet says what a tooltip looks like
    Role.Midlight: "hover",
    Role.Shadow: "ghost",
}
DISABLED = (Role.WindowText, Role.Text, Role.ButtonText, Role.HighlightedText)


def make_palette(colour: Callable[[str], QColor]) -> QPalette:
    """The palette of the tokens; words of disabled controls are halfway to their ground."""
    palette = QPalette()
    for role, token in {**ROLES, **BORROWED}.items():
        palette.setColor(role, colour(token))
    faded = mixed(colour("text3"), colour("canvas"), 0.4)
    palette.setColor(Role.LinkVisited, faded)  # no link of ours is ever "visited"
    for role in DISABLED:
        palette.setColor(QPalette.ColorGroup.Disabled, role, faded)
    return palette


def mixed(first: QColor, second: QColor, share: float) -> QColor:
    """`first` with `share` of `second` in it, in sRGB."""

    def between(one: float, other: float) -> float:
        return one * (1 - share) + other * share

    return QColor.fromRgbF(
        between(first.redF(), second.redF()),
        between(first.greenF(), second.greenF()),
        between(first.blueF(), second.blueF()),
        between(first.alphaF(), second.alphaF()),
    )
