"""What a file dragged over the window would do: accepted and named, or refused with the reason."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt
from PySide6.QtGui import QPaintEvent, QPen
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.errors import EpochalError, Place
from gui.theme import Theme, sizes
from gui.widgets import Card, IconLabel, Label, Prose, tight
from gui.widgets.painting import antialiased

SPREADSHEETS = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".pq")
PROJECT = ".epochal"


def dropped_file(data: QMimeData) -> Path:
    """The one file that is dragged. Raises EpochalError gui.* or data.* that says why it can't be taken."""
    urls = data.urls()
    if len(urls) > 1:
        raise EpochalError("gui.several_files", {"count": len(urls)})
    if not urls or not urls[0].isLocalFile():
        raise EpochalError("gui.not_a_file")
    path = Path(urls[0].toLocalFile())
    if path.is_dir():
        raise EpochalError("gui.folder", {"name": path.name})
    if path.suffix.lower() not in (*SPREADSHEETS, PROJECT):
        raise EpochalError("gui.unknown_ending", {"ending": path.suffix or path.name}, Place(file=path.name))
    return path


class DropOverlay(QWidget):
    """Covers the window while something is dragged over it; takes no part in the drag itself."""

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.theme = theme
        self._refused = False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._card = Card(theme)
        self._icon = IconLabel(theme, "file-spreadsheet", "accent", size=28)
        self._title = Label(theme, "", px=sizes.TITLE, weight=600)
        self._sentence = Prose(theme, "")
        self._sentence.setFixedWidth(340)
        self._sentence.set_centred()
        centre = Qt.AlignmentFlag.AlignHCenter
        inner = tight(QVBoxLayout(self._card), sizes.XL, sizes.XS)
        inner.addWidget(self._icon, 0, centre)
        inner.addWidget(self._title, 0, centre)
        inner.addWidget(self._sentence, 0, centre)
        tight(QVBoxLayout(self), 0).addWidget(self._card, 0, Qt.AlignmentFlag.AlignCenter)
        window.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window: a screen may be turned or taken away while a file hangs over it."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def accept(self, title: str, sentence: str) -> None:
        """Say what a drop would do."""
        self._show(False, "file-spreadsheet", "accent", title, sentence)

    def refuse(self, title: str, sentence: str) -> None:
        """Say why it can't be dropped."""
        self._show(True, "file-x", "bad", title, sentence)

    def _show(self, refused: bool, icon: str, tone: str, title: str, sentence: str) -> None:
        self._refused = refused
        self._icon.set_icon(icon, tone)
        self._title.setText(title)
        self._sentence.set_text(sentence)
        self._sentence.setMinimumHeight(self._sentence.heightForWidth(340))
        self.setAccessibleName(title)
        self.setGeometry(self._window.rect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A veil and a dashed edge."""
        painter = antialiased(self)
        tone = "bad" if self._refused else "accent"
        painter.fillRect(self.rect(), self.theme.colour("bad_soft" if self._refused else "accent_soft", 0.8))
        pen = QPen(self.theme.colour(tone), 2)
        pen.setDashPattern([5, 4])
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(8, 8, -8, -8), sizes.RADIUS_CARD, sizes.RADIUS_CARD)
        painter.end()
