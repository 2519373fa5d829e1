"""Everything a person can ask of the window, declared once; buttons, menus, palette and shortcut sheet come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from core.base.wording import QT_TRANSLATE_NOOP
from gui.pages import PAGES
from gui.theme import Theme

When = Literal[
    "always", "project", "table", "no_table", "source", "undo", "redo",
    "can_train", "running", "training", "two_classes",
]  # fmt: skip


@dataclass(frozen=True)
class ActionEntry:
    """words: marked for "actions". keys: shortcuts, the first is shown. when: what must be the case. also: other words
    by which people look for it in the palette, marked as well.
    """

    key: str
    words: str
    icon: str
    keys: tuple[str, ...] = ()
    when: When = "always"
    also: str = ""


_GO = tuple(
    ActionEntry(f"go_{page.key}", page.title, page.icon, (f"Ctrl+{number}",), "project")
    for number, page in enumerate(PAGES, start=1)
)

ACTIONS: tuple[ActionEntry, ...] = (
    ActionEntry("palette", QT_TRANSLATE_NOOP("actions", "Search or run a command"), "search", ("Ctrl+K",)),
    ActionEntry(
        "open_spreadsheet",
        QT_TRANSLATE_NOOP("actions", "Open a spreadsheet…"),
        "folder-open",
        ("Ctrl+O",),
        also=QT_TRANSLATE_NOOP("actions", "import data, csv, excel, table"),
    ),
    ActionEntry(
        "open_project",
        QT_TRANSLATE_NOOP("actions", "Open project…"),
        "package",
        ("Ctrl+Shift+O",),
        also=QT_TRANSLATE_NOOP("actions", "load"),
    ),
    ActionEntry(
        "new_project",
        QT_TRANSLATE_NOOP("actions", "New empty project"),
        "file-plus",
        ("Ctrl+N",),
        also=QT_TRANSLATE_NOOP("actions", "start from scratch"),
    ),
    ActionEntry(
        "import_again",
        QT_TRANSLATE_NOOP("actions", "Import another file into this project…"),
        "refresh-cw",
        when="project",
        also=QT_TRANSLATE_NOOP("actions", "replace the data, reload, update"),
    ),
    ActionEntry(
        "save_as",
        QT_TRANSLATE_NOOP("actions", "Save project as…"),
        "save",
        ("Ctrl+S", "Ctrl+Shift+S"),
        "project",
        also=QT_TRANSLATE_NOOP("actions", "keep, copy, rename the project"),
    ),
    ActionEntry(
        "close_project",
        QT_TRANSLATE_NOOP("actions", "Close project"),
        "x",
        ("Ctrl+W",),
        "project",
        also=QT_TRANSLATE_NOOP("actions", "leave, back to welcome"),
    ),
    ActionEntry(
        "undo",
        QT_TRANSLATE_NOOP("actions", "Undo"),
        "undo-2",
        ("Ctrl+Z",),
        "undo",
        also=QT_TRANSLATE_NOOP("actions", "take back, revert"),
    ),
    ActionEntry(
        "redo",
        QT_TRANSLATE_NOOP("actions", "Redo"),
        "redo-2",
        ("Ctrl+Shift+Z", "Ctrl+Y"),
        "redo",
        also=QT_TRANSLATE_NOOP("actions", "do again, repeat"),
    ),
    ActionEntry(
        "history",
        QT_TRANSLATE_NOOP("actions", "Show the steps of this project"),
        "history",
        ("Ctrl+H",),
        "project",
        also=QT_TRANSLATE_NOOP("actions", "undo log, versions, go back"),
    ),
    ActionEntry(
        "read_differently",
        QT_TRANSLATE_NOOP("actions", "Read the file differently…"),
        "sheet",
        when="source",
        also=QT_TRANSLATE_NOOP("actions", "sheet, encoding, delimiter, decimal comma"),
    ),
    ActionEntry(
        "paste",
        QT_TRANSLATE_NOOP("actions", "Paste a table"),
        "clipboard-paste",
        ("Ctrl+V",),
        "no_table",
        also=QT_TRANSLATE_NOOP("actions", "clipboard, import cells from excel"),
    ),
    *_GO,
    ActionEntry(
        "find",
        QT_TRANSLATE_NOOP("actions", "Find or filter rows"),
        "list-filter",
        ("Ctrl+F",),
        "table",
        also=QT_TRANSLATE_NOOP("actions", "search, where, condition"),
    ),
    ActionEntry(
        "row_jump",
        QT_TRANSLATE_NOOP("actions", "Go to row…"),
        "hash",
        ("Ctrl+G",),
        "table",
        also=QT_TRANSLATE_NOOP("actions", "jump, line number"),
    ),
    ActionEntry(
        "start_run",
        QT_TRANSLATE_NOOP("actions", "Start a run"),
        "play",
        ("Ctrl+Return", "Ctrl+Enter"),
        "can_train",
        also=QT_TRANSLATE_NOOP("actions", "train, fit, learn"),
    ),
    ActionEntry(
        "pause_run",
        QT_TRANSLATE_NOOP("actions", "Pause or resume the run"),
        "pause",
        ("P",),
        "running",
        also=QT_TRANSLATE_NOOP("actions", "resume, continue, hold"),
    ),
    ActionEntry(
        "stop_run",
        QT_TRANSLATE_NOOP("actions", "Stop the run, keep its best epoch"),
        "square",
        when="training",
        also=QT_TRANSLATE_NOOP("actions", "cancel, end the training"),
    ),
    ActionEntry(
        "use_threshold",
        QT_TRANSLATE_NOOP("actions", "Use the threshold that Evaluate shows"),
        "check",
        when="two_classes",
    ),
    ActionEntry(
        "inspector",
        QT_TRANSLATE_NOOP("actions", "Show or hide the inspector"),
        "panel-right",
        ("F4",),
        "project",
        also=QT_TRANSLATE_NOOP("actions", "side panel, details"),
    ),
    ActionEntry("next_panel", QT_TRANSLATE_NOOP("actions", "Next panel"), "arrow-right", ("F6",)),
    ActionEntry("previous_panel", QT_TRANSLATE_NOOP("actions", "Previous panel"), "arrow-left", ("Shift+F6",)),
    ActionEntry(
        "menu_here", QT_TRANSLATE_NOOP("actions", "Open the menu of what has the focus"), "ellipsis", ("Shift+F10",)
    ),
    ActionEntry(
        "theme",
        QT_TRANSLATE_NOOP("actions", "Switch between light and dark"),
        "moon",
        ("Ctrl+Shift+L",),
        also=QT_TRANSLATE_NOOP("actions", "dark mode, appearance, colours"),
    ),
    ActionEntry(
        "system_theme",
        QT_TRANSLATE_NOOP("actions", "Light or dark as the system says"),
        "sun",
        also=QT_TRANSLATE_NOOP("actions", "appearance, automatic"),
    ),
    ActionEntry(
        "settings",
        QT_TRANSLATE_NOOP("actions", "Settings…"),
        "settings",
        ("Ctrl+,",),
        also=QT_TRANSLATE_NOOP("actions", "preferences, options, text size, zoom, folders, motion"),
    ),
    ActionEntry(
        "shortcuts",
        QT_TRANSLATE_NOOP("actions", "Show all shortcuts"),
        "keyboard",
        ("F1", "?"),
        also=QT_TRANSLATE_NOOP("actions", "help, keyboard, keys"),
    ),
    ActionEntry(
        "tour",
        QT_TRANSLATE_NOOP("actions", "Take the 3-minute tour"),
        "map-pin",
        also=QT_TRANSLATE_NOOP("actions", "introduction, first steps, how it works, help"),
    ),
    ActionEntry(
        "quit",
        QT_TRANSLATE_NOOP("actions", "Quit Epochal"),
        "log-out",
        ("Ctrl+Q",),
        also=QT_TRANSLATE_NOOP("actions", "exit"),
    ),
)


REPEATED = ("undo", "redo", "next_panel", "previous_panel")  # while the keys are held; all others happen once


def words_of(entry: ActionEntry) -> str:
    """The action's words in the person's language."""
    context = "pages" if entry.key.startswith("go_") else "actions"
    return QCoreApplication.translate(context, entry.words)


def make_actions(theme: Theme, owner: QWidget) -> dict[str, QAction]:
    """One QAction for each entry, added to the owner so that its shortcuts work anywhere in the window."""
    made = {}
    for entry in ACTIONS:
        action = QAction(words_of(entry), owner)
        action.setObjectName(entry.key)
        action.setShortcuts([QKeySequence(keys) for keys in entry.keys])
        action.setAutoRepeat(entry.key in REPEATED)
        action.setIcon(theme.icon(entry.icon))
        owner.addAction(action)
        made[entry.key] = action
    return made


def keys_of(action: QAction) -> str:
    """The first shortcut as people read it: "Ctrl O"."""
    return (
        action.shortcut().toString(QKeySequence.SequenceFormat.NativeText).replace("+", " ").replace("Return", "Enter")
    )
