"""How cells are painted: value, missing (hatch and word), check (amber and corner), edited (corner), failed, faded, …

Why (2026-11-25): the design names a QStyledItemDelegate, but Qt hands a delegate one cell at a time, with a style
option that ours never read, and 400 such calls took 25 ms a frame. So a grid paints whole columns: one ground a column,
one line a row, and texts that were laid out before (`QStaticText`).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap, QPolygonF, QStaticText, QTransform

from core.base.spaces import spaces_shown
from gui.models.blocks import Block
from gui.models.cells import CellState
from gui.theme import Theme, sizes
from gui.widgets.painting import edge_round, fill_round, hairline

PAD, CORNER, HATCH = 10, 7, 5
SHARE_WIDTH, SHARE_HEIGHT, COUNT_ROOM = 32, 10, 48
MOST_TEXTS, LONGEST = 1_500, 400
WHOLE = -1  # as the room of a text that isn't cut
Laid = tuple[QStaticText, float]  # and its width
GROUNDS = {CellState.CHECK: "warn_soft", CellState.FAILED: "bad_soft"}
CORNERS = {CellState.CHECK: "warn", CellState.EDITED: "accent", CellState.FAILED: "bad"}
TONES = {
    CellState.MISSING: "text3",
    CellState.REMOVED: "bad",
    CellState.ADDED: "ok",
    CellState.FAILED: "bad",
    CellState.NORMAL: "text",
    CellState.CHECK: "text",
    CellState.EDITED: "text",
    CellState.FADED: "text3",
}
DIFFERENCES = (CellState.REMOVED, CellState.ADDED)
CHIP_TEXT_PX = 27  # where a difference's text begins in its cell
CHIP_PX, ARROW_PX = 30, 24  # of a difference: around its text; before what is there now


class TextCache:
    """Texts laid out in one font, cut to the room there is. Laying out again is the dear part of drawing a text.

    Texts that were not drawn for a while go, a generation at a time: one large cache would take 40 ms to empty.
    """

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetricsF(font)
        self._young: dict[tuple[str, int], Laid] = {}
        self._old: dict[tuple[str, int], Laid] = {}

    def fitted(self, text: str, room: int) -> Laid:
        """The text and its width, at most `room` wide."""
        found = self._young.get((text, WHOLE)) or self._recalled((text, WHOLE)) or self._laid(text, WHOLE, text)
        if found[1] <= room:
            return found
        key = (text, room)
        return self._young.get(key) or self._recalled(key) or self._laid(text, room, self._shortened(text, room))

    def top(self, rect_top: float, height: float) -> float:
        """Where a text begins that stands in the middle of a row."""
        return float(round(rect_top + (height - self.metrics.height()) / 2))

    def _shortened(self, text: str, room: int) -> str:
        line = text[:LONGEST].replace("\n", " ")
        return self.metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(room, 0))

    def _recalled(self, key: tuple[str, int]) -> Laid | None:
        found = self._old.get(key)
        if found is not None:
            self._young[key] = found
        return found

    def _laid(self, text: str, room: int, shown: str) -> Laid:
        if len(self._young) >= MOST_TEXTS:
            self._old, self._young = self._young, {}
        static = QStaticText(shown[:LONGEST].replace("\n", " "))
        static.setTextFormat(Qt.TextFormat.PlainText)
        static.prepare(QTransform(), self.font)
        laid = self._young[text, room] = (static, static.size().width())
        return laid


@dataclass(slots=True)
class Part:
    """What is to be painted now: rows (top edge by row) and columns (left edge and width by column) of a view."""

    first: int
    tops: list[int]
    height: int
    columns: list[tuple[int, int, int]]  # column, left, width
    selected: list[QRect] = field(default_factory=list)  # in cells: x is the column, y the row
    chosen: int | None = None

    @property
    def end(self) -> int:
        """The row after the last."""
        return self.first + len(self.tops)


class CellPainter(QObject):
    """Paints by the tokens."""

    def __init__(self, theme: Theme, *, column_lines: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._column_lines = column_lines
        italic = theme.font(sizes.SMALL)
        italic.setItalic(True)
        self._plain, self._italic = TextCache(theme.font(sizes.SMALL)), TextCache(italic)
        self._colours: dict[str, QColor] = {}
        self._hatches: dict[float, QPixmap] = {}
        self._missing = self.tr("missing")
        theme.changed.connect(self._on_theme)

    def paint(self, painter: QPainter, part: Part, blocks: list[Block]) -> None:
        """Grounds, states, words, hairlines of these cells; the ground below them is the caller's."""
        for (column, left, width), block in zip(part.columns, blocks, strict=True):
            area = QRect(left, part.tops[0], width, part.height * len(part.tops))
            if column == part.chosen:
                painter.fillRect(area, self._colour("column"))
            self._paint_grounds(painter, part, area, block)
            chosen = self._paint_selection(painter, part, column, area)
            self._paint_column(painter, part, area, block, chosen, column == part.chosen)
        self._paint_lines(painter, part)

    def paint_ring(self, painter: QPainter, rect: QRect) -> None:
        """The current cell's edge, over the hairline above it."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge_round(painter, QRectF(rect), self._colour("accent"), 2, 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    # grounds

    def _paint_grounds(self, painter: QPainter, part: Part, area: QRect, block: Block) -> None:
        for state, token in GROUNDS.items():
            if state in block.states:
                for top, found in zip(part.tops, block.states, strict=True):
                    if found == state:
                        painter.fillRect(area.x(), top, area.width(), part.height, self._colour(token))

    def _paint_selection(self, painter: QPainter, part: Part, column: int, area: QRect) -> set[int]:
        """Which rows of the part are selected in this column; their ground is painted."""
        rows: set[int] = set()
        for cells in part.selected:
            if cells.left() <= column <= cells.right():
                low, high = max(cells.top(), part.first), min(cells.bottom() + 1, part.end)
                if low < high:
                    top = part.tops[low - part.first]
                    painter.fillRect(area.x(), top, area.width(), part.height * (high - low), self._colour("select"))
                    rows.update(range(low - part.first, high - part.first))
        return rows

    # one column

    def _paint_column(
        self, painter: QPainter, part: Part, area: QRect, block: Block, selected: set[int], chosen: bool
    ) -> None:
        plain, tone, font = self._plain, "", None
        room, top_shift = area.width() - 2 * PAD - block.indent, self._plain.top(0, part.height)
        for at, (top, text, state) in enumerate(zip(part.tops, block.texts, block.states, strict=True)):
            right = block.rights[at] if block.rights else block.right
            if state in (CellState.NORMAL, CellState.FADED) and not block.shares:
                cache = plain
            else:
                rect = QRect(area.x(), top, area.width(), part.height)
                share = block.shares[at] if block.shares else None
                cache, text = self._paint_special(painter, rect, state, text, share)
                tone, font = "", None  # the special part has set its own
                if state in DIFFERENCES:
                    continue
            static, width = cache.fitted(text, room)
            left = area.x() + (area.width() - PAD - width if right else PAD + block.indent)
            if state == CellState.MISSING:
                token = "select" if at in selected else "column" if chosen else "canvas"
                painter.fillRect(QRectF(left - 5, top + 3, width + 11, part.height - 7), self._colour(token))
            wanted = TONES[state]
            if wanted == "text3" and at in selected:
                wanted = "text2"
            if wanted != tone:
                tone = wanted
                painter.setPen(self._colour(tone))
            if cache.font is not font:
                font = cache.font
                painter.setFont(font)
            painter.drawStaticText(QPointF(left, top + top_shift), static)

    def _paint_special(
        self, painter: QPainter, rect: QRect, state: CellState, text: str, share: float | None
    ) -> tuple[TextCache, str]:
        """What stands beside or under the words; the words and their font."""
        if state in DIFFERENCES:
            self._paint_difference(painter, rect, state, text)
        elif share is not None and rect.width() >= COUNT_ROOM + SHARE_WIDTH:
            self._paint_share(painter, rect, share)
        elif state == CellState.MISSING:
            tile = self._hatch(painter.device().devicePixelRatioF())
            painter.drawTiledPixmap(rect, tile, QPoint(rect.x() % HATCH, 0))
            return self._italic, text or self._missing
        elif state in CORNERS:
            self._paint_corner(painter, rect, state)
            if state == CellState.CHECK:
                text = spaces_shown(text)
        return self._plain, text

    def _paint_corner(self, painter: QPainter, rect: QRect, state: CellState) -> None:
        """To check: a triangle at the right; edited: one at the left; failed: a cross. Their colours say it as well."""
        left, right, top = float(rect.left()), float(rect.right()), float(rect.top())
        colour = self._colour(CORNERS[state])
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state == CellState.FAILED:
            painter.setPen(QPen(colour, 1.5))
            painter.drawLine(QPointF(right - CORNER, top + 2), QPointF(right - 2, top + CORNER))
            painter.drawLine(QPointF(right - CORNER, top + CORNER), QPointF(right - 2, top + 2))
        else:
            corner, inwards = (left, CORNER) if state == CellState.EDITED else (right, -CORNER)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
            painter.drawPolygon(
                QPolygonF([QPointF(corner + inwards, top), QPointF(corner, top), QPointF(corner, top + CORNER)])
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _hatch(self, ratio: float) -> QPixmap:
        """Diagonal lines as a tile, made once a theme and screen."""
        if ratio not in self._hatches:
            tile = QPixmap(round(HATCH * ratio), round(HATCH * ratio))
            tile.setDevicePixelRatio(tile.width() / HATCH)
            tile.fill(Qt.GlobalColor.transparent)
            brush = QPainter(tile)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            brush.setPen(QPen(self._colour("line2"), 0.8))
            for shift in (-HATCH, 0, HATCH):  # the neighbours' lines end in the corners
                brush.drawLine(QPointF(shift, HATCH), QPointF(shift + HATCH, 0))
            brush.end()
            self._hatches[ratio] = tile
        return self._hatches[ratio]

    def _paint_share(self, painter: QPainter, rect: QRect, share: float) -> None:
        """A bar beside a count: how much it is of the largest."""
        width = max(SHARE_WIDTH * float(share), 2.0)
        bar = QRectF(rect.right() - COUNT_ROOM - SHARE_WIDTH, rect.center().y() - 4, width, SHARE_HEIGHT)
        self._paint_round(painter, bar, self._colour("share"), 2)

    def _paint_difference(self, painter: QPainter, rect: QRect, state: CellState, text: str) -> None:
        """A chip with − or +: what was there, and after an arrow what is there now."""
        gone = state == CellState.REMOVED
        ground, tone = ("bad_soft", "bad") if gone else ("ok_soft", "ok")
        lead = 0 if gone else ARROW_PX
        if lead:
            self.theme.draw_icon(painter, "arrow-right", "text3", rect.x() + PAD - 2, rect.center().y() - 6, 14)
        static, width = self._plain.fitted(spaces_shown(text), rect.width() - lead - CHIP_PX - PAD)
        chip = QRectF(rect.x() + lead + 6, rect.center().y() - 10, width + CHIP_PX, 21)
        self._paint_round(painter, chip, self._colour(ground), sizes.RADIUS_CHIP)
        top = self._plain.top(chip.y(), chip.height())
        painter.setFont(self._plain.font)
        painter.setPen(self._colour(tone))
        painter.drawStaticText(QPointF(chip.x() + 8, top), self._plain.fitted("−" if gone else "+", 20)[0])
        painter.setPen(self._colour("text"))
        painter.drawStaticText(QPointF(chip.x() + CHIP_TEXT_PX - 6, top), static)

    @staticmethod
    def _paint_round(painter: QPainter, rect: QRectF, colour: QColor, radius: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_round(painter, rect, colour, radius)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_lines(self, painter: QPainter, part: Part) -> None:
        line = self._colour("line")
        left, top = part.columns[0][1], part.tops[0]
        right, bottom = part.columns[-1][1] + part.columns[-1][2], part.tops[-1] + part.height
        for row_top in part.tops:
            hairline(painter, left, row_top + part.height - 1, right - left, 1, line)
        if self._column_lines:
            for _, column_left, width in part.columns:
                hairline(painter, column_left + width - 1, top, 1, bottom - top, line)

    # colours

    def _colour(self, token: str) -> QColor:
        found = self._colours.get(token)
        if found is None:
            mixes = {"column": ("canvas", "select", 0.5), "share": ("canvas", "c1", 0.3)}
            found = self.theme.mixed(*mixes[token]) if token in mixes else self.theme.colour(token)
            self._colours[token] = found
        return found

    def _on_theme(self) -> None:
        self._colours.clear()
        self._hatches.clear()
