"""The right panel of the Evaluate page: the result in plain words, and what was checked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui.pages.evaluate_words import Check
from gui.theme import Theme, sizes
from gui.widgets import IconLabel, Inspector, Label, Prose, tight

ICONS = {"ok": "check", "warn": "triangle-alert", "bad": "circle-x", "info": "info"}
TONES = {"ok": "ok", "warn": "warn", "bad": "bad", "info": "accent"}


class EvaluateInspector(Inspector):
    """In plain words, then checks."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, self.tr("In plain words"), parent)
        self.setAccessibleName(self.tr("In plain words"))
        self.plain = self.add_prose()
        self._checks_title = self.add_section(self.tr("Checks"))
        self._list = QWidget()
        self._rows = tight(QVBoxLayout(self._list), 0, sizes.S)
        self.add_widget(self._list)

    def show_words(self, plain: str, checks: Sequence[Check]) -> None:
        """Say it."""
        self.plain.set_text(plain)
        self._checks_title.setVisible(bool(checks))
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
        grid.addWidget(Label(theme, check.title, weight=500), 0, 1)
        grid.addWidget(Prose(theme, check.sentence, px=sizes.SMALL), 1, 1)
        grid.setColumnStretch(1, 1)
