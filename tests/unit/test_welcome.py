"""Welcome: recent projects that can be found again and taken off, samples drawn from their own numbers."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.base.progress import Finished
from core.project.document import Document
from core.project.store import ProjectStore
from gui.app import Program
from gui.pages.drop_zone import DropZone
from gui.pages.recent_row import RecentRow
from gui.pages.sample_cards import PAD, two_lines
from gui.pages.sample_pictures import draw_pictures, list_samples
from gui.pages.welcome_facts import look
from gui.settings import Settings
from gui.theme import sizes
from gui.work.trouble import Bug

SIZES = [(1100, 700), (1440, 900), (2560, 1440)]
ESCAPE = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp)
    bugs: list[Bug] = []
    made.lanes.bug_found.connect(bugs.append)
    with qtbot.waitExposed(made.window):
        made.window.show()
    made.window.welcome.draw_pictures(made.lanes.other)
    yield made
    made.lanes.shut_down()
    made.window.close()
    made.window.deleteLater()  # or the next test's style sheet would polish this window too
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bugs == []


def remembered(program: Program, folder: Path, count: int = 1) -> list[Path]:
    """Projects that are there, the last one on top of the list."""
    paths = [folder / f"p{at}.epochal" for at in range(count)]
    for path in paths:
        ProjectStore.create(path, Document(path.stem)).close()
        program.settings.remember(path, path.stem, "90 rows", (1.0, 0.5, 0.25))
    return paths


def rows(program: Program) -> list[RecentRow]:
    return program.window.welcome.recent.rows


def test_that_a_project_that_is_gone_is_said_once_it_was_looked_for(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    here, gone = remembered(program, tmp_path, 2)
    gone.unlink()
    program.window.welcome.show_recent()
    qtbot.waitUntil(lambda: rows(program)[0].summary == "Moved or deleted. Find it…")
    assert rows(program)[1].summary == "90 rows" and rows(program)[1].project.path == str(here)
    assert "Moved or deleted" in rows(program)[0].accessibleDescription()


def test_that_looking_tells_what_is_missing_and_which_version_this_is(tmp_path: Path) -> None:
    there = tmp_path / "there.epochal"
    there.write_bytes(b"x")
    *_, last = look([str(there), str(tmp_path / "gone.epochal"), "\0"])
    assert isinstance(last, Finished)
    assert last.result.missing == {str(tmp_path / "gone.epochal"), "\0"}


@ESCAPE
def test_that_a_moved_project_is_found_and_replaces_its_line(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    (path,) = remembered(program, tmp_path)
    moved = tmp_path / "elsewhere" / "renamed.epochal"
    moved.parent.mkdir()
    path.rename(moved)
    program.window.welcome.show_recent()
    rows(program)[0].click()
    (dialog,) = program.window.findChildren(QFileDialog)
    assert dialog.windowTitle() == "Find p0.epochal" and Path(dialog.directory().absolutePath()) == tmp_path
    dialog.fileSelected.emit(str(moved))
    qtbot.waitUntil(lambda: program.session.is_open)
    qtbot.waitUntil(lambda: [entry.path for entry in program.settings.recent()] == [str(moved)])


@ESCAPE
def test_that_what_is_found_but_no_project_leaves_the_list_as_it_was(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (path,) = remembered(program, tmp_path)
    path.unlink()
    wrong = tmp_path / "wrong.epochal"
    wrong.write_bytes(b"nothing of ours")
    program.window.welcome.recent_chosen.emit(str(path))
    (dialog,) = program.window.findChildren(QFileDialog)
    with qtbot.waitSignal(program.session.failed):
        dialog.fileSelected.emit(str(wrong))
    assert [entry.path for entry in program.settings.recent()] == [str(path)]


def test_that_a_project_is_taken_off_the_list_and_stays_where_it_is(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    paths = remembered(program, tmp_path, 3)
    program.window.welcome.show_recent()
    program.window.activateWindow()
    qtbot.waitUntil(program.window.isActiveWindow)
    qtbot.waitUntil(rows(program)[0].isVisible)
    rows(program)[0].setFocus()
    qtbot.keyClick(rows(program)[0], Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: len(program.settings.recent()) == 2)
    assert rows(program)[0].hasFocus()
    rows(program)[0].remove_button.click()
    assert [entry.path for entry in program.settings.recent()] == [str(paths[0])]
    assert all(path.is_file() for path in paths)
    words = [action.text() for action in rows(program)[0].actions() if isinstance(action, QAction)]
    assert words == ["Open", "Pin to the top\tP", "Remove from this list\tDel"]


def names(program: Program) -> list[str]:
    return [row.project.name for row in rows(program)]


def test_that_a_pinned_project_stays_on_top_and_the_keyboard_with_it(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    remembered(program, tmp_path, 5)
    window = program.window
    window.resize(1440, 900)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.welcome.show_recent()
    assert names(program) == ["p4", "p3", "p2"]
    qtbot.waitUntil(rows(program)[2].isVisible)
    rows(program)[2].setFocus()
    qtbot.keyClick(rows(program)[2], Qt.Key.Key_P)
    assert names(program) == ["p2", "p4", "p3"]
    assert rows(program)[0].hasFocus() and "pinned" in rows(program)[0].accessibleDescription()
    program.settings.remember(tmp_path / "p0.epochal", "p0", "91 rows")
    program.settings.flush()
    assert [entry.name for entry in Settings().recent()] == ["p2", "p0", "p4", "p3", "p1"]
    window.welcome.show_recent()
    rows(program)[0].pin_button.click()
    assert names(program) == ["p0", "p4", "p3"], "unpinned it goes where its time puts it"


def test_that_pins_outlast_newer_projects_and_new_places(program: Program, tmp_path: Path) -> None:
    settings = program.settings
    (first, *_) = remembered(program, tmp_path, 2)
    settings.pin(str(first), True)
    for at in range(20):
        settings.remember(tmp_path / f"n{at}.epochal", f"n{at}", "")
    assert settings.recent()[0].path == str(first) and len(settings.recent()) == 12
    settings.remember(first, "again", "")
    before = settings.recent()
    settings.move("unknown", str(first))
    assert settings.recent() == before, "a project that isn't in the list takes no other out of it"
    settings.move(str(first), "elsewhere")
    assert [(entry.path, entry.name) for entry in settings.recent() if entry.pinned] == [("elsewhere", "again")]
    for at in (19, 18, 17):
        settings.pin(str(tmp_path / f"n{at}.epochal"), True)
    program.window.resize(1440, 900)
    program.window.welcome.show_recent()
    assert names(program) == ["again", "n19", "n18", "n17", "n16"], "all that are pinned, and the newest"


def test_that_a_high_window_shows_more_of_them(program: Program, tmp_path: Path) -> None:
    remembered(program, tmp_path, 9)
    program.window.resize(1440, 900)
    program.window.welcome.show_recent()
    assert len(rows(program)) == 3
    program.window.welcome.recent._more.click()
    assert len(rows(program)) == 9
    program.window.welcome.recent._more.click()
    program.window.resize(2560, 1440)
    QApplication.processEvents()
    assert len(rows(program)) == 7


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_that_cards_have_room_for_what_they_say(program: Program, tmp_path: Path, size: tuple[int, int]) -> None:
    remembered(program, tmp_path, 4)
    program.window.resize(QSize(*size))
    program.window.welcome.show_recent()
    QApplication.processEvents()
    cards = list(program.window.welcome._cards.values())
    assert min(card.width() for card in cards) >= 236
    assert all(card.height() - 106 >= 0.35 * min(card.width(), 490) for card in cards), "no letter-box pictures"
    left = program.window.welcome._left
    assert left.minimumSizeHint().height() <= program.window.height()


@pytest.mark.parametrize("width", [1100, 1380, 1440])
def test_that_no_words_of_a_sample_are_cut(program: Program, width: int) -> None:
    program.window.resize(width, 900)
    QApplication.processEvents()
    metrics = QFontMetrics(program.theme.font(sizes.BODY, 600))
    paper = QPixmap(1, 1)
    painter = QPainter(paper)
    painter.setFont(program.theme.font(sizes.SMALL))
    for card in program.window.welcome._cards.values():
        assert metrics.horizontalAdvance(card.sample.title) <= card.width() - 2 * PAD, card.sample.title
        assert " ".join(two_lines(painter, card.sample.sentence, card.width() - 2 * PAD)) == card.sample.sentence
    painter.end()


def test_that_a_card_says_the_size_of_its_table() -> None:
    *_, last = draw_pictures(list_samples())
    assert isinstance(last, Finished)
    assert {key: (picture.rows, picture.columns) for key, picture in last.result.items()} == {
        "house_prices": (500, 2),
        "diamonds": (53_940, 10),
        "credit": (4_454, 14),
        "breast_cancer": (569, 31),
        "jobs": (4_331, 8),
        "ridership": (5_698, 50),
    }


def test_that_classes_are_drawn_apart_and_none_as_a_single_peak() -> None:
    *_, last = draw_pictures(list_samples())
    assert isinstance(last, Finished)
    for key in ("credit", "breast_cancer", "jobs"):
        curves = last.result[key].densities
        assert len(curves) > 1
        assert sum(height > 0.1 for height in curves[0]) > len(curves[0]) / 4, key


def test_that_a_failure_cuts_nothing_in_a_low_window(program: Program) -> None:
    welcome = program.window.welcome
    program.window.resize(1100, 700)
    error = EpochalError("data.damaged_file", {"format": "Excel or ODS", "detail": "File is not a zip file"})
    program.window.show_failure(error)
    QApplication.processEvents()
    (zone,) = welcome.findChildren(DropZone)
    assert zone.height() == zone.sizeHint().height()
    assert welcome._strata.isHidden() and welcome.notice.geometry().bottom() < welcome.height()
    welcome.clear_failure()
    QApplication.processEvents()
    assert not welcome._strata.isHidden()


def test_that_a_screen_reader_meets_samples_before_the_keys_below_them(program: Program, qtbot: QtBot) -> None:
    pane = program.window.welcome._empty.parentWidget()
    assert pane is not None
    met = [child for child in pane.children() if isinstance(child, QWidget) and child.isVisible()]
    tops = [child.geometry().top() // 40 for child in met]  # of a line, give or take
    assert tops == sorted(tops)
