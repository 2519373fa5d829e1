"""From a document to a matrix: what a run learns about reading a column, and the rows it can't use."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from awkward_files import read_text

from core.base.progress import result_of
from core.data.columns import ColumnKind
from core.data.table import Table
from core.flow.preparing import Prepared, prepare
from core.flow.shaping import as_in_training
from core.nn.layout import digest
from core.project.document import Document
from core.training.model import Model, model_from_parts, model_to_parts

DAYS = pd.date_range("2020-01-01", periods=60, freq="11D")
DOCUMENT = Document(name="days").with_target("y")


def prepared(table: Table, document: Document = DOCUMENT) -> Prepared:
    return result_of(prepare(table, document, threads=1))


def untrained(run: Prepared) -> Model:
    weights = np.zeros(run.spec.parameters, np.float32)
    fingerprint = digest(run.spec, weights)
    return Model(
        run.spec,
        weights,
        run.fitted,
        run.encoder,
        run.target_encoder,
        fingerprint,
        run.kinds,
        month_first=run.month_first,
    )


def dated(folder: Path, spelling: str) -> Table:
    rows = [f"{day.strftime(spelling)},{number}.5" for number, day in enumerate(DAYS)]
    return read_text(folder, "\n".join(["day,y", *rows]))[0].table


@pytest.mark.parametrize(("spelling", "day"), [("%m/%d/%Y", "2021-03-04"), ("%d/%m/%Y", "2021-04-03")])
@pytest.mark.parametrize("chosen", [False, True])
def test_that_a_row_alone_has_its_day_and_month_as_in_training(
    spelling: str, day: str, chosen: bool, tmp_path: Path
) -> None:
    document, table = DOCUMENT, dated(tmp_path, spelling)
    if chosen:  # a text that is no date keeps the column text, until the person says that it holds dates
        text = (tmp_path / "table.csv").read_text() + "\nsoon,1"
        table = read_text(tmp_path, text)[0].table
        document = document.with_kind("day", ColumnKind.DATE)
    model = model_from_parts(*model_to_parts(untrained(prepared(table, document))))
    alone = read_text(tmp_path, "day,y\n03/04/2021,1\n")[0].table
    shaped, flags = as_in_training(model, alone)
    assert shaped.values("day").tolist() == [pd.Timestamp(day)] and not flags


def test_that_a_model_of_an_earlier_version_reads_days_first(tmp_path: Path) -> None:
    plain, weights = model_to_parts(untrained(prepared(dated(tmp_path, "%m/%d/%Y"))))
    del plain["month_first"]
    assert model_from_parts(plain, weights).month_first == frozenset()


def test_that_rows_set_aside_are_told_by_their_column_and_reason(tmp_path: Path) -> None:
    rows = [f"{number},{number % 7}.5,{number * 3}" for number in range(40)]
    rows[3], rows[9], rows[11] = "3,1e200,9", "9,,27", ",4.5,33"
    table = read_text(tmp_path, "\n".join(["a,b,y", *rows]))[0].table
    run = prepared(table)
    told = {notice.code: (notice.params["rows"], notice.params["name"]) for notice in run.notices}
    assert told == {"flow.rows_incomplete": (2, "a"), "flow.rows_too_large": (1, "b")}
    assert run.rows_set_aside == 3 and all("set aside" in str(notice) for notice in run.notices)
