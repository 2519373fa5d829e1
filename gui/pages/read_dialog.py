"""How to read a file, where what was found out is wrong: another sheet, encoding, delimiter or decimal mark."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.base.progress import Finished
from core.data.readers import ReadOptions, sheet_names
from gui.theme import Theme, sizes
from gui.widgets import Button, ChoiceField, Label, Prose, tight
from gui.widgets.fields import FormRow

WIDTH, FIELD = 440, 220
ENCODINGS = ("utf-8", "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1256", "gb18030", "big5", "shift_jis",
             "euc_kr", "utf-16", "mac_roman")  # fmt: skip


def sheets_steps(source: Path) -> Iterator[Finished[tuple[str, ...]]]:
    """The sheets of a workbook, () of another file."""
    yield Finished(sheet_names(source))


class ReadDialog(QDialog):
    """`chosen(ReadOptions)`. how: what was found out the last time, as a `DataRef` keeps it. words: what happens
    then, where that isn't an import."""

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        source: Path,
        sheets: tuple[str, ...],
        how: Mapping[str, object],
        parent: QWidget,
        words: str = "",
    ) -> None:
        super().__init__(parent)
        self.theme, self._how = theme, how
        self.setWindowTitle(self.tr("Read {name} differently").format(name=source.name))
        self.setFixedWidth(WIDTH)
        self._fields: dict[str, ChoiceField] = {}
        column = tight(QVBoxLayout(self), sizes.XL, sizes.S)
        column.addWidget(Label(theme, self.windowTitle(), px=sizes.TITLE, weight=600))
        usual = self.tr("The file is read anew, as one step that can be undone. The file itself is not changed.")
        column.addWidget(Prose(theme, words or usual))
        column.addSpacing(sizes.XS)
        if sheets:
            self._add(column, "sheet", self.tr("Sheet"), [(name, name) for name in sheets])
        else:
            marks = {",": self.tr("Comma"), ";": self.tr("Semicolon"), "\t": self.tr("Tab")}
            marks["|"] = self.tr("Bar")
            self._add(column, "encoding", self.tr("Encoding"), [(name, name) for name in ENCODINGS])
            self._add(column, "delimiter", self.tr("Between cells"), list(marks.items()))
            decimals = [(".", self.tr("Point, as in 1.5")), (",", self.tr("Comma, as in 1,5"))]
            self._add(column, "decimal", self.tr("Decimal mark"), decimals)
        column.addSpacing(sizes.S)
        column.addLayout(self._make_foot())
        column.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)  # Qt would leave room for narrower words
        self.setFixedHeight(column.totalHeightForWidth(WIDTH))

    def _add(self, column: QVBoxLayout, key: str, name: str, options: list[tuple[str, str]]) -> None:
        found = self._how.get(key)
        words = dict(options).get(str(found), str(found)) if found else ""
        first = self.tr("Find out ({found})").format(found=words) if words else self.tr("Find out")
        field = ChoiceField(self.theme, name, [("", first), *options])
        self._fields[key] = field
        column.addWidget(FormRow(self.theme, name, field, width=FIELD))

    def _make_foot(self) -> QHBoxLayout:
        foot = tight(QHBoxLayout(), 0, sizes.XS)
        cancel, read = Button(self.theme, self.tr("Cancel")), Button(self.theme, self.tr("Read again"), kind="primary")
        cancel.clicked.connect(self.reject)
        read.clicked.connect(self._on_read)
        read.setDefault(True)
        foot.addStretch(1)
        foot.addWidget(cancel)
        foot.addWidget(read)
        return foot

    def choose(self, key: str, value: str) -> None:
        """Choose for a person: "sheet", "encoding", "delimiter" or "decimal"."""
        self._fields[key].set_key(value)

    def _on_read(self) -> None:
        asked = {key: field.key or None for key, field in self._fields.items()}
        self.accept()
        encoding, delimiter, decimal, sheet = map(asked.get, ("encoding", "delimiter", "decimal", "sheet"))
        self.chosen.emit(ReadOptions(encoding, delimiter, decimal, sheet))
