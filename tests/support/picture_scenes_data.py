"""Data and Clean: a good table, one that is still read, an untidy one, rules with their options, nothing to clean."""

from __future__ import annotations

from picture_files import DIAMONDS, long_csv, tidy_csv, untidy_csv
from picture_stage import Stage
from PySide6.QtCore import Qt


def data(stage: Stage) -> None:
    """The table, its columns, a filter that finds few, none, or that nobody understands."""
    stage.open(DIAMONDS, "price")
    page = stage.go("data")
    stage.take("data-table")
    for name, condition in (
        ("found", "carat > 2 and cut = Ideal"),
        ("none-found", "carat > 20"),
        ("refused", "karat > 2"),
    ):
        page._toolbar.filter.setText(condition)
        stage.press(page._toolbar.filter, Qt.Key.Key_Return)
        stage.driver.settle(0.6)
        stage.take(f"data-filter-{name}")
    page._toolbar.filter.setText("")
    stage.press(page._toolbar.filter, Qt.Key.Key_Return)
    page._toolbar.views.set_key("columns")
    stage.driver.settle(0.4)
    stage.take("data-columns")


def loading(stage: Stage) -> None:
    """A file that takes its time: before and after its first rows are there; then another that does the same."""
    driver = stage.driver
    driver.drop(long_csv(stage.folder))
    driver.settle(0.6)
    stage.take("data-loading")
    job = stage.session.busy
    if job is not None:
        job.stop()
    driver.wait(lambda: stage.session.busy is None, "the end of reading")
    driver.settle(0.3)
    stage.take("data-loading-stopped")


def untidy_file(stage: Stage) -> None:
    """Lines that don't fit, blanks, spellings; the lines that were set aside; a file that can't be imported again."""
    stage.open(untidy_csv(stage.folder), "price")
    page = stage.go("data")
    stage.take("data-untidy")
    page._choose("cut")
    stage.driver.settle(0.3)
    stage.take("data-untidy-category")
    page._rejected.show()
    stage.driver.settle(0.6)
    (dialog,) = stage.camera.layers()
    stage.take("data-rows-set-aside", dialog)
    stage.close_layers()
    broken = stage.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    stage.driver.window.commands.import_again(str(broken))
    stage.driver.wait(lambda: stage.driver.told, "a failure")
    stage.take("data-import-error")


def cleaning(stage: Stage) -> None:
    """Suggested rules, each kind of difference, options, a rule that no longer fits, history, no rules."""
    source = untidy_csv(stage.folder)
    stage.open(source, "price")
    page = stage.go("clean")
    stage.take("clean")
    for step in stage.session.document.recipe.steps:
        page.rules.choose(step.id)
        stage.driver.settle(0.8)
        stage.take(f"clean-{step.rule.kind}-{step.id[:2]}")
    page.detail.differences.set_which("rows")
    stage.driver.settle(0.5)
    stage.take("clean-by-row")
    page._open_chooser()
    stage.driver.settle(0.3)
    stage.take("clean-add")
    stage.close_layers()
    page.rules.switch_chosen()
    page.edits.remove(page.rules.chosen_id)
    stage.driver.settle(0.5)
    stage.take("clean-history-toast")
    renamed = stage.folder / "stones later.csv"
    text = source.read_text(encoding="utf-8")
    renamed.write_text(text.replace("cut", "grade", 1), encoding="utf-8")
    stage.driver.window.commands.import_again(str(renamed))
    stage.driver.wait(lambda: stage.session.document.data.file_name == renamed.name and not stage.session.counting)
    skipped = next((s.id for s in stage.session.document.recipe.steps if "cut" in s.rule.named_columns()), "")
    page.rules.choose(skipped)
    stage.driver.settle(0.6)
    stage.take("clean-skipped-rule")
    recipe = stage.session.document.recipe
    for step in recipe.steps:
        recipe = recipe.removed(step.id)
    stage.session.edit(stage.session.document.with_recipe(recipe), "Removed all rules")
    stage.driver.settle(0.6)
    stage.take("clean-no-rules")
    stage.driver.do("close_project")
    stage.open(tidy_csv(stage.folder), "weight")
    stage.go("clean")
    stage.take("clean-nothing")
