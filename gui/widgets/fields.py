"""Fields: search, text, choice, number; and the row that puts a label before one."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from PySide6.QtCore import QLocale, QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSpinBox,
    QStyle,
    QStyleOptionComboBox,
    QStylePainter,
    QWidget,
)

from gui.theme import Theme, sizes
from gui.widgets.labels import ElidedLabel
from gui.widgets.painting import antialiased
from gui.widgets.surfaces import tight

FIELD_MARGINS = (9, 0, 6, 0)  # a style sheet's padding doesn't reach the text of a spin box
STEPS = (
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
)
BESIDE_WORDS = 42  # a choice's margins and its chevron
TYPED = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)


class TextField(QLineEdit):
    """One line of text. `set_wrong(True)` marks it; say why beside it."""

    def __init__(self, theme: Theme, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.setFont(theme.font(sizes.BODY))
        self.setFixedHeight(sizes.CONTROL)
        self.setAccessibleName(name)
        self.setPlaceholderText(placeholder)

    def set_wrong(self, wrong: bool) -> None:
        """Mark what can't be used."""
        self.setProperty("wrong", wrong)
        self.style().unpolish(self)
        self.style().polish(self)


class SearchField(TextField):
    """A field with an icon at the left and its shortcut at the right."""

    def __init__(
        self,
        theme: Theme,
        name: str,
        placeholder: str,
        *,
        keys: str = "",
        icon: str = "search",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, name, placeholder, parent)
        self._keys = keys
        self._icon = icon
        self.setClearButtonEnabled(False)
        wide = QFontMetrics(theme.font(sizes.TINY, 500)).horizontalAdvance(keys) + 8 if keys else 0
        self.setTextMargins(22, 0, wide, 0)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, the icon, the shortcut while it is empty."""
        super().paintEvent(event)
        painter = antialiased(self)
        self.theme.draw_icon(painter, self._icon, "text3", 10, (self.height() - sizes.ICON) / 2)
        if self._keys and not self.text():
            painter.setFont(self.theme.font(sizes.TINY, 500))
            painter.setPen(self.theme.colour("text3"))
            metrics = painter.fontMetrics()
            left = self.width() - metrics.horizontalAdvance(self._keys) - 11
            painter.drawText(QPointF(left, self.height() / 2 + (metrics.ascent() - metrics.descent()) / 2), self._keys)
        painter.end()


class ChoiceField(QComboBox):
    """One of several (key, words, icon) in a list. `chosen(key)` is emitted when a person chooses; `closed` whenever
    the list goes away, before `chosen`. What they point at meanwhile is told by Qt's `highlighted`.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        name: str,
        options: Sequence[tuple[str, str] | tuple[str, str, str]] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icons: dict[str, str] = {}
        self.setFont(theme.font(sizes.BODY))
        self.setFixedHeight(sizes.CONTROL)
        self.setAccessibleName(name)
        self.setAccessibleDescription("")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.set_options(options)
        self.activated.connect(self._on_activated)
        theme.changed.connect(self._on_theme)

    def setAccessibleDescription(self, words: str) -> None:
        """Outside Windows Qt speaks the chosen words as a choice's name, so that its own would never be heard: it goes
        before the description there."""
        said = (words,) if sys.platform == "win32" else (self.accessibleName(), words)
        super().setAccessibleDescription(". ".join(part for part in said if part))

    @property
    def key(self) -> str:
        """The chosen key; "" when there is none."""
        return str(self.currentData() or "")

    def set_options(self, options: Sequence[tuple[str, str] | tuple[str, str, str]]) -> None:
        """Offer these; the chosen key stays if it is among them."""
        before = self.key
        self.blockSignals(True)
        self.clear()
        self._icons = {option[0]: option[2] for option in options if len(option) == 3}
        for option in options:
            self.addItem(option[1], option[0])
        self._dress()
        self.set_key(before if before or not options else options[0][0])
        self.blockSignals(False)

    def set_key(self, key: str) -> None:
        """Choose by key, silently; an unknown key chooses nothing."""
        self.blockSignals(True)
        self.setCurrentIndex(self.findData(key))
        self.blockSignals(False)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows and letters open the list and point there; only Enter or a click chooses. A closed list that changes
        with every arrow would make an edit, and a re-count, of each option passed on the way."""
        letters = event.text().strip() if event.modifiers() in TYPED and event.text().isprintable() else ""
        if event.key() not in STEPS and not letters:
            super().keyPressEvent(event)
            return
        self.showPopup()
        if letters:
            self.view().keyboardSearch(letters)

    def showPopup(self) -> None:
        """Open the list, called as the field is."""
        self.view().setAccessibleName(self.accessibleName())
        super().showPopup()

    def hidePopup(self) -> None:
        """Tell that the list goes. Qt calls this also where none was open."""
        was_open = self.view().isVisible()
        super().hidePopup()
        if was_open:
            self.closed.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a field never changes it."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The field, its words as far as there is room, and its chevron."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        painter = QStylePainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        room = self.width() - BESIDE_WORDS - (0 if option.currentIcon.isNull() else sizes.ICON + 6)
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
            option.palette.setBrush(QPalette.ColorRole.ButtonText, option.palette.placeholderText())
        option.currentText = self.fontMetrics().elidedText(option.currentText, Qt.TextElideMode.ElideRight, room)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        top = (self.height() - sizes.ICON) / 2
        opacity = 1.0 if self.isEnabled() else 0.4
        self.theme.draw_icon(painter, "chevron-down", "text2", self.width() - 26, top, opacity=opacity)
        painter.end()

    def _dress(self) -> None:
        for index in range(self.count()):
            icon = self._icons.get(str(self.itemData(index)))
            if icon:
                self.setItemIcon(index, self.theme.icon(icon))

    def _on_theme(self) -> None:
        self._dress()
        self.update()

    def _on_activated(self, index: int) -> None:
        self.chosen.emit(str(self.itemData(index)))


class NumberField(QDoubleSpinBox):
    """A number with bounds. `edited(value)` is emitted when a person has entered one; the wheel never changes it."""

    edited = Signal(float)

    def __init__(
        self,
        theme: Theme,
        name: str,
        low: float,
        high: float,
        *,
        decimals: int = 6,
        step: float = 1.0,
        unit: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFont(theme.font(sizes.BODY))
        self.setFixedHeight(sizes.CONTROL)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(*FIELD_MARGINS)
        self.setDecimals(decimals)
        self.setRange(low, high)
        self.setSingleStep(step)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.setCorrectionMode(QDoubleSpinBox.CorrectionMode.CorrectToNearestValue)
        self.valueChanged.connect(self._on_changed)
        self._silent = False

    def set_value(self, value: float) -> None:
        """Show a value without telling."""
        self._silent = True
        self.setValue(value)
        self._silent = False

    def textFromValue(self, value: float) -> str:
        """No trailing noughts: 0.0006, 60."""
        text = QLocale().toString(value, "f", self.decimals())
        point = QLocale().decimalPoint()
        return text.rstrip("0").rstrip(point) if point in text else text

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a field never changes it."""
        event.ignore()

    def _on_changed(self, value: float) -> None:
        if not self._silent:
            self.edited.emit(value)


class WholeField(QSpinBox):
    """A whole number with bounds; like `NumberField`."""

    edited = Signal(int)

    def __init__(
        self, theme: Theme, name: str, low: int, high: int, *, unit: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFont(theme.font(sizes.BODY))
        self.setFixedHeight(sizes.CONTROL)
        self.setAccessibleName(name)
        self.lineEdit().setTextMargins(*FIELD_MARGINS)
        self.setRange(low, high)
        self.setSuffix(f" {unit}" if unit else "")
        self.setKeyboardTracking(False)
        self.setGroupSeparatorShown(True)
        self.valueChanged.connect(self._on_changed)
        self._silent = False

    def set_value(self, value: int) -> None:
        """Show a value without telling."""
        self._silent = True
        self.setValue(value)
        self._silent = False

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a field never changes it."""
        event.ignore()

    def _on_changed(self, value: int) -> None:
        if not self._silent:
            self.edited.emit(value)


class FormRow(QWidget):
    """A label and its field on one line; the field is `width` wide. A click on the label goes to the field."""

    def __init__(
        self, theme: Theme, text: str, field: QWidget, *, width: int = 112, tip: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._label = ElidedLabel(theme, text, tone="text2")
        self._label.setBuddy(field)
        self._label.setToolTip(tip)
        field.setToolTip(tip)
        if not field.accessibleName():
            field.setAccessibleName(text)
        field.setFixedWidth(width)
        row = tight(QHBoxLayout(self), 0, sizes.S)
        row.addWidget(self._label, 1)
        row.addWidget(field)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_changed(self, changed: bool) -> None:
        """Mark a value that differs from the preset's."""
        self._label.set_tone("text" if changed else "text2")
        self._label.setFont(self._label.theme.font(sizes.BODY, 500 if changed else 400))
