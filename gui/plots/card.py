"""The card that tells what lies below the crosshair or the mouse: a title, and one line for each curve."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from gui.plots.pens import Pens

BESIDE_PX = 12  # from what a card tells to the card
ROW_PX, PAD_PX, SWATCH_PX, COLUMN_PX = 19, 12, 16, 62
SHADOW_PX, SHADOW_DOWN_PX, RADIUS = 24, 8, 8
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextSingleLine)


@dataclass(frozen=True)
class ReadingRow:
    """One curve: its colour and name, its values as text (the first is the main one). colour None: no swatch."""

    colour: QColor | None
    name: str
    values: tuple[str, ...]
    dashed: bool = False


@dataclass(frozen=True)
class Reading:
    """All that is known at one place. heads: what the values are, as many as each row has. dots: (x, y, colour) in the
    view's coordinates."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[ReadingRow, ...]
    dots: tuple[tuple[float, float, QColor], ...] = ()


class ReadingCard(QWidget):
    """A raised card with a shadow. It never takes the mouse. `body` is the card itself, without its shadow.

    Why a painted shadow (2026-11-25): Qt's effect blurs anew whenever the chart below repaints, 3 ms each time.
    """

    def __init__(self, pens: Pens, parent: QWidget) -> None:
        super().__init__(parent)
        self._pens = pens
        self._reading: Reading | None = None
        self._body = QSize(0, 0)
        self._columns: tuple[int, ...] = ()  # how wide each is
        self._shadow: tuple[object, QPixmap] | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def tell(self, reading: Reading) -> None:
        """Show a reading; the size follows its words."""
        self._reading = reading
        self._measure(reading)
        self.resize(self.sizeHint())
        self.setAccessibleName(spoken(reading))
        self.update()

    @property
    def body(self) -> QRect:
        """Where the card itself lies in its parent."""
        return self.geometry().adjusted(SHADOW_PX, SHADOW_PX, -SHADOW_PX, -SHADOW_PX)

    def place(self, left: float, top: float) -> None:
        """Put the card itself there."""
        self.move(round(left) - SHADOW_PX, round(top) - SHADOW_PX)

    def body_size(self) -> QSize:
        """As wide as the longest name and its values."""
        return self._body

    def sizeHint(self) -> QSize:
        """The card and its shadow."""
        return self.body_size() + QSize(2 * SHADOW_PX, 2 * SHADOW_PX)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The shadow, a hairline, the title; values right-aligned below their heads."""
        if self._reading is None:
            return
        pens, painter = self._pens, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._shadow_picture())
        painter.translate(SHADOW_PX, SHADOW_PX)
        painter.setPen(pens.line("line2", 1.0))
        painter.setBrush(pens.colour("raised"))
        painter.drawRoundedRect(QRectF(QPointF(0, 0), self.body_size()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        self._write(painter, 0, "text", self._reading.title, 600, PAD_PX)
        for at, head in enumerate(self._reading.heads):
            self._write_value(painter, 0, at, "text2", head, 400, 11)
        for number, row in enumerate(self._reading.rows, start=1):
            self._paint_row(painter, number, row)

    def _paint_row(self, painter: QPainter, number: int, row: ReadingRow) -> None:
        if row.colour is not None:
            middle = PAD_PX - 2 + ROW_PX * (number + 0.5)
            painter.setPen(self._pens.flat(row.colour, 2.0, dashed=row.dashed))
            painter.drawLine(QPointF(PAD_PX, middle), QPointF(PAD_PX + SWATCH_PX, middle))
        self._write(painter, number, "text", row.name, 500, PAD_PX + self._indent())
        for at, value in enumerate(row.values):
            token, weight = ("text", 600) if at == 0 else ("text2", 400)
            self._write_value(painter, number, at, token, value, weight, 12)

    def _indent(self) -> int:
        rows = self._reading.rows if self._reading is not None else ()
        return SWATCH_PX + 8 if any(row.colour is not None for row in rows) else 0

    def _shadow_picture(self) -> QPixmap:
        """Rounded rectangles, one in the other: near enough to a blur, and made once a size."""
        colour, ratio = self._pens.shadow(), self.devicePixelRatioF()
        key = (self.size(), colour.rgba(), ratio)
        if self._shadow is None or self._shadow[0] != key:
            picture = QPixmap(self.size() * ratio)
            picture.setDevicePixelRatio(ratio)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            colour.setAlphaF(colour.alphaF() / 9)
            painter.setBrush(colour)
            whole = QRectF(self.rect()).adjusted(0, SHADOW_DOWN_PX, 0, SHADOW_DOWN_PX)
            for inset in range(10, SHADOW_PX + 4, 2):
                painter.drawRoundedRect(whole.adjusted(inset, inset, -inset, -inset), 2 * RADIUS, 2 * RADIUS)
            painter.end()
            self._shadow = (key, picture)
        return self._shadow[1]

    def _measure(self, reading: Reading) -> None:
        """Each column as wide as its longest value, the card as wide as all of them and the longest name."""
        wide = self._pens.metrics(12, 600).horizontalAdvance
        self._columns = tuple(
            max([COLUMN_PX, *(wide(text) + 12 for text in (head, *(row.values[at] for row in reading.rows)))])
            for at, head in enumerate(reading.heads)
        )
        left = max([self._indent() + wide(row.name) for row in reading.rows] or [0])
        title = wide(reading.title)
        if any(reading.heads):
            left = max(left, title)
        width = 2 * PAD_PX + max(left + 8 + sum(self._columns), title)
        self._body = QSize(width, 2 * PAD_PX - 4 + ROW_PX * (len(reading.rows) + 1))

    def _write(self, painter: QPainter, line: int, token: str, text: str, weight: int, x: int) -> None:
        painter.setFont(self._pens.font(12, weight))
        painter.setPen(self._pens.colour(token))
        painter.drawText(QRectF(x, PAD_PX - 2 + ROW_PX * line, self.width(), ROW_PX), LEFT, text)

    def _write_value(
        self, painter: QPainter, line: int, column: int, token: str, text: str, weight: int, px: int
    ) -> None:
        right = self._body.width() - PAD_PX - sum(self._columns[column + 1 :])
        painter.setFont(self._pens.font(px, weight))
        painter.setPen(self._pens.colour(token))
        rect = QRectF(right - self._columns[column], PAD_PX - 2 + ROW_PX * line, self._columns[column], ROW_PX)
        painter.drawText(rect, RIGHT, text)


def rows_within(height: int) -> int:
    """How many rows a card may have below its title to be no higher than that."""
    return int((height - 2 * PAD_PX) // ROW_PX) - 1


def beside(at: float, width: float, left: float, right: float) -> float:
    """Where a card goes that tells something at `at`: to the right of it; to the left where it would leave the room
    from `left` to `right`; as near as it can where it has no room on either side."""
    place = at + BESIDE_PX
    if place + width > right:
        place = at - BESIDE_PX - width
    return max(left, min(place if place >= left else at + BESIDE_PX, right - width))


def spoken(reading: Reading) -> str:
    """A reading in one line, for a screen reader."""
    rows = []
    for row in reading.rows:
        told = ", ".join(f"{head} {value}".strip() for head, value in zip(reading.heads, row.values, strict=True))
        rows.append(f"{row.name}: {told}")
    return f"{reading.title}. " + "; ".join(rows)
