"""All components: names for the screen reader, and that each can be painted in both themes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from widget_shown import shown

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
    SearchField,
    SectionHead,
    SegmentedControl,
    SliderField,
    Spinner,
    Switch,
    TextField,
    WaitingState,
    WholeField,
)
from gui.widgets.data_grid import DataGrid
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
