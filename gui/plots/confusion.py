"""Right and wrong: a painted table of actual classes (rows) against predicted ones (columns)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.models.words import count, share
from gui.plots.card import Reading, ReadingCard, ReadingRow
from gui.plots.confusion_grid import GAP_PX, HEAD_PX, MIN_CELL_PX, Grid, Names, laid_out, size_with
from gui.plots.export import ChartExport, Figures
from gui.plots.pens import Pens
from gui.theme import Theme
from gui.widgets.painting import KeyboardRing, draw_ring
from gui.widgets.voice import Role

RADIUS_PX, ROOMY_CELL_PX, FEW_CELL_PX, CELL_PX = 6, 40, 150, 72
BLANK_FROM = 9  # classes; from here on an empty cell has no figure, or nothing else could be seen
WORDS_FROM_PX, SHARE_FROM_PX = 92, 58
ROOMY = Qt.TextFlag.TextSingleLine
ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
STEPS = ARROWS | {  # the others go to the end
    Qt.Key.Key_Home: (0, -1),
    Qt.Key.Key_End: (0, 1),
    Qt.Key.Key_PageUp: (-1, 0),
    Qt.Key.Key_PageDown: (1, 0),
}
CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class ConfusionMatrix(KeyboardRing, QWidget):
    """Right answers in the first series colour, wrong ones in the second; the more rows the stronger.

    Arrow keys move over the cells, and a screen reader is told the current one.
    """

    spoken_as = Role.Chart

    failed = Signal(object)
    cell_chosen = Signal(int, int)  # actual and predicted class, as they are numbered in `set_counts`

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.pens = Pens(theme)
        self._counts: NDArray[np.int64] = np.zeros((0, 0), np.int64)
        self._classes: tuple[str, ...] = ()
        self._named: tuple[str, ...] = ()  # the same, as they are written in the table
        self._percent = False
        self._current: tuple[int, int] | None = None
        self._order: list[int] = []
        self._laid: tuple[tuple[int, int, tuple[str, ...]], Grid] | None = None
        self.choosable = False  # whether somebody listens to `cell_chosen`
        self.setMouseTracking(True)
        self.card = ReadingCard(self.pens, self)
        self.export = ChartExport(self, theme, self.figures)
        self.export.failed.connect(self.failed)
        self.setAccessibleName(self.tr("Right and wrong"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def set_counts(self, counts: NDArray[np.int64], classes: Sequence[str]) -> None:
        """Show int64 [actual, predicted] rows; of two classes the positive one comes first."""
        order = list(reversed(range(len(classes)))) if len(classes) == 2 else list(range(len(classes)))
        self._counts = counts[np.ix_(order, order)]
        self._named = tuple(classes[at] for at in order)
        names = tuple(" ".join(name.split()) for name in self._named)  # a line break would be cut
        if names != self._classes:
            self._current = None
        self._classes, self._order = names, order
        self.card.hide()
        self.setAccessibleDescription(self.summary())
        self.update()

    def set_percent(self, on: bool) -> None:
        """Write shares of each actual class instead of counts."""
        self._percent = on
        self.update()

    def figures(self) -> Figures:
        """One row an actual class."""
        heads = [self.tr("actual"), *(self.tr("predicted {name}").format(name=name) for name in self._named)]
        return heads, [[name, *row] for name, row in zip(self._named, self._counts.tolist(), strict=True)]

    def summary(self) -> str:
        """How many are right, and the most frequent confusion."""
        total = int(self._counts.sum())
        if not total:
            return self.tr("No row is shown.")
        told = self.tr("{right} of {total} test rows are right.").format(
            right=count(int(np.trace(self._counts))), total=count(total)
        )
        wrong = self._counts.copy()
        np.fill_diagonal(wrong, 0)
        if not wrong.any():
            return told
        row, column = np.unravel_index(int(wrong.argmax()), wrong.shape)
        worst = self.tr("Most often confused: {actual} taken for {predicted}, {rows} rows.").format(
            actual=self._classes[row], predicted=self._classes[column], rows=count(int(wrong[row, column]))
        )
        return f"{told} {worst}"

    def sizeHint(self) -> QSize:
        """Enough for words in every cell, within reason."""
        return QSize(*size_with(self._names(), FEW_CELL_PX if len(self._classes) <= 3 else CELL_PX))

    def minimumSizeHint(self) -> QSize:
        """Enough for a number in every cell."""
        return QSize(*size_with(self._names(), MIN_CELL_PX))

    def roomy_height(self) -> int:
        """Enough for cells that are easily hit, with upright names where they must be."""
        return size_with(self._names(), ROOMY_CELL_PX)[1]

    def cell_words(self, row: int, column: int) -> str:
        """One cell as a sentence."""
        return self.tr("Truly {actual}, predicted {predicted}: {rows} rows, {share} of all {actual}.").format(
            actual=self._classes[row],
            predicted=self._classes[column],
            rows=count(int(self._counts[row, column])),
            share=share(self._share(row, column)),
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Heads above and at the left, then the cells."""
        self.pens.ratio = self.devicePixelRatioF()
        if not self._classes:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_heads(painter)
        for row in range(len(self._classes)):
            for column in range(len(self._classes)):
                self._paint_cell(painter, row, column)
        if self._current is None and self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, self.grid.whole().adjusted(-2, -2, 2, 2), 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows, Home, End and Page keys move over the cells, Esc leaves them; Enter chooses; Ctrl+C copies."""
        current, key = self._current, event.key()
        step = STEPS.get(Qt.Key(key))
        if step is not None and self._classes:
            last = len(self._classes) - 1
            row, column = (0, 0) if current is None else (current[0] + step[0] * last, current[1] + step[1] * last)
            if current is not None and key in ARROWS:
                row, column = current[0] + step[0], current[1] + step[1]
            self._stand_on((max(0, min(last, row)), max(0, min(last, column))))
        elif key in CHOOSE and current is not None:
            self._choose(current)
        elif key == Qt.Key.Key_Escape and current is not None:
            self._stand_on(None)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.export.copy()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the cell."""
        cell = self.grid.cell_at(event.position().x(), event.position().y())
        if cell is None or event.button() != Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self._stand_on(cell)
        self._choose(cell)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The card tells the cell below; a hand over cells that have rows."""
        cell = self.grid.cell_at(event.position().x(), event.position().y())
        hand = self.choosable and cell is not None and self._counts[cell] > 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
        self._show_card(cell)

    def leaveEvent(self, event: QEvent) -> None:
        """The card goes with the mouse."""
        super().leaveEvent(event)
        self.card.hide()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Copy, save, show as table."""
        self.export.open_menu(event.globalPos())
        event.accept()

    def _choose(self, cell: tuple[int, int]) -> None:
        if self._counts[cell] > 0:
            self.cell_chosen.emit(self._order[cell[0]], self._order[cell[1]])

    def _stand_on(self, cell: tuple[int, int] | None) -> None:
        """Make a cell the current one and tell it; None leaves the cells."""
        self._current = cell
        self.setAccessibleDescription(self.cell_words(*cell) if cell is not None else self.summary())
        self._show_card(cell)
        self.update()

    def _show_card(self, cell: tuple[int, int] | None) -> None:
        """Put the card below a cell, or above it where there is no room."""
        if cell is None:
            self.card.hide()
            return
        self.card.tell(self._reading(*cell))
        rect, size = self.grid.rect(*cell), self.card.body_size()
        top = rect.bottom() + GAP_PX if rect.bottom() + GAP_PX + size.height() <= self.height() else None
        self.card.place(
            max(0.0, min(rect.left(), self.width() - size.width())),
            top if top is not None else max(0.0, rect.top() - GAP_PX - size.height()),
        )
        self.card.show()

    def _reading(self, row: int, column: int) -> Reading:
        """What the card says of a cell."""
        actual, predicted, rows = self._classes[row], self._classes[column], int(self._counts[row, column])
        called = int(self._counts[:, column].sum())
        told = (
            (self.tr("rows"), count(rows)),
            (self.tr("of all truly {name}").format(name=actual), share(self._share(row, column))),
            (self.tr("of all predicted {name}").format(name=predicted), share(rows / called if called else None)),
        )
        title = self.tr("Truly {actual}, predicted {predicted}").format(actual=actual, predicted=predicted)
        return Reading(title, ("",), tuple(ReadingRow(None, name, (words,)) for name, words in told))

    def _paint_heads(self, painter: QPainter) -> None:
        pens, grid = self.pens, self.grid
        left, head, across, down = grid.left, grid.head, grid.across, grid.down
        painter.setFont(pens.font(12, 500))
        painter.setPen(pens.colour("text2"))
        width = len(self._classes) * across
        painter.drawText(QRectF(left, 0, width, 20), int(Qt.AlignmentFlag.AlignCenter), self.tr("Model says"))
        painter.drawText(QRectF(0, head - 22, left - 8, 20), int(Qt.AlignmentFlag.AlignLeft), self.tr("Truly"))
        painter.setPen(pens.colour("text"))
        metrics = pens.metrics(12, 500)
        for at, name in enumerate(self._classes):
            self._paint_column_head(painter, QRectF(left + at * across, 22, across - GAP_PX, head - 24), name)
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, left - 10)
            rect = QRectF(0, head + at * down, left - 8, down - GAP_PX)
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), short)

    def _paint_column_head(self, painter: QPainter, rect: QRectF, name: str) -> None:
        """A class's name above its column; upright where it would be cut to nothing across."""
        metrics, centre = self.pens.metrics(12, 500), Qt.AlignmentFlag.AlignCenter
        if self.grid.head == HEAD_PX:
            short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(rect.width()))
            painter.drawText(rect, int(centre), short)
            return
        short = metrics.elidedText(name, Qt.TextElideMode.ElideRight, int(rect.height()))
        painter.save()
        painter.translate(rect.center().x(), rect.bottom())
        painter.rotate(-90)
        along = QRectF(0, -rect.width() / 2, rect.height(), rect.width())
        painter.drawText(along, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), short)
        painter.restore()

    def _paint_cell(self, painter: QPainter, row: int, column: int) -> None:
        pens, rect = self.pens, self.grid.rect(row, column)
        fill, ink = self._fill(row, column)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill)
        painter.drawRoundedRect(rect, RADIUS_PX, RADIUS_PX)
        if len(self._classes) < BLANK_FROM or self._counts[row, column]:
            self._paint_figure(painter, rect, row, column, ink)
        if self._current == (row, column) and self.hasFocus():
            painter.setPen(pens.line("accent", 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), RADIUS_PX + 1, RADIUS_PX + 1)
            painter.setPen(pens.line("canvas", 2.0))  # the ring has the colour of the fullest cells: keep them apart
            painter.drawRoundedRect(rect.adjusted(1, 1, -1, -1), RADIUS_PX - 1, RADIUS_PX - 1)

    def _paint_figure(self, painter: QPainter, rect: QRectF, row: int, column: int, ink: QColor) -> None:
        pens, side = self.pens, min(rect.width(), rect.height())
        number, words = self._figure(row, column), self._meaning(row, column, side)
        painter.setPen(ink)
        inside = rect.adjusted(min(14.0, side / 8), 0, -2, 0)
        if words:
            painter.setFont(pens.font(20 if side >= WORDS_FROM_PX else 15, 600))
            upper = QRectF(inside.left(), rect.center().y() - 26, inside.width(), 28)
            painter.drawText(upper, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | ROOMY), number)
            painter.setFont(pens.font(12 if side >= WORDS_FROM_PX else 11, 500))
            lower = QRectF(inside.left(), rect.center().y() + 2, inside.width(), 22)
            metrics = pens.metrics(12 if side >= WORDS_FROM_PX else 11, 500)
            if metrics.horizontalAdvance(words) > lower.width():
                words = words.partition(" · ")[0]  # the share is in the tooltip
            painter.drawText(lower, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | ROOMY), words)
        elif pens.metrics(11, 500).horizontalAdvance(number) <= rect.width() - 4:
            painter.setFont(pens.font(11, 500))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter | ROOMY), number)

    def _fill(self, row: int, column: int) -> tuple[QColor, QColor]:
        """The cell's colour and the ink that is readable on it."""
        weight = self._share(row, column) or 0.0
        if row == column:
            strong = weight >= 0.5
            colour = self.pens.colour("accent_fill") if strong else self.pens.faint("c1", 0.10 + 0.5 * weight)
            return colour, self.pens.colour("on_fill" if strong else "text")
        if not self._counts[row, column]:
            return self.pens.colour("sunken"), self.pens.colour("text3")
        return self.pens.faint("c2", 0.12 + 0.4 * weight), self.pens.colour("text")

    def _figure(self, row: int, column: int) -> str:
        if self._percent:
            return share(self._share(row, column))
        return count(int(self._counts[row, column]))

    def _meaning(self, row: int, column: int, side: float) -> str:
        """What a cell says in words, "" when it is too small for any."""
        other = count(int(self._counts[row, column])) if self._percent else share(self._share(row, column))
        if len(self._classes) == 2 and side >= WORDS_FROM_PX:
            meanings = {
                (0, 0): self.tr("found"),
                (0, 1): self.tr("missed"),
                (1, 0): self.tr("false alarm"),
                (1, 1): self.tr("cleared"),
            }
            return f"{meanings[row, column]} · {other}"
        return other if side >= SHARE_FROM_PX else ""

    def _share(self, row: int, column: int) -> float | None:
        total = int(self._counts[row].sum())
        return float(self._counts[row, column]) / total if total else None

    def _names(self) -> Names:
        wide = self.pens.metrics(12, 500).horizontalAdvance
        return Names(tuple(wide(name) for name in self._classes), wide(self.tr("Truly")))

    @property
    def grid(self) -> Grid:
        """Where the cells lie; found once a size."""
        key = (self.width(), self.height(), self._classes)
        if self._laid is None or self._laid[0] != key:
            self._laid = key, laid_out(self._names(), self.width(), self.height())
        return self._laid[1]
