"""Numbers by which people speak of a project's data and recipes: "Snapshot 3", "Recipe 5".

A snapshot is numbered by its first import and a recipe by its first save, so that going back to an earlier one gives
back its number. Two recipes are the same when they do the same: the same rules in the same order, on and off alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from core.cleaning.recipe import Recipe, recipe_to_json
from core.project.document import Document
from core.project.store import ProjectStore

NO_NUMBER = 0
AT_ONCE = 50


@dataclass(frozen=True)
class Editions:
    """What there has been, in order of first appearance."""

    snapshots: tuple[str, ...] = ()
    recipes: tuple[str, ...] = ()

    def with_document(self, document: Document) -> Editions:
        """With what this document adds."""
        snapshots, recipes = self.snapshots, self.recipes
        if document.data is not None and document.data.snapshot not in snapshots:
            snapshots = (*snapshots, document.data.snapshot)
        text = recipe_text(document.recipe)
        if document.recipe.steps and text not in recipes:
            recipes = (*recipes, text)
        return Editions(snapshots, recipes)

    def snapshot_number(self, document: Document) -> int:
        """Which snapshot the document works on, from 1; 0 for none, or one that isn't known."""
        wanted = document.data.snapshot if document.data is not None else ""
        return self.snapshots.index(wanted) + 1 if wanted in self.snapshots else NO_NUMBER

    def recipe_number(self, document: Document) -> int:
        """Which recipe the document has, from 1; 0 for an empty one, or one that isn't known."""
        wanted = recipe_text(document.recipe)
        return self.recipes.index(wanted) + 1 if wanted in self.recipes else NO_NUMBER


def recipe_text(recipe: Recipe) -> str:
    """What a recipe does, as text: its steps without their names and their evidence."""
    steps = recipe_to_json(recipe)["steps"]
    kept = [{key: value for key, value in step.items() if key not in ("id", "evidence")} for step in steps]
    return json.dumps(kept, sort_keys=True)


def read_editions(store: ProjectStore) -> Iterator[Editions]:
    """All that the project's history has had; yields what is known so far, and at the end all of it.

    Raises EpochalError project.* when a saved state can't be read.
    """
    editions, seen = Editions(), set[str]()
    for number, entry in enumerate(store.history(), 1):
        if entry.sha256 not in seen:
            seen.add(entry.sha256)
            editions = editions.with_document(store.document_at(entry))
        if number % AT_ONCE == 0:
            yield editions
    yield editions
