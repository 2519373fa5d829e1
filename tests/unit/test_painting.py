"""What painted controls share."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.widgets import Button, ChoiceField
from gui.widgets.painting import hairline

SIDE, BLACK, WHITE = 60, QColor("black"), QColor("white")


def painted(ratio: float, at: int) -> QImage:
    """A line across and a line down at this place, on a screen of this ratio."""
    picture = QImage(int(SIDE * ratio), int(SIDE * ratio), QImage.Format.Format_RGB32)
    picture.setDevicePixelRatio(ratio)
    picture.fill(WHITE)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    hairline(painter, 0, at, SIDE, 1, BLACK)
    hairline(painter, at, 0, 1, SIDE, BLACK)
    painter.end()
    return picture


@pytest.mark.parametrize("ratio", [1.0, 1.25, 1.5, 2.0, 3.0])
def test_that_a_hairline_is_as_thin_everywhere_and_never_blurred(qapp: QApplication, ratio: float) -> None:
    for at in range(3, 50):
        picture = painted(ratio, at)
        down = [picture.pixelColor(0, place).red() for place in range(picture.height())]
        across = [picture.pixelColor(place, 0).red() for place in range(picture.width())]
        for line in (down, across):
            assert line.count(0) == int(ratio) and line.count(255) == len(line) - int(ratio), at
            assert abs(line.index(0) - at * ratio) <= 0.5


def test_that_a_squeezed_button_leaves_out_its_shortcut_first_and_then_ends_in_dots(qapp: QApplication) -> None:
    button = Button(Theme("light"), "Open a spreadsheet", keys="Ctrl O")
    whole = button.sizeHint().width()
    assert button.shown_words(whole) == ("Open a spreadsheet", "Ctrl O")
    assert button.shown_words(whole - 20) == ("Open a spreadsheet", "")
    words, keys = button.shown_words(90)
    assert words.startswith("Open") and words.endswith("…") and keys == ""


def test_that_a_choice_that_is_too_long_ends_in_dots(qtbot: QtBot) -> None:
    names = ("price", "price of all that was sold in the year before this one")
    fields = [ChoiceField(Theme("light"), "Column", [("one", name)]) for name in names]
    pictures = []
    for field in fields:
        qtbot.addWidget(field)
        field.resize(120, 32)
        pictures.append(field.grab().toImage())
    right = [pictures[1].pixelColor(x, 16) for x in range(85, 92)]
    assert all(colour == right[0] for colour in right), "nothing is painted right before the chevron"
