"""Open the gallery's window."""

from __future__ import annotations

import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from gui.gallery.charts import charts
from gui.gallery.controls import controls
from gui.gallery.evaluate import evaluate_parts
from gui.gallery.exhibits import Room
from gui.gallery.pages import page_parts
from gui.gallery.shell import shell
from gui.gallery.tables import tables
from gui.gallery.window import GalleryWindow
from gui.gallery.words import states, words
from gui.theme import Theme


def rooms() -> list[Room]:
    """All of them, in the order in which they are shown."""
    return [controls(), words(), states(), shell(), tables(), page_parts(), evaluate_parts(), charts()]


def run() -> int:
    """Show every component; returns the exit code when the window is closed."""
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    app = QApplication(sys.argv[:1])
    theme = Theme("system", app)
    theme.install(app)
    window = GalleryWindow(theme, rooms())
    window.show()
    return int(app.exec())
