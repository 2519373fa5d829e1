"""Ranges of a chart's view: arithmetic."""

from __future__ import annotations

from PySide6.QtCore import QSizeF

Range = tuple[float, float]


def around_shares(size: QSizeF, mark_px: float) -> tuple[Range, Range]:
    """The x and y range from nothing to all, with room for a mark of that radius at every edge."""
    x, y = (1.0 / max(side - 2 * mark_px, 2 * mark_px) * mark_px for side in (size.width(), size.height()))
    return (-x, 1.0 + x), (-y, 1.0 + y)


def apart(low: float, high: float) -> Range:
    """A range that is never empty."""
    return (low, high) if high > low else (low - 0.5, low + 0.5)
