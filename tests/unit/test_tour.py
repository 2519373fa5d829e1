"""The tour: it points at real controls, follows a person, blocks nothing, and is remembered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Program
from gui.settings import Settings
from gui.window.main_window import MainWindow
from gui.window.tour import Tour
from gui.window.tour_card import place_beside
from gui.work.trouble import Bug

WALK = ["data", "data", "clean", "train", "train", "evaluate", "predict", ""]


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    made = Program(qapp)
    bugs: list[Bug] = []
    made.lanes.bug_found.connect(bugs.append)
    made.window.resize(1440, 900)
    made.window.show()
    made.window.activateWindow()
    qtbot.waitUntil(made.window.isActiveWindow)
    yield made
    made.session.stop_all_runs()
    until(qtbot, lambda: not made.session.training)
    made.lanes.shut_down()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bugs == []


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    lines = [f"{40 + n},{'abc'[n % 3]},{(40 + n) * 1000 + n % 7}" for n in range(90)]
    path.write_text("\n".join(["area,town,price", *lines]), encoding="utf-8")
    return path


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def begun(program: Program, qtbot: QtBot, path: Path) -> Tour:
    window = program.window
    program.session.import_file(path, target="price")
    until(qtbot, lambda: program.session.is_open and not program.session.counting)
    until(qtbot, lambda: window.shell is not None and window.shell.host.current is not None)
    window.actions_by_key["tour"].trigger()
    assert window.tour.running
    return window.tour


def ready(program: Program, qtbot: QtBot, at: int) -> None:
    """Until the page of that step is shown, with the ring round something of it."""
    tour = program.window.tour
    until(qtbot, lambda: tour._at == at and tour.card.isVisible() and tour.ring.isVisible())


def is_beside(tour: Tour, window: MainWindow) -> bool:
    """Whether the ring is round the control that the step speaks of, and the card beside it."""
    assert tour.step is not None and window.shell is not None
    spot = tour.step.find(window.shell)
    if spot is None or not spot.isVisible():
        return False
    centre = spot.mapTo(window, spot.visibleRegion().boundingRect().center())
    ring, card = tour.ring.geometry(), tour.card.geometry()
    return ring.contains(centre) and window.rect().contains(card) and not card.intersects(ring.adjusted(4, 4, -4, -4))


@pytest.mark.parametrize("size", [(1440, 900), (1100, 700)])
def test_that_it_walks_over_every_page_and_stays_beside_what_it_speaks_of(
    program: Program, qtbot: QtBot, houses: Path, size: tuple[int, int]
) -> None:
    window = program.window
    window.resize(*size)
    tour = begun(program, qtbot, houses)
    said = set()
    for at, page in enumerate(WALK):
        ready(program, qtbot, at)
        assert tour.step is not None and tour.step.page == page
        assert window.shell is not None and window.shell.host.current is not None
        assert page in ("", window.shell.host.current.key)
        until(qtbot, lambda: is_beside(tour, window))  # pages lay themselves out anew while counts arrive
        assert tour.card.next.hasFocus() and tour.card.next.accessibleDescription() == tour.step.sentence
        said.add(tour.step.sentence)
        assert tour.card.back.isVisible() == (at > 0)
        qtbot.keyClick(tour.card.next, Qt.Key.Key_Return)
    assert len(said) == len(WALK)
    assert not tour.running and not tour.card.isVisible() and not tour.ring.isVisible()
    program.settings.flush()
    assert Settings().tour_seen


def test_that_esc_ends_it_and_gives_the_keyboard_to_the_page(program: Program, qtbot: QtBot, houses: Path) -> None:
    tour = begun(program, qtbot, houses)
    ready(program, qtbot, 0)
    qtbot.keyClick(tour.card.next, Qt.Key.Key_Right)
    assert tour._at == 1
    qtbot.keyClick(tour.card.next, Qt.Key.Key_Left)
    assert tour._at == 0
    qtbot.keyClick(tour.card.next, Qt.Key.Key_Escape)
    assert not tour.running
    assert program.window.shell is not None
    assert QApplication.focusWidget() is program.window.shell.host.current
    program.window.actions_by_key["tour"].trigger()
    program.window.shell.host.current.setFocus()
    qtbot.keyClick(program.window.shell.host.current, Qt.Key.Key_Escape)
    assert not tour.running, "from anywhere in the window"


def test_that_it_follows_whoever_goes_elsewhere(program: Program, qtbot: QtBot, houses: Path) -> None:
    tour = begun(program, qtbot, houses)
    window = program.window
    assert window.shell is not None
    window.shell.rail.item("train").click()
    until(qtbot, lambda: tour.step is not None and tour.step.page == "train" and tour.ring.isVisible())
    assert not tour.card.next.hasFocus(), "the keyboard is where the person went"
    window.shell.rail.item("models").click()
    until(qtbot, lambda: window.shell is not None and window.shell.host.current is not None)
    until(qtbot, lambda: not tour.ring.isVisible())
    assert tour.card.isVisible() and window.rect().contains(tour.card.geometry())
    tour.card.next.click()
    until(qtbot, lambda: tour.step is not None and tour._at == 4 and tour.ring.isVisible())


def test_that_nothing_is_blocked_meanwhile(program: Program, qtbot: QtBot, houses: Path) -> None:
    tour = begun(program, qtbot, houses)
    ready(program, qtbot, 0)
    assert tour.ring.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert QApplication.activeModalWidget() is None
    program.window.resize(1200, 760)
    until(qtbot, lambda: program.window.rect().contains(tour.card.geometry()))
    program.window.commands.close_project()
    assert not tour.running and not tour.card.isVisible()


def test_that_it_begins_with_a_sample_where_nothing_is_open(program: Program, qtbot: QtBot) -> None:
    welcome = program.window.welcome
    assert welcome._tour_button.kind == "link" and welcome._tour_button.isVisible()
    welcome._tour_button.click()
    until(qtbot, lambda: program.window.tour.running)
    assert program.session.document is not None and program.session.document.target == "price"
    ready(program, qtbot, 0)
    program.window.tour.end()
    until(qtbot, lambda: not program.session.counting)
    program.session.stop_all_runs()
    until(qtbot, lambda: not program.session.training)
    program.window.commands.close_project()
    assert welcome._tour_button.kind == "ghost", "it was seen"


@pytest.mark.parametrize(
    "spot",
    [
        QRect(100, 100, 200, 60),
        QRect(1000, 300, 100, 200),
        QRect(0, 0, 1100, 60),
        QRect(0, 640, 1100, 60),
        QRect(900, 660, 190, 30),
        QRect(0, 0, 4, 4),
    ],
)
def test_that_the_card_stands_beside_its_spot_and_within_the_window(spot: QRect) -> None:
    window, size = QRect(0, 0, 1100, 700), QSize(320, 150)
    card = QRect(place_beside(spot, size, window), size)
    assert window.contains(card) and not card.intersects(spot)


def test_that_a_spot_without_room_about_it_has_the_card_in_its_corner() -> None:
    window, size = QRect(0, 0, 1100, 700), QSize(320, 150)
    whole = QRect(place_beside(window, size, window), size)
    assert window.contains(whole) and (whole.right(), whole.bottom()) > (1060, 660)
    nowhere = QRect(place_beside(None, size, window), size)
    assert window.contains(nowhere) and nowhere.bottomRight() == QPoint(1087, 687)
