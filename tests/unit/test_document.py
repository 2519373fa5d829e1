"""The document: pure edits, and a JSON form that is believed only after a check."""

from __future__ import annotations

import copy
import json
from dataclasses import FrozenInstanceError
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import EpochalError
from core.cleaning.recipe import recipe_from_json
from core.data.columns import ColumnKind
from core.project.codec import from_text, to_text
from core.project.document import DataRef, Document, document_from_json, document_to_json

DATA = DataRef(
    "a" * 64, "ames.csv", 2930, 82, 3, "2026-11-24T10:00:00+00:00", "b" * 64, {"format": "csv", "sheet": None}
)
RECIPE = recipe_from_json({"epochal_recipe": 1, "steps": [{"rule": "keep_range", "column": "area", "low": 0}]})


def edited() -> Document:
    document = Document("Ames").with_data(DATA).with_target("price").with_task("regression")
    document = document.with_kind("Order", ColumnKind.ID).with_kind("MS Zoning", ColumnKind.CATEGORY)
    document = document.with_ignored(["PID", "Order"]).with_recipe(RECIPE, "suggested")
    return document.with_preset("quick").with_setting("layers", "none").with_setting("epochs", "5").with_seed(42)


def test_that_an_edit_leaves_the_document_it_came_from_alone() -> None:
    before = edited()
    after = before.with_target("area").with_name("Other").with_seed(1)
    assert (before.target, before.name, before.seed) == ("price", "Ames", 42)
    assert (after.target, after.name, after.seed) == ("area", "Other", 1)
    with pytest.raises(FrozenInstanceError):
        before.seed = 3  # type: ignore[misc]


def test_that_the_order_of_edits_does_not_show() -> None:
    one = Document("a").with_setting("epochs", "5").with_setting("layers", "8").with_ignored(["b", "a", "b"])
    two = Document("a").with_ignored(["a"]).with_column_ignored("b", True).with_settings({"layers": "8", "epochs": "5"})
    assert one == two and one.overrides == (("epochs", "5"), ("layers", "8")) and one.ignored == ("a", "b")


def test_that_a_decision_can_be_taken_back() -> None:
    document = edited().with_kind("Order", None).with_kind("MS Zoning", None).with_setting("layers", None)
    document = (
        document.with_setting("epochs", None).with_column_ignored("PID", False).with_column_ignored("Order", False)
    )
    assert (document.kinds, document.overrides, document.ignored) == ((), (), ())


def test_that_the_target_is_never_ignored() -> None:
    assert Document("a").with_ignored(["price", "id"]).with_target("price").ignored == ("id",)
    assert Document("a").with_target("price").with_ignored(["price", "id"]).ignored == ("id",)


def test_that_a_document_comes_back_from_its_json_text() -> None:
    for document in (Document("empty"), edited(), Document("").with_data(DATA).with_seed(-(2**63))):
        assert document_from_json(json.loads(json.dumps(document_to_json(document)))) == document


@settings(max_examples=50, deadline=None)
@given(
    name=st.text(),
    target=st.none() | st.text(),
    kinds=st.dictionaries(st.text(), st.sampled_from(ColumnKind)),
    ignored=st.lists(st.text()),
    overrides=st.dictionaries(st.text(), st.text()),
    seed=st.integers(-(2**63), 2**63 - 1),
)
def test_that_any_document_comes_back_from_the_project_files_text(
    name: str,
    target: str | None,
    kinds: dict[str, ColumnKind],
    ignored: list[str],
    overrides: dict[str, str],
    seed: int,
) -> None:
    document = Document(name, target=target, seed=seed).with_ignored(ignored).with_settings(overrides)
    for column, kind in kinds.items():
        document = document.with_kind(column, kind)
    assert document_from_json(from_text(to_text(document_to_json(document)), "document")) == document


def changed(path: tuple[str | int, ...], value: Any) -> dict[str, Any]:
    plain = copy.deepcopy(document_to_json(edited()))
    inner: Any = plain
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return plain


@pytest.mark.parametrize(
    ("path", "value", "field"),
    [
        (("name",), 3, "name"),
        (("surplus",), 1, "document"),
        (("task",), "guess", "task"),
        (("kinds",), [["a", "number"], ["a", "date"]], "kinds"),
        (("kinds",), [["a", "shape"]], "kinds"),
        (("kinds",), [["b", "number"], ["a", "date"]], "kinds"),
        (("ignored",), "PID", "ignored"),
        (("ignored",), ["b", "a"], "ignored"),
        (("overrides",), [["epochs", 5]], "overrides"),
        (("recipe_origin",), "elsewhere", "recipe_origin"),
        (("seed",), True, "seed"),
        (("seed",), 2**63, "seed"),
        (("seed",), 1.0, "seed"),
        (("data", "snapshot"), "A" * 64, "data.snapshot"),
        (("data", "snapshot"), "../../etc/passwd", "data.snapshot"),
        (("data", "rows"), -1, "data.rows"),
        (("data", "how"), ["csv"], "data.how"),
        (("data",), [], "data"),
    ],
)
def test_that_a_field_that_cannot_be_right_is_named(path: tuple[str | int, ...], value: Any, field: str) -> None:
    with pytest.raises(EpochalError) as caught:
        document_from_json(changed(path, value))
    assert caught.value.code == "project.bad_value" and caught.value.params == {"field": field}


@pytest.mark.parametrize("value", [None, [], "text", 3, {}, {"name": "a"}])
def test_that_something_else_is_no_document(value: object) -> None:
    with pytest.raises(EpochalError, match="can't be right"):
        document_from_json(value)


def test_that_a_recipe_that_cannot_be_read_says_so_itself() -> None:
    with pytest.raises(EpochalError) as caught:
        document_from_json(changed(("recipe", "steps", 0, "rule"), "explode"))
    assert caught.value.code == "cleaning.unknown_rule"
