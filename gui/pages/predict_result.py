"""The Predict page's inspector: how many, what a row's status means, and how to export."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.features.encoders import LevelEncoding
from core.flow.predicting import PredictedFile
from core.flow.told import FAILED
from core.project.runs import RunRecord
from gui.models.prediction_rows import PredictionRows
from gui.models.prediction_words import PredictionWords
from gui.models.run_words import shown_name
from gui.models.words import count, threshold_words, took
from gui.pages.predict_categories import CategoryChoices
from gui.pages.predict_options import ExportOptions
from gui.pages.predict_reasons import ReasonsPart
from gui.pages.predict_work import Shown
from gui.theme import Theme, sizes
from gui.widgets.facts import Fact
from gui.widgets.icon_words import IconWords
from gui.widgets.inspector import Inspector
from gui.widgets.labels import Label, Prose
from gui.widgets.painting import antialiased, fill_round
from gui.widgets.surfaces import Card, tight
from gui.widgets.voice import Role

BAR_HEIGHT = 6
VERDICTS = ("ok", "check", "failed")
TROUBLES = {"check": ("triangle-alert", "warn"), "failed": ("circle-x", "bad")}


class ResultInspector(Inspector):
    """What was predicted; the page's header exports it as `options` say.

    `count_asked(column, category of the file, known category or None)`.
    """

    count_asked = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self._words = PredictionWords()
        self._known: dict[str, tuple[str, ...]] = {}
        self.set_title(self.tr("Result"))
        self._build_counts()
        self._about_row = self.add_prose()
        self._about_row.setAccessibleName(self.tr("The selected row"))
        self._categories = CategoryChoices(theme)
        self._categories.count_asked.connect(self.count_asked)
        self.add_widget(self._categories)
        self.reasons = ReasonsPart(theme)
        self.add_widget(self.reasons)
        self.add_section(self.tr("Export"))
        self.options = ExportOptions(theme)
        self.add_widget(self.options)
        self.add_line()
        self._facts = self.add_facts()
        self._about_ranges = Prose(theme, px=sizes.SMALL, tone="text3")
        self._about_ranges.setToolTip(self._words.range_caution())
        self.add_widget(self._about_ranges)
        self.set_empty(self.tr("Here stand how many rows were predicted, the reasons for one, and how to export."))
        self.show_nothing()

    def _build_counts(self) -> None:
        card = Card(self.theme)
        column = tight(QVBoxLayout(card), sizes.S, sizes.XS)
        row = tight(QHBoxLayout(), 0, sizes.XS)
        self._numbers: dict[str, Label] = {}
        words = {"ok": self.tr("predicted"), "check": self.tr("check first"), "failed": self.tr("failed")}
        self._verdicts = words
        self._troubles: dict[str, IconWords] = {}
        for verdict in VERDICTS:
            cell = tight(QVBoxLayout(), 0, 0)
            self._numbers[verdict] = Label(self.theme, "–", px=sizes.BIG, weight=600)
            cell.addWidget(self._numbers[verdict])
            if verdict in TROUBLES:
                icon, tone = TROUBLES[verdict]
                self._troubles[verdict] = IconWords(self.theme, icon, words[verdict], px=sizes.TINY, tone=tone)
                cell.addWidget(self._troubles[verdict])
            else:
                cell.addWidget(Label(self.theme, words[verdict], px=sizes.TINY, tone="text2"))
            row.addLayout(cell, 1)  # what room is left stands between the figures: 53,937 and 3 aren't one number
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
        self._categories.show_categories([])
        self.reasons.hide()
        self._known = {}
        self._facts.set_facts([])
        self._about_ranges.hide()
        self.options.offer(ranges=False, failed=False)

    def show_file(self, shown: Shown) -> None:
        """The counts, what can be written, and what made them."""
        rows, outcome = shown.rows, shown.outcome
        if rows is None or not isinstance(outcome, PredictedFile):
            self.show_nothing()
            return
        columns = outcome.model.encoder.columns
        self._known = {column.name: column.levels for column in columns if isinstance(column, LevelEncoding)}
        for verdict, label in self._numbers.items():
            label.setText(count(rows.counts[verdict]))
            label.setAccessibleName(f"{count(rows.counts[verdict])} {self._verdicts[verdict]}")
        for verdict, said in self._troubles.items():  # "0 failed" isn't said in red
            said.set_tone(TROUBLES[verdict][1] if rows.counts[verdict] else "text2")
        self._bar.set_counts(*(rows.counts[verdict] for verdict in VERDICTS))
        some_failed = 0 < rows.counts["failed"] < rows.counts["rows"]  # without the others nothing would be left
        self.options.offer(ranges=rows.predictions.low is not None, failed=some_failed)
        self._facts.set_facts(self._facts_of(outcome, rows, shown.seconds))
        promised = rows.predictions.interval_share
        self._about_ranges.setVisible(promised is not None)
        if promised is not None:
            self._about_ranges.set_text(self._words.range_story(promised, outcome.run.metrics.get("interval")))

    def _facts_of(self, outcome: PredictedFile, rows: PredictionRows, seconds: float) -> list[Fact]:
        run = outcome.run
        rules = sum(1 for step in outcome.model.fitted.steps if step.step.enabled)
        recipe = self.tr("1 rule") if rules == 1 else self.tr("{n} rules").format(n=count(rules))
        facts: list[Fact] = [
            (self.tr("Model"), self.tr("Run {n} · {name}").format(n=run.number, name=shown_name(run.name)))
        ]
        facts.append((self.tr("Recipe"), recipe))
        if rows.predictions.threshold is not None:
            facts.append((self.tr("Threshold"), self._threshold_words(run, rows.predictions.threshold)))
        if rows.predictions.probabilities is None and rows.predictions.low is None:
            facts.append((self.tr("Range"), self.tr("too few validation rows")))
        facts.append((self.tr("Took"), took(seconds)))
        return facts

    def _threshold_words(self, run: RunRecord, threshold: float) -> str:
        """From which probability on a row is called the positive class, and how that was chosen."""
        chosen, value = run.threshold, threshold_words(threshold)
        if chosen is None:
            return value
        how = {
            "validation": self.tr("{value}, chosen on validation rows"),
            "test": self.tr("{value}, chosen by hand"),
        }
        return how[chosen.on].format(value=value)

    def show_row(self, rows: PredictionRows, at: int) -> None:
        """What the selected row's status means."""
        self._about_row.set_text(self._words.story(rows, at))
        self.reasons.wait()
        if rows.predictions.verdicts[at] == FAILED:
            self.reasons.hide()
        found = rows.categories_of(at)
        self._categories.show_categories([(category, self._known.get(category.name, ())) for category in found])


class ShareBar(QWidget):
    """Predicted, to check and failed rows as shares of one bar; the numbers stand above it."""

    spoken_as = Role.Chart

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._counts = (0, 0, 0)
        self.setFixedHeight(BAR_HEIGHT)
        theme.changed.connect(self.update)

    def set_counts(self, ok: int, check: int, failed: int) -> None:
        """Show these."""
        self._counts = (ok, check, failed)
        words = self.tr("{ok} predicted, {check} to check, {failed} failed")
        self.setAccessibleName(words.format(ok=count(ok), check=count(check), failed=count(failed)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Three parts; a part with rows is at least 3 px wide."""
        painter = antialiased(self)
        total = sum(self._counts)
        fill_round(painter, QRectF(self.rect()), self.theme.colour("ghost"), BAR_HEIGHT / 2)
        least = [min(3.0, self.width() / 3) if rows else 0.0 for rows in self._counts]
        spare = self.width() - sum(least)
        x = 0.0
        for rows, small, token in zip(self._counts, least, ("c1", "warn", "bad"), strict=True):
            if rows:
                width = small + spare * rows / total
                fill_round(painter, QRectF(x, 0, width, BAR_HEIGHT), self.theme.colour(token), BAR_HEIGHT / 2)
                x += width
        painter.end()
