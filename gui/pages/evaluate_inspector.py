"""The right panel of the Evaluate page: the result in plain words, where it struggles, prices, and what was checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from core.evaluation.against_rest import OneAgainstRest
from core.evaluation.groups import Struggles
from gui.pages.evaluate_checks import Check, EvaluationChecks
from gui.pages.evaluate_cost import CostPanel
from gui.pages.evaluate_groups import StrugglesPanel
from gui.theme import Theme, sizes
from gui.widgets import ElidedLabel, IconLabel, Inspector, Label, Line, Prose, tight

ICONS = {"ok": "check", "warn": "triangle-alert", "bad": "circle-x", "info": "info"}
TONES = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "accent"}


class EvaluateInspector(Inspector):
    """In plain words, then where it struggles, what mistakes cost, checks; each part only where it has something."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("In plain words"), parent)
        self.setAccessibleName(self.tr("In plain words"))
        self._words = EvaluationChecks(self)
        self._checks: list[Check] = []
        self.plain = self.add_prose()
        self.struggles, self.cost = StrugglesPanel(theme), CostPanel(theme)
        self._list = QWidget()
        self._rows = tight(QVBoxLayout(self._list), 0, sizes.S)
        self._struggles_part = self._part(self.tr("Where it struggles"), self.struggles)
        self._cost_part = self._part(self.tr("What does a mistake cost?"), self.cost)
        self._checks_part = self._part(self.tr("Checks"), self._list)

    def show_words(self, plain: str, checks: Sequence[Check]) -> None:
        """Say it; groups and prices have something to say later, if at all."""
        self.plain.set_text(plain)
        for part in (self._struggles_part, self._cost_part):
            part.hide()
        self._show_checks(checks)

    def say(self, plain: str) -> None:
        """Say something else, the rest stays."""
        self.plain.set_text(plain)

    def wait_for_struggles(self) -> None:
        """The columns are being looked at."""
        self.struggles.show_waiting()
        self._struggles_part.show()

    def show_struggles(self, found: Struggles | None) -> None:
        """Where it struggles; None when the raw rows are gone."""
        if found is None:
            self.struggles.show_unknown()
        else:
            self.struggles.show_struggles(found)
            self._show_checks([*self._checks, *self._words.thin_groups(found, self.struggles.group_words)])
        self._struggles_part.show()

    def show_cost(self, shown: OneAgainstRest, used: float) -> None:
        """Prices of mistakes, for two classes; used: the threshold that predictions follow."""
        self.cost.show_class(shown, used)
        self._cost_part.show()

    def _part(self, title: str, inner: QWidget) -> QWidget:
        """A hairline, a title and what it is about; to be hidden as a whole."""
        whole = QWidget()
        column = tight(QVBoxLayout(whole), 0, sizes.S)
        column.setContentsMargins(0, sizes.XXS, 0, 0)
        column.addWidget(Line(self.theme))
        column.addWidget(Label(self.theme, title, weight=600))
        column.addWidget(inner)
        self.add_widget(whole)
        whole.hide()
        return whole

    def _show_checks(self, checks: Sequence[Check]) -> None:
        self._checks = list(checks)
        self._checks_part.setVisible(bool(checks))
        while self._rows.count():
            item = self._rows.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for check in checks:
            self._rows.addWidget(CheckRow(self.theme, check))


class CheckRow(QWidget):
    """An icon, a title, a sentence."""

    def __init__(self, theme: Theme, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(check.title)
        self.setAccessibleDescription(check.sentence)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(sizes.XS)
        grid.setVerticalSpacing(3)
        grid.addWidget(IconLabel(theme, ICONS[check.tone], TONES[check.tone]), 0, 0)
        grid.addWidget(ElidedLabel(theme, check.title, weight=500), 0, 1)
        grid.addWidget(Prose(theme, check.sentence, px=sizes.SMALL), 1, 1)
        grid.setColumnStretch(1, 1)
