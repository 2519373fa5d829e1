"""Taking a chart away: files, the clipboard, and the lane that makes them."""

from __future__ import annotations

import csv
import math
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from gui.plots import export
from gui.plots.as_table import FiguresModel
from gui.plots.confusion import ConfusionMatrix
from gui.plots.loss import LossChart
from gui.plots.series import LossRows, RunCurve
from gui.theme import Theme
from gui.work import Lane


def curve(number: int, epochs: int = 20) -> RunCurve:
    """A run whose losses fall."""
    at = np.arange(1.0, epochs + 1)
    return RunCurve(number, f"Run {number}", number % 6, at, 1 / at, 1.1 / at, best_epoch=epochs)


@pytest.fixture
def lane(qapp: object) -> Iterator[Lane]:
    lane = Lane("keeping", drops=False)
    yield lane
    lane.shut_down()


@pytest.fixture
def chart(theme: Theme, qtbot: QtBot, lane: Lane) -> LossChart:
    """Two runs, whose files a lane makes."""
    chart = LossChart(theme)
    qtbot.addWidget(chart)
    chart.resize(500, 300)
    chart.set_curves([curve(1), curve(2, 7)], 1)
    chart.export.work_by(lane.submit)
    return chart


def test_that_a_picture_is_encoded_in_the_lane_and_has_the_same_pixels(
    chart: LossChart, lane: Lane, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    make = export.png_of
    monkeypatch.setattr(export, "png_of", lambda image: threads.append(threading.get_ident()) or make(image))
    as_it_was = chart.export.picture().toImage()
    chart.export.save(tmp_path / "chart.png")
    chart.set_curves([curve(3)], 3)
    lane.shut_down()
    assert QImage(str(tmp_path / "chart.png")).convertToFormat(as_it_was.format()) == as_it_was
    assert len(threads) == 1 and threading.get_ident() not in threads


def test_that_several_saves_in_a_row_are_all_made(chart: LossChart, lane: Lane, tmp_path: Path) -> None:
    names = ["one.png", "two.svg", "three.csv", "four.png"]
    for name in names:
        chart.export.save(tmp_path / name)
    lane.shut_down()
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "four.png").read_bytes()
    assert len((tmp_path / "three.csv").read_text(encoding="utf-8").splitlines()) == 1 + 20 + 7


def test_that_a_save_the_machine_refuses_is_told_and_the_next_is_made(
    chart: LossChart, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(chart.failed) as told:
        chart.export.save(tmp_path / "no such folder" / "chart.png")
    assert isinstance(told.args[0], EpochalError)
    assert "chart.png" in str(told.args[0])
    chart.export.save(tmp_path / "chart.png")
    qtbot.waitUntil((tmp_path / "chart.png").exists)


def test_that_a_copy_comes_with_the_png_so_that_pasting_makes_none(chart: LossChart, qtbot: QtBot) -> None:
    clipboard = QGuiApplication.clipboard()
    picture = chart.export.picture().toImage()
    with qtbot.waitSignal(clipboard.dataChanged):
        chart.export.copy()
    mime = clipboard.mimeData()
    assert mime.data("image/png").data() == export.png_of(picture)
    assert mime.imageData() == picture
    assert len(mime.text().splitlines()) == 1 + 20 + 7


def test_that_losses_as_rows_are_the_same_however_they_are_asked_for() -> None:
    rows = LossRows([curve(1, 3), curve(2, 0), curve(3, 2)])
    assert len(rows) == 5
    assert [rows[at] for at in range(5)] == list(rows)
    assert rows[-1] == ("Run 3", 2, 0.5, 0.55) and rows[2:4] == [rows[2], rows[3]]
    assert [row[0] for row in rows] == ["Run 1"] * 3 + ["Run 3"] * 2
    with pytest.raises(IndexError):
        rows[5]


def test_that_all_charts_of_a_page_get_the_lane(theme: Theme, qtbot: QtBot, lane: Lane, tmp_path: Path) -> None:
    matrix = ConfusionMatrix(theme)
    qtbot.addWidget(matrix)
    matrix.set_counts(np.array([[8, 2], [1, 9]]), ("no", "yes"))
    export.work_by(lane.submit, matrix)
    told = []
    lane.job_added.connect(told.append)
    matrix.export.save(tmp_path / "matrix.png")
    assert len(told) == 1


def shown(chart: LossChart, qtbot: QtBot, *curves: RunCurve, focus: int | None = 1) -> LossChart:
    qtbot.addWidget(chart)
    chart.resize(800, 320)
    chart.show()
    chart.set_curves(curves, focus)
    QGuiApplication.processEvents()
    return chart


def test_that_a_chart_saves_picture_vector_and_numbers(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 3), curve(2, 2))
    for name in ("chart.png", "chart.svg", "chart.csv"):
        chart.export.save(tmp_path / name)
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    assert b"<svg" in (tmp_path / "chart.svg").read_bytes()
    with (tmp_path / "chart.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0] == ["run", "epoch", "training loss", "validation loss"]
    assert len(rows) == 1 + 3 + 2
    assert float(rows[1][3]) == curve(1, 3).validation[0]


def test_that_a_refused_save_is_told_and_not_raised(theme: Theme, qtbot: QtBot, tmp_path: Path) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1))
    with qtbot.waitSignal(chart.failed) as told:
        chart.export.save(tmp_path / "no such folder" / "chart.png")
    assert isinstance(told.args[0], EpochalError)
    assert "chart.png" in str(told.args[0])


def test_that_copy_puts_picture_and_numbers_on_the_clipboard(theme: Theme, qtbot: QtBot) -> None:
    chart = shown(LossChart(theme), qtbot, curve(1, 3))
    chart.export.copy()
    mime = QGuiApplication.clipboard().mimeData()
    assert mime.hasImage()
    assert mime.text().splitlines()[0] == "run\tepoch\ttraining loss\tvalidation loss"


def test_that_the_table_of_a_chart_keeps_qt_s_promises(qtmodeltester: object, qapp: object) -> None:
    model = FiguresModel(("epoch", "loss"), [(1, 0.5), (2, math.nan), (3, None)])
    qtmodeltester.check(model)  # type: ignore[attr-defined]
    assert model.data(model.index(1, 1)) == "–"
    assert model.data(model.index(0, 1)) == "0.5"
