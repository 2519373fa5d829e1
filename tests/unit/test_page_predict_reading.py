"""How the file to predict is read: asked differently, refused where memory is short, and everything noticed said."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from gui_world import World, numbers_csv
from PySide6.QtWidgets import QPushButton

from core.flow import memory
from gui.pages import predict_options
from gui.pages.predict import PredictPage
from gui.pages.read_dialog import ReadDialog


def ready(world: World, tmp_path: Path) -> PredictPage:
    world.open_table(numbers_csv(tmp_path), "price")
    world.train(epochs="4")
    return world.page(PredictPage)


def predicted(world: World, page: PredictPage, rows: int) -> None:
    """Wait until a file of so many rows is shown."""
    work = page.work
    world.wait(lambda: not work.busy and work.shown is not None and work.shown.file.read.table.rows == rows)


def book(tmp_path: Path) -> Path:
    """Seven rows in May, nine in June."""
    frame, path = pd.read_csv(numbers_csv(tmp_path)).drop(columns=["price"]), tmp_path / "new.xlsx"
    with pd.ExcelWriter(path) as writer:
        frame.head(7).to_excel(writer, sheet_name="May", index=False)
        frame.head(9).to_excel(writer, sheet_name="June", index=False)
    return path


def ways(page: PredictPage) -> dict[str, QPushButton]:
    return {button.text(): button for button in page.notice.findChildren(QPushButton) if button.isVisibleTo(page)}


def offered(world: World, page: PredictPage, *words: str) -> None:
    """Wait until the notice offers just this: its buttons are seen when it has been laid out."""
    world.wait(lambda: tuple(ways(page)) == words)


def dialog_of(world: World, page: PredictPage) -> ReadDialog:
    def open_ones() -> list[ReadDialog]:
        return [box for box in page.findChildren(ReadDialog) if box.isVisible()]

    world.wait(lambda: bool(open_ones()))
    return open_ones()[0]


def read_again(dialog: ReadDialog) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Read again").click()


def test_that_another_sheet_is_predicted_and_found_again_with_the_project(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page.predict(book(tmp_path))
    predicted(world, page, 7)
    offered(world, page, "Read it differently…")
    page.file.more.menu().actions()[0].trigger()
    dialog = dialog_of(world, page)
    dialog.choose("sheet", "June")
    read_again(dialog)
    predicted(world, page, 9)
    kept = page.ui_state()
    assert kept["read"] == {"sheet": "June"}
    page.predict(book(tmp_path))
    predicted(world, page, 7)
    page.restore_ui_state(kept)
    predicted(world, page, 9)


def test_that_a_project_that_was_changed_by_hand_asks_for_no_odd_reading(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page.restore_ui_state({"file": str(book(tmp_path)), "read": {"sheet": 5, "sample_rows": "3", "whole": "yes"}})
    predicted(world, page, 7)
    assert page.work.shown is not None and page.work.shown.file.options is None


def test_that_a_file_that_could_not_be_read_can_be_read_differently(world: World, tmp_path: Path) -> None:
    page, path = ready(world, tmp_path), tmp_path / "bars.csv"
    path.write_text("width,depth,size\n1,2\n1,2\n3\n", encoding="utf-8")
    page.predict(path)
    offered(world, page, "Choose another file", "Read it differently…", "Try again")
    assert page.notice.accessibleDescription().endswith("Your file was not changed.")
    ways(page)["Read it differently…"].click()
    dialog = dialog_of(world, page)
    dialog.choose("delimiter", "|")
    read_again(dialog)
    world.wait(lambda: not page.work.busy and page.work.shown is not None)
    assert page.work.shown is not None and page.work.shown.file.read.table.names == ("width,depth,size",)


def test_that_a_file_without_room_says_so_before_it_is_read_and_can_be_tried(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ready(world, tmp_path)
    monkeypatch.setattr(memory, "free_bytes", lambda: 1000)
    page.predict(numbers_csv(tmp_path))
    offered(world, page, "Choose another file", "Try again", "Try everything")
    assert "needs more memory than is free" in page.notice.accessibleName()
    ways(page)["Try everything"].click()
    predicted(world, page, 240)
    assert page.notice.isHidden()


def test_that_the_projects_own_rows_are_in_memory_already(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page._predict_own()
    predicted(world, page, 240)
    assert page.file.more.isHidden(), "there is no file to read differently, or to show"


def test_that_all_that_was_noticed_of_a_file_is_said_together(world: World, tmp_path: Path) -> None:
    page, path = ready(world, tmp_path), tmp_path / "new.csv"
    lines = numbers_csv(tmp_path).read_text(encoding="utf-8").splitlines()[:20]
    path.write_bytes("\n".join([*lines, "1,2,3,4,naïve,6,7", "1.5,2.5,9,cheap,naïve"]).encode("cp1252"))
    page.predict(path)
    predicted(world, page, 20)
    offered(world, page, "Show the rows", "Read it differently…")
    assert page.notice.accessibleName() == "2 things were noticed in new.csv"
    page.predict(book(tmp_path))
    predicted(world, page, 7)
    assert "new.csv" not in page.notice.accessibleName()


def test_that_an_exported_file_can_be_shown_in_its_folder(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(predict_options, "show_in_folder", shown.append)
    page, out = ready(world, tmp_path), tmp_path / "out.csv"
    page.predict(numbers_csv(tmp_path))
    predicted(world, page, 240)
    with world.qtbot.waitSignal(world.navigator.toast_asked) as told:
        page.export(out)
        world.wait(lambda: not page.side.options.exported.isHidden())
    assert told.args[3] == out
    page.side.options.way.click()
    assert shown == [out]
