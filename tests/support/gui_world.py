"""A page with everything it stands on, but no window: session, lanes, theme, navigator, a small project."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from core.base.errors import EpochalError
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme
from gui.widgets.page import Page, built
from gui.work import Lanes
from gui.work.trouble import Bug

PageT = TypeVar("PageT", bound=Page)


class World:
    """Holds one session; `bugs` and `failures` are what it told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.theme = Theme("light")
        self.lanes = Lanes()
        self.session = Session(self.lanes)
        self.navigator = Navigator()
        self.inspector_action = QAction("inspector")
        titles = {"train": "Train", "evaluate": "Evaluate"}
        self.navigator.learn({"inspector": self.inspector_action}, titles)
        self.bugs: list[Bug] = []
        self.failures: list[EpochalError] = []
        self.gone_to: list[str] = []
        self.lanes.bug_found.connect(self.bugs.append)
        self.session.failed.connect(self.failures.append)
        self.navigator.go_asked.connect(self._on_go)
        self._pages: list[QWidget] = []

    def page(
        self, made_by: Callable[[Session, Theme, Navigator], PageT], width: int = 1100, height: int = 800
    ) -> PageT:
        """Build a page and show it beside its inspector."""
        page = built(made_by(self.session, self.theme, self.navigator))
        self._pages.append(page)
        page.resize(width, height)
        page.show_document()
        page.show()
        inspector = page.inspector()
        if inspector is not None:
            inspector.resize(320, height)
            inspector.show()
            self._pages.append(inspector)
        return page

    def open_table(self, path: Path, target: str | None = None) -> None:
        """Import a spreadsheet and wait until it's cleaned."""
        self.session.import_file(path, target=target)
        self.wait(lambda: self.session.cleaned is not None and not self.session.counting)

    def train(self, **settings: str) -> None:
        """Start a run with the quick preset and these settings, and wait for its end."""
        document = self.session.document
        assert document is not None
        self.session.edit(document.with_preset("quick").with_settings({"epochs": "4", **settings}), "settings")
        self.session.start_run()
        self.wait(lambda: not self.session.training)

    def wait(self, until: Callable[[], bool]) -> None:
        """Let the event loop run until something holds."""
        self.qtbot.waitUntil(until)

    def end(self) -> None:
        """Stop the lanes; nothing may have been a bug."""
        self.session.stop_all_runs()
        self.lanes.shut_down()
        self.session.close_project()
        for page in self._pages:
            page.close()
            page.deleteLater()
        assert not self.bugs, self.bugs[0].details

    def _on_go(self, key: str, _hint: object) -> None:
        self.gone_to.append(key)


def numbers_csv(folder: Path, rows: int = 240) -> Path:
    """Two columns that tell of a third, positive everywhere, and a two-class and a three-class column."""
    rng = np.random.default_rng(3)
    width, depth = rng.uniform(1, 9, rows), rng.uniform(1, 5, rows)
    price = 40 + 12 * width + 5 * depth + rng.normal(0, 2, rows)
    dear = np.where(price > np.median(price), "dear", "cheap")
    size = np.select([width < 3.5, width < 6.5], ["small", "medium"], "large")
    lines = ["width,depth,price,dear,size"]
    lines += [f"{w:.3f},{d:.3f},{p:.2f},{c},{s}" for w, d, p, c, s in zip(width, depth, price, dear, size, strict=True)]
    path = folder / "numbers.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
