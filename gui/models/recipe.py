"""The recipe as a list: one row a rule with its words, count and state; moving and switching are asked, not done."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.base.wording import sentence, what_and_todo
from core.cleaning.recipe import Recipe, Step
from core.cleaning.report import CleaningReport, Outcome, StepReport
from gui.models.cells import CellRole

Index = QModelIndex | QPersistentModelIndex
OUTCOME = (CellRole.COUNT, CellRole.UNIT, CellRole.TONE)


class RecipeModel(QAbstractListModel):
    """Rules top to bottom. `toggle_asked(step id, on)` and `move_asked(step id, to row)` say what a person wants."""

    toggle_asked = Signal(str, bool)
    move_asked = Signal(str, int)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._recipe = Recipe()
        self._reports: dict[str, StepReport] = {}
        self._offered: dict[str, StepReport] = {}
        self._counting_from: int | None = None
        self._failed = False

    def show_recipe(
        self,
        recipe: Recipe,
        report: CleaningReport | None,
        *,
        counting_from: int | None = None,
        failed: bool = False,
    ) -> None:
        """Show these rules with what they did, or would do while they are off. From row `counting_from` on, the counts
        are those of before; None: all are of now. failed: they can't be counted."""
        same = [step.id for step in recipe.steps] == [step.id for step in self._recipe.steps]
        if not same:
            self.beginResetModel()
        self._recipe, self._counting_from, self._failed = recipe, counting_from, failed
        self._reports = {} if report is None else {step.step_id: step for step in report.steps}
        self._offered = {} if report is None else {step.step_id: step for step in report.offered}
        if not same:
            self.endResetModel()
        elif recipe.steps:
            self.dataChanged.emit(self.index(0), self.index(len(recipe.steps) - 1))

    @property
    def recipe(self) -> Recipe:
        """The rules shown."""
        return self._recipe

    def step(self, row: int) -> Step | None:
        """The rule in a row."""
        return self._recipe.steps[row] if 0 <= row < len(self._recipe.steps) else None

    def report(self, row: int) -> StepReport | None:
        """What the rule in a row did, or would do while it is off; None while that isn't known."""
        step = self.step(row)
        return self._report_of(step) if step else None

    def is_counting(self, row: int) -> bool:
        """Whether what the rule in a row does is being counted again."""
        return self._counting_from is not None and row >= self._counting_from

    def row_of(self, step_id: str) -> int:
        """The row of a rule, -1 when there's none."""
        ids = [step.id for step in self._recipe.steps]
        return ids.index(step_id) if step_id in ids else -1

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._recipe.steps)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Words, counts and the switch of a rule."""
        step = self.step(index.row()) if index.isValid() else None
        if step is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole | CellRole.TITLE:
                return title_of(step)
            case CellRole.SUMMARY:
                return summary_of(step)
            case CellRole.KEY:
                return step.id
            case CellRole.ICON:
                return step.rule.icon
            case CellRole.NUMBER:
                return index.row() + 1
            case CellRole.DIVIDER:
                return index.row() == first_offered(self._recipe)
            case Qt.ItemDataRole.CheckStateRole:
                return Qt.CheckState.Checked if step.enabled else Qt.CheckState.Unchecked
            case CellRole.COUNT | CellRole.UNIT | CellRole.TONE:
                return self._count(step, index.row())[
                    {CellRole.COUNT: 0, CellRole.UNIT: 1, CellRole.TONE: 2}[CellRole(role)]
                ]
            case Qt.ItemDataRole.ToolTipRole:
                return self._why(step) or f"{title_of(step)}\n{summary_of(step)}"
            case Qt.ItemDataRole.AccessibleTextRole:
                count, unit, _ = self._count(step, index.row())
                state = self.tr("on") if step.enabled else self.tr("off")
                return f"{index.row() + 1}. {title_of(step)}, {summary_of(step)}, {count} {unit}, {state}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """The switch: asks for the rule to be on or off."""
        step = self.step(index.row()) if index.isValid() else None
        if role != Qt.ItemDataRole.CheckStateRole or step is None:
            return False
        self.toggle_asked.emit(step.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Rules can be chosen and switched."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable

    def moveRows(self, source_parent: Index, row: int, count: int, target_parent: Index, to_row: int) -> bool:
        """As the view asks after a drag: emits `move_asked`, and moves nothing itself."""
        step = self.step(row)
        if step is None or count != 1:
            return False
        self.move_asked.emit(step.id, to_row - 1 if to_row > row else to_row)
        return True

    def _why(self, step: Step) -> str | None:
        report = self._reports.get(step.id)
        if report is not None and report.outcome is Outcome.SKIPPED and report.reason is not None:
            return sentence(report.reason, QCoreApplication.translate)
        return None

    def _report_of(self, step: Step) -> StepReport | None:
        report = (self._reports if step.enabled else self._offered).get(step.id)
        return None if report is None or report.outcome is Outcome.OFF else report

    def _count(self, step: Step, row: int) -> tuple[str, str, str]:
        """What a rule did, or would do: number, unit, and the tone to say it in."""
        report = self._report_of(step)
        if not step.enabled and (report is None or report.outcome is Outcome.SKIPPED):
            return "–", self.tr("off"), "text3"
        if report is None:
            return ("…", self.tr("counting"), "text3") if self._reports or not self._failed else ("–", "", "text3")
        tone = "text3" if self.is_counting(row) or not step.enabled else "text"
        if report.outcome is Outcome.SKIPPED:
            return "", self.tr("skipped"), "warn"
        if report.rows_rejected:
            return f"−{report.rows_rejected:,}", self.tr("rows") if report.rows_rejected > 1 else self.tr("row"), tone
        if report.cells_changed:
            return f"{report.cells_changed:,}", self.tr("cells") if report.cells_changed > 1 else self.tr("cell"), tone
        if report.columns_removed:
            columns = len(report.columns_removed)
            return f"−{columns:,}", self.tr("columns") if columns > 1 else self.tr("column"), tone
        if report.outcome is Outcome.APPLIED:
            return "", self.tr("applied"), tone
        return "0", self.tr("no effect"), "text3"


def first_offered(recipe: Recipe) -> int:
    """Where the suggestions begin that nobody has switched on, at the end of the recipe; its length without any."""
    at = len(recipe.steps)
    while at > 0 and not recipe.steps[at - 1].enabled and recipe.steps[at - 1].evidence is not None:
        at -= 1
    return at


def title_of(step: Step) -> str:
    """What the rule does."""
    return what_and_todo(step.rule.title(), QCoreApplication.translate)[0]


def summary_of(step: Step) -> str:
    """The detail under the title."""
    return what_and_todo(step.rule.summary(), QCoreApplication.translate)[0]
