"""What the tour shows: a card with one sentence, and a ring round the control that it speaks of. Both lie over the
window and leave everything under them usable."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button, IconButton, Label, Prose, tight
from gui.widgets.painting import antialiased, edge_round, fill_round
from gui.widgets.voice import Role

WIDTH, AWAY, EDGE, ROUND = 320, 14, 12, 3


class TourRing(QWidget):
    """Two pixels of the accent round a control; clicks go through it."""

    spoken_as = Role.Graphic

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme, self._window = theme, window
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_round(self, spot: QRect) -> None:
        """Go round a rectangle of the window."""
        self.setGeometry(spot.adjusted(-ROUND, -ROUND, ROUND, ROUND).intersected(self._window.rect()))
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ring."""
        painter = antialiased(self)
        edge_round(painter, QRectF(self.rect()), self.theme.colour("accent"), sizes.RADIUS_CARD, sizes.RING)
        painter.end()


class TourCard(QFrame):
    """`next_wanted`, `back_wanted` and `ended` (the ×, Done or Esc). The arrows left and right go back and on."""

    spoken_as = Role.Grouping

    next_wanted = Signal()
    back_wanted = Signal()
    ended = Signal()

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self.theme, self._window = theme, window
        self.setFixedWidth(WIDTH)
        self._count = Label(theme, "", px=sizes.TINY, weight=500, tone="text2")
        self._title = Label(theme, "", px=sizes.TITLE, weight=600)
        self._words = Prose(theme, "")
        self._close = IconButton(theme, "x", self.tr("End the tour"), keys="Esc", size=sizes.HIT_AREA)
        self.back = Button(theme, self.tr("Back"), kind="ghost", size="small")
        self.next = Button(theme, self.tr("Next"), kind="primary", size="small")
        self._lay_out()
        self._close.clicked.connect(self.ended)
        self.back.clicked.connect(self.back_wanted)
        self.next.clicked.connect(self._on_next)
        for button in (self._close, self.back, self.next):
            button.installEventFilter(self)
        self._is_last = False
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setOffset(0, 8)
        self._shadow.setBlurRadius(24)
        self._shadow.setColor(theme.shadow())
        self.setGraphicsEffect(self._shadow)
        theme.changed.connect(self._on_theme)
        self.hide()

    def _lay_out(self) -> None:
        head = tight(QHBoxLayout(), 0, sizes.XS)
        head.addWidget(self._title, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        foot = tight(QHBoxLayout(), 0, sizes.XS)
        foot.addWidget(self._count, 1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(sizes.M, sizes.S, sizes.S, sizes.S)
        column.setSpacing(sizes.XXS)
        column.addLayout(head)
        column.addWidget(self._words)
        column.addSpacing(sizes.S)
        column.addLayout(foot)

    def say(self, title: str, sentence: str, number: int, count: int) -> None:
        """One step of so many."""
        self._is_last = number == count
        self._title.setText(title)
        self._words.set_text(sentence)
        self._count.setText(self.tr("{number} of {count}").format(number=number, count=count))
        self.back.setVisible(number > 1)
        self.next.setText(self.tr("Done") if self._is_last else self.tr("Next"))
        self.setAccessibleName(
            self.tr("Tour, {number} of {count}: {title}").format(number=number, count=count, title=title)
        )
        self.setAccessibleDescription(sentence)
        self.next.setAccessibleDescription(sentence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{title}. {sentence}"))

    def show_at(self, spot: QRect | None) -> None:
        """Beside a rectangle of the window, where there is room; without one, at the lower right."""
        height = self._column.totalHeightForWidth(WIDTH)
        self.resize(WIDTH, height)
        self.move(place_beside(spot, QSize(WIDTH, height), self._window.rect()))
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows walk and Esc ends, whichever of the buttons has the keyboard: by themselves they would let the
        arrows move it."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.ended.emit()
            case Qt.Key.Key_Right:
                self._on_next()
            case Qt.Key.Key_Left if not self.back.isHidden():
                self.back_wanted.emit()
            case _:
                return super().eventFilter(watched, event)
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Raised, with an edge."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS_CARD)
        edge_round(painter, rect, self.theme.colour("line2"), sizes.RADIUS_CARD)
        painter.end()

    def _on_next(self) -> None:
        (self.ended if self._is_last else self.next_wanted).emit()

    def _on_theme(self) -> None:
        self._shadow.setColor(self.theme.shadow())
        self.update()


def place_beside(spot: QRect | None, card: QSize, window: QRect) -> QPoint:
    """Where a card stands: below a spot, right or left of it, or above, whichever has room; a spot that fills the
    window has it in its lower right corner."""
    room = window.adjusted(EDGE, EDGE, -EDGE, -EDGE)
    corner = QPoint(room.right() + 1 - card.width(), room.bottom() + 1 - card.height())
    if spot is None:
        return corner
    middle = QPoint(spot.center().x() - card.width() // 2, spot.center().y() - card.height() // 2)
    tries = (
        QPoint(middle.x(), spot.bottom() + AWAY),
        QPoint(spot.right() + AWAY, middle.y()),
        QPoint(spot.left() - AWAY - card.width(), middle.y()),
        QPoint(middle.x(), spot.top() - AWAY - card.height()),
    )
    for at in tries:
        placed = _within(QRect(at, card), room)
        if not placed.intersects(spot):
            return placed.topLeft()
    inner = QPoint(spot.right() - AWAY - card.width(), spot.bottom() - AWAY - card.height())
    return _within(QRect(inner, card), room).topLeft()


def _within(rect: QRect, room: QRect) -> QRect:
    """Moved as little as need be."""
    left = max(room.left(), min(rect.left(), room.right() + 1 - rect.width()))
    top = max(room.top(), min(rect.top(), room.bottom() + 1 - rect.height()))
    return QRect(QPoint(left, top), rect.size())
