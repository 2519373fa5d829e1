"""Grounds and lines: what separates panels without boxes."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased, edge_round, fill_round, hairline
from gui.widgets.voice import Role

LayoutT = TypeVar("LayoutT", bound=QLayout)


class Surface(QWidget):
    """A plain ground in a token's colour, with hairlines at the named edges ("left", "right", "top", "bottom")."""

    spoken_as = Role.Pane

    def __init__(
        self, theme: Theme, token: str = "canvas", *, lines: tuple[str, ...] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground_token = token
        self._ground_lines = lines
        theme.changed.connect(self.update)

    def set_lines(self, *lines: str) -> None:
        """Draw hairlines at these edges only."""
        self._ground_lines = lines
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill, then draw the hairlines."""
        painter = antialiased(self)
        painter.fillRect(self.rect(), self.theme.colour(self._ground_token))
        line, width, height = self.theme.colour("line"), self.width(), self.height()
        edges = {
            "left": (0, 0, 1, height),
            "right": (width - 1, 0, 1, height),
            "top": (0, 0, width, 1),
            "bottom": (0, height - 1, width, 1),
        }
        for name in self._ground_lines:
            hairline(painter, *edges[name], line)
        painter.end()


class Card(QWidget):
    """A raised card with a hairline edge and rounded corners. Give it a layout."""

    def __init__(
        self, theme: Theme, token: str = "raised", *, edge: str | None = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._ground_token = token
        self._ground_edge = edge
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The ground and its edge."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        fill_round(
            painter, rect.adjusted(0.5, 0.5, -0.5, -0.5), self.theme.colour(self._ground_token), sizes.RADIUS_CARD
        )
        if self._ground_edge is not None:
            edge_round(painter, rect, self.theme.colour(self._ground_edge), sizes.RADIUS_CARD)
        painter.end()


class Line(QWidget):
    """A hairline, horizontal unless `vertical`."""

    spoken_as = Role.Separator

    def __init__(
        self, theme: Theme, *, vertical: bool = False, token: str = "line", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._token = token
        if vertical:
            self.setFixedWidth(1)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """One pixel."""
        return QSize(1, 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The line."""
        painter = antialiased(self)
        hairline(painter, 0, 0, self.width(), self.height(), self.theme.colour(self._token))
        painter.end()


class Column(QWidget):
    """What a `ScrollPane` scrolls: as high as its parts are at its width, and no higher.

    Qt's own minimum takes wrapped text at the width of its size hint, which is narrower: the pane would scroll past its
    content.
    """

    def minimumSizeHint(self) -> QSize:
        """The width of its parts; their height only where it doesn't depend on the width."""
        layout = self.layout()
        least = super().minimumSizeHint()
        return QSize(least.width(), 0) if layout is not None and layout.hasHeightForWidth() else least


class ScrollPane(QScrollArea):
    """A column that scrolls up and down only, without a frame; fill `column`."""

    def __init__(self, margin: int = sizes.PAGE_MARGIN, spacing: int = sizes.S, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        inner = Column()
        inner.setAutoFillBackground(False)
        self.column = tight(QVBoxLayout(inner), margin, spacing)
        self.setWidget(inner)
        inner.setAutoFillBackground(False)  # setWidget switches it on
        self._inner = inner

    def keep_within(self, width: int) -> None:
        """The column gets no wider than this; the rest of the pane stays empty at its right."""
        self._inner.setMaximumWidth(width)


def tight(layout: LayoutT, margin: int = 0, spacing: int = 0) -> LayoutT:
    """The layout with this margin on all sides and this spacing."""
    layout.setContentsMargins(margin, margin, margin, margin)
    layout.setSpacing(spacing)
    return layout
