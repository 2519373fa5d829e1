"""The left part of Predict: which file, and how its columns meet those of the model."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from gui.models.matches import MatchModel
from gui.models.words import count, data_size
from gui.pages.predict_columns import GAP, LEFT_SHARE, LINK, MatchList
from gui.pages.predict_words import PageWords
from gui.pages.predict_work import Shown
from gui.state.folders import show_in_folder, show_words
from gui.theme import Theme, sizes
from gui.widgets.button import Button
from gui.widgets.chip import Chip
from gui.widgets.header import SectionHead
from gui.widgets.icon_button import IconButton
from gui.widgets.icon_label import IconLabel
from gui.widgets.icon_words import IconWords
from gui.widgets.labels import ElidedLabel, Label
from gui.widgets.surfaces import Card, Line, Surface, tight

LEAST_WIDTH = 240


class FilePane(Surface):
    """Parts 1 and 2 of the page. `change_asked(expected, found)`, `remember_asked()`, `differently_asked()`."""

    change_asked = Signal(str, str)
    remember_asked = Signal()
    differently_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "canvas", parent=parent)
        self.setMinimumWidth(LEAST_WIDTH)
        self._words = PageWords()
        self._path: Path | None = None
        column = tight(QVBoxLayout(self), sizes.M, sizes.XS)
        column.setContentsMargins(sizes.L, sizes.S, sizes.M, sizes.S)
        column.addWidget(SectionHead(theme, self.tr("1  File")))
        column.addWidget(self._make_card())
        column.addSpacing(sizes.XXS)
        column.addWidget(self._make_head())
        self._matches = MatchModel(self)
        self._matches.change_asked.connect(self.change_asked)
        self.list = MatchList(theme, self._matches)
        self.list.verticalScrollBar().rangeChanged.connect(self._on_range)
        table = tight(QVBoxLayout(), 0, 0)
        self._titles = self._make_titles()
        table.addLayout(self._titles)
        table.addSpacing(sizes.XS)
        table.addWidget(Line(theme))
        table.addWidget(self.list, 1)
        column.addLayout(table, 1)
        column.addLayout(self._make_foot())

    def _make_card(self) -> QWidget:
        card = Card(self.theme, "sunken", edge=None)
        row = tight(QHBoxLayout(card), sizes.S, sizes.S)
        lines = tight(QVBoxLayout(), 0, 2)
        self._name = ElidedLabel(self.theme, weight=600)
        self._facts = ElidedLabel(self.theme, px=sizes.TINY, tone="text2")
        lines.addWidget(self._name)
        lines.addWidget(self._facts)
        row.addWidget(IconLabel(self.theme, "file-spreadsheet", "accent", size=20))
        row.addLayout(lines, 1)
        self._own = IconLabel(self.theme, "circle-check", "ok", name=self.tr("read"))
        row.addWidget(self._own)  # where there is no file, and so no menu
        self.more = IconButton(self.theme, "ellipsis", self.tr("More about this file"), size=sizes.HIT_AREA)
        self.more.setMenu(self._make_menu())
        row.addWidget(self.more)
        return card

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        differently = menu.addAction(self.theme.icon("sliders-horizontal"), self.tr("Read it differently…"))
        differently.triggered.connect(self._on_differently)
        menu.addAction(self.theme.icon("folder-open"), show_words()).triggered.connect(self._on_place)
        return menu

    def _make_head(self) -> QWidget:
        head = QWidget()
        row = tight(QHBoxLayout(head), 0, sizes.XS)
        row.addWidget(ElidedLabel(self.theme, self.tr("2  Columns"), weight=600))
        self._chip = Chip(self.theme, "")
        row.addWidget(self._chip)
        row.addStretch(1)
        self._change = Button(self.theme, self.tr("Change"), kind="link", icon="pencil", size="small")
        self._change.setToolTip(self.tr("Choose another column of the file for one that the model expects"))
        self._change.clicked.connect(self._on_change)
        row.addWidget(self._change)
        return head

    def _make_titles(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), 0, LINK + GAP)
        shares = (round(100 * LEFT_SHARE), round(100 * (1 - LEFT_SHARE)))
        for text, part in zip((self.tr("In your file"), self.tr("Model expects")), shares, strict=True):
            row.addWidget(Label(self.theme, text, px=sizes.TINY, tone="text2"), part)
        return row

    def _make_foot(self) -> QHBoxLayout:
        row = tight(QHBoxLayout(), 0, sizes.XS)
        self._remembered = IconWords(self.theme, "bookmark", "", px=sizes.TINY, tone="text2")
        self._remember = Button(
            self.theme, self.tr("Remember this matching"), kind="link", icon="bookmark", size="small"
        )
        self._remember.setToolTip(self.tr("The next file with these names is matched so, here and on the command line"))
        self._remember.clicked.connect(self.remember_asked)
        row.addWidget(self._remembered, 1)
        row.addWidget(self._remember)
        row.addStretch(0)
        return row

    def show_file(self, shown: Shown) -> None:
        """Show the file that was predicted and its columns."""
        table, size = shown.file.read.table, shown.file.size
        columns = len(table.columns)
        self._path = shown.file.path
        self.more.setVisible(self._path is not None)
        self._own.setVisible(self._path is None)
        self._name.setText(shown.file.read.file_name)
        facts = [
            self._words.rows(table.rows),
            self.tr("1 column") if columns == 1 else self.tr("{n} columns").format(n=count(columns)),
        ]
        facts += [data_size(size)] if size is not None else []
        self._facts.setText(" · ".join(facts))
        current = self.list.currentIndex().row()
        self._matches.show_lines(shown.lines, table.names)
        if 0 <= current < len(shown.lines):
            self.list.setCurrentIndex(self._matches.index(current))
        else:
            self.list.show_first_to_check()
        check = self._matches.to_check
        if check:
            self._chip.show_fact(self.tr("{n} to check").format(n=count(check)), "warn", "triangle-alert")
        else:
            self._chip.show_fact(self.tr("all there"), "ok", "check")
        self._show_memory(shown)

    def _show_memory(self, shown: Shown) -> None:
        """Whether the next file is matched in the same way without anybody looking."""
        said, kept = shown.outcome.matching.said, dict(shown.key.matching)
        pending = {name: found for name, found in said.items() if kept.get(name) != found}
        known = [match for match in shown.outcome.matching.matches if match.expected in kept]
        self._remember.setVisible(bool(pending))
        self._remembered.setVisible(not pending and bool(known))
        self._remembered.set_text(self.tr("This matching is remembered for the next file."))

    def _on_range(self, _low: int, high: int) -> None:
        """The titles stand over their columns, with a scroll bar beside the list or without."""
        bar = self.list.verticalScrollBar().sizeHint().width()
        self._titles.setContentsMargins(0, 0, bar if high > 0 else 0, 0)

    def _on_change(self) -> None:
        self.list.change()

    def _on_differently(self) -> None:
        self.differently_asked.emit()

    def _on_place(self) -> None:
        if self._path is not None:
            show_in_folder(self._path)
