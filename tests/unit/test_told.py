"""What rows are told is kept once, and each row still says its own value."""

from __future__ import annotations

import numpy as np

from core.base.errors import Place
from core.base.notices import Notice, Severity
from core.data.flags import RowFlag, RowVerdict
from core.flow.statuses import Statuses
from core.flow.told import Telling, verdicts_of

ROWS = np.array([11, 12, 13, 20, 21, 22], np.int64)  # source rows of two blocks of three


def above(row: int, value: str) -> RowFlag:
    params: dict[str, object] = {"name": "carat", "value": value, "low": "0.2", "high": "5"}
    notice = Notice("features.flag_above_range", params, Place(column="carat"), Severity.WARN)
    return RowFlag(row, RowVerdict.CHECK, notice)


def gone(row: int) -> RowFlag:
    return RowFlag(row, RowVerdict.FAILED, Notice("features.flag_missing", {"name": "cut"}, Place(column="cut")))


def told_of(*flags: RowFlag) -> Telling:
    telling = Telling()
    for first in (0, 3):
        rows = ROWS[first : first + 3]
        telling.add([flag for flag in flags if flag.source_row in rows], rows, first)
    return telling


def test_that_rows_with_other_values_share_a_telling_and_keep_their_own_value() -> None:
    told = told_of(above(12, "7.5"), above(13, "9"), gone(13), above(22, "7.5")).told()
    assert (len(told), len(told.tellings), len(told.remarks)) == (3, 2, 2)
    assert told.positions.tolist() == [1, 2, 5] and told.rows_of_each().tolist() == [2, 1]
    assert told[1] == told[5] and told[1][0].notice.params["value"] == "7.5"
    assert [remark.notice.params.get("value") for remark in told[2]] == ["9", None]
    values = told.remarks[0].values
    assert values is not None and values.texts.tolist() == ["7.5", "9"] and values.rows.tolist() == [2, 1]


def test_that_nothing_is_said_twice_of_a_row_and_nothing_of_others() -> None:
    told = told_of(above(12, "7.5"), above(12, "7.5")).told()
    assert len(told[1]) == 1 and 0 not in told and told.get(0, ()) == ()
    assert len(Telling().told()) == 0


def test_that_statuses_say_each_rows_value_and_are_found_by_it() -> None:
    told = told_of(above(12, "7.5"), above(13, "9"), gone(13), above(22, "7.5")).told()
    statuses = Statuses(told, (), 6)
    assert statuses[1] == statuses[5] == "check: carat 7.5 is above the training range (0.2 … 5)"
    assert statuses[2] == "failed: no value in “cut” and no rule fills it" and statuses[0] == statuses[-2] == "ok"
    assert list(statuses) == statuses[:] == statuses.some(np.arange(6))
    assert statuses.rows_that_say("CARAT 7.5").tolist() == [1, 5]
    assert statuses.rows_that_say("cut").tolist() == [2] and not len(statuses.rows_that_say("ruby"))
    assert verdicts_of(told, (), 6).tolist() == [0, 1, 2, 0, 0, 1]
    everywhere = (Notice("flow.imputed_column", {"name": "table"}),)
    assert verdicts_of(told, everywhere, 6).tolist() == [1, 1, 2, 1, 1, 1]
    assert "table" in Statuses(told, everywhere, 6)[0]
