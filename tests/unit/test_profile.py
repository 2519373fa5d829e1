"""Figures and notices of a table."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from core.base.notices import Notice
from core.base.progress import Early, Finished, Progress
from core.data.infer import infer_table
from core.data.profile import profile_column, profile_from_json, profile_steps, profile_table, profile_to_json
from core.data.table import Table


def table_of(**columns: object) -> Table:
    raw = {name: pd.Series(v, dtype="str") if isinstance(v, list) else v for name, v in columns.items()}
    return infer_table(raw, np.arange(1, len(next(iter(raw.values()))) + 1, dtype=np.int64))  # type: ignore[arg-type]


def noticed(values: object, name: str = "v") -> dict[str, dict[str, object]]:
    profile = profile_column(table_of(**{name: values}), name)
    assert all(str(notice).endswith(".") and notice.place.column == name for notice in profile.notices)
    return {notice.code.removeprefix("data.noticed_"): notice.params for notice in profile.notices}


def draw(rows: int = 1_000) -> np.ndarray:
    return np.random.Generator(np.random.PCG64(1)).normal(100.0, 15.0, rows).round(2)


def test_that_figures_of_numbers_are_pandas_figures() -> None:
    values = pd.Series(draw())
    values.iloc[5] = np.nan
    found = profile_column(table_of(v=values), "v")
    assert (found.rows, found.missing, found.distinct) == (1_000, 1, values.nunique())
    for figure, wanted in (
        (found.minimum, values.min()), (found.maximum, values.max()), (found.mean, values.mean()),
        (found.median, values.median()), (found.std, values.std()),
    ):  # fmt: skip
        assert figure == pytest.approx(wanted, rel=1e-12)
    assert len(found.bin_edges) == len(found.bin_counts) + 1 and sum(found.bin_counts) == 999


def test_that_few_whole_numbers_have_a_bin_each() -> None:
    found = profile_column(table_of(v=pd.Series([1.0, 2.0, 2.0, 5.0])), "v")
    assert found.bin_counts == (1, 2, 0, 0, 1) and found.bin_edges[0] == 0.5


def test_that_dates_and_texts_have_their_figures() -> None:
    dates = profile_column(table_of(v=["2020-01-02", None, "2020-01-05 10:00"]), "v")
    assert (dates.minimum, dates.maximum, dates.distinct) == ("2020-01-02", "2020-01-05 10:00:00", 2)
    assert dates.bin_edges[0] == pd.Timestamp(2020, 1, 2).timestamp()
    texts = profile_column(table_of(v=["b", "a", "b", None]), "v")
    assert texts.top == (("b", 2), ("a", 1)) and texts.missing == 1 and texts.mean is None


def test_that_repeated_rows_and_gaps_are_counted() -> None:
    table = table_of(a=["1", "1", "2", "1", None, None], b=["x", "x", "x", "y", None, None])
    profile = profile_table(table)
    assert profile.duplicate_rows == table.frame.duplicated().sum() == 2
    assert profile.missing_cells == 4
    assert profile.column("b").missing == 2


def test_that_a_profile_survives_json() -> None:
    table = table_of(n=pd.Series([1.0, np.nan]), d=["2020-01-02", None], t=["x", None], e=[None, None])
    profile = profile_table(table)
    assert profile_from_json(json.loads(json.dumps(profile_to_json(profile), allow_nan=False))) == profile


def test_that_profiling_reports_progress() -> None:
    steps = list(profile_steps(table_of(a=["1"], b=["x"])))
    assert [type(step) for step in steps] == [Progress, Early, Progress, Early, Progress, Finished]
    assert [step.part.name for step in steps if isinstance(step, Early)] == ["a", "b"]


def test_that_gaps_constants_and_ids_are_noticed() -> None:
    assert noticed(["a", None, "b", None]) == {"missing": {"missing": 2, "rows": 4, "share": 0.5}}
    assert set(noticed([None, ""])) == {"empty"}
    assert noticed(["a", "a", None])["constant"] == {"value": "a"}
    assert noticed(pd.Series([5.0, 5.0]))["constant"] == {"value": "5"}
    assert noticed(pd.Series(np.arange(100.0))) == {"id": {"values": 100}}
    assert set(noticed([f"a text of its own {i}" for i in range(50)])) == {"free_text"}


def test_that_numbers_and_dates_as_text_are_noticed() -> None:
    found = noticed([*(str(i % 50 + 0.5) for i in range(97)), "n/a", "n/a", "-"])
    assert found["numbers_as_text"] == {"numbers": 97, "values": 100, "others": 3, "examples": "“n/a”, “-”"}
    assert noticed(["$2,757", "$5"])["numbers_as_text"]["numbers"] == 2
    assert noticed([*["2020-01-02"] * 9, "soon"])["dates_as_text"]["dates"] == 9
    assert noticed(["01/02/2020", "03/04/2020"])["open_dates"]["example"] == "01/02/2020"


def test_that_impossible_values_are_noticed_also_among_text() -> None:
    values = draw()
    values[:3] = (0.0, 0.0, -4.0)
    wanted = {"count": 3, "zeros": 2, "negatives": 1, "smallest": float(np.sort(values)[3])}
    assert noticed(pd.Series(values))["impossible"] == wanted
    assert noticed([*map(str, values), "n/a"])["impossible"] == wanted


@pytest.mark.parametrize("values", [draw() - 100.0, np.arange(1_000.0) % 5, np.abs(draw() - 100.0).round(0)])
def test_that_natural_zeros_are_not_called_impossible(values: np.ndarray) -> None:
    assert "impossible" not in noticed(pd.Series(values))


def test_that_outliers_and_long_tails_are_noticed() -> None:
    values = draw()
    values[0] = 10_000.0
    found = noticed(pd.Series(values))
    assert found["outliers_high"]["count"] == 1 and set(found) == {"outliers_high", "skew"}
    assert not noticed(pd.Series(draw()))


@pytest.mark.parametrize(("odd", "side"), [((-9_000.0,), "_low"), ((9_000.0,), "_high"), ((9_000.0, -9_000.0), "")])
def test_that_outliers_on_one_side_name_that_side_alone(odd: tuple[float, ...], side: str) -> None:
    values = draw()
    values[: len(odd)] = odd
    found = noticed(pd.Series(values))
    assert found[f"outliers{side}"]["count"] == len(odd)
    told = str(Notice(f"data.noticed_outliers{side}", found[f"outliers{side}"]))
    assert ("below" in told, "above" in told, "outside" in told) == (side == "_low", side == "_high", not side)


def test_that_spellings_padding_and_words_for_missing_are_noticed() -> None:
    found = noticed(["Ann", "ann", "Ann ", "Bob", "Bob", "n/a", "-"])
    assert found["spellings"]["groups"] == 1 and found["spellings"]["cells"] == 2
    assert found["padding"] == {"count": 1, "values": 7}
    assert found["blank_words"]["count"] == 2


def test_that_numbers_near_the_end_of_float64_have_figures() -> None:
    profile = profile_column(table_of(v=pd.Series([1.0, 2.0, 3.0, 1e308, -1e308, 5.0])), "v")
    assert profile.mean == pytest.approx(0, abs=1e292) and profile.std == pytest.approx(6.3e307, rel=0.01)
    assert (profile.minimum, profile.maximum) == (-1e308, 1e308)


@pytest.mark.parametrize(
    "values", [[1e17] * 3, [1e17, 1e17 + 16], [2.0**53, 2.0**53 + 2], [1.0, 1.0 + 2.0**-52], [0.5, 0.5], [-5e-324, 0.0]]
)
def test_that_values_too_close_for_edges_between_them_share_a_bin(values: list[float]) -> None:
    found = profile_column(table_of(v=pd.Series(values)), "v")
    assert sum(found.bin_counts) == len(values) and len(found.bin_edges) == len(found.bin_counts) + 1
    assert all(left < right for left, right in pairwise(found.bin_edges))
    assert found.bin_edges[0] <= min(values) and max(values) <= found.bin_edges[-1]


def test_that_dates_a_microsecond_apart_have_a_profile() -> None:
    found = profile_column(table_of(v=["2020-01-01 00:00:00.000001", "2020-01-01 00:00:00.000002"]), "v")
    assert found.distinct == 2 and found.bin_counts == (2,)
