"""Train: what to predict and how hard to try at the right, losses that fall in the middle, all runs below."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from core.base.errors import EpochalError, Place
from core.base.progress import Finished
from core.data.table import Table
from core.features.task import Task, detect_task
from core.project.document import Document
from core.project.runs import RunRecord
from core.training.declared import USED_BY
from core.training.settings import settings_from, settings_pairs
from gui.models.run_view import RunView, best_of, live_view, run_view
from gui.models.runs import RunsModel
from gui.pages.train_chart import LossSection
from gui.pages.train_inspector import TrainInspector, seed_of
from gui.pages.train_notice import RunNotice
from gui.pages.train_runs import RunsView
from gui.pages.train_tiles import TrainTiles
from gui.plots.series import RunCurve
from gui.plots.words import count
from gui.state.live_run import LiveRun
from gui.state.navigator import Navigator
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import Button, EmptyState, Header, Line, SectionHead, told_words
from gui.widgets.page import Page


class TrainPage(Page):
    """The page. What it shows follows from the session; what a person does becomes an edit or a job."""

    key: ClassVar[str] = "train"
    icon: ClassVar[str] = "activity"

    def __init__(self, session: Session, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, navigator, parent)
        self.runs = RunsModel(self)
        self._views: tuple[RunView, ...] = ()
        self._selected: int | None = None
        self._wrong: dict[str, tuple[str, str]] = {}  # setting → text entered in vain, sentence
        self._seed_error = ""
        self._task_words = ""
        self._target_error = ""
        self._classes_two = False
        self._detected_for: tuple[object, ...] = ()
        self._build_header()
        self._build_body()
        self._inspector = TrainInspector(theme)
        self._connect_inspector()
        self._connect_session()
        self.show_document()

    # what the window asks

    def inspector(self) -> QWidget:
        """The run to start next, and the chosen run."""
        return self._inspector

    def show_document(self) -> None:
        """Everything anew."""
        self._wrong.clear()
        self._show_choices()
        self._show_runs()

    def ui_state(self) -> dict[str, object]:
        """Which runs are drawn, how, and the panels' sizes."""
        return {
            "shown": list(self.runs.shown),
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
            self.runs.set_shown([number for number in shown if isinstance(number, int)])
        self._selected = selected if isinstance(selected, int) else None
        if isinstance(chart, dict):
            self.loss.restore_ui_state(chart)
        if isinstance(splitter, list) and len(splitter) == 2 and all(isinstance(size, int) for size in splitter):
            self._splitter.setSizes(splitter)
        self._inspector.advanced.set_open(state.get("advanced") is True)
        self._show_runs()

    # what a person does

    def start_run(self) -> None:
        """Train the document as it is; while a run trains, the new one waits for its turn."""
        if not self._inspector.start.isEnabled():
            return
        self.notice.forget()
        job = self.session.start_run()
        if job is not None:
            job.failed.connect(self._on_start_failed)
            self._selected = None
        self._show_runs()

    def toggle_pause(self) -> None:
        """Hold the run, or let it go on."""
        live = self.session.live_run
        if live is not None and live.paused:
            self.session.resume_run()
        elif live is not None:
            self.session.pause_run()

    def stop_run(self) -> None:
        """Stop the run and keep its best epoch."""
        self.session.stop_run()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the inspector is a drawer, so its way in is in the header."""
        super().resizeEvent(event)
        self._new.setVisible(self.window().width() < sizes.WIDE)

    # built once

    def _build_header(self) -> None:
        theme = self.theme
        self.header = Header(theme, self.title)
        self._pause = Button(theme, self.tr("Pause"), icon="pause")
        self._pause.clicked.connect(self.toggle_pause)
        self._stop = Button(theme, self.tr("Stop, keep best"), icon="square")
        self._stop.clicked.connect(self.stop_run)
        self._new = Button(theme, self.tr("New run"), kind="primary", icon="plus")
        self._new.clicked.connect(self._on_new)
        self._new.hide()
        for button in (self._pause, self._stop, self._new):
            self.header.add_action(button)
        self.column.addWidget(self.header)

    def _build_body(self) -> None:
        theme = self.theme
        self.tiles = TrainTiles(theme)
        self.notice = RunNotice(theme)
        self.loss = LossSection(theme)
        self.loss.chart.failed.connect(self.session.failed)
        self.table = RunsView(theme, self.runs)
        self._splitter = QSplitter(Qt.Orientation.Vertical)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(1)
        self._splitter.addWidget(self.loss)
        self._splitter.addWidget(self._make_runs_part())
        self._splitter.setStretchFactor(0, 3)
        self._splitter.setStretchFactor(1, 2)
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.tiles, self.notice, Line(theme)):
            column.addWidget(part)
        column.addWidget(self._splitter, 1)
        self._stack = QStackedWidget()
        self._work, self._no_data, self._no_runs = work, self._make_no_data(), self._make_no_runs()
        for state in (self._work, self._no_data, self._no_runs):
            self._stack.addWidget(state)
        self.column.addWidget(self._stack, 1)
        self.notice.stop_wanted.connect(self.stop_run)
        self.notice.settings_wanted.connect(self._on_settings_wanted)
        self.notice.rate_wanted.connect(self._on_rate_wanted)
        self.table.run_chosen.connect(self._on_run_chosen)
        self.runs.shown_changed.connect(self._show_curves)

    def _make_runs_part(self) -> QWidget:
        part = QWidget()
        head = SectionHead(self.theme, self.tr("Runs"), self.tr("click a swatch to draw or hide a run"))
        head.setContentsMargins(sizes.PAGE_MARGIN, sizes.XS, sizes.PAGE_MARGIN, 0)
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Line(self.theme))
        column.addWidget(head)
        column.addWidget(self.table, 1)
        part.setMinimumHeight(150)
        return part

    def _make_no_data(self) -> QWidget:
        opens = Button(self.theme, self.tr("Open a spreadsheet…"), kind="primary", icon="folder-open")
        opens.clicked.connect(self.navigator.open_spreadsheet)
        sentence = self.tr("Open a spreadsheet first: a network learns one of its columns from the others.")
        return EmptyState(self.theme, "table-2", self.tr("No data yet"), sentence, [opens])

    def _make_no_runs(self) -> EmptyState:
        self._first = Button(self.theme, self.tr("Try Quick first"), icon="zap")
        self._first.clicked.connect(self._on_quick)
        return EmptyState(self.theme, "chart-line", "", "", [self._first])

    def _connect_inspector(self) -> None:
        inspector = self._inspector
        inspector.target_chosen.connect(self._on_target)
        inspector.task_chosen.connect(self._on_task)
        inspector.preset_chosen.connect(self._on_preset)
        inspector.setting_edited.connect(self._on_setting)
        inspector.settings_reset.connect(self._on_reset)
        inspector.seed_edited.connect(self._on_seed)
        inspector.start_wanted.connect(self.start_run)
        inspector.reuse_wanted.connect(self._on_reuse)

    def _connect_session(self) -> None:
        session = self.session
        session.project_opened.connect(self._on_project)
        session.document_changed.connect(self._show_choices)
        session.table_changed.connect(self._show_choices)
        session.cleaning_changed.connect(self._show_choices)
        session.runs_changed.connect(self._show_runs)
        session.run_state_changed.connect(self._show_runs)
        session.run_event.connect(self._on_run_event)

    # shows: the document

    def _show_choices(self) -> None:
        document, table = self.session.document, self.session.table
        if document is None or table is None:
            self._show_state()
            return
        self._inspector.show_columns(
            [(column.name, self._kind(column.name)) for column in table.columns], document.target
        )
        self._detect_task(document)
        self._inspector.show_document(document, self._facts(document, table), self._task_words)
        self._inspector.show_settings(document, self._wrong, two_classes=self._classes_two)
        self._inspector.show_seed_error(self._seed_error)
        self._show_start()
        self._show_state()

    def _kind(self, name: str) -> str:
        """The kind a column is read as: the person's, else the one that was found."""
        document, table = self.session.document, self.session.table
        assert document is not None and table is not None
        return str(dict(document.kinds).get(name, table.column(name).kind))

    def _facts(self, document: Document, table: Table) -> list[tuple[str, str]]:
        cleaned = self.session.cleaned
        names = cleaned.table.names if cleaned is not None else tuple(set(table.names) - set(document.ignored))
        learned = len(set(names) - {document.target})
        rows = cleaned.table.rows if cleaned is not None else table.rows
        rules = sum(step.enabled for step in document.recipe.steps)
        columns = self.tr("{n} of {all} columns").format(
            n=count(learned), all=count(len(table.names) - (document.target in table.names))
        )
        data = self.tr("{rules} rules · {rows} rows").format(rules=count(rules), rows=count(rows))
        return [(self.tr("Learn from"), columns), (self.tr("Data"), data)]

    def _detect_task(self, document: Document) -> None:
        """Find out, in the other lane, what the target comes out as after cleaning; or why it can't be predicted."""
        cleaned = self.session.cleaned
        wanted = (id(cleaned), document.target, document.task)
        if wanted == self._detected_for:
            return
        self._detected_for = wanted
        self._task_words, self._target_error, self._classes_two = "", "", False
        if cleaned is None or document.target is None:
            return
        job = self.session.submit(
            partial(_detected, cleaned.table, document.target, document.task), name=self.tr("Look at the target")
        )
        job.finished.connect(self._on_task_detected)
        job.failed.connect(self._on_task_refused)

    def _on_task_detected(self, found: tuple[tuple[object, ...], Task, int]) -> None:
        asked, task, classes = found
        if asked != self._detected_for[1:]:
            return
        self._classes_two = task is Task.BINARY
        self._task_words = {
            Task.REGRESSION: self.tr("a number"),
            Task.BINARY: self.tr("two classes"),
            Task.MULTICLASS: self.tr("{n} classes").format(n=count(classes)),
        }[task]
        self._show_choices()

    def _on_task_refused(self, error: object) -> None:
        if isinstance(error, EpochalError):
            self._target_error = told_words(error)
            self._show_choices()

    def _show_start(self) -> None:
        number = max((record.number for record in self.session.runs), default=0) + 1 + self._unnumbered()
        why = self._why_not()
        waits = self.tr("Joins the queue: it starts when the run that trains is done.") if self.session.training else ""
        self._inspector.show_start(number, enabled=not why, remark=why or waits)
        # one filled button at a time: this one
        self._first.setEnabled(not why)

    def _unnumbered(self) -> int:
        """Runs that are started but have no number yet."""
        live = self.session.live_run
        return self.session.runs_waiting + (1 if live is not None and live.number is None else 0)

    def _why_not(self) -> str:
        """Why no run can start now, "" when one can."""
        document = self.session.document
        if document is None or self.session.table is None:
            return self.tr("There is no data to learn from.")
        if document.target is None or not self.session.table.has(document.target):
            return self.tr("Choose the column to predict.")
        if self._target_error:
            return self._target_error
        if self._wrong or self._seed_error:
            return self.tr("Mend the setting that is marked above.")
        if not set(self.session.table.names) - set(document.ignored) - {document.target}:
            return self.tr("All other columns are ignored: use at least one.")
        return ""

    # shows: the runs

    def _show_runs(self) -> None:
        self._views = self._all_views()
        target = self.session.document.target if self.session.document else None
        self.runs.set_runs(self._views, target)
        self._show_header()
        self._show_start()
        self._show_state()
        self._show_run()

    def _all_views(self) -> tuple[RunView, ...]:
        """Stored runs, the one that trains with what it has told since."""
        live = self.session.live_run
        return tuple(
            live_view(record, live) if live is not None and record.number == live.number else run_view(record)
            for record in self.session.runs
        )

    def _focused(self) -> RunView | None:
        """The run that tiles and notice speak of: chosen in the table, else the one that trains, else the best."""
        numbers = {view.number: view for view in self._views}
        if self._selected in numbers:
            return numbers[self._selected]
        live = self.session.live_run
        if live is not None:
            return numbers.get(live.number or -1)
        target = self.session.document.target if self.session.document else None
        return best_of(self._views, target) or (self._views[-1] if self._views else None)

    def _show_run(self) -> None:
        focused, live = self._focused(), self.session.live_run
        is_live = focused is not None and live is not None and focused.number == live.number
        self.tiles.show_run(focused, live if is_live else None, self._patience(focused))
        self.notice.show_run(focused)
        self.table.choose(focused.number if focused else None)
        self._inspector.show_run(focused)
        self._show_curves()

    def _show_curves(self) -> None:
        live, focused = self.session.live_run, self._focused()
        waits = self._waiting_words(live)
        if waits is not None and (focused is None or not len(focused.epochs)):
            self.loss.show_waiting(*waits)
            return
        shown = self.runs.shown
        curves = [
            RunCurve(
                number=view.number,
                name=self.tr("Run {number}").format(number=view.number),
                series=shown[view.number],
                epochs=view.epochs,
                training=view.training,
                validation=view.validation,
                best_epoch=view.best_epoch,
                planned=view.planned,
                live=view.live,
            )
            for view in self.runs.runs
            if view.number in shown and len(view.epochs)
        ]
        self.loss.show_curves(curves, focused.number if focused else None)

    def _waiting_words(self, live: LiveRun | None) -> tuple[str, str] | None:
        """What happens before the first epoch."""
        if live is None or live.epoch:
            return None
        return {
            "compiling": (
                self.tr("Getting the processor ready"),
                self.tr("The training kernels are compiled, once on this computer."),
            ),
            "training": (self.tr("First epoch"), self.tr("The curves begin when it is done.")),
            "judging": (self.tr("Judging the run"), self.tr("On rows it has never seen.")),
        }.get(live.stage, (self.tr("Preparing data"), self.tr("Rows are split, cleaned and turned into numbers.")))

    def _patience(self, view: RunView | None) -> int:
        record = self.session.run(view.number) if view is not None else None
        return patience_of(record) if record is not None else 0

    def _show_header(self) -> None:
        live = self.session.live_run
        stopping = live is not None and live.stage == "judging"
        self._pause.setVisible(live is not None)
        self._stop.setVisible(live is not None)
        self._pause.setEnabled(live is not None and live.epoch > 0 and not stopping)
        self._stop.setEnabled(live is not None and not stopping)
        paused = live is not None and live.paused
        self._pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self._pause.set_icon_name("play" if paused else "pause")
        self.header.set_sentence(self._sentence(live))

    def _sentence(self, live: LiveRun | None) -> str:
        if live is None:
            return self._idle_sentence()
        name = self.tr("Run {number} · {name}").format(number=live.number, name=live.name) if live.number else ""
        if live.paused:
            return self.tr("{run} is paused after epoch {epoch}.").format(run=name, epoch=count(live.epoch))
        if live.stage == "judging":
            return self.tr("{run} is being judged on rows it has never seen.").format(run=name)
        if live.stage == "training":
            return self.tr("{run} is training. You can keep working; runs continue in the background.").format(run=name)
        return self.tr("Preparing data.")

    def _idle_sentence(self) -> str:
        document = self.session.document
        if document is None or self.session.table is None:
            return self.tr("A network learns one column of a table from the others.")
        if not self._views:
            return self.tr("Choose what to predict and how hard to try, then start a run.")
        best = best_of(self._views, document.target)
        if best is None:
            return self.tr("No run has a usable model yet.")
        return self.tr("Run {number} · {name} has the lowest validation loss of {n} runs.").format(
            number=best.number, name=best.name, n=count(len(self._views))
        )

    def _show_state(self) -> None:
        """Which of the page's states is shown."""
        document, table = self.session.document, self.session.table
        if document is None or table is None:
            self._stack.setCurrentWidget(self._no_data)
        elif self._views or self.session.training:
            self._stack.setCurrentWidget(self._work)
        else:
            self._show_no_runs(document)
            self._stack.setCurrentWidget(self._no_runs)

    def _show_no_runs(self, document: Document) -> None:
        if document.target is None:
            title = self.tr("What should be predicted?")
            sentence = self.tr("Choose the column at the right. The network learns it from all the others.")
        else:
            title = self.tr("No run yet")
            sentence = self.tr(
                "Here the loss of {target} falls while a network learns, with every run to compare. "
                "Quick gives a first impression in seconds."
            ).format(target=document.target)
        self._first.setVisible(document.target is not None)
        self._no_runs.set_words(title, sentence)

    # handlers: the session

    def _on_project(self) -> None:
        self._selected, self._seed_error, self._detected_for = None, "", ()
        self.notice.forget()
        self.runs.forget()
        self.show_document()

    def _on_run_event(self, _event: object) -> None:
        """Runs tell more often than eyes see; the chart slows itself, the rest is cheap."""
        live = self.session.live_run
        if live is None:
            return
        self._views = self._all_views()
        target = self.session.document.target if self.session.document else None
        self.runs.set_runs(self._views, target)
        self._show_header()
        self._show_run()

    def _on_start_failed(self, error: object) -> None:
        if isinstance(error, EpochalError):
            self.notice.show_error(error)

    # handlers: a person

    def _edit(self, document: Document | None, label: str) -> None:
        if document is not None:
            self.session.edit(document, label)

    def _on_target(self, name: str) -> None:
        document = self.session.document
        if document is not None:
            self._edit(document.with_target(name).with_task("auto"), self.tr("Predict {name}").format(name=name))

    def _on_task(self, task: str) -> None:
        if self.session.document is not None:
            self._edit(self.session.document.with_task(task), self.tr("Kind of prediction"))

    def _on_preset(self, key: str) -> None:
        if self.session.document is not None:
            self._wrong.clear()
            self._edit(self.session.document.with_preset(key), self.tr("Preset {name}").format(name=key))
            self._show_choices()

    def _on_setting(self, key: str, text: str | None) -> None:
        """Keep a setting that can be; say beside its field why another can't."""
        document = self.session.document
        if document is None:
            return
        changed = document.with_setting(key, text)
        if key == "optimiser":
            changed = changed.with_settings(fitting(changed))
        self._wrong.pop(key, None)
        try:
            settings_from(changed.preset, dict(changed.overrides))
        except EpochalError as refused:
            self._wrong[refused.place.setting or key] = (text or "", told_words(without_place(refused)))
        else:
            self._edit(changed, self.tr("Setting {key}").format(key=key))
        self._show_choices()

    def _on_reset(self) -> None:
        if self.session.document is not None:
            self._wrong.clear()
            self._edit(self.session.document.with_settings({}), self.tr("Settings of the preset"))
            self._show_choices()

    def _on_seed(self, text: str) -> None:
        seed = seed_of(text)
        self._seed_error = "" if seed is not None else self.tr("The seed is a whole number.")
        if seed is not None and self.session.document is not None:
            self._edit(self.session.document.with_seed(seed), self.tr("Seed {seed}").format(seed=seed))
        self._show_choices()

    def _on_reuse(self, number: int) -> None:
        """Take preset, settings and seed of a run for the next one."""
        record, document = self.session.run(number), self.session.document
        if record is None or document is None:
            return
        stored = record.document
        again = document.with_preset(str(stored["preset"])).with_settings(dict(stored["overrides"]))
        self._wrong.clear()
        self._edit(again.with_seed(int(stored["seed"])), self.tr("Settings of run {number}").format(number=number))
        self._show_choices()

    def _on_quick(self) -> None:
        self._on_preset("quick")
        self.start_run()

    def _on_new(self) -> None:
        self.navigator.action("inspector").trigger()

    def _on_run_chosen(self, number: int) -> None:
        self._selected = number
        self._show_run()

    def _on_settings_wanted(self) -> None:
        self._inspector.advanced.set_open(True)
        self._inspector.form.row("learning_rate").field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_rate_wanted(self, rate: str) -> None:
        """Try again with a lower learning rate."""
        self._on_setting("learning_rate", rate)
        self.start_run()


def _detected(table: Table, target: str, task: str) -> Iterator[Finished[tuple[tuple[object, ...], Task, int]]]:
    """In the other lane: the target's task, and how many different values it has."""
    found = detect_task(table, target, None if task == "auto" else Task(task))
    yield Finished(((target, task), found, int(table.values(target).nunique())))


def patience_of(record: RunRecord) -> int:
    """The patience a run was started with; 0 when its settings can't be read."""
    stored = record.document
    try:
        return int(settings_pairs(str(stored.get("preset")), dict(stored.get("overrides") or ()))["patience"])
    except (EpochalError, TypeError, ValueError):
        return 0


def fitting(document: Document) -> dict[str, str]:
    """The settings without those that the chosen optimiser has no use for."""
    overrides = dict(document.overrides)
    try:
        optimiser = settings_pairs(document.preset, {k: v for k, v in overrides.items() if k == "optimiser"})[
            "optimiser"
        ]
    except EpochalError:
        return overrides
    return {key: text for key, text in overrides.items() if optimiser in USED_BY.get(key, (optimiser,))}


def without_place(error: EpochalError) -> EpochalError:
    """The same error for a place where it's plain which setting is meant."""
    return EpochalError(error.code, error.params, Place())
