"""The Clean page on a small messy table of stones, and what tests of it do again and again."""

from __future__ import annotations

from pathlib import Path

from gui_world import World

from gui.pages.clean import CleanPage


def messy_csv(folder: Path) -> Path:
    """150 stones: spellings of cut, gaps in size, three rows without a price."""
    lines = ["cut,size,weight,price"]
    for row in range(150):
        cut = ("Ideal", "Fair", "ideal ")[row % 3]
        size = "" if row % 15 == 0 else f"{row / 4 + 1:.2f}"
        price = "" if row % 50 == 7 else str(1500 + row * 3)
        lines.append(f"{cut},{size},{row * 7 % 31},{price}")
    path = folder / "stones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def clean_page(world: World, path: Path, target: str = "price") -> CleanPage:
    """The page with this table, counted, as a person comes to it."""
    page = world.page(CleanPage)
    world.open_table(path, target)
    page.came()
    return page


def kinds(world: World) -> list[str]:
    """The kinds of the recipe's rules."""
    assert world.session.document is not None
    return [step.rule.kind for step in world.session.document.recipe.steps]


def counted(world: World) -> None:
    """Wait until the recipe is counted."""
    world.wait(lambda: not world.session.counting)


def choose(world: World, page: CleanPage, kind: str) -> str:
    """Choose the first rule of a kind; its id."""
    assert world.session.document is not None
    step = next(step for step in world.session.document.recipe.steps if step.rule.kind == kind)
    page.rules.choose(step.id)
    assert page.rules.chosen_id == step.id
    return step.id
