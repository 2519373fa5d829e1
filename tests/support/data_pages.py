"""The Data page on a small table of stones, and what tests of it do again and again."""

from __future__ import annotations

from pathlib import Path

import pytest
from gui_world import World
from PySide6.QtCore import Qt

from gui.pages.data import DataPage

FALLING = Qt.SortOrder.DescendingOrder


def stones_csv(folder: Path) -> Path:
    """120 stones and one row that doesn't fit: spellings of cut, gaps in size."""
    lines = ["code,cut,size,price"]
    for row in range(120):
        cut = ("Ideal", "Fair", " ideal", "Ideal")[row % 4]
        size = "" if row % 10 == 0 else f"{row / 4 + 1:.2f}"
        lines.append(f"A-{row:03d},{cut},{size},{1500 + row * 3}")
    lines.insert(5, "only,two")
    path = folder / "stones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


POPUP = pytest.mark.qt_log_ignore("This plugin does not support")  # offscreen has no real popups


def opened(world: World, path: Path, target: str | None = "price") -> DataPage:
    """The page with this table, as a person comes to it."""
    page = world.page(DataPage)
    world.open_table(path, target)
    page.came()
    return page


def names(page: DataPage) -> list[str]:
    """The columns, as the grid has them."""
    return [head.name for head in page.grid.model().heads]


def choose(page: DataPage, name: str) -> None:
    """Select a column."""
    page.grid.choose_column(names(page).index(name))
