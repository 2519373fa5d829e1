"""Toasts: a word that goes away after 8 s, with Undo when it was an edit, and the way to a file that was written. It
waits while looked at or focused."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QGraphicsDropShadowEffect, QHBoxLayout, QPushButton, QWidget

from gui.actions import keys_of
from gui.state.folders import show_in_folder, show_words
from gui.theme import Theme, sizes
from gui.widgets import ElidedLabel, IconLabel, Label
from gui.widgets.painting import ReturnPresses, antialiased, edge_round, fill_round
from gui.widgets.voice import Role

SHOWN_MS, FROM_BELOW_PX = 8000, 56


class ToastButton(ReturnPresses, QPushButton):
    """Undo, or the way to a file, in the toast's own colours."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self.setFont(theme.font(sizes.BODY, 600))
        self.setFlat(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.fontMetrics().horizontalAdvance(text) + 16, sizes.HIT_AREA)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The word."""
        painter = antialiased(self)
        painter.setPen(self.theme.colour("toast_accent"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if self.hasFocus() and self.ring_shown:
            edge_round(painter, QRectF(self.rect()), self.theme.colour("toast_accent"), sizes.RADIUS, 2)
        painter.end()


class Toast(QFrame):
    """One at a time, above the strip, in the middle of its window."""

    spoken_as = Role.AlertMessage

    def __init__(self, theme: Theme, undo: QAction, window: QWidget) -> None:
        super().__init__(window)
        self.theme = theme
        self._window = window
        self._icon = IconLabel(theme, "check", "toast_text")
        self._words = ElidedLabel(theme, "", weight=500, tone="toast_text", mode=Qt.TextElideMode.ElideMiddle)
        self._undo = ToastButton(theme, undo.text())
        self._keys = Label(theme, keys_of(undo), px=sizes.TINY, weight=500, tone="toast_text")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 14, 4)
        row.setSpacing(sizes.S)
        self.setMinimumHeight(sizes.HIT_AREA + 8)  # as high as one with a button
        self._way = ToastButton(theme, show_words())
        self._file: Path | None = None
        for part in (self._icon, self._words, self._way, self._undo, self._keys):
            row.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self._on_time)
        self._undo.clicked.connect(undo.trigger)
        self._undo.clicked.connect(self.hide)
        self._way.clicked.connect(self._on_way)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setOffset(0, 8)
        self._shadow.setBlurRadius(24)
        self._shadow.setColor(theme.shadow())
        self.setGraphicsEffect(self._shadow)
        theme.changed.connect(self._on_theme)
        window.installEventFilter(self)
        self.hide()

    def say(self, words: str, icon: str, *, undo: bool, place: Path | None = None) -> None:
        """Show words for 8 s. place: a file that was written, to be shown in its folder."""
        self._file = place
        self._way.setVisible(place is not None)
        self._words.setText(words)
        self._icon.set_icon(icon)
        self._undo.setVisible(undo)
        self._keys.setVisible(undo)
        self.setAccessibleName(words)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def forget_step(self) -> None:
        """Another step was made or undone: Undo would no longer take back what this toast speaks of."""
        if not self._undo.isHidden():
            self.hide()

    def stay(self) -> None:
        """Don't go away by itself."""
        self._timer.stop()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Wait while it is looked at."""
        self.stay()
        super().enterEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """Go on."""
        self._timer.start()
        super().leaveEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the middle."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The dark ground."""
        painter = antialiased(self)
        fill_round(painter, QRectF(self.rect()), self.theme.colour("toast"), sizes.RADIUS_CARD)
        painter.end()

    def _place(self) -> None:
        window = self._window
        self.adjustSize()
        self.resize(min(self.width(), window.width() - 2 * sizes.XL), self.height())
        self.move((window.width() - self.width()) // 2, window.height() - self.height() - FROM_BELOW_PX)

    def _on_time(self) -> None:
        if self._undo.hasFocus() or self._way.hasFocus():
            self._timer.start()
        else:
            self.hide()

    def _on_way(self) -> None:
        self.hide()
        if self._file is not None:
            show_in_folder(self._file)

    def _on_theme(self) -> None:
        self._shadow.setColor(self.theme.shadow())
        self.update()
