"""The table of predictions: its words, and that a file looks on Predict as it looks on Data."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PySide6.QtCore import Qt

from core.base.progress import Finished
from core.data.readers import read_file
from core.flow.predicting import Predictions
from gui.models.predictions import PredictionsModel
from gui.models.table import TableModel


def test_that_years_and_ids_look_on_predict_as_on_data(tmp_path: Path) -> None:
    path = tmp_path / "houses.csv"
    rows = (f"{526301100 + 7919 * n},{1961 + n},{105000 + 311 * n}" for n in range(40))
    path.write_text("PID,built,price\n" + "\n".join(rows), "utf-8")
    (read,) = [event.result for event in read_file(path) if isinstance(event, Finished)]
    table = read.table
    verdicts = np.array(["ok"] * table.rows, object)
    statuses = ("ok",) * table.rows
    predicted = Predictions(table, np.arange(40.0), None, (), verdicts, statuses, "price", "d")
    here, there = PredictionsModel(), TableModel()
    here.show_predictions(predicted)
    there.show_table(table)
    own = here.own_columns()
    for row in (0, 39):
        shown = [here.index(row, own + column).data() for column in range(3)]
        assert shown == [there.index(row, column).data() for column in range(3)]
    heads = [here.headerData(column, Qt.Orientation.Horizontal) for column in range(own)]
    assert heads == ["Predicted price", "Status"]
    assert [here.index(0, own + column).data() for column in range(3)] == ["526301100", "1961", "105,000"]
