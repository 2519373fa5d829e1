"""Bars with words: a label, a bar, its figure, and quiet figures at the right; a dashed line for what all have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, fill_round
from gui.widgets.voice import Role

HEAD_PX, BAR_PX, GAP_PX = 24, 8, 12
LABEL_SHARE = 0.4  # of the width, at most
LEAST_BAR_PX = 40
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


@dataclass(frozen=True)
class Bar:
    """share: the bar's length, 1 for the longest there could be; None draws none. weak: to be looked at."""

    label: str
    share: float | None
    figure: str
    cells: tuple[str, ...] = ()
    weak: bool = False


class BarList(KeyboardRing, QWidget):
    """`chosen(row)` when a person clicks a row, or presses Enter or Space on it. With `choice`, one stays chosen and
    arrow keys choose at once."""

    spoken_as = Role.Chart

    chosen = Signal(int)

    def __init__(self, theme: Theme, name: str, *, choice: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._bars: tuple[Bar, ...] = ()
        self._heads: tuple[str, ...] = ()
        self._overall: float | None = None
        self._choice = choice
        self.current = 0
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        theme.changed.connect(self.update)

    def show_bars(self, bars: Sequence[Bar], heads: Sequence[str] = (), overall: float | None = None) -> None:
        """heads: over figure and cells, () for none. overall: where the dashed line stands, as a bar's length."""
        self._bars, self._heads, self._overall = tuple(bars), tuple(heads), overall
        self.current = min(self.current, max(len(bars) - 1, 0))
        self.setMinimumWidth(160)
        self.updateGeometry()
        self._tell()
        self.update()

    def choose(self, row: int) -> None:
        """Make a row the current one, silently."""
        if row != self.current and 0 <= row < len(self._bars):
            self.current = row
            self._tell()
            self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(240, self._top() + len(self._bars) * sizes.GRID_ROW)

    def minimumSizeHint(self) -> QSize:
        """The same."""
        return QSize(160, self.sizeHint().height())

    def row_words(self, row: int) -> str:
        """A row in one line, for a screen reader and as a tooltip."""
        bar = self._bars[row]
        if not self._heads:
            return ", ".join([bar.label, bar.figure, *bar.cells])
        told = (f"{head} {cell}" for head, cell in zip(self._heads, (bar.figure, *bar.cells), strict=True))
        return f"{bar.label}: " + ", ".join(told)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and Down move, Enter and Space choose."""
        key, last = event.key(), len(self._bars) - 1
        steps = {Qt.Key.Key_Up: self.current - 1, Qt.Key.Key_Down: self.current + 1}
        steps |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        if key in steps and self._bars:
            self._go(max(0, min(last, steps[Qt.Key(key)])), choosing=self._choice)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._bars:
            self._go(self.current, choosing=True)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose."""
        row = self._row_at(event.position().y())
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self._go(row, choosing=True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell what is below the mouse; labels may be cut."""
        row = self._row_at(event.position().y())
        self.setToolTip("" if row is None else self.row_words(row))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Heads, rows, the dashed line, the ring."""
        painter = antialiased(self)
        small, strong = self.theme.font(sizes.SMALL), self.theme.font(sizes.SMALL, 600)
        columns = self._columns(QFontMetricsF(small), QFontMetricsF(strong))
        self._paint_heads(painter, columns)
        for row in range(len(self._bars)):
            self._paint_row(painter, row, columns)
        self._paint_overall(painter, columns)
        if self.ring_shown and self.hasFocus() and self._bars:
            draw_ring(painter, self.theme, self._rect(self.current).adjusted(0, 1, 0, -1), sizes.RADIUS_CHIP)
        painter.end()

    # where things lie

    def _columns(self, small: QFontMetricsF, strong: QFontMetricsF) -> _Columns:
        inset = float(GAP_PX / 2) if self._choice else 0.0
        label = max([small.horizontalAdvance(bar.label) for bar in self._bars], default=0.0)
        figure = max([strong.horizontalAdvance(bar.figure) for bar in self._bars], default=0.0)
        heads = QFontMetricsF(self.theme.font(sizes.TINY, 500))
        cells = []
        for at in range(len(self._bars[0].cells) if self._bars else 0):
            widest = max(small.horizontalAdvance(bar.cells[at]) for bar in self._bars)
            head = heads.horizontalAdvance(self._heads[at + 1]) if self._heads else 0.0
            cells.append(max(widest, head) + GAP_PX)
        if self._heads:
            figure = max(figure, heads.horizontalAdvance(self._heads[0]))
        label = min(label, LABEL_SHARE * self.width()) + GAP_PX
        bar = self.width() - 2 * inset - label - figure - GAP_PX / 2 - sum(cells)
        while bar < LEAST_BAR_PX and cells:
            bar += cells.pop(0)
        return _Columns(inset, label, max(bar, 8.0), figure, tuple(cells))

    def _top(self) -> int:
        return HEAD_PX if self._heads else 0

    def _rect(self, row: int) -> QRectF:
        return QRectF(0, self._top() + row * sizes.GRID_ROW, self.width(), sizes.GRID_ROW)

    def _row_at(self, y: float) -> int | None:
        row = int((y - self._top()) // sizes.GRID_ROW)
        return row if 0 <= row < len(self._bars) else None

    # painting

    def _paint_heads(self, painter: QPainter, columns: _Columns) -> None:
        if not self._heads:
            return
        painter.setFont(self.theme.font(sizes.TINY, 500))
        painter.setPen(self.theme.colour("text2"))
        left = columns.inset + columns.label
        painter.drawText(QRectF(left, 0, columns.bar + columns.figure + GAP_PX, HEAD_PX), LEFT, self._heads[0])
        right = self.width() - columns.inset
        shown = self._heads[len(self._heads) - len(columns.cells) :] if columns.cells else ()
        for head, width in zip(reversed(shown), reversed(columns.cells), strict=True):
            painter.drawText(QRectF(right - width, 0, width, HEAD_PX), RIGHT, head)
            right -= width

    def _paint_row(self, painter: QPainter, row: int, columns: _Columns) -> None:
        bar, rect, colour = self._bars[row], self._rect(row), self.theme.colour
        if self._choice and row == self.current:
            fill_round(painter, rect.adjusted(0, 1, 0, -1), colour("select"), sizes.RADIUS_CHIP)
        small, strong = self.theme.font(sizes.SMALL), self.theme.font(sizes.SMALL, 600)
        painter.setFont(small)
        painter.setPen(colour("text"))
        room = columns.label - GAP_PX
        label = QFontMetricsF(small).elidedText(bar.label, Qt.TextElideMode.ElideRight, room + 1)
        painter.drawText(QRectF(columns.inset, rect.y(), room + 2, rect.height()), LEFT, label)
        left, length = columns.inset + columns.label, 0.0
        if bar.share is not None:
            length = max(3.0, columns.bar * min(bar.share, 1.0)) if bar.share > 0 else 1.5
            box = QRectF(left, rect.center().y() - BAR_PX / 2, length, BAR_PX)
            fill_round(painter, box, colour("c2") if bar.weak else colour("c1"), 2)
        painter.setFont(strong)
        painter.setPen(colour("text"))
        start = self._beside(left + length + GAP_PX / 2, columns)
        place = QRectF(start, rect.y(), columns.figure + GAP_PX, rect.height())
        painter.drawText(place, LEFT, bar.figure)
        self._paint_cells(painter, rect, bar, columns)

    def _beside(self, start: float, columns: _Columns) -> float:
        """Where a figure stands: behind its bar, and not across the dashed line."""
        line = self._overall_x(columns)
        return line + GAP_PX / 2 if line is not None and start - 2 < line < start + columns.figure else start

    def _overall_x(self, columns: _Columns) -> float | None:
        if self._overall is None or not self._bars:
            return None
        return columns.inset + columns.label + columns.bar * min(self._overall, 1.0)

    def _paint_cells(self, painter: QPainter, rect: QRectF, bar: Bar, columns: _Columns) -> None:
        painter.setFont(self.theme.font(sizes.SMALL))
        painter.setPen(self.theme.colour("text2"))
        right = self.width() - columns.inset
        shown = bar.cells[len(bar.cells) - len(columns.cells) :] if columns.cells else ()
        for cell, width in zip(reversed(shown), reversed(columns.cells), strict=True):
            painter.drawText(QRectF(right - width, rect.y(), width, rect.height()), RIGHT, cell)
            right -= width

    def _paint_overall(self, painter: QPainter, columns: _Columns) -> None:
        x = self._overall_x(columns)
        if x is None:
            return
        pen = painter.pen()
        pen.setColor(self.theme.colour("text2"))
        pen.setWidthF(1.0)
        pen.setDashPattern([3.0, 3.0])
        painter.setPen(pen)
        painter.drawLine(QPointF(x, self._top() + 3), QPointF(x, self.height() - 3))

    def _go(self, row: int, *, choosing: bool) -> None:
        moved = row != self.current
        self.current = row
        self._tell()
        self.update()
        if choosing and (moved or not self._choice):
            self.chosen.emit(row)

    def _tell(self) -> None:
        self.setAccessibleDescription(self.row_words(self.current) if self._bars else "")


@dataclass(frozen=True)
class _Columns:
    """Widths in pixels, left to right."""

    inset: float
    label: float
    bar: float
    figure: float
    cells: tuple[float, ...]
