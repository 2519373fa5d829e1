"""What a person does to the recipe, each a step with its words that can be undone."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.base.errors import EpochalError
from core.cleaning.recipe import Recipe, Step
from core.cleaning.rule import Rule
from core.cleaning.starting import starting_rule
from core.data.table import Table
from gui.models.recipe import RecipeModel, title_of
from gui.pages.clean_fix import Remedy
from gui.state.navigator import Navigator
from gui.state.session import Session


class CleanEdits(QObject):
    """Slots for what list, detail and chooser tell. `choice_wanted(step id)`: this rule is to be chosen afterwards."""

    choice_wanted = Signal(str)

    def __init__(self, session: Session, model: RecipeModel, navigator: Navigator, parent: QObject) -> None:
        super().__init__(parent)
        self._session, self._model, self._navigator = session, model, navigator

    def toggle(self, step_id: str, on: bool) -> None:
        """Switch a rule."""
        recipe = self._model.recipe
        if self._model.row_of(step_id) >= 0 and recipe.step(step_id).enabled != on:
            words = self.tr("Switched on: {rule}") if on else self.tr("Switched off: {rule}")
            self._edit(recipe.toggled(step_id), words.format(rule=title_of(recipe.step(step_id))))

    def move(self, step_id: str, to_row: int) -> None:
        """Put a rule at another place."""
        recipe = self._model.recipe
        if self._model.row_of(step_id) not in (-1, to_row):
            self.choice_wanted.emit(step_id)
            words = self.tr("Moved: {rule}").format(rule=title_of(recipe.step(step_id)))
            self._edit(recipe.moved(step_id, to_row), words)

    def remove(self, step_id: str) -> None:
        """Take a rule out; the next one is chosen."""
        recipe, row = self._model.recipe, self._model.row_of(step_id)
        if row < 0:
            return
        next_row = row + 1 if row + 1 < len(recipe.steps) else row - 1
        self.choice_wanted.emit(recipe.steps[next_row].id if next_row >= 0 else "")
        title = title_of(recipe.step(step_id))
        self._edit(recipe.removed(step_id), self.tr("Removed: {rule}").format(rule=title))
        self._navigator.toast(self.tr("Removed rule {number}.").format(number=row + 1), icon="trash-2", undo=True)

    def change(self, step_id: str, rule: Rule) -> None:
        """Put another rule in the place of one."""
        recipe = self._model.recipe
        if self._model.row_of(step_id) >= 0:
            changed = recipe.replaced(step_id, rule)
            self._edit(changed, self.tr("Changed: {rule}").format(rule=title_of(changed.step(step_id))))

    def mend(self, remedy: Remedy) -> None:
        """Mend a rule that no longer fits."""
        self._session.edit(remedy.document, self.tr("Fixed: {what}").format(what=remedy.words))

    def try_out(self, step_id: str, rule: Rule) -> None:
        """Count with another rule in the place of one, without a step."""
        document, recipe = self._session.document, self._model.recipe
        if document is not None and self._model.row_of(step_id) >= 0:
            self._session.try_out(document.with_recipe(recipe.replaced(step_id, rule)))

    def let_be(self) -> None:
        """Count with the rules as they are again."""
        self._session.try_out(None)

    def add(self, kind: str) -> None:
        """A rule of this kind at the end, to be edited in place."""
        document, table = self._session.document, self._session.table
        if document is None or table is None:
            return
        try:
            rule = starting_rule(kind, self._left_at_the_end(table, document.ignored), None, document.target)
        except EpochalError as error:
            self._session.failed.emit(error)
            return
        if rule is None:
            self._navigator.toast(self.tr("No column suits this rule."), icon="info")
            return
        recipe = document.recipe.added(Step("", rule))
        self.choice_wanted.emit(recipe.steps[-1].id)
        self._edit(recipe, self.tr("Added: {rule}").format(rule=title_of(recipe.steps[-1])))

    def _edit(self, recipe: Recipe, label: str) -> None:
        if self._session.document is not None:
            self._session.edit(self._session.document.with_recipe(recipe), label)

    def _left_at_the_end(self, table: Table, ignored: tuple[str, ...]) -> Table:
        """What a rule at the end gets to see; the import while that is being counted."""
        cleaned = self._session.cleaned
        return cleaned.table if cleaned is not None and not self._session.counting else table.without(ignored)
