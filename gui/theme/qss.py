"""The style sheet of what Qt itself draws: fields, grids, menus, scroll bars. No font is set here, and no colour:
each token is named by the role of the palette that carries it.

Why (2026-11-25): with the colours in it, another theme meant another sheet, and Qt then dressed all 1,600 widgets of
six pages anew, twice: 120 ms in one piece, and their layouts after that. This sheet never changes; `dressing.py` has
its colours read anew by the widgets that a rule is for.
"""

from __future__ import annotations

from string import Template

from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QMainWindow,
    QMenu,
    QProgressBar,
    QScrollBar,
    QSlider,
    QSplitter,
    QSplitterHandle,
    QWidget,
)

from gui.theme import sizes

SHEET = Template("""
QMainWindow, QDialog { background: $canvas; }
QToolTip { background: $raised; color: $text; border: 1px solid $line2; padding: 5px 8px; }

QAbstractScrollArea { background: transparent; border: none; }
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit, QDateTimeEdit {
    background: $raised; color: $text; border: 1px solid $line2; border-radius: ${radius}px;
    padding: 0 9px; selection-background-color: $select; selection-color: $text; }
QSpinBox, QDoubleSpinBox { padding: 0; }
QPlainTextEdit, QTextEdit { padding: 8px; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: $control; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus {
    border: 2px solid $accent; padding: 0 8px; }
QSpinBox:focus, QDoubleSpinBox:focus { padding: 0; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 7px; }
QLineEdit[wrong="true"], QSpinBox[wrong="true"], QDoubleSpinBox[wrong="true"] {
    border: 2px solid $bad; padding: 0 8px; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled {
    background: $sunken; color: $disabled; border-color: $line; }
QAbstractSpinBox QLineEdit, QComboBox QLineEdit, QAbstractSpinBox QLineEdit:focus, QComboBox QLineEdit:focus {
    background: transparent; border: none; padding: 0; }
QLineEdit[flat="true"], QLineEdit[flat="true"]:focus { background: transparent; border: none; padding: 0; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {
    width: 0; height: 0; border: none; }
QComboBox::drop-down { width: 28px; border: none; }
QComboBox::down-arrow { image: none; width: 0; height: 0; }
QComboBox QAbstractItemView { background: $raised; border: 1px solid $line2; padding: 4px; outline: 0;
    selection-background-color: $select; selection-color: $text; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 6px; border: none; border-radius: ${chip}px; }
QComboBox QAbstractItemView::item:selected { background: $select; }

QMenu { background: $raised; border: 1px solid $line2; border-radius: ${card}px; padding: 5px; }
QMenu::item { padding: 6px 28px 6px 10px; border-radius: ${chip}px; min-height: 18px; }
QMenu::item:selected { background: $hover; }
QMenu::item:disabled { color: $disabled; }
QMenu::icon { padding-left: 8px; }
QMenu::separator { height: 1px; background: $line; margin: 5px 6px; }

QTableView, QTreeView, QListView { background: $canvas; color: $text; border: none; outline: 0; gridline-color: $line;
    selection-background-color: $select; selection-color: $text; alternate-background-color: $canvas; }
QTableView::item { border: none; padding: 0 10px; }
QTableView::item:selected, QTreeView::item:selected, QListView::item:selected { background: $select; color: $text; }
QHeaderView { background: $sunken; border: none; }
QHeaderView::section { background: $sunken; color: $text2; border: none; border-right: 1px solid $line;
    border-bottom: 1px solid $line; padding: 0 10px; }
QHeaderView::section:vertical { color: $text3; }
QHeaderView[plain="true"], QHeaderView[plain="true"]::section { background: transparent; }
QHeaderView[plain="true"]::section { border-right: none; }
QTableCornerButton::section { background: $sunken; border: none; border-right: 1px solid $line;
    border-bottom: 1px solid $line; }

QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 2px; }
QScrollBar:horizontal { height: 12px; margin: 2px; }
QScrollBar::handle { background: $ghost; border-radius: 4px; }
QScrollBar::handle:hover { background: $control; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: none; }

QSplitter::handle { background: $line; }
QSplitter::handle:hover { background: $control; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }

QSlider { min-height: 24px; }
QProgressBar { background: $ghost; border: none; border-radius: 3px; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
""")


ROLES = {  # how the sheet says `palette.ROLES`
    "canvas": "window",
    "raised": "base",
    "sunken": "alternate-base",
    "hover": "midlight",
    "select": "highlight",
    "line": "light",
    "line2": "mid",
    "ghost": "shadow",
    "control": "dark",
    "text": "text",
    "text2": "tooltip-text",
    "text3": "placeholder-text",
    "disabled": "link-visited",
    "accent": "accent",
    "bad": "bright-text",
}
DRESSED = (
    QLineEdit,
    QAbstractSpinBox,
    QComboBox,
    QMenu,
    QAbstractScrollArea,
    QScrollBar,
    QSplitter,
    QSplitterHandle,
    QSlider,
    QProgressBar,
    QMainWindow,
    QDialog,
)
DRESSED_BY_NAME = ("QTipLabel", "QTableCornerButton")  # Qt keeps these classes to itself


def style_sheet() -> str:
    """The whole sheet, for every theme."""
    colours = {token: f"palette({role})" for token, role in ROLES.items()}
    return SHEET.substitute(colours, radius=sizes.RADIUS, card=sizes.RADIUS_CARD, chip=sizes.RADIUS_CHIP)


def has_rule(widget: QWidget) -> bool:
    """Whether a selector of the sheet is for this class of widget."""
    return isinstance(widget, DRESSED) or widget.metaObject().className() in DRESSED_BY_NAME
