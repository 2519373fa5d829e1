"""Reasons of predicted rows: of one, and the strongest of all in an export."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.base.errors import EpochalError
from core.base.progress import Progress, result_of
from core.data.readers import read_file
from core.flow.exporting import exporting
from core.flow.importing import import_file, new_document, new_project
from core.flow.predicting import PredictedFile, Predictions, predict_read
from core.flow.reasons import reasons_of_row
from core.flow.training import train_run


@pytest.fixture(scope="module")
def predicted(tmp_path_factory: pytest.TempPathFactory) -> Predictions:
    """A run that learned that much = 10 · a, on a file with another name for it, an unknown kind and no b."""
    folder = tmp_path_factory.mktemp("reasons")
    rng = np.random.default_rng(2)
    frame = pd.DataFrame({"a": rng.uniform(0, 9, 300).round(2), "b": rng.uniform(0, 9, 300).round(2)})
    frame["kind"] = rng.choice(["x", "y"], 300)
    frame["much"] = (10 * frame["a"] + rng.normal(0, 0.5, 300)).round(2)
    frame.to_csv(folder / "t.csv", index=False)
    imported = result_of(import_file(folder / "t.csv"))
    document = new_document(imported, name="t", target="much").with_preset("quick")
    document = new_project(folder / "t.epochal", imported, document)
    result_of(train_run(folder / "t.epochal", imported.read.table, document))
    new = pd.DataFrame({"A (cm)": ["1", "8.5", "n/k", "4"], "kind": ["x", "yy", "x", "y"]})
    new.to_csv(folder / "new.csv", index=False)
    read, said = result_of(read_file(folder / "new.csv")), {("kind", "yy"): "y"}
    found = result_of(predict_read(folder / "t.epochal", read, {"a": "A (cm)"}, counted_as=said))
    assert isinstance(found, PredictedFile)
    return found.predictions


def test_that_the_reasons_of_a_row_add_up_to_its_prediction(predicted: Predictions) -> None:
    for at in (0, 1, 3):
        found = result_of(reasons_of_row(predicted, at))
        assert found is not None and found.predicted == pytest.approx(predicted.prediction[at])
        assert found.values.sum() == pytest.approx(found.predicted - found.typical, abs=1e-3)
        assert found.values[found.names.index("b")] == 0.0  # the file lacks it: typical, for every row
    low, high = (result_of(reasons_of_row(predicted, at)) for at in (0, 1))
    assert low is not None and high is not None
    assert low.strongest(1)[0][0] == "a" and low.strongest(1)[0][1] < -20 and high.strongest(1)[0][1] > 20


def test_that_a_row_without_a_prediction_has_no_reasons(predicted: Predictions) -> None:
    assert result_of(reasons_of_row(predicted, 2)) is None


def test_that_an_export_has_the_reasons_of_each_row(predicted: Predictions, tmp_path: Path) -> None:
    out = tmp_path / "out.csv"
    events = list(exporting(predicted, out, reasons=True))
    assert events[0] == Progress("explain", 4, 4)
    frame = pd.read_csv(out)
    assert list(frame.columns)[-3:] == ["reason_3", "reason_3_effect", "status"]
    assert frame.loc[[0, 1], "reason_1"].tolist() == ["a", "a"] and frame["reason_1"].isna().tolist()[2]
    one = result_of(reasons_of_row(predicted, 1))
    assert one is not None and frame.loc[1, "reason_1_effect"] == one.strongest(1)[0][1]
    with pytest.raises(EpochalError):  # told before the work is done
        next(exporting(predicted, out, reasons=True))
