"""Pages are made a step per turn of the event loop: ahead, or at once for a person who waits."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import pytest
from gui_world import World
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.theme import sizes
from gui.widgets.page import Page, built
from gui.window import page_host
from gui.window.page_host import PageHost

STEPS = 4
KEYS = ("data", "clean", "train")


class SlowPage(Page):
    """Four steps; remembers what was asked of it, in order."""

    def building(self) -> Iterator[None]:
        self.done: list[str] = []
        self.panel = QLabel("inspector")
        for step in range(STEPS):
            self.done.append(f"step {step}")
            self.column.addWidget(QLabel(str(step)))
            yield
        self.follow(self.session.runs_changed)

    def inspector(self) -> QWidget:
        return self.panel

    def show_document(self) -> None:
        self.done.append("document")

    def restore_ui_state(self, state: dict[str, object]) -> None:
        self.done.append(f"state {state.get('at')}")

    def ui_state(self) -> dict[str, object]:
        return {"at": "here"}

    def came(self, hint: object = None) -> None:
        self.done.append(f"came {hint}")


@pytest.fixture
def host(world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[PageHost]:
    entries = {key: entry for key, entry in page_host.ENTRIES.items() if key in KEYS}
    monkeypatch.setattr(page_host, "ENTRIES", entries)
    monkeypatch.setattr(page_host, "make_page", lambda _entry, *parts: SlowPage(*parts))
    world.navigator.learn({}, {key: key for key in page_host.ENTRIES})
    made = PageHost(world.session, world.theme, world.navigator)
    made.resize(800, 600)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def test_that_a_visit_makes_one_step_a_turn_and_shows_a_blank_page_meanwhile(host: PageHost, world: World) -> None:
    gone_to: list[str] = []
    host.shown.connect(gone_to.append)
    host.show_page("clean", "hint")
    assert gone_to == ["clean"] and world.navigator.current == "clean"
    assert host.current is None
    for _ in range(STEPS):
        host._turn()
        assert host.current is None
    world.wait(lambda: host.current is not None)
    page = host.current
    assert isinstance(page, SlowPage)
    assert page.done == [f"step {step}" for step in range(STEPS)] + ["document", "came hint"]
    assert host.inspector_visible and page.panel.isVisible()


def test_that_a_page_that_is_ready_shows_at_once(host: PageHost, world: World) -> None:
    host.show_page("clean")
    world.wait(lambda: host.current is not None)
    first = host.current
    host.show_page("data")
    world.wait(lambda: host.current is not None and host.current is not first)
    host.show_page("clean")
    assert host.current is first and first is not None and first.isVisible()


def test_that_pages_are_made_ahead_without_being_shown(host: PageHost, world: World, qtbot: QtBot) -> None:
    with qtbot.waitSignal(host.all_built):
        host.build_ahead()
    assert host.current is None and all(host._pages[key].is_built for key in KEYS)
    assert not host._turns.isActive()
    assert all("document" not in host._pages[key].done for key in KEYS)  # type: ignore[attr-defined]


def test_that_a_visit_goes_on_where_making_ahead_was(host: PageHost, world: World) -> None:
    host.build_ahead()
    host._turn()
    host._turn()
    page = host._pages["data"]
    assert isinstance(page, SlowPage) and page.done == ["step 0"]
    host.show_page("data")
    world.wait(lambda: host.current is page)
    assert page.done[:STEPS] == [f"step {step}" for step in range(STEPS)]
    world.wait(lambda: not host._ahead)
    assert set(host._pages) == set(KEYS)


def test_that_a_page_whose_making_breaks_off_is_never_shown_half_made(
    host: PageHost, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    class BreaksOnce(SlowPage):
        broken = 0

        def building(self) -> Iterator[None]:
            yield from super().building()
            if not BreaksOnce.broken:
                BreaksOnce.broken += 1
                raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(page_host, "make_page", lambda _entry, *parts: BreaksOnce(*parts))
    host.show_page("clean")
    with pytest.raises(RuntimeError):
        for _ in range(20):
            host._turn()
    broken = host.findChild(BreaksOnce)
    for _ in range(20):
        host._turn()
    assert host.current is None and broken is not None and not broken.isVisible()
    host.show_page("clean")
    world.wait(lambda: host.current is not None)
    page = host.current
    assert isinstance(page, BreaksOnce) and page is not broken and page.done[STEPS:] == ["document", "came None"]


def test_that_a_page_that_cannot_be_made_is_not_made_ahead_again_and_again(
    host: PageHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[str] = []

    class Breaks(SlowPage):
        def building(self) -> Iterator[None]:
            tries.append("once more")
            yield
            raise RuntimeError("a mistake of ours")

    monkeypatch.setattr(page_host, "make_page", lambda _entry, *parts: Breaks(*parts))
    host.build_ahead()
    for _ in range(40):
        with contextlib.suppress(RuntimeError):
            host._turn()
    assert len(tries) == len(KEYS) and not host._ahead


def test_that_another_visit_overtakes_one_that_is_under_way(host: PageHost, world: World) -> None:
    host.show_page("clean")
    host._turn()
    host._turn()
    host.show_page("train")
    world.wait(lambda: host.current is not None)
    assert host.current is host._pages["train"] and not host._pages["clean"].is_built
    assert world.navigator.current == "train"


def test_that_states_come_back_at_the_visit_and_unvisited_ones_are_kept(host: PageHost, world: World) -> None:
    host.restore({"clean": {"at": "rule 3"}, "train": {"at": "run 2"}})
    host.show_page("clean")
    world.wait(lambda: host.current is not None)
    page = host.current
    assert isinstance(page, SlowPage) and page.done[-3:] == ["document", "state rule 3", "came None"]
    assert host.ui_state() == {"clean": {"at": "here"}, "train": {"at": "run 2"}}


def test_that_a_page_of_the_last_project_starts_afresh_in_the_next(host: PageHost, world: World) -> None:
    host.show_page("clean")
    world.wait(lambda: host.current is not None)
    page = host.current
    host.leave()
    assert host.current is None and page is not None and not page.isVisible()
    host.restore({})
    assert host.ui_state() == {}
    host.show_page("clean")
    world.wait(lambda: host.current is page)
    assert isinstance(page, SlowPage) and page.done[-3:] == ["document", "state None", "came None"]


def test_that_a_page_nobody_sees_is_brought_in_line_before_it_is_seen(world: World) -> None:
    page = built(SlowPage(world.session, world.theme, world.navigator))
    asked = page.done.count("document")
    world.session.runs_changed.emit()
    assert page.is_stale and page.done.count("document") == asked
    page.bring_up_to_date()
    assert page.done.count("document") == asked + 1
    page.show()
    world.session.runs_changed.emit()
    assert page.done.count("document") == asked + 2
    page.close()


def arrived(host: PageHost, world: World) -> PageHost:
    host.resize(1240, 700)
    host.show()
    host.show_page("clean")
    world.wait(lambda: host.current is not None)
    return host


def test_that_the_drawer_slides_over_the_page_and_back(host: PageHost, world: World) -> None:
    world.theme.set_motion("full")
    arrived(host, world).set_narrow(True)
    assert not host.inspector_visible and not host.panel.isVisible()
    host.toggle_inspector()
    assert host.inspector_visible and host.panel.geometry().right() > host.width(), "it is still on its way"
    world.wait(lambda: host.panel.geometry().right() == host.width() - 1)
    assert host.close_drawer() and not host.inspector_visible
    assert host.panel.isVisible(), "it slides out"
    world.wait(lambda: not host.panel.isVisible())
    assert not host.close_drawer()


@pytest.mark.parametrize("done", ["another page", "its work"])
def test_that_a_drawer_goes_when_it_would_be_in_the_way(host: PageHost, world: World, done: str) -> None:
    world.theme.set_motion("less")
    arrived(host, world).set_narrow(True)
    host.toggle_inspector()
    if done == "its work":
        world.navigator.drawer_done.emit()
    else:
        host.show_page("clean")
        assert host.inspector_visible, "the page that is shown already keeps its drawer"
        host.show_page("train")
    assert not host.inspector_visible
    host.set_narrow(False)
    world.wait(lambda: host.current is not None and host.inspector_visible)


def test_that_the_drawer_is_there_at_once_with_less_motion(host: PageHost, world: World) -> None:
    world.theme.set_motion("less")
    arrived(host, world).set_narrow(True)
    host.toggle_inspector()
    assert host.panel.geometry().right() == host.width() - 1
    host.toggle_inspector()
    assert not host.panel.isVisible()


def test_that_a_drawer_in_motion_becomes_the_panel_of_a_wide_window(host: PageHost, world: World) -> None:
    world.theme.set_motion("full")
    arrived(host, world).set_narrow(True)
    host.toggle_inspector()
    host.close_drawer()
    host.set_narrow(False)
    world.qtbot.wait(250)
    assert host.inspector_visible and host.panel.isVisible()


def test_that_widths_outlast_a_narrow_window(host: PageHost, world: World) -> None:
    arrived(host, world).set_widths([880, 360])
    assert host.widths()[1] == 360
    host.set_narrow(True)
    assert host.widths()[1] == 360, "a narrow window says what the wide one had"
    host.set_narrow(False)
    world.wait(lambda: host.panel.width() == 360)
    host.toggle_inspector()
    assert host.widths()[1] == 360 and not host.inspector_wanted
    host.want_inspector(True)
    assert host.panel.isVisible()


def test_that_a_window_made_narrow_and_wide_again_gives_the_inspector_its_width_back(
    host: PageHost, world: World
) -> None:
    arrived(host, world)
    host.current.setMinimumWidth(500)
    for width, narrow in ((1240, False), (780, True), (1240, False)):  # too narrow for both, before it is a drawer
        host.resize(width, 800)
        world.qtbot.wait(20)
        host.set_narrow(narrow)
    world.wait(lambda: host.panel.width() == sizes.INSPECTOR)


def with_fields(host: PageHost, world: World) -> tuple[QLineEdit, QLineEdit]:
    """One on the page and one in its inspector, in a window that is active."""
    page = arrived(host, world).current
    assert page is not None
    on_page, in_panel = QLineEdit(page), QLineEdit(page.panel)
    for field in (on_page, in_panel):
        field.show()
    host.activateWindow()
    world.qtbot.waitUntil(host.isActiveWindow)
    return on_page, in_panel


@pytest.mark.parametrize("close", ["escape", "switch"])
def test_that_a_drawer_that_closes_gives_the_keyboard_back_to_where_it_was(
    host: PageHost, world: World, close: str
) -> None:
    world.theme.set_motion("less")
    on_page, in_panel = with_fields(host, world)
    host.set_narrow(True)
    on_page.setFocus()
    host.toggle_inspector()
    in_panel.setFocus()
    (host.close_drawer if close == "escape" else host.toggle_inspector)()
    assert QApplication.focusWidget() is on_page


def test_that_a_window_made_wide_leaves_the_keyboard_in_the_inspector(host: PageHost, world: World) -> None:
    world.theme.set_motion("less")
    _, in_panel = with_fields(host, world)
    host.set_narrow(True)
    host.toggle_inspector()
    in_panel.setFocus()
    host.set_narrow(False)
    world.wait(lambda: host.panel.isVisible())
    assert QApplication.focusWidget() is in_panel, "the drawer has become a panel"


def test_that_an_inspector_that_goes_with_the_width_leaves_the_keyboard_at_its_switch(
    host: PageHost, world: World
) -> None:
    opener = QPushButton("Inspector", host)
    opener.show()
    host.set_opener(opener)
    _, in_panel = with_fields(host, world)
    in_panel.setFocus()
    host.set_narrow(True)
    world.wait(lambda: QApplication.focusWidget() is opener)
    host.set_narrow(False)
    world.wait(lambda: host.panel.isVisible())
    in_panel.setFocus()
    host.toggle_inspector()
    assert QApplication.focusWidget() is opener


class Picture(QWidget):
    """Takes long to paint, it says."""

    held = False

    def hold_picture(self) -> None:
        self.held = True

    def show_picture(self) -> None:
        self.held = False


class PicturePage(Page):
    """Three of them."""

    def building(self) -> Iterator[None]:
        self.pictures = [Picture() for _ in range(3)]
        for picture in self.pictures:
            self.column.addWidget(picture)
        yield


def test_that_pictures_are_painted_one_in_a_turn(host: PageHost, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_host, "make_page", lambda _entry, *parts: PicturePage(*parts))
    host.resize(800, 600)
    host.show()
    seen: list[list[bool]] = []
    host.arrived.connect(lambda _key: seen.append([picture.held for picture in host.current.pictures]))
    with qtbot.waitSignal(host.arrived):
        host.show_page("data")
    assert seen == [[False, True, True]]
    qtbot.waitUntil(lambda: not any(picture.held for picture in host.current.pictures))


def test_that_pictures_of_a_page_left_early_are_not_forgotten(
    host: PageHost, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_host, "make_page", lambda _entry, *parts: PicturePage(*parts))
    host.resize(800, 600)
    host.show()
    left: list[PicturePage] = []

    def leave(key: str) -> None:
        if key == "data":
            left.append(host.current)
            host.show_page("clean")

    host.arrived.connect(leave)
    host.show_page("data")
    qtbot.waitUntil(lambda: bool(left) and not any(picture.held for picture in left[0].pictures))
