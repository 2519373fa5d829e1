"""The parts of Evaluate that are components of their own: where to draw the line, and the rows behind a mark."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PySide6.QtWidgets import QWidget

from core.data.infer import infer_table
from core.evaluation.selection import GroupRows
from core.flow.rows import ACTUAL, ERROR, ERROR_SHARE, PREDICTION, RowsFound
from core.project.runs import ChosenThreshold
from gui.gallery.exhibits import Exhibit, Room, kinds
from gui.pages.evaluate_rows import RowsPanel
from gui.pages.evaluate_threshold import ThresholdPanel
from gui.theme import Theme

PANEL_PX, LIST_PX, ROWS = 300, 260, 60


def evaluate_parts() -> Room:
    """All of them."""
    return Room(
        "Parts of Evaluate",
        [
            Exhibit(
                "Threshold",
                kinds(
                    ("the usual one", _threshold()),
                    ("another is looked at", _threshold(looked_at=0.38)),
                    ("chosen on validation rows", _threshold(chosen=0.29)),
                ),
                wide=True,
            ),
            Exhibit("Rows behind a mark", kinds(("worst first", _rows(ROWS)), ("none", _rows(0))), wide=True),
        ],
    )


def _threshold(looked_at: float | None = None, chosen: float | None = None) -> Callable[[Theme], QWidget]:
    def make(theme: Theme) -> QWidget:
        chance, panel = np.random.default_rng(3), ThresholdPanel(theme)
        others, those = (
            np.histogram(chance.beta(*shape, rows), 40, (0, 1))[0].astype(np.int64)
            for shape, rows in (((1, 5), 4000), ((4, 2), 90))
        )
        panel.chart.set_scores(others, those, ("good", "bad"))
        panel.set_used(ChosenThreshold(chosen, "validation") if chosen is not None else None)
        if looked_at is not None:
            panel.set_threshold(looked_at)
        panel.setFixedHeight(PANEL_PX)
        return panel

    return make


def _rows(count: int) -> Callable[[Theme], QWidget]:
    def make(theme: Theme) -> QWidget:
        panel = RowsPanel(theme)
        panel.show_rows(_found(count), "cut Fair", f"{count} test rows, the one that is furthest off first")
        panel.setFixedHeight(LIST_PX)
        return panel

    return make


def _found(count: int) -> RowsFound:
    """Rows as Evaluate finds them: what the judgement adds, then the file's own columns."""
    chance = np.random.default_rng(5)
    actual, off = chance.integers(400, 9000, ROWS), chance.normal(0, 300, ROWS)
    columns = {
        ACTUAL: [str(value) for value in actual],
        PREDICTION: [f"{value:.1f}" for value in actual + off],
        ERROR: [f"{value:.1f}" for value in off],
        ERROR_SHARE: [f"{value:.4f}" for value in off / np.maximum(actual, 1)],
        "carat": [f"{value:.2f}" for value in chance.uniform(0.2, 2, ROWS)],
        "cut": ["Fair"] * ROWS,
    }
    table = infer_table(columns, np.arange(1, ROWS + 1, dtype=np.int64) * 17).take(np.arange(ROWS) < count)
    worst = np.argsort(-np.abs(off[:count]), kind="stable").astype(np.int64)
    return RowsFound(GroupRows(np.arange(count, dtype=np.int64)), table, 4, worst, True)
