"""The Evaluate page's list of rows: opened from every mark, by mouse and by keyboard, sorted, copied, written, left."""

from __future__ import annotations

from pathlib import Path

import evaluate_pages
import numpy as np
import pandas as pd
from gui_world import World
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QAbstractItemModelTester, QTest

from core.evaluation.groups import Group, GroupedColumn, Struggles
from core.evaluation.selection import ErrorBar, GroupRows
from gui.pages.evaluate import EvaluatePage
from gui.plots.chart import Chart


def judged(world: World, tmp_path: Path, target: str) -> EvaluatePage:
    page = evaluate_pages.judged(world, tmp_path, target)
    page.activateWindow()  # the inspector is a window of its own here
    world.wait(page.isActiveWindow)
    return page


def listed(world: World, page: EvaluatePage) -> None:
    world.wait(lambda: page._stack.currentWidget() is page.rows and not page.rows_work.busy)


def click(chart: Chart, x: float, y: float) -> None:
    """As the mouse does at a place of the view."""
    at = chart.mapFromScene(chart.view.mapViewToScene(QPointF(x, y)))
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)


def test_that_a_cell_opens_its_rows_and_esc_leads_back(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    matrix = page.result.classes.matrix
    wanted = matrix._counts.copy()
    spot = matrix.grid.rect(0, 0).center().toPoint()
    world.qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=spot)
    listed(world, page)
    model = page.rows.model
    assert model.rowCount() == wanted[0, 0]
    name = page._judged.evaluation.positive
    assert page.rows.head._title.text() == f"Truly “{name}”, called “{name}”"
    assert {model.index(row, 0).data() for row in range(model.rowCount())} == {name}
    assert page.rows.grid.hasFocus()
    world.qtbot.keyClick(page.rows.grid, Qt.Key.Key_Escape)
    assert page._stack.currentWidget() is page.result
    assert model.rowCount() == 0


def test_that_on_a_large_screen_the_columns_share_the_room(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    page.resize(2200, 900)
    matrix = page.result.classes.matrix
    world.wait(lambda: matrix.width() > 400)
    world.qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.grid.rect(0, 0).center().toPoint())
    listed(world, page)
    head, spare = page.rows.grid.horizontalHeader(), page.rows._spare
    world.qtbot.waitUntil(lambda: all(head.sectionSize(at) > width for at, width in spare._needed.items()))
    assert 0 < head.count() == len(spare._needed) and head.length() <= page.rows.grid.viewport().width()


def test_that_the_keyboard_alone_gets_there_and_back(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    matrix = page.result.classes.matrix
    matrix.setFocus(Qt.FocusReason.TabFocusReason)
    world.qtbot.keyClick(matrix, Qt.Key.Key_Down)
    world.qtbot.keyClick(matrix, Qt.Key.Key_Return)
    listed(world, page)
    assert page.rows.model.rowCount() == matrix._counts[0, 0]
    world.qtbot.keyClick(page.rows.grid, Qt.Key.Key_Escape)
    assert matrix.hasFocus()


def test_that_an_empty_cell_opens_nothing(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    matrix = page.result.classes.matrix
    counts = np.diag([5, 6, 7])
    matrix.set_counts(counts, page._judged.evaluation.classes)
    with world.qtbot.assertNotEmitted(matrix.cell_chosen):
        world.qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.grid.rect(0, 1).center().toPoint())


def test_that_the_cells_of_another_threshold_list_its_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    page.result.classes.line.slider.setValue(1)  # nearly every row is called positive
    matrix = page.result.classes.matrix
    wanted = int(matrix._counts[1, 0])
    world.qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.grid.rect(1, 0).center().toPoint())
    listed(world, page)
    assert page.rows.model.rowCount() == wanted > 0


def test_that_a_bar_of_errors_opens_its_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    chart = page.result.numbers.histogram
    at = int(chart._counts.argmax())
    click(chart, float(chart._edges[at : at + 2].mean()), float(chart._counts[at]) / 2)
    listed(world, page)
    model, as_share = page.rows.model, chart._as_share
    assert model.rowCount() == chart._counts[at]
    errors = model.found.table.values("error_share" if as_share else "error").to_numpy()
    assert ((errors >= chart._edges[at]) & (errors < chart._edges[at + 1])).all()
    assert page.rows.head._title.text().startswith("Off by ")


def test_that_a_point_opens_its_row_and_the_space_between_opens_none(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    chart = page.result.numbers.scatter
    shown = chart._picture
    low, high = shown.low, shown.high
    assert chart.choice(low, high) is None  # far from every point
    click(chart, float(shown.actual[3]), float(shown.predicted[3]))
    listed(world, page)
    assert page.rows.model.rowCount() == 1
    assert page.rows.model.source_row(0) in shown.source_rows


def test_that_scores_and_groups_open_theirs(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    chart, shown = page.result.classes.line.chart, page.result.classes._shown
    bar = int((shown.scores_positive + shown.scores_negative).argmax())
    click(chart, (bar + 0.5) / len(shown.scores_positive), 0.0)
    listed(world, page)
    assert page.rows.model.rowCount() == shown.scores_positive[bar] + shown.scores_negative[bar]
    page.rows.left.emit()
    group = Group("far", np.nan, np.nan, np.arange(7), 0.5, weak=True)
    panel = page._inspector.struggles
    panel.show_struggles(Struggles("wrong_share", 0.2, (GroupedColumn("town", (group,), 0.2),), 1, 5))
    panel.bars.setFocus()
    world.qtbot.keyClick(panel.bars, Qt.Key.Key_Return)
    listed(world, page)
    assert page.rows.model.rowCount() == 7
    assert page.rows.head._title.text() == "town far"


def test_that_enter_on_the_crosshair_opens_the_bar_it_stands_on(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    chart, shown = page.result.classes.line.chart, page.result.classes._shown
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    bar = int((shown.scores_positive + shown.scores_negative).argmax())
    chart.crosshair.show_at(float(chart.places()[bar]))
    world.qtbot.keyClick(chart, Qt.Key.Key_Return)
    listed(world, page)
    assert page.rows.model.rowCount() == shown.scores_positive[bar] + shown.scores_negative[bar]


def all_rows(world: World, tmp_path: Path) -> EvaluatePage:
    page = judged(world, tmp_path, "price")
    page._look_at_rows(GroupRows(np.arange(20)), "some")
    listed(world, page)
    return page


def test_that_rows_stand_with_the_worst_first_and_are_sorted_by_their_heads(world: World, tmp_path: Path) -> None:
    page = all_rows(world, tmp_path)
    model = page.rows.model
    shares = lambda: [model.value(row, 3) for row in range(model.rowCount())]  # noqa: E731
    worst = shares()
    assert np.abs(worst).tolist() == sorted(np.abs(worst), reverse=True)
    assert model.index(0, 3).data()[0] in "+−" and model.index(0, 3).data().endswith(" %")
    page.rows._on_head(0)
    world.wait(lambda: not page.rows_work.busy)
    actual = [model.value(row, 0) for row in range(model.rowCount())]
    assert actual == sorted(actual, reverse=True)
    page.rows._on_head(0)
    world.wait(lambda: not page.rows_work.busy)
    assert [model.value(row, 0) for row in range(model.rowCount())] == sorted(actual)
    page.rows._on_head(0)
    assert shares() == worst


def test_that_a_sorting_that_comes_too_late_changes_nothing(world: World, tmp_path: Path) -> None:
    page = all_rows(world, tmp_path)
    model = page.rows.model
    before = model.order.tolist()
    for _ in range(3):  # largest first, smallest first, and as it was: before either has been sorted
        page.rows._on_head(0)
    world.wait(lambda: not world.lanes.other.jobs)
    assert model.order.tolist() == before and page.rows._sorted[0] == -1
    page.rows._on_head(0)
    page.rows._on_head(1)
    world.wait(lambda: not world.lanes.other.jobs)
    values = [model.value(row, 1) for row in range(model.rowCount())]
    assert values == sorted(values, reverse=True)


def test_that_rows_are_copied_and_written_as_they_are_shown(world: World, tmp_path: Path) -> None:
    page = all_rows(world, tmp_path)
    page.rows.grid.clearSelection()
    world.qtbot.mouseClick(page.rows.copy, Qt.MouseButton.LeftButton)
    lines = QGuiApplication.clipboard().text().splitlines()
    assert len(lines) == 21 and lines[0].split("\t")[:4] == ["Actual", "Predicted", "Off by", "% off"]
    told: list[str] = []
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: told.append(words))
    page.rows_work.write(str(tmp_path / "rows.csv"))
    world.wait(lambda: bool(told))
    assert told == ["Written to rows.csv"]
    frame = pd.read_csv(tmp_path / "rows.csv")
    assert frame["source_row"].tolist() == [page.rows.model.source_row(row) for row in range(20)]


def test_that_the_list_keeps_qt_s_promises(world: World, tmp_path: Path) -> None:
    page = all_rows(world, tmp_path)
    QAbstractItemModelTester(page.rows.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    page.rows.model.sort(0)
    page.rows.clear()


def test_that_another_run_puts_the_list_away(world: World, tmp_path: Path) -> None:
    page = all_rows(world, tmp_path)
    world.train(epochs="2", layers="none")
    world.session.choose_run(2)
    world.wait(lambda: page._judged is not None and page._judged.number == 2 and page._job is None)
    assert page._stack.currentWidget() is page.result
    assert page.rows.model.rowCount() == 0


def test_that_the_last_bar_holds_its_upper_edge(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    chart = page.result.numbers.histogram
    found = chart.choice(float(chart._edges[-1]), 0.0)
    assert found is None or (isinstance(found, ErrorBar) and found.last)
    assert chart.choice(float(chart._edges[-1]) * 1.01, 0.0) is None
