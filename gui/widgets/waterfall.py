"""From rows in to rows out: what each rule takes away or changes, as a picture. A click chooses the rule."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import KeyboardRing, antialiased, draw_ring, fill_round
from gui.widgets.voice import Role

TOP, BOTTOM, COMPACT_BOTTOM = 30, 104, 70  # of the bars
BELOW = 38  # for the words under them
BROKEN_SHARE = 0.55  # rows left out may take this much of the height
FAINT = 0.45
Did = Literal["applied", "nothing", "off", "skipped"]


@dataclass(frozen=True, slots=True)
class FallStep:
    """One rule: its short word, its title, and what it did."""

    key: str
    word: str
    title: str
    did: Did
    removed: int = 0
    cells: int = 0
    columns: int = 0


class Waterfall(KeyboardRing, QWidget):
    """`show_fall(rows_in, steps)`; `chosen(key)` when a person clicks a rule or goes to it by the arrow keys."""

    spoken_as = Role.Chart

    chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._rows_in = 0
        self._steps: tuple[FallStep, ...] = ()
        self._chosen = ""
        self._counting_from: int | None = None
        self._names_fit, self._counts_fit, self._name_px = True, True, sizes.SMALL
        self._bottom = BOTTOM
        self.setFixedHeight(BOTTOM + BELOW)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Rows in and rows out"))
        theme.changed.connect(self.update)

    def show_fall(self, rows_in: int, steps: Sequence[FallStep], *, counting_from: int | None = None) -> None:
        """Show what the rules do; those from `counting_from` on are counted again, and fainter meanwhile."""
        self._rows_in, self._steps, self._counting_from = rows_in, tuple(steps), counting_from
        removed = ", ".join(f"{step.title} {self._minus(step.removed)}" for step in steps if step.removed)
        words = self.tr("{rows_in} rows in, {rows_out} rows out").format(
            rows_in=f"{rows_in:,}", rows_out=f"{self.rows_out:,}"
        )
        self.setAccessibleDescription(f"{words}. {removed}" if removed else words)
        self.update()

    def set_chosen(self, key: str) -> None:
        """Mark a rule."""
        self._chosen = key
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Lower, where the window is low."""
        self._bottom = COMPACT_BOTTOM if compact else BOTTOM
        self.setFixedHeight(self._bottom + BELOW)

    @property
    def rows_out(self) -> int:
        """What is left at the end."""
        return self._rows_in - sum(step.removed for step in self._steps)

    @property
    def start(self) -> int:
        """The number of rows at the foot of the bars: a round number, 0 when the whole bars fit."""
        removed = self._rows_in - self.rows_out
        if removed == 0 or removed > BROKEN_SHARE * self._rows_in:
            return 0
        step = 10 ** max(math.floor(math.log10(removed)), 0)
        return max(math.floor((self._rows_in - removed / BROKEN_SHARE) / step) * step, 0)

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(600, self.height())

    # the person

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the rule under the mouse."""
        step = self._step_at(event.position().x())
        if step is not None:
            self.chosen.emit(step.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A hand over rules."""
        over = self._step_at(event.position().x()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right go from rule to rule."""
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if move is None or not self._steps:
            super().keyPressEvent(event)
            return
        keys = [step.key for step in self._steps]
        at = keys.index(self._chosen) + move if self._chosen in keys else 0
        self.chosen.emit(keys[max(0, min(at, len(keys) - 1))])

    def event(self, event: QHelpEvent) -> bool:  # type: ignore[override]
        """The whole title of a rule as its tooltip."""
        if event.type() == QHelpEvent.Type.ToolTip:
            step = self._step_at(event.pos().x())
            QToolTip.showText(event.globalPos(), step.title if step else "", self)
            return True
        return super().event(event)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Bars at both ends, steps between them."""
        painter = antialiased(self)
        self._measure(painter)
        if self.start:
            words = self.tr("Bars start at {rows} rows").format(rows=f"{self.start:,}")
            self._centred(painter, QRectF(sizes.PAGE_MARGIN, 4, 400, 16), words, "text3", left=True)
        self._paint_end(painter, 0, self._rows_in, self.tr("Rows in"))
        rows = self._rows_in
        for at, step in enumerate(self._steps, 1):
            painter.setOpacity(self._opacity(at - 1))
            self._paint_step(painter, at, step, rows)
            rows -= step.removed
        painter.setOpacity(self._opacity(len(self._steps)))
        last, end = self._bar(self._slot(len(self._steps)), 0, 0), self._bar(self._slot(len(self._steps) + 1), 0, 0)
        painter.fillRect(QRectF(last.right(), self._y(rows), end.x() - last.right(), 1), self._thread())
        self._paint_end(painter, len(self._steps) + 1, rows, self.tr("Rows out"))
        if self.ring_shown and self.hasFocus():
            painter.setOpacity(1.0)
            draw_ring(painter, self.theme, QRectF(self.rect()).adjusted(2, 2, -2, -2), sizes.RADIUS)
        painter.end()

    def _measure(self, painter: QPainter) -> None:
        """Whether there is room for words: for all rules or for none, or a number would look like another thing."""
        room = self._slot(0).width() - 4
        for self._name_px in (sizes.SMALL, sizes.TINY):
            painter.setFont(self.theme.font(self._name_px))
            named = (f"{at}  {step.word}" for at, step in enumerate(self._steps, 1))
            self._names_fit = all(painter.fontMetrics().horizontalAdvance(name) <= room for name in named)
            if self._names_fit:
                break
        painter.setFont(self.theme.font(sizes.SMALL, 500))
        told = (self._outcome(step)[0] for step in self._steps)
        self._counts_fit = all(painter.fontMetrics().horizontalAdvance(words) <= room for words in told)

    def _opacity(self, rule: int) -> float:
        return FAINT if self._counting_from is not None and rule >= self._counting_from else 1.0

    def _paint_end(self, painter: QPainter, at: int, rows: int, words: str) -> None:
        slot = self._slot(at)
        bar = self._bar(slot, self._y(rows), self._bottom)
        painter.fillRect(bar, self.theme.colour("ghost"))
        if self.start and bar.height() > 14:
            self._paint_break(painter, bar)
        self._centred(painter, QRectF(slot.x(), bar.y() - 20, slot.width(), 18), f"{rows:,}", "text", px=13, weight=600)
        self._centred(painter, QRectF(slot.x(), self._bottom + 8, slot.width(), 18), words, "text2", weight=500)

    def _paint_break(self, painter: QPainter, bar: QRectF) -> None:
        """A slanted gap: the bar doesn't begin at nought."""
        low, left, right = bar.bottom() - 8, bar.x() - 1, bar.right() + 1
        gap = [QPointF(left, low), QPointF(right, low - 5), QPointF(right, low - 2), QPointF(left, low + 3)]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self.theme.colour("canvas"))
        painter.drawPolygon(QPolygonF(gap))

    def _paint_step(self, painter: QPainter, at: int, step: FallStep, rows: int) -> None:
        slot, y = self._slot(at), self._y(rows)
        painter.fillRect(QRectF(self._bar(self._slot(at - 1), 0, 0).right(), y, slot.width(), 1), self._thread())
        if step.key == self._chosen:
            fill_round(
                painter, QRectF(slot.x() + 2, self._bottom + 6, slot.width() - 4, 24), self.theme.colour("select"), 6
            )
        bar = self._bar(slot, y, self._y(rows - step.removed))
        if step.removed:
            bar.setHeight(max(bar.height(), 2.0))
            painter.fillRect(bar, self.theme.colour("bad"))
        elif step.cells or step.columns:
            self._paint_cells(painter, bar, step)
        if step.did == "off":
            fill_round(painter, QRectF(bar.center().x() - 3, y - 3, 6, 6), self.theme.colour("ghost"), 3)
        above = QRectF(slot.x(), y - 23, slot.width(), 18)
        words, tone, short = self._outcome(step)
        self._centred(painter, above, words if self._counts_fit else short, tone, weight=500)
        words = f"{at}  {step.word}" if self._names_fit else str(at)
        tone = "text" if step.key == self._chosen else "text3" if step.did == "off" else "text2"
        below = QRectF(slot.x() + 2, self._bottom + 9, slot.width() - 4, 18)
        self._centred(painter, below, words, tone, px=self._name_px)

    def _paint_cells(self, painter: QPainter, bar: QRectF, step: FallStep) -> None:
        """A line as wide as many cells change, by their square root: 35 and 3,000 can both be seen."""
        most = max((other.cells for other in self._steps if not other.removed), default=1) or 1
        share = math.sqrt(step.cells / most) if step.cells else 0.5
        width = max(bar.width() * share, 4)
        line = QRectF(bar.center().x() - width / 2, bar.y() - 2.5, width, 5)
        fill_round(painter, line, self.theme.colour("accent"), 2.5)

    def _outcome(self, step: FallStep) -> tuple[str, str, str]:
        """Words, tone, and the words where there is little room."""
        if step.did == "off":
            return self.tr("off"), "text3", "–"
        if step.did == "skipped":
            return self.tr("skipped"), "warn", "!"
        if step.removed:
            count = self._minus(step.removed)
            return (
                (self.tr("{count} rows") if step.removed > 1 else self.tr("{count} row")).format(count=count),
                "bad",
                count,
            )
        if step.cells:
            count = f"{step.cells:,}"
            return (
                (self.tr("{count} cells") if step.cells > 1 else self.tr("{count} cell")).format(count=count),
                "accent",
                count,
            )
        if step.columns:
            count = self._minus(step.columns)
            words = self.tr("{count} columns") if step.columns > 1 else self.tr("{count} column")
            return words.format(count=count), "accent", count
        return ("", "text3", "") if step.did == "applied" else (self.tr("no effect"), "text3", "0")

    @staticmethod
    def _minus(count: int) -> str:
        return f"−{count:,}"

    def _thread(self) -> QColor:
        return self.theme.colour("line2")

    def _centred(
        self,
        painter: QPainter,
        rect: QRectF,
        text: str,
        tone: str,
        *,
        px: int = 12,
        weight: int = 400,
        left: bool = False,
    ) -> None:
        painter.setFont(self.theme.font(px, weight))
        painter.setPen(self.theme.colour(tone))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, max(int(rect.width()), 1))
        flag = Qt.AlignmentFlag.AlignLeft if left else Qt.AlignmentFlag.AlignHCenter
        painter.drawText(rect, int(flag | Qt.AlignmentFlag.AlignVCenter), shown)

    # places

    def _slot(self, at: int) -> QRectF:
        width = (self.width() - 2 * sizes.S) / (len(self._steps) + 2)
        return QRectF(sizes.S + at * width, 0, width, self.height())

    @staticmethod
    def _bar(slot: QRectF, top: float, bottom: float) -> QRectF:
        width = min(max(slot.width() * 0.6, 10), 96)
        return QRectF(slot.center().x() - width / 2, top, width, bottom - top)

    def _y(self, rows: int) -> float:
        height = self._rows_in - self.start
        share = (rows - self.start) / height if height else 0.0
        return self._bottom - (self._bottom - TOP - 16) * share

    def _step_at(self, x: float) -> FallStep | None:
        for at, step in enumerate(self._steps, 1):
            slot = self._slot(at)
            if slot.x() <= x < slot.right():
                return step
        return None
