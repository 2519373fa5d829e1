"""A file meets a stored run: columns by any name, ranges around numbers, and a reason for every row that needs one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from shell import inside

from core.base.errors import EpochalError
from core.base.progress import Progress, result_of
from core.data.matching import How
from core.data.readers import read_file
from core.flow.exporting import export_predictions, exporting
from core.flow.importing import import_file, new_document, new_project
from core.flow.predicting import PredictedFile, Unmatched, predict_file, predict_read, predictions_frame
from core.flow.told import VERDICTS
from core.flow.training import train_run
from core.project.document import Document, document_from_json, document_to_json
from core.project.store import ProjectStore


def _csv(folder: Path, name: str, frame: pd.DataFrame) -> Path:
    path = folder / name
    frame.to_csv(path, index=False)
    return path


def _stones(rows: int = 300, seed: int = 5) -> pd.DataFrame:
    rng = np.random.default_rng(seed)
    carat, depth = rng.uniform(0.2, 3.0, rows), rng.uniform(55, 65, rows)
    color = rng.choice(["D", "E", "F"], rows)
    price = 100 + 900 * carat * (1 + 0.1 * (color == "D")) * np.exp(rng.normal(0, 0.1, rows))
    sold = pd.Timestamp("2024-01-01") + pd.to_timedelta(rng.integers(0, 300, rows), "D")
    columns = {"carat": carat.round(2), "depth": depth.round(1), "color": color, "sold": sold.strftime("%Y-%m-%d")}
    return pd.DataFrame({**columns, "price": price.round(0)})


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("stones")
    imported = result_of(import_file(_csv(folder, "stones.csv", _stones())))
    document = new_document(imported, name="stones", target="price").with_preset("quick")
    path = folder / "stones.epochal"
    document = new_project(path, imported, document)
    result_of(train_run(path, imported.read.table, document))
    return path


@pytest.fixture
def own_project(project: Path, tmp_path: Path) -> Iterator[Path]:
    copy = tmp_path / "own.epochal"
    with ProjectStore.open(project) as store:
        store.save_copy(copy)
    yield copy


def _seen(project: Path, path: Path, remembered: dict[str, str] | None = None) -> PredictedFile:
    found = result_of(predict_read(project, result_of(read_file(path)), remembered or {}))
    assert isinstance(found, PredictedFile)
    return found


def test_that_a_run_keeps_its_range_and_how_many_test_rows_it_holds_for(project: Path) -> None:
    with ProjectStore.open(project, read_only=True) as store:
        run, interval = store.run(1), store.get_model(1).interval
        evaluation = store.get_evaluation(1)
    assert interval is not None and interval.share == 0.9 and interval.rows == run.rows["validation"]
    assert evaluation is not None
    measured = interval.coverage(evaluation.actual, evaluation.predicted)
    assert run.metrics["interval"] == {"share": 0.9, "coverage": measured, "rows": run.rows["test"]}
    assert measured is not None and 0.75 < measured <= 1.0


def test_that_every_predicted_row_lies_within_its_range(project: Path, tmp_path: Path) -> None:
    predictions = _seen(project, _csv(tmp_path, "new.csv", _stones(40, seed=8))).predictions
    assert predictions.low is not None and predictions.high is not None and predictions.interval_share == 0.9
    assert (predictions.low < predictions.prediction).all() and (predictions.prediction < predictions.high).all()
    frame = predictions_frame(predictions)
    assert list(frame.columns)[-4:] == ["prediction", "low", "high", "status"]
    assert "low" not in predictions_frame(predictions, ranges=False)


def test_that_a_run_without_a_range_gets_it_once_from_its_own_rows(own_project: Path, tmp_path: Path) -> None:
    with ProjectStore.open(own_project) as store:
        made = store.get_model(1)
        store.put_model(1, replace(made, interval=None))
    file = _csv(tmp_path, "new.csv", _stones(12, seed=8))
    before = _seen(own_project, file)
    with ProjectStore.open(own_project, read_only=True) as store:
        assert store.get_model(1).interval == made.interval == before.model.interval


def test_that_renamed_columns_are_found_and_shown_as_what_they_are(project: Path, tmp_path: Path) -> None:
    frame = _stones(20, seed=9)
    given = frame.rename(columns={"carat": "Carat weight", "color": "colour", "depth": "Depth (%)"}).assign(
        supplier="A"
    )
    found = _seen(project, _csv(tmp_path, "renamed.csv", given))
    hows = {match.expected: match.how for match in found.matching.matches}
    assert hows == {"carat": How.GUESSED, "depth": How.RENAMED, "color": How.GUESSED, "sold": How.SAME}
    assert found.matching.unused == ("price", "supplier")
    plain = _seen(project, _csv(tmp_path, "plain.csv", frame))
    assert np.array_equal(found.predictions.prediction, plain.predictions.prediction)
    assert found.predictions.table.names == tuple(given.columns)


def test_that_what_the_person_said_comes_before_a_guess_and_before_an_equal_name(project: Path, tmp_path: Path) -> None:
    frame = _stones(20, seed=9)
    frame["ct"] = frame["carat"]
    frame["carat"] = 1.0
    file = _csv(tmp_path, "two.csv", frame)
    said = _seen(project, file, {"carat": "ct"})
    assert said.matching.found_as["carat"] == "ct" and "carat" in said.matching.unused
    plain = _seen(project, file)
    assert not np.array_equal(said.predictions.prediction, plain.predictions.prediction)
    left_out = _seen(project, file, {"carat": ""})
    assert left_out.matching.absent == ("carat",)
    assert left_out.predictions.counts()["check"] == 20


def test_that_the_shell_takes_what_the_project_remembers_but_never_guesses(own_project: Path, tmp_path: Path) -> None:
    file = _csv(tmp_path, "renamed.csv", _stones(20, seed=9).rename(columns={"color": "colour"}))
    with pytest.raises(EpochalError, match="color"):
        result_of(predict_file(own_project, file))
    with ProjectStore.open(own_project) as store:
        store.save_document(store.document().with_matching({"color": "colour"}), "matched")
    assert result_of(predict_file(own_project, file)).predictions.found_as == {"color": "colour"}


def test_that_a_file_without_any_known_column_is_left_to_the_person(project: Path, tmp_path: Path) -> None:
    path = _csv(tmp_path, "other.csv", pd.DataFrame({"alpha": [1, 2], "beta": ["u", "v"]}))
    found = result_of(predict_read(project, result_of(read_file(path)), {}))
    assert isinstance(found, Unmatched) and len(found.matching.absent) == 4


def test_that_dates_for_numbers_and_numbers_for_dates_are_told_as_that(project: Path, tmp_path: Path) -> None:
    frame = _stones(20, seed=9)
    dates = _seen(project, _csv(tmp_path, "d.csv", frame.assign(carat=frame["sold"]))).predictions
    assert dates.count("failed") == 20
    assert dates.statuses[0] == f"failed: “carat” is the date {frame['sold'][0]}, but the model learned plain numbers"
    numbers = _seen(project, _csv(tmp_path, "n.csv", frame.assign(sold=45_300 + np.arange(20) % 7))).predictions
    assert numbers.count("failed") == 20
    assert numbers.statuses[0] == "failed: “sold” is the number 45300, but the model learned dates"
    years = _seen(project, _csv(tmp_path, "y.csv", frame.assign(sold=2024))).predictions
    assert not years.count("failed")  # a year near those of the training rows is a date


def test_that_only_unusable_rows_fail_and_may_be_left_out_of_the_export(project: Path, tmp_path: Path) -> None:
    frame = _stones(6, seed=9).astype({"carat": object})
    frame.loc[0, "color"] = "Z"
    frame.loc[1, "carat"] = 99.0
    frame.loc[2, "carat"] = "n/k"
    predictions = _seen(project, _csv(tmp_path, "odd.csv", frame)).predictions
    assert [VERDICTS[code] for code in predictions.verdicts] == ["check", "check", "failed", "ok", "ok", "ok"]
    assert sorted(predictions.told) == [0, 1, 2]
    assert np.isnan(predictions.prediction[2]) and predictions.low is not None and np.isnan(predictions.low[2])
    out = tmp_path / "out.csv"
    export_predictions(predictions, out, failed=False)
    assert len(pd.read_csv(out)) == 5
    export_predictions(predictions, out, force=True)
    assert pd.read_csv(out)["status"].str.startswith("failed").sum() == 1


def test_that_a_document_without_a_matching_reads_and_writes_as_before() -> None:
    plain = document_to_json(Document("a"))
    assert "matching" not in plain and document_from_json(plain) == Document("a")
    said = Document("a").with_matching({"b": "B", "a": ""})
    assert document_from_json(document_to_json(said)) == said


def test_that_a_row_gets_the_same_in_any_block(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = _stones(60, seed=9).astype({"carat": object})
    frame.loc[3::7, "color"], frame.loc[5, "carat"], frame.loc[20, "carat"] = "Z", "n/k", 99.0
    file = _csv(tmp_path, "odd.csv", frame)
    whole = _seen(project, file).predictions
    monkeypatch.setattr("core.flow.predicting.BLOCK_ROWS", 7)
    cut = _seen(project, file).predictions
    assert np.array_equal(whole.prediction, cut.prediction, equal_nan=True)
    assert list(whole.statuses) == list(cut.statuses) and dict(whole.told) == dict(cut.told)
    assert len(cut.told.tellings) == 3 and len(cut.told) == 11  # equal tellings are kept once


def test_that_an_export_tells_how_far_it_is_and_leaves_nothing_when_it_is_given_up(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictions = _seen(project, _csv(tmp_path, "new.csv", _stones(50, seed=9))).predictions
    monkeypatch.setattr("core.export.csv_file.BLOCK_ROWS", 20)
    out = tmp_path / "out.csv"
    out.write_text("precious")
    steps = exporting(predictions, out, force=True)
    assert [next(steps), next(steps)] == [Progress("write", 20, 50), Progress("write", 40, 50)]
    steps.close()  # type: ignore[attr-defined]
    assert out.read_text() == "precious" and sorted(one.name for one in tmp_path.iterdir()) == ["new.csv", "out.csv"]
    result_of(exporting(predictions, out, force=True))
    pd.testing.assert_frame_equal(
        pd.read_csv(out)[["prediction", "low"]], predictions_frame(predictions)[["prediction", "low"]]
    )


def test_that_an_unknown_category_counts_as_a_known_one_when_the_person_says_so(
    own_project: Path, tmp_path: Path
) -> None:
    frame = _stones(8, seed=9)
    frame["color"] = ["D", "Dd", "D", "Dd", "E", "Q", "D", "E"]
    file = _csv(tmp_path, "odd.csv", frame)
    read = result_of(read_file(file))
    right = _seen(own_project, _csv(tmp_path, "right.csv", frame.replace({"Dd": "D"}))).predictions
    said = {("color", "Dd"): "D", ("color", "E"): "F", ("color", "Q"): "nowhere", ("gone", "x"): "y"}
    found = result_of(predict_read(own_project, read, {}, counted_as=said))
    assert isinstance(found, PredictedFile)
    assert np.array_equal(found.predictions.prediction, right.prediction)  # E is known and stays E
    assert found.predictions.statuses[1] == "check: color “Dd” counts as “D”"
    assert found.predictions.statuses[5] == "check: color “Q” was not in the training data"
    assert found.predictions.table.values("color").tolist()[1] == "Dd" and read.table.values("color")[1] == "Dd"
    with ProjectStore.open(own_project) as store:
        store.save_document(store.document().with_counted_as("color", "Dd", "D"), "counted")
    shell = result_of(predict_file(own_project, file)).predictions
    assert shell.statuses[1] == "check: color “Dd” counts as “D”" and shell.prediction[1] == right.prediction[1]


def test_that_a_document_keeps_what_counts_as_what() -> None:
    plain = Document("a")
    said = plain.with_counted_as("cut", "Idael", "Good").with_counted_as("clarity", "SI3", "SI2")
    said = said.with_counted_as("cut", "Idael", "Ideal")
    assert said.counted == {("clarity", "SI3"): "SI2", ("cut", "Idael"): "Ideal"}
    assert "counted_as" not in document_to_json(plain) and document_from_json(document_to_json(said)) == said
    assert said.with_counted_as("cut", "Idael", None).with_counted_as("clarity", "SI3", None) == plain
    for damaged in ([["a", "b"]], [["b", "b", "c"], ["a", "b", "c"]], [["a", "b", "c"], ["a", "b", "d"]], "x"):
        with pytest.raises(EpochalError, match="counted_as"):
            document_from_json({**document_to_json(plain), "counted_as": damaged})


def test_that_a_file_is_judged_with_the_matching_that_the_project_remembers(
    own_project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = _stones(40, seed=9)
    plain = _csv(tmp_path, "plain.csv", frame)
    other = frame.rename(columns={"color": "shade", "carat": "ct"}).replace({"shade": {"D": "Dee"}})
    renamed = _csv(tmp_path, "renamed.csv", other)
    assert inside(capsys, "evaluate", own_project, "--on", renamed).code == 1  # nothing is guessed
    with ProjectStore.open(own_project) as store:
        said = store.document().with_matching({"color": "shade", "carat": "ct"}).with_counted_as("color", "Dee", "D")
        store.save_document(said, "matched")
    there = inside(capsys, "evaluate", own_project, "--on", renamed).last
    here = inside(capsys, "evaluate", own_project, "--on", plain).last
    assert there["matched"] == {"carat": "ct", "color": "shade"} and "matched" not in here
    assert there["metrics"] == here["metrics"] and there["rows"] == 40
    assert here["metrics"]["interval"]["rows"] == 40 and 0 < here["metrics"]["interval"]["coverage"] <= 1


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet"])
def test_that_the_export_of_an_export_of_an_export_has_no_column_twice(
    project: Path, tmp_path: Path, ending: str
) -> None:
    path = _csv(tmp_path, "new.csv", _stones(20, 7))
    names: list[str] = []
    for turn in range(3):
        found = _seen(project, path)
        path = tmp_path / f"out {turn}.{ending}"
        result_of(exporting(found.predictions, path, reasons=True))
        table = result_of(read_file(path)).table
        assert set(names) <= set(table.names) and len(set(table.names)) == len(table.names)
        names = list(table.names)
    assert {"prediction", "prediction (input)", "prediction (input) (input)"} <= set(names)
    assert "reason_1 (input) (input)" in names and not [name for name in names if name.endswith("(2)")]
