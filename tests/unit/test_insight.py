"""Looking into a run: its groups, and its validation rows also when an older version stored the run."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.base.progress import Finished, result_of
from core.data.table import Table
from core.flow import evaluating
from core.flow.evaluating import evaluate_table, judgement
from core.flow.importing import import_file, new_document, new_project
from core.flow.insight import GroupsFound, RunJudged, SnapshotTable, look_into
from core.flow.training import train_run
from core.project.store import ProjectStore


def houses_csv(folder: Path, rows: int = 240) -> Path:
    """Two numbers, and from them a price and two classes."""
    rng = np.random.default_rng(3)
    width, depth = rng.uniform(1, 9, rows), rng.uniform(1, 5, rows)
    price = 40 + 12 * width + 5 * depth + rng.normal(0, 2, rows)
    dear = np.where(price > np.median(price), "dear", "cheap")
    lines = [f"{w:.3f},{d:.3f},{p:.2f},{c}" for w, d, p, c in zip(width, depth, price, dear, strict=True)]
    path = folder / "houses.csv"
    path.write_text("\n".join(["width,depth,price,dear", *lines]) + "\n", encoding="utf-8")
    return path


class Trained:
    """A project with one run, and the table that it was trained on."""

    def __init__(self, folder: Path, target: str, **settings: str) -> None:
        imported = result_of(import_file(houses_csv(folder)))
        self.path, self.table = folder / "houses.epochal", imported.read.table
        document = new_document(imported, name="houses", target=target)
        document = document.with_preset("quick").with_settings({"epochs": "3", **settings})
        document = new_project(self.path, imported, document)
        [*_, last] = train_run(self.path, self.table, document, 1)
        assert isinstance(last, Finished)
        self.run = last.result

    @property
    def snapshot(self) -> str:
        return str(self.run.document["data"]["snapshot"])

    def forget_the_new(self) -> None:
        """Leave the evaluation as an older version would have stored it."""
        with ProjectStore.open(self.path) as store:
            stored = store.get_evaluation(1)
            assert stored is not None
            store.put_evaluation(1, replace(stored, validation=None, linear_scores=None))


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The snapshots that were read from a project file."""
    seen: list[str] = []
    whole = ProjectStore.get_table

    def noted(store: ProjectStore, sha256: str) -> Table:
        seen.append(sha256)
        return whole(store, sha256)

    monkeypatch.setattr(ProjectStore, "get_table", noted)
    yield seen


def parts(events: object) -> tuple[list[RunJudged], list[GroupsFound], RunJudged]:
    told = list(events)  # type: ignore[call-overload]
    judged = [event for event in told if isinstance(event, RunJudged)]
    found = [event for event in told if isinstance(event, GroupsFound)]
    assert isinstance(told[-1], Finished)
    return judged, found, told[-1].result


def test_that_a_run_tells_its_judgement_first_and_then_its_groups(tmp_path: Path, reads: list[str]) -> None:
    made = Trained(tmp_path, "price")
    known = SnapshotTable(made.snapshot, made.table)
    [judged], [found], last = parts(look_into(made.path, 1, known))
    assert reads == []
    assert judged.evaluation is not None and last.evaluation is judged.evaluation
    assert judged.shown is None
    assert judged.interval is not None
    coverage = judged.interval.coverage(judged.evaluation.actual, judged.evaluation.predicted)
    assert coverage == made.run.metrics["interval"]["coverage"]
    assert {column.name for column in found.struggles.columns} <= {"width", "depth", "dear"}
    assert found.struggles.columns
    np.testing.assert_allclose(found.raw["price"], judged.evaluation.actual)


def test_that_another_table_is_not_taken_for_the_runs(tmp_path: Path, reads: list[str]) -> None:
    made = Trained(tmp_path, "price")
    other = made.table.take(np.arange(made.table.rows) % 2 == 0)
    _, [found], _ = parts(look_into(made.path, 1, SnapshotTable("another", other)))
    assert reads == [made.snapshot]
    assert len(found.raw) == made.run.rows["test"]


def test_that_validation_rows_are_predicted_anew_for_an_older_run(tmp_path: Path) -> None:
    made = Trained(tmp_path, "dear")
    with ProjectStore.open(made.path, read_only=True) as store:
        stored = store.get_evaluation(1)
    made.forget_the_new()
    [judged], _, last = parts(look_into(made.path, 1))
    assert judged.evaluation.validation is None
    assert stored.validation is not None and last.evaluation.validation is not None
    np.testing.assert_array_equal(last.evaluation.validation.actual, stored.validation.actual)
    np.testing.assert_array_equal(last.evaluation.validation.scores, stored.validation.scores)
    assert judged.shown.validation is None
    assert last.shown.validation.rows == len(stored.validation.actual) == made.run.rows["validation"]


def test_that_two_classes_keep_the_logistic_scores_behind_their_figure(tmp_path: Path) -> None:
    from core.evaluation.metrics import roc_auc

    made = Trained(tmp_path, "dear")
    [judged], _, _ = parts(look_into(made.path, 1))
    stored = judged.evaluation
    area = roc_auc(stored.actual == 1, stored.linear_scores)
    assert area == pytest.approx(made.run.metrics["baselines"]["linear"]["roc_auc"], abs=1e-6)


def test_that_a_run_without_validation_rows_or_test_rows_tells_what_it_has(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir(), (tmp_path / "b").mkdir()
    [judged], found, last = parts(look_into(Trained(tmp_path / "a", "dear", validation="0").path, 1))
    assert judged.evaluation.validation is None and last.evaluation.validation is None
    assert len(found) == 1
    [judged], found, last = parts(look_into(Trained(tmp_path / "b", "price", test="0").path, 1))
    assert judged.evaluation is None and last.evaluation is None and found == []


def test_that_a_run_whose_judgement_a_crash_prevented_is_judged_now(tmp_path: Path) -> None:
    made = Trained(tmp_path, "price")
    with ProjectStore.open(made.path) as store, store.transaction() as connection:
        connection.execute("UPDATE runs SET evaluation = NULL, evaluation_rows = NULL")
    with ProjectStore.open(made.path, read_only=True) as store:
        again = judgement(store, store.run(1))
    assert again.metrics["rmse"] == pytest.approx(made.run.metrics["test"]["rmse"])


def test_that_a_file_with_answers_is_shaped_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Trained(tmp_path, "price")
    with ProjectStore.open(made.path, read_only=True) as store:
        model = store.get_model(1)
    calls: list[int] = []
    whole = evaluating.as_in_training

    def counted(*given: object) -> object:
        calls.append(1)
        return whole(*given)

    monkeypatch.setattr(evaluating, "as_in_training", counted)
    monkeypatch.setattr("core.flow.predicting.as_in_training", counted)
    judged = result_of(evaluate_table(model, made.table))
    assert calls == [1]
    assert judged.evaluation.rows == made.table.rows
