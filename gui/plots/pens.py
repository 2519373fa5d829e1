"""The theme's colours and fonts as pens: the one place where charts ask for them."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPen

from gui.theme import Theme

DASHES = (3.0, 3.0)


class Pens:
    """Asks the theme anew each time, so that a chart is right after a change of theme.

    ratio: device pixels to one of the window's. Qt counts a cosmetic pen in device pixels, so without it every line
    would be half as wide on a fine screen, and in a picture that is saved twice as fine.
    """

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self.ratio = 1.0
        self._fonts: dict[tuple[int, int], QFont] = {}  # a card asks for forty, sixty times a second
        self._metrics: dict[tuple[int, int], QFontMetrics] = {}

    def colour(self, token: str) -> QColor:
        """The colour of a token."""
        return self._theme.colour(token)

    def faint(self, token: str, alpha: float) -> QColor:
        """The colour of a token, see-through."""
        return self._theme.colour(token, alpha)

    def series(self, index: int | None) -> QColor:
        """One of the run colours c1…c6; None is the muted one."""
        return self._theme.series(index)

    def series_text(self, index: int | None) -> QColor:
        """The same colour dark enough to be read as text."""
        return self._theme.series(index, words=True)

    def line(self, token: str, width: float, *, dotted: bool = False) -> QPen:
        """A cosmetic pen in a token's colour; `width` in the window's pixels."""
        pen = self.flat(self.colour(token), width)
        if dotted:
            pen.setDashPattern([1.0, 2.5])
        return pen

    def flat(self, colour: QColor, width: float, *, dashed: bool = False) -> QPen:
        """A cosmetic pen with round joins; `width` in the window's pixels."""
        pen = pg.mkPen(colour, width=width * self.ratio)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        if dashed:
            pen.setDashPattern(list(DASHES))
        return pen

    def font(self, px: int, weight: int = 400) -> QFont:
        """The interface font."""
        if (px, weight) not in self._fonts:
            self._fonts[px, weight] = self._theme.font(px, weight)
        return self._fonts[px, weight]

    def metrics(self, px: int, weight: int = 400) -> QFontMetrics:
        """How wide words are in that font."""
        if (px, weight) not in self._metrics:
            self._metrics[px, weight] = QFontMetrics(self.font(px, weight))
        return self._metrics[px, weight]

    def shadow(self) -> QColor:
        """Of a tooltip: black, 11 % in light and 47 % in dark."""
        return self._theme.shadow()
