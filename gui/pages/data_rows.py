"""Which rows the grid shows, and in which order: a filter and a sorting, found at once when quick, else in a lane."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Qt, Signal

from core.base.progress import Finished, Progress, result_of
from core.data.conditions import ConditionError, parse_condition
from core.data.conditions.bind import Bound, bind_condition
from core.data.conditions.evaluate import condition_steps
from gui.models.table import TableModel, sorted_rows
from gui.state.session import Session
from gui.work import Job

QUICK_ROWS = 20_000  # up to here the window doesn't notice
RISING = Qt.SortOrder.AscendingOrder
Rows = NDArray[np.int64]


def arrange_steps(
    table: Any, bound: Bound | None, values: Any, order: Qt.SortOrder
) -> Iterator[Progress | Finished[Rows | None]]:
    """The positions to show (int64), None for all in file order. values: those to sort by, or None."""
    keep = None
    if bound is not None:
        for step in condition_steps(bound, table):
            if isinstance(step, Finished):
                keep = step.result
            else:
                yield step
    if values is None:
        yield Finished(None if keep is None else np.flatnonzero(keep))
        return
    rows = sorted_rows(values, order)
    yield Finished(rows if keep is None else rows[keep[rows]])


class ShownRows(QObject):
    """Keeps a `TableModel` filtered and sorted as asked; `changed` after each step, `refused` with a ConditionError."""

    changed = Signal()
    refused = Signal(object)

    def __init__(self, session: Session, model: TableModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session, self._model = session, model
        self._job: Job | None = None
        self._filter: str = ""
        self._bound: Bound | None = None
        self._sorted: tuple[str, Qt.SortOrder] | None = None
        self._done: tuple[Any, Any, Any] = (None, None, None)  # what the model shows now: table, bound, sorting
        self._done_filter = ""

    @property
    def busy(self) -> bool:
        """Whether the rows are being found."""
        return self._job is not None

    @property
    def filter(self) -> str:
        """The condition that holds for the rows shown; "" for all rows."""
        return self._filter

    @property
    def sorted_by(self) -> tuple[str, Qt.SortOrder] | None:
        """The column and direction asked for; None for file order."""
        return self._sorted

    def set_filter(self, text: str) -> bool:
        """Show the rows that a condition holds for; False, and `refused`, when it can't be understood."""
        text = text.strip()
        if text == self._filter:
            return True
        try:
            self._bound = self._understood(text)
        except ConditionError as error:
            self.refused.emit(error)
            return False
        self._filter = text
        self._arrange()
        return True

    def sort(self, name: str | None, order: Qt.SortOrder = RISING) -> None:
        """Order by a column, or as the file has it."""
        self._sorted = None if name is None else (name, order)
        self._arrange()

    def stop(self) -> None:
        """Leave the rows as they are now."""
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()
            _, self._bound, self._sorted = self._done
            self._filter = self._done_filter
            self.changed.emit()

    def follow(self) -> None:
        """The model shows another table, or the same in other kinds: arrange that; what doesn't suit it is dropped."""
        table = self._model.table
        if table is None or (self._sorted is not None and not table.has(self._sorted[0])):
            self._sorted = None
        try:
            self._bound = self._understood(self._filter)
        except ConditionError:
            self._filter, self._bound = "", None
        self._done, self._done_filter = (table, None, None), ""  # a model shows a new table in file order
        self._arrange()

    def _understood(self, text: str) -> Bound | None:
        table = self._model.table
        return bind_condition(parse_condition(text), table) if text and table is not None else None

    def _arrange(self) -> None:
        if self._job is not None:
            job, self._job = self._job, None
            job.stop()
        table = self._model.table
        wanted = (table, self._bound, self._sorted)
        if table is None or wanted == self._done:
            self.changed.emit()
            return
        column = -1 if self._sorted is None else table.names.index(self._sorted[0])
        values = None if column < 0 else self._model.cells(column)
        order = RISING if self._sorted is None else self._sorted[1]
        bound = self._bound
        if table.rows <= QUICK_ROWS or (bound is None and values is None):
            self._show(result_of(arrange_steps(table, bound, values, order)))
            return
        name = self.tr("Finding rows") if bound is not None else self.tr("Sorting")
        self._job = self._session.submit(lambda: arrange_steps(table, bound, values, order), name=name)
        self._job.finished.connect(self._on_found)
        self._job.failed.connect(self._on_failed)
        self.changed.emit()

    def _on_found(self, rows: Rows | None) -> None:
        if self.sender() is self._job:
            self._job = None
            self._show(rows)

    def _on_failed(self, error: object) -> None:
        if self.sender() is self._job:
            self._job = None
            self.refused.emit(error)
            self.changed.emit()

    def _show(self, rows: Rows | None) -> None:
        self._done, self._done_filter = (self._model.table, self._bound, self._sorted), self._filter
        self._model.show_rows(rows)
        self.changed.emit()
