"""What a project keeps of its runs table: the runs drawn and their colours, the chosen one, and the order."""

from __future__ import annotations

from PySide6.QtCore import Qt

from gui.models.runs import SERIES, RunColumn, RunsModel


def kept_runs(runs: RunsModel, selected: int | None) -> dict[str, object]:
    """As plain values, for the project file."""
    return {
        "shown": [[number, series] for number, series in runs.shown.items()],
        "selected": selected,
        "sorted": None if runs.order is None else [int(runs.order[0]), runs.order[1].value],
    }


def restore_runs(runs: RunsModel, state: dict[str, object]) -> int | None:
    """Bring it back and give the chosen run; what is missing or senseless is passed over."""
    shown, selected, order = state.get("shown"), state.get("selected"), state.get("sorted")
    if isinstance(shown, list):
        runs.set_shown(shown_of(shown))
    ways = {way.value: way for way in Qt.SortOrder}
    if isinstance(order, list) and len(order) == 2 and order[0] in list(RunColumn) and order[1] in ways:
        runs.sort(order[0], ways[order[1]])
    return selected if isinstance(selected, int) else None


def shown_of(kept: list[object]) -> dict[int, int | None]:
    """Runs and their colours; what isn't a pair of numbers is left out."""
    pairs = [pair for pair in kept if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], int)]
    return {number: series if isinstance(series, int) and 0 <= series < SERIES else None for number, series in pairs}
