"""A notice in the page: an icon, what happened, why or what next, and buttons that do something."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout, QWidget

from core.base.notices import Notice, Severity
from core.base.wording import Told, place_words, what_and_todo
from gui.theme import Theme, sizes
from gui.widgets.flow import FlowLayout
from gui.widgets.icon_button import IconButton
from gui.widgets.icon_label import IconLabel
from gui.widgets.labels import Prose
from gui.widgets.painting import antialiased, fill_round
from gui.widgets.surfaces import tight
from gui.widgets.voice import Role
from gui.widgets.words import translated

Loudness = Literal["info", "ok", "warn", "bad"]
QWIDGETSIZE_MAX = 16_777_215
GROUNDS = {"info": "accent_soft", "ok": "ok_soft", "warn": "warn_soft", "bad": "bad_soft"}
TONES = {"info": "accent", "ok": "ok", "warn": "warn", "bad": "bad"}
ICONS = {"info": "info", "ok": "circle-check", "warn": "triangle-alert", "bad": "circle-x"}
RANKS = (Severity.INFO, Severity.WARN, Severity.BAD)
BAND_DROP_PX = 3  # a line's leading lies below it: this brings a single one to the middle of its band


class NoticeCard(QFrame):
    """severity: info, ok, warn, bad. band: full width without corners, for a line across a page. `closed` is emitted
    when a person dismisses it (only with `closable`).
    """

    spoken_as = Role.AlertMessage

    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        severity: Loudness = "info",
        title: str = "",
        text: str = "",
        *,
        actions: Sequence[QAbstractButton] = (),
        band: bool = False,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._severity: Loudness = severity
        self._band = band
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self._icon = IconLabel(theme, ICONS[severity], TONES[severity], size=18)
        self._title = Prose(theme, title, weight=600 if not band else 500, tone="text")
        self._text = Prose(theme, text, tone="text2", px=sizes.SMALL)
        for prose in (self._title, self._text):
            prose.setMaximumWidth(QWIDGETSIZE_MAX)  # or the layout would centre it
        words = tight(QVBoxLayout(), 0, 2)
        words.setContentsMargins(0, BAND_DROP_PX if band else 0, 0, 0)
        words.addWidget(self._title)
        words.addWidget(self._text)
        self._shelf = QWidget()  # of the buttons: in a card they go on in a second line where one is too narrow
        self._buttons: QLayout = (
            tight(QHBoxLayout(self._shelf), 0, sizes.XS) if band else FlowLayout(self._shelf, gap=sizes.XS)
        )
        row = QHBoxLayout(self)
        margin = sizes.PAGE_MARGIN if band else sizes.M
        row.setContentsMargins(margin, 8 if band else 12, margin, 8 if band else 12)
        row.setSpacing(sizes.S)
        beside = Qt.AlignmentFlag.AlignVCenter if band else Qt.AlignmentFlag.AlignTop
        row.addWidget(self._icon, 0, beside)
        row.addLayout(words, 1)
        row.setAlignment(words, beside)
        if band:
            row.addWidget(self._shelf)
        else:
            words.addWidget(self._shelf)
        if closable:
            close = IconButton(theme, "x", self.tr("Dismiss"), size=sizes.HIT_AREA)
            close.clicked.connect(self._on_close)
            row.addWidget(close, 0, beside)
        self.show_notice(severity, title, text, actions=actions)
        theme.changed.connect(self.update)

    def show_notice(
        self, severity: Loudness, title: str, text: str = "", *, actions: Sequence[QAbstractButton] = ()
    ) -> None:
        """Say something else, with other buttons."""
        self.say(severity, title, text)
        self._replace_buttons(actions)

    def say(self, severity: Loudness, title: str, text: str = "") -> None:
        """Say something else beside the same buttons."""
        self._severity = severity
        self._icon.set_icon(ICONS[severity], TONES[severity])
        self._title.set_text(title)
        self._title.set_tone(TONES[severity] if self._band else "text")
        self._text.set_text(text)
        self._text.setVisible(bool(text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(text)
        self.update()

    def show_told(
        self, told: Told, severity: Loudness = "bad", *, actions: Sequence[QAbstractButton] = (), more: str = ""
    ) -> None:
        """Say an error or a notice of core: what (where), then what to do, then one more sentence."""
        what, todo = what_and_todo(told, translated)
        where = place_words(told.place, translated)
        title = f"{what} ({where})" if where else what
        sentences = (f"{todo[:1].upper()}{todo[1:]}." if todo else "", more)
        self.show_notice(severity, title, " ".join(filter(None, sentences)), actions=actions)

    def show_noticed(self, noticed: Sequence[Notice], *, actions: Sequence[QAbstractButton] = ()) -> None:
        """Show all that was noticed of one file, at least one thing, as loudly as the loudest of them."""
        loudest: Loudness = max(noticed, key=lambda one: RANKS.index(one.severity)).severity.value
        if len(noticed) == 1:
            self.show_told(noticed[0], loudest, actions=actions)
            return
        title = self.tr("{count} things were noticed in {file}")
        title = title.format(count=len(noticed), file=noticed[-1].place.file or self.tr("the file"))
        self.show_notice(loudest, title, "\n".join(map(_line, noticed)), actions=actions)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The soft ground."""
        painter = antialiased(self)
        radius = 0 if self._band else sizes.RADIUS_CARD
        fill_round(painter, QRectF(self.rect()), self.theme.colour(GROUNDS[self._severity]), radius)
        painter.end()

    def _replace_buttons(self, actions: Sequence[QAbstractButton]) -> None:
        while self._buttons.count():
            item = self._buttons.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        self._buttons.setContentsMargins(0, 0 if self._band else sizes.XS, 0, 0)
        for button in actions:
            self._buttons.addWidget(button)
        self._shelf.setVisible(bool(actions))

    def _on_close(self) -> None:
        self.hide()
        self.closed.emit()


def _line(notice: Notice) -> str:
    """What, with the place inside the file."""
    what, todo = what_and_todo(notice, translated)
    inside = [part for part in place_words(notice.place, translated).split(", ") if part != notice.place.file]
    where = f" ({', '.join(inside)})" if inside else ""
    return f"{what}{where}: {todo}." if todo else f"{what}{where}."
