"""What a run needs is told before its matrix is made, and a run without room is refused with the way out."""

from __future__ import annotations

import json
import re
from collections.abc import Generator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from typed_tables import typed_table

from core.base.errors import EpochalError
from core.base.progress import result_of
from core.base.wording import sentence
from core.cli.main import main
from core.data.table import Table
from core.flow import memory, preparing
from core.flow.forecasting import need_of
from core.flow.preparing import Prepared, prepare
from core.nn.spec import Head
from core.project.document import Document
from core.training.loop import TrainingData
from core.training.plan import TrainingPlan, make_plan
from core.training.settings import settings_from

MB, ROWS = 2**20, 3000
DOCUMENT = Document("x", target="y")


def plan(inputs: int = 50, head: Head = Head.LINEAR, rows: int = 1000, **settings: str) -> TrainingPlan:
    return make_plan(settings_from("balanced", settings), head, inputs, 1, rows, 0, 1)


def table() -> Table:
    """A column of 100 names and one of 3, and a number."""
    rng = np.random.default_rng(1)
    names = [f"name {at}" for at in rng.integers(0, 100, ROWS)]
    few = [f"few {at}" for at in rng.integers(0, 3, ROWS)]
    return typed_table({"n:a": rng.normal(size=ROWS), "c:few": few, "c:who": names, "n:y": rng.normal(size=ROWS)})


def only_free(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: size)


def refused(document: Document = DOCUMENT) -> EpochalError:
    with pytest.raises(EpochalError) as caught:
        result_of(prepare(table(), document))
    return caught.value


def test_that_the_matrix_counts_once_and_classes_need_a_copy_to_judge() -> None:
    rows, matrix = 10**6, 50 * 4 * 10**6
    numbers, classes = need_of(plan(), rows, 0.2, levels=False), need_of(plan(head=Head.SIGMOID), rows, 0.2)
    assert numbers.matrix == classes.matrix == matrix
    assert matrix < numbers.most < 1.5 * matrix
    assert matrix + 0.8 * 2 * matrix < classes.most < 4 * matrix, "float64 rows to learn from"
    assert need_of(plan(), 2 * rows, 0.2, levels=False).most < 2 * numbers.most, "some of it is there once"


def test_that_weights_count_as_often_as_the_optimiser_needs_them() -> None:
    wide = {"layers": "2048,2048", "batch_size": "32"}
    adam, descent = plan(**wide), plan(**wide, optimiser="gradient_descent")
    weights = 4 * adam.spec.parameters
    assert need_of(adam, 1000).training - need_of(descent, 1000).training == pytest.approx(2 * weights, rel=0.02)
    assert 8 * weights < need_of(adam, 1000).training < 11 * weights
    units = need_of(plan(layers="2048,2048", batch_size="all"), 1000).training - need_of(adam, 1000).training
    assert units == pytest.approx(weights, rel=0.02), "the sum over several units of a batch"


def test_that_rows_without_room_are_refused_before_the_matrix_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    def encode(*_: object, **__: object) -> None:
        raise AssertionError("the matrix was made")

    needed = need_of(plan(104, layers="64,64"), ROWS, 0.2).most
    monkeypatch.setattr(preparing, "encode", encode)
    only_free(monkeypatch, 10 * MB)
    error = refused()
    assert error.code == "flow.run_memory_short"
    assert {key: error.params[key] for key in ("rows", "width", "name", "wide")} == {
        "rows": ROWS, "width": 104, "name": "who", "wide": 100,
    }  # fmt: skip
    assert error.params["needed_gb"] == pytest.approx(needed / 2**30, rel=0.2)
    assert error.params["free_gb"] == 10 * MB / 2**30
    assert "ignore “who”, which alone becomes 100 numbers in each row" in sentence(error)
    error = refused(DOCUMENT.with_ignored(("who", "few")))
    assert error.code == "flow.rows_memory_short" and "fair sample" in sentence(error)


def test_that_a_network_without_room_names_its_layers(monkeypatch: pytest.MonkeyPatch) -> None:
    document = DOCUMENT.with_settings({"layers": "1024,1024"})
    only_free(monkeypatch, 40 * MB)
    error = refused(document)
    assert error.code == "flow.network_memory_short" and error.place.setting == "layers"
    assert "narrower layers" in sentence(error)


def test_that_a_run_that_fits_or_is_wanted_all_the_same_is_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    prepared: Prepared = result_of(prepare(table(), DOCUMENT))
    needed = prepared.needed.most
    assert needed > prepared.matrix.nbytes
    only_free(monkeypatch, needed)
    assert result_of(prepare(table(), DOCUMENT)).matrix.shape == prepared.matrix.shape
    only_free(monkeypatch, needed - 1)
    assert refused().code == "flow.run_memory_short"
    assert result_of(prepare(table(), DOCUMENT, whole=True)).matrix.shape == prepared.matrix.shape


@pytest.fixture
def csv(tmp_path: Path) -> Path:
    made = table()
    path = tmp_path / "rows.csv"
    made.frame.to_csv(path, index=False)
    return path


def test_that_the_shell_refuses_in_one_sentence_and_makes_no_project(
    csv: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    only_free(monkeypatch, 10 * MB)
    project = csv.with_suffix(".epochal")
    assert main(["train", str(csv), "--target", "y", "-p", str(project), "--recipe", "none"]) == 1
    told = capsys.readouterr().err.strip().splitlines()[-1]
    assert told.startswith("epochal: This run needs more memory than is free: 3,000 rows of 104 numbers take about ")
    assert "“who”" in told and not project.exists()


def test_that_the_shell_tells_the_memory_as_a_run_starts_and_reads_a_sample(
    csv: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = csv.with_suffix(".epochal")
    settings = ["--set", "epochs=2", "--recipe", "none", "--sample", "1000"]
    assert main(["train", str(csv), "--target", "y", "-p", str(project), *settings, "--json"]) == 0
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    [started] = [event for event in events if event["event"] == "started"]
    assert 20 * MB < started["memory_bytes"] < 60 * MB
    assert 0 < started["forecast_s"] <= started["most_s"]
    assert started["forecast_epochs"] == 2
    assert started["rows"] == pytest.approx(640, rel=0.1)
    assert {"rows", "parameters", "threads"} < set(started)
    assert main(["train", str(project), "--sample", "1000"]) == 2
    assert "--sample" in capsys.readouterr().err
    frame = pd.read_csv(csv)
    assert len(frame) == ROWS


def test_that_the_shell_says_how_long_a_run_takes_before_it_begins(
    csv: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.flow.estimating.epoch_seconds", a_second_per_row)
    settings = ["--set", "epochs=100", "--set", "patience=1", "--recipe", "none", "--sample", "1000"]
    assert main(["train", str(csv), "--target", "y", "-p", str(csv.with_suffix(".epochal")), *settings]) == 0
    told = capsys.readouterr().err
    [line] = [line for line in told.splitlines() if "training takes" in line]
    assert "for the 17 epochs that such runs usually have" in line  # twice the patience and fifteen more
    assert re.search(r"about [23] h \d+ min .* at most 1\d h \d+ min for 100$", line)


def a_second_per_row(_: object, data: TrainingData) -> Generator[None, None, float]:
    yield
    return float(data.training.rows)
