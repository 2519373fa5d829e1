"""Parts of Welcome and Clean that are components of their own: projects, samples, doors, steps, reasons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import gettempdir

from PySide6.QtCore import QPoint
from PySide6.QtGui import QUndoStack
from PySide6.QtWidgets import QWidget

from core.base.progress import result_of
from core.cleaning.listing import Listed, Listing
from core.cleaning.recipe import Step
from core.cleaning.rules import FillMissing, TidyText
from core.project.history import HistoryEntry
from core.project.times import now
from gui.gallery.exhibits import Exhibit, Room, all_held, kinds
from gui.gallery.tables import example
from gui.models.recipe import RecipeModel
from gui.models.steps import StepsModel
from gui.pages.clean_difference_grid import HEAD_PX
from gui.pages.clean_history import ROW, StepList
from gui.pages.clean_rules import RuleList
from gui.pages.clean_spelling_grid import ShownSpellings, SpellingGrid
from gui.pages.clean_why import WhyCard
from gui.pages.drop_zone import DropZone
from gui.pages.empty_card import EmptyCard
from gui.pages.recent_row import RecentRow
from gui.pages.sample_cards import SampleCard
from gui.pages.sample_pictures import Picture, draw_pictures, list_samples
from gui.pages.strata import Strata
from gui.settings import RecentProject
from gui.state.history import Step as UndoStep
from gui.theme import Theme, sizes
from gui.widgets.moments import short_moment

CARD_PX, DOOR_PX, LIST_PX = 266, 416, 380


def page_parts() -> Room:
    """All of them."""
    return Room(
        "Parts of pages",
        [
            Exhibit("Recent project", [*_usable(_recent), ("pinned", _pinned), ("moved or deleted", _gone)], wide=True),
            Exhibit("Sample card", [*_usable(_sample), ("picture awaited", _sample_waiting)]),
            Exhibit("Empty project", _usable(_empty), wide=True),
            Exhibit("Drop zone", _usable(_zone)),
            Exhibit("Strata", kinds(("rest", _strata))),
            Exhibit(
                "Rules on their way",
                kinds(("dragged", _dragged), ("counted again from the second", _counting), ("no longer fits", _misfit)),
            ),
            Exhibit("Values of a rule", kinds(("some by hand", _values), ("being written", _writing)), wide=True),
            Exhibit("Why a rule is there", kinds(("suggested", _why)), wide=True),
            Exhibit("History", kinds(("one undone", _steps))),
        ],
    )


def _usable(make: Callable[[Theme], QWidget]) -> list[tuple[str, Callable[[Theme], QWidget]]]:
    """The states of what is never disabled."""
    return [(state, held) for state, held in all_held(make) if state != "disabled"]


def _project(name: str) -> RecentProject:
    curve = tuple(0.5 * 0.86**epoch + 0.02 for epoch in range(30))
    return RecentProject(str(Path(gettempdir()) / "prices.epochal"), name, "500 rows · 3 runs", now(), curve)


def _recent(theme: Theme) -> RecentRow:
    return RecentRow(theme, _project("House prices"))


def _pinned(theme: Theme) -> RecentRow:
    return RecentRow(theme, replace(_project("House prices"), pinned=True))


def _gone(theme: Theme) -> QWidget:
    row = RecentRow(theme, _project("A name that goes on for as long as nobody shortens it, 房价预测 2025 年版"))
    row.show_missing(True)
    return row


@cache
def _pictures() -> dict[str, Picture]:
    pictures: dict[str, Picture] = result_of(draw_pictures(list_samples()))
    return pictures


def _sample(theme: Theme) -> QWidget:
    sample = list_samples()[0]
    card = SampleCard(theme, sample)
    card.show_picture(_pictures()[sample.key])
    card.setFixedWidth(CARD_PX)
    return card


def _sample_waiting(theme: Theme) -> QWidget:
    card = SampleCard(theme, list_samples()[-1])
    card.setFixedWidth(CARD_PX)
    return card


def _empty(theme: Theme) -> QWidget:
    return EmptyCard(theme, "Empty project", "Start without data.", "Ctrl N")


def _zone(theme: Theme) -> QWidget:
    zone = DropZone(theme, "Drop a spreadsheet here", "Excel, CSV, TSV, Parquet")
    zone.setFixedWidth(DOOR_PX)
    return zone


def _strata(theme: Theme) -> QWidget:
    strata = Strata(theme)
    strata.setFixedWidth(DOOR_PX)
    return strata


def _rules(theme: Theme, *, counting_from: int | None = None, misfit: bool = False) -> RuleList:
    shown = example()
    recipe, report = shown.document.recipe, shown.cleaned.report
    if misfit:
        from core.flow.cleaning import preview

        document = shown.document.with_recipe(recipe.added(Step("", FillMissing(("a column that is gone",)))))
        recipe, report = document.recipe, preview(shown.table, document)[1].report
    model = RecipeModel()
    model.show_recipe(recipe, report, counting_from=counting_from)
    made = RuleList(theme, model)
    model.setParent(made)
    made.choose(recipe.steps[0].id)
    made.setFixedSize(LIST_PX, sizes.RULE_ROW * len(recipe.steps) + 20)
    return made


def _dragged(theme: Theme) -> QWidget:
    made = _rules(theme)
    made.drag.begin(0, QPoint(90, sizes.RULE_ROW // 2))
    made.drag.move(QPoint(90, sizes.RULE_ROW * 2 + 10))
    return made


def _counting(theme: Theme) -> QWidget:
    return _rules(theme, counting_from=1)


def _misfit(theme: Theme) -> QWidget:
    return _rules(theme, misfit=True)


def _values(theme: Theme) -> SpellingGrid:
    values = (("Ideal", 2_362), ("Fair", 395), ("IDEAL", 80), ("ideal ", 75), ("V. Good", 20))
    rule = TidyText(("cut",), spellings=(("cut", (("V. Good", "Very Good"),)),))
    learned = {"spellings": {"cut": {"ideal": "Ideal", "fair": "Fair"}}}
    model = ShownSpellings()
    made = SpellingGrid(theme, model)
    model.setParent(made)
    model.show_listing(Listing(rule, learned, tuple(Listed("cut", value, cells) for value, cells in values)))
    made.setFixedSize(LIST_PX * 2, HEAD_PX + sizes.GRID_ROW * len(values) + 4)
    return made


def _writing(theme: Theme) -> QWidget:
    made = _values(theme)
    made.edit_row(made.model().index(1, 0))
    return made


def _why(theme: Theme) -> QWidget:
    step = example().document.recipe.steps[0]
    card = WhyCard(theme)
    card.show_why(step, "area 112; from the training rows only.", "Does the same to new rows.")
    return card


def _steps(theme: Theme) -> QWidget:
    stack = QUndoStack()
    model = StepsModel(stack, short_moment)
    for words in ("Switched off: Remove duplicate rows", "Moved: Fill missing numbers"):
        stack.push(UndoStep(words))
    model.show_earlier([HistoryEntry(number, now(), words, "") for number, words in enumerate(("New", "Imported"))])
    stack.undo()
    made = StepList(theme, model)
    model.setParent(made)  # before the stack: it goes first then, and hears nothing of the stack's end
    stack.setParent(made)
    made.setFixedSize(LIST_PX - 100, ROW * 4 + 8)
    return made
