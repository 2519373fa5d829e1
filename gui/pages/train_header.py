"""The head of the Train page: what goes on, the controls of the run that trains, and the way on to its judgement."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from gui.state.live_run import LiveRun
from gui.theme import Theme
from gui.widgets import Button, Header


class TrainHeader(Header):
    """`evaluate`, `pause`, `stop` and `new` are buttons for the page to connect; each is shown when it makes sense.
    `left` tells that the keyboard's focus must go elsewhere."""

    left = Signal()

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, title, parent=parent)
        self.pause = Button(theme, self.tr("Pause"), icon="pause")
        self.stop = Button(theme, self.tr("Stop, keep best"), icon="square")
        self.new = Button(theme, self.tr("New run"), kind="primary", icon="plus")
        self.evaluate = Button(theme, self.tr("Evaluate"), trailing="arrow-right")
        for button in (self.evaluate, self.pause, self.stop, self.new):
            self.add_action(button)
            button.hide()

    def show_judgeable(self, number: int | None) -> None:
        """The run that can be judged next, None while there is none."""
        self.evaluate.setVisible(number is not None)
        if number is not None:
            self.evaluate.setText(self.tr("Evaluate run {number}").format(number=number))

    def show_live(self, live: LiveRun | None) -> None:
        """What can be done with the run that trains."""
        stopping = live is not None and live.stage == "judging"
        if (live is None or stopping) and (self.pause.hasFocus() or self.stop.hasFocus()):
            self.left.emit()
        for button in (self.pause, self.stop):
            button.setVisible(live is not None)
        self.pause.setEnabled(live is not None and live.epoch > 0 and not stopping)
        self.stop.setEnabled(live is not None and not stopping)
        paused = live is not None and live.paused
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.set_icon_name("play" if paused else "pause")
