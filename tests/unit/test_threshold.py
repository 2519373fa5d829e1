"""The chosen threshold: kept beside the run, followed by every prediction, and told wherever it counts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import apsw
import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import recall_score

from core.base.errors import EpochalError
from core.base.progress import result_of
from core.base.wording import sentence
from core.data.readers import read_file
from core.evaluation.metrics import binary_metrics
from core.flow.evaluating import evaluate_stored, evaluate_table, judged_frame
from core.flow.importing import import_file, new_document, new_project
from core.flow.line import cheapest_line, draw_line
from core.flow.predicting import predict_file, predictions_frame
from core.flow.training import train_run
from core.project.runs import ChosenThreshold
from core.project.store import ProjectStore
from core.training.model import called

LOW = 0.2
FILE = Path(__file__).resolve().parents[2] / "resources" / "samples" / "credit_data.csv"


def trained(path: Path, target: str = "Status", **settings: str) -> Path:
    imported = result_of(import_file(FILE))
    document = new_document(imported, name="credit", target=target).with_preset("quick")
    document = new_project(path, imported, document.with_settings({"epochs": "3", **settings}))
    result_of(train_run(path, imported.read.table, document))
    return path


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return trained(tmp_path_factory.mktemp("credit") / "credit.epochal")


@pytest.fixture
def own(project: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "own.epochal"
    with ProjectStore.open(project) as store:
        store.save_copy(copy)
    yield copy


def drawn_at(path: Path, value: float, on: str = "validation") -> None:
    with ProjectStore.open(path) as store:
        draw_line(store, store.run(1), value, on)


def test_that_predictions_and_the_judgement_follow_the_chosen_threshold(own: Path) -> None:
    before = result_of(predict_file(own, FILE)).predictions
    assert before.threshold == 0.5 and before.chosen_threshold is None
    assert "threshold" not in predictions_frame(before, "predictions").columns
    drawn_at(own, LOW)
    after = result_of(predict_file(own, FILE)).predictions
    np.testing.assert_array_equal(after.probabilities, before.probabilities)
    positive = after.probabilities[:, 1].astype(np.float64) >= LOW
    assert (after.prediction == np.where(positive, after.classes[1], after.classes[0])).all()
    assert (after.prediction != before.prediction).any()
    assert set(predictions_frame(after, "predictions")["threshold"]) == {LOW}
    with ProjectStore.open(own, read_only=True) as store:
        judged = evaluate_stored(store, store.run(1)).evaluation
        stored = store.get_evaluation(1)
    assert stored.threshold == 0.5 and stored.metrics != judged.metrics
    assert judged.metrics == binary_metrics(stored.actual, stored.probabilities[:, 1], LOW)
    assert judged.metrics["recall"] == pytest.approx(recall_score(judged.actual, judged.predicted))
    assert judged.validation_metrics() == binary_metrics(stored.validation.actual, stored.validation.scores, LOW)
    assert set(judged_frame(judged)["threshold"]) == {LOW} and "threshold" not in judged_frame(stored)


def test_that_another_file_is_judged_at_the_chosen_threshold(own: Path) -> None:
    drawn_at(own, LOW)
    with ProjectStore.open(own, read_only=True) as store:
        model = store.get_model(1)
    judged = result_of(evaluate_table(model, result_of(read_file(FILE)).table)).evaluation
    assert judged.threshold == LOW
    assert judged.metrics == binary_metrics(judged.actual, judged.probabilities[:, 1], LOW)


def test_that_the_usual_threshold_leaves_no_trace(own: Path) -> None:
    before = own.read_bytes()
    with ProjectStore.open(own, read_only=True) as store:
        assert store.run(1).threshold is None and store.get_model(1).threshold == 0.5
    assert own.read_bytes() == before
    drawn_at(own, LOW)
    drawn_at(own, 0.5)
    with ProjectStore.open(own, read_only=True) as store:
        assert store.run(1).threshold is None and store.runs()[0].threshold is None


def test_that_how_it_was_chosen_is_remembered(own: Path) -> None:
    for on in ("validation", "test"):
        drawn_at(own, LOW, on)
        with ProjectStore.open(own, read_only=True) as store:
            assert store.run(1).threshold == store.runs()[0].threshold == ChosenThreshold(LOW, on)


def test_that_the_cheapest_threshold_comes_from_validation_rows(own: Path) -> None:
    with ProjectStore.open(own, read_only=True) as store:
        run = store.run(1)
        rows = store.get_evaluation(1).validation
        found = cheapest_line(store, run, 20, 1)
    edges = np.unique(np.append(np.linspace(0, 1, 2001), rows.scores.astype(np.float64)))
    costs = [
        20 * (positive := rows.actual == 1)[rows.scores < edge].sum() + (~positive)[rows.scores >= edge].sum()
        for edge in edges
    ]
    says = called(rows.scores, found) == 1
    assert 20 * (positive & ~says).sum() + (~positive & says).sum() == min(costs)
    assert found < 0.5


def test_that_a_run_of_an_older_version_gives_the_same_cheapest_threshold(own: Path) -> None:
    with ProjectStore.open(own) as store:
        wanted = cheapest_line(store, store.run(1), 20, 1)
        store.put_evaluation(1, replace(store.get_evaluation(1), validation=None, linear_scores=None))
        assert cheapest_line(store, store.run(1), 20, 1) == wanted


def test_that_numbers_have_no_line_to_draw(tmp_path: Path) -> None:
    path = trained(tmp_path / "n.epochal", "Price")
    with ProjectStore.open(path) as store:
        run = store.run(1)
        for verb in (lambda: draw_line(store, run, LOW, "test"), lambda: cheapest_line(store, run, 1, 1)):
            with pytest.raises(EpochalError) as told:
                verb()
            assert told.value.code == "flow.no_line"


def test_that_without_validation_rows_none_is_looked_for(tmp_path: Path) -> None:
    path = trained(tmp_path / "v.epochal", validation="0")
    with ProjectStore.open(path) as store, pytest.raises(EpochalError) as told:
        cheapest_line(store, store.run(1), 1, 1)
    assert told.value.code == "flow.no_validation_rows"


def test_that_a_score_at_the_edge_is_on_the_same_side_everywhere() -> None:
    score = np.array([0.38], np.float32)  # as float64 a little below 0.38, as float32 the same as it
    assert float(score[0]) < 0.38
    assert called(score, 0.38).tolist() == [0]
    assert binary_metrics(np.array([1]), score, 0.38)["recall"] == 0.0


@pytest.mark.parametrize(
    "text",
    ["[1]", '{"1": 0.4}', '{"1": {"value": 1.5, "on": "test"}}',
     '{"1": {"value": {"$float": "nan"}, "on": "test"}}', '{"1": {"value": 0.4, "on": "luck"}}',
     '{"1": {"value": 0.4}}', '{"1": {"value": "0.4", "on": "test"}}'],
)  # fmt: skip
def test_that_a_senseless_threshold_hides_no_run_and_is_never_predicted_with(own: Path, text: str) -> None:
    drawn_at(own, LOW)
    spoilt(own, text)
    with ProjectStore.open(own) as store:
        assert [run.number for run in store.runs()] == [1] and store.runs()[0].threshold is None
        assert store.run(1).has_model
        with pytest.raises(EpochalError) as told:
            store.get_model(1)
        assert told.value.code == "project.bad_threshold"
        assert "set it again" in sentence(told.value) and "backup" not in sentence(told.value)
        draw_line(store, store.run(1), LOW, "validation")  # chosen anew, all is well
        assert store.get_model(1).threshold == LOW and store.run(1).threshold is not None


def test_that_a_damaged_threshold_of_one_run_leaves_that_of_another(own: Path) -> None:
    damaged = {"2": {"value": "half", "on": "test"}, "what": []}
    spoilt(own, json.dumps({**damaged, "1": {"value": LOW, "on": "validation"}}))
    with ProjectStore.open(own) as store:
        assert store.run(1).threshold == ChosenThreshold(LOW, "validation") and store.get_model(1).threshold == LOW
        store.choose_threshold(1, ChosenThreshold(0.3, "test"))
    connection = apsw.Connection(str(own))
    ((text,),) = connection.execute("SELECT value FROM keyed_values WHERE key = 'run_thresholds'")
    connection.close()
    assert json.loads(text) == {**damaged, "1": {"value": 0.3, "on": "test"}}


def spoilt(path: Path, text: str) -> None:
    """Put something else where the thresholds are kept."""
    connection = apsw.Connection(str(path))
    row = ("run_thresholds", text, "2026-11-25T12:00:00Z")
    connection.execute("INSERT OR REPLACE INTO keyed_values (key, value, changed_at) VALUES (?, ?, ?)", row)
    connection.close()


def test_that_the_exported_file_says_the_threshold_in_every_row(own: Path, tmp_path: Path) -> None:
    from core.flow.exporting import export_predictions

    drawn_at(own, LOW)
    out = export_predictions(result_of(predict_file(own, FILE)).predictions, tmp_path / "out.csv")
    frame = pd.read_csv(out)
    assert (frame["threshold"] == LOW).all()
    assert list(frame.columns)[-2:] == ["threshold", "status"]
