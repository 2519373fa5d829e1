"""How far a job is: a thin line, and the whole state of waiting with words and a way out."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.labels import Label
from gui.widgets.painting import antialiased, fill_round
from gui.widgets.spinner import Spinner
from gui.widgets.surfaces import tight
from gui.widgets.voice import Role

STEP_MS, RUNNER, LINE_PX = 40, 0.3, 300


class ProgressLine(QWidget):
    """A line from 0 to 1; `set_share(None)` says that the end isn't known."""

    spoken_as = Role.ProgressBar

    def __init__(
        self, theme: Theme, name: str = "", *, thickness: int = 4, token: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._token = token
        self._share: float | None = 0.0
        self._phase = 0.0
        self._thickness = thickness
        self.setFixedHeight(max(thickness, 4))
        self.setMinimumWidth(40)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or self.tr("Progress"))
        self._timer = QTimer(self)
        self._timer.setInterval(STEP_MS)
        self._timer.timeout.connect(self._run)
        theme.changed.connect(self.update)

    @property
    def share(self) -> float | None:
        """How far, 0 to 1; None when the end isn't known."""
        return self._share

    def set_share(self, share: float | None) -> None:
        """Show how far it is."""
        self._share = None if share is None else min(max(share, 0.0), 1.0)
        self._settle()
        self.update()

    def spoken_value(self) -> str:
        """The share in words, "" while the end isn't known."""
        return "" if self._share is None else f"{self._share * 100:.0f} %"

    def sizeHint(self) -> QSize:
        """A line."""
        return QSize(120, self.height())

    def showEvent(self, event: QShowEvent) -> None:
        """Run only while seen."""
        super().showEvent(event)
        self._settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Stand still."""
        super().hideEvent(event)
        self._timer.stop()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The track and what is done of it."""
        painter = antialiased(self)
        top, half = (self.height() - self._thickness) / 2, self._thickness / 2
        track = QRectF(0, top, self.width(), self._thickness)
        fill_round(painter, track, self.theme.colour("ghost"), half)
        if self._share is None:
            left = (self._phase * (1 + RUNNER) - RUNNER) * self.width()
            part = QRectF(left, top, RUNNER * self.width(), self._thickness).intersected(track)
        else:
            part = QRectF(0, top, self._share * self.width(), self._thickness)
        if part.width() > 0:
            fill_round(painter, part, self.theme.colour(self._token), half)
        painter.end()

    def _settle(self) -> None:
        if self._share is None and self.isVisible():
            self._timer.start()
        else:
            self._timer.stop()

    def _run(self) -> None:
        self._phase = (self._phase + STEP_MS / 1400) % 1.0
        self.update()


class WaitingState(QWidget):
    """A spinner, what is being done, a line with numbers, and buttons such as Cancel."""

    def __init__(self, theme: Theme, title: str = "", sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._title = Label(theme, title, px=sizes.TITLE, weight=600)
        self._sentence = Label(theme, sentence, tone="text2")
        self.line = ProgressLine(theme, thickness=6)
        self._done = Label(theme, "", px=sizes.SMALL, tone="text2")
        self._left = Label(theme, "", px=sizes.SMALL, tone="text2")
        numbers = tight(QHBoxLayout(), 0, sizes.S)
        numbers.addWidget(self._done)
        numbers.addStretch(1)
        numbers.addWidget(self._left)
        self._buttons = tight(QHBoxLayout(), 0, sizes.XS)
        holder = QWidget()
        holder.setFixedWidth(LINE_PX)
        block = tight(QVBoxLayout(holder), 0, 6)
        block.addWidget(self.line)
        block.addLayout(numbers)
        column = tight(QVBoxLayout(self), sizes.XL, sizes.XXS)
        column.addStretch(4)
        column.addWidget(Spinner(theme, 26), 0, centre)
        column.addSpacing(sizes.XS)
        column.addWidget(self._title, 0, centre)
        column.addWidget(self._sentence, 0, centre)
        column.addSpacing(sizes.S)
        column.addWidget(holder, 0, centre)
        column.addSpacing(sizes.S)
        column.addLayout(self._buttons)
        column.setAlignment(self._buttons, centre)
        column.addStretch(5)

    def set_words(self, title: str, sentence: str = "") -> None:
        """What is being done."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self.setAccessibleName(title)

    def set_progress(self, share: float | None, done: str = "", left: str = "") -> None:
        """How far: the line and the words under it."""
        self.line.set_share(share)
        self._done.setText(done)
        self._left.setText(left)

    def add_action(self, button: QPushButton) -> None:
        """A way out, or a way on."""
        self._buttons.addWidget(button)
