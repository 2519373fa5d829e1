"""The rows behind a mark of a chart: which they are, what is told of them, and how the list is used."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from core.base.progress import result_of
from core.data.readers import read_file
from core.evaluation.against_rest import BARS, against_rest
from core.evaluation.facts import facts_of
from core.evaluation.pictures import BINS, DENSITY_FROM, error_picture, scatter_picture
from core.evaluation.report import Evaluation, evaluate
from core.evaluation.selection import ClassCell, ErrorBar, GroupRows, OneRow, ScatterCell, ScoreBar, positions
from core.features.target import TargetEncoder
from core.features.task import Task
from core.flow.evaluating import judgement
from core.flow.importing import import_file, new_document, new_project
from core.flow.rows import RowsFound, look_at_rows, write_rows
from core.flow.training import train_run
from core.project.store import ProjectStore
from core.training.model import Predicted

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
NUMBER = TargetEncoder("price", Task.REGRESSION, "standard", 100.0, 10.0)
TWO = TargetEncoder("sold", Task.BINARY, classes=("no", "yes"), positive="yes")


def numbers(rows: int = 400) -> Evaluation:
    rng = np.random.default_rng(2)
    actual = rng.uniform(10, 20, rows)
    predicted = actual + rng.normal(0, 1, rows)
    return evaluate(NUMBER, np.arange(3, 3 + rows), actual, Predicted(predicted, None))


def classes(rows: int = 300) -> Evaluation:
    rng = np.random.default_rng(3)
    scores = rng.uniform(0, 1, rows).astype(np.float32)
    actual = (rng.uniform(0, 1, rows) < scores).astype(np.int64)
    answers = (scores >= 0.5).astype(np.int64)
    return evaluate(TWO, np.arange(1, rows + 1), actual, Predicted(answers, np.stack([1 - scores, scores], axis=1)))


def test_that_every_row_is_in_exactly_one_cell_and_follows_the_threshold() -> None:
    judged = classes()
    for threshold in (None, 0.3):
        cells = [ClassCell(a, p, threshold) for a in (0, 1) for p in (0, 1)]
        found = np.concatenate([positions(judged, cell) for cell in cells])
        assert sorted(found) == list(range(judged.rows))
    low = judged.at_threshold(0.3)
    assert positions(judged, ClassCell(1, 0, 0.3)).tolist() == positions(low, ClassCell(1, 0)).tolist()
    assert len(positions(judged, ClassCell(1, 0, 0.3))) == facts_of(low).counts[1, 0]


@pytest.mark.parametrize("as_share", [True, False])
def test_that_a_bar_has_as_many_rows_as_it_is_high(as_share: bool) -> None:
    judged = numbers()
    errors = judged.predicted - judged.actual
    found = error_picture(errors / judged.actual if as_share else errors, as_share=as_share)
    last = len(found.counts) - 1
    for at, rows in enumerate(found.counts):
        bar = ErrorBar(float(found.edges[at]), float(found.edges[at + 1]), at == last, as_share)
        assert len(positions(judged, bar)) == rows


def test_that_a_square_has_as_many_rows_as_it_counts() -> None:
    judged = numbers(DENSITY_FROM + 1000)
    shown = scatter_picture(judged.actual, judged.predicted, judged.source_rows)
    for row, column in np.argwhere(shown.cells)[::50]:
        assert len(positions(judged, ScatterCell(shown, int(column), int(row)))) == shown.cells[row, column]
    assert sum(len(positions(judged, ScatterCell(shown, at, at))) for at in range(BINS)) == np.trace(shown.cells)


def test_that_score_bars_single_rows_and_groups_find_theirs() -> None:
    judged = classes()
    shown = against_rest(judged, 1)
    for at in range(BARS):
        wanted = shown.scores_positive[at] + shown.scores_negative[at]
        assert len(positions(judged, ScoreBar(1, at, BARS))) == wanted
    assert positions(judged, OneRow(7)).tolist() == [6]
    assert positions(judged, GroupRows(np.array([5, 2]))).tolist() == [2, 5]


@pytest.fixture(scope="module", params=["Price", "Status"])
def trained(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Evaluation]:
    folder = tmp_path_factory.mktemp("rows")
    imported = result_of(import_file(SAMPLES / "credit_data.csv"))
    document = new_document(imported, name="credit", target=request.param)
    path = folder / "credit.epochal"
    document = new_project(path, imported, document.with_preset("quick").with_settings({"epochs": "2"}))
    result_of(train_run(path, imported.read.table, document))
    with ProjectStore.open(path, read_only=True) as store:
        judged = judgement(store, store.run(1))
    assert judged is not None
    return path, judged


def some(trained: tuple[Path, Evaluation], at: np.ndarray) -> RowsFound:
    path, judged = trained
    return result_of(look_at_rows(path, 1, judged, GroupRows(at)))


def test_that_rows_come_with_what_was_said_of_them_and_their_own_columns(trained: tuple[Path, Evaluation]) -> None:
    _, judged = trained
    at = np.arange(10, 60, 5)
    found = some(trained, at)
    file = result_of(read_file(SAMPLES / "credit_data.csv")).table
    assert found.has_raw and found.table.source_rows.tolist() == judged.source_rows[at].tolist()
    frame = found.table.frame
    assert list(frame["actual"]) == list(judged.actual_labels()[at])
    assert list(frame["prediction"]) == list(judged.predicted_labels()[at])
    assert judged.target not in frame.columns
    own = file.frame.take(found.table.source_rows - 1).reset_index(drop=True)
    for name in set(file.names) - {judged.target}:
        pd.testing.assert_series_equal(frame[name], own[name])
    if judged.task is Task.REGRESSION:
        worst = np.abs(frame["error_share"].to_numpy())[found.worst_first]
    else:
        worst = -judged.probabilities[at, judged.actual[at]][found.worst_first]
        assert frame["probability"].tolist() == pytest.approx(judged.probabilities[at, 1].tolist())
    assert (np.diff(worst) <= 0).all()


def test_that_rows_are_written_in_the_order_they_are_shown(trained: tuple[Path, Evaluation], tmp_path: Path) -> None:
    found = some(trained, np.arange(20))
    order = found.worst_first
    out = result_of(write_rows(found, order, tmp_path / "rows.csv"))
    frame = pd.read_csv(out)
    assert frame["source_row"].tolist() == found.table.source_rows[order].tolist()
    assert list(frame.columns) == ["source_row", *found.table.names]
    book = load_workbook(result_of(write_rows(found, order, tmp_path / "rows.xlsx")))
    assert [row[0] for row in book.active.iter_rows(min_row=2, values_only=True)] == frame["source_row"].tolist()


def test_that_rows_whose_table_is_gone_still_say_how_far_off_they_are(trained: tuple[Path, Evaluation]) -> None:
    path, judged = trained
    strangers = evaluate(
        NUMBER, np.array([1, 10**6]), np.array([1.0, 2.0]), Predicted(np.array([1.5, 2.0]), None)
    )  # rows that the table doesn't have
    found = result_of(look_at_rows(path, 1, strangers, GroupRows(np.arange(2))))
    assert not found.has_raw and found.made == len(found.table.names) == 4
    assert judged.rows


def test_that_a_raw_column_of_our_name_is_kept_under_another(tmp_path: Path) -> None:
    rng = np.random.default_rng(0)
    error = rng.normal(0, 1, 120).round(3)
    frame = pd.DataFrame({"error": error, "source_row": rng.normal(0, 1, 120), "y": 3 * error + 10})
    frame.to_csv(tmp_path / "odd.csv", index=False)
    imported = result_of(import_file(tmp_path / "odd.csv"))
    document = new_document(imported, name="odd", target="y").with_preset("quick").with_settings({"epochs": "1"})
    path = tmp_path / "odd.epochal"
    document = new_project(path, imported, document)
    result_of(train_run(path, imported.read.table, document))
    with ProjectStore.open(path, read_only=True) as store:
        judged = judgement(store, store.run(1))
    found = result_of(look_at_rows(path, 1, judged, GroupRows(np.arange(3))))
    assert "error (input)" in found.table.names and "source_row (input)" in found.table.names
    assert result_of(write_rows(found, found.worst_first, tmp_path / "out.parquet")).exists()
