"""The window around the pages: what is shown when, keys, drops, closing, what is found again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from core.project.store import ProjectStore
from gui import assets
from gui.actions import ACTIONS
from gui.app import Program
from gui.feedback.crash import CrashDialog
from gui.pages import PAGES
from gui.pages.sample_pictures import draw_pictures, list_samples
from gui.settings import Settings
from gui.theme import Theme
from gui.widgets.durations import duration_words
from gui.widgets.moments import short_moment
from gui.window.closing import RunQuestion
from gui.window.drop_overlay import dropped_file
from gui.window.main_window import MainWindow
from gui.window.shortcut_sheet import ShortcutSheet
from gui.work.trouble import Bug


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    program = Program(qapp)
    program.theme.set_mode("light")
    program.window.resize(1440, 900)
    bugs: list[Bug] = []
    program.lanes.bug_found.connect(bugs.append)
    with qtbot.waitExposed(program.window):
        program.window.show()
    yield program
    program.session.stop_all_runs()
    program.lanes.shut_down()
    program.window.close()
    program.window.deleteLater()  # or the next test's style sheet would polish this window too
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert bugs == []


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    lines = [f"{40 + n},{(40 + n) * 1000 + n % 7}" for n in range(90)]
    path.write_text("\n".join(["area,price", *lines]), encoding="utf-8")
    return path


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def opened(program: Program, qtbot: QtBot, path: Path) -> MainWindow:
    program.session.import_file(path, target="price")
    until(qtbot, lambda: program.window.navigator.current and not program.session.counting)
    until(qtbot, lambda: program.window.shell is not None and program.window.shell.host.current)  # its page is there
    return program.window


def dialog_of(kind: type[QDialog]) -> QDialog | None:
    return next(
        (widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()), None
    )


def mime(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def dragged(window: MainWindow, data: QMimeData) -> None:
    event = QDragEnterEvent(
        window.rect().center(),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def dropped(window: MainWindow, data: QMimeData) -> None:
    dragged(window, data)
    event = QDropEvent(
        QPointF(window.rect().center()),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, event)


def test_that_the_table_of_actions_is_whole() -> None:
    keys = [entry.key for entry in ACTIONS]
    assert len(keys) == len(set(keys))
    shortcuts = [QKeySequence(keys).toString() for entry in ACTIONS for keys in entry.keys]
    assert "" not in shortcuts and len(shortcuts) == len(set(shortcuts))
    assert {f"go_{page.key}" for page in PAGES} <= set(keys)


def test_that_the_program_starts_with_welcome(program: Program) -> None:
    window = program.window
    assert window.welcome.isVisible() and window.shell is None
    assert not window.actions_by_key["save_as"].isEnabled()
    assert window.windowTitle() == "Epochal"


def test_that_an_import_shows_data_and_every_page_can_be_visited(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    assert window.navigator.current == "data" and window.shell is not None and window.shell.isVisible()
    for page in PAGES:
        window.actions_by_key[f"go_{page.key}"].trigger()
        assert window.navigator.current == page.key
        assert window.shell.rail.item(page.key).isChecked()
    assert window.windowTitle().startswith("houses")


def test_that_every_control_of_the_window_has_a_name(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    for page in PAGES:
        window.go(page.key)
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


def test_that_the_rail_tells_how_the_steps_stand(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    assert window.shell is not None
    rail = window.shell.rail
    assert rail.item("data").status == "90 rows"
    assert "rule" in rail.item("clean").status
    assert rail.item("explain").status == "later"
    assert not rail.foot.snapshot.isHidden() and rail.foot.snapshot.text().startswith("Snapshot")
    until(qtbot, lambda: rail.foot.snapshot.text().startswith("Snapshot 1 · "))
    assert rail.foot.recipe.isHidden(), "nothing to clean here"


def test_that_undo_is_offered_and_said(program: Program, qtbot: QtBot, houses: Path) -> None:
    window, session = opened(program, qtbot, houses), program.session
    assert session.document is not None
    assert not window.actions_by_key["undo"].isEnabled()
    session.edit(session.document.with_target(None), "No target")
    window.navigator.toast("Target taken away.", undo=True)
    toast = window._toast
    assert toast.isVisible() and toast.accessibleName() == "Target taken away."
    window.actions_by_key["undo"].trigger()
    assert session.document.target == "price"
    assert not toast.isVisible(), "its Undo would now take back another step"
    window.navigator.toast("Done.")
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not toast.isVisible()


def test_that_a_toast_goes_with_its_project_and_fits_its_window(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    window.navigator.toast("Exported to " + "a very long name " * 20 + "predictions.csv", undo=True)
    toast = window._toast
    assert toast.isVisible() and window.rect().contains(toast.geometry()) and toast._undo.isVisible()
    window.commands.close_project()
    assert not toast.isVisible()


def test_that_what_is_not_saved_is_said_until_it_is(
    program: Program, qtbot: QtBot, houses: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window, session = opened(program, qtbot, houses), program.session
    assert window.shell is not None and session.document is not None
    band = window.shell.save_band
    assert not band.isVisible()

    def full(*_anything: object) -> None:
        raise EpochalError("project.disk_full", {"folder": "/disk"})

    with monkeypatch.context() as broken:
        broken.setattr(ProjectStore, "save_document", full)
        session.edit(session.document.with_target(None), "No target")
        assert band.isVisible() and "/disk" in band.accessibleName() and not window.shell.notice.isVisible()
        band.retry.click()
        assert band.isVisible() and session.save_state == "not_saved"
        window.go("clean")
        assert band.isVisible()
    band.retry.click()
    assert not band.isVisible() and session.save_state == "saved"
    with monkeypatch.context() as broken:
        broken.setattr(ProjectStore, "save_document", full)
        session.undo_stack.undo()
        assert band.isVisible()
    band._timer.timeout.emit()  # it tries by itself, too
    assert not band.isVisible() and not band._timer.isActive()
    assert session.path is not None
    with ProjectStore.open(session.path, read_only=True) as store:
        assert store.document().target == "price"


@pytest.mark.qt_log_ignore("This plugin does not support raise", "This plugin does not support grabbing the keyboard")
def test_that_a_step_is_chosen_from_the_history(program: Program, qtbot: QtBot, houses: Path) -> None:
    window, session = opened(program, qtbot, houses), program.session
    assert session.document is not None and window.shell is not None
    for seed in range(1, 13):
        session.edit(replace(session.document, seed=seed), f"Seed {seed}")
    window.actions_by_key["history"].trigger()
    menu = window.shell.top_bar.history
    until(qtbot, menu.isVisible)
    words, times = zip(*((action.text() + "\t").split("\t")[:2] for action in menu.actions()), strict=True)
    assert times[0] == short_moment(session.undo_stack.command(11).made_at) != "" and times[-1] == ""
    assert words[0] == "Seed 12" and words[-1] == "4 earlier steps" and len(words) == 10
    assert [action.isChecked() for action in menu.actions()].index(True) == words.index("Seed 12")
    menu.actions()[words.index("Seed 9")].trigger()
    menu.hide()
    assert session.document.seed == 9
    menu.fill()
    assert menu.actions()[0].text().startswith("Seed 12\t")
    assert [action.text()[:7] for action in menu.actions() if action.isChecked()] == ["Seed 9\t"]
    menu.actions()[0].trigger()
    assert session.document.seed == 12


def test_that_a_narrow_window_has_icons_and_a_drawer(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    assert window.shell is not None
    host, rail = window.shell.host, window.shell.rail
    until(qtbot, lambda: host.inspector_visible)
    assert rail.width() == 200
    window.resize(1100, 700)
    until(qtbot, lambda: rail.width() == 56)
    assert not host.inspector_visible
    window.actions_by_key["inspector"].trigger()
    assert host.inspector_visible
    until(qtbot, lambda: host.panel.geometry().right() == host.width() - 1)
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not host.inspector_visible
    window.resize(1440, 900)
    until(qtbot, lambda: host.inspector_visible)


def test_that_f6_goes_round_the_panels(program: Program, qtbot: QtBot, houses: Path) -> None:
    window = opened(program, qtbot, houses)
    assert window.shell is not None
    seen = []
    for _ in range(4):
        window.shell.focus_panel(1)
        focused = window.focusWidget()
        assert focused is not None
        panels = {
            "rail": window.shell.rail,
            "page": window.shell.host.current,
            "inspector": window.shell.host.panel,
            "bar": window.shell.top_bar,
        }
        seen += [name for name, panel in panels.items() if panel is not None and panel.isAncestorOf(focused)]
    if QApplication.focusWidget() is not None:  # a screen that gives no window the focus can't go round
        order = ["rail", "page", "inspector", "bar"]
        first = order.index(seen[0])
        assert seen == order[first:] + order[:first]


def test_that_page_and_theme_are_found_again(program: Program, qtbot: QtBot, houses: Path, tmp_path: Path) -> None:
    window = opened(program, qtbot, houses)
    window.commands.save_as(str(tmp_path / "mine.epochal"))
    window.go("clean")
    assert window.shell is not None
    window.shell.host.set_widths([860, 380])
    window.actions_by_key["inspector"].trigger()
    window.resize(1100, 700)
    window.commands.close_project()
    assert window.welcome.isVisible()
    window.resize(1440, 900)
    window.shell.host.set_widths([900, 300])
    (recent,) = program.settings.recent()
    assert recent.name == "mine" and recent.exists and "90 rows" in recent.summary
    window.welcome.recent_chosen.emit(recent.path)
    until(qtbot, lambda: program.session.is_open and window.navigator.current == "clean")
    host = window.shell.host
    until(qtbot, lambda: host.widths()[1] == 380 and not host.inspector_wanted)
    window.actions_by_key["theme"].trigger()
    program.settings.flush()
    assert program.theme.dark and Settings().mode == "dark"
    window.actions_by_key["theme"].trigger()


def test_that_a_bad_file_is_said_on_welcome(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes(b"")
    dropped(program.window, mime(empty))
    until(qtbot, lambda: program.window.welcome.notice.isVisible())
    assert "empty.csv" in program.window.welcome.notice.accessibleName()


def test_that_a_dragged_file_is_named_or_refused(program: Program, houses: Path, tmp_path: Path) -> None:
    window = program.window
    dragged(window, mime(houses))
    assert window._drops.overlay.isVisible() and "houses.csv" in window._drops.overlay.accessibleName()
    window.resize(window.size() + QSize(120, 80))
    assert window._drops.overlay.geometry() == window.rect(), "on whatever screen"
    dragged(window, mime(tmp_path / "report.pdf"))
    assert "“.pdf”" in window._drops.overlay.accessibleName()
    dropped(window, mime(tmp_path / "report.pdf"))
    assert not window._drops.overlay.isVisible()


def test_that_a_dropped_file_becomes_a_project(program: Program, qtbot: QtBot, houses: Path) -> None:
    dropped(program.window, mime(houses))
    until(qtbot, lambda: program.session.is_open)
    assert program.session.document is not None and program.session.document.name == "houses"


@pytest.mark.parametrize(
    ("made", "code"),
    [
        (lambda folder: mime(folder / "a.csv", folder / "b.csv"), "gui.several_files"),
        (lambda folder: mime(folder), "gui.folder"),
        (lambda folder: mime(folder / "a.docx"), "gui.unknown_ending"),
        (lambda folder: QMimeData(), "gui.not_a_file"),
    ],
)
def test_that_what_cannot_be_dropped_says_why(tmp_path: Path, made: Callable[[Path], QMimeData], code: str) -> None:
    with pytest.raises(EpochalError) as failure:
        dropped_file(made(tmp_path))
    assert failure.value.code == code


def test_that_closing_asks_only_while_a_run_trains(program: Program, qtbot: QtBot, houses: Path) -> None:
    window, session = opened(program, qtbot, houses), program.session
    assert session.document is not None
    session.edit(session.document.with_settings({"epochs": "100000", "patience": "100000"}), "long")
    window.actions_by_key["start_run"].trigger()
    until(qtbot, lambda: session.training)
    until(qtbot, lambda: not session.training or (session.live_run is not None and session.live_run.epoch > 2))
    assert window.shell is not None and window.shell.rail.item("train").status == "Running"
    assert not window.close()
    question = dialog_of(RunQuestion)
    assert question is not None
    question.reject()
    assert session.training and window.isVisible()
    assert not window.close()
    question = dialog_of(RunQuestion)
    assert question is not None
    path = session.path
    question.accept()
    until(qtbot, lambda: not window.isVisible())
    assert path is not None
    with ProjectStore.open(path, read_only=True) as store:
        (run,) = store.runs()
        assert str(run.status) == "stopped" and run.has_model


def test_that_the_shortcut_sheet_opens(program: Program) -> None:
    program.window.actions_by_key["shortcuts"].trigger()
    sheet = dialog_of(ShortcutSheet)
    assert sheet is not None
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Ctrl K" in texts and "Go to Train" in texts
    sheet.close()


def test_that_a_bug_opens_one_dialog_with_details_to_copy(program: Program, qtbot: QtBot) -> None:
    bug = Bug("ValueError: odd", "Traceback …", None)
    program.reporter.show_bug(bug)
    program.reporter.show_bug(bug)
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, CrashDialog) and w.isVisible()]
    assert len(shown) == 1
    (dialog,) = shown
    dialog._copy.click()
    assert QApplication.clipboard().text() == "Traceback …"
    few = dialog.height()
    dialog._on_more()
    until(qtbot, lambda: dialog.height() > few and dialog._details.isVisible())
    edge = dialog._details.grab().toImage().pixelColor(0, dialog._details.height() // 2)
    assert edge == program.theme.colour("line2"), "one sees where the details lie"
    dialog._on_more()
    until(qtbot, lambda: dialog.height() == few)
    dialog.close()


def test_that_recent_projects_are_few_and_the_newest_first(tmp_path: Path) -> None:
    settings = Settings()
    for number in range(15):
        settings.remember(tmp_path / f"{number}.epochal", str(number), "90 rows", [float(v) for v in range(500)])
    settings.remember(tmp_path / "9.epochal", "9 again", "90 rows")
    recent = Settings().recent()
    assert [entry.name for entry in recent[:3]] == ["9 again", "14", "13"] and len(recent) == 12
    assert len(recent[1].curve) <= 40
    settings._set("recent", "{broken")
    assert Settings().recent() == settings.recent() == []


def test_that_spans_and_moments_are_said_as_people_do() -> None:
    assert [duration_words(s) for s in (0.2, 48, 72, 7500)] == ["less than 1 s", "48 s", "1 min 12 s", "2 h 5 min"]


def test_that_every_sample_has_a_true_picture(qapp: QApplication) -> None:
    samples = list_samples()
    assert samples
    *_, last = draw_pictures(samples)
    pictures = last.result  # type: ignore[union-attr]
    assert set(pictures) == {sample.key for sample in samples}
    for picture in pictures.values():
        assert picture.points or picture.densities
        assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in picture.points)


def test_that_the_system_theme_can_be_followed(program: Program) -> None:
    program.window.actions_by_key["system_theme"].trigger()
    assert isinstance(program.theme, Theme) and program.theme.mode == "system"


def test_that_a_sample_given_at_the_start_opens_as_a_complete_project(program: Program, qtbot: QtBot) -> None:
    program.start(assets.samples_folder() / "house_price_data.csv")
    program.window.repaint()  # everything else comes after a paint
    session = program.session
    until(qtbot, lambda: len(session.runs) == 1 and not session.training)
    assert session.document is not None
    assert session.document.name == "House prices by area" and session.document.target == "price"
    assert session.runs[0].has_model
