"""How each of several classes fares: F1 as a bar, recall, precision and rows; a click sets it against the rest."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from core.evaluation.against_rest import ClassFigures
from gui.models.words import count, one_line, share
from gui.pages.evaluate_bars import Bar, BarList
from gui.pages.evaluate_parts import filled, scrolled
from gui.theme import Theme


class ClassList(QWidget):
    """`class_chosen(index)`: the index in the evaluation's classes. The weakest comes first."""

    class_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[ClassFigures, ...] = ()
        self.bars = BarList(theme, self.tr("Classes"), choice=True)
        self.bars.chosen.connect(self._on_chosen)
        filled(self, scrolled(self.bars))

    def show_classes(self, figures: Sequence[ClassFigures], counts: NDArray[np.int64], chosen: int) -> None:
        """Show every class's figures, one of them chosen; counts: int64 [actual, predicted] rows."""
        self._figures = tuple(sorted(figures, key=lambda one: (one.rows == 0, one.f1 or 0.0)))
        heads = (
            self.tr("F1"),
            self.tr("most often taken for"),
            self.tr("recall"),
            self.tr("precision"),
            self.tr("test rows"),
        )
        names = [one.name for one in figures]
        self.bars.show_bars(
            [
                Bar(
                    one_line(one.name),
                    one.f1,
                    share(one.f1),
                    (
                        self._taken_for(counts[one.index], one.index, names),
                        share(one.recall),
                        share(one.precision),
                        count(one.rows),
                    ),
                )
                for one in self._figures
            ],
            heads,
        )
        self.choose(chosen)

    def choose(self, index: int) -> None:
        """Mark a class, silently."""
        places = [at for at, one in enumerate(self._figures) if one.index == index]
        if places:
            self.bars.choose(places[0])

    def _taken_for(self, row: NDArray[np.int64], index: int, names: Sequence[str]) -> str:
        """The other class that most rows of this one are called, and how many."""
        others = row.copy()
        others[index] = 0
        most = int(others.argmax())
        if not others[most]:
            return "–"
        return self.tr("{name}, {rows}").format(name=one_line(names[most]), rows=count(int(others[most])))

    def _on_chosen(self, row: int) -> None:
        self.class_chosen.emit(self._figures[row].index)
