"""The menu of the panel's "…": what else can be done with the run to start next."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QMenu, QWidget

from core.project.document import SEED_LIMIT, Document
from gui.models.run_view import RunView
from gui.models.words import count
from gui.pages.train_edits import TrainEdits
from gui.theme import Theme

MOST_RUNS = 4


class NewRunMenu(QMenu):
    """The settings of a run or of the preset again, another seed, and all settings in sight."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        runs: list[RunView],
        edits: TrainEdits,
        show_settings: Callable[[], None],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        changed = len(document.overrides)
        words = self.tr("Settings of the preset again ({n} changed)").format(n=count(changed))
        self._offer(
            words if changed else self.tr("Settings of the preset again"), "undo-2", edits.reset_settings, changed
        )
        for run in runs[:MOST_RUNS]:
            words = self.tr("Settings of run {number} · {name}").format(number=run.number, name=run.name)
            self._offer(words, "refresh-cw", partial(edits.reuse, run.number))
        self.addSeparator()
        seed = document.seed + 1 if document.seed + 1 < SEED_LIMIT else 0
        words = self.tr("Another split and start: seed {seed}").format(seed=seed)
        self._offer(words, "shuffle", partial(edits.set_seed, str(seed)))
        self._offer(self.tr("Show all settings"), "sliders-horizontal", show_settings)

    def _offer(self, words: str, icon: str, do: Callable[[], None], possible: object = True) -> None:
        action = self.addAction(self._theme.icon(icon), words.replace("&", "&&"))
        action.setEnabled(bool(possible))
        action.triggered.connect(lambda _checked=False: do())
