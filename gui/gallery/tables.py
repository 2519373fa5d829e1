"""Tables and lists on the bundled house prices: grid with heads, rules, waterfall, differences, runs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import numpy as np
from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.base.notices import Notice
from core.base.progress import result_of
from core.cleaning.report import Cleaned
from core.data.profile import ColumnProfile, TableProfile
from core.data.table import Table
from core.flow.cleaning import preview
from core.flow.importing import import_file, new_document
from core.project.document import Document
from core.project.runs import RunStatus
from gui import assets
from gui.gallery.exhibits import Exhibit, Room, kinds
from gui.models.cells import number_text
from gui.models.columns import column_heads, head_of, unknown_head
from gui.models.differences import DifferenceModel, differences_by_value
from gui.models.recipe import RecipeModel
from gui.models.run_view import OVERFITTING, RunView
from gui.models.runs import RunsModel
from gui.models.table import TableModel
from gui.pages.clean_rules import RuleList
from gui.pages.clean_words import fall_steps
from gui.pages.data_grid_view import ProfiledGrid
from gui.pages.data_reading import ReadingBand
from gui.pages.train_runs import RunsView
from gui.theme import Theme, sizes
from gui.widgets import Histogram, tight
from gui.widgets.column_header import ColumnHeader
from gui.widgets.data_grid import DataGrid
from gui.widgets.distribution import Distribution, LevelBars
from gui.widgets.waterfall import Waterfall

SAMPLE, TARGET = "house_price_data.csv", "price"
GRID_PX = 420


@dataclass(frozen=True, eq=False, slots=True)
class Example:
    """The bundled table, its profile, its document with the suggested rules, and what they did."""

    table: Table
    profile: TableProfile
    document: Document
    cleaned: Cleaned

    def numbers(self) -> ColumnProfile:
        """A column with a histogram."""
        return self.profile.column(TARGET)


@cache
def example() -> Example:
    """Read, profiled and cleaned once, by the program's own flow."""
    imported = result_of(import_file(assets.samples_folder() / SAMPLE))
    document = new_document(imported, name="House prices", target=TARGET)
    _, cleaned = preview(imported.read.table, document)
    return Example(imported.read.table, imported.profile, document, cleaned)


def tables() -> Room:
    """Everything with rows, and the small pictures in them."""
    return Room(
        "Tables",
        [
            Exhibit("Data grid", kinds(("profiled", _grid), ("profile awaited", _grid_waiting)), wide=True),
            Exhibit("First rows", kinds(("half of the columns found", _first_rows)), wide=True),
            Exhibit("Rule list", kinds(("one off, one chosen", _rules))),
            Exhibit(
                "Rows waterfall",
                kinds(("rest", _fall), ("low window", _low_fall), ("counting", _faint_fall)),
                wide=True,
            ),
            Exhibit("Difference table", kinds(("by value", _differences)), wide=True),
            Exhibit("Run table", kinds(("every status", _runs)), wide=True),
            Exhibit("Distribution", kinds(("numbers", _distribution), ("levels", _levels), ("small", _histogram))),
        ],
    )


def _grid(theme: Theme) -> QWidget:
    return _data_grid(theme, profiled=True)


def _grid_waiting(theme: Theme) -> QWidget:
    return _data_grid(theme, profiled=False)


def _data_grid(theme: Theme, *, profiled: bool) -> QWidget:
    shown = example()
    grid = DataGrid(theme, "House prices")
    model = TableModel(grid)
    model.show_table(shown.table)
    known = {column.name: column for column in shown.profile.columns} if profiled else {}
    model.show_heads(column_heads(shown.table, known, shown.document))
    model.show_marks(shown.document.recipe, shown.cleaned.report)
    grid.setModel(model)
    grid.setHorizontalHeader(ColumnHeader(theme, grid))
    grid.setFixedHeight(GRID_PX if profiled else GRID_PX // 2)
    return grid


def _first_rows(theme: Theme) -> QWidget:
    """The band, and heads of which the kind, the profile, or nothing is known yet."""
    shown = example()
    holder = QWidget()
    band = ReadingBand(theme)
    band.show_progress(
        "Reading house_price_data.csv", "Describing each column", 0.4, "1 of 2 columns", "about 4 s left"
    )
    model = TableModel(holder)
    model.show_table(shown.table)
    first, *others = (
        head_of(column.name, column.kind, None if at else shown.profile.columns[at])
        for at, column in enumerate(shown.table.columns)
    )
    model.show_heads([first, *others[:-1], unknown_head(others[-1].name)])
    grid = ProfiledGrid(theme, "First rows", model, asks=False)
    grid.setFixedHeight(GRID_PX // 2)
    column = tight(QVBoxLayout(holder))
    column.addWidget(band)
    column.addWidget(grid)
    return holder


def _rules(theme: Theme) -> QWidget:
    shown = example()
    recipe = shown.document.recipe
    model = RecipeModel()
    model.show_recipe(recipe.toggled(recipe.steps[-1].id), shown.cleaned.report)
    made = RuleList(theme, model)
    model.setParent(made)
    made.choose(recipe.steps[0].id)
    made.setFixedSize(380, sizes.RULE_ROW * len(recipe.steps) + 60)
    return made


def _fall(theme: Theme) -> Waterfall:
    shown = example()
    made = Waterfall(theme)
    made.show_fall(len(shown.table.source_rows), fall_steps(shown.document.recipe, shown.cleaned.report))
    made.set_chosen(shown.document.recipe.steps[0].id)
    return made


def _low_fall(theme: Theme) -> QWidget:
    made = _fall(theme)
    made.set_compact(True)
    return made


def _faint_fall(theme: Theme) -> QWidget:
    shown = example()
    made = _fall(theme)
    steps = fall_steps(shown.document.recipe, shown.cleaned.report)
    made.show_fall(len(shown.table.source_rows), steps, counting_from=1)
    return made


def _differences(theme: Theme) -> QWidget:
    shown = example()
    made = DataGrid(theme, "Differences", whole_rows=True, row_numbers=False, column_lines=False)
    model = DifferenceModel(made)
    report = max(shown.cleaned.report.steps, key=lambda step: step.cells_changed)
    model.show_differences(differences_by_value(report))
    made.setModel(model)
    made.setFixedHeight(GRID_PX // 2)
    return made


def _runs(theme: Theme) -> QWidget:
    model = RunsModel()
    made = RunsView(theme, model)
    model.setParent(made)
    model.set_runs([_run(number, status) for number, status in enumerate(RunStatus, start=1)], TARGET)
    made.setFixedHeight(sizes.RUN_ROW * (len(RunStatus) + 3))
    return made


def _run(number: int, status: RunStatus) -> RunView:
    """A run with curves of an example's shape: exponential towards a floor."""
    epochs = np.arange(1.0, 41.0)
    falling = 0.5 * np.exp(-epochs / (3.0 + number)) + 0.02
    notices = (Notice(OVERFITTING, {"epoch": 20}),) if number == 1 else ()
    return RunView(
        number=number,
        name=str(status).capitalize(),
        status=status,
        task="regression",
        target=TARGET,
        epochs=epochs,
        training=0.9 * falling,
        validation=falling,
        planned=60,
        best_epoch=29,
        layers=("64", "32"),
        rate="0.001",
        patience=10,
        seconds=12.4,
        notices=notices,
    )


def _distribution(theme: Theme) -> QWidget:
    column = example().numbers()
    made = Distribution(theme, column.name)
    say: Callable[[float], str] = number_text
    made.show_bars(column.bin_edges, column.bin_counts, say=say, mark=(column.median or 0.0, "median"))
    made.setFixedWidth(272)
    return made


def _levels(theme: Theme) -> QWidget:
    made = LevelBars(theme, "cut")
    made.show_levels([("Ideal", 21_551), ("Premium", 13_791), ("Very Good", 12_082)], "2 more")
    made.setFixedWidth(272)
    return made


def _histogram(theme: Theme) -> QWidget:
    column = example().numbers()
    made = Histogram(theme, column.name, height=80)
    made.set_bars(column.bin_counts, "low", "high")
    made.setFixedWidth(200)
    return made
