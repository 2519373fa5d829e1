"""Sample projects as cards: a small picture drawn from the sample's own numbers, a name, a sentence."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.pages.sample_pictures import Picture, Sample
from gui.theme import Theme, sizes
from gui.widgets.chip import paint_chip
from gui.widgets.painting import ReturnPresses, antialiased, edge_round, fill_round, hairline

ART_LEAST, ART_MOST, ART_SHARE, WORDS_PX, PAD = 116, 248, 0.42, 106, 16


class SampleCard(ReturnPresses, QAbstractButton):
    """A button. `show_picture` comes later, when the file has been looked at off the window's thread."""

    def __init__(self, theme: Theme, sample: Sample, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.sample = sample
        self._picture: Picture | None = None
        kinds = {"regression": self.tr("Number"), "binary": self.tr("Yes / no"), "multiclass": self.tr("Classes")}
        self._chip = kinds.get(sample.task, "")
        self._foot = ""
        self._art_px = ART_LEAST
        self.setAccessibleName(sample.title)
        self.setAccessibleDescription(sample.sentence)
        self.setToolTip(f"{sample.sentence}\n{sample.source} ({sample.licence})")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumWidth(160)
        self.setFixedHeight(ART_LEAST + WORDS_PX)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A third of the page."""
        return QSize(260, self._art_px + WORDS_PX)

    def set_width(self, width: int) -> None:
        """A wide card has a higher picture."""
        self._art_px = max(ART_LEAST, min(round(width * ART_SHARE), ART_MOST))
        self.setFixedHeight(self._art_px + WORDS_PX)

    def show_picture(self, picture: Picture) -> None:
        """Draw the sample's numbers, and say how many there are."""
        self._picture = picture
        words = self.tr("{rows} rows · {columns} columns")
        self._foot = words.format(rows=f"{picture.rows:,}", columns=f"{picture.columns:,}")
        self.setAccessibleDescription(f"{self.sample.sentence} {self._foot}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Card, picture, words, ring."""
        painter = antialiased(self)
        rect, colour = QRectF(self.rect()), self.theme.colour
        strong = self.underMouse() or self.isDown()
        fill_round(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), colour("raised"), sizes.RADIUS_CARD)
        self._paint_art(painter, QRectF(1, 1, rect.width() - 2, self._art_px))
        hairline(painter, 1, self._art_px + 1, rect.width() - 2, 1, colour("line"))
        self._paint_words(painter, rect)
        edge_round(painter, rect, colour("accent" if strong else "line2"), sizes.RADIUS_CARD)
        if self.ring_shown and self.hasFocus():
            edge_round(painter, rect, colour("accent"), sizes.RADIUS_CARD, 2)
        painter.end()

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        colour, right, top = self.theme.colour, int(rect.width()) - PAD, self._art_px
        painter.setFont(self.theme.font(sizes.BODY, 600))
        painter.setPen(colour("text"))
        painter.drawText(QPointF(PAD, top + 27), _cut(painter, self.sample.title, right - PAD))
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        for number, line in enumerate(two_lines(painter, self.sample.sentence, right - PAD)):
            painter.drawText(QPointF(PAD, top + 48 + 18 * number), line)
        painter.setFont(self.theme.font(sizes.TINY, 500))
        chip = painter.fontMetrics().horizontalAdvance(self._chip) + 16
        paint_chip(painter, self.theme, QRectF(right - chip, rect.height() - 30, chip, 20), self._chip)
        painter.setFont(self.theme.font(sizes.TINY))
        painter.setPen(colour("text3"))
        painter.drawText(QPointF(PAD, rect.height() - 16), _cut(painter, self._foot, right - PAD - chip - 8))

    def _paint_art(self, painter: QPainter, rect: QRectF) -> None:
        painter.save()
        clip = QPainterPath()
        clip.addRoundedRect(rect, sizes.RADIUS_CARD - 1, sizes.RADIUS_CARD - 1)
        painter.setClipPath(clip)
        if self._picture is not None and self._picture.points:
            self._paint_points(painter, rect.adjusted(18, 16, -18, -8), self._picture)
        elif self._picture is not None:
            self._paint_shares(painter, rect.adjusted(14, 18, -14, 0), self._picture)
        painter.restore()

    def _paint_points(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("c1", 0.45))
        for x, y in picture.points:
            painter.drawEllipse(QPointF(rect.x() + x * rect.width(), rect.bottom() - y * rect.height()), 1.7, 1.7)

    def _paint_shares(self, painter: QPainter, rect: QRectF, picture: Picture) -> None:
        """Densities of the classes, one behind the other."""
        for index, curve in enumerate(picture.densities):
            area = QPainterPath(QPointF(rect.left(), rect.bottom()))
            line = QPainterPath()
            for step, height in enumerate(curve):
                x = rect.left() + rect.width() * step / (len(curve) - 1)
                point = QPointF(x, rect.bottom() - height * rect.height())
                area.lineTo(point)
                if step:
                    line.lineTo(point)
                else:
                    line.moveTo(point)
            area.lineTo(QPointF(rect.right(), rect.bottom()))
            hue = self.theme.series(index)
            soft = self.theme.series(index)
            soft.setAlphaF(0.15)
            painter.fillPath(area, soft)
            painter.setPen(QPen(hue, 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(line)


def _cut(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)


def two_lines(painter: QPainter, text: str, room: int) -> list[str]:
    """The text in at most two lines of the painter's font, the second cut with … when there is more."""
    metrics, first, rest = painter.fontMetrics(), "", text.split()
    while rest and metrics.horizontalAdvance(f"{first} {rest[0]}".strip()) <= room:
        first = f"{first} {rest.pop(0)}".strip()
    return [first, _cut(painter, " ".join(rest), room)] if first else [_cut(painter, text, room)]
