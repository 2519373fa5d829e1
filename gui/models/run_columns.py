"""The columns of the runs table, and what is told of a cell besides its words."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt


class RunColumn(IntEnum):
    """The columns, left to right."""

    SWATCH = 0
    RUN = 1
    NETWORK = 2
    LOSS = 3
    FIRST = 4
    SECOND = 5
    BEST_EPOCH = 6
    TIME = 7
    STATUS = 8


class RunRole(IntEnum):
    """What the delegate asks for besides Qt's own roles."""

    NUMBER = Qt.ItemDataRole.UserRole + 1  # int, None for the baseline
    SERIES = Qt.ItemDataRole.UserRole + 2  # int 0–5 when shown in the chart, else None
    LOSSES = Qt.ItemDataRole.UserRole + 3  # float64 [n], for the sparkline
    BEST_AT = Qt.ItemDataRole.UserRole + 4  # position of the best epoch in LOSSES, or None
    ICON = Qt.ItemDataRole.UserRole + 5  # name of the status icon, "" for none
    TONE = Qt.ItemDataRole.UserRole + 6  # token of the status colour
    STRONG = Qt.ItemDataRole.UserRole + 7  # bool: the best figure of its column
    SHOWN = Qt.ItemDataRole.UserRole + 8  # bool: drawn in the chart
    WAITS = Qt.ItemDataRole.UserRole + 9  # bool: not begun yet


Order = tuple[RunColumn, Qt.SortOrder]


def alignment(column: RunColumn) -> Qt.AlignmentFlag:
    """Numbers to the right, words to the left."""
    right = column in (RunColumn.FIRST, RunColumn.SECOND, RunColumn.BEST_EPOCH, RunColumn.TIME)
    return (Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft) | Qt.AlignmentFlag.AlignVCenter
