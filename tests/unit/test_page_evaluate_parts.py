"""The parts of the Evaluate page: contenders, weak groups, many classes, charts painted anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from evaluate_pages import evaluation, judged, view
from gui_world import World
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from core.evaluation.groups import Group, GroupedColumn, Struggles
from core.features.task import Task
from gui.pages.evaluate_table import BAR, SHARE, ContendersModel


def test_that_the_contenders_keep_qt_s_promises(world: World, tmp_path: Path, qtmodeltester: object) -> None:
    page = judged(world, tmp_path, "price")
    qtmodeltester.check(page.result.table.contenders)  # type: ignore[attr-defined]


def test_that_bars_of_errors_are_broken_off_where_one_is_far_too_long(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    bad = evaluation(
        Task.REGRESSION, metrics={"rmse": 10.0}, baselines={"linear": {"rmse": 15.0}, "constant": {"rmse": 90.0}}
    )
    model = ContendersModel()
    model.show_contenders(bad, view(world), [])
    shares = [model.index(row, BAR).data(SHARE) for row in range(3)]
    assert shares[0] == pytest.approx(10 / 22)
    assert shares[2] > 1
    assert page is not None


def test_that_weak_groups_are_told_with_their_rows(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    panel = page._inspector.struggles
    assert panel.isVisible()
    assert "Too few test rows" in panel.sentence.text_shown or panel.bars.bars
    rows = np.arange(90)
    weak = Group("far", np.nan, np.nan, rows[:30], 0.5, weak=True)
    fine = Group("near", np.nan, np.nan, rows[30:], 0.1)
    low = Group(None, -np.inf, 2_500.0, rows[:40], 0.2)
    high = Group(None, 2_500.0, np.inf, rows[40:], 0.3)
    columns = (GroupedColumn("town", (weak, fine), 0.2), GroupedColumn("area", (low, high), -0.1))
    panel.show_struggles(Struggles("median_share", 0.2, columns, 4, 20))
    assert [bar.label for bar in panel.bars.bars] == ["far", "near"]
    assert [bar.weak for bar in panel.bars.bars] == [True, False]
    assert panel.bars.bars[0].cells == ("30 rows",)
    panel.chooser.chosen.emit("area")
    assert [bar.label for bar in panel.bars.bars] == ["up to 2,500", "over 2,500"]
    with world.qtbot.waitSignal(panel.group_chosen) as told:
        panel.bars.setFocus()
        world.qtbot.keyClick(panel.bars, Qt.Key.Key_Return)
    assert told.args[1] is low


def test_that_many_classes_get_the_whole_width_and_few_stand_beside_their_list(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "size")
    charts = page.result.classes
    assert charts._top.orientation() is Qt.Orientation.Horizontal
    charts.matrix.set_counts(np.eye(26, dtype=np.int64) * 9, [chr(65 + at) for at in range(26)])
    charts._make_room(26)
    assert charts._top.orientation() is Qt.Orientation.Vertical
    world.wait(lambda: charts._cells.viewport().height() >= charts.matrix.minimumSizeHint().height())
    charts._make_room(3)
    assert charts._top.orientation() is Qt.Orientation.Horizontal


def test_that_the_comparison_is_told_and_copied_as_it_stands(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "price")
    table = page.result.table
    told = table.accessibleDescription()
    assert told.startswith("Run 1 · Quick, Typical error ") and "Straight-line model, Typical error " in told
    table.setFocus(Qt.FocusReason.TabFocusReason)
    world.qtbot.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = [line.split("\t") for line in QGuiApplication.clipboard().text().splitlines()]
    assert [line[0] for line in lines] == ["", "Run 1 · Quick", "Straight-line model", "Always the average"]
    assert lines[1][1] == page.result.tiles.tiles[0].value


def test_that_charts_are_painted_again_when_another_run_comes_between(world: World, tmp_path: Path) -> None:
    page = judged(world, tmp_path, "dear")
    record, told = world.session.run(1), page._judged
    page.result.show_waiting(Task.BINARY, spinning=True)
    page._shower.start(page._showing(told, record))
    world.wait(lambda: not page.result.classes.roc.updatesEnabled())
    page._shower.drop()
    assert all(chart.updatesEnabled() for chart in page.result.classes.below)
    assert not page._shower.running
