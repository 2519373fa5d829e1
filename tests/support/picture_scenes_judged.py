"""Evaluate for numbers, two classes and several; Predict from no file to a row's reasons and back to a bad file."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd
from picture_files import CANCER, CREDIT, DIAMONDS, JOBS, new_stones_csv
from picture_stage import Stage
from PySide6.QtCore import QPoint, Qt

KEY = Qt.Key


def judged_numbers(stage: Stage) -> None:
    """Not judged yet, diamonds, and Ames where its file is at hand."""
    stage.open(DIAMONDS, "price")
    stage.go("evaluate")
    stage.take("evaluate-not-yet")
    stage.train()
    stage.train("balanced", epochs="6")
    page = stage.go("evaluate")
    settle_judged(stage, page)
    stage.take("evaluate-diamonds")
    scatter = page.result.numbers.scatter
    stage.hover(scatter.viewport(), QPoint(scatter.width() * 5 // 9, scatter.height() * 4 // 9))  # on the diagonal
    stage.take("evaluate-diamonds-hover")
    struggles = page._inspector.struggles
    struggles.group_chosen.emit(struggles.chooser.key, struggles._groups[0])
    stage.driver.settle(1)
    stage.take("evaluate-rows-of-group")
    stage.train(test="0")
    page = stage.go("evaluate")
    stage.session.choose_run(stage.session.runs[-1].number)
    stage.driver.settle(1)
    stage.take("evaluate-no-test-rows")
    ames = Path(os.environ.get("EPOCHAL_DATA", "")) / "ames.csv"
    if ames.is_file():
        stage.driver.do("close_project")
        stage.open(ames, "price")
        stage.train()
        page = stage.go("evaluate")
        settle_judged(stage, page)
        stage.take("evaluate-ames")


def settle_judged(stage: Stage, page: object) -> None:
    """Until all that a judgement tells is shown."""
    stage.driver.wait(lambda: page._judged is not None and page._job is None, "the judgement")  # type: ignore[attr-defined]
    stage.driver.settle(0.6)


def judged_two(stage: Stage) -> None:
    """Two classes: charts, the threshold moved and used, cells, the rows behind one."""
    stage.open(CREDIT, "Status")
    stage.train()
    page = stage.go("evaluate")
    settle_judged(stage, page)
    stage.take("evaluate-credit")
    charts = page.result.classes
    stage.press(charts.matrix, KEY.Key_Right)
    stage.take("evaluate-cell-ring")
    stage.press(charts.matrix, KEY.Key_Right, KEY.Key_Return)
    stage.driver.settle(1)
    stage.take("evaluate-rows")
    page.rows.left.emit()
    charts.line.set_threshold(0.3)
    charts.line.threshold_changed.emit(0.3)
    stage.driver.settle(0.4)
    stage.take("evaluate-threshold")
    page.use_threshold()
    stage.driver.settle(0.5)
    stage.take("evaluate-threshold-used")
    stage.driver.do("close_project")
    stage.open(CANCER, "diagnosis")
    stage.train()
    settle_judged(stage, stage.go("evaluate"))
    stage.take("evaluate-cancer")


def judged_classes(stage: Stage) -> None:
    """Several classes, another one against the rest, and a full cell under the keyboard's ring."""
    stage.open(JOBS, "class")
    stage.train()
    page = stage.go("evaluate")
    settle_judged(stage, page)
    stage.take("evaluate-jobs")
    stage.press(page.result.classes.matrix, KEY.Key_Home, KEY.Key_Right)
    stage.take("evaluate-jobs-ring")
    page.result.classes.class_wanted.emit(3)
    stage.driver.settle(0.8)
    stage.take("evaluate-jobs-class")


def predicting(stage: Stage) -> None:
    """No model, no file, a file with everything that can be wrong in one, its rows' reasons, and errors."""
    folder, driver = stage.folder, stage.driver
    stage.open(DIAMONDS, "price")
    stage.go("predict")
    stage.take("predict-no-model")
    stage.train()
    page = stage.go("predict")
    stage.take("predict-no-file")
    offers = new_stones_csv(folder)
    predict(stage, page, offers)
    stage.take("predict-rows")
    page.rows.choose("check")
    driver.settle(0.6)
    stage.take("predict-rows-to-check")
    page.file.list.change()
    driver.settle(0.4)
    stage.take("predict-change-column")
    stage.close_layers()
    stage.press(page, KEY.Key_Escape)
    predict(stage, page, DIAMONDS)
    stage.take("predict-own-file")
    strange = folder / "weather.csv"
    pd.DataFrame({"day": [1, 2, 3], "rain": [0.5, 2.0, 1.5]}).to_csv(strange, index=False)
    predict(stage, page, strange)
    stage.take("predict-no-column-known")
    page.notice.hide()
    broken = folder / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04 not a workbook")
    page.predict(broken)
    driver.wait(lambda: page.notice.isVisible(), "the notice")
    stage.take("predict-error")
    predict(stage, page, offers)
    written = []
    page.exporter.exported.connect(written.append)
    page.export(folder / "offers predicted.xlsx")
    driver.wait(lambda: written, "the export")
    driver.settle(0.4)
    stage.take("predict-exported")


def predict(stage: Stage, page: object, path: Path) -> None:
    """Predict a file, and wait for its reasons."""
    work = page.work  # type: ignore[attr-defined]
    page.predict(path)  # type: ignore[attr-defined]
    stage.driver.wait(lambda: not work.busy and work.shown is not None and work.shown.file.path == path, path.name)
    stage.driver.settle(1.2)
