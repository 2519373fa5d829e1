"""A recent project: name, what is in it, its best run's losses as a small curve, when; a pin where its icon is.

Why there (2026-11-25): a pin of its own would stand beside the × and push the times out of their column. While the
pointer is on the line its icon is the pin; of a pinned project it always is.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QEnterEvent,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from gui.settings import RecentProject
from gui.theme import Theme, sizes
from gui.widgets import IconButton
from gui.widgets.moments import moment_words
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, fill_round

HEIGHT, TEXT_X, CURVE_PX, WHEN_PX, REMOVE_PX, GAP, ICON_X = 50, 40, 68, 116, 36, 16, 12


class RecentRow(ReturnPresses, QAbstractButton):
    """A button as wide as the list; `removed` when a person takes the project off it (Del, the menu, or the ×), and
    `pin_toggled` when it is to stay on top, or no longer (P, the menu, or the pin).

    Whether the file is still there is told by `show_missing`, looked up in a lane: a folder on a server that doesn't
    answer would hold the window up.
    """

    removed = Signal(str)
    pin_toggled = Signal(str, bool)

    def __init__(self, theme: Theme, project: RecentProject, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.project = project
        self._when = moment_words(project.opened_at)
        self.setAccessibleName(project.name)
        self.setToolTip(project.path)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._make_actions()
        self.show_missing(False)
        theme.changed.connect(self.update)

    def _make_actions(self) -> None:
        """The menu's and the × button's."""
        open_it = QAction(self.tr("Open"), self)
        open_it.triggered.connect(self.click)
        words = self.tr("Remove from this list")
        take_off = QAction(f"{words}\t{self.tr('Del')}", self)
        take_off.triggered.connect(self._on_remove)
        pin_words = self.tr("Unpin") if self.project.pinned else self.tr("Pin to the top")
        pin = QAction(f"{pin_words}\t{self.tr('P')}", self)
        pin.triggered.connect(self._on_pin)
        self.addActions([open_it, pin, take_off])
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.pin_button = IconButton(
            self.theme,
            "pin-off" if self.project.pinned else "pin",
            pin_words,
            keys=self.tr("P"),
            size=sizes.HIT_AREA,
            parent=self,
        )
        self.pin_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # P does it by the keyboard
        self.pin_button.clicked.connect(self._on_pin)
        self.pin_button.hide()
        self.remove_button = IconButton(
            self.theme, "x", self.tr("Remove from this list"), size=sizes.HIT_AREA, parent=self
        )
        self.remove_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Del does it by the keyboard
        self.remove_button.clicked.connect(self._on_remove)
        self.remove_button.hide()

    @property
    def summary(self) -> str:
        """What stands under the name."""
        return self._summary

    def show_missing(self, missing: bool) -> None:
        """Whether the file is no longer where it was."""
        self._missing = missing
        self._summary = self.tr("Moved or deleted. Find it…") if missing else self.project.summary
        told = (self._summary, self._when, self.tr("pinned") if self.project.pinned else "")
        self.setAccessibleDescription(", ".join(part for part in told if part))
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(400, HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The × stays at the right, the pin over the icon."""
        super().resizeEvent(event)
        pin = self.pin_button.width()
        self.pin_button.move(ICON_X + (sizes.ICON - pin) // 2, (HEIGHT - pin) // 2)
        side = self.remove_button.width()
        self.remove_button.move(self.width() - side - 4, (HEIGHT - side) // 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Del takes it off the list, P pins it."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._on_remove()
            return
        if event.key() == Qt.Key.Key_P and not event.modifiers():
            self._on_pin()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Offer the × and the pin."""
        super().enterEvent(event)
        self._offer(True)

    def leaveEvent(self, event: QEvent) -> None:
        """They go again."""
        super().leaveEvent(event)
        self._offer(False)

    def _offer(self, offered: bool) -> None:
        self.remove_button.setVisible(offered)
        self.pin_button.setVisible(offered)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon, words, curve, when."""
        painter = antialiased(self)
        rect, colour = QRectF(self.rect()), self.theme.colour
        if self.underMouse() or self.isDown() or (self.ring_shown and self.hasFocus()):
            fill_round(painter, rect, colour("select" if self.isDown() else "hover"), sizes.RADIUS)
        if self.pin_button.isHidden():
            icon, tone = ("file-x", "warn") if self._missing else ("pin" if self.project.pinned else "box", "text2")
            self.theme.draw_icon(painter, icon, tone, ICON_X, (HEIGHT - sizes.ICON) / 2)
        when = QRectF(rect.width() - REMOVE_PX - WHEN_PX, 0, WHEN_PX, HEIGHT)
        area = QRectF(when.x() - GAP - CURVE_PX, 14, CURVE_PX, HEIGHT - 28)
        room = int(area.x() if len(self.project.curve) > 1 else when.x()) - TEXT_X - GAP
        self._paint_line(painter, self.project.name, sizes.BODY, 500, "text", 21, room)
        self._paint_line(painter, self._summary, sizes.SMALL, 400, "warn" if self._missing else "text2", 39, room)
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(colour("text2"))
        painter.drawText(when, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self._when)
        self._paint_curve(painter, area)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()

    def _paint_line(self, painter: QPainter, text: str, px: int, weight: int, tone: str, base: int, room: int) -> None:
        painter.setFont(self.theme.font(px, weight))
        painter.setPen(self.theme.colour(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QPointF(TEXT_X, base), shown)

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
        colour = self.theme.colour("cn" if self._missing else "c1")
        painter.setPen(QPen(colour, 1.4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(point, 2, 2)

    def _on_remove(self) -> None:
        self.removed.emit(self.project.path)

    def _on_pin(self) -> None:
        self.pin_toggled.emit(self.project.path, not self.project.pinned)
