"""How to export: format, what to write, how far the writing is, and where it went."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from core.base.progress import Progress
from gui.models.words import count
from gui.pages.predict_export import ExportChoice
from gui.state.folders import show_in_folder, show_words
from gui.theme import Theme, sizes
from gui.widgets.button import Button
from gui.widgets.checks import CheckBox, RadioButton
from gui.widgets.icon_words import IconWords
from gui.widgets.labels import Label
from gui.widgets.progress import ProgressLine
from gui.widgets.surfaces import tight


class ExportOptions(QWidget):
    """`choice_changed()` when something else would be written; `cancel_asked()` while something is written."""

    choice_changed = Signal()
    cancel_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._column = tight(QVBoxLayout(self), 0, 0)
        self._formats = QButtonGroup(self)
        self._buttons: dict[str, RadioButton] = {}
        endings = (("xlsx", self.tr("Excel workbook")), ("csv", self.tr("CSV")), ("parquet", self.tr("Parquet")))
        for ending, words in endings:
            button = RadioButton(theme, words)
            self._formats.addButton(button)
            self._buttons[ending] = button
            self._column.addWidget(button)
        self._buttons["xlsx"].setChecked(True)
        self._formats.buttonToggled.connect(self._on_choice)
        self._column.addSpacing(sizes.XS)
        self.original = self._make_check(self.tr("Original columns"))
        self.ranges = self._make_check(self.tr("Low and high of the range"))
        self.reasons = self._make_check(self.tr("Top 3 reasons per row"), on=False)
        self.reasons.setToolTip(self.tr("The columns that add most to each prediction; takes some milliseconds a row"))
        self.failed = self._make_check(self.tr("Failed rows, with the reason"))
        self._column.addSpacing(sizes.XS)
        self._column.addWidget(self._make_progress())
        self._column.addWidget(self._make_exported())

    def _make_check(self, words: str, *, on: bool = True) -> CheckBox:
        box = CheckBox(self.theme, words)
        box.setChecked(on)
        box.toggled.connect(self._on_choice)
        self._column.addWidget(box)
        return box

    def _make_progress(self) -> QWidget:
        self.writing = QWidget()
        self._line = ProgressLine(self.theme, self.tr("Written rows"))
        self._done = Label(self.theme, "", px=sizes.SMALL, tone="text2")
        cancel = Button(self.theme, self.tr("Cancel"), kind="link", size="small")
        cancel.setToolTip(self.tr("Write nothing; a file that was there stays as it was"))
        cancel.clicked.connect(self.cancel_asked)
        row = tight(QHBoxLayout(), 0, sizes.XS)
        row.addWidget(self._done, 1)
        row.addWidget(cancel)
        column = tight(QVBoxLayout(self.writing), 0, sizes.XXS)
        column.addWidget(self._line)
        column.addLayout(row)
        self.writing.hide()
        return self.writing

    def _make_exported(self) -> QWidget:
        self.exported = QWidget()
        self._written = IconWords(self.theme, "check", "", px=sizes.SMALL, tone="ok")
        self._place: Path | None = None
        self.way = Button(self.theme, show_words(), kind="link", icon="folder-open", size="small")
        self.way.clicked.connect(self._on_way)
        row = tight(QHBoxLayout(), 0, 0)
        row.addWidget(self.way)
        row.addStretch(1)
        column = tight(QVBoxLayout(self.exported), 0, 0)
        column.addWidget(self._written)
        column.addLayout(row)
        self.exported.hide()
        return self.exported

    def offer(self, *, ranges: bool, failed: bool) -> None:
        """Offer what there is; what the last export said no longer counts."""
        self.ranges.setVisible(ranges)
        self.failed.setVisible(failed)
        self.exported.hide()

    @property
    def choice(self) -> ExportChoice:
        """What to write; an option that isn't offered counts as on."""
        ending = next(ending for ending, button in self._buttons.items() if button.isChecked())
        failed = self.failed.isHidden() or self.failed.isChecked()
        checked = (self.original.isChecked(), self.ranges.isChecked(), failed, self.reasons.isChecked())
        return ExportChoice(ending, *checked)

    @Slot(bool)
    def set_busy(self, busy: bool) -> None:
        """Something is written, or no longer."""
        if busy:
            self._line.set_share(None)
            self._done.setText(self.tr("Writing…"))
            self.exported.hide()
        self.writing.setVisible(busy)

    @Slot(object)
    def show_progress(self, event: Progress) -> None:
        """How far it is. The last part, packing a workbook, has no rows to count."""
        self._line.set_share(event.done / event.total if event.done < event.total else None)
        words = self.tr("{done} of {total} rows")
        if event.stage == "explain":
            words = self.tr("Reasons of {done} of {total} rows")
        self._done.setText(words.format(done=count(event.done), total=count(event.total)))

    def show_exported(self, path: Path) -> None:
        """Where the last export lies."""
        self._place = path
        self._written.set_text(self.tr("Written to {file}").format(file=path.name))
        self._written.setToolTip(str(path))
        self.exported.show()

    @Slot()
    def _on_way(self) -> None:
        if self._place is not None:
            show_in_folder(self._place)

    @Slot()
    def _on_choice(self) -> None:
        self.exported.hide()
        self.choice_changed.emit()
