"""The two buttons beside a chart's head: what can be done with it, and the whole page for it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.plots.expand import Expander
from gui.plots.export import ChartExport
from gui.theme import Theme, sizes
from gui.widgets import IconButton, tight


class Exportable(Protocol):
    """A chart, as far as its tools know it."""

    export: ChartExport

    def accessibleName(self) -> str:
        """What the chart is called."""


class ChartTools(QWidget):
    """To be put into a head by `head.add_action(ChartTools(theme, chart, panel))`. `panel` is what gets the whole page:
    the head and the chart together, in a box layout, a splitter or a stack. `compact`: where there is little room, one
    button; the whole page is then asked for in its menu, where it always is too."""

    def __init__(
        self, theme: Theme, chart: Exportable, panel: QWidget, parent: QWidget | None = None, *, compact: bool = False
    ) -> None:
        super().__init__(parent)
        self._chart = chart
        name = chart.accessibleName()
        self.expander = Expander(theme, panel, name)
        self.more = IconButton(theme, "ellipsis", self.tr("Copy, save or read {chart}").format(chart=name))
        self.expand = IconButton(theme, "maximize-2", self.tr("Show {chart} on the whole page").format(chart=name))
        self._names = (self.expand.accessibleName(), self.tr("Back to the page"))
        row = tight(QHBoxLayout(self), 0, sizes.XXS)
        row.addWidget(self.more)
        row.addWidget(self.expand)
        for button in (self.more, self.expand):
            button.setFixedSize(sizes.CONTROL_SMALL, sizes.CONTROL_SMALL)
        self.more.clicked.connect(self._on_more)
        self.expand.clicked.connect(self.expander.toggle)
        self.expander.toggled.connect(self._on_toggled)
        self._compact = compact
        self.expand.setHidden(compact)
        words = (self.tr("Show on the whole page"), self.tr("Back to the page"))
        chart.export.add_action(lambda: words[self.expander.expanded], self.expander.toggle)

    def _on_more(self) -> None:
        menu = self._chart.export.open_menu(self.more.mapToGlobal(QPoint(0, self.more.height() + sizes.XXS)))
        actions = menu.actions()
        menu.setActiveAction(actions[0])

    def _on_toggled(self, expanded: bool) -> None:
        self.expand.set_icon_name("minimize-2" if expanded else "maximize-2")
        self.expand.set_name(self._names[expanded])
        self.expand.setHidden(self._compact and not expanded)
