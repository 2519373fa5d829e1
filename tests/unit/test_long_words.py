"""Languages of longer words, and of other letters: nothing that is read is cut without an ellipsis."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pseudo_words import LANGUAGES
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.exceptions import TimeoutError
from pytestqt.qtbot import QtBot

from gui.app import Program
from gui.widgets import Button, ElidedLabel, Prose
from gui.window.settings_dialog import SettingsDialog
from gui.window.shortcut_sheet import ShortcutSheet

PAGES = ("data", "clean", "train", "evaluate", "predict")


@pytest.fixture(params=sorted(LANGUAGES))
def program(request: pytest.FixtureRequest, qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    translator = LANGUAGES[request.param](qapp)
    assert qapp.installTranslator(translator)
    program = Program(qapp)
    program.theme.set_motion("less")
    program.window.resize(1440, 900)
    with qtbot.waitExposed(program.window):
        program.window.show()
    yield program
    program.session.stop_all_runs()
    program.lanes.shut_down()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    qapp.removeTranslator(translator)


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def cut(root: QWidget) -> list[str]:
    """What can't be read as a whole and doesn't say so."""
    found = []
    for label in root.findChildren(QLabel):
        if not label.isVisible() or not label.text() or isinstance(label, ElidedLabel):
            continue
        if isinstance(label, Prose):
            if label.height() < label.heightForWidth(label.width()) - 1:
                found.append(f"low: {label.height()} < {label.heightForWidth(label.width())}: {label.text_shown}")
        elif not label.wordWrap() and label.width() < label.fontMetrics().horizontalAdvance(label.text()):
            found.append(f"narrow: {label.text()}")
    for button in root.findChildren(Button):
        needed = button._content_width() - button._keys_width()  # a squeezed one leaves its shortcut out first
        if button.isVisible() and button.kind == "primary" and button.width() < needed:
            found.append(f"button: {button.text()}")
    return found


def settle(qtbot: QtBot, root: QWidget) -> None:
    """Wait until nothing is cut, or it stays so: what arrives late is laid out late."""
    with contextlib.suppress(TimeoutError):
        qtbot.waitUntil(lambda: cut(root) == [], timeout=60_000)


def test_that_the_languages_are_what_they_say(qapp: QApplication) -> None:
    text = "Open {count} files… Ctrl O"
    longer, chinese = (LANGUAGES[name](qapp).translate("any", text) for name in ("longer", "chinese"))
    assert len(longer) > 1.3 * len("Open  files…") and "{count}" in longer and "Ctrl" in longer
    assert "{count}" in chinese and any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


def test_that_no_page_cuts_words(program: Program, qtbot: QtBot, tmp_path: Path) -> None:
    assert QCoreApplication.translate("pages", "Data") != "Data"
    path = tmp_path / "houses.csv"
    lines = [f"{40 + n % 31},{'abc'[n % 3]},{(40 + n) * 1000 + n % 7}" for n in range(120)]
    path.write_text("\n".join(["area,town,price", *lines]), encoding="utf-8")
    session, window = program.session, program.window
    assert cut(window) == [], "on Welcome"
    session.import_file(path, target="price")
    until(qtbot, lambda: session.is_open and not session.counting)
    assert session.document is not None
    session.edit(session.document.with_preset("quick").with_settings({"epochs": "3"}), "Quick")
    session.start_run()
    until(qtbot, lambda: session.runs and not session.training)
    for size in ((1440, 900), (1100, 700)):
        window.resize(*size)
        for key in PAGES:
            window.go(key)
            until(qtbot, lambda key=key: window.shell.host.current and window.shell.host.current.key == key)
            settle(qtbot, window)
            assert cut(window) == [], f"on {key}, {size}"


def test_that_no_dialog_cuts_words(program: Program, qtbot: QtBot) -> None:
    for action, kind in (("settings", SettingsDialog), ("shortcuts", ShortcutSheet)):
        program.window.actions_by_key[action].trigger()
        dialog = program.window.findChild(kind)
        assert dialog is not None and dialog.isVisible()
        if isinstance(dialog, SettingsDialog):
            dialog.text_size.set_key("150")
            settle(qtbot, dialog)
        assert cut(dialog) == []
        dialog.close()
