"""The Predict page's inspector: how many, what a row's status means, and how to export."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from PySide6.QtCore import QRectF, Slot
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from core.flow.predicting import PredictedFile, Predictions
from gui.models.words import took
from gui.theme import Theme, sizes
from gui.widgets.checks import CheckBox, RadioButton
from gui.widgets.icon_words import IconWords
from gui.widgets.inspector import Inspector
from gui.widgets.labels import Label
from gui.widgets.painting import antialiased, fill_round
from gui.widgets.surfaces import Card, tight

BAR_HEIGHT = 6


class ResultInspector(Inspector):
    """What was predicted; the page's header exports it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.set_title(self.tr("Result"))
        self._build_counts()
        self._about_row = self.add_prose()
        self.add_section(self.tr("Export"))
        self._formats = QButtonGroup(self)
        self._buttons: dict[str, RadioButton] = {}
        for ending, words in self._endings():
            button = RadioButton(theme, words)
            self._formats.addButton(button)
            self._buttons[ending] = button
            self.add_widget(button)
        self._buttons["xlsx"].setChecked(True)
        self._original = CheckBox(theme, self.tr("With the file's own columns"))
        self._original.setChecked(True)
        self.add_widget(self._original)
        self._exported = IconWords(theme, "check", "", px=sizes.SMALL, tone="ok")
        self._exported.hide()
        self.add_widget(self._exported)
        self.add_line()
        self._facts = self.add_facts()
        self.show_nothing()

    def _endings(self) -> list[tuple[str, str]]:
        return [("xlsx", self.tr("Excel workbook")), ("csv", self.tr("CSV")), ("parquet", self.tr("Parquet"))]

    def _build_counts(self) -> None:
        card = Card(self.theme)
        column = tight(QVBoxLayout(card), sizes.S, sizes.XS)
        row = tight(QHBoxLayout(), 0, sizes.M)
        self._numbers: dict[str, Label] = {}
        words = {"ok": self.tr("predicted"), "check": self.tr("check first"), "failed": self.tr("failed")}
        tones = {"ok": "text2", "check": "warn", "failed": "bad"}
        icons = {"ok": "circle-check", "check": "triangle-alert", "failed": "circle-x"}
        for verdict in ("ok", "check", "failed"):
            cell = tight(QVBoxLayout(), 0, 0)
            self._numbers[verdict] = Label(self.theme, "–", px=sizes.BIG, weight=600)
            cell.addWidget(self._numbers[verdict])
            icon = IconWords(self.theme, icons[verdict], words[verdict], px=sizes.TINY, tone=tones[verdict])
            cell.addWidget(icon)
            row.addLayout(cell)
        row.addStretch(1)
        column.addLayout(row)
        self._bar = ShareBar(self.theme)
        column.addWidget(self._bar)
        self.add_widget(card)

    def show_nothing(self) -> None:
        """Nothing was predicted yet."""
        for label in self._numbers.values():
            label.setText("–")
        self._bar.set_counts(0, 0, 0)
        self._about_row.set_text(self.tr("Each row gets a status: predicted, to check, or failed, with the reason."))
        self._facts.set_facts([])
        self._exported.hide()

    def show_result(self, result: PredictedFile, seconds: float) -> None:
        """The counts and what made them."""
        counts = result.predictions.counts()
        for verdict, label in self._numbers.items():
            label.setText(f"{counts[verdict]:,}")
            label.setAccessibleName(f"{counts[verdict]:,} {verdict}")
        self._bar.set_counts(counts["ok"], counts["check"], counts["failed"])
        rules = sum(1 for step in result.model.fitted.steps if step.step.enabled)
        self._facts.set_facts(
            [
                (self.tr("Model"), self.tr("Run %1").replace("%1", f"{result.run.number} · {result.run.name}")),
                (self.tr("Recipe"), self.tr("%1 rules").replace("%1", f"{rules:,}")),
                (self.tr("Took"), took(seconds)),
            ]
        )
        self._exported.hide()

    def show_row(self, predictions: Predictions, at: int) -> None:
        """What the selected row's status means."""
        row = f"{predictions.table.source_rows[at]:,}"
        verdict, status = str(predictions.verdicts[at]), predictions.statuses[at]
        if verdict == "ok":
            words = self.tr("Row %1 has nothing unusual: all its values lie within the training data.")
        elif verdict == "check":
            words = self.tr("Row %1 was predicted, but look at it first: %2.")
        else:
            words = self.tr("Row %1 could not be predicted: %2.")
        reason = status.split(": ", 1)[-1]
        self._about_row.set_text(words.replace("%1", row).replace("%2", reason))

    @Slot(object)
    def show_exported(self, path: Path) -> None:
        """Where the last export lies."""
        self._exported.set_text(self.tr("Written to %1").replace("%1", path.name))
        self._exported.setToolTip(str(path))
        self._exported.show()

    def ending(self) -> str:
        """The chosen format's ending: xlsx, csv, parquet."""
        return next(ending for ending, button in self._buttons.items() if button.isChecked())

    def columns(self) -> Literal["all", "predictions"]:
        """Whether the file's own columns are exported too."""
        return "all" if self._original.isChecked() else "predictions"


class ShareBar(QWidget):
    """Predicted, to check and failed rows as shares of one bar; the numbers stand above it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._counts = (0, 0, 0)
        self.setFixedHeight(BAR_HEIGHT)

    def set_counts(self, ok: int, check: int, failed: int) -> None:
        """Show these."""
        self._counts = (ok, check, failed)
        self.setAccessibleName(
            self.tr("%1 predicted, %2 to check, %3 failed")
            .replace("%1", f"{ok:,}")
            .replace("%2", f"{check:,}")
            .replace("%3", f"{failed:,}")
        )
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Three parts; a part with rows is at least 3 px wide."""
        painter = antialiased(self)
        total = sum(self._counts)
        fill_round(painter, QRectF(self.rect()), self.theme.colour("ghost"), BAR_HEIGHT / 2)
        x = 0.0
        for count, token in zip(self._counts, ("c1", "warn", "bad"), strict=True):
            if count:
                width = min(max(3.0, self.width() * count / total), self.width() - x)
                fill_round(painter, QRectF(x, 0, width, BAR_HEIGHT), self.theme.colour(token), BAR_HEIGHT / 2)
                x += width
