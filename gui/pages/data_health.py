"""The line above the grid: how large the table is, what is missing or double in it, and in which order it shows."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from core.data.profile import TableProfile
from gui.theme import Theme, sizes
from gui.widgets import Button, IconLabel, Label, Line, Spinner, Surface

HEIGHT = 40


class HealthLine(Surface):
    """`show_health(profile, rejected)`; `rejected_asked` and `sort_asked(how)` say what a person wants."""

    rejected_asked = Signal()
    sort_asked = Signal(str)  # "file", "rising", "falling"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("bottom",), parent=parent)
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.S, 0)
        self._row.setSpacing(sizes.S)
        self._size = Label(theme, px=sizes.SMALL, weight=600)
        self._row.addWidget(self._size)
        self._lines: list[Line] = []
        self._warn = IconLabel(theme, "triangle-alert", "warn")
        self._empty = self._part(self._warn)
        self._double = self._part()
        self._rejected_icon = IconLabel(theme, "triangle-alert", "warn")
        self._rejected = Button(theme, kind="link", size="small")
        self._rejected.clicked.connect(self.rejected_asked)
        self._lines.append(self._divider())
        self._row.addWidget(self._rejected_icon)
        self._row.addWidget(self._rejected)
        self._row.addStretch(1)
        self._spinner = Spinner(theme, 14)
        self._spinner.hide()
        self._row.addWidget(self._spinner)
        self._order = Button(theme, kind="ghost", icon="arrow-up-down", size="small")
        self._order.setMenu(self._make_menu())
        self._row.addWidget(self._order)

    def show_health(self, profile: TableProfile, rejected: int) -> None:
        """Say how the table is."""
        columns = len(profile.columns)
        size = self.tr("{rows} rows   {columns} columns")
        self._size.setText(size.format(rows=f"{profile.rows:,}", columns=f"{columns:,}"))
        with_gaps = sum(1 for column in profile.columns if column.missing)
        gaps = self.tr("{cells} empty cells in {columns} columns") if with_gaps != 1 else self._one_column()
        none = self.tr("No empty cells")
        self._warn.setVisible(bool(profile.missing_cells))
        self._empty.setText(
            gaps.format(cells=f"{profile.missing_cells:,}", columns=with_gaps) if profile.missing_cells else none
        )
        double = self.tr("{rows} duplicate rows") if profile.duplicate_rows != 1 else self.tr("{rows} duplicate row")
        none = self.tr("No duplicate rows")
        self._double.setText(double.format(rows=f"{profile.duplicate_rows:,}") if profile.duplicate_rows else none)
        aside = self.tr("{rows} rows set aside") if rejected != 1 else self.tr("{rows} row set aside")
        self._rejected.setText(aside.format(rows=f"{rejected:,}"))
        for part in (self._rejected, self._rejected_icon, self._lines[-1]):
            part.setVisible(rejected > 0)

    def show_order(self, name: str | None, order: Qt.SortOrder, *, busy: bool = False) -> None:
        """Say in which order the rows are."""
        self._spinner.setVisible(busy)
        self._order.set_icon_name("arrow-up-down")
        if name is None:
            self._order.setText(self.tr("In file order"))
        else:
            rising = order == Qt.SortOrder.AscendingOrder
            self._order.set_icon_name("arrow-up" if rising else "arrow-down")
            self._order.setText(self.tr("Sorted by {name}").format(name=name))
        self._order.setAccessibleName(self._order.text())
        self._order.updateGeometry()

    def _one_column(self) -> str:
        return self.tr("{cells} empty cells in {columns} column")

    def _part(self, *before: QWidget) -> Label:
        self._lines.append(self._divider())
        for widget in before:
            self._row.addWidget(widget)
        label = Label(self.theme, px=sizes.SMALL, tone="text2")
        self._row.addWidget(label)
        return label

    def _divider(self) -> Line:
        line = Line(self.theme, vertical=True)
        line.setFixedHeight(16)
        self._row.addWidget(line)
        return line

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, words, icon in (
            ("file", self.tr("File order"), "list-filter"),
            ("rising", self.tr("Chosen column, from small to large"), "arrow-up"),
            ("falling", self.tr("Chosen column, from large to small"), "arrow-down"),
        ):
            action = menu.addAction(self.theme.icon(icon), words)
            action.setData(key)
        menu.triggered.connect(self._on_sort)
        return menu

    def _on_sort(self, action: object) -> None:
        self.sort_asked.emit(str(action.data()))  # type: ignore[attr-defined]
