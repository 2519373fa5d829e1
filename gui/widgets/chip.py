"""A chip: a word, with or without an icon, on a soft ground. Never a bare colour."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased, fill_round

ChipTone = Literal["neutral", "accent", "ok", "warn", "bad"]
GROUNDS = {
    "neutral": "hover",
    "accent": "accent_soft",
    "ok": "ok_soft",
    "warn": "warn_soft",
    "bad": "bad_soft",
}
WORDS = {"neutral": "text2", "accent": "accent", "ok": "ok", "warn": "warn", "bad": "bad"}
PAD, HEIGHT, MARK, GAP = 8, 20, 12, 4


def chip_colours(theme: Theme, tone: ChipTone) -> tuple[QColor, QColor]:
    """The ground and the words of a chip, for delegates that paint one."""
    return theme.colour(GROUNDS[tone]), theme.colour(WORDS[tone])


class Chip(QLabel):
    """A small fact beside a title."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        tone: ChipTone = "neutral",
        icon: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._tone: ChipTone = tone
        self._icon = icon
        self.setFont(theme.font(sizes.TINY, 500))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_fact(self, text: str, tone: ChipTone = "neutral", icon: str | None = None) -> None:
        """Say something else."""
        self._tone, self._icon = tone, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Its words, its icon and some room."""
        mark = MARK + GAP if self._icon else 0
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + mark + 2 * PAD, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """A chip isn't cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, word."""
        painter = antialiased(self)
        paint_chip(painter, self.theme, QRectF(self.rect()), self.text(), self._tone, self._icon)
        painter.end()


def paint_chip(
    painter: QPainter, theme: Theme, rect: QRectF, text: str, tone: ChipTone = "neutral", icon: str | None = None
) -> None:
    """Draw a chip into `rect` (20 high), for delegates too."""
    fill_round(painter, rect, theme.colour(GROUNDS[tone]), sizes.RADIUS_CHIP)
    at = rect.x() + PAD
    if icon:
        theme.draw_icon(painter, icon, WORDS[tone], at, rect.center().y() - MARK / 2, MARK)
        at += MARK + GAP
    painter.setFont(theme.font(sizes.TINY, 500))
    painter.setPen(theme.colour(WORDS[tone]))
    metrics = painter.fontMetrics()
    painter.drawText(QPointF(at, round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)), text)
