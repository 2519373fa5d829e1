"""A project that is closed while a person is writing in it: what they wrote is in its file, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from clean_pages import messy_csv
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from window_driver import Driver, driven

from core.cleaning.rules import TidyText
from core.project.document import Document
from core.project.store import ProjectStore
from gui.models.differences import AFTER
from gui.pages.clean import CleanPage
from gui.pages.train import TrainPage
from gui.widgets import TextField

OWN = (("cut", (("Fair", "Poor"),)),)


@pytest.fixture
def driver(qapp: QApplication, tmp_path: Path) -> Iterator[Driver]:
    with driven(qapp) as driver:
        driver.session.import_file(messy_csv(tmp_path), target="price")
        driver.wait_open()
        driver.window.activateWindow()
        yield driver


def write_seed(driver: Driver) -> None:
    page = driver.go("train")
    assert isinstance(page, TrainPage)
    inspector: Any = page.inspector()
    inspector.show_settings_all()
    field: QLineEdit = inspector.advanced.seed
    driver.wait(field.isVisible)
    field.setFocus()
    driver.wait(field.hasFocus)
    field.selectAll()
    QTest.keyClicks(field, "777")


def write_list(driver: Driver, *, end: bool) -> None:
    page = driver.go("clean")
    assert isinstance(page, CleanPage) and driver.session.document is not None
    steps = driver.session.document.recipe.steps
    page.rules.choose(next(step.id for step in steps if step.rule.lists_values))
    panel = page.detail.spellings
    driver.wait(page.detail.differences.edit_list.isVisible)
    page.detail.differences.edit_list.click()
    driver.wait(lambda: panel.model.rowCount() == 3)
    panel.grid.setCurrentIndex(panel.model.index(1, AFTER))
    QTest.keyClick(panel.grid, Qt.Key.Key_Return)
    field = panel.grid.findChild(TextField)
    assert field is not None
    field.selectAll()
    QTest.keyClicks(field, "Poor")
    if end:
        QTest.keyClick(field, Qt.Key.Key_Return)
        driver.wait(lambda: panel.model.is_edited and panel.grid.findChild(TextField) is None)


def close_project(driver: Driver) -> None:
    driver.do("close_project")


def close_window(driver: Driver) -> None:
    assert driver.window.close()


def close_behind_another(driver: Driver) -> None:
    """As a click in the system's list of windows does."""
    other = QWidget()
    other.show()
    other.activateWindow()
    driver.wait(other.isActiveWindow)
    driver.session.close_project()
    other.close()
    other.deleteLater()


def open_another(driver: Driver) -> None:
    driver.session.new_project("another")
    driver.wait(lambda: driver.session.document is not None and driver.session.document.name == "another")


def kept(path: Path) -> Document:
    with ProjectStore.open(path, read_only=True) as store:
        return store.document()


@pytest.mark.parametrize("leave", [close_behind_another, open_another])
def test_that_a_field_is_taken(driver: Driver, leave: Callable[[Driver], None]) -> None:
    write_seed(driver)
    path = driver.session.path
    assert path is not None
    leave(driver)
    assert kept(path).seed == 777
    driver.settle()
    assert driver.session.table is None, "nothing is read for a project that is closed"


@pytest.mark.parametrize(("leave", "end"), [(close_project, True), (close_window, False)])
def test_that_a_list_of_values_is_taken(driver: Driver, leave: Callable[[Driver], None], end: bool) -> None:
    write_list(driver, end=end)
    path = driver.session.path
    assert path is not None
    leave(driver)
    rule = kept(path).recipe.steps[0].rule
    assert isinstance(rule, TidyText) and rule.spellings == OWN
    driver.settle()
    assert driver.session.table is None
