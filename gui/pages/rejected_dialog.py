"""The records of a file that the reader set aside, in a dialog: to read, and to copy from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.data.readers.options import RejectedRow
from gui.models.removed import RejectedRowsModel
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, Prose, tight
from gui.widgets.data_grid import DataGrid

WIDTH, HEIGHT = 820, 460
LINE_PX, REASON_PX = 72, 360


class RejectedDialog(QDialog):
    """A table to read and to copy from. words: what it means that they are set aside, where that isn't an import."""

    def __init__(
        self,
        theme: Theme,
        rows: Sequence[RejectedRow],
        names: Sequence[str],
        parent: QWidget | None = None,
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Rows set aside"))
        self.resize(WIDTH, HEIGHT)
        title = self.tr("{count} rows don’t fit the header").format(count=f"{len(rows):,}")
        column = tight(QVBoxLayout(self), sizes.L, sizes.S)
        column.addWidget(Label(theme, title, px=sizes.TITLE, weight=600))
        usual = self.tr("They are not part of the table. Your file was not changed: mend it there and import it again.")
        column.addWidget(Prose(theme, words or usual))
        self.grid = DataGrid(theme, self.tr("Rows set aside"), whole_rows=True, row_numbers=False)
        self.grid.setModel(RejectedRowsModel(rows, names, self.grid))
        self.grid.setColumnWidth(0, LINE_PX)
        self.grid.setColumnWidth(1, REASON_PX)
        column.addWidget(self.grid, 1)
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        close = Button(theme, self.tr("Close"))
        close.clicked.connect(self.accept)
        buttons.addStretch(1)
        buttons.addWidget(close)
        column.addLayout(buttons)
