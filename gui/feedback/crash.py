"""The crash dialog: what happened in plain words, what is safe, details for support to copy."""

from __future__ import annotations

import sys
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import Button, IconLabel, Label, Prose, tight
from gui.work.trouble import Bug, bug_of

WIDTH_PX = 560


class CrashDialog(QDialog):
    """Not modal: the work goes on beside it."""

    def __init__(self, theme: Theme, bug: Bug, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bug = bug
        self._theme = theme
        self.setWindowTitle(self.tr("Something went wrong in Epochal"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._details = QPlainTextEdit(bug.details)
        self._details.setReadOnly(True)
        self._details.setFont(theme.fixed_font(sizes.TINY))
        self._details.setAccessibleName(self.tr("Details for support"))
        self._details.setMinimumHeight(220)
        self._details.hide()
        self._copy = Button(theme, self.tr("Copy details"), icon="copy")
        self._more = Button(theme, self.tr("Show details for support"), kind="link")
        close = Button(theme, self.tr("Go on"), kind="primary")
        self._copy.clicked.connect(self._on_copy)
        self._more.clicked.connect(self._on_more)
        close.clicked.connect(self.close)
        self._lay_out(close)

    def _lay_out(self, close: Button) -> None:
        theme = self._theme
        head = tight(QHBoxLayout(), 0, sizes.S)
        head.addWidget(IconLabel(theme, "octagon-alert", "bad", size=22))
        head.addWidget(Label(theme, self.windowTitle(), px=sizes.TITLE, weight=600), 1)
        words = self.tr(
            "This is a mistake of the program, not of yours. Your project is saved and your files are unchanged; "
            "what was being done just now may have to be started again."
        )
        if self._bug.log_file is not None:
            words += "\n" + self.tr("Details were kept in {file}.").format(file=str(self._bug.log_file))
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        buttons.addWidget(self._more)
        buttons.addStretch(1)
        buttons.addWidget(self._copy)
        buttons.addWidget(close)
        column = tight(QVBoxLayout(self), sizes.XL, sizes.S)
        column.addLayout(head)
        told = Prose(theme, words)
        told.setMinimumWidth(WIDTH_PX - 2 * sizes.XL)  # said of the words: a dialog as high as narrower ones would gape
        column.addWidget(told)
        column.addWidget(self._details, 1)
        column.addSpacing(sizes.XS)
        column.addLayout(buttons)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self._bug.details)
        self._copy.setText(self.tr("Copied"))

    def _on_more(self) -> None:
        self._details.setVisible(not self._details.isVisible())
        shown = self._details.isVisible()
        self._more.setText(self.tr("Hide details") if shown else self.tr("Show details for support"))
        if not shown:
            self.adjustSize()


class CrashReporter(QObject):
    """Shows each bug once, wherever it comes from: a lane, or Python's own last resort."""

    found = Signal(object)

    def __init__(self, theme: Theme, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._window = window
        self._seen: set[str] = set()
        self.found.connect(self.show_bug, Qt.ConnectionType.QueuedConnection)

    def show_bug(self, bug: Bug) -> None:
        """Open the dialog; the same bug again and again opens none."""
        if bug.summary in self._seen:
            return
        self._seen.add(bug.summary)
        CrashDialog(self._theme, bug, self._window).open()

    def hook(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """What Python calls with an exception that nobody caught."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.found.emit(bug_of(error))
