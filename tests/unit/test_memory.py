"""Memory that is short is told with figures before anything is read or trained, with a way that fits."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from shell import inside
from window_driver import Driver, driven

from core.base.errors import EpochalError
from core.base.progress import Warned, result_of
from core.data.readers import ReadOptions, read_file
from core.data.readers.sampling import kept, share_of
from core.flow import memory
from core.flow.importing import import_file, new_document, new_project
from core.project.store import ProjectStore
from gui.widgets import NoticeCard
from gui.window import memory_remarks

ROWS, FEW, MB = 60_000, 70, 2**20


@pytest.fixture(scope="module")
def long_csv(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("memory") / "sales.csv"
    rows = np.arange(1, ROWS + 1)
    pd.DataFrame({"row": rows, "half": rows / 2, "price": rows * 3 + rows % 7}).to_csv(path, index=False)
    return path


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    with driven(qapp) as made:
        yield made


def only_free(monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    monkeypatch.setattr(memory, "free_bytes", lambda: size)


def ways(card: NoticeCard) -> dict[str, QPushButton]:
    return {button.text(): button for button in card.findChildren(QPushButton) if button.isVisible() and button.text()}


# what it takes


def test_that_a_file_that_is_sure_to_fit_is_not_looked_into(tmp_path: Path) -> None:
    path = tmp_path / "small.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    assert memory.weigh(path, 2**30) is None
    memory.check_reading(path, 2**30)
    memory.check_reading(tmp_path / "missing.csv", 0)  # the reader says what is wrong


def test_that_texts_tell_about_how_many_rows_they_have(long_csv: Path) -> None:
    weight = memory.weigh(long_csv, MB)
    assert weight is not None and weight.rows == pytest.approx(ROWS, rel=0.05)
    assert weight.needed > 10 * long_csv.stat().st_size and weight.can_sample
    assert weight.sample_for(10**12) == 50_000
    small = weight.sample_for(weight.needed // 2)
    assert small is not None and small < 50_000
    assert weight.sample_for(weight.fixed) is None


def test_that_parquet_tells_its_rows_and_a_workbook_its_largest_sheet(tmp_path: Path, long_csv: Path) -> None:
    parquet, book = tmp_path / "a.parquet", tmp_path / "a.xlsx"
    pd.read_csv(long_csv).to_parquet(parquet)
    weight = memory.weigh(parquet, MB)
    assert weight is not None and weight.rows == ROWS and weight.needed > ROWS * 3 * 50 and weight.can_sample
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", "<c/>" * 200_000)
        archive.writestr("xl/worksheets/sheet2.xml", "<c/>")
    weight = memory.weigh(book, 1000)
    assert weight is not None and weight.needed > 4_000_000
    assert weight.rows is None and weight.sample_for(10**12) is None


def test_that_a_damaged_workbook_is_left_to_the_reader_to_tell_of(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    pd.DataFrame({"a": range(9)}).to_excel(path, index=False)
    data = bytearray(path.read_bytes())
    data[data.rindex(b"PK\x01\x02") + 6] = 99  # a part of a version of zip that nobody knows
    path.write_bytes(data)
    memory.check_reading(path, 0)
    with pytest.raises(EpochalError, match="damaged or cut short"):
        result_of(read_file(path))


# a fair sample


def test_that_a_sample_is_fair_in_every_period_and_the_same_again() -> None:
    records = np.arange(1, 200_001, dtype=np.int64)
    mask = kept(records, 0.1)
    assert mask.sum() == pytest.approx(20_000, rel=0.03)
    for period in (2, 7, 10, 12, 24, 365):
        shares = [mask[start::period].mean() for start in range(min(period, 12))]
        assert np.allclose(shares, 0.1, atol=0.06 if period == 365 else 0.02), period
    assert abs(np.corrcoef(mask[:-1], mask[1:])[0, 1]) < 0.02, "neighbours are independent"
    assert (kept(records[5000:], 0.1) == mask[5000:]).all(), "a record's own number decides"
    assert kept(records, 1.0).all() and share_of(None, 9) == 1 and share_of(10, 9) == 1 and share_of(3, 9) == 1 / 3


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_that_a_sample_holds_rows_of_the_file_under_their_own_numbers(
    tmp_path: Path, long_csv: Path, ending: str
) -> None:
    path = long_csv
    if ending == "parquet":
        path = tmp_path / "sales.parquet"
        pd.read_csv(long_csv).to_parquet(path, row_group_size=9000)
    told, result = [], None
    for event in read_file(path, ReadOptions(sample_rows=6000)):
        told += [event.notice] if isinstance(event, Warned) else []
        result = getattr(event, "result", result)
    assert result is not None
    table = result.table
    assert table.rows == pytest.approx(6000, rel=0.1)
    assert (table.values("row").astype(int) == table.source_rows).all()
    assert table.source_rows.max() > ROWS * 0.99 and table.source_rows.min() < ROWS * 0.01
    (notice,) = [one for one in told if one.code == "data.sampled"]
    assert notice.params == {"rows": table.rows, "all": ROWS} and result.how.sampled_of == ROWS
    again = result_of(read_file(path, ReadOptions(sample_rows=6000))).table
    assert (again.source_rows == table.source_rows).all()
    assert result_of(read_file(path)).table.rows == ROWS


def test_that_only_what_can_be_read_in_part_is_sampled(tmp_path: Path) -> None:
    path = tmp_path / "sales.xlsx"
    pd.DataFrame({"a": range(9), "b": range(9)}).to_excel(path, index=False)
    with pytest.raises(EpochalError, match="save it as CSV first") as caught:
        result_of(read_file(path, ReadOptions(sample_rows=3)))
    assert caught.value.code == "data.sample_of_workbook"


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_that_a_sample_without_a_row_is_not_a_file_without_rows(tmp_path: Path, long_csv: Path, ending: str) -> None:
    path, few = tmp_path / f"sales.{ending}", pd.read_csv(long_csv).head(FEW)
    assert not kept(np.arange(1, FEW + 1), 1 / FEW).any(), "one row is wanted, and none is drawn"
    few.to_csv(path, index=False) if ending == "csv" else few.to_parquet(path)
    with pytest.raises(EpochalError, match=f"Of {FEW} rows not one came into a sample of about 1") as caught:
        result_of(read_file(path, ReadOptions(sample_rows=1)))
    assert caught.value.code == "data.sample_empty"


# in the shell


@pytest.mark.parametrize(
    "verb", [("profile",), ("clean", "-o", "out.csv"), ("train", "--target", "price", "-p", "p.epochal")]
)
def test_that_the_shell_reads_no_file_without_room_unless_told_to(
    verb: tuple[str, ...], long_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = verb
    quick = ("--preset", "quick", "--set", "epochs=1") if name == "train" else ()
    only_free(monkeypatch, 1000)
    answer = inside(capsys, name, long_csv, *rest, *quick)
    assert (answer.code, answer.last["code"]) == (1, "flow.memory_short")
    assert "--whole" in answer.last["message"] and "sales.csv" in answer.last["message"]
    assert inside(capsys, name, long_csv, *rest, *quick, "--whole").code == 0


def test_that_predicting_needs_half_of_what_an_import_does_and_no_sample_is_offered(
    long_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    project, out = tmp_path / "p.epochal", tmp_path / "out.csv"
    quick = ("--preset", "quick", "--set", "epochs=1", "--sample", "500")
    assert inside(capsys, "train", long_csv, "--target", "price", "-p", project, *quick).code == 0
    needed = memory.weigh(long_csv, MB).needed
    only_free(monkeypatch, int(needed * 0.4))
    answer = inside(capsys, "predict", project, long_csv, "-o", out)
    assert (answer.code, answer.last["code"]) == (1, "cli.predict_memory_short") and not out.exists()
    assert "--whole" in answer.last["message"] and "--sample" not in answer.last["message"]
    assert inside(capsys, "predict", project, long_csv, "-o", out, "--whole").code == 0
    only_free(monkeypatch, int(needed * 0.6))
    assert inside(capsys, "predict", project, long_csv, "-o", out, "--force").code == 0


# in the window


def test_that_a_file_without_room_offers_a_sample_that_fits(
    driver: Driver, long_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_free(monkeypatch, 8 * long_csv.stat().st_size)
    driver.drop(long_csv)
    card = driver.window.welcome.notice
    driver.wait(card.isVisible)
    assert card.accessibleName() == "sales.csv needs more memory than is free"
    assert card.accessibleDescription().startswith("It has about 60,000 rows and takes about ")
    assert "GB are free. Epochal can work on a fair sample of" in card.accessibleDescription()
    offered = ways(card)
    sample, *others = offered
    assert sample.startswith("Use a sample of ") and others == ["Try everything"]
    wanted = int(sample.removeprefix("Use a sample of ").replace(",", ""))
    offered[sample].click()
    driver.wait_open()
    table, document = driver.session.table, driver.session.document
    assert table is not None and table.rows == pytest.approx(wanted, rel=0.1)
    assert document is not None and document.data is not None
    assert document.data.how["sampled_of"] == str(ROWS)
    driver.wait(lambda: driver.window.shell is not None and driver.window.shell.notice.isVisible())
    assert driver.window.shell.notice.accessibleName().startswith("A fair sample of")


def test_that_everything_can_be_tried_all_the_same(
    driver: Driver, long_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    only_free(monkeypatch, 2 * long_csv.stat().st_size)
    driver.drop(long_csv)
    card = driver.window.welcome.notice
    driver.wait(card.isVisible)
    assert list(ways(card)) == ["Try again", "Try everything"], "no sample would fit"
    ways(card)["Try again"].click()
    driver.settle(0.3)
    assert card.isVisible() and not driver.session.is_open, "memory is as short as before"
    ways(card)["Try everything"].click()
    driver.wait_open()
    assert driver.session.table is not None and driver.session.table.rows == ROWS


def test_that_a_run_without_room_says_so_before_it_begins(
    driver: Driver, long_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.session.import_file(long_csv, target="price")
    driver.wait_open()
    only_free(monkeypatch, 1000)
    document = driver.session.document
    assert document is not None
    driver.session.edit(document.with_preset("quick").with_settings({"epochs": "2"}), "settings")
    driver.wait(lambda: not driver.session.counting)
    driver.do("start_run")
    card = driver.window.shell.notice
    driver.wait(card.isVisible)
    assert card.accessibleName() == "This run needs more memory than is free"
    assert "60,000 rows, one number in each, take about" in card.accessibleDescription()
    driver.wait(lambda: not driver.session.training)
    assert driver.session.runs == () and list(ways(card)) == ["Choose the columns", "Try everything"]
    ways(card)["Try everything"].click()
    driver.wait(lambda: driver.session.runs and not driver.session.training)
    assert not card.isVisible()


def test_that_a_network_without_room_leads_to_its_layers(
    driver: Driver, long_csv: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver.session.import_file(long_csv, target="price")
    driver.wait_open()
    only_free(monkeypatch, 40 * MB)
    document = driver.session.document
    assert document is not None
    driver.session.edit(document.with_settings({"layers": "2048,2048"}), "settings")
    driver.wait(lambda: not driver.session.counting)
    driver.do("start_run")
    card = driver.window.shell.notice
    driver.wait(card.isVisible)
    told = card.accessibleDescription()
    assert told.startswith("4.2 million weights take about ") and "Take fewer or narrower layers" in told
    driver.wait(lambda: not driver.session.training)
    ways(card)["Change the layers"].click()
    host = driver.window.shell.host
    driver.wait(lambda: host.current is not None and host.current.key == "train")
    assert driver.session.path is not None


def test_that_the_widest_column_is_named_as_the_way_out() -> None:
    figures = {"needed_gb": 9.44, "free_gb": 3.1, "rows": 8_400_000, "width": 260, "name": "who", "wide": 256}
    told = memory_remarks.text_of(EpochalError("flow.run_memory_short", figures))
    assert told == (
        "8.4 million rows, 260 numbers in each, take about 9.4 GB; 3.1 GB are free. "
        "Ignore “who”, which alone becomes 256 of the numbers, or read a fair sample of the rows."
    )


def test_that_what_a_table_was_read_or_written_with_is_given_back(
    long_csv: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_back: list[bool] = []

    class Pool:
        def release_unused(self) -> None:
            given_back.append(True)

    monkeypatch.setattr(pyarrow, "default_memory_pool", Pool)
    imported = result_of(import_file(long_csv))
    assert len(given_back) == 1
    path = tmp_path / "sales.epochal"
    document = new_project(path, imported, new_document(imported, name="sales"))
    assert len(given_back) == 2, "writing the table into the project"
    with ProjectStore.open(path) as store:
        assert document.data is not None and store.get_table(document.data.snapshot).rows == ROWS
    assert len(given_back) == 3
