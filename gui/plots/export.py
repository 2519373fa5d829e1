"""Take a chart away: copy it, save it as PNG, SVG or CSV, show its numbers as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.base.atomic import write_atomically
from core.base.errors import EpochalError
from gui.plots.as_table import FiguresDialog
from gui.theme import Theme

Figures = tuple[Sequence[str], list[Sequence[object]]]
PNG_SCALE = 2.0


class ChartExport(QObject):
    """What every chart offers besides being looked at. `figures` gives its numbers when they are asked for."""

    failed = Signal(object)  # EpochalError

    def __init__(self, chart: QWidget, theme: Theme, figures: Callable[[], Figures]) -> None:
        super().__init__(chart)
        self._chart = chart
        self._theme = theme
        self._figures = figures

    def open_menu(self, at: QPoint, first: Sequence[tuple[str, Callable[[], None]]] = ()) -> None:
        """The menu of the chart at a point of the screen."""
        menu = QMenu(self._chart)
        menu.setAccessibleName(self.tr("Chart"))
        for words, action in first:
            menu.addAction(words, action)
        if first:
            menu.addSeparator()
        menu.addAction(self.tr("Copy"), self.copy)
        menu.addAction(self.tr("Save picture…"), self.ask_picture)
        menu.addAction(self.tr("Save numbers…"), self.ask_numbers)
        menu.addAction(self.tr("Show as table"), self.show_table)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def copy(self) -> None:
        """The picture and, for a spreadsheet, the numbers."""
        mime = QMimeData()
        mime.setImageData(self.picture().toImage())
        mime.setText(self.as_text("\t"))
        QGuiApplication.clipboard().setMimeData(mime)

    def ask_picture(self) -> None:
        """Ask for a file name and save the picture."""
        self._ask(self.tr("Save picture"), self.tr("Pictures (*.png *.svg)"), ".png")

    def ask_numbers(self) -> None:
        """Ask for a file name and save the numbers."""
        self._ask(self.tr("Save numbers"), self.tr("Comma-separated values (*.csv)"), ".csv")

    def show_table(self) -> None:
        """The numbers in a dialog."""
        heads, rows = self._figures()
        FiguresDialog(self._chart.accessibleName(), heads, rows, self._chart).open()

    def save(self, path: Path) -> None:
        """Save by ending: .svg, .csv, anything else as PNG. Emits `failed` when the machine refuses."""
        try:
            write_atomically(path, self._bytes_for(path.suffix.lower()))
        except OSError as refused:
            why = refused.strerror or str(refused)
            self.failed.emit(EpochalError("gui.chart_not_saved", {"name": path.name, "why": why}))

    def picture(self) -> QPixmap:
        """The chart as it stands, twice as fine."""
        size = self._chart.size() * PNG_SCALE
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(PNG_SCALE)
        painter = QPainter(pixmap)
        QWidget.render(self._chart, painter, QPoint())
        painter.end()
        return pixmap

    def as_text(self, delimiter: str = ",") -> str:
        """The numbers as delimited text."""
        heads, rows = self._figures()
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
        writer.writerow(heads)
        writer.writerows([["" if cell != cell else cell for cell in row] for row in rows])
        return stream.getvalue()

    def _bytes_for(self, suffix: str) -> bytes:
        if suffix == ".csv":
            return self.as_text().encode("utf-8")
        return self._svg() if suffix == ".svg" else self._png()

    def _png(self) -> bytes:
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.picture().save(buffer, "PNG")
        return bytes(buffer.data().data())

    def _svg(self) -> bytes:
        written = QByteArray()
        buffer = QBuffer(written)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setSize(self._chart.size())
        generator.setViewBox(self._chart.rect())
        generator.setTitle(self._chart.accessibleName())
        generator.setDescription(self._chart.accessibleDescription())
        painter = QPainter(generator)
        QWidget.render(self._chart, painter, QPoint())
        painter.end()
        return bytes(written.data())

    def _ask(self, title: str, pattern: str, ending: str) -> None:
        dialog = QFileDialog(self._chart, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(pattern)
        dialog.setDefaultSuffix(ending.lstrip("."))
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_file(self, name: str) -> None:
        self.save(Path(name))
