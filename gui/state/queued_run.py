"""A run that waits for its turn, and the step that takes it out of the queue and can put it back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from gui.state.history import Step

if TYPE_CHECKING:
    from core.data.table import Table
    from core.project.document import Document


@dataclass(frozen=True, eq=False)
class QueuedRun:
    """What was asked for. `key` tells it from every other of this program, `number` is the one it will probably get.
    whole: train though memory seems short."""

    key: int
    path: Path
    table: Table = field(repr=False)
    document: Document
    threads: int | None
    number: int = 0
    whole: bool = False


class RunStep(Step):
    """A change to a run that can be taken back: its name, or whether it is among the runs at all."""

    def __init__(self, label: str, do: Callable[[], None], take_back: Callable[[], None]) -> None:
        super().__init__(label)
        self._do, self._take_back = do, take_back

    def redo(self) -> None:
        """Do it."""
        self._do()

    def undo(self) -> None:
        """Take it back."""
        self._take_back()


class DropRun(Step):
    """Take a run out of the queue; put back, it waits behind the others.

    Why (2026-11-25): runs are results and no edits, but one that waits is only a wish. Dropping it by mistake is
    mended like everything else, by Undo.
    """

    def __init__(
        self, run: QueuedRun, label: str, drop: Callable[[int], None], put_back: Callable[[QueuedRun], object]
    ) -> None:
        super().__init__(label)
        self._run, self._drop, self._put_back = run, drop, put_back

    def redo(self) -> None:
        """Take it out."""
        self._drop(self._run.key)

    def undo(self) -> None:
        """Put it back."""
        self._put_back(self._run)
