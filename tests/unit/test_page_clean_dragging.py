"""Dragging rules on the Clean page: the drop line, scrolling at the edges, Esc."""

from __future__ import annotations

from clean_pages import choose, kinds
from gui_world import World
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication

from core.cleaning.rules import TidyText
from gui.pages.clean import CleanPage
from gui.pages.clean_rules import RuleList

LEFT = Qt.MouseButton.LeftButton
AS_SUGGESTED = ["tidy_text", "drop_missing", "fill_missing"]


def middle(rules: RuleList, row: int, below: int = 0) -> QPoint:
    rect = rules.visualRect(rules.model().index(row, 0))
    return QPoint(rect.x() + 100, rect.center().y() + below)


def drag(world: World, rules: RuleList, row: int, to: QPoint) -> None:
    """Take up a rule and hold it there."""
    world.qtbot.mousePress(rules.viewport(), LEFT, pos=middle(rules, row))
    world.qtbot.mouseMove(rules.viewport(), middle(rules, row, 14))
    world.qtbot.mouseMove(rules.viewport(), to)


def test_that_a_rule_is_dropped_between_two_others(world: World, page: CleanPage) -> None:
    rules, to = page.rules, middle(page.rules, 1, 8)
    drag(world, rules, 0, to)
    assert rules.drag.active and rules.drag.gap == 2
    line = rules.visualRect(rules.model().index(2, 0)).top()
    accent = page.theme.colour("accent")
    assert rules.viewport().grab().toImage().pixelColor(rules.viewport().width() - 3, line) == accent
    world.qtbot.mouseRelease(rules.viewport(), LEFT, pos=to)
    assert not rules.drag.active
    world.wait(lambda: kinds(world) == ["drop_missing", "tidy_text", "fill_missing"])
    assert page.rules.currentIndex().row() == 1, "it stays chosen"
    world.session.undo_stack.undo()
    assert kinds(world) == AS_SUGGESTED


def test_that_esc_and_dropping_it_where_it_was_move_nothing(world: World, page: CleanPage) -> None:
    rules = page.rules
    drag(world, rules, 0, middle(rules, 2, 20))
    assert rules.drag.gap == 3
    world.qtbot.keyClick(rules, Qt.Key.Key_Escape)
    assert not rules.drag.active
    world.qtbot.mouseRelease(rules.viewport(), LEFT, pos=middle(rules, 2, 20))
    drag(world, rules, 0, middle(rules, 0, 20))
    assert rules.drag.active and rules.drag.gap == -1
    world.qtbot.mouseRelease(rules.viewport(), LEFT, pos=middle(rules, 0, 20))
    assert kinds(world) == AS_SUGGESTED and not world.session.undo_stack.canUndo()


def test_that_a_drag_from_the_switch_moves_nothing(world: World, page: CleanPage) -> None:
    rules = page.rules
    rect = rules.visualRect(rules.model().index(0, 0))
    switch = rules._delegate.switch_rect(rect.toRectF()).center().toPoint()
    world.qtbot.mousePress(rules.viewport(), LEFT, pos=switch)
    world.qtbot.mouseMove(rules.viewport(), switch + QPoint(0, 80))
    assert not rules.drag.active
    world.qtbot.mouseRelease(rules.viewport(), LEFT, pos=switch + QPoint(0, 80))


def test_that_the_list_scrolls_while_a_rule_is_held_at_its_edge(world: World, page: CleanPage) -> None:
    rules = page.rules
    rules.setFixedHeight(120)
    choose(world, page, TidyText.kind)
    world.wait(lambda: rules.verticalScrollBar().maximum() > 0)
    drag(world, rules, 0, QPoint(100, rules.viewport().height() - 2))
    world.wait(lambda: rules.verticalScrollBar().value() == rules.verticalScrollBar().maximum())
    assert rules.drag.gap == 3
    rules.drag.move(QPoint(100, 2))
    world.wait(lambda: rules.verticalScrollBar().value() == 0)
    QApplication.sendEvent(rules, QFocusEvent(QEvent.Type.FocusOut))
    assert not rules.drag.active
    world.qtbot.mouseRelease(rules.viewport(), LEFT, pos=QPoint(100, 2))
