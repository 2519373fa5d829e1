"""What the next run predicts, as one line that opens in place: the column, and as a number or as classes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QSizePolicy, QVBoxLayout, QWidget

from gui.theme import Theme, sizes
from gui.widgets import ChoiceField, FormRow, tight
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, fill_round
from gui.widgets.voice import Role

KIND_ICONS = {
    "number": "hash",
    "category": "tag",
    "yes_no": "toggle-left",
    "date": "calendar",
    "text": "type",
    "id": "fingerprint-pattern",
}
FIELD_PX, CHEVRON = 168, 14


def column_options(columns: Sequence[tuple[str, str]]) -> list[tuple[str, str, str]]:
    """Columns (name, kind) as a choice offers them, each with its kind's icon."""
    return [(name, name, KIND_ICONS.get(kind, "box")) for name, kind in columns]


class FactButton(ReturnPresses, QAbstractButton):
    """A name at the left, a value at the right, and a chevron that says it can be changed; open while checked."""

    spoken_as = Role.Button
    spoken_expands = True

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._name, self._value = name, ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_value(self, value: str) -> None:
        """Say something else."""
        self._value = value
        self.setAccessibleName(f"{self._name}: {value}")
        self.update()

    def sizeHint(self) -> QSize:
        """A line that can be hit."""
        return QSize(120, sizes.HIT_AREA)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Ground while pointed at, name, value, chevron."""
        painter, theme = antialiased(self), self._theme
        rect = QRectF(self.rect())
        if self.underMouse():
            fill_round(painter, rect.adjusted(-4, 0, 4, 0), theme.colour("hover"), sizes.RADIUS_CHIP)
        middle = int(Qt.AlignmentFlag.AlignVCenter)
        name_font, value_font = theme.font(sizes.SMALL), theme.font(sizes.SMALL, 500)
        named = QFontMetrics(name_font).horizontalAdvance(self._name)
        room = int(rect.width() - named - sizes.S - CHEVRON - 4)
        value = QFontMetrics(value_font).elidedText(self._value, Qt.TextElideMode.ElideMiddle, room)
        painter.setFont(name_font)
        painter.setPen(theme.colour("text2"))
        painter.drawText(rect, middle | int(Qt.AlignmentFlag.AlignLeft), self._name)
        painter.setFont(value_font)
        painter.setPen(theme.colour("text"))
        painter.drawText(rect.adjusted(0, 0, -CHEVRON - 4, 0), middle | int(Qt.AlignmentFlag.AlignRight), value)
        icon = "chevron-up" if self.isChecked() else "chevron-down"
        theme.draw_icon(painter, icon, "text2", rect.right() - CHEVRON, (rect.height() - CHEVRON) / 2, CHEVRON)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, theme, rect, sizes.RADIUS_CHIP)
        painter.end()


class TargetLine(QWidget):
    """Closed it reads as a fact; without a target, or with one that the data don't have, it is open."""

    target_chosen = Signal(str)
    task_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offered: list[tuple[str, str, str]] = []
        self._asks = False  # open because there is no target yet
        self.line = FactButton(theme, self.tr("Predict"))
        self.line.setToolTip(self.tr("Choose the column to predict"))
        self.target = ChoiceField(theme, self.tr("Predict"))
        self.target.setPlaceholderText(self.tr("Choose a column"))
        self.target.chosen.connect(self.target_chosen)
        self.task = ChoiceField(theme, self.tr("As"), self._task_options())
        self.task.chosen.connect(self.task_chosen)
        self._fields = QWidget()
        inside = tight(QVBoxLayout(self._fields), 0, sizes.XS)
        inside.addWidget(FormRow(theme, self.tr("Column"), self.target, width=FIELD_PX))
        inside.addWidget(FormRow(theme, self.tr("As"), self.task, width=FIELD_PX))
        inside.addSpacing(sizes.XXS)
        column = tight(QVBoxLayout(self), 0, sizes.XXS)
        column.addWidget(self.line)
        column.addWidget(self._fields)
        self.line.toggled.connect(self._fields.setVisible)
        self._fields.hide()

    def show_columns(self, columns: Sequence[tuple[str, str]], target: str | None) -> None:
        """Offer these columns (name, kind) as target."""
        options = column_options(columns)
        if options != self._offered:
            self._offered = options
            self.target.set_options(options)
        self.target.set_key(target or "")

    def show_target(self, target: str | None, task: str, kind: str) -> None:
        """What is predicted; `kind` says what the task comes out as ("number", "two classes", …), "" while unknown."""
        self.task.setItemText(0, self.tr("auto: {kind}").format(kind=kind) if kind else self.tr("find out"))
        self.task.set_key(task)
        self.task.setEnabled(target is not None)
        focus = QApplication.focusWidget()
        if target is not None and self._asks and (focus is None or not self._fields.isAncestorOf(focus)):
            self.fold()  # chosen elsewhere: nobody is about to choose more here
        gone = bool(self._offered) and target not in {name for name, _, _ in self._offered}
        self._asks = target is None or gone
        if target is None or gone:
            self.line.set_value(self.tr("choose a column"))
            self.line.setChecked(True)
        elif kind:
            self.line.set_value(self.tr("{column} ({kind})").format(column=target, kind=kind))
        else:
            self.line.set_value(target)

    def fold(self) -> None:
        """Read as a line again."""
        self.line.setChecked(False)

    def _task_options(self) -> list[tuple[str, str]]:
        return [
            ("auto", self.tr("find out")),
            ("regression", self.tr("a number")),
            ("binary", self.tr("two classes")),
            ("multiclass", self.tr("several classes")),
        ]
