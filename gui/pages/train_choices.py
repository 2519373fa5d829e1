"""What the next run would learn from, in words, and why none can start."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.models.words import count
from gui.pages.train_edits import TrainEdits
from gui.pages.train_target import TargetLook
from gui.state.session import Session


class TrainChoices(QObject):
    """Asks session, edits and target; holds nothing itself."""

    def __init__(self, session: Session, edits: TrainEdits, target: TargetLook, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._edits, self._target = session, edits, target

    @property
    def columns(self) -> set[str]:
        """What ignoring and the rules leave of the columns, the target with them."""
        document, table, cleaned = self._session.document, self._session.table, self._session.cleaned
        if document is None or table is None:
            return set()
        return set(cleaned.table.names) if cleaned is not None else set(table.names) - set(document.ignored)

    def facts(self) -> list[tuple[str, str]]:
        """Columns and rows that a run would learn from."""
        document, table, cleaned = self._session.document, self._session.table, self._session.cleaned
        if document is None or table is None:
            return []
        rows = cleaned.table.rows if cleaned is not None else table.rows
        rules = sum(step.enabled for step in document.recipe.steps)
        columns = self.tr("{n} of {all} columns").format(
            n=count(len(self.columns - {document.target})), all=count(len(set(table.names) - {document.target}))
        )
        data = self.tr("{rules} rules · {rows} rows") if rules != 1 else self.tr("1 rule · {rows} rows")
        recipe = self._session.editions.recipe_number
        if recipe:
            data = self.tr("Recipe {recipe} · {rows} rows")
        return [
            (self.tr("Learn from"), columns),
            (self.tr("Data"), data.format(recipe=recipe, rules=count(rules), rows=count(rows))),
        ]

    def why_not(self) -> str:
        """Why no run can start now, "" when one can."""
        document, table = self._session.document, self._session.table
        if document is None or table is None:
            return self.tr("There is no data to learn from.")
        if document.target is None:
            return self.tr("Choose the column to predict.")
        if not table.has(document.target):
            words = self.tr("This data has no column “{name}”. Choose another one to predict.")
            return words.format(name=document.target)
        if self._target.error:
            return self._target.error
        if self._edits.wrong or self._edits.seed_error:
            return self.tr("Mend the setting that is marked.")
        if not set(table.names) - set(document.ignored) - {document.target}:
            return self.tr("All other columns are ignored: use at least one.")
        return ""
