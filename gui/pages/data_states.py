"""The Data page without a table."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui import assets
from gui.theme import Theme
from gui.widgets import Button, EmptyState


class NoData(EmptyState):
    """Open a spreadsheet, or try a sample."""

    open_asked = Signal()
    sample_asked = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        self._open = Button(theme, kind="primary", icon="folder-open", keys="Ctrl O")
        self._sample = Button(theme)
        super().__init__(theme, "table-2", "", "", [self._open, self._sample])
        self._open.setText(self.tr("Open a spreadsheet…"))
        self._sample.setText(self.tr("Use a sample"))
        self._sample.setMenu(self._make_menu())
        self._open.clicked.connect(self.open_asked)
        self.set_words(
            self.tr("No data yet"),
            self.tr("Drop a spreadsheet anywhere in this window, or paste cells copied from Excel."),
        )

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        listed: list[dict[str, Any]] = json.loads((assets.samples_folder() / "samples.json").read_text("utf-8"))
        for sample in listed:
            menu.addAction(str(sample["title"])).setData(sample)
        menu.triggered.connect(self._on_sample)
        return menu

    def _on_sample(self, action: QAction) -> None:
        self.sample_asked.emit(action.data())
