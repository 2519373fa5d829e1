"""Take a chart away: copy it, save it as PNG, SVG or CSV, show its numbers as a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QPoint, QStringListModel, Signal
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
    """What every chart offers besides being looked at. `figures` gives its numbers when they are asked for.

    render: paints the chart at so many device pixels to one of the window's; a chart with pens of its own may set it.
    """

    failed = Signal(object)  # EpochalError

    def __init__(
        self,
        chart: QWidget,
        theme: Theme,
        figures: Callable[[], Figures],
        more: Sequence[tuple[str, Callable[[], None]]] = (),
    ) -> None:
        super().__init__(chart)
        self._chart = chart
        self._theme = theme
        self._figures = figures
        self._more = [(_always(words), action) for words, action in more]
        self.render: Callable[[QPainter, float], None] = lambda painter, _: QWidget.render(chart, painter, QPoint())

    def add_action(self, words: Callable[[], str], action: Callable[[], None]) -> None:
        """Offer something more in the menu; `words` are asked for whenever it opens."""
        self._more.append((words, action))

    def open_menu(self, at: QPoint) -> QMenu:
        """The menu of the chart at a point of the screen."""
        menu = self.make_menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def make_menu(self) -> QMenu:
        """What can be done with the chart: the chart's own actions first. The caller deletes it."""
        menu = QMenu(self._chart)
        menu.setAccessibleName(self.tr("Chart"))
        for words, action in self._more:
            menu.addAction(words(), action)
        if self._more:
            menu.addSeparator()
        menu.addAction(self.tr("Copy"), self.copy)
        menu.addAction(self.tr("Save as PNG…"), lambda: self.ask("png"))
        menu.addAction(self.tr("Save as SVG…"), lambda: self.ask("svg"))
        menu.addAction(self.tr("Save numbers…"), lambda: self.ask("csv"))
        menu.addSeparator()
        menu.addAction(self.tr("Show as table"), self.show_table)
        return menu

    def copy(self) -> None:
        """The picture and, for a spreadsheet, the numbers."""
        mime = plain_mime_data()
        mime.setImageData(self.picture().toImage())
        mime.setText(self.as_text("\t"))
        QGuiApplication.clipboard().setMimeData(mime)

    def ask(self, ending: str) -> None:
        """Ask for a file name and save the picture ("png", "svg") or the numbers ("csv")."""
        patterns = {
            "png": self.tr("Picture (*.png)"),
            "svg": self.tr("Vector picture (*.svg)"),
            "csv": self.tr("Comma-separated values (*.csv)"),
        }
        dialog = QFileDialog(self._chart, self.tr("Save numbers") if ending == "csv" else self.tr("Save picture"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(patterns[ending])
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{self._chart.accessibleName()}.{ending}")
        dialog.fileSelected.connect(self._on_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

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
        self.render(painter, PNG_SCALE)
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
        self.render(painter, 1.0)
        painter.end()
        return bytes(written.data())

    def _on_file(self, name: str) -> None:
        self.save(Path(name))


def _always(words: str) -> Callable[[], str]:
    return lambda: words


def plain_mime_data() -> QMimeData:
    """Empty data for the clipboard, made by Qt and not by Python.

    Why (2026-11-25): the clipboard outlives the interpreter, and Qt then deletes what it holds. An object made by
    Python's `QMimeData()` asks for its Python half on its way out: the program ended with a segmentation fault after
    every copy. Tried and left: clearing the clipboard at the end, which would take away what a person copied.
    """
    model = QStringListModel([""])
    mime = model.mimeData([model.index(0, 0)])
    for name in mime.formats():
        mime.removeFormat(name)
    return mime
