"""Pictures of the window with all that lies over it, in each size and theme; and sheets of all pictures of a state."""

from __future__ import annotations

import argparse

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QWidget
from window_driver import Driver

from gui.theme import sizes

SHEET_PX, GAP_PX = 1280, 12  # width of a column of a sheet


class Camera:
    """Takes a picture in each size and theme; the last size asked for is the one that scenes go on in."""

    def __init__(self, driver: Driver, arguments: argparse.Namespace) -> None:
        self.driver, self.out = driver, arguments.out
        self.modes = arguments.modes
        self.named = list(arguments.sizes)
        self.sizes = [self._logical(size, arguments.text) for size in arguments.sizes]
        self.with_drawer = False  # where the window is narrow, open its inspector
        self.driver.window.resize(*self.sizes[0])
        (self.out / "sheets").mkdir(exist_ok=True)

    @staticmethod
    def _logical(size: str, percent: int) -> tuple[int, int]:
        """Larger text leaves fewer points on the same pixels."""
        width, height = (round(int(side) * 100 / percent) for side in size.split("x"))
        return width, height

    def take(self, name: str, layer: QWidget | None = None) -> None:
        """Picture what is shown now. layer: a dialog that follows its window (others stay where they are)."""
        window, theme = self.driver.window, self.driver.program.theme
        taken = []
        for named, (width, height) in zip(self.named, self.sizes, strict=True):
            window.resize(width, height)
            if self.with_drawer and width < sizes.WIDE and not window.shell.host.inspector_visible:
                self.driver.settle(0.1)
                window.actions_by_key["inspector"].trigger()
            for mode in self.modes:
                theme.set_mode(mode)
                self.driver.settle(0.3)
                if layer is not None:
                    centre(layer, window)
                picture = self.grab()
                picture.save(str(self.out / f"{name}-{mode}-{named}.png"))
                taken.append(picture)
        window.resize(*self.sizes[0])
        theme.set_mode(self.modes[0])
        self.driver.settle(0.2)
        sheet(taken, len(self.modes)).save(str(self.out / "sheets" / f"{name}.png"))

    def layers(self) -> list[QWidget]:
        """Dialogs, menus and popups that lie over the window, the lowest first."""
        window = self.driver.window
        return [
            widget
            for widget in self.driver.app.topLevelWidgets()
            if widget is not window
            and widget.isVisible()
            and not widget.testAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        ]

    def grab(self) -> QPixmap:
        """The window, and over it the layers where they lie."""
        window = self.driver.window
        picture = window.grab()
        painter = QPainter(picture)
        for layer in self.layers():
            at = layer.geometry().topLeft() - window.geometry().topLeft()
            painter.drawPixmap(at, layer.grab())
            if isinstance(layer, QDialog) and not layer.windowFlags() & Qt.WindowType.FramelessWindowHint:
                painter.setPen(self.driver.program.theme.colour("control"))  # a system would draw a frame
                painter.drawRect(QRect(at, layer.size()).adjusted(-1, -1, 0, 0))
        painter.end()
        return picture


def centre(layer: QWidget, window: QWidget) -> None:
    """A system's window manager would do this."""
    at = QRect(QPoint(), layer.size())
    at.moveCenter(window.geometry().center())
    layer.move(at.topLeft())


def sheet(pictures: list[QPixmap], columns: int) -> QImage:
    """Pictures side by side, each as wide as a column."""
    small = [
        picture.toImage().scaledToWidth(SHEET_PX, Qt.TransformationMode.SmoothTransformation) for picture in pictures
    ]
    for image in small:
        image.setDevicePixelRatio(1)
    rows = [small[at : at + columns] for at in range(0, len(small), columns)]
    height = sum(max(image.height() for image in row) + GAP_PX for row in rows)
    whole = QImage(columns * (SHEET_PX + GAP_PX), height, QImage.Format.Format_RGB32)
    whole.fill(Qt.GlobalColor.gray)
    painter, top = QPainter(whole), 0
    for row in rows:
        for at, image in enumerate(row):
            painter.drawImage(at * (SHEET_PX + GAP_PX), top, image)
        top += max(image.height() for image in row) + GAP_PX
    painter.end()
    return whole
