"""The pages, and how each is made. A page's module is imported at its first visit, so that the first paint is quick."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module

from core.base.wording import QT_TRANSLATE_NOOP
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.page import Page


@dataclass(frozen=True)
class PageEntry:
    """key: as in `Ctrl 1` … `Ctrl 8`'s order. group: steps between hairlines in the rail. title: marked for "pages"."""

    key: str
    title: str
    icon: str
    group: int
    module: str
    class_name: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("data", QT_TRANSLATE_NOOP("pages", "Data"), "table-2", 0, "data", "DataPage"),
    PageEntry("clean", QT_TRANSLATE_NOOP("pages", "Clean"), "brush-cleaning", 0, "clean", "CleanPage"),
    PageEntry("train", QT_TRANSLATE_NOOP("pages", "Train"), "activity", 0, "train", "TrainPage"),
    PageEntry("evaluate", QT_TRANSLATE_NOOP("pages", "Evaluate"), "scan-eye", 1, "evaluate", "EvaluatePage"),
    PageEntry("explain", QT_TRANSLATE_NOOP("pages", "Explain"), "lightbulb", 1, "later", "ExplainPage"),
    PageEntry("predict", QT_TRANSLATE_NOOP("pages", "Predict"), "sheet", 2, "predict", "PredictPage"),
    PageEntry("models", QT_TRANSLATE_NOOP("pages", "Models"), "layers", 2, "later", "ModelsPage"),
    PageEntry("monitor", QT_TRANSLATE_NOOP("pages", "Monitor"), "radar", 2, "later", "MonitorPage"),
)


def make_page(entry: PageEntry, session: Session, theme: Theme, navigator: Navigator) -> Page:
    """Import the page's module and build the page."""
    module = import_module(f"gui.pages.{entry.module}")
    page: Page = getattr(module, entry.class_name)(session, theme, navigator)
    return page
