"""The Data page without a table: nothing yet, or being read."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from core.base.progress import Progress
from gui import assets
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets import Button, EmptyState, WaitingState, tight
from gui.work import Job


class NoData(EmptyState):
    """Open a spreadsheet, or try a sample."""

    open_asked = Signal()
    sample_asked = Signal(dict)

    def __init__(self, theme: Theme) -> None:
        self._open = Button(theme, kind="primary", icon="folder-open", keys="Ctrl O")
        self._sample = Button(theme)
        super().__init__(theme, "table-2", "", "", [self._open, self._sample])
        self._open.setText(self.tr("Open a spreadsheet…"))
        self._sample.setText(self.tr("Use a sample"))
        self._sample.setMenu(self._make_menu())
        self._open.clicked.connect(self.open_asked)
        self.set_words(self.tr("No data yet"), self.tr("Drop a spreadsheet anywhere in this window, or open one."))

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        listed: list[dict[str, Any]] = json.loads((assets.samples_folder() / "samples.json").read_text("utf-8"))
        for sample in listed:
            menu.addAction(str(sample["title"])).setData(sample)
        menu.triggered.connect(self._on_sample)
        return menu

    def _on_sample(self, action: QAction) -> None:
        self.sample_asked.emit(action.data())


class Reading(QWidget):
    """Follows an import: what is being done, how far, and Cancel."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._job: Job | None = None
        self._state = WaitingState(theme)
        cancel = Button(theme, self.tr("Cancel"), kind="ghost")
        cancel.clicked.connect(self._on_cancel)
        self._state.add_action(cancel)
        tight(QVBoxLayout(self)).addWidget(self._state)

    def follow(self, job: Job | None) -> None:
        """Show how far this job is."""
        if job is self._job:
            return
        self._job = job
        if job is not None:
            self._state.set_words(self.tr("Reading {name}").format(name=job.name), self._stage("open"))
            self._state.set_progress(None)
            job.told.connect(self._on_told)

    def _on_told(self, event: object) -> None:
        if not isinstance(event, Progress) or self._job is None:
            return
        self._state.set_words(self.tr("Reading {name}").format(name=self._job.name), self._stage(event.stage))
        self._state.set_progress(event.done / event.total if event.total > 0 else None, self._numbers(event))

    def _stage(self, stage: str) -> str:
        return {
            "open": self.tr("Opening the file"),
            "read": self.tr("Reading the file"),
            "infer": self.tr("Finding out what each column holds"),
            "profile": self.tr("Describing each column"),
            "keep": self.tr("Keeping the data in the project"),
        }.get(stage, self.tr("Working"))

    def _numbers(self, event: Progress) -> str:
        if event.total <= 0 or not event.done:
            return ""
        if event.unit == "rows":
            words = self.tr("{done} of {all} rows")
        elif event.unit == "columns":
            words = self.tr("{done} of {all} columns")
        else:
            return ""
        return words.format(done=f"{event.done:,}", all=f"{event.total:,}")

    def _on_cancel(self) -> None:
        if self._job is not None:
            self._job.stop()
