"""One run on the loss chart: the strokes of its losses, how high they reach, and the name at its end.

Everything is kept as long as it holds: a run that has ended is taken in once.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from gui.plots.pens import Pens
from gui.plots.series import RunCurve
from gui.plots.smoothing import smooth
from gui.plots.stroke import Stroke

Values = NDArray[np.float64]
LIVE_PX, OTHER_PX, TRAINING_PX, RAW_PX, RAW_SHARE = 2.4, 1.75, 1.3, 1.0, 0.22
NAME_FONT = (12, 600)  # px and weight
OUTLIER = 1e4  # losses this many times the median don't decide how high the chart is


@dataclass(frozen=True)
class Spread:
    """The lowest, the middle and the highest of a run's losses that can be drawn, runaway ones left out."""

    low: float
    middle: float
    high: float


@dataclass(frozen=True)
class Strokes:
    """What is drawn of a run: raw losses behind smoothed ones, training, validation (or training alone)."""

    raw: Stroke | None
    training: Stroke | None
    main: Stroke


@dataclass(frozen=True)
class Look:
    """How a run is to look. number: another one whenever the theme or the screen changed."""

    pens: Pens
    number: int
    focused: bool


class LossCurve:
    """A run's figures in the view's coordinates, reused for every redraw."""

    def __init__(self) -> None:
        self.curve: RunCurve | None = None
        self.heights: Values = np.empty(0)  # of the line to the end of which the name belongs
        self.tip: tuple[float, float] | None = None
        self.spread: Spread | None = None
        self.name_px, self.name_colour, self.named = 0.0, QColor(), True
        self.training: Values | None = None
        self._raw: Values | None = None
        self._drawn_as: tuple[bool, float] | None = None
        self._strokes: tuple[tuple[object, ...], Strokes] | None = None
        self._dressed: tuple[object, ...] = ()

    def draw(self, curve: RunCurve, *, log: bool, smoothing: float) -> None:
        """Take a run's losses in; `log` when the view's y is log10 of a loss."""
        known = self.curve is not None and curve.same_losses(self.curve) and self._drawn_as == (log, smoothing)
        self.curve, self._drawn_as = curve, (log, smoothing)
        if known:
            return
        self._strokes = None
        self.heights = placed(smooth(curve.main, smoothing), log=log)
        self.training = placed(smooth(curve.training, smoothing), log=log) if curve.has_validation else None
        self._raw = placed(curve.main, log=log) if smoothing > 0 else None
        self.spread = spread(curve, log=log)
        ends = np.flatnonzero(np.isfinite(self.heights))
        self.tip = (float(curve.epochs[ends[-1]]), float(self.heights[ends[-1]])) if len(ends) else None

    def strokes(self, look: Look) -> Strokes:
        """The lines in the run's colour; the run in focus and a live one are stronger."""
        assert self.curve is not None
        key = (look.number, self.curve.series, self.curve.live, look.focused)
        if self._strokes is None or self._strokes[0] != key:
            self._strokes = (key, self._make_strokes(self.curve, look))
        return self._strokes[1]

    def dress(self, look: Look) -> None:
        """The name's colour and width. A muted run has none: the crosshair's card tells which it is."""
        assert self.curve is not None
        self.named = self.curve.series is not None or self.curve.live or look.focused
        dressed = (look.number, self.curve.name, self.curve.series)
        if dressed != self._dressed:
            self._dressed = dressed
            self.name_colour = look.pens.series_text(self.curve.series)
            self.name_px = float(look.pens.metrics(*NAME_FONT).horizontalAdvance(self.curve.name))

    def _make_strokes(self, curve: RunCurve, look: Look) -> Strokes:
        x, live, colour = curve.epochs, curve.live, look.pens.series(curve.series)
        raw = training = None
        if self._raw is not None:
            raw = Stroke(x, self._raw, blended(colour, look.pens.colour("canvas"), RAW_SHARE), RAW_PX, grows=live)
        if self.training is not None:
            training = Stroke(x, self.training, colour, TRAINING_PX, dashed=True, grows=live)
        width = LIVE_PX if live or look.focused else OTHER_PX
        return Strokes(raw, training, Stroke(x, self.heights, colour, width, grows=live))


def placed(losses: Values, *, log: bool) -> Values:
    """Losses → the view's y, float64 [n]: log10 of positive ones, or themselves; NaN for what can't be drawn."""
    if not log:
        return np.where(np.isfinite(losses), losses, np.nan)
    usable = np.isfinite(losses) & (losses > 0)
    return np.log10(losses, out=np.full(len(losses), np.nan), where=usable)


def spread(curve: RunCurve, *, log: bool) -> Spread | None:
    """How far a run's losses reach; None when none of them can be drawn."""
    flat = np.concatenate([curve.training, curve.validation])
    flat = flat[np.isfinite(flat) & (flat > 0 if log else flat >= 0)]
    if not len(flat):
        return None
    half = len(flat) // 2
    middle = float(np.partition(flat, half)[half])
    flat = flat[flat <= OUTLIER * middle]
    return Spread(float(flat.min()), middle, float(flat.max()))


def blended(colour: QColor, ground: QColor, weight: float) -> QColor:
    """A colour as it looks see-through on a ground, but opaque: where pieces of a line overlap it stays the same."""
    over, under = (QColor(each).toRgb() for each in (colour, ground))
    shares = ((over.redF(), under.redF()), (over.greenF(), under.greenF()), (over.blueF(), under.blueF()))
    return QColor.fromRgbF(*(weight * first + (1 - weight) * second for first, second in shares))
