"""Choosing columns: a field that says which ones, and opens a list to tick them in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, edge_round, fill_round
from gui.widgets.tick_list import TickPopup


class ColumnsField(ReturnPresses, QPushButton):
    """Says which columns are chosen; a click opens the list. `tried(names)` with each tick; then `edited(names)` once
    the list closes with others, or `given_up` when it closes by Esc or with the same.
    """

    edited = Signal(object)
    tried = Signal(object)
    given_up = Signal()

    def __init__(self, theme: Theme, name: str, empty_means: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._empty_means = empty_means
        self._offered: tuple[str, ...] = ()
        self._chosen: tuple[str, ...] = ()
        self.setFixedHeight(sizes.CONTROL)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFont(theme.font(sizes.BODY))
        self.setAccessibleName(name)
        self._popup: TickPopup | None = None
        self.clicked.connect(self.open)
        theme.changed.connect(self.update)

    @property
    def popup(self) -> TickPopup:
        """The list, made when it is first wanted."""
        if self._popup is None:
            self._popup = TickPopup(self.theme, self._empty_means[:1].upper() + self._empty_means[1:], self)
            self._popup.closed.connect(self._on_closed)
            self._popup.model.ticked.connect(self._on_ticked)
        return self._popup

    def show_columns(self, offered: Sequence[str], chosen: Sequence[str]) -> None:
        """What can be chosen, and what is."""
        self._offered, self._chosen = tuple(offered), tuple(chosen)
        self.setAccessibleDescription(self._words())
        self.setToolTip(self._words() if len(self._chosen) > 2 else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(200, sizes.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """It may get narrow; its words are cut then."""
        return QSize(120, sizes.CONTROL)

    def paintEvent(self, _event: object) -> None:
        """A field with a chevron."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(painter, rect, self.theme.colour("raised"), sizes.RADIUS)
        edge_round(painter, rect, self.theme.colour("control" if self.underMouse() else "line2"), sizes.RADIUS)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text" if self._chosen else "text2"))
        words = rect.adjusted(10, 0, -32, 0)
        shown = painter.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown)
        self.theme.draw_icon(painter, "chevron-down", "text2", rect.right() - 26, rect.center().y() - 8)
        if self.hasFocus() and self.ring_shown:
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()

    def _words(self) -> str:
        return ", ".join(self._chosen) or self._empty_means or self.tr("choose columns")

    def open(self) -> None:
        """Show the list."""
        gone = [name for name in self._chosen if name not in self._offered]
        self.popup.open_at(self.mapToGlobal(QPoint(0, self.height() + 4)), [*gone, *self._offered], self._chosen)

    def _on_ticked(self) -> None:
        self.tried.emit(self.popup.model.chosen)

    def _on_closed(self) -> None:
        chosen = self.popup.model.chosen
        if self.popup.given_up or set(chosen) == set(self._chosen):
            self.given_up.emit()
        else:
            self.edited.emit(chosen)
