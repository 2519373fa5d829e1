"""What happens seldom: a bug's dialog, memory that is short, a run whose program ended, and the palette's prefixes."""

from __future__ import annotations

import apsw
from picture_files import CREDIT, DIAMONDS
from picture_stage import Stage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QScrollArea

from core.base.errors import EpochalError, Place
from gui.feedback.crash import CrashReporter
from gui.work.trouble import bug_of


def seldom(stage: Stage) -> None:
    """With a small project that has a run."""
    stage.open(CREDIT, "Status")
    stage.train()
    stage.go("clean")
    for name, keys in (("commands", ">"), ("columns", "@"), ("runs", "#"), ("nothing", "zzqq")):
        stage.driver.do("palette")
        stage.driver.settle(0.3)
        palette = stage.camera.layers()[-1]
        QTest.keyClicks(palette.findChild(QLineEdit), keys)
        stage.driver.settle(0.3)
        stage.take(f"palette-{name}", palette)
        stage.close_layers()
    crash(stage)
    short = {"rows": 8_400_000, "needed_gb": 12.4, "free_gb": 3.1, "sample": 500_000}
    stage.driver.window.show_failure(EpochalError("flow.memory_short", short, Place(file="orders.csv")))
    stage.driver.settle(0.3)
    stage.take("memory-short")
    stage.driver.window.shell.notice.hide()
    interrupted(stage)


def crash(stage: Stage) -> None:
    """The dialog, without and with its details."""
    driver = stage.driver
    try:
        raise RuntimeError("a mistake of ours")
    except RuntimeError as error:
        CrashReporter(driver.program.theme, driver.window).show_bug(bug_of(error))
    driver.settle(0.3)
    dialog = stage.camera.layers()[-1]
    stage.take("crash", dialog)
    dialog._on_more()  # type: ignore[attr-defined]
    driver.settle(0.2)
    stage.take("crash-details", dialog)
    stage.close_layers()


def interrupted(stage: Stage) -> None:
    """A run of a program that is gone, as the next one finds it."""
    path = stage.folder / "mine.epochal"
    stage.session.save_as(path)
    stage.driver.do("close_project")
    stage.driver.settle(0.3)
    connection = apsw.Connection(str(path))
    connection.execute("INSERT INTO kept_weights SELECT number, best_epoch, model_weights FROM runs")
    connection.execute(
        "UPDATE runs SET status = 'training', owner = '{}', changed_at = '2026-01-01T00:00:00+00:00', metrics = '{}',"
        " model = NULL, model_weights = NULL, evaluation = NULL, evaluation_rows = NULL"
    )
    connection.close()
    stage.driver.window.commands.open_project(str(path))
    stage.driver.wait_open()
    stage.go("train")
    stage.take("train-interrupted")
    stage.open(DIAMONDS, "price")
    page = stage.go("train")
    page._inspector.advanced.set_open(True)
    page._inspector.show_settings_all()
    stage.driver.settle(0.3)
    stage.camera.with_drawer = True
    stage.take("train-settings")
    bar = page._inspector.findChild(QScrollArea).verticalScrollBar()
    for name, share in (("middle", 0.5), ("end", 1.0)):
        bar.setValue(round(share * bar.maximum()))
        stage.take(f"train-settings-{name}")
    stage.camera.with_drawer = False
