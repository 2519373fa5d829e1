"""The recipe: pure edits, readable JSON, and what is said about a recipe that can't be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.base.wording import all_wordings
from core.cleaning.recipe import Recipe, Step, recipe_from_json, recipe_of, recipe_to_json
from core.cleaning.rules import Convert, DropMissing, FillMissing, IgnoreColumns, KeepRange, ReplaceValues, TidyText


def ids(recipe: Recipe) -> list[str]:
    return [step.id for step in recipe.steps]


def of(*steps: Any) -> dict[str, Any]:
    return {"epochal_recipe": 1, "steps": list(steps)}


def test_that_edits_are_pure_and_ids_stay() -> None:
    recipe = recipe_of([DropMissing(), TidyText(), FillMissing()])
    assert ids(recipe) == ["s1", "s2", "s3"]
    assert ids(recipe.moved("s3", 0)) == ["s3", "s1", "s2"]
    assert ids(recipe.moved("s1", 2)) == ["s2", "s3", "s1"]
    assert ids(recipe.moved("s1", 99)) == ["s2", "s3", "s1"]
    assert ids(recipe.removed("s2")) == ["s1", "s3"]
    assert ids(recipe.removed("s2").added(Step("", DropMissing()), 0)) == ["s2", "s1", "s3"]
    assert ids(recipe.added(Step("s1", DropMissing()))) == ["s1", "s2", "s3", "s4"]
    assert not recipe.toggled("s2").step("s2").enabled
    assert recipe.toggled("s2").toggled("s2") == recipe
    assert ids(recipe) == ["s1", "s2", "s3"]


def test_that_evidence_stays_with_its_kind_of_rule() -> None:
    evidence = Notice("cleaning.why_ignore_empty", {"names": "a", "rows": 3})
    recipe = Recipe((Step("s1", IgnoreColumns(("a",)), True, evidence),))
    assert recipe.replaced("s1", IgnoreColumns(("a", "b"))).step("s1").evidence == evidence
    assert recipe.replaced("s1", DropMissing(("a",))).step("s1").evidence is None


def test_that_an_unknown_id_is_a_bug() -> None:
    with pytest.raises(KeyError):
        Recipe().removed("s1")


def test_that_required_columns_are_those_of_the_steps_switched_on() -> None:
    recipe = recipe_of(
        [IgnoreColumns(("id",)), KeepRange("area", low=0), FillMissing(("b", "area")), DropMissing(("c",))]
    )
    assert recipe.toggled("s4").required_columns == ("area", "b")


def test_that_a_hand_written_recipe_is_read() -> None:
    text = """{"epochal_recipe": 1, "steps": [
        {"rule": "drop_missing"},
        {"rule": "keep_range", "column": "area", "low": 0, "include_low": false},
        {"rule": "convert", "column": "price", "to": "number"},
        {"id": "s1", "rule": "replace_values", "columns": ["x", "y"], "values": {"0": null, "n/a": null, "Gd": "Good"}},
        {"rule": "fill_missing", "method": "constant", "value": 0, "enabled": false}
    ]}"""
    recipe = recipe_from_json(json.loads(text))
    assert ids(recipe) == ["s2", "s3", "s4", "s1", "s5"]
    assert [step.rule for step in recipe.steps] == [
        DropMissing(),
        KeepRange("area", low=0.0, include_low=False),
        Convert(("price",), "number"),
        ReplaceValues(("x", "y"), (("0", None), ("n/a", None), ("Gd", "Good"))),
        FillMissing((), "constant", 0.0),
    ]
    assert [step.enabled for step in recipe.steps] == [True, True, True, True, False]


def test_that_json_is_as_a_person_would_write_it() -> None:
    recipe = recipe_of([KeepRange("area", low=0, include_low=False), FillMissing(("depth",))])
    assert recipe_to_json(recipe) == of(
        {
            "id": "s1",
            "rule": "keep_range",
            "column": "area",
            "low": 0,
            "high": None,
            "include_low": False,
            "include_high": True,
            "enabled": True,
        },
        {"id": "s2", "rule": "fill_missing", "columns": ["depth"], "method": "median", "enabled": True},
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (None, "no_recipe"),
        ([], "no_recipe"),
        ({"steps": []}, "no_recipe"),
        ({"epochal_recipe": "1", "steps": []}, "no_recipe"),
        ({"epochal_recipe": True, "steps": []}, "no_recipe"),
        ({"epochal_recipe": 2, "steps": []}, "newer_recipe"),
        ({"epochal_recipe": 1}, "no_steps"),
        ({"epochal_recipe": 1, "steps": {}}, "no_steps"),
        ({"epochal_recipe": 1, "steps": [], "name": "x"}, "unknown_key"),
        (of("drop_missing"), "step_form"),
        (of({}), "unknown_rule"),
        (of({"rule": "drop"}), "unknown_rule"),
        (of({"rule": ["drop_missing"]}), "unknown_rule"),
        (of({"rule": "drop_missing", "colums": ["a"]}), "unknown_field"),
        (of({"rule": "drop_missing", "column": "a", "columns": ["b"]}), "unknown_field"),
        (of({"rule": "keep_range", "low": 0}), "missing_field"),
        (of({"rule": "ignore_columns"}), "missing_field"),
        (of({"rule": "keep_range", "column": "a", "low": "0"}), "need_number"),
        (of({"rule": "keep_range", "column": "a"}), "range_open"),
        (of({"rule": "drop_missing", "columns": {"a": 1}}), "need_columns"),
        (of({"rule": "drop_missing", "enabled": "yes"}), "need_flag"),
        (of({"rule": "drop_missing", "id": 3}), "id_form"),
        (of({"rule": "drop_missing", "id": "a"}, {"rule": "tidy_text", "id": "a"}), "same_id"),
        (of({"rule": "drop_missing", "evidence": "because"}), "evidence_form"),
        (of({"rule": "drop_missing", "evidence": {"code": "cleaning.nonsense"}}), "evidence_form"),
        (of({"rule": "drop_missing", "evidence": {"code": "data.kind_number", "params": {}}}), "evidence_form"),
        (of({"rule": "drop_missing", "evidence": {"code": "cleaning.why_ignore_empty"}}), "evidence_form"),
        (
            of({"rule": "drop_missing", "evidence": {"code": "cleaning.why_ignore_empty", "place": {"star": 1}}}),
            "evidence_form",
        ),
    ],
)
def test_that_what_is_wrong_is_told_in_a_sentence(value: object, code: str) -> None:
    with pytest.raises(EpochalError) as refused:
        recipe_from_json(value)
    assert refused.value.code == f"cleaning.{code}"
    assert str(refused.value).endswith(".")


def test_that_a_mistake_names_its_step() -> None:
    steps = [{"rule": "drop_missing"}, {"rule": "keep_range", "column": "area", "low": "zero"}]
    with pytest.raises(EpochalError) as refused:
        recipe_from_json(of(*steps))
    assert str(refused.value) == (
        "“low” must be a number, not “zero” (rule 2 (keep_range)): write it with digits, without quotes."
    )


def test_that_sentences_have_no_final_stop_and_no_exclamation_mark() -> None:
    for code, wording in all_wordings().items():
        if code.startswith("cleaning."):
            for half in (wording.what, wording.todo):
                assert not half.endswith("."), code
                assert "!" not in half, code
