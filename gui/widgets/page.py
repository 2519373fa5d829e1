"""What every page is: a widget with a key, a title, an icon, perhaps an inspector, and one idempotent verb."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.surfaces import Surface, tight


class Page(Surface):
    """Built once, at its first visit. Handlers only push an edit to the session or start a job.

    A subclass sets `key` and `icon`, fills `column`, connects the session's signals to its own methods, and overrides
    `show_document` (bring everything in line with the session; may be called at any time, any number of times).
    """

    key: ClassVar[str] = ""
    icon: ClassVar[str] = "box"
    takes_files: ClassVar[bool] = False  # a spreadsheet dropped here is for the page, not a new import

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.session = session
        self.navigator = navigator
        self.column = tight(QVBoxLayout(self))

    @property
    def title(self) -> str:
        """What the rail and the page call it."""
        return self.navigator.page_title(self.key)

    def inspector(self) -> QWidget | None:
        """The right panel of this page, made once; None when it has none."""
        return None

    def show_document(self) -> None:
        """Bring everything in line with the session."""

    def came(self, hint: object = None) -> None:
        """The page is shown now; `hint` says why, for example which column to select."""

    def ui_state(self) -> dict[str, object]:
        """What to find again when the project is reopened, as plain values."""
        return {}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring back what `ui_state` gave; anything may be missing or senseless."""
