"""The tables that ship with the program are what their list says."""

from __future__ import annotations

import csv
import importlib.util
import json
from pathlib import Path

import pytest
from awkward_files import read

from core.data.profile import profile_table

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "resources" / "samples"
LISTED = json.loads((SAMPLES / "samples.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("sample", LISTED, ids=lambda sample: str(sample["key"]))
def test_that_a_sample_can_be_read_and_has_its_target(sample: dict[str, object]) -> None:
    result, notices = read(SAMPLES / str(sample["file"]))
    assert result.table.has(str(sample["target"])) and not result.rejected and not notices
    assert all(sample[key] for key in ("title", "sentence", "source", "licence"))
    assert sample["task"] in ("regression", "binary", "multiclass")


def test_that_every_file_is_listed_once() -> None:
    assert sorted(str(sample["file"]) for sample in LISTED) == sorted(path.name for path in SAMPLES.glob("*.csv"))
    assert len({sample["key"] for sample in LISTED}) == len(LISTED)
    assert [sample["key"] for sample in LISTED if sample["generated"]] == ["house_prices"]


def test_that_the_house_prices_are_those_the_script_makes() -> None:
    path = ROOT / "packaging" / "make_samples.py"
    spec = importlib.util.spec_from_file_location("make_samples", path)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    with (SAMPLES / "house_price_data.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file))[1:] == script.house_prices()


def test_that_the_house_prices_have_work_for_every_rule() -> None:
    profile = profile_table(read(SAMPLES / "house_price_data.csv")[0].table)
    codes = {notice.code for notice in profile.column("area").notices}
    assert {"data.noticed_missing", "data.noticed_numbers_as_text", "data.noticed_impossible"} <= codes
    assert "data.noticed_missing" in {notice.code for notice in profile.column("price").notices}
