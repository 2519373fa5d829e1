"""What can be done about a file that couldn't be read, and everything that was noticed while one was read."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton

from core.base.errors import EpochalError
from core.base.notices import Notice
from gui.models.doubtful import DOUBTFUL, MISREAD
from gui.state.navigator import DataHint, Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, NoticeCard
from gui.window import memory_remarks
from gui.window.commands import Commands

REFUSALS = ("gui.several_files", "gui.not_a_file", "gui.folder", "gui.unknown_ending")  # of what was dropped


class FileRemarks(QObject):
    """Puts words and buttons on a notice card."""

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, commands: Commands) -> None:
        super().__init__(commands)
        self._session, self._theme, self._navigator, self._commands = session, theme, navigator, commands
        self._noticed: list[Notice] = []
        self._noticing = False  # whether a card tells what was noticed, and no failure
        self._put_by = False  # a card that waits for the Data page
        self._refused = False  # whether a card tells why something couldn't be dropped
        session.busy_changed.connect(self._on_busy)
        session.project_closed.connect(self._forget)

    def _on_busy(self) -> None:
        if self._session.busy is not None:  # what is noticed from now on is about another file
            self._forget()

    def _forget(self) -> None:
        self._noticed = []
        self._noticing = self._put_by = False

    def went(self, card: NoticeCard, key: str) -> None:
        """Another page: what was noticed of the data stays with the Data page, and is there again when a person comes
        back. A failure stays until it is closed."""
        if self._noticing and key != "data" and not card.isHidden():
            card.hide()
            self._put_by = True
        elif self._put_by and key == "data":
            card.show()
            self._put_by = False

    def dropped(self, card: NoticeCard) -> None:
        """Another file was taken: that one couldn't be is over. Any other failure stays."""
        if self._refused:
            card.hide()

    def tell_failure(self, card: NoticeCard, error: EpochalError) -> None:
        """Say why; for a file, also that it is as it was, and what can be done now."""
        self._noticing = self._put_by = False
        self._refused = error.code in REFUSALS
        if memory_remarks.is_short(error):
            self._tell_memory(card, error)
            return
        ways = self._ways_on(error, card)
        card.show_told(error, "bad", actions=ways, more=self.tr("Your file was not changed.") if ways else "")
        card.show()

    def _ways_on(self, error: EpochalError, card: NoticeCard) -> list[QPushButton]:
        source = self._commands.last_source
        if source is None or error.place.file != source.name or not error.code.startswith("data."):
            return []
        if error.code == "data.is_a_project":
            open_it = partial(self._commands.open_project, str(source))
            return [self._button(self.tr("Open the project"), open_it, card, first=True)]
        ways = [self._button(self.tr("Open another file"), self._commands.files.ask_spreadsheet, card, first=True)]
        if error.code in MISREAD:
            ways.append(self._button(self.tr("Read it differently…"), self._commands.ask_how_to_read, card))
        return [*ways, self._button(self.tr("Try again"), self._commands.read_again, card)]

    def _tell_memory(self, card: NoticeCard, error: EpochalError) -> None:
        """Nothing went wrong yet: figures, and a way that fits."""
        sample = memory_remarks.sample_of(error)
        ways: list[QPushButton] = []
        if memory_remarks.is_run(error):
            words, page = self.tr("Choose the columns"), "data"
            if memory_remarks.is_network(error):
                words, page = self.tr("Change the layers"), "train"
            ways.append(self._button(words, partial(self._navigator.go, page), card, first=True))
            ways.append(self._button(self.tr("Try everything"), partial(self._session.start_run, whole=True), card))
        else:
            if sample is not None:
                read = partial(self._commands.read_with, sample_rows=sample)
                ways.append(self._button(memory_remarks.sample_words(sample), read, card, first=True))
            else:
                ways.append(self._button(self.tr("Try again"), self._commands.read_again, card, first=True))
            ways.append(self._button(self.tr("Try everything"), partial(self._commands.read_with, whole=True), card))
        card.show_notice("info", memory_remarks.title_of(error), memory_remarks.text_of(error), actions=ways)
        card.show()

    def tell_notice(self, card: NoticeCard, notice: Notice) -> None:
        """Say it, together with what was noticed of the same file before: nothing is said only for a moment."""
        self._noticed.append(notice)
        self._noticing, self._put_by, self._refused = True, False, False
        ways: list[QPushButton] = []
        if any(one.code == "data.rows_set_aside" for one in self._noticed):
            show = partial(self._navigator.go, "data", DataHint.ROWS_SET_ASIDE)
            ways.append(self._button(self.tr("Show the rows"), show, None))
        if any(one.code in DOUBTFUL for one in self._noticed) and self._commands.last_source is not None:
            ways.append(self._button(self.tr("Read it differently…"), self._commands.ask_how_to_read, None))
        card.show_noticed(self._noticed, actions=ways)
        card.show()

    def _button(
        self, words: str, verb: Callable[[], object], card: NoticeCard | None, *, first: bool = False
    ) -> QPushButton:
        button = Button(self._theme, words, kind="secondary" if first else "ghost", size="small")
        button.clicked.connect(partial(_do, verb, card))
        return button


def _do(verb: Callable[[], object], card: NoticeCard | None, _checked: bool = False) -> None:
    if card is not None:
        card.hide()
    verb()
