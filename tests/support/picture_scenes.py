"""The scenes by name. Each plays in a fresh program; together they show every page in every state."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from picture_files import CREDIT, DIAMONDS, HOUSES
from picture_scenes_data import cleaning, data, loading, untidy_file
from picture_scenes_judged import judged_classes, judged_numbers, judged_two, predicting
from picture_scenes_layers import layers
from picture_scenes_states import seldom
from picture_scenes_train import going_wrong, training
from picture_stage import Stage

PAGES = ("data", "clean", "train", "evaluate", "explain", "predict", "models", "monitor")


def welcome(stage: Stage) -> None:
    """Nothing yet; a file that can't be read; projects to go on with, one of them gone."""
    driver = stage.driver
    driver.settle(1.5)
    stage.take("welcome")
    broken = stage.folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    driver.drop(broken)
    driver.wait(lambda: driver.told, "a failure")
    stage.take("welcome-failure")
    driver.window.welcome.clear_failure()
    for path, target in ((CREDIT, "Status"), (DIAMONDS, "price"), (HOUSES, "")):
        stage.open(path, target)
        if target:
            stage.train()
        driver.do("close_project")
        driver.settle(0.5)
    gone = next(entry for entry in driver.program.settings.recent() if "credit" in entry.path)
    Path(gone.path).unlink()
    driver.window.welcome.show_recent()
    driver.settle(0.5)
    stage.take("welcome-recents")


def empty(stage: Stage) -> None:
    """Every page of a project without data."""
    stage.driver.do("new_project")
    stage.driver.wait_open()
    for key in PAGES:
        stage.go(key)
        stage.take(f"{key}-empty")


def own_table(stage: Stage, file: Path, target: str) -> None:
    """The whole way with one table."""
    stage.open(file, target)
    for key in ("data", "clean", "train"):
        stage.go(key)
        stage.take(key)
    stage.train()
    stage.take("train-done")
    for key in ("evaluate", "predict"):
        page = stage.go(key)
        if key == "predict":
            page.predict(file)
            stage.driver.wait(lambda page=page: page.work.shown is not None, "predictions")
        stage.driver.settle(1.5)
        stage.take(key)


SCENES: dict[str, Callable[[Stage], None]] = {
    "welcome": welcome,
    "empty": empty,
    "data": data,
    "loading": loading,
    "untidy": untidy_file,
    "clean": cleaning,
    "train": training,
    "wrong": going_wrong,
    "numbers": judged_numbers,
    "two": judged_two,
    "classes": judged_classes,
    "predict": predicting,
    "layers": layers,
    "seldom": seldom,
}
