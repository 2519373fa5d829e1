"""What a person decides about a column on the Data page, as edits that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.data.columns import ColumnKind
from core.data.table import Table
from core.project.document import Document
from gui.models.columns import kind_words, weight_column
from gui.pages.data_noticed import answering_step, with_answer
from gui.state.navigator import Navigator
from gui.state.session import Session

WEIGHT = "sample_weight"  # the setting that names the column
DUPLICATES = "remove_duplicates"  # the rule that answers them


class ColumnEdits(QObject):
    """Verbs on the session's document; without a document they do nothing. `refused`: what was asked for is not so."""

    refused = Signal()

    def __init__(self, session: Session, navigator: Navigator, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._navigator = session, navigator

    def read_as(self, name: str, kind: ColumnKind) -> None:
        """Read a column as another kind; the kind that was found is no override."""
        document, table = self._session.document, self._session.table
        if document is None or table is None:
            return
        found = table.column(name).kind
        words = self.tr("{name} is read as {kind}").format(name=name, kind=kind_words(kind).lower())
        self._session.edit(document.with_kind(name, None if kind is found else kind), words)

    def use_as(self, name: str, use: str) -> None:
        """ "input", "target", "ignore" or "weight": of the rows, for a column of numbers."""
        document = self._session.document
        if document is None:
            return
        if use == "target":
            self._session.choose_target(name)
            return
        freed = document.with_target(None) if document.target == name else document
        if use == "weight":
            self._weigh_with(freed, name)
            return
        if weight_column(document) == name:
            freed = freed.with_setting(WEIGHT, None)
        words = self.tr("Ignored {name}") if use == "ignore" else self.tr("{name} is an input")
        self._session.edit(freed.with_column_ignored(name, use == "ignore"), words.format(name=name))

    def _weigh_with(self, document: Document, name: str) -> None:
        """A column that isn't one of numbers stays what it was, with the reason."""
        table = self._session.table
        if table is None or dict(document.kinds).get(name, table.column(name).kind) != ColumnKind.NUMBER:
            self._navigator.toast(self.tr("Only a column of numbers can say how much rows count."), icon="info")
            self.refused.emit()
            return
        words = self.tr("{name} says how much rows count").format(name=name)
        self._session.edit(document.with_column_ignored(name, False).with_setting(WEIGHT, name), words)

    def answer(self, table: Table, name: str, code: str) -> None:
        """Go to the rule that answers what was noticed in a column; add one where there is none."""
        document = self._session.document
        if document is None:
            return
        step = answering_step(document.recipe, name, code)
        if step is not None:
            self._navigator.go("clean", step.id)
            return
        changed, step_id = with_answer(document, table, name, code)
        words = self.tr("Ignored {name}") if step_id is None else self.tr("Added a rule for {name}")
        self._session.edit(changed, words.format(name=name))
        if step_id is not None:
            self._navigator.go("clean", step_id)

    def duplicates_step(self) -> str | None:
        """The rule about duplicate rows, None when the recipe has none."""
        document = self._session.document
        steps = document.recipe.steps if document is not None else ()
        return next((step.id for step in steps if step.rule.kind == DUPLICATES), None)

    def show_duplicates(self) -> None:
        """Go to the rule about duplicate rows, which shows them."""
        step_id = self.duplicates_step()
        if step_id is not None:
            self._navigator.go("clean", step_id)
