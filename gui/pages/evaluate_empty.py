"""What Evaluate shows while no run can be judged."""

from __future__ import annotations

from collections.abc import Callable

from gui.theme import Theme
from gui.widgets import Button, EmptyState


class NothingJudged(EmptyState):
    """Leads to Train; while a first run trains it says what comes."""

    def __init__(self, theme: Theme, go: Callable[[], None]) -> None:
        button = Button(theme, self.tr("Go to Train"), kind="primary", trailing="arrow-right")
        button.clicked.connect(go)
        super().__init__(theme, "scan-eye", "", "", [button])
        self.tell(training=False)

    def tell(self, *, training: bool) -> None:
        """Say whether a run is on its way."""
        if training:
            self.set_words(self.tr("The first run is training"), self.tr("When it has ended, its result stands here."))
        else:
            sentence = self.tr("Train at least one run. With the Quick preset it takes seconds.")
            self.set_words(self.tr("Nothing to evaluate yet"), sentence)
