"""The models of the Clean page: rules, differences, rows left out."""

from __future__ import annotations

import numpy as np
import pytest
from cleaning_tables import small_table
from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from core.base.notices import Notice
from core.base.spaces import spaces_shown
from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import Recipe, Step
from core.cleaning.report import CellChanges, CleaningReport, Outcome, StepReport
from core.cleaning.rule import Rule
from core.cleaning.rules import (
    ClipOutliers,
    Convert,
    DropMissing,
    FillMissing,
    IgnoreColumns,
    KeepRange,
    RemoveDuplicates,
    TidyText,
)
from core.data.readers.options import RejectedRow
from core.data.table import Table
from gui.models.cells import CellRole, CellState
from gui.models.differences import (
    MOST_LINES,
    DifferenceModel,
    Differences,
    Line,
    differences_by_row,
    differences_by_value,
)
from gui.models.recipe import RecipeModel, summary_of
from gui.models.removed import RejectedRowsModel, RemovedRowsModel
from gui.models.rule_count import count_words, review_words

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
WHY = Notice("cleaning.why_duplicates_id", {"copies": 1, "rows": 2, "share": "50 %", "names": "id"})


@pytest.fixture
def table() -> Table:
    columns = {
        "cut": ["Ideal", "Ideal", " ideal", "Fair", "IDEAL", None],
        "size": [1.0, None, 3.0, -4.0, 5.0, None],
        "price": [10.0, 20.0, None, 40.0, 50.0, 60.0],
    }
    return small_table(columns, source_rows=[2, 4, 6, 8, 10, 12])


@pytest.fixture
def recipe() -> Recipe:
    steps = (
        Step("a", TidyText(("cut",))),
        Step("b", DropMissing(("price",))),
        Step("c", KeepRange("size", low=0.0)),
        Step("d", FillMissing(("weight",))),
        Step("e", IgnoreColumns(("cut",))),
        Step("f", FillMissing(("price",))),
        Step("g", ClipOutliers(("size",)), enabled=False, evidence=WHY),
    )
    return Recipe(steps)


@pytest.fixture
def report(recipe: Recipe, table: Table) -> CleaningReport:
    return fit_recipe(recipe, table, table.source_rows)[1].report


@pytest.fixture
def model(qtbot: QtBot, recipe: Recipe, report: CleaningReport) -> RecipeModel:
    model = RecipeModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.show_recipe(recipe, report)
    return model


def test_that_each_rule_says_what_it_did(model: RecipeModel) -> None:
    told = [(model.index(row).data(CellRole.COUNT), model.index(row).data(CellRole.UNIT)) for row in range(7)]
    assert told == [
        ("2", "cells"),
        ("−1", "row"),
        ("−1", "row"),
        ("", "skipped"),
        ("−1", "column"),
        ("0", "no effect"),
        ("–", "off"),
    ]
    assert model.index(0).data() == "Tidy the spelling of cut"
    assert "weight" in model.index(3).data(Qt.ItemDataRole.ToolTipRole)
    assert model.index(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("2 cells, on")


def test_that_suggestions_nobody_took_stand_below_a_divider_when_they_come_last(model: RecipeModel) -> None:
    assert [model.index(row).data(CellRole.DIVIDER) for row in range(7)] == [False] * 6 + [True]
    model.show_recipe(Recipe((model.recipe.step("g"),)), None)
    assert model.index(0).data(CellRole.DIVIDER), "also when there are no others"
    model.show_recipe(model.recipe.added(Step("a", TidyText(("cut",)))), None)
    assert not any(model.index(row).data(CellRole.DIVIDER) for row in range(7))


def test_that_counting_shows_what_is_not_known_yet(model: RecipeModel) -> None:
    model.show_recipe(model.recipe, None, counting_from=0)
    assert model.index(0).data(CellRole.UNIT) == "counting"


def test_that_switching_and_moving_only_ask(qtbot: QtBot, model: RecipeModel) -> None:
    before = model.recipe
    with qtbot.waitSignal(model.toggle_asked) as asked:
        model.setData(model.index(0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    assert asked.args == ["a", False]
    with qtbot.waitSignal(model.move_asked) as asked:
        model.moveRow(QModelIndex(), 0, QModelIndex(), 3)  # dropped between the third and the fourth
    assert asked.args == ["a", 2]
    assert before.moved("a", 2).index("a") == 2
    assert model.recipe is before


def test_that_the_chosen_rule_stays_through_an_edit_of_another(model: RecipeModel, report: CleaningReport) -> None:
    resets: list[int] = []
    listener = QObject()
    model.modelReset.connect(lambda: resets.append(1), Qt.ConnectionType.DirectConnection)
    model.show_recipe(model.recipe.toggled("a"), report)
    assert resets == [] and model.index(0).data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Unchecked
    listener.deleteLater()


def test_that_differences_by_value_come_with_the_most_frequent_first(qtbot: QtBot, table: Table) -> None:
    recipe = Recipe((Step("a", FillMissing(("size",))), Step("b", TidyText(("cut",)))))
    report = fit_recipe(recipe, table, table.source_rows)[1].report
    model = DifferenceModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.show_differences(differences_by_value(report.step("a")))
    assert [model.index(0, column).data() for column in range(5)] == ["size", "missing", "2", "filled", "2"]
    assert model.index(0, 1).data(CellRole.STATE) == CellState.MISSING
    assert model.index(0, 4).data(CellRole.SHARE) == 1.0
    model.show_differences(differences_by_value(report.step("b")))
    assert {model.index(row, 3).data() for row in range(2)} == {"letter case", "spaces and case"}
    assert {model.index(row, 1).data() for row in range(2)} == {" ideal", "IDEAL"}


def test_that_differences_by_row_stand_in_the_files_order(table: Table) -> None:
    recipe = Recipe((Step("a", TidyText(("cut",))),))
    report = fit_recipe(recipe, table, table.source_rows)[1].report
    found = differences_by_row(report.step("a"))
    assert [(line.count, line.before, line.after) for line in found.lines] == [
        (6, " ideal", "Ideal"),
        (10, "IDEAL", "Ideal"),
    ]
    assert not found.several_columns and found.total == 2


def test_that_the_first_of_many_differences_by_row_come_from_all_columns() -> None:
    rng = np.random.default_rng(0)
    changes = []
    for name in ("a", "b", "c"):
        rows = np.sort(rng.choice(np.arange(1, 4 * MOST_LINES), MOST_LINES + 7, replace=False))
        changes.append(
            CellChanges(name, rows, np.array([f"{row} ".upper() for row in rows], object), rows.astype(object))
        )
    report = StepReport("s", Outcome.APPLIED, 9, 9, tuple(changes))
    found = differences_by_row(report)
    slow = sorted(
        (int(row), at, one.before[i]) for at, one in enumerate(changes) for i, row in enumerate(one.source_rows)
    )
    assert [(line.count, "abc".index(line.column), line.before) for line in found.lines] == slow[:MOST_LINES]
    assert found.total == 3 * (MOST_LINES + 7)
    assert differences_by_row(StepReport("s", Outcome.NO_EFFECT, 9, 9)).lines == ()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (" a b  ", "␣a b␣␣"),
        ("  ", "␣␣"),
        ("", ""),
        ("very  good", "very␣␣good"),
        ("very good", "very good"),
        ("premium\u00a0", "premium␣"),
        ("10\u00a0kg", "10␣kg"),
        ("a\tb", "a→b"),
    ],
)
def test_that_spaces_that_would_be_overlooked_can_be_seen(text: str, shown: str) -> None:
    assert spaces_shown(text) == shown


def test_that_removed_rows_come_with_their_reason_and_the_rules_columns_first(
    qtbot: QtBot, table: Table, report: CleaningReport
) -> None:
    model = RemovedRowsModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.show_rows(report.step("b"), table, first=("price", "gone"))
    assert [model.headerData(n, Qt.Orientation.Horizontal) for n in range(4)] == ["Reason", "price", "cut", "size"]
    assert model.headerData(0, Qt.Orientation.Vertical) == "6"
    assert model.index(0, 0).data() == "“price” is missing"
    assert model.index(0, 1).data(CellRole.STATE) == CellState.MISSING
    assert model.index(0, 2).data() == " ideal"


def test_that_only_the_first_of_many_removed_rows_are_shown(
    table: Table, report: CleaningReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = fit_recipe(Recipe((Step("a", DropMissing(())),)), table, table.source_rows, "price")[1].report.step("a")
    assert whole.rows_rejected == 3
    monkeypatch.setattr("gui.models.removed.MOST_ROWS", 2)
    model = RemovedRowsModel()
    model.show_rows(whole, table)
    assert [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())] == ["4", "6"]


def test_that_several_reasons_stay_with_their_rows(table: Table) -> None:
    recipe = Recipe((Step("a", DropMissing(())),))
    report = fit_recipe(recipe, table, table.source_rows, "price")[1].report.step("a")
    model = RemovedRowsModel()
    model.show_rows(report, table)
    told = {model.headerData(row, Qt.Orientation.Vertical): model.index(row, 0).data() for row in range(3)}
    for row, why in told.items():
        values = table.frame.iloc[int(np.flatnonzero(table.source_rows == int(row))[0])]
        named = why.split("“")[1].split("”")[0]
        assert values.isna()[named], (row, why)


def test_that_rows_the_reader_set_aside_show_line_reason_and_cells(qtbot: QtBot) -> None:
    reason = Notice("data.row_too_short", {"cells": 1, "columns": 3})
    rows = [RejectedRow(7, 9, reason, ("x",)), RejectedRow(8, None, reason, ("a", "b", "c", "d"))]
    model = RejectedRowsModel(rows, ["one", "two", "three"])
    QAbstractItemModelTester(model, STRICT, model)
    assert [model.index(0, n).data() for n in range(4)] == [
        "9",
        "The number of cells is 1 where the header has 3",
        "x",
        None,
    ]
    assert model.index(0, 3).data(CellRole.STATE) == CellState.MISSING
    assert model.index(1, 0).data() == "8" and model.index(1, 5).data() == "d"
    assert model.headerData(5, Qt.Orientation.Horizontal) == ""


def test_that_numbers_are_written_as_in_the_table(qtbot: QtBot) -> None:
    table = small_table({"built": [1979.0, None, 1981.0, 1979.0]}, source_rows=[1, 2, 3, 4])
    report = fit_recipe(Recipe((Step("a", FillMissing(("built",))),)), table, table.source_rows)[1].report.step("a")
    model = DifferenceModel()
    model.show_differences(differences_by_value(report))
    assert model.index(0, 2).data() == "1979", "a year has no comma"


def test_that_rows_removed_for_one_reason_say_so_once(table: Table, report: CleaningReport) -> None:
    model = RemovedRowsModel()
    model.show_rows(report.step("b"), table)
    assert model.shared_reason == "“price” is missing"
    several = fit_recipe(Recipe((Step("a", DropMissing(())),)), table, table.source_rows, "price")[1].report.step("a")
    model.show_rows(several, table)
    assert model.shared_reason == ""


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        (0.7399999999999807, 0.680000000000014, ["0.74", "0.68"]),
        (25.3, 25.299999999999997, ["25.300000000000001", "25.299999999999997"]),
        (2250.0, 2002.625, ["2250", "2002.62"]),
        (-3.0, 123456.789, ["−3", "123,457"]),
    ],
)
def test_that_numbers_have_as_many_digits_as_tell_them_apart(before: float, after: float, shown: list[str]) -> None:
    model = DifferenceModel()
    model.show_differences(Differences("values", (Line("x", before, after, "", 1, 1.0),), 1))
    assert [model.index(0, column).data() for column in (1, 2)] == shown


def test_that_rules_are_counted_alike_everywhere() -> None:
    off, on = Step("a", TidyText(("cut",)), enabled=False, evidence=WHY), Step("b", DropMissing(("price",)))
    own_off = Step("c", DropMissing(("price",)), enabled=False)
    assert count_words(Recipe((off,))) == "1 suggestion"
    assert review_words(Recipe((off,)), suggested=True) == "Review 1 suggestion"
    assert count_words(Recipe((on, off))) == "1 rule", "the other one is not used"
    assert review_words(Recipe((on, off)), suggested=False) == "Review 1 rule"
    assert review_words(Recipe((on, off)), suggested=True) == "Review 1 suggestion"
    assert count_words(Recipe((own_off,))) == "0 rules"
    assert review_words(Recipe((own_off,)), suggested=False) == "Check the cleaning"
    assert count_words(Recipe((on, Step("d", TidyText(("cut",)))))) == "2 rules"


@pytest.mark.parametrize(
    "rule",
    [
        Convert(("price",)),
        Convert(("price",), decimal=","),
        Convert(("price",), unit="kg"),
        Convert(("price",), "category"),
        RemoveDuplicates(),
        IgnoreColumns(("code",)),
        ClipOutliers(("carat",)),
        ClipOutliers(("carat", "depth")),
        ClipOutliers(),
        ClipOutliers(("carat",), "quantile"),
        *(FillMissing((), method) for method in ("median", "mean", "most_frequent")),
        FillMissing(("cut",), "most_frequent"),
        KeepRange("x", low=0.0),
        TidyText(("cut",)),
    ],
    ids=str,
)
def test_that_what_a_rule_says_below_its_title_has_room(rule: Rule) -> None:
    assert 0 < len(summary_of(Step("a", rule))) <= 34, "what the list has room for at 1440 px, beside a count"
