"""Runs in the order of a column: what isn't known comes last, whichever way round."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt

from gui.models.run_columns import Order, RunColumn
from gui.models.run_view import RunView
from gui.models.run_words import LOWER_IS_BETTER, figure_names, figure_words

Key = tuple[float, ...] | None


def sorted_runs(runs: Sequence[RunView], order: Order | None, task: str) -> tuple[RunView, ...]:
    """By a column, equals newest first. Without an order: the run that trains, those that wait in the order of their
    turn, and below them the others, newest first."""
    newest_first = sorted(runs, key=lambda run: -run.number)
    waiting = [run for run in reversed(newest_first) if run.waits is not None]
    if order is None:
        live = [run for run in newest_first if run.live]
        return (*live, *waiting, *(run for run in newest_first if not run.live and run.waits is None))
    column, way = order
    keyed = [(_key(run, column, task), run) for run in newest_first if run.waits is None]
    known = [(key, run) for key, run in keyed if key is not None]
    sign = -1.0 if way == Qt.SortOrder.DescendingOrder else 1.0
    known.sort(key=lambda pair: tuple(sign * part for part in pair[0]))
    return (*(run for _, run in known), *(run for key, run in keyed if key is None), *waiting)


def best_figures(runs: Sequence[RunView], best: RunView | None, task: str) -> dict[RunColumn, frozenset[int]]:
    """Of each figure the numbers of the runs that have its best value, as it is written, among those that were judged
    on the same rows as `best`: the lowest validation loss doesn't always bring the best figure."""
    found = {}
    alike = [run for run in runs if best is not None and _judged_as(run) == _judged_as(best)]
    for column, name in zip((RunColumn.FIRST, RunColumn.SECOND), figure_names(task), strict=True):
        known = [(value, run.number) for run in alike if (value := run.figure(name)) is not None and value == value]
        values = [value for value, _ in known]
        top = figure_words(name, min(values) if name in LOWER_IS_BETTER else max(values)) if values else None
        found[column] = frozenset(number for value, number in known if figure_words(name, value) == top)
    return found


def best_way(column: RunColumn, task: str) -> Qt.SortOrder:
    """The way round that has the best, or the newest, above."""
    if column in (RunColumn.FIRST, RunColumn.SECOND):
        lower = figure_names(task)[column - RunColumn.FIRST] in LOWER_IS_BETTER
        return Qt.SortOrder.AscendingOrder if lower else Qt.SortOrder.DescendingOrder
    return Qt.SortOrder.DescendingOrder if column is RunColumn.RUN else Qt.SortOrder.AscendingOrder


def other_way(way: Qt.SortOrder) -> Qt.SortOrder:
    """The order turned round."""
    down = Qt.SortOrder.DescendingOrder
    return Qt.SortOrder.AscendingOrder if way == down else down


def _key(run: RunView, column: RunColumn, task: str) -> Key:
    if column in (RunColumn.FIRST, RunColumn.SECOND):
        value = run.figure(figure_names(task)[column - RunColumn.FIRST]) if run.task == task else None
    elif column is RunColumn.LOSS:
        value = run.lowest_validation_loss
    elif column is RunColumn.BEST_EPOCH:
        value = run.best_epoch
    elif column is RunColumn.TIME:
        value = run.seconds
    elif column is RunColumn.NETWORK:
        return tuple(float(width) for width in run.layers) if run.rate else None
    else:
        value = run.number
    return None if value is None or value != value else (float(value),)


def _judged_as(run: RunView) -> tuple[object, ...]:
    """What runs must have in common for their figures to be held against each other."""
    return run.task, run.target, run.drawn, run.test_rows, run.live, run.waits is None
