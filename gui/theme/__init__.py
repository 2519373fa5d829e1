"""How everything looks, from one place: tokens in; palette, style sheet, fonts, icons and chart colours out."""

from gui.theme.motion import Motion
from gui.theme.theme import Mode, Theme

__all__ = ["Mode", "Motion", "Theme"]
