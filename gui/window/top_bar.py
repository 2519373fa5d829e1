"""The top bar: mark, project name, save state; search; undo, redo, theme, help, inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.actions import keys_of
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import ElidedLabel, IconButton, IconLabel, Line, SearchField, Surface, tight
from gui.widgets.mark import Mark
from gui.widgets.menus import keep_within
from gui.widgets.voice import Role
from gui.window.history_menu import HistoryMenu
from gui.window.project_button import ProjectButton

PROJECT_MENU = ("open_spreadsheet", "open_project", "new_project", "", "import_again", "save_as", "", "close_project")
NAME_MOST, NAME_MOST_NARROW = 300, 220  # a longer name ends in dots; the save state beside it must be seen
HELP_MENU = ("tour", "shortcuts", "palette", "settings")


class SearchDoor(SearchField):
    """Looks like a field; a click or Enter opens the palette."""

    opened = Signal()

    def __init__(self, theme: Theme, words: str, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, words, words, keys=keys, parent=parent)
        self.setReadOnly(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl K is its key; a read-only field in the tab order misleads

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Open."""
        self.opened.emit()


class TopBar(Surface):
    """48 px."""

    spoken_as = Role.ToolBar

    def __init__(
        self, session: Session, theme: Theme, actions: dict[str, QAction], parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, "rail", lines=("bottom",), parent=parent)
        self.setFixedHeight(sizes.TOP_BAR)
        self.setAccessibleName(self.tr("Project and window"))
        self.session = session
        self._actions = actions
        self._name = ProjectButton(theme)
        self._name.setMaximumWidth(NAME_MOST)
        self._name.setMenu(self._make_menu())
        self._state_icon = IconLabel(theme, "check", "ok")
        self._state = ElidedLabel(theme, "", px=sizes.SMALL, tone="text2")
        self.search = SearchDoor(theme, actions["palette"].text(), keys_of(actions["palette"]))
        self.search.setFixedWidth(380)
        self.search.opened.connect(actions["palette"].trigger)
        self._theme_button = self._button("theme")
        self.inspector_button = self._button("inspector", checkable=True)
        self._history_button = self._button("history")
        self.history = HistoryMenu(session.undo_stack, self)
        keep_within(self.history, self)
        self._lay_out()
        for signal in (session.document_changed, session.saved_changed, session.project_opened):
            signal.connect(self.show_document)
        theme.changed.connect(self._on_theme)
        self._on_theme()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.M, 0, sizes.S, 0)
        row.setSpacing(0)
        left, right = tight(QHBoxLayout(), 0, 6), tight(QHBoxLayout(), 0, 4)
        left.addWidget(Mark(self.theme, 24))
        left.addWidget(self._name)
        left.addWidget(self._state_icon)
        left.addWidget(self._state, 1)
        right.addStretch(1)
        right.addWidget(self._button("undo"))
        right.addWidget(self._button("redo"))
        right.addWidget(self._history_button)
        line = Line(self.theme, vertical=True)
        line.setFixedHeight(20)
        right.addWidget(line)
        right.addWidget(self._theme_button)
        right.addWidget(self._make_help())
        right.addWidget(self.inspector_button)
        row.addLayout(left, 1)
        row.addWidget(self.search)
        row.addLayout(right, 1)

    def set_narrow(self, narrow: bool) -> None:
        """Less room for the search field."""
        self.search.setFixedWidth(300 if narrow else 380)
        self._name.setMaximumWidth(NAME_MOST_NARROW if narrow else NAME_MOST)

    def show_history(self) -> None:
        """Open the list of steps under its button."""
        button = self._history_button
        self.history.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def show_document(self) -> None:
        """The project's name and whether the file has everything."""
        document = self.session.document
        path = self.session.path
        place = str(path) if path is not None and not self.session.is_draft else self.tr("A draft")
        self._name.show_name(document.name if document is not None else None, place)
        icon, tone, words = self._save_words()
        self._state_icon.set_icon(icon, tone)
        self._state.setText(words)
        kept = self.tr("Everything is kept by Epochal itself. Ctrl S saves the project as a file where you want it.")
        draft = self.session.is_draft and self.session.save_state not in ("not_saved", "read_only")
        self._state.setToolTip(kept if draft else "")

    def _save_words(self) -> tuple[str, str, str]:
        if self.session.save_state == "not_saved":
            return "triangle-alert", "bad", self.tr("The last change is not saved")
        if self.session.save_state == "read_only":
            return "info", "warn", self.tr("Read-only: changes are not kept")
        if self.session.is_draft:
            return "check", "ok", self.tr("Draft, saved")
        return "check", "ok", self.tr("All changes saved")

    def _make_menu(self) -> QMenu:
        menu = QMenu(self)
        for key in PROJECT_MENU:
            if key:
                menu.addAction(self._actions[key])
            else:
                menu.addSeparator()
        return menu

    def _make_help(self) -> IconButton:
        button = IconButton(self.theme, "circle-question-mark", self.tr("Help and settings"))
        menu = QMenu(self)
        for key in HELP_MENU:
            menu.addAction(self._actions[key])
        button.setMenu(menu)
        return button

    def _button(self, key: str, *, checkable: bool = False) -> IconButton:
        action = self._actions[key]
        icons = {"undo": "undo-2", "redo": "redo-2", "history": "history", "theme": "moon"}
        icon = icons.get(key, "panel-right")
        button = IconButton(self.theme, icon, action.text(), keys=keys_of(action), checkable=checkable)
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _on_theme(self) -> None:
        self._theme_button.set_icon_name("sun" if self.theme.dark else "moon")
