"""What lies over the window: drawers, palette, settings, shortcuts, questions, menus, a file dragged over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from picture_files import CREDIT
from picture_stage import Stage
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent


def layers(stage: Stage) -> None:
    """With a small project, on a page of its own."""
    stage.open(CREDIT, "Status")
    stage.train()
    drawers(stage)
    stage.go("clean")
    for name in ("palette", "settings", "shortcuts", "read_differently", "history"):
        opened(stage, name, stage.driver.window.actions_by_key[name].trigger)
    stage.driver.do("palette")
    stage.driver.settle(0.3)
    palette = stage.camera.layers()[-1]
    for key in "thr":
        stage.press(stage.driver.app.focusWidget() or palette, Qt.Key(ord(key.upper())))
    stage.take("layer-palette-typed", palette)
    stage.close_layers()
    dragging(stage)
    asking(stage)


def drawers(stage: Stage) -> None:
    """Every inspector; where the window is narrow, as the drawer that it is there."""
    for key in ("data", "clean", "train", "evaluate", "predict"):
        stage.driver.window.resize(*stage.camera.sizes[0])
        page = stage.go(key)
        if key == "predict":
            page.predict(CREDIT)
            stage.driver.wait(lambda page=page: page.work.shown is not None, "predictions")
            stage.driver.settle(1)
        stage.camera.with_drawer = True
        stage.take(f"drawer-{key}")
        stage.camera.with_drawer = False


def opened(stage: Stage, name: str, verb: Callable[[], object]) -> None:
    """A dialog or menu, in the middle of the window where it follows it."""
    verb()
    stage.driver.settle(0.6)
    found = stage.camera.layers()
    stage.take(f"layer-{name.replace('_', '-')}", found[-1] if found and name != "history" else None)
    stage.close_layers()


def dragging(stage: Stage) -> None:
    """A file that can be dropped, and one that can't."""
    window, app = stage.driver.window, stage.driver.app
    for name, path in (("accepted", CREDIT), ("refused", Path("holiday.jpg").resolve())):
        mime = QMimeData()
        mime.setUrls([QUrl.fromLocalFile(str(path))])
        action, button, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        app.sendEvent(window, QDragEnterEvent(QPoint(400, 300), action, mime, button, none))
        stage.driver.settle(0.3)
        stage.take(f"layer-drop-{name}")
        app.sendEvent(window, QDragLeaveEvent())


def asking(stage: Stage) -> None:
    """Closing while a run trains."""
    stage.set_run("thorough", epochs="5000", patience="5000")
    stage.driver.do("start_run")
    stage.driver.wait(lambda: stage.session.live_run and len(stage.session.live_run.epochs) > 3, "epochs")
    assert not stage.driver.window.close()
    stage.driver.settle(0.4)
    stage.take("layer-run-question", stage.camera.layers()[-1])
    stage.close_layers()
