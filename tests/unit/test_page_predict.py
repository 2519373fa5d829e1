"""The Predict page: files in, columns matched, ranges and reasons shown, and what is written."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from gui_world import World, numbers_csv
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox

from core.base.errors import EpochalError
from core.data.readers import read_file
from core.flow.exporting import exporting
from core.project.runs import ChosenThreshold
from gui.models.prediction_rows import rows_to_show
from gui.models.predictions import STATUS
from gui.pages.predict import NO_FILE, NO_MODEL, RESULT, PredictPage
from gui.pages.rejected_dialog import RejectedDialog
from gui.widgets import Button


def ready(world: World, tmp_path: Path, target: str = "price") -> PredictPage:
    """A page beside a trained run."""
    world.open_table(numbers_csv(tmp_path), target)
    world.train(epochs="6")
    return world.page(PredictPage)


def given(tmp_path: Path, name: str = "new.csv", **renamed: str) -> Path:
    """Thirty rows of a file to predict: row 3 has a new size, row 5 no width."""
    frame = pd.read_csv(numbers_csv(tmp_path)).drop(columns=["price"]).head(30).astype({"width": object})
    frame.loc[2, "size"], frame.loc[4, "width"] = "huge", "n/k"
    path = tmp_path / name
    frame.rename(columns=renamed).to_csv(path, index=False)
    return path


def predict(world: World, page: PredictPage, path: Path) -> None:
    page.predict(path)
    world.wait(lambda: not page.work.busy and page.work.shown is not None and page.work.shown.file.path == path)


def test_that_an_empty_page_says_what_is_needed(world: World, tmp_path: Path) -> None:
    world.open_table(numbers_csv(tmp_path), "price")
    page = world.page(PredictPage)
    assert page._stack.currentIndex() == NO_MODEL and not page.export_button.isVisible()
    world.train(epochs="4")
    world.wait(lambda: page._stack.currentIndex() == NO_FILE)


def test_that_a_file_is_predicted_with_ranges_and_a_reason_for_each_odd_row(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    shown = page.work.shown
    assert shown is not None and shown.rows is not None and page._stack.currentIndex() == RESULT
    assert dict(shown.rows.counts) == {"rows": 30, "ok": 28, "check": 1, "failed": 1}
    assert shown.rows.predictions.low is not None and shown.rows.widths is not None
    assert page.export_button.text() == "Export 29 predictions"
    model = page.rows._model
    assert model.index(2, model.columns.index(STATUS)).data() == "new size “huge”"
    assert "30 rows" in page.header.sentence


def test_that_a_guess_is_shown_and_remembered_when_the_person_says_so(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path, width="Width (m)", depth="depths total"))
    shown = page.work.shown
    assert shown is not None
    tones = {line.expected: (line.found, line.tone) for line in shown.lines}
    assert tones["depth"] == ("depths total", "warn") and tones["width"][0] == "Width (m)"
    page.file.remember_asked.emit()
    world.wait(lambda: page.work.shown is not shown and not page.work.busy)
    assert world.session.document is not None
    assert dict(world.session.document.matching) == {"depth": "depths total", "width": "Width (m)"}
    assert page.file._remember.isHidden() and not page.file._remembered.isHidden()
    world.session.undo_stack.undo()
    assert world.session.document.matching == ()


@pytest.mark.qt_log_ignore("This plugin does not support")  # the list of the field is a window of its own
def test_that_a_column_is_changed_by_keys_alone_and_predicted_again(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    before = page.work.shown
    assert before is not None and before.rows is not None
    row = next(at for at, line in enumerate(before.lines) if line.expected == "depth")
    matches = page.file.list
    matches.setFocus()
    matches.setCurrentIndex(matches.model().index(row, 0))
    QTest.keyClick(matches, Qt.Key.Key_Return)
    world.wait(lambda: bool(matches.findChildren(QComboBox)))
    (field,) = matches.findChildren(QComboBox)
    world.wait(lambda: field.view().isVisible())
    for _ in range(field.findData("width") - field.currentIndex(), 0):
        QTest.keyClick(field.view(), Qt.Key.Key_Up)
    QTest.keyClick(field.view(), Qt.Key.Key_Return)
    world.wait(lambda: page.work.shown is not before and not page.work.busy)
    after = page.work.shown
    assert after is not None and after.rows is not None
    assert world.session.document is not None and dict(world.session.document.matching) == {"depth": "width"}
    assert (after.rows.predictions.prediction[:2] != before.rows.predictions.prediction[:2]).all()
    assert after.file is before.file  # read once


def test_that_a_file_with_no_known_column_asks_for_the_matching(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    path = tmp_path / "other.csv"
    path.write_text("alpha,beta\n1,2\n3,4\n", encoding="utf-8")
    predict(world, page, path)
    assert page.work.shown is not None and page.work.shown.rows is None
    assert page._right.currentIndex() == 1 and page.export_button.isHidden()
    page._on_change("width", "alpha")
    world.wait(lambda: page.work.shown is not None and page.work.shown.rows is not None)
    assert page._right.currentIndex() == 0


def test_that_a_broken_file_leaves_what_was_shown(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    shown = page.work.shown
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    page.predict(broken)
    world.wait(lambda: not page.notice.isHidden())
    assert page.work.shown is shown and page._stack.currentIndex() == RESULT and not page.work.busy


def ways(page: PredictPage) -> dict[str, Button]:
    """The buttons of the line across the page."""
    found = page.notice.findChildren(Button)
    return {button.text(): button for button in found if not button.isHidden()}


def test_that_a_broken_file_offers_to_try_again_once_it_is_mended(world: World, tmp_path: Path) -> None:
    page, path = ready(world, tmp_path), tmp_path / "offers.csv"
    path.write_bytes(b"")
    page.predict(path)
    world.wait(lambda: not page.notice.isHidden())
    assert set(ways(page)) == {"Choose another file", "Try again"}
    given(tmp_path, "offers.csv")
    ways(page)["Try again"].click()
    assert page.notice.isHidden()
    world.wait(lambda: page.work.shown is not None and not page.work.busy)
    assert page._stack.currentIndex() == RESULT


def test_that_an_export_that_fails_can_go_elsewhere(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, asked = ready(world, tmp_path), list[object]()
    predict(world, page, given(tmp_path))
    monkeypatch.setattr(page.exporter, "ask", lambda shown, _choice: asked.append(shown))
    page.export(tmp_path / "nowhere" / "out.csv")
    world.wait(lambda: not page.notice.isHidden())
    ways(page)["Export elsewhere…"].click()
    assert asked == [page.work.shown] and page.notice.isHidden()


def test_that_rows_of_a_file_that_could_not_be_read_can_be_looked_at(world: World, tmp_path: Path) -> None:
    page, path = ready(world, tmp_path), given(tmp_path)
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[7] += ",one too many"
    path.write_text("\n".join(lines), encoding="utf-8")
    predict(world, page, path)
    assert page.notice.accessibleName() == "1 row of the file could not be read and is not in the list."
    ways(page)["Show the rows"].click()
    dialog = page.window().findChild(RejectedDialog)
    assert dialog is not None and dialog.grid.model().rowCount() == 1
    dialog.close()


def test_that_a_threshold_that_cannot_be_read_leads_to_where_it_is_set(world: World, tmp_path: Path) -> None:
    page, went = ready(world, tmp_path), list[str]()
    page.navigator.go_asked.connect(lambda key, _hint: went.append(key))
    page.notice.tell_file(EpochalError("project.bad_threshold", {"number": 1}))
    ways(page)["Set the threshold"].click()
    assert went == ["evaluate"]


def test_that_a_file_that_goes_as_soon_as_it_is_read_is_predicted_all_the_same(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, path = ready(world, tmp_path), given(tmp_path)

    def read_and_gone(wanted: Path, _options: object) -> Iterator[object]:
        events = list(read_file(wanted))
        wanted.unlink()
        yield from events

    monkeypatch.setattr("gui.pages.predict_work.read_file", read_and_gone)
    predict(world, page, path)
    assert page.work.shown is not None and page.work.shown.file.size is None
    assert page._stack.currentIndex() == RESULT


def test_that_what_is_exported_is_what_was_chosen_and_several_files_follow(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    whole, short = tmp_path / "whole.csv", tmp_path / "short.parquet"
    page.export(whole)
    world.wait(whole.exists)
    world.wait(lambda: not page.side.options.exported.isHidden())
    assert list(pd.read_csv(whole).columns) == ["width", "depth", "dear", "size", "prediction", "low", "high", "status"]
    assert len(pd.read_csv(whole)) == 30
    for box in (page.side.options.original, page.side.options.ranges, page.side.options.failed):
        box.setChecked(False)
    page.export(short)
    world.wait(short.exists)
    world.wait(lambda: not page.side.options.exported.isHidden())
    frame = pd.read_parquet(short)
    assert list(frame.columns) == ["source_row", "prediction", "status"] and len(frame) == 29


def test_that_an_export_that_outlasts_its_project_says_whose_it_was(world: World, tmp_path: Path) -> None:
    page, said = ready(world, tmp_path), list[str]()
    world.navigator.toast_asked.connect(lambda words, _icon, _undo: said.append(words))
    predict(world, page, given(tmp_path))
    out = tmp_path / "out.csv"
    page.export(out)
    world.session.close_project()
    assert page.export_button._busy is None
    world.wait(lambda: bool(said))
    assert said == ["numbers: exported to out.csv"] and out.exists() and page.side.options.exported.isHidden()


def test_that_a_row_is_found_by_number_from_another_view(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    page.rows.choose("failed")
    assert page.find_rows(), "Ctrl F goes to the field"
    page.rows._find.setText("3")
    QTest.keyClick(page.rows._find, Qt.Key.Key_Return)
    world.wait(lambda: page.rows.which == "all")
    assert page.rows.grid.currentIndex().row() == 2
    page.rows._find.setText("nowhere")
    QTest.keyClick(page.rows._find, Qt.Key.Key_Return)
    world.wait(lambda: bool(page.rows._find.property("wrong")))


def test_that_classes_show_a_probability_and_offer_no_range(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path, "dear")
    predict(world, page, given(tmp_path))
    shown = page.work.shown
    assert shown is not None and shown.rows is not None and shown.rows.predictions.low is None
    assert page.side.options.ranges.isHidden()
    model = page.rows._model
    heads = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert "Probability" in heads
    page.rows.grid.grab()  # painted without a word of complaint


def test_that_the_projects_own_rows_are_predicted(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page._predict_own()
    world.wait(lambda: page.work.shown is not None and not page.work.busy)
    assert page.work.shown is not None and page.work.shown.file.read.table.rows == 240
    assert page.ui_state()["own"] is True


def test_that_another_threshold_predicts_again_and_is_named(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path, "dear")
    predict(world, page, given(tmp_path))
    rows = page.inspector()._facts._rows
    assert ("Threshold", "0.50") in [(name.text(), value.text()) for name, value in rows]
    before = page.work.shown
    world.session.choose_threshold(1, ChosenThreshold(0.9, "validation"), "Use threshold 0.90")
    world.wait(lambda: not page.work.busy and page.work.shown is not before)
    assert page.work.shown.rows.predictions.threshold == 0.9
    told = [(name.text(), value.text()) for name, value in rows]
    assert ("Threshold", "0.90, chosen on validation rows") in told


def test_that_a_new_category_counts_as_a_known_one_and_no_longer_after_undo(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    path = given(tmp_path)
    frame = pd.read_csv(path)
    frame.loc[[2, 8], "size"] = "medum"
    frame.to_csv(path, index=False)
    predict(world, page, path)
    before = page.work.shown
    assert before is not None and before.rows is not None
    page.rows.go_to(8)
    choice = page.side._categories._choices[0]
    assert choice.isVisible() and choice._what.text() == "size “medum” – 2 rows"
    assert choice._count.text() == "Count it as medium" and "“medum”" in choice._field.accessibleName()
    choice._count.click()
    world.wait(lambda: page.work.shown is not before and not page.work.busy)
    after = page.work.shown
    assert after is not None and after.rows is not None and world.session.document is not None
    assert world.session.document.counted_as == (("size", "medum", "medium"),)
    assert (after.rows.predictions.prediction[[2, 8]] != before.rows.predictions.prediction[[2, 8]]).all()
    assert page.rows.grid.currentIndex().row() == 8  # the row that was looked at
    model = page.rows._model
    assert model.index(8, model.columns.index(STATUS)).data() == "medum counts as medium"
    line = next(line for line in after.lines if line.expected == "size")
    assert (line.words, line.tone) == ("“medum” counts as “medium”", "ok")
    assert choice._count.isHidden() and choice._field.key == "medium"
    assert pd.read_csv(path).loc[8, "size"] == "medum"
    world.session.undo_stack.undo()
    world.wait(lambda: page.work.shown is not after and not page.work.busy)
    again = page.work.shown
    assert again is not None and again.rows is not None
    assert (again.rows.predictions.prediction[[2, 8]] == before.rows.predictions.prediction[[2, 8]]).all()


def test_that_an_export_can_be_given_up_and_leaves_what_was_there(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = [True]

    def slowly(*what: Any, **how: Any) -> Iterator[object]:
        """Else it may be over before the lane hears that it was given up."""
        for event in exporting(*what, **how):
            yield event
            while held[0]:
                time.sleep(0.002)
                yield event

    monkeypatch.setattr("core.export.csv_file.BLOCK_ROWS", 1)
    monkeypatch.setattr("gui.pages.predict_export.exporting", slowly)
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    out = tmp_path / "out.csv"
    out.write_text("precious", encoding="utf-8")
    page.export(out)
    assert not page.side.options.writing.isHidden()
    page.side.options.cancel_asked.emit()
    world.wait(page.side.options.writing.isHidden)
    assert page.side.options.exported.isHidden() and page.export_button.isEnabled()
    assert out.read_text(encoding="utf-8") == "precious" and not list(tmp_path.glob("*.part"))
    held[0] = False
    page.export(out)
    world.wait(lambda: not page.side.options.exported.isHidden())
    assert len(pd.read_csv(out)) == 30


def test_that_a_file_of_which_nothing_can_be_predicted_says_so(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    path = given(tmp_path)
    pd.read_csv(path).assign(width="n/k").head(1).to_csv(path, index=False)
    predict(world, page, path)
    assert page.header.sentence == "new.csv, 1 row: none can be predicted. Each says why."
    assert page.export_button.text() == "Export 1 failed row"
    assert page.side.options.failed.isHidden() and page.side.options.choice.failed


def test_that_a_column_of_dates_where_numbers_were_learned_says_so(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    path = given(tmp_path)
    days = pd.date_range("2024-01-01", periods=30).strftime("%Y-%m-%d")
    pd.read_csv(path).assign(width=days).to_csv(path, index=False)
    predict(world, page, path)
    assert page.work.shown is not None
    line = next(line for line in page.work.shown.lines if line.expected == "width")
    assert (line.words, line.tone) == ("dates, not numbers", "warn")


def test_that_an_inspector_is_empty_while_there_is_nothing_to_tell(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    assert not page.side._pane.isVisible()
    predict(world, page, given(tmp_path))
    assert page.side._pane.isVisible()
    page.predict(given(tmp_path, "other.csv"))
    assert not page.side._pane.isVisible()
    world.wait(lambda: not page.work.busy)
    assert page.side._pane.isVisible()


def test_that_the_chosen_row_says_which_columns_moved_it_and_the_export_too(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path, width="Width"))
    shown = page.work.shown
    assert shown is not None and shown.rows is not None
    reasons = page.side.reasons
    world.wait(reasons.isVisible)
    page.rows.go_to(4)  # failed
    assert reasons.isHidden()
    page.rows.go_to(1)
    world.wait(reasons.isVisible)
    told = [(name.text(), value.text()) for name, value in reasons._facts._rows if not name.isHidden()]
    assert len(told) == 3 and "every set" in reasons.toolTip()
    page.side.options.reasons.setChecked(True)
    out = tmp_path / "out.csv"
    page.export(out)
    world.wait(lambda: not page.side.options.exported.isHidden())
    row = pd.read_csv(out).loc[1]
    names = [row[f"reason_{at}"] for at in (1, 2, 3)]
    columns = ["Width" if name == "width" else name for name in names]
    cells = [shown.rows.text(1, shown.file.read.table.names.index(column)) for column in columns]
    assert [name for name, _ in told] == [f"{column} {cell}" for column, cell in zip(columns, cells, strict=True)]
    signs = ["+" if row[f"reason_{at}_effect"] > 0 else "−" for at in (1, 2, 3)]
    assert "Width" in columns and [value[0] for _, value in told] == signs


def test_that_nobody_waits_for_a_file_whose_run_was_removed_while_it_was_read(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page.predict(given(tmp_path))
    assert page.work.opening
    world.session.remove_run(1)
    world.wait(lambda: not page.work.busy and not world.lanes.other.jobs)
    assert page._stack.currentIndex() == NO_MODEL and not page.work.opening
    world.session.undo_stack.undo()
    world.wait(lambda: page._stack.currentIndex() == NO_FILE)


def test_that_the_reasons_of_a_row_are_not_shown_for_the_same_row_of_another_file(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    predict(world, page, given(tmp_path))
    world.wait(lambda: not world.lanes.other.jobs and not page.explainer._timer.isActive())
    first, told = page.work.shown.rows, []
    page.explainer.explained.connect(lambda rows, at, found: told.append((rows, at, found)))
    page.explainer.ask(first, 1)
    page.explainer._start()
    other = rows_to_show(replace(first.predictions))
    page.explainer.ask(other, 1)
    world.wait(lambda: bool(told) and not world.lanes.other.jobs and not page.explainer._timer.isActive())
    assert len(told) == 1 and told[0][0] is other  # what was counted of the first file is told of neither


def test_that_the_counts_are_spoken_as_they_are_written(world: World, tmp_path: Path) -> None:
    page = ready(world, tmp_path)
    page.predict(numbers_csv(tmp_path))
    world.wait(lambda: page.work.shown is not None)
    spoken = [label.accessibleName() for label in page.side._numbers.values()]
    assert spoken[1:] == ["2 check first", "0 failed"] and spoken[0] == "238 predicted"
    assert "Cleaned with" not in page.header.sentence, "no rule cleaned them"
