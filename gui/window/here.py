"""What can be done on the page that is shown, read off the page itself: its buttons and switches of view.

Why not a table: each page already says what can be done now and in which words. A second list of it would be one that
is forgotten, or offers what the page has just switched off.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import shiboken6
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.widgets import Button
from gui.widgets.segmented import Segment
from gui.window.palette_model import PaletteItem

KIND_ORDER = {"primary": 0, "secondary": 1, "soft": 1, "danger": 2, "ghost": 2, "link": 2}


def items_here(title: str, *places: QWidget | None) -> list[PaletteItem]:
    """Items of the page (and its inspector) as they stand now; the filled button first. title: of the page."""
    found: list[tuple[int, PaletteItem]] = []
    seen = set[str]()
    for button in _buttons(places):
        item = _item(button, title)
        if item.words and item.words not in seen:
            seen.add(item.words)
            found.append((_order(button), item))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _buttons(places: tuple[QWidget | None, ...]) -> Iterator[QAbstractButton]:
    for place in places:
        if place is None or not place.isVisible():
            continue
        for button in place.findChildren(QAbstractButton):
            chosen = isinstance(button, Segment) and button.isChecked()
            known = isinstance(button, (Segment, Button))
            if known and not chosen and button.isVisible() and button.isEnabled():
                yield button


def _item(button: QAbstractButton, title: str) -> PaletteItem:
    words, icon, keys = button.accessibleName() or button.text().replace("&&", "&"), "toggle-left", ""
    if isinstance(button, Button):
        icon, keys = button.icon_name or "chevron-right", button.keys
        if button.menu() is not None:
            more = partial(_menu_items, button, title)
            return PaletteItem("here", words, icon, list, aside=title, keys=keys, more=more, opens=True)
    return PaletteItem("here", words, icon, partial(_click, button), aside=title, keys=keys)


def _menu_items(button: Button, title: str) -> list[PaletteItem]:
    """What the menu of a button offers now."""
    menu = button.menu() if shiboken6.isValid(button) else None
    if menu is None:
        return []
    menu.aboutToShow.emit()  # some are filled when they are opened
    return [
        PaletteItem(
            "options",
            action.text().replace("&&", "&").split("\t")[0],
            "check" if action.isChecked() else "chevron-right",
            action.trigger,
            aside=title,
        )
        for action in menu.actions()
        if action.isEnabled() and action.isVisible() and action.text() and action.menu() is None
    ]


def _order(button: QAbstractButton) -> int:
    return KIND_ORDER[button.kind] if isinstance(button, Button) else max(KIND_ORDER.values()) + 1


def _click(button: QAbstractButton) -> None:
    if shiboken6.isValid(button) and button.isEnabled():
        button.click()
