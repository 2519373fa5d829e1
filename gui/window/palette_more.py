"""The further choices of the palette's items, which Tab shows: what else can be done with a column, a run or a project,
and what a command can be done with. Made when they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from gui.settings import RecentProject, Settings
from gui.state.history import Step
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Mode
from gui.widgets import translated
from gui.widgets.moments import short_moment
from gui.window.commands import Commands
from gui.window.palette_model import PaletteItem

if TYPE_CHECKING:
    from core.data.columns import ColumnKind

More = Callable[[], list[PaletteItem]]
OPTIONS = "options"
MOST_STEPS = 50


class PaletteMore(QObject):
    """Asks session and settings; does through session, commands and navigator. `recent_changed`: another line of the
    recent projects is pinned, or one is gone."""

    recent_changed = Signal()

    def __init__(
        self,
        session: Session,
        navigator: Navigator,
        settings: Settings,
        commands: Commands,
        actions: dict[str, QAction],
        open_recent: Callable[[str], object],
    ) -> None:
        super().__init__(commands)
        self._session, self._navigator, self._settings = session, navigator, settings
        self._commands, self._actions, self._open_recent = commands, actions, open_recent

    # commands

    def of_command(self, key: str) -> More | None:
        """Of an action; None where there is nothing more to choose."""
        known: dict[str, More] = {
            "theme": self._modes,
            "start_run": self._presets,
            "history": self._steps,
            "open_spreadsheet": self._samples,
            "open_project": self._projects,
        }
        more = known.get(key)
        if key == "open_project" and not self._settings.recent():
            return None
        return None if key == "history" and not self._session.undo_stack.count() else more

    def _modes(self) -> list[PaletteItem]:
        modes: dict[Mode, tuple[str, str]] = {
            "light": (self.tr("Light"), "sun"),
            "dark": (self.tr("Dark"), "moon"),
            "system": (self.tr("As the system says"), "settings"),
        }
        return [
            self._option(words, icon, partial(self._commands.set_mode, mode), now=self._settings.mode == mode)
            for mode, (words, icon) in modes.items()
        ]

    def _presets(self) -> list[PaletteItem]:
        from core.training.settings import PRESETS

        document = self._session.document
        chosen = document.preset if document is not None else ""
        return [
            self._option(
                translated("settings", preset.title),
                "play",
                partial(self._start, key),
                translated("settings", preset.sentence),
                now=key == chosen,
            )
            for key, preset in PRESETS.items()
        ]

    def _start(self, preset: str) -> None:
        from gui.pages.train_edits import TrainEdits

        TrainEdits(self._session).choose_preset(preset)
        self._actions["start_run"].trigger()

    def _steps(self) -> list[PaletteItem]:
        stack = self._session.undo_stack
        found = []
        for step in range(stack.count(), max(-1, stack.count() - MOST_STEPS), -1):
            words = stack.text(step - 1) if step else self.tr("As it was opened")
            made = stack.command(step - 1) if step else None
            when = short_moment(made.made_at) if isinstance(made, Step) else ""
            here, later = step == stack.index(), step > stack.index()
            icon = "circle-dot" if here else "redo-2" if later else "undo-2"
            found.append(self._option(words, icon, partial(stack.setIndex, step), when, now=here))
        return found

    def _samples(self) -> list[PaletteItem]:
        from gui.pages.sample_pictures import list_samples

        ask = self._actions["open_spreadsheet"]
        found = [self._option(self.tr("Choose a file…"), "folder-open", ask.trigger)]
        again = self._actions["import_again"]
        if again.isEnabled():
            found.append(self._option(again.text(), "refresh-cw", again.trigger))
        for sample in list_samples():
            start = partial(self._commands.import_sample, sample.path, sample.title, sample.target)
            words = self.tr("Sample: {name}").format(name=sample.title)
            found.append(self._option(words, "table-2", start, sample.sentence))
        return found

    def _projects(self) -> list[PaletteItem]:
        ask = self._actions["open_project"]
        found = [self._option(self.tr("Choose a file…"), "folder-open", ask.trigger)]
        for project in self._settings.recent():
            found.append(self._option(project.name, "box", partial(self._open_recent, project.path), project.summary))
        return found

    # columns

    def of_column(self, name: str) -> list[PaletteItem]:
        """What can be done with a column of the table."""
        document, table = self._session.document, self._session.table
        if document is None or table is None or not table.has(name):
            return []
        from gui.models.columns import KIND_ICONS, kind_words, use_of

        found = [self._option(self.tr("Show it in the table"), "table-2", partial(self._navigator.go, "data", name))]
        uses = {
            "target": (self.tr("Predict it"), "target"),
            "input": (self.tr("Learn from it"), "eye"),
            "ignore": (self.tr("Ignore it"), "eye-off"),
        }
        present_use = use_of(document, name)
        for use, (words, icon) in uses.items():
            if use != present_use:
                found.append(self._option(words, icon, partial(self._use, name, use)))
        present = dict(document.kinds).get(name, table.column(name).kind)
        for kind, icon in KIND_ICONS.items():
            words = self.tr("Read it as {kind}").format(kind=_within(kind_words(kind)))
            found.append(self._option(words, icon, partial(self._read_as, name, kind), now=kind == present))
        return found

    def _use(self, name: str, use: str) -> None:
        from gui.pages.data_edits import ColumnEdits

        before = self._session.undo_stack.index()
        ColumnEdits(self._session, self._navigator).use_as(name, use)
        said = {
            "target": self.tr("{name} is predicted."),
            "input": self.tr("{name} is learned from."),
            "ignore": self.tr("{name} is ignored."),
        }
        self._tell(said[use].format(name=name), before)

    def _read_as(self, name: str, kind: ColumnKind) -> None:
        from gui.models.columns import kind_words
        from gui.pages.data_edits import ColumnEdits

        before = self._session.undo_stack.index()
        ColumnEdits(self._session, self._navigator).read_as(name, kind)
        words = self.tr("{name} is read as {kind}.").format(name=name, kind=_within(kind_words(kind)))
        self._tell(words, before)

    # runs

    def of_run(self, number: int) -> list[PaletteItem]:
        """What can be done with a run."""
        run = self._session.run(number)
        if run is None:
            return []
        found = [self._option(self.tr("Evaluate it"), "scan-eye", partial(self._show, number, "evaluate"))]
        if run.has_model:
            found.append(self._option(self.tr("Predict with it"), "table-2", partial(self._show, number, "predict")))
        again = self._option(self.tr("Use its settings again"), "refresh-cw", partial(self._reuse, number))
        return [*found, again, self._option(self.tr("Remove it"), "trash-2", partial(self._remove, number))]

    def _show(self, number: int, page: str) -> None:
        self._session.choose_run(number)
        self._navigator.go(page, number if page == "evaluate" else None)

    def _reuse(self, number: int) -> None:
        from gui.pages.train_edits import TrainEdits

        before = self._session.undo_stack.index()
        TrainEdits(self._session).reuse(number)
        self._navigator.go("train")
        self._tell(self.tr("The next run has the settings of run {number}.").format(number=number), before)

    def _remove(self, number: int) -> None:
        self._session.remove_run(number)
        self._navigator.toast(self.tr("Removed run {n}.").format(n=number), icon="trash-2", undo=True)

    # projects

    def of_project(self, project: RecentProject) -> list[PaletteItem]:
        """What can be done with a line of the recent projects."""
        pin = partial(self._pin, project.path, not project.pinned)
        words = self.tr("Unpin it") if project.pinned else self.tr("Pin it to the top")
        return [
            self._option(self.tr("Open it"), "folder-open", partial(self._open_recent, project.path), project.path),
            self._option(words, "pin-off" if project.pinned else "pin", pin),
            self._option(self.tr("Remove it from the list"), "x", partial(self._forget, project.path)),
        ]

    def _pin(self, path: str, pinned: bool) -> None:
        self._settings.pin(path, pinned)
        self.recent_changed.emit()

    def _forget(self, path: str) -> None:
        self._settings.forget(path)
        self.recent_changed.emit()

    # words

    def _tell(self, words: str, before: int) -> None:
        """With Undo where a step was made since the history stood at `before`: there may have been nothing to change,
        and a target's step comes when the rules for it are found."""
        self._navigator.toast(words, undo=self._session.undo_stack.index() != before)

    def _option(
        self, words: str, icon: str, do: Callable[[], object], aside: str = "", *, now: bool = False
    ) -> PaletteItem:
        said = [part for part in (aside, self.tr("as it is now") if now else "") if part]
        return PaletteItem(OPTIONS, words, "check" if now else icon, do, aside=" · ".join(said))


def _within(words: str) -> str:
    """As it stands within a sentence: "number", but "ID"."""
    return words if words.isupper() else words.lower()
