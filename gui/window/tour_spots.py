"""The tour's steps: page, title, one sentence, and how its control is found in the window as it is now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from core.base.wording import QT_TRANSLATE_NOOP
from gui.widgets import Button, Header
from gui.window.shell import Shell

Spot = Callable[[Shell], QWidget | None]

DATA = QT_TRANSLATE_NOOP("tour", "Your table, as it was read")
DATA_WORDS = QT_TRANSLATE_NOOP(
    "tour", "The head of each column shows its type, how its values are spread, and what is missing."
)
COLUMN = QT_TRANSLATE_NOOP("tour", "One column at a time")
COLUMN_WORDS = QT_TRANSLATE_NOOP("tour", "Here you decide what a column is for, and see what Epochal noticed in it.")
CLEAN = QT_TRANSLATE_NOOP("tour", "Rules mend the data")
CLEAN_WORDS = QT_TRANSLATE_NOOP(
    "tour", "They run from top to bottom on a copy; switch any of them off to see what it does."
)
LOSS = QT_TRANSLATE_NOOP("tour", "Watch it learn")
LOSS_WORDS = QT_TRANSLATE_NOOP(
    "tour", "The loss falls while the network learns, and the best epoch is the one that is kept."
)
START = QT_TRANSLATE_NOOP("tour", "Start a run")
START_WORDS = QT_TRANSLATE_NOOP(
    "tour", "Choose how hard to try and start here, or by Ctrl Enter from anywhere; you can keep working meanwhile."
)
EVALUATE = QT_TRANSLATE_NOOP("tour", "How good it is")
EVALUATE_WORDS = QT_TRANSLATE_NOOP(
    "tour", "Measured on rows that the network never saw, and always beside a simple guess."
)
PREDICT = QT_TRANSLATE_NOOP("tour", "Predict new rows")
PREDICT_WORDS = QT_TRANSLATE_NOOP(
    "tour", "Drop a file here: each of its rows comes out with a prediction and how far to trust it."
)
SEARCH = QT_TRANSLATE_NOOP("tour", "Everything by a few letters")
SEARCH_WORDS = QT_TRANSLATE_NOOP("tour", "Ctrl K finds commands, columns, runs and projects; F1 shows every shortcut.")


def spots() -> list[tuple[str, str, str, Spot]]:
    """Page, title, sentence, and the control."""
    steps: list[tuple[str, str, str, Spot]] = [
        ("data", DATA, DATA_WORDS, _grid),
        ("data", COLUMN, COLUMN_WORDS, _inspector),
        ("clean", CLEAN, CLEAN_WORDS, _rules),
        ("train", LOSS, LOSS_WORDS, _loss),
        ("train", START, START_WORDS, _start),
        ("evaluate", EVALUATE, EVALUATE_WORDS, _figures),
        ("predict", PREDICT, PREDICT_WORDS, _file),
        ("", SEARCH, SEARCH_WORDS, _search),
    ]
    return [(page, _say(title), _say(sentence), find) for page, title, sentence, find in steps]


def _say(words: str) -> str:
    return QCoreApplication.translate("tour", words)


def _seen(shell: Shell, *kinds: type[QWidget]) -> QWidget | None:
    """The first control of one of these kinds on the page that is seen, or the page's head."""
    page = shell.host.current
    if page is None:
        return None
    for kind in (*kinds, Header):
        found: list[QWidget] = page.findChildren(kind)
        visible = [widget for widget in found if widget.isVisible()]
        if visible:
            return visible[0]
    return None


def _grid(shell: Shell) -> QWidget | None:
    """The heads: the table itself fills the window."""
    from gui.pages.data_grid_view import ProfiledGrid

    grid = _seen(shell, ProfiledGrid)
    return grid.horizontalHeader() if isinstance(grid, ProfiledGrid) else grid


def _inspector(shell: Shell) -> QWidget | None:
    """The panel itself, or where it is away the switch that shows it."""
    return shell.host.panel if shell.host.inspector_visible else shell.top_bar.inspector_button


def _rules(shell: Shell) -> QWidget | None:
    from gui.pages.clean_rules import RuleList

    return _seen(shell, RuleList)


def _loss(shell: Shell) -> QWidget | None:
    from gui.pages.train_chart import LossSection

    return _seen(shell, LossSection)


def _start(shell: Shell) -> QWidget | None:
    """The button in the inspector, or where that is away the one in the page's head that opens it."""
    from gui.pages.train_header import TrainHeader
    from gui.pages.train_inspector import TrainInspector

    inspector = next((each for each in shell.host.panel.findChildren(TrainInspector) if each.isVisible()), None)
    if inspector is not None:
        return inspector.start
    head = _seen(shell, TrainHeader)
    return head.new if isinstance(head, TrainHeader) and head.new.isVisible() else head


def _figures(shell: Shell) -> QWidget | None:
    from gui.widgets.metric_tile import MetricRow

    return _seen(shell, MetricRow)


def _file(shell: Shell) -> QWidget | None:
    """The part with the file, or where there is none yet the button that asks for one."""
    from gui.pages.predict_file import FilePane

    page = shell.host.current
    buttons = page.findChildren(Button) if page is not None else []
    doors = [button for button in buttons if button.isVisible() and button.kind == "primary"]
    pane = _seen(shell, FilePane)
    return pane if isinstance(pane, FilePane) or not doors else doors[0]


def _search(shell: Shell) -> QWidget | None:
    return shell.top_bar.search
