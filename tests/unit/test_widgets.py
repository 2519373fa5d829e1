"""The components: names for the screen reader, keys, states, and that each can be painted in both themes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QAbstractTableModel, QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent, QGuiApplication, QPaintEvent, QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QButtonGroup, QMenu, QWidget
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.base.notices import Notice
from gui.models.cells import CellRole, CellState
from gui.theme import Theme
from gui.widgets import (
    Button,
    CheckBox,
    Chip,
    ChoiceField,
    ElidedLabel,
    EmptyState,
    FactRows,
    FormRow,
    Header,
    Histogram,
    IconButton,
    IconLabel,
    Inspector,
    Label,
    Line,
    MetricRow,
    MetricTile,
    NoticeCard,
    NumberField,
    PlainSlider,
    PresetCard,
    ProgressLine,
    Prose,
    RadioButton,
    RailItem,
    ScrollPane,
    SearchField,
    SectionHead,
    SegmentedControl,
    SliderField,
    Spinner,
    Switch,
    TextField,
    WaitingState,
    WholeField,
    told_words,
)
from gui.widgets.data_grid import DataGrid
from gui.widgets.grid_copy import copied
from gui.widgets.mark import Mark

Make = Callable[[Theme], QWidget]

NAMED: dict[str, Make] = {
    "button": lambda theme: Button(theme, "Start run", kind="primary", icon="play", keys="Ctrl Enter"),
    "icon button": lambda theme: IconButton(theme, "undo-2", "Undo", keys="Ctrl Z"),
    "segments": lambda theme: SegmentedControl(theme, [("a", "Table"), ("b", "Columns")], "View"),
    "switch": lambda theme: Switch(theme, "Rule 3"),
    "check box": lambda theme: CheckBox(theme, "spaces"),
    "radio button": lambda theme: RadioButton(theme, "CSV"),
    "preset": lambda theme: PresetCard(theme, "quick", "Quick", "A first impression", aside="about 5 s"),
    "chip": lambda theme: Chip(theme, "Target", tone="accent", icon="target"),
    "text field": lambda theme: TextField(theme, "Name", "a name"),
    "search field": lambda theme: SearchField(theme, "Filter", "Filter rows", keys="Ctrl F"),
    "choice": lambda theme: ChoiceField(theme, "Type", [("number", "Number", "hash"), ("text", "Text")]),
    "number": lambda theme: NumberField(theme, "Learning rate", 0.0, 1.0),
    "whole": lambda theme: WholeField(theme, "Epochs", 1, 1000),
    "slider": lambda theme: PlainSlider(theme, "Smoothing"),
    "rail item": lambda theme: RailItem(theme, "data", "table-2", "Data"),
    "header": lambda theme: Header(theme, "Train", "Run 7 is training."),
    "tile": lambda theme: MetricTile(theme, "Typical error"),
    "notice": lambda theme: NoticeCard(theme, "warn", "Careful", "because", closable=True),
    "empty state": lambda theme: EmptyState(theme, "scan-eye", "Nothing yet", "Train first.", [Button(theme, "Go")]),
    "histogram": lambda theme: Histogram(theme, "Distribution of price"),
    "progress": lambda theme: ProgressLine(theme, "Import"),
    "spinner": lambda theme: Spinner(theme),
    "grid": lambda theme: DataGrid(theme, "Table"),
    "mark": lambda theme: Mark(theme, 24),
}
PLAIN: dict[str, Make] = {
    "label": lambda theme: Label(theme, "words"),
    "elided": lambda theme: ElidedLabel(theme, "words that are long"),
    "prose": lambda theme: Prose(theme, "several words"),
    "facts": lambda theme: FactRows(theme, [("Missing", "37", "warn"), ("Mean", "3,933")]),
    "form row": lambda theme: FormRow(theme, "Rate", NumberField(theme, "", 0, 1)),
    "section": lambda theme: SectionHead(theme, "Runs", "tick the ones to draw"),
    "waiting": lambda theme: WaitingState(theme, "Reading", "wait"),
    "slider field": lambda theme: SliderField(theme, "Depth", 55, 70, 62.7, decimals=1),
    "tiles": lambda theme: MetricRow(theme, [MetricTile(theme, str(number)) for number in range(5)]),
    "inspector": lambda theme: Inspector(theme, "price"),
    "line": lambda theme: Line(theme),
    "icon": lambda theme: IconLabel(theme, "check", "ok"),
}


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    theme = Theme("light")
    theme.install(qapp)
    yield theme
    theme.set_mode("light")


def shown(qtbot: QtBot, widget: QWidget) -> QWidget:
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    return widget


@pytest.mark.parametrize("name", NAMED)
def test_that_every_control_has_a_name(theme: Theme, qtbot: QtBot, name: str) -> None:
    widget = NAMED[name](theme)
    qtbot.addWidget(widget)
    said = widget.accessibleName() or getattr(widget, "text", str)()
    assert said.strip()


@pytest.mark.parametrize("name", [*NAMED, *PLAIN])
def test_that_every_component_paints_in_both_themes(theme: Theme, qtbot: QtBot, name: str) -> None:
    widget = shown(qtbot, {**NAMED, **PLAIN}[name](theme))
    widget.resize(max(widget.sizeHint().width(), 120), max(widget.sizeHint().height(), 24))
    light = widget.grab().toImage()
    theme.set_mode("dark")
    dark = widget.grab().toImage()
    widget.setEnabled(False)
    widget.grab()
    assert not light.isNull() and not dark.isNull()
    assert light != dark


def test_that_return_and_space_press_a_button(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go")
    shown(qtbot, button)
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Space):
        with qtbot.waitSignal(button.clicked):
            qtbot.keyClick(button, key)


def test_that_a_busy_button_keeps_its_width_and_takes_no_clicks(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Start", icon="play")
    shown(qtbot, button)
    width = button.sizeHint().width()
    button.set_busy(True)
    assert button.sizeHint().width() == width and not button.isEnabled()
    button.set_busy(False)
    assert button.isEnabled()


def test_that_a_button_with_a_menu_makes_room_for_its_chevron(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Run 6")
    qtbot.addWidget(button)
    before = button.sizeHint().width()
    button.setMenu(QMenu(button))
    assert button.sizeHint().width() > before


def test_that_the_ring_is_for_keys_only(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Go")
    shown(qtbot, button)

    def come(reason: Qt.FocusReason) -> bool:
        QApplication.sendEvent(button, QFocusEvent(QEvent.Type.FocusIn, reason))
        return button.ring_shown

    assert not come(Qt.FocusReason.MouseFocusReason)
    assert come(Qt.FocusReason.TabFocusReason)
    assert come(Qt.FocusReason.ActiveWindowFocusReason), "another window and back keeps it"
    assert not come(Qt.FocusReason.MouseFocusReason)


def test_that_arrows_move_between_segments(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("a", "One"), ("b", "Two"), ("c", "Three")], "View")
    shown(qtbot, control)
    heard: list[str] = []
    control.chosen.connect(heard.append)
    control.set_enabled("b", False)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    qtbot.keyClick(control, Qt.Key.Key_Right)
    assert heard == ["c", "a"] and control.key == "a"


def test_that_tab_stops_once_at_a_segmented_control(theme: Theme, qtbot: QtBot) -> None:
    control = SegmentedControl(theme, [("a", "One"), ("b", "Two")], "View")
    qtbot.addWidget(control)
    stops = [child for child in control.findChildren(QWidget) if child.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_that_a_switch_obeys_return(theme: Theme, qtbot: QtBot) -> None:
    switch = Switch(theme, "Rule 1")
    shown(qtbot, switch)
    qtbot.keyClick(switch, Qt.Key.Key_Return)
    assert switch.isChecked()


def test_that_a_choice_tells_only_what_a_person_chose(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, "Type", [("a", "Alpha"), ("b", "Beta")])
    qtbot.addWidget(field)
    heard: list[str] = []
    field.chosen.connect(heard.append)
    field.set_key("b")
    field.set_options([("b", "Beta"), ("c", "Gamma")])
    assert field.key == "b" and heard == []
    field.activated.emit(1)
    assert heard == ["c"]


def test_that_tab_stops_at_the_preset_that_is_chosen(theme: Theme, qtbot: QtBot) -> None:
    whole = QWidget()
    qtbot.addWidget(whole)
    group = QButtonGroup(whole)
    cards = [PresetCard(theme, key, key, "", parent=whole) for key in ("quick", "balanced", "thorough")]
    for card in cards:
        group.addButton(card)
    cards[2].setChecked(True)
    assert [bool(card.focusPolicy() & Qt.FocusPolicy.TabFocus) for card in cards] == [False, False, True]


@pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups
def test_that_arrows_and_letters_on_a_closed_list_open_it_and_change_nothing(theme: Theme, qtbot: QtBot) -> None:
    field = ChoiceField(theme, "Use as", [("feature", "Feature"), ("target", "Target"), ("ignore", "Ignore")])
    shown(qtbot, field)
    heard: list[str] = []
    field.chosen.connect(heard.append)
    for key in (Qt.Key.Key_Down, Qt.Key.Key_I):
        qtbot.keyClick(field, key)
        assert field.view().isVisible() and field.key == "feature" and heard == []
        qtbot.keyClick(field.view(), Qt.Key.Key_Escape)
    qtbot.keyClick(field, Qt.Key.Key_I)
    qtbot.keyClick(field.view(), Qt.Key.Key_Return)
    assert heard == ["ignore"] and field.key == "ignore"


def test_that_a_number_field_tells_what_was_entered_and_shows_no_noughts(theme: Theme, qtbot: QtBot) -> None:
    field = NumberField(theme, "Rate", 0.0, 1.0)
    shown(qtbot, field)
    heard: list[float] = []
    field.edited.connect(heard.append)
    field.set_value(0.0006)
    assert field.text() == "0.0006" and heard == []
    field.selectAll()
    QTest.keyClicks(field, "0.25")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert heard == [0.25]


def test_that_slider_and_field_say_the_same(theme: Theme, qtbot: QtBot) -> None:
    field = SliderField(theme, "Depth", 50.0, 70.0, 60.0, decimals=1)
    shown(qtbot, field)
    heard: list[float] = []
    field.value_changed.connect(heard.append)
    assert field.slider.value() == 500
    field.slider.setValue(750)
    assert field.value == pytest.approx(65.0)
    field.field.setValue(52.0)
    assert field.slider.value() == 100
    assert heard == [pytest.approx(65.0), pytest.approx(52.0)]


def test_that_the_arrow_keys_move_a_slider(theme: Theme, qtbot: QtBot) -> None:
    slider = PlainSlider(theme, "Smoothing", 20)
    shown(qtbot, slider)
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    qtbot.keyClick(slider, Qt.Key.Key_PageUp)
    assert slider.value() == 3
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert slider.value() == 20


def test_that_a_click_on_a_slider_goes_there(theme: Theme, qtbot: QtBot) -> None:
    slider = PlainSlider(theme, "Smoothing", 100)
    slider.resize(218, 28)
    shown(qtbot, slider)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(109, 14))
    assert slider.value() == 50


def test_that_a_notice_says_what_and_what_next(theme: Theme, qtbot: QtBot) -> None:
    card = NoticeCard(theme, "bad", "")
    shown(qtbot, card)
    card.show_told(EpochalError("gui.unknown_ending", {"ending": ".pdf"}))
    assert "“.pdf”" in card.accessibleName()
    assert card.accessibleDescription().endswith(".")
    assert "run is training" in told_words(Notice("gui.run_active"))


def test_that_a_closed_notice_tells(theme: Theme, qtbot: QtBot) -> None:
    card = NoticeCard(theme, "info", "Title", closable=True)
    shown(qtbot, card)
    with qtbot.waitSignal(card.closed):
        card.findChild(IconButton).click()
    assert not card.isVisible()


def test_that_a_tile_without_value_waits(theme: Theme, qtbot: QtBot) -> None:
    tile = MetricTile(theme, "Typical error")
    qtbot.addWidget(tile)
    assert tile.value == "–"
    tile.set_value("$310", "$7 behind run 6", tone="warn", icon="trending-up")
    assert tile.accessibleName() == "Typical error: $310"


def test_that_the_last_tiles_hide_first_in_a_narrow_row(theme: Theme, qtbot: QtBot) -> None:
    tiles = [MetricTile(theme, str(number)) for number in range(5)]
    row = MetricRow(theme, tiles)
    shown(qtbot, row)
    row.resize(1000, 80)
    assert [tile.isVisible() for tile in tiles] == [True] * 5
    row.resize(560, 80)
    assert [tile.isVisible() for tile in tiles] == [True, True, True, False, False]


def test_that_prose_shows_marks_as_they_are(theme: Theme, qtbot: QtBot) -> None:
    prose = Prose(theme, "a < b & c")
    qtbot.addWidget(prose)
    assert "a &lt; b &amp; c" in prose.text()
    assert prose.text_shown == "a < b & c" and prose.accessibleName() == "a < b & c"


def test_that_a_cut_label_tells_all_in_its_tooltip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "a rather long name of a column")
    shown(qtbot, label)
    label.resize(60, 20)
    assert label.toolTip() == label.text()
    label.resize(400, 20)
    assert label.toolTip() == ""


def test_that_facts_reuse_their_lines(theme: Theme, qtbot: QtBot) -> None:
    facts = FactRows(theme, [("a", "1"), ("b", "2"), ("c", "3")])
    shown(qtbot, facts)
    facts.set_facts([("d", "4")])
    texts = [label.text() for label in facts.findChildren(ElidedLabel) if label.isVisible()]
    assert sorted(texts) == ["4", "d"]


def test_that_a_rail_item_says_its_status(theme: Theme, qtbot: QtBot) -> None:
    item = RailItem(theme, "clean", "brush-cleaning", "Clean", keys="Ctrl 2")
    qtbot.addWidget(item)
    item.set_status("8 rules")
    assert item.accessibleDescription() == "8 rules"
    item.set_compact(True)
    assert item.toolTip() == "Clean, 8 rules  Ctrl 2"


def test_that_a_progress_line_says_its_share(theme: Theme, qtbot: QtBot) -> None:
    line = ProgressLine(theme, "Import")
    qtbot.addWidget(line)
    line.set_share(0.42)
    assert line.spoken_value() == "42 %"
    line.set_share(7.0)
    assert line.share == 1.0


@pytest.fixture
def grid(theme: Theme, qtbot: QtBot) -> DataGrid:
    grid = DataGrid(theme, "Table")
    model = QStandardItemModel(3, 3, grid)
    for row in range(3):
        for column in range(3):
            item = QStandardItem(f"{row}{column}")
            item.setData(int(list(CellState)[(3 * row + column) % len(CellState)]), CellRole.STATE)
            model.setItem(row, column, item)
    model.setHorizontalHeaderLabels(["a", "b", "c"])
    grid.setModel(model)
    shown(qtbot, grid)
    return grid


def test_that_copied_cells_can_be_pasted_into_a_spreadsheet(grid: DataGrid, qtbot: QtBot) -> None:
    grid.selectAll()
    qtbot.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().splitlines() == ["a\tb\tc", "00\t01\t02", "10\t11\t12", "20\t21\t22"]


def test_that_one_copied_cell_has_no_head(grid: DataGrid) -> None:
    grid.setCurrentIndex(grid.model().index(1, 1))
    assert copied(grid).text == "11"


def test_that_tab_leaves_the_grid_and_ctrl_end_goes_to_its_corner(grid: DataGrid, qtbot: QtBot) -> None:
    assert not grid.tabKeyNavigation()
    grid.setFocus(Qt.FocusReason.TabFocusReason)
    assert grid.currentIndex().isValid()
    qtbot.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert (grid.currentIndex().row(), grid.currentIndex().column()) == (2, 2)


def test_that_every_cell_state_is_drawn_in_both_themes(grid: DataGrid, theme: Theme) -> None:
    light = grid.grab().toImage()
    theme.set_mode("dark")
    assert grid.grab().toImage() != light


def test_that_scrolling_paints_only_what_comes_into_view(theme: Theme, qtbot: QtBot) -> None:
    painted: list[int] = []

    class Watched(DataGrid):
        def paintEvent(self, event: QPaintEvent) -> None:
            painted.append(sum(part.height() for part in event.region()))
            super().paintEvent(event)

    grid = Watched(theme, "Table")
    model = QStandardItemModel(400, 2, grid)
    for row in range(400):
        model.setItem(row, 0, QStandardItem(f"row {row}"))
    grid.setModel(model)
    shown(qtbot, grid)
    qtbot.waitUntil(lambda: bool(painted))
    painted.clear()
    grid.verticalScrollBar().setValue(45)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == [45]


def test_that_an_inspector_keeps_its_order(theme: Theme, qtbot: QtBot) -> None:
    inspector = Inspector(theme, "price")
    shown(qtbot, inspector)
    facts, prose = inspector.add_facts([("Mean", "3")]), inspector.add_prose("Half are below.")
    inspector.set_foot(Button(theme, "Start"))
    assert inspector.column.indexOf(facts) < inspector.column.indexOf(prose)


def test_that_a_pane_scrolls_no_further_than_its_content(qtbot: QtBot, theme: Theme) -> None:
    pane = ScrollPane(margin=20)
    qtbot.addWidget(pane)
    words = "146 of 53,940 rows repeat an earlier row, and a copy among the test rows would flatter the model. "
    for _ in range(3):
        pane.column.addWidget(Prose(theme, words))
    pane.column.addStretch(1)
    inner = pane.widget()
    pane.resize(640, 200)
    pane.show()
    QApplication.processEvents()
    assert not pane.verticalScrollBar().isVisible()
    pane.column.insertWidget(0, Prose(theme, 20 * words))
    qtbot.waitUntil(pane.verticalScrollBar().isVisible)
    assert inner.height() == inner.layout().heightForWidth(inner.width())


def test_that_other_words_keep_a_buttons_shortcut(theme: Theme, qtbot: QtBot) -> None:
    button = Button(theme, "Export")
    qtbot.addWidget(button)
    button.setShortcut("Ctrl+E")
    button.setText("Export 12 predictions")
    assert button.text() == "Export 12 predictions" and button.shortcut().toString() == "Ctrl+E"


def test_that_row_numbers_fit_and_few_rows_are_asked(theme: Theme, qtbot: QtBot) -> None:
    class Rows(QAbstractTableModel):
        asked = 0

        def rowCount(self, _parent: object = None) -> int:
            return 1_000_000

        def columnCount(self, _parent: object = None) -> int:
            return 1

        def data(self, _index: object, _role: int = 0) -> None:
            return None

        def headerData(self, section: int, _orientation: object, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            self.asked += 1
            return f"{section + 1:,}" if role == Qt.ItemDataRole.DisplayRole else None

    table = DataGrid(theme, "Rows")
    qtbot.addWidget(table)
    model = Rows(table)
    table.setModel(model)
    header = table.verticalHeader()
    model.asked = 0
    assert header.sizeHint().width() > header.fontMetrics().horizontalAdvance("1,000,000") + 9
    assert 0 < model.asked < 60
