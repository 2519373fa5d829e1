"""How a cell is painted: value, missing (hatch and word), check (amber and corner), failed, faded, removed, added."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.models.cells import CellRole, CellState
from gui.theme import Theme, sizes
from gui.widgets.painting import edge_round, fill_round

Index = QModelIndex | QPersistentModelIndex
PAD, CORNER, HATCH = 10, 7, 5
SHARE_WIDTH, SHARE_HEIGHT, COUNT_ROOM = 32, 10, 48
GROUNDS = {CellState.CHECK: "warn_soft", CellState.FAILED: "bad_soft"}
TONES = {
    CellState.MISSING: "text3",
    CellState.REMOVED: "bad",
    CellState.ADDED: "ok",
    CellState.FAILED: "bad",
    CellState.NORMAL: "text",
    CellState.CHECK: "text",
    CellState.FADED: "text3",
}
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """Paints by the tokens. `target_column`: a column with half the selection's ground, as the chosen one has it."""

    def __init__(self, theme: Theme, *, column_lines: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.target_column: int | None = None
        self._column_lines = column_lines
        self._font = theme.font(sizes.SMALL)
        self._italic = theme.font(sizes.SMALL)
        self._italic.setItalic(True)
        self._hatches: dict[tuple[bool, float], QPixmap] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, state, words, hairlines, ring."""
        rect: QRect = option.rect
        flags: QStyle.StateFlag = option.state
        state = CellState(index.data(CellRole.STATE) or CellState.NORMAL)
        selected = bool(flags & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state, selected, index.column())
        if state in (CellState.REMOVED, CellState.ADDED):
            self._paint_difference(painter, rect, state, self._text(index))
        else:
            self._paint_share(painter, rect, index)
            self._paint_text(painter, rect, state, index, selected)
        self._paint_lines(painter, rect)
        if self._is_current(option, index):
            edge_round(painter, QRectF(rect).adjusted(0, -1, 0, 0), self.theme.colour("accent"), 2, 2)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: CellState, selected: bool, column: int) -> None:
        if selected:
            painter.fillRect(rect, self.theme.colour("select"))
        elif state in GROUNDS:
            painter.fillRect(rect, self.theme.colour(GROUNDS[state]))
        elif column == self.target_column:
            painter.fillRect(rect, self._column_ground())
        if state == CellState.MISSING:
            painter.drawTiledPixmap(rect, self._hatch(painter.device().devicePixelRatioF()))
        if state == CellState.CHECK:
            right, top = float(rect.right() + 1), float(rect.top())
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.theme.colour("warn"))
            corner = [QPointF(right - CORNER, top), QPointF(right, top), QPointF(right, top + CORNER)]
            painter.drawPolygon(QPolygonF(corner))

    def _column_ground(self) -> QColor:
        return self.theme.mixed("canvas", "select", 0.5)

    def _hatch(self, ratio: float) -> QPixmap:
        """Diagonal lines as a tile, made once a theme and screen."""
        key = (self.theme.dark, ratio)
        if key not in self._hatches:
            tile = QPixmap(round(HATCH * ratio), round(HATCH * ratio))
            tile.setDevicePixelRatio(tile.width() / HATCH)
            tile.fill(Qt.GlobalColor.transparent)
            brush = QPainter(tile)
            brush.setRenderHint(QPainter.RenderHint.Antialiasing)
            brush.setPen(QPen(self.theme.colour("line2"), 0.8))
            for shift in (-HATCH, 0, HATCH):  # the neighbours' lines end in the corners
                brush.drawLine(QPointF(shift, HATCH), QPointF(shift + HATCH, 0))
            brush.end()
            self._hatches[key] = tile
        return self._hatches[key]

    def _paint_text(self, painter: QPainter, rect: QRect, state: CellState, index: Index, selected: bool) -> None:
        text = self._text(index)
        if state == CellState.CHECK and text != text.strip(" "):
            text = outer_spaces_shown(text)
        align = index.data(Qt.ItemDataRole.TextAlignmentRole)
        flags = int(align) if align is not None else LEFT
        if state == CellState.MISSING:
            text = text or self.tr("missing")
        painter.setFont(self._italic if state == CellState.MISSING else self._font)
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        metrics = painter.fontMetrics()
        shown = text
        if metrics.horizontalAdvance(text) > inner.width():
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        if state == CellState.MISSING:
            ground = self.theme.colour("select") if selected else self._plain_ground(index.column())
            self._paint_clearing(painter, inner, shown, flags, ground)
        painter.setPen(self.theme.colour("text2" if selected and TONES[state] == "text3" else TONES[state]))
        painter.drawText(inner, flags, shown)

    def _plain_ground(self, column: int) -> QColor:
        return self._column_ground() if column == self.target_column else self.theme.colour("canvas")

    @staticmethod
    def _paint_clearing(painter: QPainter, inner: QRect, shown: str, flags: int, ground: QColor) -> None:
        """Room in the hatch for the word."""
        words = painter.fontMetrics().boundingRect(inner, flags, shown)
        painter.fillRect(words.adjusted(-5, 0, 6, 0), ground)

    def _paint_share(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """A bar beside a count: how much it is of the largest."""
        share = index.data(CellRole.SHARE)
        if share is None or rect.width() < COUNT_ROOM + SHARE_WIDTH:
            return
        width = max(SHARE_WIDTH * float(share), 2.0)
        bar = QRectF(rect.right() - COUNT_ROOM - SHARE_WIDTH, rect.center().y() - 4, width, SHARE_HEIGHT)
        fill_round(painter, bar, self.theme.mixed("canvas", "c1", 0.3), 2)

    def _paint_difference(self, painter: QPainter, rect: QRect, state: CellState, text: str) -> None:
        """A chip with − or +: what was there, what is there now."""
        gone = state == CellState.REMOVED
        ground, tone = ("bad_soft", "bad") if gone else ("ok_soft", "ok")
        painter.setFont(self._font)
        metrics = QFontMetrics(self._font)
        shown = metrics.elidedText(outer_spaces_shown(text), Qt.TextElideMode.ElideRight, rect.width() - 2 * PAD - 22)
        width = metrics.horizontalAdvance(shown) + 30
        chip = QRectF(rect.x() + 6, rect.center().y() - 10, width, 21)
        fill_round(painter, chip, self.theme.colour(ground), sizes.RADIUS_CHIP)
        base = round(chip.center().y() + (metrics.ascent() - metrics.descent()) / 2)
        painter.setPen(self.theme.colour(tone))
        painter.drawText(QPointF(chip.x() + 8, base), "−" if gone else "+")
        painter.setPen(self.theme.colour("text"))
        painter.drawText(QPointF(chip.x() + 21, base), shown)

    def _paint_lines(self, painter: QPainter, rect: QRect) -> None:
        line: QColor = self.theme.colour("line")
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, line)
        if self._column_lines:
            painter.fillRect(rect.right(), rect.top(), 1, rect.height(), line)

    @staticmethod
    def _text(index: Index) -> str:
        value = index.data(Qt.ItemDataRole.DisplayRole)
        return "" if value is None else str(value)

    @staticmethod
    def _is_current(option: QStyleOptionViewItem, index: Index) -> bool:
        view: QWidget | None = option.widget
        if not isinstance(view, QAbstractItemView) or not view.hasFocus():
            return False
        whole_rows = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
        return not whole_rows and view.currentIndex() == index


def outer_spaces_shown(text: str) -> str:
    """The text with ␣ for each space at its ends."""
    bare = text.strip(" ")
    lead = len(text) - len(text.lstrip(" ")) if bare else len(text)
    return "␣" * lead + bare + "␣" * (len(text) - lead - len(bare))
