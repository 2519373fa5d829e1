"""The palette: what it offers where, how it finds it, and what it remembers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.app import Program
from gui.settings import Settings
from gui.window.fuzzy import fit, fit_words
from gui.window.palette import Palette
from gui.window.palette_model import ITEM_ROLE, PaletteItem, PaletteModel

HEADS = {"here": "Here", "recent": "Before", "commands": "Commands", "columns": "Columns", "runs": "Runs"}


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot) -> Iterator[Program]:
    program = Program(qapp)
    program.window.resize(1440, 900)
    with qtbot.waitExposed(program.window):
        program.window.show()
    yield program
    program.lanes.shut_down()
    program.window.close()
    program.window.deleteLater()
    program.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def houses(tmp_path: Path) -> Path:
    path = tmp_path / "houses.csv"
    lines = [f"{40 + n},{'abc'[n % 3]},{(40 + n) * 1000 + n % 7}" for n in range(90)]
    path.write_text("\n".join(["area,town,price", *lines]), encoding="utf-8")
    return path


def until(qtbot: QtBot, condition: Callable[[], object]) -> None:
    qtbot.waitUntil(lambda: bool(condition()))


def with_data(program: Program, qtbot: QtBot, path: Path) -> Program:
    program.session.import_file(path, target="price")
    until(qtbot, lambda: program.session.is_open and not program.session.counting)
    window = program.window
    until(qtbot, lambda: window.shell is not None and window.shell.host.current is not None)
    return program


def opened(program: Program) -> Palette:
    program.window.actions_by_key["palette"].trigger()
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, Palette) and w.isVisible()]
    assert len(shown) == 1
    return shown[0]


def listed(model: PaletteModel) -> list[str]:
    """Heads in brackets, items by their words."""
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return [str(index.data()) if index.data(ITEM_ROLE) else f"[{index.data()}]" for index in rows]


def under(model: PaletteModel, head: str) -> list[str]:
    rows = listed(model)
    after = rows[rows.index(f"[{head}]") + 1 :] if f"[{head}]" in rows else []
    return after[: next((at for at, row in enumerate(after) if row.startswith("[")), len(after))]


def typed(palette: Palette, letters: str) -> PaletteModel:
    palette._field.setText(letters)
    palette._field.textEdited.emit(letters)
    return palette._model


def test_that_the_palette_finds_and_runs(program: Program, qtbot: QtBot, houses: Path) -> None:
    window, palette = with_data(program, qtbot, houses).window, opened(program)
    qtbot.keyClicks(palette._field, "evalu")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    assert window.navigator.current == "evaluate"
    assert not window._veil.isVisible()


def test_that_what_the_page_can_do_comes_first(program: Program, qtbot: QtBot, houses: Path) -> None:
    palette = opened(with_data(program, qtbot, houses))
    assert palette._model.index(0, 0).data() == "Suggested here"
    first = under(palette._model, "Suggested here")
    assert "Open another file" in first and len(first) <= 4
    found = under(typed(palette, "columns"), "Suggested here")
    assert "View: Columns" in found, "the page's switch between its views"
    at = listed(palette._model).index("View: Columns")
    index = palette._model.index(at, 0)
    palette._run(index)
    assert program.window.shell is not None
    page = program.window.shell.host.current
    assert page is not None and page.ui_state().get("view") == "columns"


def test_that_columns_say_what_they_are(program: Program, qtbot: QtBot, houses: Path) -> None:
    palette = opened(with_data(program, qtbot, houses))
    model = typed(palette, "@to")
    (head, town) = [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]
    assert head is None and (town.words, town.aside) == ("town", "Category · 3 values")
    assert under(typed(palette, "category"), "Columns") == ["town"], "found by what it is"


def test_that_what_was_used_before_is_offered_again(program: Program) -> None:
    palette = opened(program)
    assert under(palette._model, "Used before") == []
    typed(palette, "prefer")
    assert under(palette._model, "Commands") == ["Settings…"]
    item = palette._list.currentIndex().data(ITEM_ROLE)
    assert item.aside.startswith("preferences"), "it says why it was found"
    palette.chosen.emit(item.key)
    palette.close()
    again = opened(program)
    assert under(again._model, "Used before") == ["Settings…"]
    assert "Settings…" not in under(again._model, "Commands")
    assert under(typed(again, "sett"), "Commands") == ["Settings…"]
    again.close()
    program.settings.flush()
    assert Settings().commands() == ["settings"]


def test_that_recent_projects_are_offered(program: Program, qtbot: QtBot, houses: Path) -> None:
    with_data(program, qtbot, houses)
    program.window.commands.close_project()
    palette = opened(program)
    assert under(palette._model, "Recent projects") == ["houses"]
    typed(palette, "houses")
    qtbot.keyClick(palette._field, Qt.Key.Key_Return)
    until(qtbot, lambda: program.session.is_open)
    assert under(opened(program)._model, "Recent projects") == [], "not the one that is open"


def test_that_the_palette_filters_by_kind_and_skips_heads() -> None:
    items = [
        PaletteItem("commands", "Train", "play", list),
        PaletteItem("columns", "train_id", "hash", list),
        PaletteItem("runs", "Run 1", "activity", list),
    ]
    model = PaletteModel({"commands": "Commands", "columns": "Columns", "runs": "Runs"})
    model.offer(items)
    assert model.rowCount() == 6 and model.next_item(-1, 1) == 1 and model.next_item(1, 1) == 3
    assert model.next_item(1, -1) == 5
    model.find("@tr")
    found = [model.index(row, 0).data(ITEM_ROLE) for row in range(model.rowCount())]
    assert found == [None, items[1]]
    model.find("nothing at all")
    assert model.rowCount() == 0 and model.next_item(-1, 1) == -1


def test_that_the_palettes_model_keeps_qts_rules(qtmodeltester: object) -> None:
    model = PaletteModel({"commands": "Commands"})
    model.offer([PaletteItem("commands", "Undo", "undo-2", list, keys="Ctrl Z")])
    qtmodeltester.check(model)  # type: ignore[attr-defined]


def test_that_typed_letters_fit_best_at_the_start_of_words() -> None:
    start, word, within, spread = (fit("tr", text) for text in ("Train", "Go to Train", "Electric", "Theme: dark"))
    assert start is not None and word is not None and within is not None
    assert start > word > within
    assert spread is None or spread < within
    assert fit("xyz", "Train") is None
    assert fit("", "anything") == 0.0


def test_that_other_words_count_less_than_the_words_themselves() -> None:
    items = [
        PaletteItem("commands", "Settings", "settings", list, also="options, text size"),
        PaletteItem("commands", "Text of the page", "type", list),
    ]
    model = PaletteModel(HEADS)
    model.offer(items)
    model.find("text")
    assert listed(model) == ["[Commands]", "Text of the page", "Settings"]
    model.find("size")
    assert listed(model) == ["[Commands]", "Settings"]
    assert fit_words("te", "options, text size") and not fit_words("ext", "options, text size")
    assert not fit_words(" ", "anything")


def key(qtbot: QtBot, palette: Palette, which: Qt.Key) -> None:
    qtbot.keyClick(palette._field, which)


def test_that_tab_shows_what_else_can_be_done_with_a_column(program: Program, qtbot: QtBot, houses: Path) -> None:
    palette = opened(with_data(program, qtbot, houses))
    assert program.session.document is not None
    typed(palette, "@to")
    assert palette._tab_words.isVisible()
    key(qtbot, palette, Qt.Key.Key_Tab)
    assert palette._field.text() == "" and palette._field.placeholderText() == "More options: town"
    assert {"Predict it", "Ignore it", "Read it as text"} <= set(under(palette._model, "town"))
    assert "Learn from it" not in listed(palette._model), "that is what is done with it"
    palette._field.setText("igno")
    palette._field.textEdited.emit("igno")
    key(qtbot, palette, Qt.Key.Key_Return)
    assert program.session.document.ignored == ("town",)
    program.session.undo_stack.undo()
    assert program.session.document.ignored == ()


@pytest.mark.parametrize("back", [Qt.Key.Key_Escape, Qt.Key.Key_Backspace, Qt.Key.Key_Backtab])
def test_that_one_goes_back_to_what_was_typed(program: Program, qtbot: QtBot, houses: Path, back: Qt.Key) -> None:
    palette = opened(with_data(program, qtbot, houses))
    before = listed(typed(palette, "@"))
    key(qtbot, palette, Qt.Key.Key_Down)
    chosen = palette._list.currentIndex().data()
    key(qtbot, palette, Qt.Key.Key_Tab)
    assert listed(palette._model)[0] == f"[{chosen}]"
    key(qtbot, palette, back)
    assert palette.isVisible() and palette._field.text() == "@" and listed(palette._model) == before
    assert palette._list.currentIndex().data() == chosen
    key(qtbot, palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()


def test_that_tab_does_nothing_where_there_is_no_more(program: Program, qtbot: QtBot) -> None:
    palette = opened(program)
    typed(palette, "settings")
    before = listed(palette._model)
    key(qtbot, palette, Qt.Key.Key_Tab)
    assert listed(palette._model) == before and palette._field.text() == "settings"
    assert not palette._tab_words.isVisible()


def test_that_a_run_is_started_with_another_preset(program: Program, qtbot: QtBot, houses: Path) -> None:
    palette = opened(with_data(program, qtbot, houses))
    typed(palette, "start a run")
    key(qtbot, palette, Qt.Key.Key_Tab)
    assert under(palette._model, "Start a run") == ["Quick", "Balanced", "Thorough"]
    key(qtbot, palette, Qt.Key.Key_Return)
    assert program.session.document is not None and program.session.document.preset == "quick"
    until(qtbot, lambda: program.session.runs and not program.session.training)
    palette = opened(program)
    typed(palette, "#")
    (run,) = [item for row in range(2) if (item := palette._model.index(row, 0).data(ITEM_ROLE)) is not None]
    assert run.aside.startswith("Typical error ")
    key(qtbot, palette, Qt.Key.Key_Tab)
    assert under(palette._model, "Run 1 · Quick")[:2] == ["Evaluate it", "Predict with it"]
    typed(palette, "remove")
    key(qtbot, palette, Qt.Key.Key_Return)
    assert program.session.runs == ()
    program.session.undo_stack.undo()
    assert [run.number for run in program.session.runs] == [1]


def test_that_the_theme_and_a_step_can_be_chosen(program: Program, qtbot: QtBot, houses: Path) -> None:
    session = with_data(program, qtbot, houses).session
    palette = opened(program)
    typed(palette, "dark mode")
    key(qtbot, palette, Qt.Key.Key_Tab)
    typed(palette, "dark")
    key(qtbot, palette, Qt.Key.Key_Return)
    program.settings.flush()
    assert program.theme.dark and Settings().mode == "dark"
    program.window.commands.set_mode("light")
    assert session.document is not None
    for seed in (1, 2, 3):
        session.edit(session.document.with_seed(seed), f"Seed {seed}")
    palette = opened(program)
    typed(palette, "steps of")
    key(qtbot, palette, Qt.Key.Key_Tab)
    head = "Show the steps of this project"
    assert under(palette._model, head) == ["Seed 3", "Seed 2", "Seed 1", "As it was opened"]
    typed(palette, "seed 1")
    key(qtbot, palette, Qt.Key.Key_Return)
    assert session.document.seed == 1


def test_that_a_menu_of_the_page_opens_within(program: Program, qtbot: QtBot, houses: Path) -> None:
    """A button that opens a menu has nothing else to do: choosing it shows the menu's entries."""
    palette = opened(with_data(program, qtbot, houses))
    items = [item for item in palette._model._items if item.opens]
    assert items, "the Data page has such buttons"
    typed(palette, items[0].words)
    key(qtbot, palette, Qt.Key.Key_Return)
    assert palette.isVisible() and len(under(palette._model, items[0].words)) > 1
    palette.close()


def test_that_a_click_on_the_chevron_shows_more(program: Program, qtbot: QtBot) -> None:
    palette = opened(program)
    typed(palette, "light and dark")
    place = palette._list.visualRect(palette._list.currentIndex())
    left, port = Qt.MouseButton.LeftButton, palette._list.viewport()
    qtbot.mouseClick(port, left, pos=place.topRight() + QPoint(-14, 12))
    assert under(palette._model, "Switch between light and dark") == ["Light", "Dark", "As the system says"]
    palette._back.click()
    before = program.theme.dark
    qtbot.mouseClick(port, left, pos=palette._list.visualRect(palette._list.currentIndex()).center())
    assert program.theme.dark != before and not palette.isVisible()


def test_that_a_recent_project_is_pinned_from_the_palette(program: Program, qtbot: QtBot, houses: Path) -> None:
    with_data(program, qtbot, houses)
    program.window.commands.close_project()
    palette = opened(program)
    typed(palette, "houses")
    key(qtbot, palette, Qt.Key.Key_Tab)
    typed(palette, "pin")
    key(qtbot, palette, Qt.Key.Key_Return)
    program.settings.flush()
    assert [project.pinned for project in Settings().recent()] == [True]
    assert [row.project.pinned for row in program.window.welcome.recent.rows] == [True], "Welcome shows it at once"
    palette = opened(program)
    typed(palette, "houses")
    key(qtbot, palette, Qt.Key.Key_Tab)
    typed(palette, "remove")
    key(qtbot, palette, Qt.Key.Key_Return)
    assert program.window.welcome.recent.rows == []


@pytest.mark.parametrize(("column", "option"), [("area", "Read it as number"), ("town", "Predict it")])
def test_that_undo_is_offered_only_for_the_step_that_was_made(
    program: Program, qtbot: QtBot, houses: Path, column: str, option: str
) -> None:
    """A column that is read so already makes no step; a target makes one when its rules are found."""
    session = with_data(program, qtbot, houses).session
    assert session.document is not None
    session.edit(session.document.with_seed(7), "Seed 7")
    palette = opened(program)
    typed(palette, f"@{column}")
    key(qtbot, palette, Qt.Key.Key_Tab)
    typed(palette, option)
    assert palette._list.currentIndex().data() == option
    key(qtbot, palette, Qt.Key.Key_Return)
    toast = program.window._toast
    assert session.undo_stack.text(session.undo_stack.index() - 1) == "Seed 7"
    assert toast.isVisible() and column in toast.accessibleName() and not toast._undo.isVisible()


def test_that_a_column_that_weighs_rows_can_be_an_input_again(program: Program, qtbot: QtBot, houses: Path) -> None:
    session = with_data(program, qtbot, houses).session
    assert session.document is not None
    session.edit(session.document.with_setting("sample_weight", "area"), "Weight")
    palette = opened(program)
    typed(palette, "@area")
    key(qtbot, palette, Qt.Key.Key_Tab)
    typed(palette, "learn from it")
    key(qtbot, palette, Qt.Key.Key_Return)
    assert "sample_weight" not in dict(session.document.overrides)
