"""What every page is: a widget with a key, a title, an icon, perhaps an inspector, and one idempotent verb.

Why (2026-11-25): a page made in one go held the window's event loop for 60 to 100 ms. So a page is made in steps: its
constructor makes the outer frame and `building` the parts, with a `yield` wherever the window may breathe. The page
host drives one step per turn of the event loop. Rejected: making the parts in a thread (Qt's widgets can't be) and
fewer, lighter parts (each is cheap; there are many).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, TypeVar

from PySide6.QtCore import QSize, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.surfaces import Surface, tight
from gui.widgets.voice import Role

PageT = TypeVar("PageT", bound="Page")


class Page(Surface):
    """Built once, ahead of its first visit or at it. Handlers only push an edit to the session or start a job.

    A subclass sets `key` and `icon`; in `building` it fills `column` and, last, connects to the session's signals
    (`follow` for those that only ask for `show_document`); it overrides `show_document` (bring everything in line with
    the session; may be called at any time, any number of times).
    """

    spoken_as = Role.Pane

    key: ClassVar[str] = ""
    icon: ClassVar[str] = "box"
    takes_files: ClassVar[bool] = False  # a spreadsheet dropped here is for the page, not a new import

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.session = session
        self.navigator = navigator
        self.setAccessibleName(self.title)
        self.column = tight(QVBoxLayout(self))
        self.is_stale = True  # `show_document` is due before the page is shown
        self._steps: Iterator[None] | None = self.building()

    @property
    def title(self) -> str:
        """What the rail and the page call it."""
        return self.navigator.page_title(self.key)

    # building

    def building(self) -> Iterator[None]:
        """Make the parts; `yield` between steps of at most some 20 ms. A big part may have a `building` of its own,
        for `yield from`. Nothing of the page but this runs before the last step is done."""
        yield from ()

    @property
    def is_built(self) -> bool:
        """Whether the last step is done."""
        return self._steps is None

    def build_step(self) -> bool:
        """Make the next part. Returns whether there may be more to make."""
        if self._steps is not None and next(self._steps, self) is self:
            self._steps = None
            self.fit(self.size())
        return self._steps is not None

    def finish_building(self) -> None:
        """Make all that is still to be made, at once."""
        while self.build_step():
            pass

    # following the session

    def follow(self, *signals: SignalInstance) -> None:
        """Call `show_document` after each of these signals while the page is seen, and else before it is seen again."""
        for signal in signals:
            signal.connect(self._on_followed)

    def put_off(self) -> bool:
        """For handlers that only show something: True, and nothing to do now, while nobody sees the page."""
        if self.isVisible():
            return False
        self.is_stale = True
        return True

    def bring_up_to_date(self) -> None:
        """`show_document`, if it's due."""
        if self.is_stale:
            self.is_stale = False
            self.show_document()

    def _on_followed(self) -> None:
        if not self.put_off():
            self.show_document()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Half a page has nothing to fit in."""
        super().resizeEvent(event)
        if self.is_built:
            self.fit(event.size())

    # what a page overrides

    def fit(self, size: QSize) -> None:
        """The page has this size now; called when it's built and whenever the size changes."""

    def inspector(self) -> QWidget | None:
        """The right panel of this page, made once; None when it has none."""
        return None

    def show_document(self) -> None:
        """Bring everything in line with the session."""

    def find_rows(self) -> bool:
        """Ctrl F: go to the field that finds rows here. Returns False where there is none."""
        return False

    def came(self, hint: object = None) -> None:
        """The page is shown now; `hint` says why, for example which column to select."""

    def ui_state(self) -> dict[str, object]:
        """What to find again when the project is reopened, as plain values."""
        return {}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring back what `ui_state` gave; anything may be missing or senseless."""


def built(page: PageT) -> PageT:
    """The same page, made at once and up to date; for tests and wherever a pause does no harm."""
    page.finish_building()
    page.bring_up_to_date()
    return page
