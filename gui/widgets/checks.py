"""Check boxes, radio buttons, and the preset card that is a radio button with two lines."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, edge_round, fill_round

BOX, GAP = 16, 8


def paint_check(painter: QPainter, theme: Theme, rect: QRectF, state: Qt.CheckState, enabled: bool = True) -> None:
    """Draw a check box into `rect` (16 × 16), for delegates too."""
    painter.save()
    painter.setOpacity(1.0 if enabled else 0.45)
    if state == Qt.CheckState.Unchecked:
        fill_round(painter, rect, theme.colour("raised"), sizes.RADIUS_CHIP)
        edge_round(painter, rect, theme.colour("control"), sizes.RADIUS_CHIP, 1.25)
    else:
        fill_round(painter, rect, theme.colour("accent_fill"), sizes.RADIUS_CHIP)
        icon = "check" if state == Qt.CheckState.Checked else "minus"
        theme.draw_icon(painter, icon, "on_fill", rect.x() + 2, rect.y() + 2, 12)
    painter.restore()


def paint_radio(painter: QPainter, theme: Theme, rect: QRectF, on: bool, enabled: bool = True) -> None:
    """Draw a radio button into `rect` (16 × 16)."""
    painter.save()
    painter.setOpacity(1.0 if enabled else 0.45)
    if on:
        fill_round(painter, rect, theme.colour("accent_fill"), BOX / 2)
        fill_round(painter, rect.adjusted(5, 5, -5, -5), theme.colour("on_fill"), BOX / 2)
    else:
        fill_round(painter, rect, theme.colour("raised"), BOX / 2)
        edge_round(painter, rect, theme.colour("control"), BOX / 2, 1.25)
    painter.restore()


def _paint_text(painter: QPainter, theme: Theme, widget: QWidget, text: str) -> None:
    metrics = widget.fontMetrics()
    base = widget.height() / 2 + (metrics.ascent() - metrics.descent()) / 2
    painter.setOpacity(1.0 if widget.isEnabled() else 0.45)
    painter.setPen(theme.colour("text"))
    painter.drawText(QPointF(BOX + GAP + 2, round(base)), text)
    painter.setOpacity(1.0)


def _size(widget: QWidget, text: str) -> QSize:
    words = widget.fontMetrics().horizontalAdvance(text)
    return QSize(BOX + 4 + (GAP + words + 4 if text else 0), sizes.HIT_AREA)


class CheckBox(KeyboardRing, QCheckBox):
    """A check box with words; without words give it an accessible name."""

    def __init__(self, theme: Theme, text: str = "", *, name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self.setFont(theme.font(sizes.BODY))
        self.setAccessibleName(name or text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Box, gap, words."""
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        """Words aren't cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The words are part of it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Box, words, ring."""
        painter = antialiased(self)
        box = QRectF(2, (self.height() - BOX) / 2, BOX, BOX)
        paint_check(painter, self.theme, box, self.checkState(), self.isEnabled())
        _paint_text(painter, self.theme, self, self.text())
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, box.adjusted(-2, -2, 2, 2), sizes.RADIUS)
        painter.end()


class RadioButton(KeyboardRing, QRadioButton):
    """A radio button with words."""

    def __init__(self, theme: Theme, text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self.setFont(theme.font(sizes.BODY))
        self.setAccessibleName(text)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Dot, gap, words."""
        return _size(self, self.text())

    def minimumSizeHint(self) -> QSize:
        """Words aren't cut."""
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        """The words are part of it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Dot, words, ring."""
        painter = antialiased(self)
        box = QRectF(2, (self.height() - BOX) / 2, BOX, BOX)
        paint_radio(painter, self.theme, box, self.isChecked(), self.isEnabled())
        _paint_text(painter, self.theme, self, self.text())
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, box.adjusted(-2, -2, 2, 2), BOX / 2 + 2)
        painter.end()


class PresetCard(KeyboardRing, QRadioButton):
    """A choice with a title, a sentence, and a word at the right. `key` is yours."""

    def __init__(
        self, theme: Theme, key: str, title: str, sentence: str, *, aside: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self.key = key
        self._title = title
        self._sentence = sentence
        self._aside = aside
        self.setAccessibleName(title)
        self.setAccessibleDescription(f"{sentence} {aside}".strip())
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        self.toggled.connect(self._on_toggled)

    def _on_toggled(self) -> None:
        """The chosen one of a group is where Tab stops; Qt sees to it only when a person chooses."""
        group = self.group()
        for card in group.buttons() if group is not None and self.isChecked() else ():
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if card is self else Qt.FocusPolicy.ClickFocus)

    @property
    def aside(self) -> str:
        """The word at the right, "" for none."""
        return self._aside

    def set_aside(self, aside: str) -> None:
        """The word at the right: how long it takes."""
        self._aside = aside
        self.setAccessibleDescription(f"{self._sentence} {aside}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """Two lines."""
        return QSize(240, 54)

    def minimumSizeHint(self) -> QSize:
        """It may get narrow; its words are cut then."""
        return QSize(160, 54)

    def hitButton(self, pos: QPoint) -> bool:
        """All of it."""
        return self.rect().contains(pos)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A card: 2 px accent edge when chosen."""
        painter = antialiased(self)
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        rect, colour = QRectF(self.rect()), self.theme.colour
        chosen = self.isChecked()
        ground = "raised" if chosen or self.underMouse() else "sunken"
        fill_round(painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), colour(ground), sizes.RADIUS_CARD)
        edge_round(painter, rect, colour("accent" if chosen else "line2"), sizes.RADIUS_CARD, 2 if chosen else 1)
        self._paint_dot(painter, chosen)
        self._paint_words(painter, rect)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect.adjusted(4, 4, -4, -4), sizes.RADIUS_CHIP)
        painter.end()

    def _paint_dot(self, painter: QPainter, chosen: bool) -> None:
        centre, colour = QPointF(20, 19), self.theme.colour
        if chosen:
            painter.setPen(QPen(colour("accent"), 4.5))
            painter.setBrush(colour("raised"))
            painter.drawEllipse(centre, 5.25, 5.25)
        else:
            painter.setPen(QPen(colour("control"), 1.25))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(centre, 7, 7)

    def _paint_words(self, painter: QPainter, rect: QRectF) -> None:
        colour, left = self.theme.colour, 38
        painter.setFont(self.theme.font(sizes.SMALL))
        aside = painter.fontMetrics().horizontalAdvance(self._aside)
        room = rect.width() - left - 12 - (aside + 10 if self._aside else 0)
        painter.setPen(colour("text2"))
        painter.drawText(QPointF(rect.width() - 12 - aside, 31), self._aside)
        painter.drawText(QPointF(left, 41), _cut(painter, self._sentence, room))
        painter.setFont(self.theme.font(sizes.BODY, 500))
        painter.setPen(colour("text"))
        painter.drawText(QPointF(left, 23), _cut(painter, self._title, room))


def _cut(painter: QPainter, text: str, room: float) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(room))
