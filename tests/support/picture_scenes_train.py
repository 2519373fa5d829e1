"""Train: before a run, queued, training, paused, several runs, compared, Advanced; and all that can go wrong."""

from __future__ import annotations

from picture_files import DIAMONDS, noisy_csv
from picture_stage import Stage
from PySide6.QtCore import QPoint


def training(stage: Stage) -> None:
    """From no target to several finished runs."""
    driver, session = stage.driver, stage.session
    stage.open(DIAMONDS)
    session.choose_target(None)
    driver.wait(lambda: session.document.target is None)
    page = stage.go("train")
    stage.take("train-no-target")
    session.choose_target("price")
    driver.wait(lambda: session.document.target == "price" and not session.counting)
    driver.settle(1)
    stage.take("train-no-run")
    stage.train()
    stage.train("balanced", epochs="8")
    page = stage.go("train")
    stage.take("train-finished")
    stage.set_run("thorough", epochs="400", patience="400", learning_rate="0.0006")  # outlasts the pictures
    driver.do("start_run")
    driver.wait(lambda: session.live_run and len(session.live_run.epochs) > 4, "epochs")
    stage.set_run()
    driver.do("start_run")
    driver.do("start_run")
    driver.settle(0.5)
    stage.take("train-training-queued")
    stage.hover(page.loss.chart, QPoint(300, 120))
    stage.take("train-crosshair")
    driver.do("pause_run")
    driver.settle(0.5)
    stage.take("train-paused")
    for key in ("data", "clean", "evaluate", "predict"):
        stage.go(key)
    stage.take("predict-while-training")
    stage.go("train")
    session.stop_all_runs()
    driver.wait(lambda: not session.training, "the end")
    driver.settle(0.5)
    page._inspector.advanced.set_open(True)
    driver.settle(0.4)
    stage.take("train-advanced")
    page.edits.set_setting("learning_rate", "fast")
    driver.settle(0.3)
    stage.take("train-advanced-wrong")
    page.edits.set_setting("learning_rate", None)
    page._inspector.advanced.set_open(False)
    page._on_run_opened(session.runs[0].number)
    driver.settle(0.4)
    stage.take("train-run-facts")
    page._inspector.show_new()
    page.part.toggle_compare()
    driver.settle(0.4)
    stage.take("train-compare")
    page.part.toggle_compare()


def going_wrong(stage: Stage) -> None:
    """Diverged, learned by heart, learned nothing, stopped before its first epoch."""
    stage.open(noisy_csv(stage.folder), "y")
    page = stage.go("train")
    stage.train(layers="256,256", activation="relu", epochs="150", patience="0")
    stage.take("train-overfitting")
    stage.train(optimiser="momentum", learning_rate="90", activation="relu")
    stage.take("train-diverged")
    stage.train(learning_rate="0.0000001", epochs="12", patience="5")
    stage.take("train-no-learning")
    stage.train(epochs="20")
    page._on_run_opened(stage.session.runs[-1].number)
    page.verbs.remove(stage.session.runs[-1].number)
    stage.driver.settle(0.3)
    stage.take("train-removed-toast")
