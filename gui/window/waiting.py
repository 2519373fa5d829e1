"""While a file is read and no project is open yet: the first rows, how far it is, and a way out."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Surface, tight


class WaitingPage(Surface):
    """What it shows is made ahead, or when a file is first read: what it stands on is too heavy for the first paint."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.session = session
        self._column = tight(QVBoxLayout(self))
        self.reading: QWidget | None = None
        session.busy_changed.connect(self._on_busy)
        self._on_busy()

    def _on_busy(self) -> None:
        if self.session.busy is not None and not self.session.is_open:
            self.build()

    def build(self) -> None:
        """Make what it shows."""
        if self.reading is None:
            from gui.pages.data_reading import Reading

            self.reading = Reading(self.session, self.theme)
            self._column.addWidget(self.reading)
