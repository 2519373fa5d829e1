"""A file that can't be read says what can be done now; what was noticed while reading one is said together."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from window_driver import Driver, driven

from core.base.errors import EpochalError
from core.flow import memory
from gui.pages.data_facts import facts_of
from gui.pages.read_dialog import ReadDialog
from gui.pages.rejected_dialog import RejectedDialog
from gui.widgets import ChoiceField, NoticeCard


@pytest.fixture
def driver(qapp: QApplication) -> Iterator[Driver]:
    with driven(qapp) as made:
        yield made


def buttons(card: NoticeCard) -> dict[str, QPushButton]:
    return {button.text(): button for button in card.findChildren(QPushButton) if button.isVisible() and button.text()}


def test_that_a_file_that_could_not_be_read_can_be_tried_again(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "sales.csv"
    path.write_text("a,b\n", encoding="utf-8")
    driver.drop(path)
    card = driver.window.welcome.notice
    driver.wait(card.isVisible)
    assert card.accessibleName() == "The file has only column names (2) and no rows below them (sales.csv)"
    assert card.accessibleDescription().endswith("Your file was not changed.")
    assert list(buttons(card)) == ["Open another file", "Try again"]
    path.write_text("a,b\n1,x\n", encoding="utf-8")
    buttons(card)["Try again"].click()
    driver.wait_open()
    assert not card.isVisible() and driver.session.table is not None and driver.session.table.rows == 1
    driver.wait(lambda: driver.window.shell.rail._items["data"].status == "1 row")
    page = driver.page("data")
    driver.wait(lambda: page._looker.look is not None)
    told = facts_of(page, page._looker.look, page._looker.look.profiles["a"])
    assert "Mean" in dict(fact[:2] for fact in told) and "Standard deviation" not in dict(fact[:2] for fact in told)


def test_that_a_failure_leaves_the_open_project_and_says_so_there(driver: Driver, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.xlsx"
    good.write_text("a,b\n1,x\n2,y\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    driver.drop(good)
    driver.wait_open()
    before = driver.session.document
    driver.drop(bad)
    card = driver.window.shell.notice
    driver.wait(card.isVisible)
    assert driver.session.document == before and list(buttons(card)) == ["Open another file", "Try again"]


def test_that_a_project_taken_for_a_table_can_be_opened(driver: Driver, tmp_path: Path) -> None:
    driver.do("new_project")
    driver.wait_open()
    driver.session.save_as(tmp_path / "mine.epochal")
    driver.do("close_project")
    driver.window.commands.import_file(str(tmp_path / "mine.epochal"))
    card = driver.window.welcome.notice
    driver.wait(card.isVisible)
    buttons(card)["Open the project"].click()
    driver.wait_open()
    assert driver.session.path == (tmp_path / "mine.epochal").resolve()


def test_that_all_that_was_noticed_of_a_file_is_said_together(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "kunden.csv"
    path.write_bytes("Größe;Ort;Ort\n1;Köln;x\n2\n3;Zürich;y\n".encode("latin-1"))
    driver.drop(path)
    driver.wait_open()
    card = driver.window.shell.notice
    driver.wait(card.isVisible)
    assert card.accessibleName() == "3 things were noticed in kunden.csv"
    told = card.accessibleDescription()
    assert all(part in told for part in ("cp1252", "occurs twice", "set aside")), told
    buttons(card)["Show the rows"].click()
    driver.wait(lambda: any(box.isVisible() for box in driver.window.findChildren(RejectedDialog)))
    next(box for box in driver.window.findChildren(RejectedDialog) if box.isVisible()).accept()


def test_that_what_was_noticed_stays_with_the_data_and_a_failure_everywhere(driver: Driver, tmp_path: Path) -> None:
    path, bad = tmp_path / "rows.csv", tmp_path / "bad.xlsx"
    path.write_text("a,b\n1,x\n2\n", encoding="utf-8")
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    driver.drop(path)
    driver.wait_open()
    card = driver.window.shell.notice
    driver.wait(card.isVisible)
    driver.go("train")
    assert not card.isVisible()
    driver.go("data")
    assert card.isVisible() and "Show the rows" in buttons(card)
    card._on_close()
    driver.go("clean")
    driver.go("data")
    assert not card.isVisible(), "closed is closed"
    driver.drop(bad)
    driver.wait(card.isVisible)
    driver.go("train")
    assert card.isVisible()


def test_that_what_was_noticed_of_one_file_is_not_said_of_the_next(driver: Driver, tmp_path: Path) -> None:
    for name in ("first.csv", "second.csv"):
        (tmp_path / name).write_text("a,b\n1,x\n2\n", encoding="utf-8")
        driver.drop(tmp_path / name)
        driver.wait_open()
        driver.wait(driver.window.shell.notice.isVisible)
    assert driver.window.shell.notice.accessibleName().endswith("(second.csv)")


def test_that_a_refused_drop_is_over_when_predict_takes_another_file(driver: Driver, tmp_path: Path) -> None:
    table, picture = tmp_path / "table.csv", tmp_path / "photo.png"
    table.write_text("a,b\n" + "".join(f"{row},{3 * row}\n" for row in range(60)), encoding="utf-8")
    picture.write_bytes(b"\x89PNG")
    driver.drop(table)
    driver.wait_open()
    driver.session.choose_target("b")
    driver.wait(lambda: driver.session.document.target == "b" and not driver.session.counting)
    driver.session.edit(driver.session.document.with_preset("quick").with_settings({"epochs": "2"}), "settings")
    driver.wait(lambda: not driver.session.counting)
    driver.train()
    page = driver.go("predict")
    card = driver.window.shell.notice
    driver.drop(picture)
    driver.wait(card.isVisible)
    assert page.work.shown is None and "photo.png" in card.accessibleName()
    driver.drop(table)
    driver.wait(lambda: page.work.shown is not None)
    assert not card.isVisible(), "two answers about two files would be one too many"
    driver.session.failed.emit(EpochalError("gui.run_active"))
    driver.drop(table)
    driver.settle()
    assert card.isVisible(), "what is about something else stays"


def dialog_of(driver: Driver) -> ReadDialog:
    driver.wait(lambda: any(box.isVisible() for box in driver.window.findChildren(ReadDialog)))
    return next(box for box in driver.window.findChildren(ReadDialog) if box.isVisible())


def press(dialog: ReadDialog, words: str) -> None:
    next(button for button in dialog.findChildren(QPushButton) if button.text() == words).click()


def test_that_another_sheet_is_one_step_that_can_be_undone(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "book.xlsx"
    with pd.ExcelWriter(path) as book:
        pd.DataFrame({"north": [1, 2, 3]}).to_excel(book, sheet_name="May", index=False)
        pd.DataFrame({"south": [4, 5]}).to_excel(book, sheet_name="June", index=False)
    driver.drop(path)
    driver.wait_open()
    project, card = driver.session.path, driver.window.shell.notice
    driver.wait(card.isVisible)
    buttons(card)["Read it differently…"].click()
    dialog = dialog_of(driver)
    dialog.choose("sheet", "June")
    press(dialog, "Read again")
    driver.wait(lambda: driver.session.table is not None and driver.session.table.names == ("south",))
    assert driver.session.path == project
    driver.do("undo")
    driver.wait(lambda: driver.session.table is not None and driver.session.table.names == ("north",))


def test_that_a_decimal_comma_and_an_encoding_can_be_told(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes("name;size\nЖанна;1,234\nПётр;2,345\n".encode("cp1251"))
    driver.drop(path)
    driver.wait_open()
    driver.do("read_differently")
    dialog = dialog_of(driver)
    assert any("Find out (" in field.currentText() for field in dialog.findChildren(ChoiceField))
    for key, value in (("encoding", "cp1251"), ("delimiter", ";"), ("decimal", ",")):
        dialog.choose(key, value)
    press(dialog, "Read again")
    driver.wait(lambda: driver.session.busy is None and driver.session.undo_stack.canUndo())
    driver.wait(lambda: driver.session.table.values("size").tolist() == [1.234, 2.345])
    assert driver.session.table.values("name").tolist() == ["Жанна", "Пётр"]


@pytest.mark.parametrize("way", ["Try everything", "Try again"])
def test_that_what_was_said_about_reading_holds_where_memory_is_short(
    driver: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    path = tmp_path / "data.csv"
    path.write_bytes("name;size\nЖанна;1,234\nПётр;2,345\n".encode("cp1251"))
    driver.drop(path)
    driver.wait_open()
    project = driver.session.path
    monkeypatch.setattr(memory, "free_bytes", lambda: 1)
    driver.do("read_differently")
    dialog = dialog_of(driver)
    for key, value in (("encoding", "cp1251"), ("delimiter", ";"), ("decimal", ",")):
        dialog.choose(key, value)
    press(dialog, "Read again")
    card = driver.window.shell.notice
    driver.wait(lambda: way in buttons(card))
    if way == "Try again":
        monkeypatch.setattr(memory, "free_bytes", lambda: 10**12)
    buttons(card)[way].click()
    driver.wait(lambda: driver.session.busy is None and driver.session.undo_stack.canUndo())
    driver.wait(lambda: driver.session.table.values("size").tolist() == [1.234, 2.345])
    assert driver.session.path == project and driver.session.table.values("name").tolist() == ["Жанна", "Пётр"]


def test_that_a_file_that_failed_is_not_taken_for_a_samples(driver: Driver, tmp_path: Path) -> None:
    driver.do("new_project")
    driver.wait_open()
    path = tmp_path / "bars.csv"
    path.write_text("a,b,c\n1,2\n1,2\n3\n", encoding="utf-8")
    driver.window.commands.import_file(str(path))
    driver.wait(driver.window.shell.notice.isVisible)
    other = tmp_path / "foos.csv"
    other.write_text("a,b\n1,2\n3,4\n", encoding="utf-8")
    driver.session.import_file(other)  # as the empty Data page does with a sample
    driver.wait(lambda: driver.session.table is not None)
    assert not driver.window.commands._belongs


def test_that_a_file_that_could_not_be_read_can_be_read_differently(driver: Driver, tmp_path: Path) -> None:
    path = tmp_path / "bars.csv"
    path.write_text("a,b,c\n1,2\n1,2\n3\n", encoding="utf-8")
    driver.drop(path)
    driver.wait(driver.window.welcome.notice.isVisible)
    buttons(driver.window.welcome.notice)["Read it differently…"].click()
    dialog = dialog_of(driver)
    dialog.choose("delimiter", "|")
    press(dialog, "Read again")
    driver.wait_open()
    assert driver.session.table is not None and driver.session.table.names == ("a,b,c",)


def test_that_reading_differently_leaves_alone_another_projects_data_of_the_same_file_name(
    driver: Driver, tmp_path: Path
) -> None:
    first, second = tmp_path / "a" / "data.csv", tmp_path / "b" / "data.csv"
    for path, words in ((first, "north\n1\n2\n3\n"), (second, "south\n4\n5\n6\n")):
        path.parent.mkdir()
        path.write_text(words, encoding="utf-8")
    driver.drop(first)
    driver.wait_open()
    project = driver.session.path
    driver.drop(second)
    driver.wait(lambda: driver.session.path != project)
    driver.window.commands.open_project(str(project))
    driver.wait(lambda: driver.session.path == project)
    driver.wait_open()
    driver.do("read_differently")  # of the file that was read last
    press(dialog_of(driver), "Read again")
    driver.wait(lambda: driver.session.table is not None and driver.session.table.names == ("south",))
    assert driver.session.path != project, "it is a project of its own"
    assert not driver.session.undo_stack.canUndo()
