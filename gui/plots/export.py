"""Take a chart away: copy it, save it as PNG, SVG or CSV, show its numbers as a table.

Why in a lane (2026-11-25): making a PNG of a picture takes 25 to 200 ms, most of what a save or a copy takes, and the
numbers of ten long runs a second. The picture is drawn on the window's thread, as what was asked for stands then.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, QObject, QPoint, QStringListModel, Signal
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter, QPixmap
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from core.base.atomic import write_atomically
from core.base.errors import EpochalError
from core.base.progress import Finished
from gui.plots.as_table import FiguresDialog
from gui.theme import Theme
from gui.work import Job

Figures = tuple[Sequence[str], Sequence[Sequence[object]]]
PNG_SCALE = 2.0


@dataclass(frozen=True)
class Copied:
    """A chart on its way to the clipboard."""

    image: QImage
    png: bytes
    text: str


class ChartExport(QObject):
    """What every chart offers besides being looked at. `figures` gives its numbers when they are asked for.

    render: paints the chart at so many device pixels to one of the window's; a chart with pens of its own may set it.
    Without a lane everything is done at once; with one, as soon as it comes to it, one after the other.
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
        self._hand_in: Callable[..., Job] | None = None
        self.render: Callable[[QPainter, float], None] = lambda painter, _: QWidget.render(chart, painter, QPoint())

    def work_by(self, hand_in: Callable[..., Job]) -> None:
        """From now on make files in the lane whose `submit` this is."""
        self._hand_in = hand_in

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
        self._do(partial(_copying, self.picture().toImage(), self._figures()))

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
        self._do(partial(_saving, path, self._making(path.suffix.lower())))

    def picture(self) -> QPixmap:
        """The chart as it stands, twice as fine."""
        size = self._chart.size() * PNG_SCALE
        pixmap = QPixmap(size)
        pixmap.setDevicePixelRatio(PNG_SCALE)
        painter = QPainter(pixmap)
        self.render(painter, PNG_SCALE)
        painter.end()
        return pixmap

    def _making(self, suffix: str) -> Callable[[], bytes]:
        """What makes the file of the chart as it stands, on any thread."""
        if suffix == ".csv":
            return partial(_csv, self._figures())
        if suffix == ".svg":
            svg = self.svg()
            return lambda: svg
        return partial(png_of, self.picture().toImage())

    def _do(self, make_events: Callable[[], Iterator[object]]) -> None:
        if self._hand_in is not None:
            job = self._hand_in(make_events, name=self._chart.accessibleName())
            job.finished.connect(self._on_done)
            job.failed.connect(self.failed)
            return
        try:
            for event in make_events():
                self._on_done(event.result if isinstance(event, Finished) else None)
        except EpochalError as refused:
            self.failed.emit(refused)

    def _on_done(self, result: object) -> None:
        if isinstance(result, Copied):
            mime = plain_mime_data()
            mime.setImageData(result.image)
            mime.setData("image/png", result.png)  # else Qt makes it on the window's thread whenever it is pasted
            mime.setText(result.text)
            QGuiApplication.clipboard().setMimeData(mime)

    def svg(self) -> bytes:
        """The chart as it stands as an SVG file's bytes."""
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


def work_by(hand_in: Callable[..., Job], page: QWidget) -> None:
    """Have all charts of a page make files in the lane whose `submit` this is."""
    for export in page.findChildren(ChartExport):
        export.work_by(hand_in)


def _copying(image: QImage, figures: Figures) -> Iterator[Finished[Copied]]:
    yield Finished(Copied(image, png_of(image), as_text(figures, "\t")))


def _saving(path: Path, make: Callable[[], bytes]) -> Iterator[Finished[None]]:
    try:
        write_atomically(path, make())
    except OSError as refused:
        why = refused.strerror or str(refused)
        raise EpochalError("gui.chart_not_saved", {"name": path.name, "why": why}) from refused
    yield Finished(None)


def png_of(image: QImage) -> bytes:
    """A picture as a PNG file's bytes."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(buffer.data().data())


def as_text(figures: Figures, delimiter: str = ",") -> str:
    """A table as delimited text; no number, no text."""
    heads, rows = figures
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(["" if cell != cell else cell for cell in row] for row in rows)
    return stream.getvalue()


def _csv(figures: Figures) -> bytes:
    return as_text(figures).encode("utf-8")


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
