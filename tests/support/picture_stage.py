"""What a scene works with: the driven window, a camera for it, and a folder for files of its own."""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from picture_camera import Camera
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from window_driver import Driver, driven

from gui.widgets.page import Page


@dataclass(frozen=True)
class Stage:
    """The verbs that most scenes need; `take(name)` pictures what is shown now."""

    driver: Driver
    camera: Camera
    folder: Path

    def take(self, name: str, layer: QWidget | None = None) -> None:
        """Picture this state, with what lies over the window."""
        self.camera.take(name, layer)

    def go(self, key: str) -> Any:
        """Show a page, and give it a moment to bring everything."""
        page: Page = self.driver.go(key)
        self.driver.settle(0.4)
        return page

    def open(self, path: Path, target: str = "") -> None:
        """Drop a file, and choose its target."""
        self.driver.drop(path)
        self.driver.wait_open()
        self.driver.wait(lambda: self.session.table is not None and not self.session.counting, "a table")
        if target and self.session.document.target != target:
            self.session.choose_target(target)
            self.driver.wait(lambda: self.session.document.target == target and not self.session.counting, target)
        self.driver.settle(0.5)

    @property
    def session(self) -> Any:
        """The program's."""
        return self.driver.session

    def set_run(self, preset: str = "quick", **settings: str) -> None:
        """What the next run is to be like."""
        self.session.edit(self.session.document.with_preset(preset).with_settings(settings), "settings")
        self.driver.wait(lambda: not self.session.counting, "the count")

    def train(self, preset: str = "quick", **settings: str) -> None:
        """A whole run."""
        self.set_run(preset, **settings)
        self.driver.train()
        self.driver.settle(0.3)

    def press(self, widget: QWidget, *keys: Qt.Key) -> None:
        """Go to a control by the keyboard, and press keys there."""
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        for key in keys:
            QTest.keyClick(widget, key)
        self.driver.settle(0.1)

    def hover(self, widget: QWidget, at: QPoint) -> None:
        """Hold the mouse over a place of a control."""
        QTest.mouseMove(widget, at - QPoint(3, 3))
        QTest.mouseMove(widget, at)
        self.driver.settle(0.3)

    def close_layers(self) -> None:
        """Put away dialogs, menus and popups."""
        for layer in self.camera.layers():
            layer.close()
        self.driver.settle(0.2)


@contextmanager
def staged(app: QApplication, arguments: argparse.Namespace) -> Iterator[Stage]:
    """A fresh program in a fresh home."""
    kept = os.environ["EPOCHAL_HOME"]
    with tempfile.TemporaryDirectory(dir=kept) as folder:
        os.environ["EPOCHAL_HOME"] = folder
        try:
            with driven(app) as driver:
                yield Stage(driver, Camera(driver, arguments), Path(folder))
        finally:
            os.environ["EPOCHAL_HOME"] = kept
