"""The recipe as a list: one row a rule with its words, count and state; moving and switching are asked, not done."""

from __future__ import annotations

from typing import Any

from core.cleaning.recipe import Recipe, Step
from core.cleaning.report import CleaningReport, Outcome, StepReport
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.base.wording import what_and_todo
from gui.models.cells import CellRole

Index = QModelIndex | QPersistentModelIndex


class RecipeModel(QAbstractListModel):
    """Rules top to bottom. `toggle_asked(step id, on)` and `move_asked(step id, to row)` say what a person wants."""

    toggle_asked = Signal(str, bool)
    move_asked = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self._reports: dict[str, StepReport] = {}

    def show_recipe(self, recipe: Recipe, report: CleaningReport | None) -> None:
        """Show these rules with what they did; None while they are being counted again."""
        same = [step.id for step in recipe.steps] == [step.id for step in self._recipe.steps]
        if not same:
            self.beginResetModel()
        self._recipe = recipe
        if report is not None:
            self._reports = {step.step_id: step for step in report.steps}
        if not same:
            self.endResetModel()
        elif recipe.steps:
            self.dataChanged.emit(self.index(0), self.index(len(recipe.steps) - 1))

    def step(self, row: int) -> Step | None:
        """The rule in a row."""
        return self._recipe.steps[row] if 0 <= row < len(self._recipe.steps) else None

    def report(self, row: int) -> StepReport | None:
        """What the rule in a row did, None while it isn't known."""
        step = self.step(row)
        return self._reports.get(step.id) if step else None

    def row_of(self, step_id: str) -> int:
        """The row of a rule, -1 when there's none."""
        ids = [step.id for step in self._recipe.steps]
        return ids.index(step_id) if step_id in ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._recipe.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, counts and the switch of a rule."""
        step = self.step(index.row())
        if not index.isValid() or step is None:
            return None
        title, detail = what_and_todo(step.rule.title())[0], what_and_todo(step.rule.summary())[0]
        match role:
            case Qt.ItemDataRole.DisplayRole | CellRole.TITLE:
                return title
            case CellRole.SUMMARY:
                return detail
            case CellRole.KEY:
                return step.id
            case CellRole.ICON:
                return step.rule.icon
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if step.enabled else Qt.CheckState.Unchecked
            case CellRole.COUNT:
                return self._count(step)[0]
            case CellRole.UNIT:
                return self._count(step)[1]
            case Qt.ItemDataRole.AccessibleTextRole:
                count, unit = self._count(step)
                state = self.tr("on") if step.enabled else self.tr("off")
                return f"{index.row() + 1}. {title}, {detail}, {count} {unit}, {state}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The switch: asks for the rule to be on or off."""
        step = self.step(index.row())
        if role != Qt.ItemDataRole.CheckStateRole or step is None:
            return False
        self.toggle_asked.emit(step.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rules can be chosen, switched and dragged; between them one can drop."""
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemIsUserCheckable
            | Qt.ItemFlag.ItemIsDragEnabled
        )

    def supportedDropActions(self) -> Qt.DropAction:
        """Rules move."""
        return Qt.DropAction.MoveAction

    def moveRows(self, source_parent: Index, row: int, count: int, target_parent: Index, to_row: int) -> bool:
        """As the view asks after a drag: emits `move_asked`."""
        step = self.step(row)
        if step is None or count != 1:
            return False
        self.move_asked.emit(step.id, to_row - 1 if to_row > row else to_row)
        return True

    def _count(self, step: Step) -> tuple[str, str]:
        """What a rule did, as number and unit."""
        report = self._reports.get(step.id)
        if not step.enabled:
            return "–", self.tr("off")
        if report is None:
            return "…", self.tr("counting")
        if report.outcome is Outcome.SKIPPED:
            return "!", self.tr("skipped")
        if report.rows_rejected:
            return f"{report.rows_rejected:,}", self.tr("rows removed")
        if report.cells_changed:
            return f"{report.cells_changed:,}", self.tr("cells")
        if report.outcome is Outcome.APPLIED:
            return "✓", self.tr("applied")
        return "0", self.tr("no effect")
