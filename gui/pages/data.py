"""Data: the table as it was imported, what each column holds, and what a person says about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from gui import assets
from gui.models.column_list import column_lines
from gui.models.columns import column_heads, use_of
from gui.models.table import TableModel
from gui.pages.data_columns import ColumnList
from gui.pages.data_edits import ColumnEdits
from gui.pages.data_grid_view import ProfiledGrid
from gui.pages.data_header import DataHeader
from gui.pages.data_health import HealthLine
from gui.pages.data_inspector import ColumnInspector
from gui.pages.data_jump import RowJump
from gui.pages.data_look import Looker
from gui.pages.data_noticed import NOTICED_ACTIONS, action_words, answering_step
from gui.pages.data_reading import Reading
from gui.pages.data_rejected import RowsSetAside
from gui.pages.data_rows import RISING, ShownRows
from gui.pages.data_states import NoData
from gui.pages.data_toolbar import DataToolbar
from gui.pages.data_words import example_condition, rows_words
from gui.state.navigator import DataHint, Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import tight
from gui.widgets.page import Page

NO_DATA, READING, GRID = range(3)


class DataPage(Page):
    """A grid with profiled heads, and an inspector for the chosen column."""

    key: ClassVar[str] = "data"
    icon: ClassVar[str] = "table-2"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self._hidden: frozenset[str] = frozenset()
        self._wanted_column = ""
        self._final = True  # whether the filter asked for last was a finished one

    # building

    def building(self) -> Iterator[None]:
        """Header, states, grid, inspector."""
        self._model = TableModel(self)
        self._looker = Looker(self.session, self)
        self._edits = ColumnEdits(self.session, self.navigator, self)
        self._rows = ShownRows(self.session, self._model, self)
        self._rejected = RowsSetAside(self.session, self.theme, self)
        self._header = DataHeader(self.theme)
        self.column.addWidget(self._header)
        yield
        self._toolbar = DataToolbar(self.theme)
        self.column.addWidget(self._toolbar)
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)
        yield
        self._no_data = NoData(self.theme)
        self._stack.addWidget(self._no_data)
        yield
        self._reading = Reading(self.session, self.theme)
        self._stack.addWidget(self._reading)
        yield
        self._stack.addWidget(self._make_table())
        yield
        self._list = ColumnList(self.theme)
        self._views.addWidget(self._list)
        yield
        self._inspector = ColumnInspector(self.theme)
        self._connect()

    def _make_table(self) -> QWidget:
        part = QWidget()
        column = tight(QVBoxLayout(part))
        self._health = HealthLine(self.theme)
        self.grid = ProfiledGrid(self.theme, self.tr("Table"), self._model)
        self._jump = RowJump(self.theme, self.grid, self._model)
        self._views = QStackedWidget()
        self._views.addWidget(self.grid)
        column.addWidget(self._health)
        column.addWidget(self._views, 1)
        return part

    def _connect(self) -> None:
        session, grid, inspector = self.session, self.grid, self._inspector
        self.follow(session.table_changed, session.profile_changed, session.document_changed)
        self.follow(session.busy_changed, session.project_closed)
        session.cleaning_changed.connect(self._show_marks)
        self._looker.changed.connect(self._on_look)
        self._header.another.clicked.connect(self.navigator.open_spreadsheet)
        self._header.review.clicked.connect(self._on_review)
        self._header.target.clicked.connect(self._on_target)
        self._no_data.open_asked.connect(self.navigator.open_spreadsheet)
        self._no_data.sample_asked.connect(self._on_sample)
        self._health.rejected_asked.connect(self._rejected.show)
        self._health.doubles_asked.connect(self._edits.show_duplicates)
        self._health.all_columns_asked.connect(self._on_all_columns)
        self._health.stop_asked.connect(self._rows.stop)
        self._toolbar.view_chosen.connect(self._on_view)
        self._list.chosen.connect(self._choose)
        self._list.opened.connect(self._on_opened_column)
        self._toolbar.sort_asked.connect(self._on_sort_menu)
        self._toolbar.filter_asked.connect(self._on_filter)
        self._toolbar.columns_chosen.connect(self._on_columns)
        self._rows.changed.connect(self._show_rows)
        self._rows.refused.connect(self._on_refused)
        grid.column_chosen.connect(self._on_column)
        grid.sort_asked.connect(self._sort)
        grid.use_asked.connect(self._on_use_of)
        inspector.kind_chosen.connect(self._edits.read_as)
        inspector.use_chosen.connect(self._edits.use_as)
        self._edits.refused.connect(self._show_column)
        inspector.action_asked.connect(self._on_action)
        QShortcut(QKeySequence(Qt.Key.Key_L), grid, inspector.toggle_scale, context=Qt.ShortcutContext.WidgetShortcut)
        grid.copied.connect(self._on_copied)
        grid.no_rows.all_asked.connect(self._toolbar.filter.empty)

    # what the window asks

    def inspector(self) -> QWidget | None:
        """About the chosen column."""
        return self._inspector

    def show_document(self) -> None:
        """Bring everything in line with the session."""
        self._looker.follow()
        has_table = self._looker.look is not None
        self._stack.setCurrentIndex(READING if self.session.busy else GRID if has_table else NO_DATA)
        self._toolbar.setVisible(has_table and self.session.busy is None)
        document, profile = self.session.document, self.session.profile
        reading = self.session.busy is not None
        asks = document is not None and document.target not in self._names
        self._header.show_document(document, has_table, reading=reading, asks_target=asks)
        if has_table and not reading:
            if profile is not None and document is not None and document.data is not None:
                answered = self._edits.duplicates_step() is not None
                self._health.show_health(profile, document.data.rejected, answered=answered)
            self._show_heads()
            self._show_column()
        else:
            self._inspector.show_column(None, "", "input")

    def came(self, hint: object = None) -> None:
        """Select the column that the hint names; be ready for the keyboard."""
        if isinstance(hint, str):
            self._choose(hint)
        if self._stack.currentIndex() == GRID:
            table = self._toolbar.views.key == "table"
            (self.grid if table else self._list).setFocus(Qt.FocusReason.OtherFocusReason)
        if hint is DataHint.FIND:
            self.find_rows()
        elif hint is DataHint.GO_TO_ROW and self._stack.currentIndex() == GRID:
            self._toolbar.views.set_key("table")
            self._jump.ask()
        elif hint is DataHint.ROWS_SET_ASIDE:
            self._rejected.show()

    def ui_state(self) -> dict[str, object]:
        """The chosen column, the order and the scale."""
        sorting = self._rows.sorted_by
        return {
            "column": self._chosen_name(),
            "sorted_by": sorting[0] if sorting is not None else None,
            "falling": sorting is not None and sorting[1] != RISING,
            "scale": self._inspector.scale,
            "filter": self._rows.filter,
            "hidden": sorted(self._hidden),
            "view": self._toolbar.views.key,
        }

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring back what `ui_state` gave."""
        self._inspector.set_scale(str(state.get("scale")))
        if isinstance(state.get("column"), str):
            self._choose(str(state["column"]))
        self._toolbar.views.set_key("columns" if state.get("view") == "columns" else "table")
        hidden = state.get("hidden")
        self._hide(frozenset(name for name in hidden if isinstance(name, str)) if isinstance(hidden, list) else ())
        falling = Qt.SortOrder.DescendingOrder if state.get("falling") else RISING
        self._rows.sort(str(state["sorted_by"]) if state.get("sorted_by") in self._names else None, falling)
        kept = state.get("filter")
        if isinstance(kept, str) and self._rows.set_filter(kept):
            self._toolbar.filter.show_text(kept)

    # showing

    @property
    def _names(self) -> tuple[str, ...]:
        return self._model.table.names if self._model.table is not None else ()

    def _chosen_name(self) -> str:
        """The column that the inspector is about, also while no row of it shows."""
        at = self.grid.currentIndex().column()
        if 0 <= at < len(self._names):
            return self._names[at]
        return self._wanted_column if self._wanted_column in self._names else ""

    def _on_look(self) -> None:
        """Another table, or the same in other kinds."""
        look, keep = self._looker.look, self._chosen_name() or self._wanted_column
        old = self._model.table
        shown = None if look is None else look.table
        if shown is not old:
            top = self.grid.verticalScrollBar().value()
            same_rows = old is not None and shown is not None and old.source_rows is shown.source_rows
            self._model.show_table(shown)
            self._show_heads()
            self._rows.follow()
            if not same_rows:
                self.grid.fit_columns()
            self._hide(self._hidden)
            self._toolbar.filter.show_text(self._rows.filter)
            self._toolbar.show_error(None)
            if look is not None:
                self._toolbar.show_example(example_condition(look.table, look.profiles))
            self._choose(keep)
            if same_rows:
                self.grid.verticalScrollBar().setValue(top)
        self._show_marks()
        self.show_document()

    def _show_heads(self) -> None:
        look = self._looker.look
        if look is not None and self._model.table is look.table:
            heads = column_heads(look.table, look.profiles, self.session.document)
            if heads != self._model.heads:
                self._model.show_heads(heads)
                self.grid.viewport().update()
            self._show_list()

    def _show_marks(self) -> None:
        document, cleaned = self.session.document, self.session.cleaned
        if document is not None and cleaned is not None and self._model.table is not None:
            self._model.show_marks(document.recipe, cleaned.report)
            self._show_column()
            self._show_list()

    # the view

    def _on_view(self, key: str) -> None:
        """The table, or its columns as a list."""
        self._toolbar.show_view(key)
        self._views.setCurrentWidget(self._list if key == "columns" else self.grid)
        self._show_rows()
        self._show_list()

    def _on_opened_column(self, name: str) -> None:
        self._toolbar.views.set_key("table")
        self._choose(name)
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_list(self) -> None:
        """Only while it is seen: hundreds of columns take a moment."""
        look = self._looker.look
        if look is not None and self._views.currentWidget() is self._list:
            left_out = {name: words for name in self._names if (words := self._left_out(name))}
            self._list.show_lines(column_lines(self._model.heads, look.profiles, left_out), self._chosen_name())

    # the chosen column

    def _choose(self, name: str) -> None:
        """Select a column by name; the target or the first one when there's none of that name."""
        self._wanted_column = name
        document = self.session.document
        target = document.target if document is not None else None
        found = next((one for one in (name, target) if one in self._names), None)
        if self._names:
            self._wanted_column = found or self._names[0]
            self.grid.choose_column(self._names.index(self._wanted_column))
            self._list.choose(self._wanted_column)
            if not self._model.rowCount():
                self._show_column()

    def _on_column(self, _column: int) -> None:
        self._wanted_column = self._chosen_name()
        self._show_column()

    def _show_column(self) -> None:
        look, name = self._looker.look, self._chosen_name()
        document = self.session.document
        if look is None or document is None or name not in look.profiles:
            self._inspector.show_column(None, "", "input")
            return
        use = use_of(document, name)
        actions: dict[str, str] = {}
        for notice in look.profiles[name].notices if use != "ignore" else ():
            if notice.code in NOTICED_ACTIONS:
                answered = answering_step(document.recipe, name, notice.code)
                actions[notice.code] = self.tr("Show the rule") if answered else action_words(notice.code, use)
        self._inspector.show_column(look, name, use, actions, self._left_out(name))

    def _left_out(self, name: str) -> str:
        """By which rule a column is left out, "" when by none."""
        cleaned = self.session.cleaned
        for number, step in enumerate(cleaned.report.steps if cleaned is not None else (), 1):
            if name in step.columns_removed:
                return self.tr("Ignored by rule {number}").format(number=number)
        return ""

    # edits

    def _on_use_of(self, column: int, use: str) -> None:
        self._edits.use_as(self._names[column], use)

    def _on_action(self, name: str, code: str) -> None:
        if self._looker.look is not None:
            self._edits.answer(self._looker.look.table, name, code)

    # rows and columns shown

    def _on_sort_menu(self, how: str) -> None:
        column = -1 if how == "file" else self.grid.currentIndex().column()
        self._sort(column, Qt.SortOrder.DescendingOrder if how == "falling" else RISING)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self._rows.sort(self._names[column] if 0 <= column < len(self._names) else None, order)

    def _on_filter(self, text: str, final: bool) -> None:
        """A condition that is still being written is tried; only a finished one is told what is wrong with it."""
        self._final = final
        if self._rows.set_filter(text):
            self._toolbar.show_error(None)

    def _on_refused(self, error: EpochalError) -> None:
        if self._final:
            self._toolbar.show_error(error)

    def find_rows(self) -> bool:
        """To the filter."""
        if self._stack.currentIndex() == GRID:
            self._toolbar.views.set_key("table")
            self._toolbar.filter.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self._toolbar.filter.selectAll()
        return True

    def _on_copied(self, rows: int, all_rows: int) -> None:
        if rows < all_rows:
            words = self.tr("Copied the first {rows} of {all} rows: the clipboard holds no more")
            self.navigator.toast(words.format(rows=f"{rows:,}", all=f"{all_rows:,}"), icon="copy")

    def _show_rows(self) -> None:
        """Say which rows show; keep the chosen column when others show."""
        sorting, table = self._rows.sorted_by, self._model.table
        column = self._names.index(sorting[0]) if sorting is not None else -1
        busy = self._rows.busy
        order = RISING if sorting is None else sorting[1]
        if not busy:
            self.grid.set_sorted(column, order)
        self._toolbar.show_order(None if sorting is None else order)
        rows = table.rows if table is not None else 0
        if self._rows.filter and not self._model.rowCount():
            self.grid.no_rows.show_for(self._rows.filter)
        else:
            self.grid.no_rows.hide()
        words = rows_words(self._model.rowCount(), rows, bool(self._rows.filter), sorting)
        words = self.tr("Finding rows") if busy else words
        self._health.show_rows(words if self._views.currentWidget() is self.grid else "", busy=busy)
        if self._wanted_column and not self.grid.currentIndex().isValid():
            self._choose(self._wanted_column)

    def _on_columns(self, names: tuple[str, ...]) -> None:
        self._hide(frozenset(self._names) - frozenset(names))

    def _on_all_columns(self) -> None:
        self._hide(())

    def _hide(self, names: Iterable[str]) -> None:
        """Put columns out of sight; they stay in the table, and in what is learned."""
        self._hidden = frozenset(names) & frozenset(self._names)
        for at, name in enumerate(self._names):
            self.grid.setColumnHidden(at, name in self._hidden)
        self._toolbar.show_columns(self._names, [name for name in self._names if name not in self._hidden])
        self._health.show_hidden(len(self._hidden))

    # the rest

    def _on_review(self) -> None:
        self.navigator.go("clean")

    def _on_target(self) -> None:
        self.navigator.go("train")

    def _on_sample(self, sample: dict[str, Any]) -> None:
        path = assets.samples_folder() / str(sample["file"])
        self.session.import_sample(path, name=str(sample["title"]), target=str(sample["target"]))
