"""The grid of predictions: amber and red words in marked cells, range bars, probabilities, statuses with their icon."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from gui.models.blocks import Block
from gui.models.cells import CellState
from gui.models.prediction_rows import WIDE
from gui.models.predictions import ChanceBlock, RangeBlock, StatusBlock, StrongBlock
from gui.theme import Theme, sizes
from gui.widgets.cell_painter import PAD, CellPainter, Part, TextCache
from gui.widgets.data_grid import DataGrid
from gui.widgets.labels import Label
from gui.widgets.painting import fill_round

BAR, BAR_HEIGHT, TRACK_HEIGHT, TICK_HEIGHT = 44.0, 6.0, 2.0, 12.0
ICON, GAP = 14, 6
HEAD_PAD = 9
ICONS = {CellState.NORMAL: "check", CellState.CHECK: "triangle-alert", CellState.FAILED: "circle-x"}
ICON_TONES = {CellState.NORMAL: "ok", CellState.CHECK: "warn", CellState.FAILED: "bad"}
TONES = {CellState.CHECK: "warn", CellState.FAILED: "bad"}
MARKED = tuple(TONES)


class PredictionGrid(DataGrid):
    """A grid over a `PredictionsModel`."""

    _corner: Label | None = None  # Qt lays out while the grid is still being made

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, column_lines=False, whole_rows=True, parent=parent)
        self._cells = PredictionPainter(theme, self)
        self._corner = Label(theme, self.tr("Row"), px=sizes.TINY, weight=500, tone="text3", parent=self)
        self._corner.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._corner.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def updateGeometries(self) -> None:
        """The word above the rows' numbers goes with their width."""
        super().updateGeometries()
        if self._corner is None:
            return
        side, head = self.verticalHeader(), self.horizontalHeader()
        self._corner.setGeometry(0, 0, max(side.width() - HEAD_PAD, 0), head.height())


class PredictionPainter(CellPainter):
    """Blocks of the predictions' own kinds; all other cells as in every grid, but marked ones in words, not grounds.

    Why (2026-11-25): a whole column that the file lacks marks every row, and grounds would then paint the table amber.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, column_lines=False, parent=parent)
        self._strong = TextCache(theme.font(sizes.SMALL, 600))
        self._medium = TextCache(theme.font(sizes.SMALL, 500))

    def _colour(self, token: str) -> QColor:
        if token == "range" and token not in self._colours:
            self._colours[token] = self.theme.mixed("canvas", "c1", 0.55)
        return super()._colour(token)

    def _paint_grounds(self, painter: QPainter, part: Part, area: QRect, block: Block) -> None:
        """None: words and icons say it."""

    def _paint_column(
        self, painter: QPainter, part: Part, area: QRect, block: Block, selected: set[int], chosen: bool
    ) -> None:
        if isinstance(block, StrongBlock):
            self._paint_words(painter, part, area, block, self._strong)
        elif isinstance(block, (RangeBlock, ChanceBlock)):
            self._paint_bars(painter, part, area, block)
            self._paint_words(painter, part, area.adjusted(round(BAR) + PAD, 0, 0, 0), block, self._plain)
        elif isinstance(block, StatusBlock):
            self._paint_icons(painter, part, area, block)
            self._paint_words(painter, part, area.adjusted(ICON + GAP, 0, 0, 0), block, self._plain)
        else:
            super()._paint_column(painter, part, area, _unmarked(block), selected, chosen)
            self._paint_marked(painter, part, area, block)

    def _paint_words(self, painter: QPainter, part: Part, area: QRect, block: Block, cache: TextCache) -> None:
        shift, room = cache.top(0, part.height), area.width() - 2 * PAD
        painter.setFont(cache.font)
        quiet = "text2" if isinstance(block, RangeBlock | StatusBlock) else "text"
        for at, (top, text, state) in enumerate(zip(part.tops, block.texts, block.states, strict=True)):
            static, width = cache.fitted(text, room)
            plain = not isinstance(block, StatusBlock) or block.quiet[at]
            painter.setPen(self._colour(quiet if plain else TONES.get(state, quiet)))
            left = area.right() + 1 - PAD - width if block.right else area.x() + PAD
            painter.drawStaticText(QPointF(left, top + shift), static)

    def _paint_marked(self, painter: QPainter, part: Part, area: QRect, block: Block) -> None:
        """Cells that a reason is about: the word in its colour, and a corner for an eye that sees no colour."""
        shift, room = self._medium.top(0, part.height), area.width() - 2 * PAD
        for top, text, state in zip(part.tops, block.texts, block.states, strict=True):
            if state not in MARKED:
                continue
            static, width = self._medium.fitted(text or self._missing, room)
            painter.setFont(self._medium.font)
            painter.setPen(self._colour(TONES[state]))
            left = area.right() + 1 - PAD - width if block.right else area.x() + PAD
            painter.drawStaticText(QPointF(left, top + shift), static)
            self._paint_corner(painter, QRect(area.x(), top, area.width(), part.height), state)

    def _paint_bars(self, painter: QPainter, part: Part, area: QRect, block: RangeBlock | ChanceBlock) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, top in enumerate(part.tops):
            track = QRectF(area.x() + PAD, top + (part.height - TRACK_HEIGHT) / 2 - 0.5, BAR, TRACK_HEIGHT)
            if isinstance(block, ChanceBlock):
                share = block.shares[at]
                if share is not None:
                    self._paint_chance(painter, track, share)
                continue
            bar = block.bars[at]
            if bar is not None:
                self._paint_range(painter, track, *bar, wide=block.states[at] == CellState.CHECK)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_range(self, painter: QPainter, track: QRectF, width: float, place: float, *, wide: bool) -> None:
        """The usual width is half of the track; the tick is the prediction, the middle of the track."""
        fill_round(painter, track, self._colour("ghost"), TRACK_HEIGHT / 2)
        long = max(track.width() * width / WIDE, 4.0)
        tick = track.center().x()
        left = min(max(tick - long * place, track.left()), track.right() - long)
        bar = QRectF(left, track.center().y() - BAR_HEIGHT / 2, long, BAR_HEIGHT)
        fill_round(painter, bar, self._colour("warn" if wide else "range"), BAR_HEIGHT / 2)
        at = bar.left() + long * place
        painter.fillRect(QRectF(at - 1, track.center().y() - TICK_HEIGHT / 2, 2, TICK_HEIGHT), self._colour("text"))

    def _paint_chance(self, painter: QPainter, track: QRectF, share: float) -> None:
        middle = track.center().y()
        whole = QRectF(track.left(), middle - BAR_HEIGHT / 2, track.width(), BAR_HEIGHT)
        fill_round(painter, whole, self._colour("ghost"), BAR_HEIGHT / 2)
        part = QRectF(whole.left(), whole.top(), max(whole.width() * share, BAR_HEIGHT), BAR_HEIGHT)
        fill_round(painter, part, self._colour("range"), BAR_HEIGHT / 2)

    def _paint_icons(self, painter: QPainter, part: Part, area: QRect, block: Block) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for top, state in zip(part.tops, block.states, strict=True):
            y = top + (part.height - ICON) / 2 - 0.5
            self.theme.draw_icon(painter, ICONS[state], ICON_TONES[state], area.x() + PAD, y, ICON)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def _unmarked(block: Block) -> Block:
    """The block without its marked cells, which are painted apart."""
    if not any(state in MARKED for state in block.states):
        return block
    texts = ["" if state in MARKED else text for text, state in zip(block.texts, block.states, strict=True)]
    states = [CellState.NORMAL if state in MARKED else state for state in block.states]
    return Block(texts, states, block.right, block.shares, block.rights)
