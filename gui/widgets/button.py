"""The button in its kinds: primary, secondary, soft, ghost, link, danger."""

from __future__ import annotations

import math
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.menus import keep_within
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, edge_round, fill_round
from gui.widgets.spinner import SpinnerPainter

Kind = Literal["primary", "secondary", "soft", "ghost", "link", "danger"]
Size = Literal["small", "normal", "hero"]

HEIGHTS = {"small": sizes.CONTROL_SMALL, "normal": sizes.CONTROL, "hero": sizes.CONTROL_HERO}
PADDINGS = {"small": 10, "normal": 12, "hero": 14}
WORDS = {
    "primary": "on_fill",
    "secondary": "text",
    "soft": "accent",
    "ghost": "text",
    "link": "accent",
    "danger": "bad",
}
GAP, SQUEEZED = 8, 4.0


class Button(ReturnPresses, QPushButton):
    """A push button. icon: on the left; trailing: an icon on the right; keys: the shortcut written inside (it is the
    action's, not the button's, to react to it). A button with a menu shows a chevron.
    """

    keys_gap = 10

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        kind: Kind = "secondary",
        icon: str | None = None,
        trailing: str | None = None,
        keys: str = "",
        size: Size = "normal",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self._kind: Kind = kind
        self._icon = icon
        self._trailing = trailing
        self._keys = keys
        self._size: Size = size
        self._busy: SpinnerPainter | None = None
        self.setFont(theme.font(sizes.BODY, 600 if kind == "primary" else 500))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    @property
    def kind(self) -> Kind:
        """Which kind it is."""
        return self._kind

    @property
    def icon_name(self) -> str | None:
        """The icon on the left, or else the one on the right."""
        return self._icon or self._trailing

    @property
    def keys(self) -> str:
        """The shortcut that is written inside."""
        return self._keys

    def set_kind(self, kind: Kind) -> None:
        """Become another kind, for example when a filled button must not compete."""
        self._kind = kind
        self.setFont(self.theme.font(sizes.BODY, 600 if kind == "primary" else 500))
        self.updateGeometry()
        self.update()

    def set_icon_name(self, icon: str | None) -> None:
        """Show another icon."""
        self._icon = icon
        self.updateGeometry()
        self.update()

    def setText(self, text: str) -> None:
        """Other words, the same shortcut: Qt would drop it."""
        keys = self.shortcut()
        super().setText(text)
        self.setShortcut(keys)

    def set_busy(self, busy: bool) -> None:
        """Show a spinner in place of the icon and take no clicks; the width stays."""
        if busy == (self._busy is not None):
            return
        if self._busy is not None:
            self._busy.stop()
        self._busy = SpinnerPainter(self) if busy else None
        self.setEnabled(not busy)
        self.update()

    def setMenu(self, menu: QMenu) -> None:
        """Open a menu when pressed; it stays within the window."""
        keep_within(menu, self)
        super().setMenu(menu)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """As wide as its words, icons and shortcut."""
        padding = 4 if self._kind == "link" else PADDINGS[self._size]
        return QSize(self._content_width() + 2 * padding, HEIGHTS[self._size])

    def minimumSizeHint(self) -> QSize:
        """A button never cuts its words."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Repaint when enabled or dressed anew."""
        super().changeEvent(event)
        self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click presses once: whoever opens files by two clicks doesn't want two runs or two exports."""
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground, icon, words, shortcut, ring."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        if not self.isEnabled() and self._busy is None:
            painter.setOpacity(0.45)
        self._paint_ground(painter, rect)
        self._paint_content(painter, rect)
        painter.setOpacity(1)
        if self.ring_shown and self.hasFocus():
            self._paint_ring(painter, rect)
        painter.end()

    # painting

    def _lead(self) -> bool:
        return self._icon is not None or self._busy is not None

    def _tail(self) -> str | None:
        return "chevron-down" if self.menu() is not None else self._trailing

    def _keys_metrics(self) -> QFontMetrics:
        return QFontMetrics(self.keys_font())

    def keys_font(self) -> QFont:
        """Of the shortcut that is written inside."""
        return self.theme.font(sizes.TINY, 500)

    def _content_width(self) -> int:
        width = self.fontMetrics().horizontalAdvance(self.text()) + 1
        width += (sizes.ICON + GAP if self._icon is not None else 0) + (sizes.ICON + GAP if self._tail() else 0)
        return width + self._keys_width()

    def _keys_width(self) -> int:
        return self._keys_metrics().horizontalAdvance(self._keys) + self.keys_gap if self._keys else 0

    def shown_words(self, width: float) -> tuple[str, str]:
        """Words and shortcut as they are shown in this width: where it is squeezed, the shortcut goes first."""
        room, wide = width - 2 * SQUEEZED, self._content_width()
        if wide <= room:
            return self.text(), self._keys
        too_much = math.ceil(wide - self._keys_width() - room)
        if too_much <= 0:
            return self.text(), ""
        metrics = self.fontMetrics()
        left = max(metrics.horizontalAdvance(self.text()) - too_much, 0)
        return metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, left), ""

    def _paint_ground(self, painter: QPainter, rect: QRectF) -> None:
        over, down = self.underMouse() and self.isEnabled(), self.isDown() or self.isChecked()
        colour, radius = self.theme.colour, sizes.RADIUS
        if self._kind == "primary":
            fill_round(painter, rect, colour("accent_hover" if over or down else "accent_fill"), radius)
        elif self._kind in ("secondary", "danger"):
            fill_round(painter, rect, colour("hover" if over or down else "raised"), radius)
            edge_round(painter, rect, colour("line2"), radius)
        elif self._kind == "soft":
            fill_round(painter, rect, self._soft_ground(over or down), radius)
        elif over or down:
            fill_round(painter, rect, colour("hover"), radius)

    def _soft_ground(self, strong: bool) -> QColor:
        return self.theme.mixed("accent_soft", "accent", 0.12) if strong else self.theme.colour("accent_soft")

    def _paint_content(self, painter: QPainter, rect: QRectF) -> None:
        tone, (words, keys) = WORDS[self._kind], self.shown_words(rect.width())
        wide = self._content_width() - (0 if keys else self._keys_width())
        at = max((rect.width() - wide) / 2, SQUEEZED)
        icon_top = (rect.height() - sizes.ICON) / 2
        if self._lead():
            if self._busy is not None:
                self._busy.paint(painter, QRectF(at, icon_top, sizes.ICON, sizes.ICON), self.theme.colour(tone))
            elif self._icon is not None:
                self.theme.draw_icon(painter, self._icon, tone, at, icon_top)
            at += sizes.ICON + GAP if self._icon is not None else 0
        painter.setFont(self.font())
        painter.setPen(self.theme.colour(tone))
        width = self.fontMetrics().horizontalAdvance(words)
        if self._busy is None or self._icon is not None:
            self._paint_words(painter, words, at, rect)
        at += width + 1
        if keys:
            painter.setFont(self.keys_font())
            painter.setPen(self.theme.colour(tone, 0.7))
            self._paint_words(painter, keys, at + self.keys_gap, rect)
            at += self._keys_width()
        tail = self._tail()
        if tail:
            self.theme.draw_icon(painter, tail, tone, at + GAP, icon_top)

    @staticmethod
    def _paint_words(painter: QPainter, words: str, at: float, rect: QRectF) -> None:
        metrics = painter.fontMetrics()
        base = rect.center().y() + (metrics.ascent() - metrics.descent()) / 2
        painter.drawText(QPointF(at, round(base)), words)

    def _paint_ring(self, painter: QPainter, rect: QRectF) -> None:
        if self._kind == "primary":  # set apart from the fill by its own ground
            edge_round(painter, rect, self.theme.colour("accent"), sizes.RADIUS, sizes.RING)
            inner = rect.adjusted(2, 2, -2, -2)
            edge_round(painter, inner, self.theme.colour("canvas"), sizes.RADIUS - 2, sizes.RING)
        else:
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
