"""The working window: top bar, rail, notice line, page with inspector, strip."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from gui.actions import keys_of
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import NoticeCard, tight
from gui.window.job_strip import JobStrip
from gui.window.page_host import PageHost
from gui.window.rail import Rail
from gui.window.save_band import SaveBand
from gui.window.top_bar import TopBar


class Shell(QWidget):
    """Parts and how they share the width."""

    def __init__(
        self, session: Session, theme: Theme, navigator: Navigator, actions: dict[str, QAction], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.top_bar = TopBar(session, theme, actions)
        self.rail = Rail(session, theme, keys_of(actions["settings"]))
        self.notice = NoticeCard(theme, "bad", "", band=True, closable=True)
        self.notice.hide()
        self.save_band = SaveBand(session, theme, actions["save_as"])
        self.host = PageHost(session, theme, navigator)
        self.strip = JobStrip(session, theme)
        middle = tight(QVBoxLayout())
        middle.addWidget(self.save_band)
        middle.addWidget(self.notice)
        middle.addWidget(self.host, 1)
        row = tight(QHBoxLayout())
        row.addWidget(self.rail)
        row.addLayout(middle, 1)
        column = tight(QVBoxLayout(self))
        column.addWidget(self.top_bar)
        column.addLayout(row, 1)
        column.addWidget(self.strip)
        self.rail.chosen.connect(navigator.go)
        self.rail.foot.settings_wanted.connect(actions["settings"].trigger)
        self.host.shown.connect(self.rail.set_current)
        self.host.set_opener(self.top_bar.inspector_button)
        self.host.inspector_shown.connect(self.top_bar.inspector_button.setChecked)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Below 1280 px: icons only, inspector as a drawer."""
        super().resizeEvent(event)
        narrow = self.width() < sizes.WIDE
        self.rail.set_compact(narrow)
        self.top_bar.set_narrow(narrow)
        self.host.set_narrow(narrow)

    def focus_panel(self, step: int) -> None:
        """Go to the next (1) or previous (−1) of rail, page, inspector, top bar."""
        page = self.host.current
        panels: list[QWidget] = [self.rail]
        panels += [page] if page is not None else []
        panels += [self.host.panel] if self.host.inspector_visible else []
        panels.append(self.top_bar)
        focused = QApplication.focusWidget()
        at = next((index for index, panel in enumerate(panels) if focused and panel.isAncestorOf(focused)), -1)
        start = at if at >= 0 or step > 0 else 0
        for turn in range(1, len(panels) + 1):
            if _focus_first(panels[(start + step * turn) % len(panels)]):
                return


def _focus_first(panel: QWidget) -> bool:
    """Give the first control of a panel the focus; a checked one of a group comes before its neighbours."""
    tabbed = [
        child
        for child in panel.findChildren(QWidget)
        if child.isVisibleTo(panel)
        and child.isEnabled()
        and (child.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    ]
    if not tabbed:
        return False
    checked = [child for child in tabbed if getattr(child, "isChecked", bool)() and type(child).__name__ == "RailItem"]
    (checked or tabbed)[0].setFocus(Qt.FocusReason.TabFocusReason)
    return True
