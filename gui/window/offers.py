"""What the palette offers now: actions that can be done, columns of the table, runs of the project."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from gui.actions import ACTIONS, keys_of
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.window.palette_model import PaletteItem

KIND_ICONS = {
    "number": "hash",
    "category": "shapes",
    "date": "calendar",
    "yes_no": "toggle-left",
    "text": "type",
    "id": "fingerprint-pattern",
}


def palette_items(session: Session, navigator: Navigator, actions: dict[str, QAction]) -> list[PaletteItem]:
    """Everything that can be chosen at this moment."""
    return [*_commands(actions), *_columns(session, navigator), *_runs(session, navigator)]


def _commands(actions: dict[str, QAction]) -> list[PaletteItem]:
    items = []
    for entry in ACTIONS:
        action = actions[entry.key]
        if entry.key == "palette" or not action.isEnabled():
            continue
        words = action.text()
        if entry.key.startswith("go_"):
            words = QCoreApplication.translate("palette", "Go to {page}").format(page=words)
        items.append(PaletteItem("commands", words, entry.icon, action.trigger, keys=keys_of(action)))
    return items


def _columns(session: Session, navigator: Navigator) -> list[PaletteItem]:
    if session.table is None:
        return []
    words = QCoreApplication.translate("palette", "column")
    return [
        PaletteItem(
            "columns",
            column.name,
            KIND_ICONS.get(str(column.kind), "columns-3"),
            partial(navigator.go, "data", column.name),
            words,
        )
        for column in session.table.columns
    ]


def _runs(session: Session, navigator: Navigator) -> list[PaletteItem]:
    words = QCoreApplication.translate("palette", "Run {number} · {name}")
    return [
        PaletteItem(
            "runs",
            words.format(number=run.number, name=run.name),
            "activity",
            partial(_show_run, session, navigator, run.number),
        )
        for run in reversed(session.runs)
    ]


def _show_run(session: Session, navigator: Navigator, number: int) -> None:
    session.choose_run(number)
    navigator.go("evaluate", number)
