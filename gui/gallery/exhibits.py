"""What the gallery shows: exhibits, each a component's name and its states, held still so that they can be seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QWidget

from gui.theme import Theme

Held = Literal["rest", "hover", "pressed", "focus", "disabled"]
HELD: tuple[Held, ...] = ("rest", "hover", "pressed", "focus", "disabled")
WidgetT = TypeVar("WidgetT", bound=QWidget)


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One component. states: (name of the state, makes the widget in it); wide: a state takes the whole width."""

    name: str
    states: Sequence[tuple[str, Callable[[Theme], QWidget]]]
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """Exhibits that belong together."""

    title: str
    exhibits: Sequence[Exhibit]


def hold(widget: WidgetT, state: Held) -> WidgetT:
    """Keep a painted control in a state that otherwise lasts only while a person touches it.

    Focus is held by shadowing `hasFocus` on this one object: only one widget of a window can really have it, and
    painted controls ask for it by that name.
    """
    if state == "hover":
        widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    elif state == "pressed" and isinstance(widget, QAbstractButton):
        widget.setDown(True)
    elif state == "focus":
        widget.ring_shown = True  # type: ignore[attr-defined]
        widget.hasFocus = lambda: True  # type: ignore[method-assign]
    elif state == "disabled":
        widget.setEnabled(False)
    return widget


def all_held(make: Callable[[Theme], QWidget]) -> list[tuple[str, Callable[[Theme], QWidget]]]:
    """A control in each of the five states."""

    def held(state: Held) -> Callable[[Theme], QWidget]:
        return lambda theme: hold(make(theme), state)

    return [(state, held(state)) for state in HELD]


def kinds(*made: tuple[str, Callable[[Theme], WidgetT]]) -> list[tuple[str, Callable[[Theme], QWidget]]]:
    """States that are kinds, each named."""
    return [(name, make) for name, make in made]
