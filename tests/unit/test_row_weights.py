"""How much rows count while training: a column of weights, the balance of classes, and rows that have no weight."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from awkward_files import read_text

from core.base.errors import EpochalError
from core.base.progress import result_of
from core.cleaning.recipe import recipe_from_json
from core.data.table import Table
from core.flow.preparing import Prepared, prepare
from core.flow.training import training_data
from core.project.document import Document

DOCUMENT = Document(name="weighed").with_target("y").with_setting("validation", "0.25").with_setting("test", "0.2")


def prepared(table: Table, **texts: str) -> Prepared:
    document = DOCUMENT
    for key, text in texts.items():
        document = document.with_setting(key, text)
    return result_of(prepare(table, document, threads=1))


def numbers(folder: Path, weights: list[str]) -> Table:
    rows = [f"{row},{row % 5},{weight},{row * 2}.5" for row, weight in enumerate(weights)]
    return read_text(folder, "\n".join(["a,b,w,y", *rows]))[0].table


def classes(folder: Path, rows: int = 200) -> Table:
    lines = [f"{row % 17},{row * 7 % 11},{'rare' if row % 10 == 0 else 'usual'}" for row in range(rows)]
    return read_text(folder, "\n".join(["a,b,y", *lines]))[0].table


def test_that_a_column_weighs_rows_and_is_not_learned_from(tmp_path: Path) -> None:
    table = numbers(tmp_path, [str(1 + row % 3) for row in range(60)])
    run = prepared(table, sample_weight="w")
    assert [column.name for column in run.encoder.columns] == ["a", "b"]
    assert "w" not in run.kinds  # nor has a file to predict to have it
    assert run.weights is not None
    for rows in (run.positions.training, run.positions.validation):
        given = np.array([1 + (source - 1) % 3 for source in run.source_rows[rows]])
        assert run.weights[rows] == pytest.approx(given / given.mean())
    data = training_data(run)
    assert data.training.weights is run.weights and data.training.x is run.matrix  # no copies
    assert not prepared(table).weights  # nothing asked for: all count alike


def test_that_rules_do_not_touch_weights(tmp_path: Path) -> None:
    weights = ["1"] * 60
    weights[7] = "1000"
    run = prepared(numbers(tmp_path, weights), sample_weight="w")
    assert run.weights is not None
    counted = run.weights[run.weights > 0]
    assert counted.max() / counted.min() == pytest.approx(1000)


@pytest.mark.parametrize("enabled", [True, False])
def test_that_a_rule_which_is_left_out_for_its_weights_is_told(tmp_path: Path, enabled: bool) -> None:
    rule = {"rule": "keep_range", "column": "w", "low": 1, "enabled": enabled}
    others = [{"rule": "drop_missing", "columns": ["a", "w"]}, {"rule": "keep_range", "column": "b", "low": 1}]
    table = numbers(tmp_path, [str(row % 3) for row in range(60)])
    document = DOCUMENT.with_recipe(recipe_from_json({"epochal_recipe": 1, "steps": [*others, rule]}), "edited")
    for weight, said in (("w", enabled), ("a", False)):
        run = result_of(prepare(table, document.with_setting("sample_weight", weight), threads=1))
        told = [str(notice) for notice in run.notices if notice.code == "flow.rule_on_weight"]
        assert len(told) == said
        assert all("3 (keep_range)" in text and "“w” only says how much rows count" in text for text in told)


def test_that_rows_without_a_weight_are_set_aside_and_told(tmp_path: Path) -> None:
    weights = ["2"] * 60
    weights[3], weights[40] = "", ""
    run = prepared(numbers(tmp_path, weights), sample_weight="w")
    assert run.rows_set_aside == 2
    [notice] = [notice for notice in run.notices if notice.code == "flow.rows_without_weight"]
    assert str(notice).startswith("2 rows have no number in “w”")
    kept = np.concatenate([run.positions.training, run.positions.validation, run.positions.test])
    assert {4, 41}.isdisjoint(run.source_rows[kept])


def test_that_balanced_classes_weigh_the_same(tmp_path: Path) -> None:
    run = prepared(classes(tmp_path), class_weight="balanced")
    assert run.weights is not None
    rows = run.positions.training
    shares = [run.weights[rows][run.target[rows] == label].sum() for label in (0.0, 1.0)]
    assert shares[0] == pytest.approx(shares[1], rel=1e-5)
    assert run.weights[rows].mean() == pytest.approx(1.0)
    assert set(run.weights[run.positions.test]) == {0.0}  # the test counts every row alike


def test_that_both_weights_multiply(tmp_path: Path) -> None:
    lines = [f"{row % 17},{1 + row % 2},{'rare' if row % 10 == 0 else 'usual'}" for row in range(200)]
    table = read_text(tmp_path, "\n".join(["a,w,y", *lines]))[0].table
    run = prepared(table, class_weight="balanced", sample_weight="w")
    alone = prepared(table.without(["w"]), class_weight="balanced")
    assert run.weights is not None and alone.weights is not None
    rows = run.positions.training
    given = alone.weights[rows] * np.array([1 + (source - 1) % 2 for source in run.source_rows[rows]])
    assert run.weights[rows] == pytest.approx(given / given.mean(), rel=1e-5)


@pytest.mark.parametrize(
    ("weights", "name", "code"),
    [
        (["1"] * 60, "nowhere", "flow.no_such_column"),
        (["1"] * 60, "y", "flow.weight_is_target"),
        (["heavy", "light"] * 30, "w", "flow.weight_unreadable"),
        (["1"] * 59 + ["-2"], "w", "flow.weight_negative"),
        (["0"] * 60, "w", "flow.weight_nothing"),
    ],
)
def test_that_a_column_that_cannot_weigh_is_refused_before_training(
    weights: list[str], name: str, code: str, tmp_path: Path
) -> None:
    with pytest.raises(EpochalError) as caught:
        prepared(numbers(tmp_path, weights), sample_weight=name)
    assert caught.value.code == code and caught.value.place.setting == "sample_weight" and str(caught.value)


def test_that_a_part_whose_rows_all_weigh_nothing_is_named(tmp_path: Path) -> None:
    sources = prepared(numbers(tmp_path, ["1"] * 60))
    validation = set(sources.source_rows[sources.positions.validation])
    table = numbers(tmp_path, ["0" if row + 1 in validation else "1" for row in range(60)])
    with pytest.raises(EpochalError, match="Of 12 validation rows none weighs more than nought in the column “w”"):
        prepared(table, sample_weight="w")


def test_that_numbers_have_no_classes_to_balance(tmp_path: Path) -> None:
    with pytest.raises(EpochalError) as caught:
        prepared(numbers(tmp_path, ["1"] * 60), class_weight="balanced")
    assert (caught.value.code, caught.value.place.setting) == ("training.class_weight_needs_classes", "class_weight")


def test_that_another_target_forgets_what_does_not_fit_it() -> None:
    document = DOCUMENT.with_setting("sample_weight", "w").with_setting("class_weight", "balanced")
    assert "sample_weight" in dict(document.with_target("z").overrides)
    assert set(dict(document.with_target("w").overrides)) == {"validation", "test"}
