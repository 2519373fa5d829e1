"""How the parts of the Evaluate page stand: a chart below its head, panels side by side with hairlines between."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSplitter, QVBoxLayout, QWidget

from gui.plots.chart import Chart
from gui.plots.confusion import ConfusionMatrix
from gui.plots.tools import ChartTools
from gui.theme import sizes
from gui.widgets import SectionHead, tight

SHARE_PX = 200  # only the proportions count


def panel(head: QWidget, chart: QWidget) -> QWidget:
    """A chart below its head, which gets the chart's tools: copy, save, show as table, and the whole page for it."""
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(sizes.PAGE_MARGIN, sizes.S, sizes.M, sizes.XS)
    column.setSpacing(sizes.XXS)
    column.addWidget(head)
    column.addWidget(chart, 1)
    drawn = _chart_in(chart)
    if drawn is not None and isinstance(head, SectionHead):
        tools = ChartTools(drawn.theme, drawn, whole, compact=True)
        head.add_action(tools)
        _follow(tools.expand, chart)
    return whole


def _follow(first: QWidget, after: QWidget) -> None:
    """Tab goes as one reads: to `first`, which was made later, and then to what `after` has."""
    stops, place = [], after.nextInFocusChain()
    while place is not None and place is not after:
        if after.isAncestorOf(place) and place.focusPolicy() & Qt.FocusPolicy.TabFocus:
            stops.append(place)
        place = place.nextInFocusChain()
    if after.focusPolicy() & Qt.FocusPolicy.TabFocus:
        stops.insert(0, after)
    for earlier, later in pairwise([first, *stops]):
        QWidget.setTabOrder(earlier, later)


def _chart_in(widget: QWidget | None) -> Chart | ConfusionMatrix | None:
    """The chart that a panel is about: the widget itself, what it scrolls, or its `chart`."""
    inner = widget.widget() if isinstance(widget, QScrollArea) else widget
    found = inner if isinstance(inner, Chart | ConfusionMatrix) else getattr(inner, "chart", None)
    return found if isinstance(found, Chart | ConfusionMatrix) else None


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
