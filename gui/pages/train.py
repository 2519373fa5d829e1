"""Train: what to predict and how hard to try at the right, losses that fall in the middle, all runs below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from PySide6.QtCore import QPoint, QSize, QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from core.data.columns import ColumnKind
from gui.models.run_view import RunView, best_of
from gui.models.run_words import shown_name
from gui.models.runs import RunsModel
from gui.pages.train_chart import LossSection
from gui.pages.train_choices import TrainChoices
from gui.pages.train_curves import TrainCurves
from gui.pages.train_edits import TrainEdits
from gui.pages.train_header import TrainHeader
from gui.pages.train_inspector import TrainInspector
from gui.pages.train_kept import kept_runs, restore_runs
from gui.pages.train_notice import RunNotice
from gui.pages.train_runs_part import RunsPart
from gui.pages.train_settings import Offered
from gui.pages.train_split import ChartAndRuns
from gui.pages.train_states import TrainStates
from gui.pages.train_target import TargetLook
from gui.pages.train_tiles import TrainTiles
from gui.pages.train_times import PresetTimes
from gui.pages.train_verbs import TrainVerbs
from gui.pages.train_views import RunViews
from gui.pages.train_words import TrainWords
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Line, tight
from gui.widgets.page import Page

REFRESH_MS = 100


class TrainPage(Page):
    """What it shows follows from the session; what a person does becomes an edit (`TrainEdits`) or a run."""

    key: ClassVar[str] = "train"
    icon: ClassVar[str] = "activity"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self.runs = RunsModel(self)
        self.edits = TrainEdits(session, self)
        self.target = TargetLook(session, self)
        self.times = PresetTimes(session, self.target, self)
        self.verbs = TrainVerbs(session, navigator, self.edits, theme, self)
        self.choices = TrainChoices(session, self.edits, self.target, self)
        self._words = TrainWords(self)
        self.curves = TrainCurves(self)
        self._made = RunViews(session)
        self._views: tuple[RunView, ...] = ()
        self._selected: int | None = None  # the run a person went to
        self._followed: int | None = None  # the run that trained last
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(REFRESH_MS)
        self._news = False

    def building(self) -> Iterator[None]:
        """Header, states, chart, runs, inspector."""
        self.header = TrainHeader(self.theme, self.title)
        self.column.addWidget(self.header)
        self._stack = QStackedWidget()
        self.column.addWidget(self._stack, 1)
        yield
        yield from self._building_work()
        self.states = TrainStates(self.theme)
        self._stack.addWidget(self.states)
        yield
        self._inspector = TrainInspector(self.theme)
        yield
        self._connect()

    # what the window asks

    def inspector(self) -> QWidget:
        """The run to start next, and the chosen run."""
        return self._inspector

    def show_document(self) -> None:
        """Everything anew."""
        self._show_choices()
        self._show_runs()
        self.fit(self.size())

    def ui_state(self) -> dict[str, object]:
        """Which runs are drawn, how, and the panels' sizes."""
        shown = kept_runs(self.runs, self._selected)
        opened = self._inspector.advanced.is_open
        return {**shown, "chart": self.loss.ui_state(), "splitter": self._split.kept(), "advanced": opened}

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring them back."""
        chart = state.get("chart")
        self._selected = restore_runs(self.runs, state)
        if isinstance(chart, dict):
            self.loss.restore_ui_state(chart)
        self._split.restore(state.get("splitter"))
        self._inspector.advanced.set_open(state.get("advanced") is True)
        self._show_runs()

    def came(self, hint: object = None) -> None:
        """With the hint "start_run", as Ctrl Enter gives it from anywhere: start one."""
        if hint == "start_run":
            self.start_run()

    # what a person does

    def start_run(self) -> None:
        """Train the document as it is, with what was just typed; while a run trains, the new one waits for its turn.
        When no run can start, say why and go to the field that is wrong."""
        self._inspector.take_typed()
        why = self.choices.why_not()
        if not why:
            self.session.start_run()
            self._inspector.predict.fold()
            self.navigator.drawer_done.emit()
            return
        self.navigator.toast(why, icon="triangle-alert")
        self._inspector.show_wrong()

    def fit(self, _size: QSize) -> None:
        """In a narrow window the inspector is a drawer, so its way in is in the header."""
        narrow = self.window().width() < sizes.WIDE
        self.header.new.setVisible(narrow and self.session.table is not None)
        self.tiles.set_narrow(narrow)

    # built once

    def _building_work(self) -> Iterator[None]:
        theme = self.theme
        self.tiles, self.notice = TrainTiles(theme), RunNotice(theme)
        yield
        self.loss = LossSection(theme)
        yield
        self.part = RunsPart(theme, self.runs)
        self.table = self.part.table
        self._split = ChartAndRuns(self.loss, self.part)
        self._work = QWidget()
        column = tight(QVBoxLayout(self._work))
        for above in (self.tiles, self.notice, Line(theme)):
            column.addWidget(above)
        column.addWidget(self._split, 1)
        self._stack.addWidget(self._work)
        yield

    def _connect(self) -> None:
        inspector, session, edits = self._inspector, self.session, self.edits
        inspector.target_chosen.connect(edits.choose_target)
        inspector.task_chosen.connect(edits.choose_task)
        inspector.preset_chosen.connect(edits.choose_preset)
        inspector.setting_edited.connect(edits.set_setting)
        inspector.settings_reset.connect(edits.reset_settings)
        inspector.seed_edited.connect(edits.set_seed)
        inspector.reuse_wanted.connect(edits.reuse)
        inspector.start_wanted.connect(self.start_run)
        self.header.pause.clicked.connect(self.verbs.toggle_pause)
        self.header.stop.clicked.connect(session.stop_run)
        self.header.new.clicked.connect(self._on_new)
        self.header.evaluate.clicked.connect(self._on_evaluate)
        self.header.left.connect(self.table.setFocus)
        self.states.open_wanted.connect(self.navigator.open_spreadsheet)
        self.states.target_chosen.connect(edits.choose_target)
        self.states.quick_wanted.connect(self._on_quick)
        inspector.menu_wanted.connect(self._on_more)
        self.notice.stop_wanted.connect(session.stop_run)
        self.notice.settings_wanted.connect(self._on_settings_wanted)
        self.notice.try_wanted.connect(self.verbs.try_again)
        self.notice.columns_wanted.connect(self.verbs.look_at_columns)
        self.notice.details_wanted.connect(self.verbs.show_details)
        self.table.run_chosen.connect(self._on_run_chosen)
        self.table.run_opened.connect(self._on_run_opened)
        self.table.remove_wanted.connect(self.verbs.remove)
        self.verbs.open_wanted.connect(self._on_run_opened)
        self.verbs.rename_wanted.connect(self.table.rename)
        self.verbs.start_wanted.connect(self.start_run)
        self.table.menu_wanted.connect(self._on_menu_wanted)
        self.part.compare_toggled.connect(self._split.compare)
        self.runs.renamed.connect(session.rename_run)
        self.runs.shown_changed.connect(self._show_curves)
        self.loss.chart.failed.connect(session.failed)
        self.loss.chart.export.work_by(session.lanes.keeping.submit)
        edits.tried.connect(self._on_choices)
        self.target.changed.connect(self._on_choices)
        self.times.changed.connect(self._on_times)
        session.project_opened.connect(self._on_project)
        editions = session.editions.changed
        for signal in (session.document_changed, session.table_changed, session.cleaning_changed, editions):
            signal.connect(self._on_choices)
        session.runs_changed.connect(self._on_runs)
        session.run_state_changed.connect(self._on_runs)
        session.run_event.connect(self._on_run_event)
        self._pace.timeout.connect(self._on_pace)

    # shows: the document

    def _show_choices(self) -> None:
        document, table = self.session.document, self.session.table
        self._inspector.more.setEnabled(document is not None and table is not None)
        self._inspector.show_parts(document is not None and table is not None)
        if document is not None and table is not None:
            self.target.look()
            kinds = self._kinds()
            self._inspector.show_columns(list(kinds.items()), document.target)
            self._inspector.show_document(document, self.choices.facts(), self.target.words)
            weights = (name for name in table.names if kinds[name] == ColumnKind.NUMBER and name != document.target)
            self._inspector.show_settings(document, self.edits.wrong, Offered(self.target.task, tuple(weights)))
            advanced = self._inspector.advanced
            advanced.show_seed_error(self.edits.seed_error)
            columns = len(self.choices.columns - {document.target})
            advanced.show_network(columns, document.target or "", self.target.outputs)
            self._show_start()
        self.times.look()
        self._show_sentence()
        self._show_state()

    def _kinds(self) -> dict[str, str]:
        """The columns in the table's order, each with its kind as the person sees it."""
        document, table = self.session.document, self.session.table
        if document is None or table is None:
            return {}
        chosen = {name: str(kind) for name, kind in document.kinds}
        return {column.name: chosen.get(column.name, str(column.kind)) for column in table.columns}

    def _show_start(self) -> None:
        why = self.choices.why_not()
        number, waits = self.session.next_run_number, self.session.training
        self._inspector.show_start(number, enabled=not why, why_not=why, waits=waits)
        self.states.quick.setEnabled(not why)

    def _show_state(self) -> None:
        """Which of the page's states is shown."""
        document, table = self.session.document, self.session.table
        works = document is not None and table is not None and (self._views or self.session.training)
        self._stack.setCurrentWidget(self._work if works else self.states)
        if document is None or table is None:
            self.states.show_data_missing()
        elif document.target is None or not table.has(document.target):
            self.states.show_target_missing(list(self._kinds().items()), document.target)
        else:
            self.states.show_first(document.target)

    # shows: the runs

    def _show_runs(self) -> None:
        self._follow()
        self._show_views()
        self._show_start()
        self._show_state()

    def _follow(self) -> None:
        """Turn to a run that begins, and stay with it when it has ended, unless a person goes elsewhere."""
        live = self.session.live_run
        if live is not None and live.number is not None and live.number != self._followed:
            self._followed, self._selected = live.number, None

    def _show_views(self) -> None:
        live, document = self.session.live_run, self.session.document
        self._views = self._made.made()
        self.runs.set_runs(self._views, document.target if document else None)
        self.header.show_live(live)
        self._show_sentence()
        self._show_run()

    def _show_sentence(self) -> None:
        live, document = self.session.live_run, self.session.document
        target = document.target if document else None
        has_data = document is not None and self.session.table is not None
        focused = self._focused()
        shown = focused.number if focused is not None else None
        words = self._words.sentence(live, self._views, target, has_data=has_data, shown=shown)
        self.header.set_sentence(words, [shown_name(live.name) if live is not None else "", target or ""])

    def _focused(self) -> RunView | None:
        """The run that tiles and notice speak of: chosen in the table, else the one that trains or trained last, else
        the best."""
        numbers = {view.number: view for view in self._views}
        live, document = self.session.live_run, self.session.document
        if self._selected in numbers:
            return numbers[self._selected]
        if live is not None:
            return numbers.get(live.number or self.session.next_run_number - len(self.session.queue))
        if self._followed in numbers:
            return numbers[self._followed]
        best = best_of(self._views, document.target if document else None)
        return best or (self._views[-1] if self._views else None)

    def _show_run(self) -> None:
        focused, live = self._focused(), self.session.live_run
        is_live = focused is not None and focused.live
        others = [view for view in self._views if focused is not None and view.number != focused.number]
        best = best_of(others, focused.target) if focused is not None else None
        self.tiles.show_run(focused, live if is_live else None, best)
        self.notice.show_run(focused)
        self.table.choose(focused.number if focused else None)
        self._inspector.show_run(focused)
        done = focused is not None and focused.has_model and not focused.live and self.session.live_run is None
        self.header.show_judgeable(focused.number if focused is not None and done else None)
        self.part.show_runs()
        self._show_curves()

    def _show_curves(self) -> None:
        focused = self._focused()
        waits = self._words.waiting(self.session.live_run)
        if waits is not None and (focused is None or not len(focused.epochs)):
            self.loss.show_waiting(*waits)
            return
        self.loss.show_curves(self.curves.of(self.runs), focused.number if focused else None)

    # handlers

    def _on_choices(self) -> None:
        if not self.put_off():
            self._show_choices()

    def _on_times(self) -> None:
        self._inspector.show_times(self.times.shown)

    def _on_runs(self) -> None:
        self._follow()
        if not self.put_off():
            self._show_runs()

    def _on_project(self) -> None:
        self._selected = self._followed = None
        self.edits.forget()
        self.notice.forget()
        self.runs.forget()
        self._made.forget()
        self._on_followed()

    def _on_run_event(self, _event: object) -> None:
        """A small network tells thousands of epochs a second: none is lost, but eyes are told ten times a second."""
        self._follow()
        self._news = True
        if not self._pace.isActive():
            self._on_pace()

    def _on_pace(self) -> None:
        if self._news and self.session.live_run is not None and not self.put_off():
            self._news = False
            self._show_views()
            self._pace.start()

    def _on_quick(self) -> None:
        self.edits.choose_preset("quick")
        self.start_run()

    def _on_new(self) -> None:
        self.navigator.action("inspector").trigger()

    def _on_evaluate(self) -> None:
        focused = self._focused()
        if focused is not None:
            self.verbs.evaluate(focused.number)

    def _on_run_chosen(self, number: int) -> None:
        self._selected = number
        self._show_sentence()
        self._show_run()

    def _on_run_opened(self, number: int) -> None:
        self._on_run_chosen(number)
        self._inspector.show_chosen()
        if not self._inspector.isVisible():
            self.navigator.action("inspector").trigger()

    def _on_more(self, run: RunView | None, at: QPoint) -> None:
        if run is not None:
            self.verbs.show_menu(self.runs, run, at)
        else:
            self.verbs.show_new_menu(self._views, at, self._inspector.show_settings_all)

    def _on_menu_wanted(self, number: int, at: QPoint) -> None:
        run = next((view for view in self._views if view.number == number), None)
        if run is not None:
            self.verbs.show_menu(self.runs, run, at)

    def _on_settings_wanted(self, key: str) -> None:
        self._inspector.show_field(key)
