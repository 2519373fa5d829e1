"""Pages that are not there yet, and say so: what they will show, and what helps meanwhile."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtWidgets import QWidget

from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, EmptyState, Header
from gui.widgets.page import Page


class LaterPage(Page):
    """A header and one honest sentence."""

    icon_shown: ClassVar[str] = "box"
    leads_to: ClassVar[str] = "evaluate"  # the page that helps meanwhile

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        header = Header(theme, self.title, self.sentence())
        words = {"evaluate": self.tr("Go to Evaluate"), "predict": self.tr("Go to Predict")}[self.leads_to]
        button = Button(theme, words, trailing="arrow-right")
        button.clicked.connect(self._on_go)
        self.column.addWidget(header)
        self.column.addWidget(
            EmptyState(theme, self.icon_shown, self.tr("Not there yet"), self.meanwhile(), [button]), 1
        )

    def sentence(self) -> str:
        """What the page will show."""
        return ""

    def meanwhile(self) -> str:
        """That it isn't there, and what is."""
        return ""

    def _on_go(self) -> None:
        self.navigator.go(self.leads_to)


class ExplainPage(LaterPage):
    """Why the model predicts what it predicts."""

    key = "explain"
    icon = icon_shown = "lightbulb"

    def sentence(self) -> str:
        """What the page will show."""
        return self.tr("Which columns the model uses, and how they change a prediction.")

    def meanwhile(self) -> str:
        """What is there already."""
        return self.tr(
            "Epochal can’t explain a model yet. Evaluate shows how well it predicts, where it struggles, "
            "and what it is compared with."
        )


class ModelsPage(LaterPage):
    """Versions of a model."""

    key = "models"
    icon = icon_shown = "layers"

    def sentence(self) -> str:
        """What the page will show."""
        return self.tr("Versions that freeze a model together with its recipe and data.")

    def meanwhile(self) -> str:
        """What is there already."""
        return self.tr(
            "Epochal has no model versions yet. Every run keeps its own model in the project: "
            "choose one in Evaluate or Predict."
        )


class MonitorPage(LaterPage):
    """A model in use, watched."""

    key = "monitor"
    icon = icon_shown = "radar"
    leads_to = "predict"

    def sentence(self) -> str:
        """What the page will show."""
        return self.tr("Whether new data still looks like the data the model has learned from.")

    def meanwhile(self) -> str:
        """What is there already."""
        return self.tr(
            "Epochal doesn’t watch models in use yet. Predict marks each row that lies outside what the model has seen."
        )
