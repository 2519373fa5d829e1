"""Nothing is told by colour alone: with one ink on one paper, what means something else still looks otherwise."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from types import MappingProxyType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter, QPixmap, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from gui.models.cells import CellRole, CellState
from gui.pages.predict_grid import ICONS
from gui.theme import Theme, tokens
from gui.widgets import NoticeCard, RailItem
from gui.widgets.data_grid import DataGrid
from gui.widgets.switch import Switch
from gui.widgets.waterfall import FallStep, Waterfall

PAPER = ("canvas", "rail", "sunken", "raised", "hover", "select", "column", "grid", "on_fill")
WHITE, BLACK = "#FFFFFF", "#000000"


@pytest.fixture
def inked(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> Theme:
    """A theme of one ink: every ground is paper, soft ones too, everything else is black."""
    table = {name: WHITE if name in PAPER or name.endswith("_soft") else BLACK for name in tokens.LIGHT}
    monkeypatch.setattr(tokens, "TABLES", dict.fromkeys(tokens.TABLES, MappingProxyType(table)))
    theme = Theme("light")
    theme.install(qapp)
    return theme


def seen(widget: QWidget, qtbot: QtBot) -> QImage:
    qtbot.addWidget(widget)
    widget.show()
    return widget.grab().toImage()


def same(pictures: dict[str, QImage]) -> list[tuple[str, str]]:
    """The pairs that can't be told apart."""
    return [(one, other) for one, other in combinations(pictures, 2) if pictures[one] == pictures[other]]


def test_that_states_of_a_cell_can_be_told_apart(inked: Theme, qtbot: QtBot) -> None:
    grid = DataGrid(inked, "Table", row_numbers=False)
    states = [state for state in CellState if state is not CellState.FADED]  # faint, for what counts less
    model = QStandardItemModel(len(states), 1, grid)
    for row, state in enumerate(states):
        item = QStandardItem("" if state is CellState.MISSING else "12")
        item.setData(int(state), CellRole.STATE)
        model.setItem(row, 0, item)
    grid.setModel(model)
    grid.horizontalHeader().hide()
    grid.resize(200, 400)
    whole = seen(grid, qtbot)
    pictures = {
        state.name: whole.copy(grid.visualRect(model.index(row, 0)).adjusted(1, 1, -1, -1))
        for row, state in enumerate(states)
    }
    assert same(pictures) == []


def test_that_a_step_that_runs_and_one_that_needs_a_look_differ(inked: Theme, qtbot: QtBot) -> None:
    def item(compact: bool, **how: bool) -> QImage:
        made = RailItem(inked, "train", "activity", "Train")
        made.set_status("", **how)
        made.set_compact(compact)
        made.resize(made.sizeHint())
        return seen(made, qtbot)

    for compact in (True, False):
        pictures = {"rest": item(compact), "runs": item(compact, running=True), "look": item(compact, attention=True)}
        assert same(pictures) == []


def test_that_a_switch_is_on_or_off(inked: Theme, qtbot: QtBot) -> None:
    on, off = Switch(inked, "Rule"), Switch(inked, "Rule")
    on.setChecked(True)
    assert same({"on": seen(on, qtbot), "off": seen(off, qtbot)}) == []


def test_that_notices_of_other_weight_differ(inked: Theme, qtbot: QtBot) -> None:
    cards = {
        kind: seen(NoticeCard(inked, kind, "Three rows", "They differ."), qtbot) for kind in ("info", "warn", "bad")
    }
    assert same(cards) == []


def test_that_what_rules_did_differs_in_the_waterfall(inked: Theme, qtbot: QtBot) -> None:
    def fall(**did: object) -> QImage:
        made = Waterfall(inked)
        made.resize(600, made.height())
        made.show_fall(100, [FallStep("s1", "Rule", "A rule", **{"did": "applied", **did})])
        return seen(made, qtbot)

    pictures = {
        "rows": fall(removed=10),
        "cells": fall(cells=10),
        "nothing": fall(did="nothing"),
        "off": fall(did="off"),
        "skipped": fall(did="skipped"),
    }
    assert same(pictures) == []


def test_that_statuses_of_predictions_have_their_own_icons(inked: Theme) -> None:
    def icon(name: str) -> QImage:
        pixmap = QPixmap(16, 16)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        inked.draw_icon(painter, name, "text", 0, 0, 16)
        painter.end()
        return pixmap.toImage()

    assert len(ICONS) == 3
    assert same({state.name: icon(name) for state, name in ICONS.items()}) == []


def test_that_the_pictures_are_compared_at_all(inked: Theme, qtbot: QtBot) -> None:
    make: Callable[[], QImage] = lambda: seen(Switch(inked, "Rule"), qtbot)  # noqa: E731
    assert same({"one": make(), "other": make()}) == [("one", "other")]
