"""Words, figures, notices, waiting and empty states, and the parts of the shell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.gallery.exhibits import Exhibit, Room, all_held, kinds
from gui.theme import Theme, sizes
from gui.theme.tokens import TEXT_TONES
from gui.widgets import (
    Button,
    Card,
    Chip,
    ChipTone,
    ElidedLabel,
    EmptyState,
    FactRows,
    Header,
    IconLabel,
    Inspector,
    Label,
    Line,
    MetricRow,
    MetricTile,
    NoticeCard,
    ProgressLine,
    Prose,
    RailItem,
    ScrollPane,
    SectionHead,
    Spinner,
    Surface,
    WaitingState,
    tight,
)
from gui.widgets.disclosure import Disclosure
from gui.widgets.notice_card import Loudness
from gui.window.drop_overlay import DropOverlay
from gui.window.toasts import Toast

Make = Callable[[Theme], QWidget]
SENTENCE = (
    "146 of 53,940 rows repeat an earlier row in all 10 columns. A copy among the test rows would flatter the model."
)
STATE_HEIGHT = 300


def words() -> Room:
    """Everything that is read."""
    return Room("Words and figures", [*_labels(), *_figures(), *_notices()])


def states() -> Room:
    """What is shown while something is awaited, or missing."""
    return Room("Waiting and empty", [*_progress(), *_whole_states(), _toast(), _overlay()])


def shell() -> Room:
    """What stands around every page."""
    return Room("Shell", [_rail(), _head(), _section(), _inspector(), _disclosure(), _grounds()])


def _labels() -> list[Exhibit]:
    sizes_shown = (sizes.TINY, sizes.SMALL, sizes.BODY, sizes.TITLE, sizes.BIG, sizes.HERO)

    def label(px: int, weight: int) -> Make:
        return lambda theme: Label(theme, "1,203 of 53,940", px=px, weight=weight)

    def tone(name: str) -> Make:
        def make(theme: Theme) -> QWidget:
            ground = Surface(theme, {"on_fill": "accent_fill", "toast_text": "toast"}.get(name, "canvas"))
            tight(QVBoxLayout(ground), 4).addWidget(Label(theme, "Loss", tone=name))
            return ground

        return make

    def prose(theme: Theme) -> QWidget:
        made = Prose(theme, SENTENCE)
        made.setFixedWidth(360)
        return made

    def elided(theme: Theme) -> QWidget:
        made = ElidedLabel(theme, "sales_2019_to_2025_final_corrected.xlsx")
        made.setFixedWidth(140)
        return made

    weights = [(f"{px} px, {weight}", label(px, weight)) for px in sizes_shown for weight in (400, 600)]
    return [
        Exhibit("Label", weights),
        Exhibit("Tone", [(name, tone(name)) for name in TEXT_TONES]),
        Exhibit("Prose", kinds(("wrapped", prose), ("cut", elided))),
    ]


def _figures() -> list[Exhibit]:
    tones: dict[ChipTone, tuple[str, str]] = {
        "neutral": ("Number", ""),
        "accent": ("Target", "target"),
        "ok": ("Best", "trophy"),
        "warn": ("2 to check", "triangle-alert"),
        "bad": ("Failed", "circle-x"),
    }

    def chip(tone: ChipTone) -> Make:
        text, icon = tones[tone]
        return lambda theme: Chip(theme, text, tone=tone, icon=icon or None)

    def tile(value: str, caption: str = "", tone: str = "text2", icon: str | None = None) -> Make:
        def make(theme: Theme) -> QWidget:
            made = MetricTile(theme, "Typical error")
            made.set_value(value, caption, tone=tone, icon=icon)
            made.setFixedWidth(170)
            return made

        return make

    tiles = kinds(
        ("waiting", tile("", "when the run is done")),
        ("value", tile("310", "in price, on validation rows")),
        ("better", tile("303", "straight line: 481", "ok", "check")),
        ("worse", tile("490", "straight line: 481", "warn", "triangle-alert")),
    )
    return [
        Exhibit("Chip", [(tone, chip(tone)) for tone in tones]),
        Exhibit("Metric tile", tiles),
        Exhibit("Metric row", kinds(("four", _metric_row)), wide=True),
        Exhibit("Facts", kinds(("rest", _facts))),
        Exhibit(
            "Icon", kinds(*((name, _icon(name)) for name in ("hash", "shapes", "calendar", "toggle-left", "type")))
        ),
    ]


def _metric_row(theme: Theme) -> QWidget:
    tiles = [MetricTile(theme, title) for title in ("Typical error (RMSE)", "R²", "Validation loss", "Epoch")]
    for tile, value in zip(tiles, ("310", "0.975", "0.0156", "38 of 60"), strict=True):
        tile.set_value(value)
    return MetricRow(theme, tiles)


def _facts(theme: Theme) -> QWidget:
    made = FactRows(theme, [("With a value", "53,903"), ("Missing", "37 (0.07 %)", "warn"), ("Mean", "3,933")])
    made.setFixedWidth(260)
    return made


def _icon(name: str) -> Make:
    return lambda theme: IconLabel(theme, name)


def _notices() -> list[Exhibit]:
    said: dict[Loudness, tuple[str, str]] = {
        "info": ("This table needs more memory than is free", "Work on a fair sample and predict on all rows later."),
        "ok": ("Every row came through", "Nothing was set aside."),
        "warn": ("Row 18,204 has 14 values, the header has 12", "Two commas are probably not quoted."),
        "bad": ("Run 9 stopped: the loss became infinite at epoch 3", "The learning rate (0.5) is too high."),
    }

    def card(severity: Loudness, band: bool) -> Make:
        def make(theme: Theme) -> QWidget:
            action = Button(theme, "What can I do?", kind="ghost" if band else "secondary", size="small")
            title, text = said[severity]
            return NoticeCard(theme, severity, title, "" if band else text, actions=[action], band=band, closable=band)

        return make

    return [
        Exhibit("Notice", [(severity, card(severity, band=False)) for severity in said], wide=True),
        Exhibit("Notice across a page", [(severity, card(severity, band=True)) for severity in said], wide=True),
    ]


def _progress() -> list[Exhibit]:
    def line(share: float | None) -> Make:
        def make(theme: Theme) -> QWidget:
            made = ProgressLine(theme)
            made.setFixedWidth(160)
            made.set_share(share)
            return made

        return make

    return [
        Exhibit(
            "Progress", kinds(("none", line(0)), ("part", line(0.58)), ("all", line(1)), ("end unknown", line(None)))
        ),
        Exhibit("Spinner", kinds(("16 px", Spinner), ("26 px", lambda theme: Spinner(theme, 26)))),
    ]


def _whole_states() -> list[Exhibit]:
    def empty(theme: Theme) -> QWidget:
        actions = [Button(theme, "Open a spreadsheet…", kind="primary", keys="Ctrl O"), Button(theme, "Use a sample")]
        made = EmptyState(theme, "table-2", "No data yet", "Drop a spreadsheet anywhere in this window.", actions)
        made.setFixedHeight(STATE_HEIGHT)
        return made

    def waiting(theme: Theme) -> QWidget:
        made = WaitingState(theme)
        made.set_words("Reading sales_2019_2025.xlsx", "You can look at the first rows already.")
        made.set_progress(0.58, "31.2 of 53.9 thousand rows", "about 4 s left")
        made.add_action(Button(theme, "Cancel", kind="ghost"))
        made.setFixedHeight(STATE_HEIGHT)
        return made

    return [
        Exhibit("Empty state", kinds(("rest", empty)), wide=True),
        Exhibit("Waiting", kinds(("part", waiting)), wide=True),
    ]


def _toast() -> Exhibit:
    def toast(undo: bool) -> Make:
        def make(theme: Theme) -> QWidget:
            place = Surface(theme)
            place.setFixedHeight(110)
            action = QAction("Undo", place)
            action.setShortcut("Ctrl+Z")
            made = Toast(theme, action, place)
            made.say("Removed rule 6. 3 rows are back.", "trash-2", undo=undo)
            made.stay()
            return place

        return make

    return Exhibit("Toast", kinds(("with Undo", toast(True)), ("words only", toast(False))), wide=True)


def _overlay() -> Exhibit:
    def overlay(refused: bool) -> Make:
        def make(theme: Theme) -> QWidget:
            place = Surface(theme)
            place.setFixedHeight(STATE_HEIGHT)
            made = DropOverlay(theme, place)
            if refused:
                made.refuse("Can't open photo.jpg", "Epochal reads Excel, CSV, TSV and Parquet files.")
            else:
                made.accept("Drop to add orders_2025.csv", "You choose next: new table, more rows, or predict.")
            return place

        return make

    return Exhibit("Drop overlay", kinds(("accepts", overlay(False)), ("refuses", overlay(True))), wide=True)


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


def _head() -> Exhibit:
    def head(theme: Theme) -> QWidget:
        made = Header(theme, "Train", "Run 7 · Thorough is training. You can keep working.")
        made.add_action(Button(theme, "Pause", icon="pause"))
        made.add_action(Button(theme, "Stop, keep best", icon="square"))
        return made

    return Exhibit("Page header", kinds(("rest", head)), wide=True)


def _section() -> Exhibit:
    def section(theme: Theme) -> QWidget:
        made = SectionHead(theme, "Runs", "tick the ones to draw together")
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
