"""Words, figures, notices, waiting and empty states."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.gallery.exhibits import Exhibit, Room, kinds
from gui.pages.train_ghost import LossGhost
from gui.theme import Theme, sizes
from gui.theme.tokens import TEXT_TONES
from gui.widgets import (
    Button,
    Chip,
    ChipTone,
    ElidedLabel,
    EmptyState,
    FactRows,
    IconLabel,
    Label,
    MetricRow,
    MetricTile,
    NoticeCard,
    ProgressLine,
    Prose,
    Spinner,
    Surface,
    WaitingState,
    tight,
)
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
    return Room("Waiting and empty", [*_progress(), *_whole_states(), _ghost(), _toast(), _overlay()])


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
        "info": (
            "sales.csv needs more memory than is free",
            "It has about 8.4 million rows and takes about 9.4 GB; 3.1 GB are free.",
        ),
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


def _ghost() -> Exhibit:
    def make(theme: Theme) -> QWidget:
        made = LossGhost(theme, [Button(theme, "Try Quick first", icon="zap")])
        made.set_words("No run yet", "Here the loss falls while a network learns price, with every run to compare.")
        made.setFixedHeight(STATE_HEIGHT + 80)
        return made

    return Exhibit("Chart to come", kinds(("before the first run", make)), wide=True)


def _toast() -> Exhibit:
    def toast(undo: bool, written: Path | None = None) -> Make:
        def make(theme: Theme) -> QWidget:
            place = Surface(theme)
            place.setFixedHeight(110)
            action = QAction("Undo", place)
            action.setShortcut("Ctrl+Z")
            made = Toast(theme, action, place)
            if written is None:
                made.say("Removed rule 6. 3 rows are back.", "trash-2", undo=undo)
            else:
                made.say(f"Exported to {written.name}", "check", undo=undo, place=written)
            made.stay()
            return place

        return make

    told = kinds(
        ("with Undo", toast(True)),
        ("words only", toast(False)),
        ("a file was written", toast(False, Path("offers predicted.xlsx"))),
    )
    return Exhibit("Toast", told, wide=True)


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
