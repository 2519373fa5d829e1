"""How the parts of the Evaluate page stand: a chart below its head, panels side by side with hairlines between."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gui.theme import sizes
from gui.widgets import tight

SHARE_PX = 200  # only the proportions count


def panel(head: QWidget, chart: QWidget) -> QWidget:
    """A chart below its head."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(sizes.PAGE_MARGIN, sizes.S, sizes.M, sizes.XS)
    column.setSpacing(sizes.XXS)
    column.addWidget(head)
    column.addWidget(chart, 1)
    return whole


def beside(*panels: QWidget, stretch: tuple[int, ...]) -> QSplitter:
    """Panels with a splitter on each hairline between them."""
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    splitter.setHandleWidth(1)
    for at, each in enumerate(panels):
        splitter.addWidget(each)
        splitter.setStretchFactor(at, stretch[at])
    splitter.setSizes([SHARE_PX * part for part in stretch])
    return splitter


def scrolled(inner: QWidget, *, sideways: bool = False) -> QScrollArea:
    """Something that scrolls when there is too little room for it, without a frame."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    for ground in (area.viewport(), inner):
        ground.setAutoFillBackground(False)
    return area


def filled(whole: QWidget, inner: QWidget) -> None:
    """Let one widget fill another."""
    tight(QHBoxLayout(whole)).addWidget(inner)
