"""Before → after of one rule: by value or by row, and the rows that it removes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from core.base.progress import Finished
from core.cleaning.recipe import Step
from core.cleaning.report import Outcome, StepReport
from core.data.table import Table
from gui.models.differences import (
    MOST_LINES,
    DifferenceModel,
    Differences,
    differences_by_row,
    differences_by_value,
)
from gui.models.removed import MOST_ROWS, RemovedRowsModel
from gui.pages.clean_difference_grid import DifferenceGrid, FittingGrid
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, SegmentedControl, tight
from gui.work import Job

QUICK_CELLS = 20_000  # up to here counting takes no time to speak of
REASON_PX = 260
LINES, REMOVED, NONE = range(3)


def differences(report: StepReport, layout: str) -> Differences:
    """By value, or by row."""
    return differences_by_row(report) if layout == "rows" else differences_by_value(report)


def count_steps(report: StepReport, layout: str) -> Iterator[Finished[Differences]]:
    """The differences, for a lane."""
    yield Finished(differences(report, layout))


class DifferencePanel(QWidget):
    """`show_step(step, report, source)`: whatever the rule did, as a table. `list_wanted`: of a rule that says of each
    value what becomes of it, the person wants to say so."""

    list_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._report: StepReport | None = None
        self._is_trial = False
        self._job: Job | None = None
        self.lines, self.removed = DifferenceModel(self), RemovedRowsModel(self)
        options = [("values", self.tr("By value")), ("rows", self.tr("By row"))]
        self.which = SegmentedControl(theme, options, self.tr("Differences"))
        self.which.chosen.connect(self._show_lines)
        self._note = ElidedLabel(theme, px=sizes.SMALL, tone="text3")
        self.edit_list = Button(theme, self.tr("Edit list"), kind="ghost", icon="pencil", size="small")
        self.edit_list.setToolTip(self.tr("Every value of the column: say yourself what becomes of which"))
        self.edit_list.clicked.connect(self.list_wanted)
        self.edit_list.hide()
        head = tight(QHBoxLayout(), 0, sizes.S)
        head.addWidget(self.which)
        head.addWidget(self._note, 1)
        head.addWidget(self.edit_list)
        self._stack = QStackedWidget()
        self.grid = DifferenceGrid(theme, self.lines)
        self.removed_grid = FittingGrid(theme, self.tr("Removed rows"), whole_rows=True)
        self.removed_grid.setModel(self.removed)
        for grid in (self.grid, self.removed_grid):
            self._stack.addWidget(grid)
        self._stack.addWidget(QWidget())
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def show_step(self, step: Step | None, report: StepReport | None, source: Table | None) -> None:
        """Show what this rule did; a report that is shown already stays as it is."""
        skipped = report is None or report.outcome is Outcome.SKIPPED
        self.edit_list.setVisible(step is not None and step.rule.lists_values and not skipped)
        if report is self._report and report is not None:
            return
        self._report, self._is_trial = report, step is not None and not step.enabled
        self._drop()
        if step is None or report is None or source is None or not (report.rows_rejected or report.cells_changed):
            self._turn_to(NONE)
            self.which.hide()
            self._note.setText("")
        elif report.rows_rejected:
            self._show_removed(step, report, source)
        else:
            self.which.show()
            self._show_lines()

    def _show_removed(self, step: Step, report: StepReport, source: Table) -> None:
        self.which.hide()
        self.removed.show_rows(report, source, first=step.rule.named_columns())
        why = self.removed.shared_reason
        self.removed_grid.setColumnHidden(0, bool(why))  # said once, above
        self.removed_grid.setColumnWidth(0, REASON_PX)
        cut = report.rows_rejected > MOST_ROWS
        words = self.tr("The first {shown} of {all} removed rows") if cut else self.tr("Removed rows, as they came in")
        if self._is_trial:
            words = self.tr("Rows that it would remove") if not cut else self.tr("The first {shown} of {all} such rows")
        words = words.format(shown=f"{MOST_ROWS:,}", all=f"{report.rows_rejected:,}")
        self._note.setText(self.tr("{what}. {why}.").format(what=words, why=why) if why else words)
        self._turn_to(REMOVED)
        self.removed_grid.updateGeometries()
        self.removed_grid.fit_height()  # now that it knows whether it needs a bar

    def _show_lines(self) -> None:
        report = self._report
        if report is None or not report.cells_changed:
            return
        self._drop()
        self._turn_to(LINES)
        if report.cells_changed <= QUICK_CELLS:
            self._show(differences(report, self.which.key))
        else:
            self._note.setText(self.tr("Counting…"))
            self._job = self._session.submit(
                partial(count_steps, report, self.which.key), name=self.tr("Counting differences")
            )
            self._job.finished.connect(self._on_counted)

    def _on_counted(self, found: Differences) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show(found)

    def _show(self, found: Differences) -> None:
        self.lines.show_differences(found)
        cut = found.total > MOST_LINES
        words = self.tr("The first {shown} of {all}").format(shown=f"{MOST_LINES:,}", all=f"{found.total:,}")
        trial = self.tr("Not done: what it would do when switched on") if self._is_trial else ""
        self._note.setText(" · ".join(part for part in (trial, words if cut else "") if part))

    def _turn_to(self, which: int) -> None:
        """A stack is as high as its highest page: those that aren't seen ask for nothing."""
        self._stack.setCurrentIndex(which)
        self._stack.setVisible(which != NONE)
        for grid in (self.grid, self.removed_grid):
            if self._stack.currentWidget() is grid:
                grid.fit_height()
            else:
                grid.setMinimumHeight(0)

    def _drop(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()

    def set_which(self, key: str) -> None:
        """By value or by row."""
        if key in ("values", "rows"):
            self.which.set_key(key)
