"""Categories of the selected row that the model doesn't know: each can be counted as one that it knows."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.data.matching import nearest
from gui.models.prediction_rows import NewCategory
from gui.models.words import count
from gui.theme import Theme, sizes
from gui.widgets.button import Button
from gui.widgets.fields import ChoiceField
from gui.widgets.labels import ElidedLabel
from gui.widgets.surfaces import tight

MOST = 3
AVERAGE = "\x00"  # no category has this spelling


class CategoryChoices(QWidget):
    """`count_asked(column, category of the file, known category)`; the last is None for: no longer."""

    count_asked = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = tight(QVBoxLayout(self), 0, sizes.M)
        self._choices = [CategoryChoice(theme) for _ in range(MOST)]
        for choice in self._choices:
            choice.count_asked.connect(self.count_asked)
            column.addWidget(choice)
        self.show_categories([])

    def show_categories(self, found: Sequence[tuple[NewCategory, Sequence[str]]]) -> None:
        """Show these, each with the categories that the model knows in its column; the first few of them."""
        for at, choice in enumerate(self._choices):
            choice.setVisible(at < len(found))
            if at < len(found):
                choice.show_category(*found[at])
        self.setVisible(bool(found))


class CategoryChoice(QWidget):
    """One category: in how many rows it stands, a button with the nearest spelling, and a field with all others."""

    count_asked = Signal(str, str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._category = NewCategory("", "", None, 0)
        self._nearest: str | None = None
        self._what = ElidedLabel(theme, px=sizes.SMALL, weight=500)
        self._count = Button(theme, self.tr("Count it as another category"), size="small")
        self._count.clicked.connect(self._on_count)
        self._field = ChoiceField(theme, self.tr("Known category"))
        self._field.chosen.connect(self._on_chosen)
        column = tight(QVBoxLayout(self), 0, sizes.XS)
        column.addWidget(self._what)
        column.addWidget(self._count, 0, Qt.AlignmentFlag.AlignLeft)  # above each other: categories have long names
        column.addWidget(self._field)

    def show_category(self, category: NewCategory, known: Sequence[str]) -> None:
        """Show what it counts as, and what it could count as."""
        self._category, self._nearest = category, nearest(category.value, known)
        rows = self.tr("1 row") if category.rows == 1 else self.tr("{n} rows").format(n=count(category.rows))
        words = self.tr("{name} “{value}” – {rows}")
        self._what.setText(words.format(name=category.name, value=category.value, rows=rows))
        offered = category.level is None and self._nearest is not None
        self._count.setVisible(offered)
        self._count.setText(self.tr("Count it as {level}").format(level=self._nearest))
        name = self.tr("{name} “{value}” counts as").format(name=category.name, value=category.value)
        self._field.setAccessibleName(name)
        none = self.tr("Count it as another…") if offered else self.tr("Count it as…")
        if category.level is not None:
            none = self.tr("– the average")
        options = [(AVERAGE, none), *((level, self._offer(level)) for level in known)]
        self._field.set_options(options)
        self._field.set_key(category.level if category.level is not None else AVERAGE)

    def _offer(self, level: str) -> str:
        return self.tr("counts as {level}").format(level=level) if level == self._category.level else level

    def _on_count(self) -> None:
        self.count_asked.emit(self._category.name, self._category.value, self._nearest)

    def _on_chosen(self, key: str) -> None:
        level = None if key == AVERAGE else key
        if level != self._category.level:
            self.count_asked.emit(self._category.name, self._category.value, level)
