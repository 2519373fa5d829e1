"""The lower part of the Train page: its head, and under it the runs table or the ticked runs side by side."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from gui.models.run_comparison import ComparisonModel
from gui.models.runs import RunsModel
from gui.models.words import count
from gui.pages.train_compare import RunsCompared
from gui.pages.train_run_menu import TableMenu
from gui.pages.train_runs import RunsView
from gui.theme import Theme, sizes
from gui.widgets import Button, IconButton, Line, SectionHead, tight

LEAST_PX = 172


class RunsPart(QWidget):
    """`compare_toggled(on, enough)` tells that the ticked runs are compared, and how many pixels show all of them, or
    that the table is back."""

    compare_toggled = Signal(bool, int)

    def __init__(self, theme: Theme, model: RunsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._runs = model
        self.table = RunsView(theme, model)
        self.compared_model = ComparisonModel(self)
        self._compared: RunsCompared | None = None
        self._head = SectionHead(theme, "", "")
        self.compare = Button(theme, "", kind="soft", icon="git-compare", size="small")
        self.compare.clicked.connect(self.toggle_compare)
        self.sorts = IconButton(theme, "sliders-horizontal", self.tr("Sort and draw"), size=sizes.HIT_AREA)
        self.sorts.setMenu(TableMenu(model, self.sorts))
        for action in (self.compare, self.sorts):
            self._head.add_action(action)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        head = QHBoxLayout()
        head.setContentsMargins(sizes.PAGE_MARGIN, sizes.XXS, sizes.PAGE_MARGIN, 0)
        head.addWidget(self._head)
        column = tight(QVBoxLayout(self))
        column.addWidget(Line(theme))
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.setMinimumHeight(LEAST_PX)
        model.shown_changed.connect(self.show_runs)
        self.show_runs()

    @property
    def comparing(self) -> bool:
        """Whether the ticked runs are shown side by side."""
        return self._stack.currentWidget() is not self.table

    def show_runs(self) -> None:
        """Bring head and comparison in line with the runs and with which of them are ticked."""
        shown = self._runs.shown
        ticked = [(run, shown[run.number]) for run in self._runs.runs if run.number in shown and run.task]
        if self.comparing and len(ticked) < 2:
            self.toggle_compare()
        if self.comparing:
            self.compared_model.set_runs(ticked)
            self._head.set_words(self.tr("{n} runs side by side").format(n=count(len(ticked))))
            self.compare.setText(self.tr("All runs"))
        else:
            several = len(self._runs.runs) > 1
            remark = self.tr("the line at the left draws a run or hides it") if several else ""
            self._head.set_words(self.tr("Runs"), remark)
            self.compare.setText(self.tr("Compare {n}").format(n=count(len(ticked))))
        self.compare.set_icon_name("arrow-left" if self.comparing else "git-compare")
        self.compare.setVisible(self.comparing or len(ticked) > 1)
        self.sorts.setVisible(not self.comparing)

    def toggle_compare(self) -> None:
        """Show the ticked runs side by side, or the table again."""
        if self._compared is None:
            self._compared = RunsCompared(self._theme, self.compared_model)
            self._stack.addWidget(self._compared)
        comparing = not self.comparing
        shown = self._compared if comparing else self.table
        self._stack.setCurrentWidget(shown)
        self.show_runs()
        shown.setFocus(Qt.FocusReason.OtherFocusReason)
        enough = self._head.sizeHint().height() + sizes.XXS + self._compared.needed_height() + 2
        self.compare_toggled.emit(comparing, enough)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the comparison."""
        if event.key() == Qt.Key.Key_Escape and self.comparing:
            self.toggle_compare()
            return
        super().keyPressEvent(event)
