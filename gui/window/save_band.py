"""What stands across the window while the last change couldn't be saved: why, and what to do. It goes when it is saved.

Why not the closable line of other failures: this one isn't over when it was read. Everything since is in memory only,
so it stays until saving works again, and tries by itself meanwhile.
"""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, NoticeCard, translated

RETRY_MS = 10_000


class SaveBand(NoticeCard):
    """Follows the session; `tell(error)` gives it the reason of the last attempt."""

    def __init__(self, session: Session, theme: Theme, save_as: QAction, parent: QWidget | None = None) -> None:
        super().__init__(theme, "bad", "", band=True, parent=parent)
        self.session = session
        self.retry = Button(theme, self.tr("Try again"), size="small")
        self.elsewhere = Button(theme, save_as.text(), size="small")
        self.show_notice("bad", "", actions=(self.retry, self.elsewhere))
        self.retry.clicked.connect(self._on_retry)
        self.elsewhere.clicked.connect(save_as.trigger)
        self._timer = QTimer(self)
        self._timer.setInterval(RETRY_MS)
        self._timer.timeout.connect(self._on_retry)
        self._say("", "")
        for signal in (session.saved_changed, session.project_opened, session.project_closed):
            signal.connect(self.show_document)
        self.show_document()

    def tell(self, error: object) -> bool:
        """Take an error that is the reason why nothing is saved; False when it's another one."""
        if not isinstance(error, EpochalError) or self.session.save_state != "not_saved":
            return False
        if not error.code.startswith("project."):
            return False
        self._say(*what_and_todo(error, translated))
        return True

    def show_document(self) -> None:
        """Be there exactly while something isn't saved."""
        unsaved = self.session.save_state == "not_saved"
        self.setVisible(unsaved)
        if unsaved != self._timer.isActive():
            (self._timer.start if unsaved else self._timer.stop)()

    def _say(self, why: str, todo: str) -> None:
        title = self.tr("The last change is not saved")
        kept = self.tr("Until then what you see is in memory only; Epochal tries again every 10 s.")
        text = f"{todo[:1].upper()}{todo[1:]}. {kept}" if todo else kept
        self.say("bad", f"{title}: {why[:1].lower()}{why[1:]}" if why else title, text)

    def _on_retry(self) -> None:
        self.session.save_again()
