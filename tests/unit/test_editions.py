"""Snapshot 3, recipe 5: numbers by first appearance, in the file and as the window follows them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gui_world import World, numbers_csv

from core.cleaning.recipe import Recipe, recipe_of
from core.cleaning.rules.remove_duplicates import RemoveDuplicates
from core.project.document import DataRef, Document
from core.project.editions import Editions, read_editions
from core.project.store import ProjectStore
from gui.pages.clean import CleanPage
from gui.pages.train import TrainPage
from gui.state.edition_watch import EditionWatch
from gui.theme import Theme
from gui.window.rail_foot import RailFoot

A, B = (DataRef(letter * 64, "file.csv", 3, 2, 0, "2026-01-01T10:00:00+00:00", letter * 64) for letter in "ab")
ONE = recipe_of([RemoveDuplicates()])
OFF = ONE.toggled(ONE.steps[0].id)


def test_that_numbers_are_given_by_first_appearance_and_kept() -> None:
    first = Document("p", data=A, recipe=ONE)
    editions = Editions()
    for document in (Document("p"), first, first.with_recipe(OFF), first.with_data(B), first):
        editions = editions.with_document(document)
    assert (editions.snapshot_number(first), editions.recipe_number(first)) == (1, 1)
    assert editions.recipe_number(first.with_recipe(OFF)) == 2
    assert editions.snapshot_number(first.with_data(B)) == 2
    assert (editions.snapshot_number(Document("p")), editions.recipe_number(Document("p"))) == (0, 0)
    assert (len(editions.snapshots), len(editions.recipes)) == (2, 2)


def test_that_a_recipe_is_the_same_when_it_does_the_same() -> None:
    (step,) = ONE.steps
    other = Recipe((replace(step, id="another"),))
    assert Editions().with_document(Document("p", recipe=ONE)).recipe_number(Document("p", recipe=other)) == 1


def test_that_a_projects_history_gives_the_numbers(tmp_path: Path) -> None:
    path = tmp_path / "p.epochal"
    with ProjectStore.create(path, Document("p")) as store:
        for step, recipe in enumerate((ONE, OFF, ONE)):
            store.save_document(Document("p", recipe=recipe), f"step {step}")
        for seed in range(60):
            store.save_document(Document("p", recipe=OFF, seed=seed), f"seed {seed}")
        *early, whole = read_editions(store)
    assert len(early) == 1, "a long history is read in parts"
    assert whole.recipe_number(Document("p", recipe=OFF)) == 2 and len(whole.recipes) == 2


def test_that_the_foot_follows_edits_and_undo(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), target="price")
    session, foot = world.session, RailFoot(world.session, Theme("light"), "Ctrl ,")
    world.qtbot.addWidget(foot)
    world.wait(lambda: foot.snapshot.text().startswith("Snapshot 1 · "))
    assert session.document is not None
    before = foot.recipe.text()
    session.edit(session.document.with_recipe(session.document.recipe.added(ONE.steps[0])), "Added")
    now = foot.recipe.text()
    assert now != before and now.endswith(("1 rule", "rules"))
    session.undo_stack.undo()
    assert foot.recipe.text() == before
    session.close_project()
    assert foot.snapshot.isHidden() and foot.recipe.isHidden()


def test_that_edits_made_while_the_history_is_read_count(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), target="price")
    session = world.session
    assert session.document is not None
    watch = EditionWatch(session)
    session.edit(session.document.with_recipe(OFF), "Off")  # before the lane can answer
    assert watch.recipe_number == 0
    world.wait(lambda: watch.recipe_number > 0)
    at = watch.recipe_number
    session.edit(session.document.with_recipe(ONE), "On")
    assert watch.recipe_number == at + 1


def test_that_a_narrow_rail_has_the_settings_icon_alone(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), target="price")
    foot = RailFoot(world.session, Theme("light"), "Ctrl ,")
    world.qtbot.addWidget(foot)
    foot.set_compact(True)
    assert foot.snapshot.isHidden() and foot.recipe.isHidden() and not foot.settings.isHidden()
    assert foot.settings.toolTip() == "Settings  Ctrl ,"
    foot.set_compact(False)
    assert not foot.snapshot.isHidden()


def test_that_clean_and_train_say_which_recipe_it_is(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), target="price")
    session = world.session
    assert session.document is not None
    session.edit(session.document.with_recipe(ONE), "On")
    clean, train = world.page(CleanPage), world.page(TrainPage)
    world.wait(lambda: session.editions.recipe_number > 0 and not session.counting)
    number = session.editions.recipe_number
    world.wait(lambda: clean._header.sentence.startswith(f"Recipe {number}. Rules run"))
    assert ("Data", f"Recipe {number} · 240 rows") in train.choices.facts()
    session.edit(session.document.with_recipe(OFF), "Off")
    world.wait(lambda: clean._header.sentence.startswith(f"Recipe {number + 1}. "))
    session.edit(session.document.with_recipe(Recipe()), "No rules")
    world.wait(lambda: not session.counting)
    assert "Recipe" not in clean._header.sentence
    assert ("Data", "0 rules · 240 rows") in train.choices.facts()
