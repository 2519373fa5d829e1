"""Buttons, choices, sliders and fields."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget

from gui.gallery.exhibits import Exhibit, Room, all_held, hold, kinds
from gui.theme import Theme
from gui.widgets import (
    Button,
    CheckBox,
    ChoiceField,
    FormRow,
    IconButton,
    NumberField,
    PlainSlider,
    PresetCard,
    RadioButton,
    SearchField,
    SegmentedControl,
    SliderField,
    Switch,
    TextField,
    WholeField,
)
from gui.widgets.button import Kind

Make = Callable[[Theme], QWidget]


def controls() -> Room:
    """Everything that is pressed, chosen or typed into."""
    return Room("Controls", [*_buttons(), *_choices(), *_sliders(), *_fields()])


def _buttons() -> list[Exhibit]:
    words: dict[Kind, tuple[str, str, str]] = {
        "primary": ("Start run 8", "play", "Ctrl Enter"),
        "secondary": ("Pause", "pause", ""),
        "soft": ("Compare 3", "git-compare", ""),
        "ghost": ("Edit list", "pencil", ""),
        "link": ("Show all 12", "", ""),
        "danger": ("Remove", "trash-2", ""),
    }

    def button(kind: Kind) -> Make:
        text, icon, keys = words[kind]
        return lambda theme: Button(theme, text, kind=kind, icon=icon or None, keys=keys)

    made = [
        Exhibit(f"Button {kind}", [*all_held(button(kind)), ("busy", _busy(kind, words[kind][0]))]) for kind in words
    ]
    sizes = kinds(
        ("small", lambda theme: Button(theme, "Change", size="small", icon="pencil")),
        ("normal", lambda theme: Button(theme, "Another file", icon="upload")),
        ("hero", lambda theme: Button(theme, "Open a spreadsheet…", size="hero", kind="primary", keys="Ctrl O")),
        ("trailing icon", lambda theme: Button(theme, "Use cleaned data", kind="primary", trailing="arrow-right")),
        ("with a menu", _with_menu),
    )
    icon = Exhibit("Icon button", [*all_held(lambda theme: IconButton(theme, "undo-2", "Undo")), ("on", _switched_on)])
    return [*made, Exhibit("Button sizes", sizes), icon]


def _busy(kind: Kind, text: str) -> Make:
    def make(theme: Theme) -> QWidget:
        button = Button(theme, text, kind=kind, icon="play")
        button.set_busy(True)
        return button

    return make


def _with_menu(theme: Theme) -> QWidget:
    button = Button(theme, "Columns", icon="columns-3")
    menu = QMenu(button)
    menu.addAction(theme.icon("eye"), "Show all")
    menu.addAction(theme.icon("eye-off"), "Hide all")
    button.setMenu(menu)
    return button


def _switched_on(theme: Theme) -> QWidget:
    button = IconButton(theme, "panel-right", "Inspector", checkable=True)
    button.setChecked(True)
    return button


def _choices() -> list[Exhibit]:
    return [
        Exhibit("Segmented control", kinds(("rest", _segments), ("one disabled", _segments_partly))),
        Exhibit("Switch", [*_on_and_off(lambda theme: Switch(theme, "Rule 1", text="In use"))]),
        Exhibit("Check box", [*_on_and_off(lambda theme: CheckBox(theme, "Original columns"))]),
        Exhibit("Radio button", [*_on_and_off(lambda theme: RadioButton(theme, "Excel workbook"))]),
        Exhibit("Preset card", [*_on_and_off(_preset)]),
    ]


def _segments(theme: Theme) -> QWidget:
    return SegmentedControl(theme, [("even", "Even"), ("log", "Log")], "Distribution")


def _segments_partly(theme: Theme) -> QWidget:
    control = SegmentedControl(theme, [("new", "New run"), ("run", "Run 7"), ("old", "Run 6")], "Run")
    control.set_enabled("run", False)
    return control


def _preset(theme: Theme) -> PresetCard:
    card = PresetCard(theme, "thorough", "Thorough", "Larger network, longer", aside="about 2 min")
    card.setFixedWidth(250)
    return card


def _on_and_off(make: Callable[[Theme], QAbstractButton]) -> list[tuple[str, Make]]:
    def on(theme: Theme) -> QWidget:
        control = make(theme)
        control.setChecked(True)
        return control

    def on_but_disabled(theme: Theme) -> QWidget:
        return hold(on(theme), "disabled")

    return [*((f"off, {name}", made) for name, made in all_held(make)), ("on", on), ("on, disabled", on_but_disabled)]


def _sliders() -> list[Exhibit]:
    def slider(theme: Theme) -> PlainSlider:
        made = PlainSlider(theme, "Smoothing")
        made.setFixedWidth(140)
        made.setValue(made.maximum() // 2)
        return made

    def with_base(theme: Theme) -> QWidget:
        made = slider(theme)
        made.set_base(made.maximum() // 4)
        return made

    def field(theme: Theme) -> SliderField:
        made = SliderField(theme, "Threshold", 0, 1, 0.38)
        made.setFixedWidth(260)
        return made

    def field_with_base(theme: Theme) -> QWidget:
        made = field(theme)
        made.set_base(0.5)
        return made

    return [
        Exhibit("Slider", [*all_held(slider), ("was here", with_base)]),
        Exhibit("Slider with field", kinds(("rest", field), ("was 0.5", field_with_base))),
    ]


def _fields() -> list[Exhibit]:
    def text(theme: Theme) -> TextField:
        return TextField(theme, "Name", "Name of the project")

    def wrong(theme: Theme) -> QWidget:
        field = text(theme)
        field.setText("a/b")
        field.set_wrong(True)
        return field

    def choice(theme: Theme) -> QWidget:
        return ChoiceField(theme, "Type", [("number", "Number", "hash"), ("category", "Category", "shapes")])

    return [
        Exhibit("Text field", [*_without_pressed(text), ("wrong", wrong)]),
        Exhibit(
            "Search field", _without_pressed(lambda theme: SearchField(theme, "Filter", "Filter rows", keys="Ctrl F"))
        ),
        Exhibit("Choice", _without_pressed(choice)),
        Exhibit("Number", _without_pressed(lambda theme: _valued(NumberField(theme, "Learning rate", 0, 1)))),
        Exhibit(
            "Whole number",
            _without_pressed(lambda theme: WholeField(theme, "Stop if no gain for", 10, 99, unit="epochs")),
        ),
        Exhibit("Form row", kinds(("rest", _form_row), ("changed", _form_row_changed))),
    ]


def _without_pressed(make: Make) -> list[tuple[str, Make]]:
    """Qt draws a field's states itself, so only those that need no hand on it can be held."""

    def disabled(theme: Theme) -> QWidget:
        return hold(make(theme), "disabled")

    return [("rest", make), ("disabled", disabled)]


def _valued(field: NumberField) -> NumberField:
    field.set_value(0.0006)
    field.setFixedWidth(96)
    return field


def _form_row(theme: Theme) -> FormRow:
    row = FormRow(theme, "Epochs, at most", WholeField(theme, "Epochs, at most", 1, 1000))
    row.setFixedWidth(280)
    return row


def _form_row_changed(theme: Theme) -> QWidget:
    row = _form_row(theme)
    row.set_changed(True)
    return row
