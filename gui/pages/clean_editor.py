"""The options of a rule, generated from its declared fields. What can be applied is; what can't says why beside it."""

from __future__ import annotations

import dataclasses
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.cleaning.fields import FieldKind
from core.cleaning.recipe import Step
from core.cleaning.rule import Rule
from gui.pages.clean_fields import Columns, FieldRow, align_labels, field_label
from gui.theme import Theme, sizes
from gui.widgets import Label, tight, told_words, translated
from gui.widgets.flow import FlowLayout
from gui.widgets.tabbing import tab_after


class FlagGroup(QWidget):
    """Flags beside each other, as many as fit in a line, with what they have in common before them."""

    def __init__(self, theme: Theme, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label: Label | None = field_label(theme, translated("cleaning", title)) if title else None
        boxes = QWidget()
        self._flow = FlowLayout(boxes, gap=sizes.M, line_gap=0)
        self._flow.setContentsMargins(0, 2, 0, 2)
        self._right = tight(QVBoxLayout(), 0, sizes.XXS)
        self._right.addWidget(boxes)
        row = tight(QHBoxLayout(self), 0, sizes.S)
        if self.label is not None:
            row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(self._right, 1)

    def add(self, row: FieldRow) -> None:
        """One more flag."""
        self._flow.addWidget(row)
        self._right.addWidget(row.wrong_line)


class RuleEditor(QWidget):
    """`show_step(step, columns)`; `edited(step id, rule)` tells a rule that holds together."""

    edited = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._step: Step | None = None
        self._values: dict[str, Any] = {}
        self._rows: dict[str, FieldRow] = {}
        self._parts: list[QWidget] = []
        self._column = tight(QVBoxLayout(self), 0, sizes.XS)

    def show_step(self, step: Step | None, columns: Columns) -> None:
        """Show the options of this rule. What a person has entered in vain stays while the rule stays the same."""
        before, self._step = self._step, step
        if step is None:
            self._clear()
            return
        if before is None or before.rule.kind != step.rule.kind or before.id != step.id:
            self._clear()
            self._build(step.rule)
        elif before.rule == step.rule and self.wrong:
            return
        self._values = {field.name: getattr(step.rule, field.name) for field in step.rule.fields}
        for name, row in self._rows.items():
            row.show_value(self._values[name], columns)
            row.set_wrong("")
        self._show_relevant()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._rows[name]

    @property
    def wrong(self) -> str:
        """The first sentence about a value that can't be used, "" when all can."""
        return next((row.wrong for row in self._rows.values() if row.wrong), "")

    def _clear(self) -> None:
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._rows, self._parts = {}, []

    def _build(self, rule: Rule) -> None:
        labels: list[Label] = []
        group, shared = "", None
        for field in rule.fields:
            row = FieldRow(self.theme, field)
            row.edited.connect(self._on_edited)
            self._rows[field.name] = row
            if field.kind is not FieldKind.FLAG:
                shared = None
                self._add(row, row.label, labels)
                continue
            if shared is None or group != field.group:
                group, shared = field.group, FlagGroup(self.theme, field.group)
                self._add(shared, shared.label, labels)
            shared.add(row)
        align_labels(labels)
        tab_after(self, self._parts)

    def _add(self, part: QWidget, label: Label | None, labels: list[Label]) -> None:
        self._parts.append(part)
        self._column.addWidget(part)
        if label is not None:
            labels.append(label)

    def _show_relevant(self) -> None:
        for name, row in self._rows.items():
            row.setVisible(self._counts(name))
        for part in self._parts:
            if isinstance(part, FlagGroup):
                flags = [row for row in self._rows.values() if part.isAncestorOf(row)]
                part.setVisible(any(self._counts(row.field.name) for row in flags))

    def _counts(self, name: str) -> bool:
        """Whether a field means anything beside the others."""
        only_when = self._rows[name].field.only_when
        return only_when is None or str(self._values[only_when[0]]) in only_when[1]

    def _on_edited(self, name: str, value: object) -> None:
        if self._step is None:
            return
        self._values[name] = value
        usual = {field.name: field.default for field in dataclasses.fields(self._step.rule)}
        for other in self._rows:
            if not self._counts(other):
                self._values[other] = usual[other]
        self._show_relevant()
        for row in self._rows.values():
            row.set_wrong("")
        try:
            rule = type(self._step.rule)(**self._values)
        except EpochalError as refused:
            self._blame(name, refused)
            return
        if rule != self._step.rule:
            self.edited.emit(self._step.id, rule)

    def _blame(self, edited: str, refused: EpochalError) -> None:
        """Say what is wrong beside the field that it is about, in the words of the window."""
        field = str(refused.params.get("field", edited))
        params = {**refused.params, "field": self._rows[field].title} if field in self._rows else refused.params
        at = field if field in self._rows and not self._rows[field].isHidden() else edited
        if refused.code == "cleaning.constant_needed":
            at = "value"
        self._rows[at].set_wrong(told_words(EpochalError(refused.code, params)))
