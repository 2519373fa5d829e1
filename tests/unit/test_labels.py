"""Labels that are cut: at the end, or first in the names that they hold."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.theme import Theme
from gui.widgets import ElidedLabel
from gui.widgets.labels import given_way

FILE = "a_spreadsheet_with_a_name_that_goes_on_and_on_final_corrected_2025.xlsx"
RUN = "Thorough with wider layers and more patience"
SENTENCE = "{file}, 412 rows. Cleaned with 5 rules, predicted by run {run}."


@pytest.fixture
def label(qtbot: QtBot, qapp: QApplication) -> ElidedLabel:
    label = ElidedLabel(Theme("light"))
    qtbot.addWidget(label)
    label.show()
    return label


def test_that_names_are_cut_in_their_middle_before_the_sentence_is(label: ElidedLabel) -> None:
    whole = SENTENCE.format(file=FILE, run=RUN)
    label.set_sentence(whole, [FILE, RUN])
    label.resize(label.fontMetrics().horizontalAdvance(whole) + 4, 20)
    assert label.text_shown == whole and label.toolTip() == ""
    label.resize(round(label.width() * 0.6), 20)
    shown = label.text_shown
    assert "412 rows. Cleaned with 5 rules, predicted by run " in shown, "what is said of them stays"
    assert shown.startswith("a_spread") and "2025.xlsx, 412" in shown and "…" in shown
    assert label.fontMetrics().horizontalAdvance(shown) <= label.width()
    assert label.toolTip() == whole
    label.resize(200, 20)
    assert label.text_shown.endswith("…"), "where even that is too long, it ends in dots"


def test_that_only_the_longest_name_gives_way_while_that_is_enough(label: ElidedLabel) -> None:
    whole = SENTENCE.format(file=FILE, run="7 · Quick")
    label.set_sentence(whole, [FILE, "7 · Quick", ""])
    label.resize(label.fontMetrics().horizontalAdvance(whole) - 60, 20)
    assert label.text_shown.endswith("predicted by run 7 · Quick.") and "…" in label.text_shown


@settings(max_examples=60)
@given(
    st.dictionaries(st.text("abc", min_size=1, max_size=3), st.integers(1, 400), max_size=5),
    st.integers(-50, 900),
    st.integers(20, 80),
)
def test_that_the_widest_are_cut_alike_and_no_further_than_they_must(
    widths: dict[str, int], lacking: int, least: int
) -> None:
    room = given_way(widths, lacking, least)
    saved = sum(widths[name] - width for name, width in room.items())
    assert all(least <= width < widths[name] for name, width in room.items())
    assert len(set(room.values())) <= 1, "those that give way become equally wide"
    most = sum(max(width - least, 0) for width in widths.values())
    assert min(lacking, most) <= saved < max(lacking, 0) + max(len(room), 1)
