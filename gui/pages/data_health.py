"""The line above the grid: how large the table is, what is missing or double in it, and what of it shows now."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.data.profile import TableProfile
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, IconLabel, Label, Line, Spinner, Surface

HEIGHT = 40


class HealthLine(Surface):
    """`show_health(profile, rejected)`, `show_rows(…)`; what a person asks for comes as signals."""

    rejected_asked = Signal()
    doubles_asked = Signal()
    all_columns_asked = Signal()
    stop_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("bottom",), parent=parent)
        self.setFixedHeight(HEIGHT)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.L, 0)
        self._row.setSpacing(sizes.S)
        self._size = Label(theme, px=sizes.SMALL, weight=600)
        self._row.addWidget(self._size)
        self._lines: list[Line] = []
        self._hidden = self._link(self.all_columns_asked)
        self._warn = IconLabel(theme, "triangle-alert", "warn")
        self._empty = self._part(self._warn)
        self._double = self._part()
        self._doubles = self._link(self.doubles_asked)
        self._doubles.setText(self.tr("Duplicate rows"))
        self._doubles.setToolTip(self.tr("Show the rule that removes them"))
        self._rejected_line = self._divider()
        self._rejected_icon = IconLabel(theme, "triangle-alert", "warn")
        self._row.addWidget(self._rejected_icon)
        self._rejected = self._link(self.rejected_asked)
        self._rejected.setText(self.tr("Rows set aside"))  # a name from the start: the page is made ahead of its data
        self._spinner = Spinner(theme, 14)
        self._shown = ElidedLabel(theme, px=sizes.SMALL, tone="text2")
        self._shown.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._stop = Button(theme, self.tr("Stop"), kind="link", size="small")
        self._stop.clicked.connect(self.stop_asked)
        self._row.addWidget(self._shown, 1)
        self._row.addWidget(self._spinner)
        self._row.addWidget(self._stop)
        self.show_hidden(0)
        self.show_rows("")

    def show_health(self, profile: TableProfile, rejected: int, *, answered: bool = False) -> None:
        """Say how the table is. rejected: rows set aside. answered: a rule is about duplicate rows, to be shown."""
        columns = len(profile.columns)
        rows = self.tr("{rows} rows") if profile.rows != 1 else self.tr("{rows} row")
        across = self.tr("{columns} columns") if columns != 1 else self.tr("{columns} column")
        self._size.setText(f"{rows.format(rows=f'{profile.rows:,}')}   {across.format(columns=f'{columns:,}')}")
        self._warn.setVisible(bool(profile.missing_cells))
        self._empty.setText(self._gaps(profile))
        double = self.tr("{rows} duplicate rows") if profile.duplicate_rows != 1 else self.tr("{rows} duplicate row")
        none = self.tr("No duplicate rows")
        words = double.format(rows=f"{profile.duplicate_rows:,}") if profile.duplicate_rows else none
        answered = answered and profile.duplicate_rows > 0
        self._double.setText(words)
        self._double.setVisible(not answered)
        self._doubles.setText(words)
        self._doubles.setVisible(answered)
        aside = self.tr("{rows} rows set aside") if rejected != 1 else self.tr("{rows} row set aside")
        self._rejected.setText(aside.format(rows=f"{rejected:,}"))
        for part in (self._rejected, self._rejected_icon, self._rejected_line):
            part.setVisible(rejected > 0)

    def show_hidden(self, columns: int) -> None:
        """Say how many columns are out of sight, with the way to see them again."""
        words = self.tr("{columns} columns hidden") if columns != 1 else self.tr("{columns} column hidden")
        self._hidden.setText(words.format(columns=f"{columns:,}"))
        self._hidden.setToolTip(self.tr("Show all columns"))
        self._hidden.setVisible(columns > 0)

    def show_rows(self, words: str, *, busy: bool = False) -> None:
        """Say which rows show and in which order; `busy`: others are being found."""
        self._shown.setText(words)
        self._spinner.setVisible(busy)
        self._stop.setVisible(busy)

    def _gaps(self, profile: TableProfile) -> str:
        if not profile.missing_cells:
            return self.tr("No empty cells")
        columns = sum(1 for column in profile.columns if column.missing)
        words = self.tr("{cells} empty cells in {columns} columns")
        if columns == 1:
            words = self.tr("{cells} empty cells in {columns} column")
        if profile.missing_cells == 1:
            words = self.tr("{cells} empty cell")
        return words.format(cells=f"{profile.missing_cells:,}", columns=f"{columns:,}")

    def _link(self, asked: object) -> Button:
        button = Button(self.theme, kind="link", size="small")
        button.clicked.connect(asked)
        self._row.addWidget(button)
        return button

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
