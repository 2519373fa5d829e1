"""One run in words: what it learned from, how it went, what was noticed, and its settings to use again."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.notices import Notice
from gui.models.run_view import RunView
from gui.models.run_words import figure_names, figure_words
from gui.models.words import clock, count, took
from gui.theme import Theme, sizes
from gui.widgets import Button, FactRows, Label, Line, NoticeCard, tight


class RunFacts(QWidget):
    """The chosen run."""

    reuse_wanted = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._number = 0
        self._noticed: tuple[Notice, ...] = ()
        self._title = Label(theme, "", px=sizes.TITLE, weight=600)
        self._facts = FactRows(theme)
        self._figures = FactRows(theme)
        self._figures_title = Label(theme, self.tr("On the test rows"), weight=600)
        self._reuse = Button(theme, self.tr("Use these settings again"), icon="refresh-cw")
        self._reuse.clicked.connect(self._on_reuse)
        self._notices = tight(QVBoxLayout(), 0, sizes.XS)
        column = tight(QVBoxLayout(self), 0, sizes.S)
        for part in (self._title, self._facts, Line(theme), self._figures_title, self._figures):
            column.addWidget(part)
        column.addLayout(self._notices)
        column.addWidget(self._reuse)

    def show_run(self, run: RunView) -> None:
        """Show this run."""
        self._number = run.number
        self._title.setText(self.tr("Run {number} · {name}").format(number=run.number, name=run.name))
        self._facts.set_facts(self._told(run))
        figures = self._compared(run)
        self._figures_title.setVisible(bool(figures))
        self._figures.set_facts(figures)
        self._show_notices(run.notices)
        self._reuse.setVisible(bool(run.rate))

    def _told(self, run: RunView) -> list[tuple[str, str]]:
        rows = run.rows
        facts = [(self.tr("Predicts"), run.target or "–")]
        facts += [
            (words, count(rows[key]))
            for key, words in (
                ("train", self.tr("Training rows")),
                ("validation", self.tr("Validation rows")),
                ("test", self.tr("Test rows")),
                ("set_aside", self.tr("Rows set aside")),
            )
            if rows.get(key)
        ]
        facts.append((self.tr("Network"), " → ".join(run.layers) if run.layers else self.tr("no hidden layers")))
        facts.append((self.tr("Learning rate"), run.rate or "–"))
        done = count(len(run.epochs))
        facts.append((self.tr("Epochs"), self.tr("{done} of {planned}").format(done=done, planned=count(run.planned))))
        facts.append((self.tr("Best epoch"), count(run.best_epoch) if run.best_epoch else "–"))
        facts.append((self.tr("Time"), clock(run.seconds) if run.live else took(run.seconds)))
        return facts

    def _compared(self, run: RunView) -> list[tuple[str, str]]:
        facts = []
        for name in figure_names(run.task):
            value, baseline = run.figure(name), run.baseline("linear", name)
            if value is None or run.live:
                continue
            words = figure_words(name, value)
            if baseline is not None:
                beside = (
                    self.tr(" (straight line: {value})")
                    if run.task == "regression"
                    else self.tr(" (logistic: {value})")
                )
                words += beside.format(value=figure_words(name, baseline))
            facts.append((self._name(name), words))
        return facts

    def _name(self, name: str) -> str:
        return {
            "rmse": self.tr("Typical error"),
            "r2": self.tr("R²"),
            "accuracy": self.tr("Accuracy"),
            "roc_auc": self.tr("ROC area"),
            "f1_macro": self.tr("F1"),
        }[name]

    def _show_notices(self, notices: tuple[Notice, ...]) -> None:
        if notices == self._noticed:
            return
        self._noticed = notices
        while self._notices.count():
            item = self._notices.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for notice in notices:
            card = NoticeCard(self._theme, notice.severity.value)
            card.show_told(notice, notice.severity.value)
            self._notices.addWidget(card)

    def _on_reuse(self) -> None:
        self.reuse_wanted.emit(self._number)
