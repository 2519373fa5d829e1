"""The options of a rule, generated from its declared fields. What can be applied is; what can't says why beside it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.errors import EpochalError
from core.cleaning.fields import Field, FieldKind
from core.cleaning.recipe import Step
from core.cleaning.rule import Rule
from gui.pages.clean_columns import ColumnsField
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
        self._flow = FlowLayout(boxes, gap=sizes.S, line_gap=0)
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
    """`show_step(step, columns)`; `edited(step id, rule)` tells a rule that holds together.

    `tried(step id, rule)` tells such a rule already while a person types or points, and `let_be` that they left it.
    """

    edited = Signal(str, object)
    tried = Signal(str, object)
    let_be = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._step: Step | None = None
        self._trial: Rule | None = None
        self._values: dict[str, Any] = {}
        self._rows: dict[str, FieldRow] = {}
        self._parts: list[QWidget] = []
        self._put_away: set[QWidget] = set()
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
        elif before.rule == step.rule and (self.wrong or self._trial is not None):
            return
        self._trial = None
        self._values = {field.name: getattr(step.rule, field.name) for field in step.rule.fields}
        for name, row in self._rows.items():
            row.show_value(self._values[name], columns)
            row.set_wrong("")
        self._show_relevant()

    def row(self, name: str) -> FieldRow:
        """The row of a field."""
        return self._rows[name]

    @property
    def columns_field(self) -> ColumnsField | None:
        """Where its columns are chosen, None for a rule that names none."""
        editors = (row.editor for row in self._rows.values())
        return next((editor for editor in editors if isinstance(editor, ColumnsField)), None)

    @property
    def wrong(self) -> str:
        """The first sentence about a value that can't be used, "" when all can."""
        return next((row.wrong for row in self._rows.values() if row.wrong), "")

    def _clear(self) -> None:
        for row in self._rows.values():
            row.blockSignals(True)  # what goes has nothing to tell
        for part in self._parts:
            self._column.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._rows, self._parts, self._put_away = {}, [], set()

    def _build(self, rule: Rule) -> None:
        labels: list[Label] = []
        group, shared = "", None
        for field in rule.fields:
            if field.kind is FieldKind.SPELLINGS:  # they have a list of their own, see clean_spellings
                continue
            row = FieldRow(self.theme, field)
            row.edited.connect(self._on_edited)
            row.tried.connect(self._on_tried)
            row.given_up.connect(self._on_given_up)
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
        """Only the fields that count. Showing and hiding is dear: it is left out where nothing changes."""
        counting = {name for name in self._rows if self._counts(name)}
        parts = [part for part in self._parts if isinstance(part, FlagGroup)]
        wanted: dict[QWidget, bool] = {row: name in counting for name, row in self._rows.items()}
        for part in parts:
            wanted[part] = any(wanted[row] for row in self._rows.values() if part.isAncestorOf(row))
        for widget, shown in wanted.items():
            if shown == (widget in self._put_away):
                widget.setVisible(shown)
        self._put_away = {widget for widget, shown in wanted.items() if not shown}

    def _counts(self, name: str) -> bool:
        """Whether a field means anything beside the others."""
        return counts(self._rows[name].field, self._values)

    def _on_edited(self, name: str, value: object) -> None:
        if self._step is None:
            return
        self._values[name] = value
        self._values = self._sensible(self._step.rule, self._values)
        self._show_relevant()
        for row in self._rows.values():
            row.set_wrong("")
        try:
            rule = type(self._step.rule)(**self._values)
        except EpochalError as refused:
            self._try(None)
            self._blame(name, refused)
            return
        if rule != self._step.rule:
            self._trial = None
            self.edited.emit(self._step.id, rule)
        else:
            self._try(None)

    def _on_tried(self, name: str, value: object) -> None:
        """A value that a person is at; one that can't be used yet says nothing."""
        if self._step is None:
            return
        try:
            rule = type(self._step.rule)(**self._sensible(self._step.rule, {**self._values, name: value}))
        except EpochalError:
            return
        self._try(rule if rule != self._step.rule else None)

    def _on_given_up(self) -> None:
        if self._step is not None and not self.wrong:
            self._values = {field.name: getattr(self._step.rule, field.name) for field in self._step.rule.fields}
            self._show_relevant()
        self._try(None)

    def _try(self, rule: Rule | None) -> None:
        if self._step is None or rule == self._trial:
            return
        self._trial = rule
        if rule is not None:
            self.tried.emit(self._step.id, rule)
        else:
            self.let_be.emit()

    @staticmethod
    def _sensible(rule: Rule, values: dict[str, Any]) -> dict[str, Any]:
        """The values, the usual ones where a field doesn't count beside the others."""
        usual = {field.name: field.default for field in dataclasses.fields(rule)}
        idle = [one.name for one in rule.fields if not counts(one, values)]
        return {**values, **{name: usual[name] for name in idle}}

    def _blame(self, edited: str, refused: EpochalError) -> None:
        """Say what is wrong beside the field that it is about, in the words of the window."""
        field = str(refused.params.get("field", edited))
        params = {**refused.params, "field": self._rows[field].title} if field in self._rows else refused.params
        at = field if field in self._rows and not self._rows[field].isHidden() else edited
        if refused.code == "cleaning.constant_needed":
            at = "value"
        self._rows[at].set_wrong(told_words(EpochalError(refused.code, params)))


def counts(field: Field, values: Mapping[str, Any]) -> bool:
    """Whether a field means anything beside the values of the others."""
    return field.only_when is None or str(values[field.only_when[0]]) in field.only_when[1]
