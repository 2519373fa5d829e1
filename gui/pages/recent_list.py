"""Recent projects: name, what is in it, its best run's losses as a small curve, when."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.settings import RecentProject
from gui.theme import Theme, sizes
from gui.widgets.moments import moment_words
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, fill_round

HEIGHT, CURVE_PX, WHEN_PX = 50, 68, 128


class RecentRow(KeyboardRing, QAbstractButton):
    """A button as wide as the list."""

    def __init__(self, theme: Theme, project: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.project = project
        self._exists = project.exists
        self._summary = project.summary if self._exists else self.tr("Moved or deleted. Find it…")
        self._when = moment_words(project.opened_at)
        self.setAccessibleName(project.name)
        self.setAccessibleDescription(f"{self._summary}, {self._when}")
        self.setToolTip(project.path)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(400, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon, words, curve, when."""
        painter = antialiased(self)
        rect, colour = QRectF(self.rect()), self.theme.colour
        if self.underMouse():
            fill_round(painter, rect, colour("hover"), sizes.RADIUS)
        icon, tone = ("box", "text2") if self._exists else ("file-x", "warn")
        self.theme.draw_icon(painter, icon, tone, 12, (HEIGHT - sizes.ICON) / 2)
        room = int(rect.width()) - 40 - CURVE_PX - WHEN_PX - 24
        self._paint_line(painter, self.project.name, sizes.BODY, 500, "text", 21, room)
        summary_tone = "text2" if self._exists else "warn"
        self._paint_line(painter, self._summary, sizes.SMALL, 400, summary_tone, 39, room)
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        box = QRectF(rect.width() - 12 - WHEN_PX, 0, WHEN_PX, HEIGHT)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._when)
        area = QRectF(rect.width() - 24 - WHEN_PX - CURVE_PX, 14, CURVE_PX, HEIGHT - 28)
        self._paint_curve(painter, area)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()

    def _paint_line(self, painter: QPainter, text: str, px: int, weight: int, tone: str, base: int, room: int) -> None:
        painter.setFont(self.theme.font(px, weight))
        painter.setPen(self.theme.colour(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(40, base), shown)

    def _paint_curve(self, painter: QPainter, rect: QRectF) -> None:
        curve = self.project.curve
        if len(curve) < 2:
            return
        low, high = min(curve), max(curve)
        path = QPainterPath()
        point = QPointF()
        for step, value in enumerate(curve):
            share = (value - low) / (high - low) if high > low else 0.5
            point = QPointF(rect.x() + rect.width() * step / (len(curve) - 1), rect.bottom() - share * rect.height())
            if step:
                path.lineTo(point)
            else:
                path.moveTo(point)
        painter.setPen(QPen(self.theme.colour("c1"), 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("c1"))
        painter.drawEllipse(point, 2, 2)
