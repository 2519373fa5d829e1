"""The list of a rule's values: what each becomes is written in place, counted at once, and taken or left as a whole.

Why (2026-11-25): each line as a step of its own would fill the history, and the way back to how it was would be a walk.
So the list is tried while it is open; "Use this list" is one step, Esc leaves all as it was. Who goes elsewhere in the
middle keeps what they wrote, as with a field that is left: undo takes it back.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.progress import Finished
from core.cleaning.listing import Listing
from core.cleaning.recipe import Recipe, Step
from core.cleaning.rule import Rule
from core.data.table import Table
from core.project.document import Document
from gui.models.differences import MOST_LINES
from gui.models.words import count
from gui.pages.clean_spelling_grid import ShownSpellings, SpellingGrid
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, SearchField, tight
from gui.work import Job


def listing_steps(table: Table, document: Document, step_id: str) -> Iterator[Finished[Listing]]:
    """The values of a rule, for a lane."""
    from core.flow.cleaning import list_rule_values

    yield Finished(list_rule_values(table, document, step_id))


class SpellingPanel(QWidget):
    """`open(step)` lists its values; `tried` while a person writes, `taken` with the rule they want, `left` when it is
    done either way."""

    tried = Signal(str, object)  # step id, rule
    let_be = Signal()
    taken = Signal(str, object)
    left = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._step: Step | None = None
        self._of: tuple[Table | None, Document | None] = (None, None)  # what the rule gets to see, when it was listed
        self._job: Job | None = None
        self.model = ShownSpellings(self)
        self.model.tried.connect(self._on_tried)
        self.model.edited.connect(self._on_edited)
        self.search = SearchField(theme, self.tr("Find a value"), self.tr("Find a value"))
        self.search.setMaximumWidth(220)
        self.search.textChanged.connect(self._on_find)
        self._note = ElidedLabel(theme, px=sizes.SMALL, tone="text3")
        self.cancel = Button(theme, self.tr("Cancel"), kind="ghost", size="small", keys=self.tr("Esc"))
        self.use = Button(theme, self.tr("Use this list"), icon="check", size="small")
        self.cancel.clicked.connect(self.give_up)
        self.use.clicked.connect(self.take)
        head = tight(QHBoxLayout(), 0, sizes.S)
        head.addWidget(self.search, 1)
        head.addWidget(self._note, 1)
        head.addWidget(self.cancel)
        head.addWidget(self.use)
        self._hint = ElidedLabel(theme, px=sizes.SMALL, tone="text2")
        self._hint.setText(self.tr("Enter writes what a value becomes. Del leaves it to the rule again."))
        self.grid = SpellingGrid(theme, self.model)
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        column.addLayout(head)
        column.addWidget(self._hint)
        column.addWidget(self.grid, 1000)
        column.addStretch(1)  # what a short list leaves is below it

    @property
    def step(self) -> Step | None:
        """Whose values are listed; None while the list is closed."""
        return self._step

    @property
    def is_outdated(self) -> bool:
        """Whether the rule gets to see other data than were listed."""
        return self._step is not None and self._of != self._seen_by(self._step.id)

    def _seen_by(self, step_id: str) -> tuple[Table | None, Document | None]:
        table, document = self._session.table, self._session.document
        if document is None or all(step.id != step_id for step in document.recipe.steps):
            return table, None
        before = Recipe(document.recipe.steps[: document.recipe.index(step_id)])
        return table, document.with_name("").with_recipe(before)

    def open(self, step: Step) -> None:
        """List the values of this rule."""
        table, document = self._session.table, self._session.document
        if table is None or document is None:
            return
        self._step, self._of = step, self._seen_by(step.id)
        self.search.clear()
        self.model.show_listing(None)
        self._note.setText(self.tr("Looking for the values…"))
        self._show_changed()
        self._job = self._session.submit(partial(listing_steps, table, document, step.id), name=self.tr("Values"))
        self._job.finished.connect(self._on_listed)

    def take(self) -> None:
        """Make the list the rule's."""
        step, rule, edited = self._step, self.model.rule, self.model.is_edited
        self._close()
        if step is not None and rule is not None and edited:
            self.taken.emit(step.id, rule)

    def give_up(self) -> None:
        """Leave all as it was."""
        edited = self.model.is_edited or self._step is not None
        self._close()
        if edited:
            self.let_be.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search, then leaves."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.search.hasFocus() and self.search.text():
            self.search.clear()
        else:
            self.give_up()

    def hideEvent(self, event: QHideEvent) -> None:
        """Who goes to another page keeps what they wrote."""
        super().hideEvent(event)
        if not event.spontaneous() and self._step is not None:
            self.take()

    def _close(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()
        was_open, self._step = self._step is not None, None
        self.model.show_listing(None)
        if was_open:
            self.left.emit()

    def _on_listed(self, listing: Listing) -> None:
        if self.sender() is self._job and self._step is not None:
            self._job = None
            self.model.show_listing(listing)
            self._show_changed()
            if self.model.rowCount():
                self.grid.setCurrentIndex(self.model.index(0, 0))
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_find(self, text: str) -> None:
        self.model.filter(text)
        self._show_changed()

    def _on_tried(self, rule: Rule) -> None:
        if self._step is None:
            return
        if rule == self._step.rule:
            self.let_be.emit()
        else:
            self.tried.emit(self._step.id, rule)

    def _on_edited(self, rule: Rule) -> None:
        self._show_changed()
        self._on_tried(rule)

    def _show_changed(self) -> None:
        """How many are listed, and how many were said by hand."""
        self.use.setEnabled(self.model.is_edited)
        if self._job is not None:
            return
        shown, total, chosen = self.model.rowCount(), self.model.total, self.model.chosen
        words = [self.tr("{n} values").format(n=count(total)) if total != 1 else self.tr("1 value")]
        if self.search.text():
            words = [self.tr("{n} found").format(n=count(shown))]
        elif total > MOST_LINES:
            words = [self.tr("the first {shown} of {all} values").format(shown=count(shown), all=count(total))]
        if chosen:
            words.append(self.tr("{n} by hand").format(n=count(chosen)))
        self._note.setText(" · ".join(words))
