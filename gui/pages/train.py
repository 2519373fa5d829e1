"""Train: what to predict and how hard to try at the right, losses that fall in the middle, all runs below."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.data.table import Table
from core.features.task import Task
from core.project.document import Document
from core.project.runs import RunRecord
from gui.models.run_view import LiveLosses, RunView, best_of, live_view, run_view
from gui.models.runs import SERIES, RunsModel
from gui.models.words import count
from gui.pages.train_chart import LossSection
from gui.pages.train_edits import TrainEdits
from gui.pages.train_inspector import TrainInspector
from gui.pages.train_notice import RunNotice
from gui.pages.train_runs import RunsView
from gui.pages.train_states import TrainStates
from gui.pages.train_target import TargetLook
from gui.pages.train_tiles import TrainTiles
from gui.pages.train_words import TrainWords
from gui.plots.series import RunCurve
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, Header, Line, SectionHead, tight
from gui.widgets.page import Page

TALL_PX, RUNS_PX, FEW_RUNS_PX = 700, 250, 172
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
        self._words = TrainWords(self)
        self._views: tuple[RunView, ...] = ()
        self._selected: int | None = None  # the run a person went to
        self._followed: int | None = None  # the run that trained last
        self._sized = False
        self._losses = LiveLosses()
        self._stored: dict[int, tuple[RunRecord, RunView]] = {}
        self._pace = QTimer(self)
        self._pace.setSingleShot(True)
        self._pace.setInterval(REFRESH_MS)
        self._news = False

    def building(self) -> Iterator[None]:
        """Header, states, chart, runs, inspector."""
        self._build_header()
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

    def ui_state(self) -> dict[str, object]:
        """Which runs are drawn, how, and the panels' sizes."""
        return {
            "shown": [[number, series] for number, series in self.runs.shown.items()],
            "selected": self._selected,
            "chart": self.loss.ui_state(),
            "splitter": self._splitter.sizes(),
            "advanced": self._inspector.advanced.is_open,
        }

    def restore_ui_state(self, state: dict[str, object]) -> None:
        """Bring them back."""
        shown, selected = state.get("shown"), state.get("selected")
        chart, splitter = state.get("chart"), state.get("splitter")
        if isinstance(shown, list):
            self.runs.set_shown(shown_of(shown))
        self._selected = selected if isinstance(selected, int) else None
        if isinstance(chart, dict):
            self.loss.restore_ui_state(chart)
        if isinstance(splitter, list) and len(splitter) == 2 and all(isinstance(size, int) for size in splitter):
            self._splitter.setSizes(splitter)
            self._sized = sum(splitter) > 0
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
        why = self._why_not()
        if not why:
            self.session.start_run()
            return
        self.navigator.toast(why, icon="triangle-alert")
        self._inspector.show_wrong()

    def toggle_pause(self) -> None:
        """Hold the run, or let it go on."""
        live = self.session.live_run
        if live is not None and live.paused:
            self.session.resume_run()
        elif live is not None:
            self.session.pause_run()

    def fit(self, size: QSize) -> None:
        """In a narrow window the inspector is a drawer, so its way in is in the header."""
        self._new.setVisible(self.window().width() < sizes.WIDE)
        if not self._sized and size.height() > 300:
            runs = RUNS_PX if size.height() >= TALL_PX else FEW_RUNS_PX
            self._splitter.setSizes([size.height() - runs, runs])
            self._sized = self.isVisible()

    # built once

    def _build_header(self) -> None:
        theme = self.theme
        self.header = Header(theme, self.title)
        self._pause = Button(theme, self.tr("Pause"), icon="pause")
        self._pause.clicked.connect(self.toggle_pause)
        self._stop = Button(theme, self.tr("Stop, keep best"), icon="square")
        self._stop.clicked.connect(self.session.stop_run)
        self._new = Button(theme, self.tr("New run"), kind="primary", icon="plus")
        self._new.clicked.connect(self._on_new)
        for button in (self._pause, self._stop, self._new):
            self.header.add_action(button)
            button.hide()
        self.column.addWidget(self.header)

    def _building_work(self) -> Iterator[None]:
        theme = self.theme
        self.tiles, self.notice = TrainTiles(theme), RunNotice(theme)
        yield
        self.loss = LossSection(theme)
        yield
        self.table = RunsView(theme, self.runs)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        for part, stretch in ((self.loss, 1), (self._make_runs_part(), 0)):
            self._splitter.addWidget(part)
            self._splitter.setStretchFactor(self._splitter.count() - 1, stretch)
        self._work = QWidget()
        column = tight(QVBoxLayout(self._work))
        for above in (self.tiles, self.notice, Line(theme)):
            column.addWidget(above)
        column.addWidget(self._splitter, 1)
        self._stack.addWidget(self._work)
        yield

    def _make_runs_part(self) -> QWidget:
        part = QWidget()
        head = SectionHead(self.theme, self.tr("Runs"), self.tr("click a swatch to draw or hide a run"))
        head.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, 0)
        column = tight(QVBoxLayout(part))
        column.addWidget(Line(self.theme))
        column.addWidget(head)
        column.addWidget(self.table, 1)
        part.setMinimumHeight(FEW_RUNS_PX)
        return part

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
        self.states.open_wanted.connect(self.navigator.open_spreadsheet)
        self.states.target_chosen.connect(edits.choose_target)
        self.states.quick_wanted.connect(self._on_quick)
        self.notice.stop_wanted.connect(session.stop_run)
        self.notice.settings_wanted.connect(self._on_settings_wanted)
        self.notice.rate_wanted.connect(self._on_rate_wanted)
        self.table.run_chosen.connect(self._on_run_chosen)
        self.runs.shown_changed.connect(self._show_curves)
        self.loss.chart.failed.connect(session.failed)
        edits.tried.connect(self._on_choices)
        self.target.changed.connect(self._on_choices)
        session.project_opened.connect(self._on_project)
        for signal in (session.document_changed, session.table_changed, session.cleaning_changed):
            signal.connect(self._on_choices)
        session.runs_changed.connect(self._on_runs)
        session.run_state_changed.connect(self._on_runs)
        session.run_event.connect(self._on_run_event)
        self._pace.timeout.connect(self._on_pace)

    # shows: the document

    def _show_choices(self) -> None:
        document, table = self.session.document, self.session.table
        if document is not None and table is not None:
            self.target.look()
            kinds = {column.name: str(column.kind) for column in table.columns} | {k: str(v) for k, v in document.kinds}
            self._inspector.show_columns([(name, kinds[name]) for name in table.names], document.target)
            self._inspector.show_document(document, self._facts(document, table), self.target.words)
            self._inspector.show_settings(document, self.edits.wrong, two_classes=self.target.task is Task.BINARY)
            self._inspector.advanced.show_seed_error(self.edits.seed_error)
            self._show_network(document, table)
            self._show_start()
        self._show_state()

    def _facts(self, document: Document, table: Table) -> list[tuple[str, str]]:
        cleaned = self.session.cleaned
        names = self._columns(document, table)
        rows = cleaned.table.rows if cleaned is not None else table.rows
        rules = sum(step.enabled for step in document.recipe.steps)
        columns = self.tr("{n} of {all} columns").format(
            n=count(len(names - {document.target})), all=count(len(set(table.names) - {document.target}))
        )
        data = self.tr("{rules} rules · {rows} rows").format(rules=count(rules), rows=count(rows))
        return [(self.tr("Learn from"), columns), (self.tr("Data"), data)]

    def _show_network(self, document: Document, table: Table) -> None:
        """What the network of the next run begins and ends with."""
        columns = len(self._columns(document, table) - {document.target})
        self._inspector.advanced.show_network(columns, document.target or "", self.target.outputs)

    def _columns(self, document: Document, table: Table) -> set[str]:
        """What the rules leave of the columns that aren't ignored."""
        cleaned = self.session.cleaned
        return set(cleaned.table.names) if cleaned is not None else set(table.names) - set(document.ignored)

    def _show_start(self) -> None:
        why, live = self._why_not(), self.session.live_run
        unnumbered = self.session.runs_waiting + (1 if live is not None and live.number is None else 0)
        number = max((record.number for record in self.session.runs), default=0) + 1 + unnumbered
        self._inspector.show_start(number, enabled=not why, why_not=why, waits=self.session.training)
        self.states.quick.setEnabled(not why)

    def _why_not(self) -> str:
        """Why no run can start now, "" when one can."""
        document, table = self.session.document, self.session.table
        if document is None or table is None:
            return self.tr("There is no data to learn from.")
        if document.target is None or not table.has(document.target):
            return self.tr("Choose the column to predict.")
        if self.target.error:
            return self.target.error
        if self.edits.wrong or self.edits.seed_error:
            return self.tr("Mend the setting that is marked.")
        if not set(table.names) - set(document.ignored) - {document.target}:
            return self.tr("All other columns are ignored: use at least one.")
        return ""

    def _show_state(self) -> None:
        """Which of the page's states is shown."""
        document, table = self.session.document, self.session.table
        works = document is not None and table is not None and (self._views or self.session.training)
        self._stack.setCurrentWidget(self._work if works else self.states)
        if document is None or table is None:
            self.states.show_data_missing()
        elif document.target is None:
            self.states.show_target_missing(table.names)
        else:
            self.states.show_first(document.target)

    # shows: the runs

    def _show_runs(self) -> None:
        self._stored = {id(record): kept for record in self.session.runs if (kept := self._stored.get(id(record)))}
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
        self._views = tuple(
            live_view(record, live, self._losses)
            if live is not None and record.number == live.number
            else self._view(record)
            for record in self.session.runs
        )
        target = document.target if document else None
        self.runs.set_runs(self._views, target)
        stopping = live is not None and live.stage == "judging"
        self._pause.setVisible(live is not None)
        self._stop.setVisible(live is not None)
        self._pause.setEnabled(live is not None and live.epoch > 0 and not stopping)
        self._stop.setEnabled(live is not None and not stopping)
        paused = live is not None and live.paused
        self._pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._pause.set_icon_name("play" if paused else "pause")
        has_data = document is not None and self.session.table is not None
        self.header.set_sentence(self._words.sentence(live, self._views, target, has_data=has_data))
        self._show_run()

    def _view(self, record: RunRecord) -> RunView:
        """A stored run; made once, since finished runs don't change while another trains."""
        known = self._stored.get(id(record))
        if known is None or known[0] is not record:
            known = self._stored[id(record)] = (record, run_view(record))
        return known[1]

    def _focused(self) -> RunView | None:
        """The run that tiles and notice speak of: chosen in the table, else the one that trains or trained last, else
        the best."""
        numbers = {view.number: view for view in self._views}
        live, document = self.session.live_run, self.session.document
        if self._selected in numbers:
            return numbers[self._selected]
        if live is not None:
            return numbers.get(live.number or -1)
        if self._followed in numbers:
            return numbers[self._followed]
        best = best_of(self._views, document.target if document else None)
        return best or (self._views[-1] if self._views else None)

    def _show_run(self) -> None:
        focused, live = self._focused(), self.session.live_run
        is_live = focused is not None and live is not None and focused.number == live.number
        self.tiles.show_run(focused, live if is_live else None)
        self.notice.show_run(focused)
        self.table.choose(focused.number if focused else None)
        self._inspector.show_run(focused)
        self._show_curves()

    def _show_curves(self) -> None:
        focused, shown = self._focused(), self.runs.shown
        waits = self._words.waiting(self.session.live_run)
        if waits is not None and (focused is None or not len(focused.epochs)):
            self.loss.show_waiting(*waits)
            return
        curves = [
            RunCurve(
                number=view.number,
                name=self.tr("Run {number}").format(number=view.number),
                series=shown[view.number],
                epochs=view.epochs,
                training=view.training,
                validation=view.validation,
                best_epoch=view.best_epoch,
                planned=view.horizon(),
                live=view.live,
            )
            for view in self.runs.runs
            if view.number in shown and len(view.epochs)
        ]
        self.loss.show_curves(curves, focused.number if focused else None)

    # handlers

    def _on_choices(self) -> None:
        if not self.put_off():
            self._show_choices()

    def _on_runs(self) -> None:
        self._follow()
        if not self.put_off():
            self._show_runs()

    def _on_project(self) -> None:
        self._selected = self._followed = None
        self.edits.forget()
        self.notice.forget()
        self.runs.forget()
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

    def _on_run_chosen(self, number: int) -> None:
        self._selected = number
        self._show_run()

    def _on_settings_wanted(self) -> None:
        self._inspector.show_field("learning_rate")

    def _on_rate_wanted(self, rate: str) -> None:
        """Try again with a lower learning rate."""
        self.edits.set_setting("learning_rate", rate)
        self.start_run()


def shown_of(kept: list[object]) -> dict[int, int | None]:
    """Runs and their colours as a project kept them; what isn't a pair of numbers is left out."""
    pairs = [pair for pair in kept if isinstance(pair, list) and len(pair) == 2 and isinstance(pair[0], int)]
    return {number: series if isinstance(series, int) and 0 <= series < SERIES else None for number, series in pairs}
