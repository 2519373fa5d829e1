"""What does a mistake cost? Two prices, the cheapest threshold for them, and what that costs on the test rows.

The threshold is looked for on validation rows and shown on test rows: see `core.evaluation.thresholds`.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.evaluation.against_rest import OneAgainstRest
from core.training.model import THRESHOLD
from gui.models.words import count, significant, threshold_words
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, NumberField, Prose, tight

MOST_COST, FIELD_PX = 1e9, 92


class CostPanel(QWidget):
    """`threshold_found(threshold)` when a person has set a price and there are rows to choose by; `use_wanted()` when
    predictions shall follow the cheapest threshold."""

    threshold_found = Signal(float)
    use_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._class: OneAgainstRest | None = None
        self._used = THRESHOLD
        self.intro = Prose(theme, px=sizes.SMALL)
        self.missed = NumberField(theme, self.tr("Price of a missed row"), 0, MOST_COST)
        self.alarm = NumberField(theme, self.tr("Price of a false alarm"), 0, MOST_COST)
        self._missed_words = ElidedLabel(theme, tone="text2")
        self._alarm_words = ElidedLabel(theme, self.tr("A false alarm"), tone="text2")
        self.told = Prose(theme, px=sizes.SMALL)
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        column.addWidget(self.intro)
        for words, field in ((self._missed_words, self.missed), (self._alarm_words, self.alarm)):
            words.setBuddy(field)
            field.setFixedWidth(FIELD_PX)
            row = tight(QHBoxLayout(), 0, sizes.S)
            row.addWidget(words, 1)
            row.addWidget(field)
            column.addLayout(row)
        column.addWidget(self.told)
        column.addLayout(self._make_use(theme))
        for field in (self.missed, self.alarm):
            field.lineEdit().setAccessibleName(field.accessibleName())  # the part that takes the keyboard
            field.set_value(1.0)
            field.edited.connect(self._on_edited)

    def show_class(self, shown: OneAgainstRest, used: float) -> None:
        """Count with this class's rows; the prices stay. used: the threshold that predictions follow."""
        self._class, self._used = shown, used
        self._missed_words.setText(self.tr("A missed “{name}”").format(name=shown.name))
        known = shown.validation is not None and shown.validation.rows > 0
        for field in (self.missed, self.alarm):
            field.setEnabled(known)
        if not known:
            self.intro.set_text(
                self.tr("This run kept no validation rows to look for a threshold on. The test rows would flatter it.")
            )
            self.told.set_text("")
            self._use_row.hide()
            return
        self.intro.set_text(
            self.tr(
                "Set the prices. The cheapest threshold is looked for on validation rows and shown on the test rows."
            )
        )
        self._tell()

    @property
    def cheapest(self) -> float | None:
        """The cheapest threshold at these prices on validation rows; None without any."""
        if self._class is None or self._class.validation is None:
            return None
        return self._class.validation.cheapest(self.missed.value(), self.alarm.value())

    def _make_use(self, theme: Theme) -> QHBoxLayout:
        self.use = Button(theme, kind="soft")
        self.use.clicked.connect(self.use_wanted)
        self._was = ElidedLabel(theme, px=sizes.SMALL, tone="text2")
        self._use_row = QWidget()
        row = tight(QHBoxLayout(self._use_row), 0, sizes.S)
        row.addWidget(self.use)
        row.addWidget(self._was, 1)
        whole = tight(QHBoxLayout())
        whole.addWidget(self._use_row)
        return whole

    def _on_edited(self, _value: float) -> None:
        cheapest = self.cheapest
        self._tell()
        if cheapest is not None:
            self.threshold_found.emit(cheapest)

    def _tell(self) -> None:
        cheapest, shown = self.cheapest, self._class
        if cheapest is None or shown is None or shown.validation is None:
            return
        prices = (self.missed.value(), self.alarm.value())
        there, here = shown.thresholds.at(cheapest).cost(*prices), shown.thresholds.at(self._used).cost(*prices)
        found = self.tr("Cheapest on {rows} validation rows: {threshold}.").format(
            rows=count(shown.validation.rows), threshold=threshold_words(cheapest)
        )
        self.use.setText(self.tr("Use threshold {value}").format(value=threshold_words(cheapest)))
        self._was.setText(self.tr("now {value}").format(value=threshold_words(self._used)))
        self._use_row.setVisible(cheapest != self._used)
        if cheapest == self._used:
            self.told.set_text(f"{found} " + self.tr("Predictions use it."))
            return
        costs = self.tr("On the test rows the mistakes cost {there} there and {here} at {used}.").format(
            there=cost_words(there), here=cost_words(here), used=threshold_words(self._used)
        )
        self.told.set_text(f"{found} {costs}")


def cost_words(cost: float) -> str:
    """A sum of prices: whole where they are whole."""
    return count(int(cost)) if cost == int(cost) else significant(cost, 4)
