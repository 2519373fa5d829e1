"""The table of predictions and the list of matched columns: words, order, marks, and finding a row."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from cleaning_tables import small_table
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester

from core.base.errors import Place
from core.base.notices import Notice
from core.base.progress import result_of
from core.data.flags import RowFlag, RowVerdict
from core.data.readers import read_file
from core.data.table import Table
from core.flow.predictions import Predictions
from core.flow.told import Telling
from core.training.interval import Interval
from gui.models.blocks import CHUNK
from gui.models.cells import CellRole, CellState
from gui.models.matches import MatchLine, MatchModel, examples
from gui.models.prediction_rows import PredictionRows, find_row, rows_to_show, telling_columns
from gui.models.prediction_words import PredictionWords, number
from gui.models.predictions import PREDICTED, STATUS, SURE, PredictionsModel, RangeBlock, StatusBlock
from gui.models.table import TableModel

STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal
INTERVAL = Interval(0.9, 2.0, (100.0, 1000.0), (5.0, 50.0), 80, floor=0.0)


def _table(folder: Path, frame: pd.DataFrame) -> Table:
    path = folder / "rows.csv"
    frame.to_csv(path, index=False)
    return result_of(read_file(path)).table


@pytest.fixture
def rows(tmp_path: Path) -> PredictionRows:
    """200 houses: row 3 has a new roof (check), row 5 no size (failed), all others are ok."""
    size = [float(60 + n) for n in range(200)]
    size[4] = np.nan
    frame = pd.DataFrame({"built": [1961 + n % 60 for n in range(200)], "size": size, "roof": ["flat", "gable"] * 100})
    frame.loc[2, "roof"] = "Thatch"
    table = _table(tmp_path, frame)
    predicted = np.linspace(100.0, 1000.0, 200)
    predicted[4] = np.nan
    low, high = INTERVAL.bounds(predicted)
    high[7] += 400.0
    new = Notice("features.flag_unseen", {"name": "cover", "value": "Thatch"}, Place(column="cover"))
    gone = Notice("features.flag_missing", {"name": "size"}, Place(column="size"))
    telling = Telling()
    telling.add([RowFlag(3, RowVerdict.CHECK, new), RowFlag(5, RowVerdict.FAILED, gone)], table.source_rows, 0)
    told, found_as = telling.told(), {"cover": "roof"}
    predictions = Predictions(table, predicted, None, (), "price", "d", low, high, 0.9, told, (), found_as)
    return rows_to_show(predictions, INTERVAL)


def _texts(model: PredictionsModel, row: int) -> list[str]:
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_that_the_model_keeps_qts_rules(rows: PredictionRows) -> None:
    model = PredictionsModel()
    QAbstractItemModelTester(model, STRICT, model)
    model.show_rows(rows, None, [0])
    model.lead_with([2, 0])
    model.show_rows(rows, "failed")
    model.show_rows(None)


def test_that_a_few_columns_stand_before_the_prediction_and_the_rest_behind_the_status(rows: PredictionRows) -> None:
    model = PredictionsModel()
    model.show_rows(rows, None, [0, 2])
    assert model.columns == (0, 2, PREDICTED, SURE, STATUS, 1)
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(6)]
    assert heads == ["built", "roof", "Predicted", "9 in 10 fall between", "Status", "size"]
    assert _texts(model, 0) == ["1961", "flat", "100.0", "90.0–110.0", "predicted", "60"]


def test_that_a_row_says_its_reason_and_marks_the_cell_it_is_about(rows: PredictionRows) -> None:
    model = PredictionsModel()
    model.show_rows(rows)
    status, roof, size = (model.columns.index(column) for column in (STATUS, 2, 1))
    assert model.index(2, status).data() == "new cover “Thatch”"
    assert model.index(2, roof).data(CellRole.STATE) == CellState.CHECK
    assert model.index(4, size).data(CellRole.STATE) == CellState.FAILED
    assert model.index(4, status).data() == "size is missing"
    assert model.index(4, 0).data() == model.index(4, 1).data() == "–"


def test_that_a_range_twice_as_wide_as_usual_is_told(rows: PredictionRows) -> None:
    model = PredictionsModel()
    model.show_rows(rows)
    sure = model.columns.index(SURE)
    assert [at for at in range(200) if rows.is_wide(at)] == [7]
    assert model.index(7, sure).data(CellRole.STATE) == CellState.CHECK
    assert "wider than usual" in model.index(7, sure).data(Qt.ItemDataRole.AccessibleTextRole)
    block = model.block(sure, 7, 9)
    assert isinstance(block, RangeBlock) and block.bars[0] is not None
    width, place = block.bars[0]
    assert width == 2.0 and 0 < place < 0.5


def test_that_a_range_is_wide_only_where_share_and_unit_both_say_so(tmp_path: Path) -> None:
    table = _table(tmp_path, pd.DataFrame({"size": [1.0, 2.0, 3.0, 4.0]}))
    predicted = np.array([100.0, 1000.0, 10_000.0, 12_000.0])
    grows = Interval(0.9, 2.0, (100.0, 1000.0, 10_000.0), (25.0, 100.0, 1000.0), 80)

    def told(interval: Interval) -> PredictionRows:
        low, high = interval.bounds(predicted)
        return rows_to_show(Predictions(table, predicted, None, (), "price", "d", low, high, 0.9), interval)

    rows = told(grows)
    assert rows.widths is not None and [round(float(width), 1) for width in rows.widths] == [2.5, 1.0, 1.0, 0.8]
    assert [rows.is_wide(at) for at in range(4)] == [False] * 4, "a cheap one by share, a dear one by its unit: usual"
    outgrows = Interval(0.9, 2.0, (100.0, 1000.0, 10_000.0), (10.0, 100.0, 3000.0), 80)
    rows = told(outgrows)
    assert [rows.is_wide(at) for at in range(4)] == [False, False, True, True]


def test_that_numbers_show_few_digits_and_are_copied_with_all(tmp_path: Path) -> None:
    table = _table(tmp_path, pd.DataFrame({"hour": [14.0, 13.816666666666666], "day": ["Tue", "Thu"]}))
    predicted = np.array([100.0, 200.0 / 3])
    model = PredictionsModel()
    model.show_rows(rows_to_show(Predictions(table, predicted, None, (), "price", "d")), None, [0, 1])
    hour, made = (model.index(1, model.columns.index(column)) for column in (0, PREDICTED))
    assert (hour.data(), hour.data(Qt.ItemDataRole.ToolTipRole)) == ("13.82", "13.816666666666666")
    assert hour.data(CellRole.COPY) == 13.816666666666666 and made.data(CellRole.COPY) == 200.0 / 3
    assert model.index(1, model.columns.index(1)).data(CellRole.COPY) is None, "a text is copied as it is"


def test_that_blocks_over_the_seams_hold_what_the_cells_hold(rows: PredictionRows) -> None:
    model = PredictionsModel()
    model.show_rows(rows, None, [2])
    first, end = CHUNK - 3, 2 * CHUNK + 3
    for column in range(model.columnCount()):
        block = model.block(column, first, end)
        assert list(block.texts) == [model.index(row, column).data() for row in range(first, end)]
    statuses = model.block(model.columns.index(STATUS), 0, CHUNK + 2)
    assert isinstance(statuses, StatusBlock) and len(statuses.quiet) == CHUNK + 2


def test_that_only_rows_of_a_verdict_are_shown_and_found(rows: PredictionRows) -> None:
    model = PredictionsModel()
    model.show_rows(rows, "failed")
    assert (model.rowCount(), model.position(0), model.row_of(4), model.row_of(5)) == (1, 4, 0, None)
    assert model.headerData(0, Qt.Orientation.Vertical) == "5"


def test_that_columns_with_a_reason_come_first_in_the_files_own_order(rows: PredictionRows) -> None:
    assert telling_columns(rows, 2) == [1, 2]
    assert telling_columns(rows, 3) == [0, 1, 2]


@pytest.mark.parametrize(
    ("wanted", "after", "found"),
    [("5", -1, 4), ("1,000", -1, None), ("thatch", -1, 2), ("GABLE", 1, 3), ("gable", 199, 1), ("slate", -1, None)],
)
def test_that_a_row_is_found_by_its_number_or_its_text(
    rows: PredictionRows, wanted: str, after: int, found: int | None
) -> None:
    assert find_row(rows, wanted, after) == found


def test_that_a_story_says_what_happened_and_how_far_to_trust_it(rows: PredictionRows) -> None:
    words = PredictionWords()
    assert words.story(rows, 0).startswith("Row 1 is like the training rows: ")
    assert "It counts as the average of the known values. The range was measured on rows without" in words.story(
        rows, 2
    )
    assert words.story(rows, 4).endswith("So it has no prediction.")
    assert words.story(rows, 7).endswith("Its range is at least twice as wide as usual.")


def test_that_the_end_of_a_range_is_written_as_in_the_table() -> None:
    params: dict[str, object] = {"name": "Price", "value": "9999999", "low": "105", "high": "11140"}
    assert PredictionWords().short(Notice("features.flag_above_range", params)) == "Price above 11,140"
    years: dict[str, object] = {"name": "Year", "value": "1700", "low": "1872", "high": "2010"}
    assert PredictionWords().short(Notice("features.flag_below_range", years)) == "Year below 1872"


def test_that_numbers_have_a_true_minus_and_no_minus_nothing() -> None:
    assert (number(-0.001, 1), number(-12.5, 1), number(12345.6, 0)) == ("0.0", "−12.5", "12,346")
    assert PredictionWords().bounds(-5.0, 12.0, 0) == "−5 to 12"
    titles = [PredictionWords().range_title(share) for share in (0.9, 0.95, 0.8)]
    assert titles == ["9 in 10 fall between", "95 in 100 fall between", "8 in 10 fall between"]


def test_that_a_range_says_what_it_was_set_by_and_what_it_held_for() -> None:
    words = PredictionWords()
    measured = words.range_story(0.9, {"share": 0.9, "coverage": 0.881, "rows": 1586})
    assert measured == (
        "Ranges are set by the validation rows: 90 % of them fall inside. "
        "Of 1,586 test rows, which had no part in that, 88.1 % do."
    )
    for nothing in (None, {}, {"share": 0.9, "coverage": None, "rows": 0}):
        assert words.range_story(0.9, nothing).endswith("outside a little more often.")


def test_that_years_and_ids_look_on_predict_as_on_data(tmp_path: Path) -> None:
    frame = pd.DataFrame({"PID": [526301100 + 7919 * n for n in range(40)], "built": range(1961, 2001)})
    table = _table(tmp_path, frame.assign(price=[105000 + 311 * n for n in range(40)]))
    predicted = Predictions(table, np.arange(40.0), None, (), "price", "d")
    here, there = PredictionsModel(), TableModel()
    here.show_rows(rows_to_show(predicted), None, [0, 1, 2])
    there.show_table(table)
    for row in (0, 39):
        assert _texts(here, row)[:3] == [there.index(row, column).data() for column in range(3)]
    heads = [here.headerData(column, Qt.Orientation.Horizontal) for column in (3, 4)]
    assert heads == ["Predicted", "Status"]
    assert _texts(here, 0)[:3] == ["526301100", "1961", "105,000"]


def test_that_only_columns_of_the_model_can_be_given_another_one() -> None:
    model = MatchModel()
    QAbstractItemModelTester(model, STRICT, model)
    asked: list[tuple[str, str]] = []
    model.change_asked.connect(lambda expected, found: asked.append((expected, found)))
    lines = [
        MatchLine("carat", "ct", "0.3, 0.4", "a guess, look here", "warn"),
        MatchLine("", "shop", "A", "not used", "text3"),
    ]
    model.show_lines(lines, ("ct", "shop"))
    first, second = model.index(0), model.index(1)
    assert first.flags() & Qt.ItemFlag.ItemIsEditable and not second.flags() & Qt.ItemFlag.ItemIsEditable
    assert model.setData(first, "shop") and not model.setData(first, "ct") and not model.setData(second, "ct")
    assert asked == [("carat", "shop")] and model.to_check == 1


def test_that_examples_of_texts_with_line_breaks_stand_in_one_line() -> None:
    table = small_table({"state": ["in good\nrepair", "worn"]})
    assert examples(table, "state") == "in good repair, worn"
