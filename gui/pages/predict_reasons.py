"""Why the selected row is predicted so: the three columns that add or take most, counted when a person looks at it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.explain.attribution import Contributions
from core.flow.reasons import MOST, reasons_of_row
from gui.models.prediction_rows import PredictionRows
from gui.models.prediction_words import number
from gui.models.words import count, one_line, share
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets.facts import Fact, FactRows
from gui.widgets.labels import Label, Prose
from gui.widgets.surfaces import tight
from gui.work.job import Job

PAUSE_MS = 120  # somebody who walks through rows isn't followed


class RowExplainer(QObject):
    """`explained(rows, position, contributions or None)`, for the last row that was asked for only."""

    explained = Signal(object, int, object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._asked: tuple[PredictionRows, int] | None = None
        self._explaining: tuple[PredictionRows, int] | None = None
        self._job: Job | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._start)

    def ask(self, rows: PredictionRows, at: int) -> None:
        """Explain this row in a moment, unless another one is asked for."""
        self._asked = rows, at
        self._timer.start()

    def forget(self) -> None:
        """Nothing is asked for any more."""
        self._timer.stop()
        self._asked = self._explaining = None
        if self._job is not None:
            self._job.stop()
            self._job = None

    @Slot()
    def _start(self) -> None:
        if self._asked is None:
            return
        if self._job is not None:
            self._job.stop()
        self._explaining = rows, at = self._asked
        self._job = self._session.submit(
            partial(reasons_of_row, rows.predictions, at), name=self.tr("Explaining a row")
        )
        self._job.finished.connect(self._on_explained)

    @Slot(object)
    def _on_explained(self, found: Contributions | None) -> None:
        if self.sender() is not self._job or self._explaining is None:
            return
        self._job = None
        if self._explaining == self._asked:  # of the same file, too
            self.explained.emit(*self._explaining, found)


class ReasonsPart(QWidget):
    """A title, three columns with what they add, and what that is against."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        column.setContentsMargins(0, sizes.XS, 0, 0)
        column.addWidget(Label(theme, self.tr("Top 3 reasons"), weight=600))
        self._facts = FactRows(theme)
        self._against = Prose(theme, px=sizes.SMALL, tone="text3")
        column.addWidget(self._facts)
        column.addWidget(self._against)
        self.hide()

    def wait(self) -> None:
        """Those of another row are being counted: the place stays, the words go."""
        self._facts.set_facts([("…", "")] * MOST)

    def show_reasons(self, rows: PredictionRows, at: int, found: Contributions | None) -> None:
        """Show them; nothing for a row without a prediction."""
        self.setVisible(found is not None)
        if found is None:
            return
        strongest = found.strongest(MOST)
        self._facts.set_facts([self._fact(rows, at, name, effect) for name, effect in strongest])
        typical = self._amount(rows, found.typical)
        words = self.tr("Against a typical row, which gets {typical}. It is what the model uses, not what causes it.")
        if not strongest:
            words = self.tr("A typical row: nothing in it moves the prediction away from {typical}.")
        elif rows.predictions.probabilities is not None:
            words = self.tr(
                "Against a typical row, where “{label}” has {typical}. It is what the model uses, not what causes it."
            )
        self._against.set_text(one_line(words.format(typical=typical, label=rows.predictions.prediction[at])))
        exact = self.tr("Shapley values, counted over every set of columns.")
        drawn = self.tr("Shapley values, averaged over {n} orders of the columns.").format(n=count(found.orders))
        self.setToolTip(drawn if found.orders else exact)

    def _fact(self, rows: PredictionRows, at: int, name: str, effect: float) -> Fact:
        predictions = rows.predictions
        column = predictions.found_as.get(name, name)
        cell = rows.text(at, predictions.table.names.index(column)) if predictions.table.has(column) else ""
        return one_line(f"{column} {cell or self.tr('missing')}"), self._effect(rows, effect)

    def _effect(self, rows: PredictionRows, effect: float) -> str:
        sign = "+" if effect > 0 else "−"
        if rows.predictions.probabilities is None:
            return sign + number(abs(effect), rows.decimals)
        return self.tr("{points} points").format(points=sign + share(abs(effect)).removesuffix(" %"))

    def _amount(self, rows: PredictionRows, value: float) -> str:
        return number(value, rows.decimals) if rows.predictions.probabilities is None else share(value)
