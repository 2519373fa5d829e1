"""Runs side by side: their figures, and of their settings those that differ. One row a fact, one column a run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.training.settings import PRESETS, SETTINGS, Setting
from gui.models.run_view import RunView, pairs_of
from gui.models.run_words import LOWER_IS_BETTER, figure_names, figure_title, figure_words
from gui.models.setting_text import shown_text
from gui.models.words import DASH, count, significant, took

Index = QModelIndex | QPersistentModelIndex


class ComparisonRole(IntEnum):
    """What the delegate asks for besides Qt's own roles."""

    SECTION = Qt.ItemDataRole.UserRole + 1  # bool: a row that only heads the ones below it
    STRONG = Qt.ItemDataRole.UserRole + 2  # bool: the best of its row
    SERIES = Qt.ItemDataRole.UserRole + 3  # int or None: the run's colour in the chart


@dataclass(frozen=True)
class FactRow:
    """A fact of each run in words; `best` is the column that has the best, None where there is none."""

    name: str
    words: tuple[str, ...]
    best: int | None = None
    section: bool = False


def compared(runs: Sequence[RunView]) -> list[FactRow]:
    """All that is told of these runs beside each other."""
    words = QCoreApplication.translate
    differ = _differing(runs)
    none = words("comparison", "They have the same settings, data and seed.")
    return [
        FactRow(words("comparison", "Figures"), (), section=True),
        *_figures(runs),
        FactRow(words("comparison", "What differs") if differ else none, (), section=True),
        *differ,
    ]


def _figures(runs: Sequence[RunView]) -> list[FactRow]:
    words, rows = QCoreApplication.translate, []
    for name in figure_names(runs[0].task) if len({run.task for run in runs}) == 1 else ():
        values = [run.figure(name) for run in runs]
        alike = len({(run.drawn, run.test_rows) for run in runs}) == 1 and not any(run.live for run in runs)
        best = _best(values, lower=name in LOWER_IS_BETTER) if alike else None
        rows.append(FactRow(figure_title(name), tuple(figure_words(name, value) for value in values), best))
    losses = [run.lowest_validation_loss for run in runs]
    same_scale = len({run.target for run in runs}) == 1
    best = _best(losses, lower=True) if same_scale else None
    rows.append(FactRow(words("comparison", "Validation loss"), tuple(map(significant, losses)), best))
    best_epochs = tuple(count(run.best_epoch) if run.best_epoch else DASH for run in runs)
    rows.append(FactRow(words("comparison", "Best epoch"), best_epochs))
    of = words("comparison", "{done} of {planned}")
    epochs = tuple(of.format(done=count(len(run.epochs)), planned=count(run.planned)) for run in runs)
    rows.append(FactRow(words("comparison", "Epochs"), epochs))
    rows.append(FactRow(words("comparison", "Time"), tuple(took(run.seconds) for run in runs)))
    return rows


def _differing(runs: Sequence[RunView]) -> list[FactRow]:
    """Facts of which not all runs have the same."""
    words = QCoreApplication.translate
    pairs = [pairs_of(run.document) for run in runs]
    told: list[tuple[str, Callable[[int], str]]] = [
        (words("comparison", "Predicts"), lambda at: runs[at].target or DASH),
        (words("comparison", "Preset"), lambda at: _preset(runs[at])),
    ]
    for setting in SETTINGS:
        title = words("settings", setting.title)
        told.append((title, partial(_setting, pairs, setting)))
    told += [
        (words("comparison", "Seed"), lambda at: str(runs[at].document.get("seed", DASH))),
        (words("comparison", "Data"), lambda at: _data(runs[at])),
        (words("comparison", "Rules that are on"), lambda at: _rules(runs[at])),
        (words("comparison", "Columns ignored"), lambda at: count(len(runs[at].document.get("ignored") or ()))),
        (words("comparison", "Training rows"), lambda at: count(runs[at].rows.get("train", 0))),
    ]
    rows = [FactRow(name, tuple(tell(at) for at in range(len(runs)))) for name, tell in told]
    return [row for row in rows if len(set(row.words)) > 1]


def _setting(pairs: Sequence[dict[str, str]], setting: Setting, at: int) -> str:
    return shown_text(setting, pairs[at][setting.key]) if pairs[at] else DASH


def _preset(run: RunView) -> str:
    preset = PRESETS.get(str(run.document.get("preset")))
    return QCoreApplication.translate("settings", preset.title) if preset else DASH


def _data(run: RunView) -> str:
    data = run.document.get("data") or {}
    snapshot = str(data.get("snapshot", ""))[:6]
    return f"{data.get('file_name', DASH)} · {snapshot}"


def _rules(run: RunView) -> str:
    recipe = run.document.get("recipe") or {}
    steps = recipe.get("steps", ()) if isinstance(recipe, dict) else recipe
    return count(sum(bool(step.get("enabled", True)) for step in steps))


def _best(values: Sequence[float | None], *, lower: bool) -> int | None:
    known = [(value if lower else -value, at) for at, value in enumerate(values) if value is not None]
    return min(known)[1] if len(known) > 1 and len({value for value, _ in known}) > 1 else None


class ComparisonModel(QAbstractTableModel):
    """Facts by runs. `set_runs` may be called as often as there is news."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs: tuple[tuple[RunView, int | None], ...] = ()
        self._rows: list[FactRow] = []

    def set_runs(self, runs: Sequence[tuple[RunView, int | None]]) -> None:
        """Compare these runs, each with its colour in the chart."""
        rows = compared([run for run, _ in runs]) if len(runs) > 1 else []
        before = ([run.number for run, _ in self._runs], [row.name for row in self._rows])
        same = before == ([run.number for run, _ in runs], [row.name for row in rows])
        if not same:
            self.beginResetModel()
        self._runs, self._rows = tuple(runs), rows
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(runs)))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Facts and their heads."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """The facts' names, then the runs."""
        return 0 if parent.isValid() else 1 + len(self._runs)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The runs."""
        if orientation != Qt.Orientation.Horizontal or not 1 <= section <= len(self._runs):
            return None
        run, series = self._runs[section - 1]
        if role == ComparisonRole.SERIES:
            return series
        return f"{run.number}  {run.name}" if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A fact of a run, or its name."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == ComparisonRole.SECTION:
            return row.section
        if role == ComparisonRole.STRONG:
            return row.best is not None and row.best == column - 1
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if column == 0:
            return row.name
        return row.words[column - 1] if column <= len(row.words) else ""
