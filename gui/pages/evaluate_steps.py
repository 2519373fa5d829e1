"""Show a result a part a turn of the event loop: the window breathes between words, charts and their painting."""

from __future__ import annotations

from collections.abc import Generator

from PySide6.QtCore import QObject, QTimer, Signal


class ShowingSteps(QObject):
    """Runs the first step at once and each further one in a turn of its own; `done` after the last. Another start
    takes the place of what was still to come."""

    done = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Generator[None] | None = None
        self._turn = QTimer(self)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._step)

    @property
    def running(self) -> bool:
        """Whether there is something still to be shown."""
        return self._steps is not None

    def start(self, steps: Generator[None]) -> None:
        """Show this."""
        self.drop()
        self._steps = steps
        self._turn.start()
        self._step()

    def drop(self) -> None:
        """Show no more of it; what a step had begun, it ends."""
        steps, self._steps = self._steps, None
        self._turn.stop()
        if steps is not None:
            steps.close()

    def _step(self) -> None:
        steps = self._steps
        if steps is not None and next(steps, self) is self and self._steps is steps:
            self._steps = None
            self._turn.stop()
            self.done.emit()
