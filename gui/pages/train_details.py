"""Details of a run for support: everything that decided it and how it ended, as text to copy."""

from __future__ import annotations

import json
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from core.base.wording import sentence
from core.project.runs import RunRecord
from gui.models.run_words import shown_name
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, Prose, tight

LAST_EPOCHS = 10


class RunDetails(QDialog):
    """Opened, never executed: the work goes on beside it."""

    def __init__(self, theme: Theme, record: RunRecord, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = details_of(record)
        title = self.tr("Run {number} · {name}").format(number=record.number, name=shown_name(record.name))
        self.setWindowTitle(title)
        self.setMinimumSize(560, 420)
        words = Prose(theme, self.tr("For support: settings, versions, what was noticed and the last epochs. No data."))
        shown = QPlainTextEdit(self.text)
        shown.setReadOnly(True)
        shown.setFont(theme.fixed_font(sizes.TINY))
        shown.setAccessibleName(self.tr("Details for support"))
        self.copy = Button(theme, self.tr("Copy details"), icon="copy")
        self.copy.clicked.connect(self._on_copy)
        close = Button(theme, self.tr("Close"), kind="primary")
        close.clicked.connect(self.close)
        buttons = tight(QHBoxLayout(), 0, sizes.XS)
        buttons.addStretch(1)
        buttons.addWidget(self.copy)
        buttons.addWidget(close)
        column = tight(QVBoxLayout(self), sizes.XL, sizes.S)
        column.addWidget(Label(theme, title, px=sizes.TITLE, weight=600))
        column.addWidget(words)
        column.addWidget(shown, 1)
        column.addLayout(buttons)

    def _on_copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text)
        self.copy.setText(self.tr("Copied"))


def details_of(record: RunRecord) -> str:
    """What decided a run and how it went, as indented JSON; names of columns and settings are in it, no values."""
    kept = ("preset", "overrides", "seed", "target", "task", "ignored")
    details: dict[str, Any] = {
        "run": record.number,
        "status": str(record.status),
        "task": record.task,
        "document": {key: record.document.get(key) for key in kept},
        "rows": record.rows,
        "best_epoch": record.best_epoch,
        "digest": record.digest,
        "notices": [sentence(notice) for notice in record.notices],
        "last_epochs": [
            {"epoch": row.epoch, "training": row.training_loss, "validation": row.validation_loss}
            for row in record.epochs[-LAST_EPOCHS:]
        ],
        "started_at": record.started_at,
        "seconds": round(record.seconds, 3),
        "environment": record.environment,
    }
    return json.dumps(details, indent=2, ensure_ascii=False, default=str)
