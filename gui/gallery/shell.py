"""The parts of the shell: what stands around every page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from gui.gallery.exhibits import Exhibit, Room, all_held, kinds
from gui.gallery.words import SENTENCE, Make
from gui.theme import Theme, sizes
from gui.widgets import (
    Button,
    Card,
    Header,
    Inspector,
    Label,
    Line,
    NoticeCard,
    Prose,
    RailItem,
    ScrollPane,
    SectionHead,
    Surface,
    tight,
)
from gui.widgets.disclosure import Disclosure
from gui.window.folder_row import FolderRow
from gui.window.project_button import ProjectButton
from gui.window.rail_foot import FootLine
from gui.window.tour_card import TourCard, TourRing


def shell() -> Room:
    """All of them."""
    parts = [
        _project(),
        _rail(),
        _foot(),
        _head(),
        _save_band(),
        _section(),
        _inspector(),
        _disclosure(),
        _folder(),
        _grounds(),
        _tour(),
    ]
    return Room("Shell", parts)


def _rail() -> Exhibit:
    def item(current: bool = False, compact: bool = False, **status: bool) -> Callable[[Theme], RailItem]:
        def make(theme: Theme) -> RailItem:
            made = RailItem(theme, "train", "activity", "Train", keys="Ctrl 3")
            made.set_status("Running" if status.get("running") else "7 runs", **status)
            made.setChecked(current)
            made.set_compact(compact)
            made.setFixedWidth(40 if compact else 184)
            return made

        return make

    return Exhibit(
        "Rail item",
        [
            *all_held(item())[:-1],  # a step can always be opened
            ("current", item(current=True)),
            ("to do", item(todo=True)),
            ("running", item(running=True)),
            ("look here", item(attention=True)),
            ("icon", item(compact=True)),
            ("icon, running", item(compact=True, running=True)),
        ],
    )


def _project() -> Exhibit:
    def button(name: str | None, width: int = 0) -> Make:
        def make(theme: Theme) -> QWidget:
            made = ProjectButton(theme)
            made.setMenu(QMenu(made))
            made.show_name(name, "A draft")
            if width:
                made.setFixedWidth(width)
            return made

        return make

    short, long = "Diamond prices", "Prices of all stones sold in the north"
    states = [*all_held(button(short))[:-1], ("long", button(long, 220)), ("none", button(None))]
    return Exhibit("Project", states)


def _head() -> Exhibit:
    def head(theme: Theme) -> QWidget:
        made = Header(theme, "Train", "Run 7 · Thorough is training. You can keep working.")
        made.add_action(Button(theme, "Pause", icon="pause"))
        made.add_action(Button(theme, "Stop, keep best", icon="square"))
        return made

    return Exhibit("Page header", kinds(("rest", head)), wide=True)


def _section() -> Exhibit:
    def section(theme: Theme) -> QWidget:
        made = SectionHead(theme, "Runs", "the line at the left draws a run or hides it")
        made.add_action(Button(theme, "Compare 3", kind="soft", size="small"))
        return made

    return Exhibit("Section head", kinds(("rest", section)), wide=True)


def _inspector() -> Exhibit:
    def inspector(theme: Theme) -> QWidget:
        made = Inspector(theme, "price")
        made.add_facts([("With a value", "53,903"), ("Missing", "37 (0.07 %)")])
        made.add_section("Epochal noticed")
        made.add_prose(SENTENCE)
        made.set_foot(Button(theme, "Start run 8", kind="primary", icon="play"))
        made.setFixedSize(sizes.INSPECTOR, 320)
        return made

    return Exhibit("Inspector", kinds(("rest", inspector)))


def _disclosure() -> Exhibit:
    def disclosure(opened: bool) -> Make:
        def make(theme: Theme) -> QWidget:
            made = Disclosure(theme, "Advanced")
            made.set_aside("2 changed")
            made.body.addWidget(Prose(theme, SENTENCE))
            made.set_open(opened)
            made.setFixedWidth(sizes.INSPECTOR - 2 * sizes.INSPECTOR_MARGIN)
            return made

        return make

    return Exhibit("Disclosure", kinds(("closed", disclosure(False)), ("open", disclosure(True))))


def _grounds() -> Exhibit:
    def ground(token: str) -> Make:
        def make(theme: Theme) -> QWidget:
            made = Surface(theme, token, lines=("left", "right", "top", "bottom"))
            tight(QVBoxLayout(made), 12).addWidget(Label(theme, token))
            return made

        return make

    def card(theme: Theme) -> QWidget:
        made = Card(theme)
        column = tight(QVBoxLayout(made), 16, 8)
        for part in (Label(theme, "Card", weight=600), Line(theme), Label(theme, "of one sentence", tone="text2")):
            column.addWidget(part)
        return made

    def pane(theme: Theme) -> QWidget:
        made = ScrollPane(margin=8)
        made.column.addWidget(Prose(theme, " ".join([SENTENCE] * 4)))
        made.setFixedSize(260, 120)
        return made

    shown = [(token, ground(token)) for token in ("rail", "canvas", "raised", "sunken", "hover", "select")]
    return Exhibit("Grounds", [*shown, ("card", card), ("scrolling", pane)])


def _foot() -> Exhibit:
    def line(theme: Theme) -> FootLine:
        made = FootLine(theme, "camera", "Snapshot")
        made.say("Snapshot 3 · 14:20", "The data as imported today 14:20 from diamonds.csv.")
        made.setFixedWidth(184)
        return made

    return Exhibit("Rail foot line", all_held(line)[:-1])


def _save_band() -> Exhibit:
    def band(theme: Theme) -> QWidget:
        title = "The last change is not saved: the disk is full"
        text = "Make room and try again. Until then what you see is in memory only; Epochal tries again every 10 s."
        buttons = [Button(theme, words, size="small") for words in ("Try again", "Save project as…")]
        return NoticeCard(theme, "bad", title, text, actions=buttons, band=True)

    return Exhibit("Not saved", kinds(("rest", band)), wide=True)


def _folder() -> Exhibit:
    def there() -> Path:
        return Path("/data/Epochal/drafts")

    def missing() -> Path:
        raise OSError

    def row(folder: Callable[[], Path]) -> Make:
        def make(theme: Theme) -> QWidget:
            made = FolderRow(theme, "Drafts: projects without a place of their own", folder)
            made.setFixedWidth(512)
            return made

        return make

    return Exhibit("Folder", kinds(("there", row(there)), ("can't be made", row(missing))))


def _tour() -> Exhibit:
    def step(number: int) -> Make:
        def make(theme: Theme) -> QWidget:
            place = Surface(theme)
            place.setFixedSize(560, 190)
            button = Button(theme, "Start run 2", kind="primary", icon="play", parent=place)
            button.move(sizes.XL, 72)
            button.resize(button.sizeHint())
            spot = button.geometry().adjusted(-3, -3, 3, 3)
            TourRing(theme, place).show_round(spot)
            card = TourCard(theme, place)
            card.say("Start a run", "Choose how hard to try and start here, or by Ctrl Enter from anywhere.", number, 8)
            card.show_at(spot)
            return place

        return make

    return Exhibit("Tour", kinds(("first", step(1)), ("on the way", step(5)), ("last", step(8))))
