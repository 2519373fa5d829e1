"""While a file is read: its first rows, each column as it is found, how far it is, rows that don't fit, Cancel."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from gui_world import World
from PySide6.QtCore import Qt

from core.base.progress import Early, Finished, Progress
from core.data.profile import profile_steps
from core.flow import importing
from gui.models.columns import column_heads
from gui.models.pace import Pace
from gui.models.table import TableModel
from gui.pages.data import GRID, NO_DATA, READING, DataPage
from gui.pages.data_grid_view import ProfiledGrid
from gui.pages.data_reading import ROWS, WAITING
from gui.pages.data_reading_words import left_words, numbers_words
from gui.pages.rejected_dialog import RejectedDialog
from gui.state import opening
from gui.window.waiting import WaitingPage


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """An import stands still after the profile of its first column until this is set."""
    made = threading.Event()

    def slowly(table: object) -> Iterator[object]:
        for step in profile_steps(table):
            yield step
            while isinstance(step, Early) and not made.is_set():
                time.sleep(0.005)
                yield Progress("profile", 1, 3, "columns")

    monkeypatch.setattr(importing, "profile_steps", slowly)
    yield made
    made.set()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    lines = ["size,cut,price"]
    lines += [f"{row / 4:.2f},{('Ideal', 'Fair')[row % 2]},{1500 + row * 3}" for row in range(300)]
    lines.insert(5, "only,two")
    lines.insert(9, "a,b,c,d")
    path = tmp_path / "stones.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def reading(world: World, file: Path) -> DataPage:
    """The page, with an import that stands still after its first column."""
    page = world.page(DataPage)
    world.session.import_file(file, target="price")
    world.wait(lambda: page._reading.shows_rows and page._reading.model.table.heads[0].missing is not None)
    return page


def test_that_the_first_rows_show_while_the_rest_is_read(world: World, gate: threading.Event, file: Path) -> None:
    page = reading(world, file)
    model = page._reading.grid.model()
    assert page._stack.currentIndex() == READING and model.rowCount() == 200
    assert [model.index(0, column).data() for column in range(3)] == ["0.00", "Ideal", "1500"]
    first, second, _ = model.heads
    assert first.bars and first.kind_words == "Number"
    assert second.kind_words == "Category" and second.missing is None, "its kind is found, its profile isn't"
    gate.set()
    world.wait(lambda: page._stack.currentIndex() == GRID)
    assert page.grid.model().rowCount() == 300 and page._reading.model.table.table is None


def test_that_who_comes_later_sees_what_came_before(world: World, gate: threading.Event, file: Path) -> None:
    page = world.page(DataPage)
    page.hide()
    world.session.import_file(file)
    world.wait(lambda: page._reading.model.preview is not None)
    page.show()
    page.bring_up_to_date()
    assert page._stack.currentIndex() == READING and page._reading.model.table.rowCount() == 200
    gate.set()
    world.wait(lambda: world.session.is_open)


def test_that_a_file_on_the_command_line_shows_its_first_rows_too(
    world: World, gate: threading.Event, file: Path
) -> None:
    page = WaitingPage(world.session, world.theme)
    world.qtbot.addWidget(page)
    page.show()
    job = world.session.import_file(file)
    assert page.reading is None and page._state.accessibleName() == "Reading stones.csv"
    world.wait(lambda: page.reading is not None and page.reading.shows_rows)
    assert page.reading is not None and page.reading.model.table.rowCount() == 200
    world.wait(lambda: page.reading.model.table.heads[0].missing is not None)
    assert page.reading.misfits.isVisible()
    page.reading.cancel()
    world.wait(lambda: not job.active)
    assert page.reading.model.job is None


def test_that_cancel_leaves_everything_as_it_was(world: World, gate: threading.Event, file: Path) -> None:
    gate.set()
    page = world.page(DataPage)
    world.open_table(file, "price")
    before, drafts = world.session.document, sorted(opening.drafts_folder().iterdir())
    gate.clear()
    job = world.session.import_file(file.rename(file.with_name("other.csv")))
    world.wait(lambda: page._reading.shows_rows)
    assert page._header.sentence.startswith("Until it is read, stones.csv stays as it is")
    page._reading.cancel()
    world.wait(lambda: not job.active)
    assert world.session.document == before and page._stack.currentIndex() == GRID
    assert page._header.sentence.startswith("stones.csv. Imported")
    assert sorted(opening.drafts_folder().iterdir()) == drafts


def test_that_a_cancel_in_the_last_step_leaves_no_draft(world: World, file: Path) -> None:
    events = opening.import_into_draft(file, "stones", None)
    finished = next(event for event in events if isinstance(event, Finished))
    assert finished.result.path.exists()
    events.close()  # type: ignore[attr-defined]
    assert not finished.result.path.exists()


def test_that_rows_that_do_not_fit_can_be_shown_skipped_or_the_end(
    world: World, gate: threading.Event, file: Path
) -> None:
    page = reading(world, file)
    notice = page._reading.misfits
    assert notice.isVisible() and notice.accessibleName() == "Row 5 has 2 values, the header has 3"
    assert notice.accessibleDescription().startswith("2 rows so far don’t fit")
    notice.show_button.click()
    dialog = next(child for child in page.window().findChildren(RejectedDialog) if child.isVisible())
    assert [dialog.grid.model().index(row, 0).data() for row in range(2)] == ["6", "10"]
    dialog.accept()
    notice.skip_button.click()
    assert not notice.isVisible() and page._reading.model.job is not None, "skipping goes on"
    notice.stop_button.click()
    world.wait(lambda: world.session.busy is None)
    assert page._stack.currentIndex() == NO_DATA and not world.session.is_open


def test_that_nothing_flashes_before_a_moment_has_passed(world: World, gate: threading.Event, file: Path) -> None:
    page = world.page(DataPage)
    world.session.import_file(file)
    assert page._reading._stack.currentIndex() not in (WAITING, ROWS)
    page._reading._patience.timeout.emit()
    assert page._reading._stack.currentIndex() == WAITING
    world.wait(lambda: page._reading._stack.currentIndex() == ROWS)


def test_that_first_rows_are_only_to_look_at(world: World, gate: threading.Event, file: Path) -> None:
    page = reading(world, file)
    grid = page._reading.grid
    asked: list[int] = []
    grid.sort_asked.connect(lambda column, _order: asked.append(column))
    world.qtbot.mouseClick(grid.head.viewport(), Qt.MouseButton.LeftButton, pos=grid.head.sort_zone(1).center())
    assert asked == [] and grid.currentIndex().column() == 1


def test_that_the_pace_grows_over_all_stages_and_tells_the_time_left() -> None:
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.share is None and pace.left_s is None
    shares = []
    for second, event in enumerate(
        [
            Progress("read", 50, 100, "bytes"),
            Progress("read", 100, 100, "bytes"),
            Progress("infer", 2, 4, "columns"),
            Progress("profile", 1, 4, "columns"),
            Progress("suggest", 0, 1, "steps"),
            Progress("keep", 0, 1, "steps"),
        ]
    ):
        now[0] = second + 1.0
        pace.tell(event)
        shares.append(pace.share or 0.0)
    assert shares == sorted(shares) and 0 < shares[0] < shares[-1] < 1
    assert pace.left_s == pytest.approx(6 / shares[-1] - 6)
    now[0] += 0.5
    assert pace.left_s == pytest.approx(6 / shares[-1] - 6.5), "it runs down while nothing is told"


def test_that_estimates_are_said_as_estimates() -> None:
    assert numbers_words(Progress("read", 312, 1000, "bytes"), 53_940) == "about 17,000 of 54,000 rows"
    assert numbers_words(Progress("read", 4096, 60_001, "rows"), None) == "4,096 of 60,001 rows"
    assert numbers_words(Progress("profile", 3, 10, "columns"), 5) == "3 of 10 columns"
    assert (left_words(None), left_words(4.2), left_words(23.0)) == ("", "about 4 s left", "about 25 s left")
    assert left_words(0.2) == "less than 1 s left"


def test_that_heads_that_arrive_paint_no_cell_anew(world: World, file: Path) -> None:
    world.open_table(file)
    model = TableModel()
    grid = ProfiledGrid(world.theme, "Table", model)
    world.qtbot.addWidget(grid)
    model.show_table(world.session.table)
    page = world.page(DataPage)
    heads = page.grid.model().heads
    model.show_heads(heads)
    told: list[object] = []
    model.headerDataChanged.connect(lambda *all: told.append(all))
    model.dataChanged.connect(lambda *all: told.append(all))
    model.layoutChanged.connect(lambda *all: told.append(all))
    model.update_heads({1: heads[0]})
    assert model.heads == (heads[0], heads[0], heads[2]) and told == []


def test_that_hundreds_of_columns_get_their_widths_bit_by_bit(world: World, tmp_path: Path) -> None:
    names = [f"a rather long name {number}" for number in range(400)]
    path = tmp_path / "wide.csv"
    path.write_text(",".join(names) + "\n" + ",".join("1" for _ in names) + "\n", encoding="utf-8")
    world.open_table(path)
    model = TableModel()
    grid = ProfiledGrid(world.theme, "Table", model)
    world.qtbot.addWidget(grid)
    grid.resize(900, 400)
    grid.show()
    model.show_table(world.session.table)
    model.show_heads(column_heads(world.session.table, {}, None))
    grid.fit_columns()
    assert grid._fitting.isActive(), "those out of sight wait"
    world.wait(lambda: not grid._fitting.isActive())
    assert min(grid.head.sectionSize(column) for column in range(400)) >= grid.head.fitting_width(0, 0) > 110
