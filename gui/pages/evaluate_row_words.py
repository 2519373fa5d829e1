"""Which rows are listed, in words. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.evaluation.pictures import BINS
from core.evaluation.report import Evaluation
from core.evaluation.selection import ClassCell, ErrorBar, GroupRows, OneRow, ScatterCell, ScoreBar, Wanted
from gui.models.words import count, fixed, share, significant


class RowWords(QObject):
    """Holds nothing; a QObject only for its translations."""

    def title(self, evaluation: Evaluation, wanted: Wanted, group: str = "") -> str:
        """What the rows have in common; `group` names a group of raw rows."""
        match wanted:
            case ClassCell():
                names = evaluation.classes
                return self.tr("Truly “{actual}”, called “{predicted}”").format(
                    actual=names[wanted.actual], predicted=names[wanted.predicted]
                )
            case ErrorBar():
                words = self.tr("Off by {low} to {high}")
                return words.format(low=self._error(wanted, wanted.low), high=self._error(wanted, wanted.high))
            case ScoreBar():
                words = self.tr("Probability of “{name}” from {low} to {high}")
                low, high = (fixed(bar / wanted.bars, 3) for bar in (wanted.bar, wanted.bar + 1))
                return words.format(name=evaluation.classes[wanted.index], low=low, high=high)
            case ScatterCell():
                return self._cell(wanted)
            case OneRow():
                return self.tr("Row {row}").format(row=count(wanted.source_row))
            case GroupRows():
                return group

    def remark(self, evaluation: Evaluation, rows: int) -> str:
        """How many, and in which order."""
        told = self.tr("{rows} of {all} test rows").format(rows=count(rows), all=count(evaluation.rows))
        if rows < 2:
            return told
        return self.tr("{told}, the furthest off first").format(told=told)

    def _error(self, bar: ErrorBar, value: float) -> str:
        sign = "+" if value > 0 else "−" if value < 0 else ""
        return sign + (share(abs(value)) if bar.as_share else significant(abs(value)))

    def _cell(self, cell: ScatterCell) -> str:
        shown = cell.picture
        step = (shown.high - shown.low) / BINS
        edges = [shown.low + step * at for at in (cell.column, cell.column + 1, cell.row, cell.row + 1)]
        if shown.logarithmic:
            edges = [10.0**edge for edge in edges]
        a, b, c, d = (significant(edge) for edge in edges)
        return self.tr("Actual {a} to {b}, predicted {c} to {d}").format(a=a, b=b, c=c, d=d)
