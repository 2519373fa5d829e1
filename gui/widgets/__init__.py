"""The components of the design, each dressed by the theme it is given. Import grids from `gui.widgets.data_grid`."""

from gui.widgets.button import Button
from gui.widgets.checks import CheckBox, PresetCard, RadioButton
from gui.widgets.chip import Chip, ChipTone, chip_colours, paint_chip
from gui.widgets.empty_state import EmptyState
from gui.widgets.facts import FactRows
from gui.widgets.fields import ChoiceField, FormRow, NumberField, SearchField, TextField, WholeField
from gui.widgets.header import Header, SectionHead
from gui.widgets.histogram import Histogram, paint_bars
from gui.widgets.icon_button import IconButton
from gui.widgets.icon_label import IconLabel
from gui.widgets.inspector import Inspector
from gui.widgets.labels import ElidedLabel, Label, Prose
from gui.widgets.metric_tile import MetricRow, MetricTile
from gui.widgets.notice_card import NoticeCard
from gui.widgets.progress import ProgressLine, WaitingState
from gui.widgets.rail_item import RailItem
from gui.widgets.segmented import SegmentedControl
from gui.widgets.slider_field import PlainSlider, SliderField
from gui.widgets.spinner import Spinner
from gui.widgets.surfaces import Card, Line, ScrollPane, Surface, tight
from gui.widgets.switch import Switch, paint_switch
from gui.widgets.words import told_words, translated

__all__ = [
    "Button",
    "Card",
    "CheckBox",
    "Chip",
    "ChipTone",
    "ChoiceField",
    "ElidedLabel",
    "EmptyState",
    "FactRows",
    "FormRow",
    "Header",
    "Histogram",
    "IconButton",
    "IconLabel",
    "Inspector",
    "Label",
    "Line",
    "MetricRow",
    "MetricTile",
    "NoticeCard",
    "NumberField",
    "PlainSlider",
    "PresetCard",
    "ProgressLine",
    "Prose",
    "RadioButton",
    "RailItem",
    "ScrollPane",
    "SearchField",
    "SectionHead",
    "SegmentedControl",
    "SliderField",
    "Spinner",
    "Surface",
    "Switch",
    "TextField",
    "WaitingState",
    "WholeField",
    "chip_colours",
    "paint_bars",
    "paint_chip",
    "paint_switch",
    "tight",
    "told_words",
    "translated",
]
