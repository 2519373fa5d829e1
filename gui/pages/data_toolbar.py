"""The line under the Data page's title: table or columns, the filter, which columns show, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.base.wording import what_and_todo
from core.data.conditions import ConditionError
from gui.theme import Theme, sizes
from gui.widgets import Button, ElidedLabel, IconLabel, SegmentedControl, Surface, tight, translated
from gui.widgets.filter_field import FilterField
from gui.widgets.tick_list import TickPopup

HEIGHT, ERROR_HEIGHT, WIDEST_FILTER = 44, 30, 520
RISING, FALLING = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


class DataToolbar(Surface):
    """`view_chosen(key)`, `filter_asked(text, final)`, `columns_chosen(names)`, `sort_asked("file" | …)`."""

    view_chosen = Signal(str)  # "table", "columns"
    filter_asked = Signal(str, bool)
    columns_chosen = Signal(object)  # the names to show
    sort_asked = Signal(str)  # "file", "rising", "falling"

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", lines=("bottom",), parent=parent)
        self._offered: tuple[str, ...] = ()
        self._ticked: tuple[str, ...] = ()
        views = [("table", self.tr("Table")), ("columns", self.tr("Columns"))]
        self.views = SegmentedControl(theme, views, self.tr("View"))
        self.views.chosen.connect(self.view_chosen)
        words = self.tr("Filter rows, e.g. {example}")
        self._filter_words = words
        self.filter = FilterField(theme, self.tr("Filter rows"), words.format(example="carat > 2"), keys="Ctrl F")
        self.filter.setMinimumWidth(160)
        self.filter.setMaximumWidth(WIDEST_FILTER)
        self.filter.asked.connect(self.filter_asked)
        self.columns = Button(theme, self.tr("Columns"), kind="ghost", icon="columns-3", trailing="chevron-down")
        self.columns.setAccessibleName(self.tr("Choose the columns to show"))
        self.columns.clicked.connect(self._open_columns)
        self._popup = TickPopup(theme, self.tr("None"), self.columns, self.tr("All"))
        self._popup.closed.connect(self._on_popup_closed)
        self.sort = Button(theme, self.tr("Sort"), kind="ghost", icon="arrow-up-down")
        self.sort.setMenu(self._make_menu())
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        self._line = QWidget()
        row = tight(QHBoxLayout(self._line), 0, sizes.S)
        row.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.S, sizes.S)
        row.addWidget(self.views)
        row.addWidget(self.filter, 1)
        row.addStretch(0)
        row.setAlignment(self.views, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.columns)
        row.addWidget(self.sort)
        self._line.setFixedHeight(HEIGHT)
        self._error = QWidget()
        words = tight(QHBoxLayout(self._error), 0, sizes.XS)
        words.setContentsMargins(sizes.PAGE_MARGIN, 0, sizes.PAGE_MARGIN, sizes.XS)
        words.addWidget(IconLabel(theme, "triangle-alert", "bad"))
        self._sentence = ElidedLabel(theme, px=sizes.SMALL, tone="bad")
        words.addWidget(self._sentence, 1)
        self._error.setFixedHeight(ERROR_HEIGHT)
        self._error.hide()
        column = tight(QVBoxLayout(self))
        column.addWidget(self._line)
        column.addWidget(self._error)

    def minimumSizeHint(self) -> QSize:
        """The filter gives way first."""
        return QSize(0, super().minimumSizeHint().height())

    # what it shows

    @property
    def sentence(self) -> str:
        """What is wrong with the filter; "" when nothing is."""
        return "" if self._error.isHidden() else self._sentence.text()

    def show_example(self, example: str) -> None:
        """A condition that suits the table."""
        words = self._filter_words.format(example=example) if example else self.tr("Filter rows")
        self.filter.setPlaceholderText(words)

    def show_columns(self, offered: Sequence[str], shown: Sequence[str]) -> None:
        """Which columns there are, and which of them the table shows."""
        self._offered, self._ticked = tuple(offered), tuple(shown)

    def show_view(self, key: str) -> None:
        """In the list of columns there is nothing to filter, hide or sort by menu."""
        for part in (self.filter, self.columns, self.sort):
            part.setVisible(key == "table")
        self._error.setVisible(key == "table" and bool(self._sentence.text()))

    def show_order(self, order: Qt.SortOrder | None) -> None:
        """Tick what is the case; None for file order."""
        key = "file" if order is None else "rising" if order == RISING else "falling"
        self._sort_actions[key].setChecked(True)

    def show_error(self, error: EpochalError | None) -> None:
        """One sentence under the field, and a line under the place in it."""
        self._error.setVisible(error is not None)
        if error is None:
            self._sentence.setText("")
            self.filter.clear_mark()
            self.filter.setAccessibleDescription("")
            return
        what, todo = what_and_todo(error, translated)
        self._sentence.setText(f"{what}: {todo}." if todo else f"{what}.")
        self.filter.setAccessibleDescription(self._sentence.text())
        if isinstance(error, ConditionError):
            self.filter.point_at(error.start, error.end)

    # the menus

    def _open_columns(self) -> None:
        below = self.columns.mapToGlobal(QPoint(0, self.columns.height() + 4))
        self._popup.open_at(below, self._offered, self._ticked, in_order=True)

    def _on_popup_closed(self) -> None:
        chosen = self._popup.model.chosen
        if set(chosen) != set(self._ticked):
            self.columns_chosen.emit(chosen)

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        group = QActionGroup(menu)
        self._sort_actions: dict[str, QAction] = {}
        for key, words in (
            ("file", self.tr("File order")),
            ("rising", self.tr("Chosen column, from small to large")),
            ("falling", self.tr("Chosen column, from large to small")),
        ):
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData(key)
            group.addAction(action)
            self._sort_actions[key] = action
        self._sort_actions["file"].setChecked(True)
        menu.triggered.connect(self._on_sort)
        return menu

    def _on_sort(self, action: QAction) -> None:
        self.sort_asked.emit(str(action.data()))
