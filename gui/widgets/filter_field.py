"""A field for a condition on rows: what it can't understand is underlined in it, and Esc empties it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.theme import Theme
from gui.widgets.fields import SearchField
from gui.widgets.painting import antialiased

PAUSE_MS, PATIENCE_MS = 350, 1200


class FilterField(SearchField):
    """`asked(text, final)` a moment after the last key (final: False), and on Return or after a longer pause (True).

    A half-written condition is no mistake: only a final one should be told of.
    """

    asked = Signal(str, bool)

    def __init__(
        self, theme: Theme, name: str, placeholder: str, *, keys: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, placeholder, keys=keys, icon="list-filter", parent=parent)
        self._wrong: tuple[int, int] | None = None
        self._pause, self._patience = self._timer(PAUSE_MS, self._on_pause), self._timer(PATIENCE_MS, self._on_final)
        self.textEdited.connect(self._on_edited)
        self.returnPressed.connect(self._on_final)

    def point_at(self, start: int, end: int) -> None:
        """Underline these characters."""
        self._wrong = (start, end)
        self.set_wrong(True)
        self.update()

    def clear_mark(self) -> None:
        """Nothing is wrong."""
        if self._wrong is not None:
            self._wrong = None
            self.set_wrong(False)
            self.update()

    def show_text(self, text: str) -> None:
        """Show a condition without asking for it."""
        self._stop()
        self.clear_mark()
        self.setText(text)

    def empty(self) -> None:
        """Ask for all rows."""
        self.clear()
        self._on_final()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the field first; an empty field leaves it to others."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.empty()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and a line under what is wrong."""
        super().paintEvent(event)
        if self._wrong is None:
            return
        start, end = self._wrong
        metrics, text = self.fontMetrics(), self.text()
        cursor = self.cursorRect()
        origin = cursor.x() + cursor.width() / 2 - metrics.horizontalAdvance(text[: self.cursorPosition()])
        left = origin + metrics.horizontalAdvance(text[:start])
        right = max(origin + metrics.horizontalAdvance(text[:end]), left + 7)
        base = self.height() / 2 + metrics.height() / 2 + 1
        painter = antialiased(self)
        painter.setClipRect(self.rect().adjusted(26, 0, -8, 0))
        painter.setPen(QPen(self.theme.colour("bad"), 2))
        painter.drawLine(QPointF(left, base), QPointF(right, base))
        painter.end()

    def _timer(self, pause_ms: int, done: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(pause_ms)
        timer.timeout.connect(done)
        return timer

    def _stop(self) -> None:
        self._pause.stop()
        self._patience.stop()

    def _on_edited(self) -> None:
        self.clear_mark()
        self._pause.start()
        self._patience.start()

    def _on_pause(self) -> None:
        self.asked.emit(self.text(), False)

    def _on_final(self) -> None:
        self._stop()
        self.asked.emit(self.text(), True)
