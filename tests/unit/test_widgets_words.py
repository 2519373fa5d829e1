"""What is read: notices, tiles, prose, facts, statuses, progress, and the panes they stand in."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from widget_shown import shown

from core.base.errors import EpochalError
from core.base.notices import Notice
from gui.theme import Theme
from gui.widgets import (
    Button,
    ElidedLabel,
    FactRows,
    IconButton,
    Inspector,
    MetricRow,
    MetricTile,
    NoticeCard,
    ProgressLine,
    Prose,
    RailItem,
    ScrollPane,
    told_words,
)


def test_that_a_notice_says_what_and_what_next(theme: Theme, qtbot: QtBot) -> None:
    card = NoticeCard(theme, "bad", "")
    shown(qtbot, card)
    card.show_told(EpochalError("gui.unknown_ending", {"ending": ".pdf"}))
    assert "“.pdf”" in card.accessibleName()
    assert card.accessibleDescription().endswith(".")
    assert "run is training" in told_words(Notice("gui.run_active"))


def test_that_a_closed_notice_tells(theme: Theme, qtbot: QtBot) -> None:
    card = NoticeCard(theme, "info", "Title", closable=True)
    shown(qtbot, card)
    with qtbot.waitSignal(card.closed):
        card.findChild(IconButton).click()
    assert not card.isVisible()


def test_that_a_tile_without_value_waits(theme: Theme, qtbot: QtBot) -> None:
    tile = MetricTile(theme, "Typical error")
    qtbot.addWidget(tile)
    assert tile.value == "–"
    tile.set_value("$310", "$7 behind run 6", tone="warn", icon="trending-up")
    assert tile.accessibleName() == "Typical error: $310"


def test_that_the_last_tiles_hide_first_in_a_narrow_row(theme: Theme, qtbot: QtBot) -> None:
    tiles = [MetricTile(theme, str(number)) for number in range(5)]
    row = MetricRow(theme, tiles)
    shown(qtbot, row)
    row.resize(1000, 80)
    assert [tile.isVisible() for tile in tiles] == [True] * 5
    row.resize(560, 80)
    assert [tile.isVisible() for tile in tiles] == [True, True, True, False, False]


def test_that_prose_shows_marks_as_they_are(theme: Theme, qtbot: QtBot) -> None:
    prose = Prose(theme, "a < b & c")
    qtbot.addWidget(prose)
    assert "a &lt; b &amp; c" in prose.text()
    assert prose.text_shown == "a < b & c" and prose.accessibleName() == "a < b & c"


def test_that_a_cut_label_tells_all_in_its_tooltip(theme: Theme, qtbot: QtBot) -> None:
    label = ElidedLabel(theme, "a rather long name of a column")
    shown(qtbot, label)
    label.resize(60, 20)
    assert label.toolTip() == label.text()
    label.resize(400, 20)
    assert label.toolTip() == ""


def test_that_facts_reuse_their_lines(theme: Theme, qtbot: QtBot) -> None:
    facts = FactRows(theme, [("a", "1"), ("b", "2"), ("c", "3")])
    shown(qtbot, facts)
    facts.set_facts([("d", "4")])
    texts = [label.text() for label in facts.findChildren(ElidedLabel) if label.isVisible()]
    assert sorted(texts) == ["4", "d"]


def test_that_a_rail_item_says_its_status(theme: Theme, qtbot: QtBot) -> None:
    item = RailItem(theme, "clean", "brush-cleaning", "Clean", keys="Ctrl 2")
    qtbot.addWidget(item)
    item.set_status("8 rules")
    assert item.accessibleDescription() == "8 rules"
    item.set_compact(True)
    assert item.toolTip() == "Clean, 8 rules  Ctrl 2"


def test_that_a_progress_line_says_its_share(theme: Theme, qtbot: QtBot) -> None:
    line = ProgressLine(theme, "Import")
    qtbot.addWidget(line)
    line.set_share(0.42)
    assert line.spoken_value() == "42 %"
    line.set_share(7.0)
    assert line.share == 1.0


def test_that_an_inspector_keeps_its_order(theme: Theme, qtbot: QtBot) -> None:
    inspector = Inspector(theme, "price")
    shown(qtbot, inspector)
    facts, prose = inspector.add_facts([("Mean", "3")]), inspector.add_prose("Half are below.")
    inspector.set_foot(Button(theme, "Start"))
    assert inspector.column.indexOf(facts) < inspector.column.indexOf(prose)


def test_that_a_pane_scrolls_no_further_than_its_content(qtbot: QtBot, theme: Theme) -> None:
    pane = ScrollPane(margin=20)
    qtbot.addWidget(pane)
    words = "146 of 53,940 rows repeat an earlier row, and a copy among the test rows would flatter the model. "
    for _ in range(3):
        pane.column.addWidget(Prose(theme, words))
    pane.column.addStretch(1)
    inner = pane.widget()
    pane.resize(640, 200)
    pane.show()
    QApplication.processEvents()
    assert not pane.verticalScrollBar().isVisible()
    pane.column.insertWidget(0, Prose(theme, 20 * words))
    qtbot.waitUntil(pane.verticalScrollBar().isVisible)
    qtbot.waitUntil(lambda: inner.height() == inner.layout().heightForWidth(inner.width()))


def test_that_a_name_of_several_lines_is_shown_in_one(theme: Theme, qtbot: QtBot) -> None:
    one, two = ElidedLabel(theme, "in good repair"), ElidedLabel(theme, "in good\n repair")
    qtbot.addWidget(one)
    qtbot.addWidget(two)
    assert two.text_shown == "in good repair" and two.sizeHint() == one.sizeHint()
    two.set_sentence("“worn,\r\nwatch it” against the rest", ["worn,\r\nwatch it"])
    assert two.text() == "“worn, watch it” against the rest"


def test_that_a_share_is_never_parted_from_its_signs(theme: Theme, qtbot: QtBot) -> None:
    prose = Prose(theme, "between < 0.1 % and > 99.9 %")
    qtbot.addWidget(prose)
    assert "&lt;&nbsp;0.1&nbsp;% and &gt;&nbsp;99.9&nbsp;%" in prose.text()
    assert prose.text_shown == prose.accessibleName() == "between < 0.1 % and > 99.9 %"
