"""Figures in a row above a page: name, value, what it is compared with; hairlines between, no boxes."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.icon_label import IconLabel
from gui.widgets.labels import ElidedLabel
from gui.widgets.surfaces import Line, tight
from gui.widgets.voice import Role

WAITING = "–"


class MetricTile(QFrame):
    """One figure. `tone` of its caption: text2, ok (better) or warn/bad (worse), with an icon then."""

    spoken_as = Role.Grouping

    def __init__(self, theme: Theme, title: str, *, tip: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setToolTip(tip)
        self._title = ElidedLabel(theme, title, px=sizes.SMALL, tone="text2")
        self._value = ElidedLabel(theme, WAITING, px=sizes.BIG, weight=600)
        self._icon = IconLabel(theme, "trending-up", size=13)
        self._icon.hide()
        self._caption = ElidedLabel(theme, "", px=sizes.TINY, tone="text2")
        line = tight(QHBoxLayout(), 0, 4)
        line.addWidget(self._icon)
        line.addWidget(self._caption, 1)
        column = tight(QVBoxLayout(self), 0, 1)
        for label in (self._title, self._value):
            column.addWidget(label)
        column.addLayout(line)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._tell()

    @property
    def value(self) -> str:
        """The figure as shown."""
        return self._value.text()

    def set_title(self, title: str) -> None:
        """Name another figure."""
        self._title.setText(title)
        self._tell()

    def set_value(self, value: str, caption: str = "", *, tone: str = "text2", icon: str | None = None) -> None:
        """Show a figure; "–" while there is none."""
        self._value.setText(value or WAITING)
        self._caption.setText(caption)
        self._caption.set_tone(tone)
        self._caption.setFont(self.theme.font(sizes.TINY, 400 if tone in ("text2", "text3") else 500))
        self._icon.setVisible(icon is not None)
        if icon is not None:
            self._icon.set_icon(icon, tone)
        self._tell()

    def _tell(self) -> None:
        self.setAccessibleName(f"{self._title.text()}: {self._value.text()}")
        self.setAccessibleDescription(self._caption.text())


class MetricRow(QWidget):
    """Tiles side by side with hairlines between. The last ones hide first when the row gets narrow; `least` is the one
    that tells least, and can be left out where the window is narrow."""

    TILE_PX = 132

    def __init__(
        self, theme: Theme, tiles: list[MetricTile], *, least: MetricTile | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tiles = list(tiles)
        self._least, self._with_least = least, True
        self._lines: list[Line] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, sizes.S)
        row.setSpacing(sizes.L)
        for index, tile in enumerate(self.tiles):
            if index:
                line = Line(theme, vertical=True)
                self._lines.append(line)
                row.addWidget(line)
            row.addWidget(tile, 1)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(3 * self.TILE_PX)

    def show_least(self, shown: bool) -> None:
        """Whether the tile that tells least has a place."""
        self._with_least = shown
        self._fit()

    def resizeEvent(self, event: object) -> None:
        """Hide what doesn't fit."""
        self._fit()

    def _fit(self) -> None:
        room = max(1, (self.width() - 2 * sizes.PAGE_MARGIN) // (self.TILE_PX + sizes.L))
        fitting = [tile for tile in self.tiles if self._with_least or tile is not self._least][:room]
        for index, tile in enumerate(self.tiles):
            tile.setVisible(tile in fitting)
            if index:
                self._lines[index - 1].setVisible(tile in fitting)
