"""Which rows a run was judged on: told by the rows and by what was true of them, and by nothing else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import apsw
import numpy as np
import pytest
from gui_world import World
from run_records import record

from core.cleaning.recipe import Recipe, Step
from core.cleaning.rules.keep_range import KeepRange
from core.evaluation.report import evaluate
from core.features.target import TargetEncoder
from core.features.task import Task
from core.project.run_test_rows import digest_of
from core.project.store import ProjectStore
from core.training.model import Predicted
from gui.models.run_view import run_view
from gui.pages.evaluate_others import same_rows

PRICE = TargetEncoder("price", Task.REGRESSION, "standard", 100.0, 10.0)


def lots(folder: Path) -> Path:
    """A hundred lots, each as large as its row's number."""
    path = folder / "lots.csv"
    path.write_text("size,price\n" + "".join(f"{row},{3 * row + 1.5}\n" for row in range(1, 101)), encoding="utf-8")
    return path


def test_that_the_digest_is_of_rows_and_answers_and_not_of_what_was_predicted() -> None:
    rows, actual = np.arange(10, dtype=np.int64), np.linspace(1, 2, 10)
    one = evaluate(PRICE, rows, actual, Predicted(actual + 0.1, None))
    assert digest_of(one) == digest_of(evaluate(PRICE, rows, actual, Predicted(actual - 0.3, None)))
    assert digest_of(one) != digest_of(evaluate(PRICE, rows + 1, actual, Predicted(actual + 0.1, None)))
    assert digest_of(one) != digest_of(evaluate(PRICE, rows, actual * 2, Predicted(actual + 0.1, None)))


def test_that_as_many_other_test_rows_are_not_the_same(world: World, tmp_path: Path) -> None:
    """A rule takes as many rows out of the test part as before, but others."""
    world.open_table(lots(tmp_path), "price")
    world.train(epochs="2")
    with ProjectStore.open(world.session.path, read_only=True) as store:
        test = store.get_evaluation(1).source_rows
    low, high = float(test.min()), float(test.max())  # each lot is as large as its row's number
    document = world.session.document
    for rule in (
        KeepRange("size", low=low + 0.5),
        KeepRange("size", high=high - 0.5),
        KeepRange("size", low=low + 0.5),
    ):
        world.session.edit(document.with_recipe(Recipe((Step("one", rule),))), "rule")
        world.train(epochs="2")
    _, without_low, without_high, again = world.session.runs
    assert len({run.rows["test"] for run in (without_low, without_high, again)}) == 1
    assert not same_rows(without_low, without_high) and same_rows(without_low, again)
    assert run_view(without_low).figure_beside(run_view(without_high), "rmse") is None
    assert run_view(without_low).figure_beside(run_view(again), "rmse") is not None


@pytest.mark.parametrize("key", ["recipe", "kinds", "seed", "target"])
def test_that_runs_of_an_older_version_are_compared_only_when_all_that_decides_is_the_same(key: str) -> None:
    first, second = record(1), record(2)
    assert same_rows(first, second)
    assert not same_rows(first, replace(second, document={**second.document, key: ["other"]}))
    assert not same_rows(replace(first, test_rows="a" * 64), replace(second, test_rows="b" * 64))


@pytest.mark.parametrize("text", ["[1]", '{"1": 3}', '{"one": "two"}', "not even JSON"])
def test_that_a_damaged_digest_hides_no_run(world: World, tmp_path: Path, text: str) -> None:
    world.open_table(lots(tmp_path), "price")
    world.train(epochs="2")
    path = world.session.path
    assert world.session.runs[0].test_rows is not None
    connection = apsw.Connection(str(path))
    connection.execute("UPDATE keyed_values SET value = ? WHERE key = 'run_test_rows'", (text,))
    connection.close()
    with ProjectStore.open(path, read_only=True) as store:
        assert store.run(1).test_rows is None and len(store.runs()) == 1
