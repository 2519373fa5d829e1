"""What a painted widget tells a screen reader besides its name and its description: its role, and its value.

A widget class says `spoken_as = Role.Chart`; one with a value adds a method `spoken_value`, one that opens a part in
place `spoken_expands = True`. Qt's own controls speak for themselves and say nothing here.

Why (2026-11-25): Qt calls whatever a widget paints a "client", which tells nobody that it is a picture, a progress, or
a button that opens. Rejected: values as numbers (`QAccessibleValueInterface`); its pointer can't be handed through
PySide6 6.11 without a crash, so a value is told as text.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QAbstractButton, QAccessibleWidget, QSplitterHandle, QWidget

Role = QAccessible.Role


class Voice(QAccessibleWidget):
    """Speaks for a widget with `spoken_as`."""

    def childCount(self) -> int:
        """A chart is one thing to hear: the pane it is drawn on has no name, and nothing to tell."""
        return 0 if self.role() == Role.Chart and not self._holds_controls() else super().childCount()

    def _holds_controls(self) -> bool:
        return any(not part.isHidden() for part in self.widget().findChildren(QAbstractButton))

    def text(self, what: QAccessible.Text) -> str:
        """The widget's own value; everything else as Qt has it."""
        if what == QAccessible.Text.Value:
            value = getattr(self.widget(), "spoken_value", None)
            return str(value()) if value is not None else ""
        return super().text(what)


class OpeningVoice(Voice):
    """Speaks for a button that opens a part in place: it is open or closed, not ticked."""

    def state(self) -> QAccessible.State:
        """Whether the part is open."""
        state, button = super().state(), self.widget()
        opened = isinstance(button, QAbstractButton) and button.isChecked()
        state.expandable, state.expanded, state.collapsed = 1, int(opened), int(not opened)
        return state

    def actionNames(self) -> list[str]:
        """It can be pressed."""
        return [QAccessibleActionInterface.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:
        """Press it."""
        button = self.widget()
        if name == QAccessibleActionInterface.pressAction() and isinstance(button, QAbstractButton):
            button.click()
        else:
            super().doAction(name)


@cache
def give_voices() -> None:
    """From now on, once for the program, widgets speak as they say."""
    QAccessible.installFactory(_voice_of)


def _voice_of(_class: str, widget: QObject) -> Voice | None:
    role = getattr(widget, "spoken_as", None)
    if role is None and isinstance(widget, QSplitterHandle):
        role = Role.Separator  # Qt says "grip", which no system's speech knows
    if not isinstance(widget, QWidget) or role is None:
        return None
    return (OpeningVoice if getattr(widget, "spoken_expands", False) else Voice)(widget, role)
