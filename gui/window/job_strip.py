"""The bottom strip: what runs, how far, how long still, what waits; processor and memory at the right."""

from __future__ import annotations

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.models.run_words import shown_name
from gui.state.live_run import LiveRun
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import IconLabel, Label, Line, ProgressLine, Spinner, Surface, tight
from gui.widgets.durations import duration_words
from gui.widgets.voice import Role

SAMPLE_MS, GIB = 1000, 1 << 30


class JobStrip(Surface):
    """32 px. `start_meters` begins to sample processor and memory, after the first paint."""

    spoken_as = Role.StatusBar

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "rail", lines=("top",), parent=parent)
        self.setFixedHeight(sizes.STRIP)
        self.setAccessibleName(self.tr("Work in progress"))
        self.session = session
        self._watched: int | None = None  # the run that trained last, while it was looked at
        self._icon = IconLabel(theme, "circle-check", "ok", size=15)
        self._spinner = Spinner(theme, 13)
        self._name = Label(theme, "", px=sizes.SMALL, weight=500)
        self._line = ProgressLine(theme, thickness=3)
        self._line.setFixedWidth(96)
        self._done = Label(theme, "", px=sizes.SMALL, tone="text2")
        self._left = Label(theme, "", px=sizes.SMALL, tone="text3")
        self._bar = Line(theme, vertical=True)
        self._bar.setFixedHeight(16)
        self._waiting = Label(theme, "", px=sizes.SMALL, tone="text2")
        self._meters = QWidget()
        self._cpu, self._memory = self._meter(self.tr("CPU")), self._meter(self.tr("Memory"))
        self._lay_out()
        self._timer = QTimer(self)
        self._timer.setInterval(SAMPLE_MS)
        self._timer.timeout.connect(self._sample)
        session.run_event.connect(self._on_run_event)
        for signal in (session.run_state_changed, session.busy_changed, session.runs_changed):
            signal.connect(self.show_work)
        session.project_closed.connect(self._on_closed)
        self._meters.hide()
        self.show_work()

    def _meter(self, name: str) -> tuple[Label, ProgressLine, Label]:
        line = ProgressLine(self.theme, name, thickness=4, token="control")
        line.setFixedWidth(40)
        label = Label(self.theme, name, px=sizes.TINY, tone="text2")
        return label, line, Label(self.theme, "", px=sizes.TINY, tone="text2")

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(sizes.M, 1, sizes.M, 0)
        row.setSpacing(sizes.S)
        for part in (self._icon, self._spinner, self._name, self._line, self._done, self._left, self._bar):
            row.addWidget(part)
        row.addWidget(self._waiting)
        row.addStretch(1)
        meters = tight(QHBoxLayout(self._meters), 0, 8)
        for index, meter in enumerate((self._cpu, self._memory)):
            if index:
                meters.addSpacing(8)
            for part in meter:
                meters.addWidget(part)
        row.addWidget(self._meters)

    # what runs

    def show_work(self) -> None:
        """Say what goes on: a run, an import, or nothing."""
        live, busy = self.session.live_run, self.session.busy
        if live is not None:
            self._show_run(live)
        elif busy is not None:
            self._show(busy.name, None, self.tr("reading"), "", working=True)
        else:
            self._show(self.tr("No runs in progress"), -1.0, "", "", working=False)
            self._show_trouble()
        waiting = self.session.runs_waiting
        self._bar.setVisible(waiting > 0)
        self._waiting.setVisible(waiting > 0)
        self._waiting.setText(self.tr("{count} waiting").format(count=waiting))

    def _show_trouble(self) -> None:
        """How the last run went wrong, until the next one begins; its page says more."""
        run = self.session.run(self._watched)
        words = {
            "diverged": self.tr("stopped: its loss became infinite"),
            "interrupted": self.tr("was interrupted"),
            "failed": self.tr("failed"),
        }
        if run is not None and str(run.status) in words:
            name = self.tr("Run {number} · {name}").format(number=run.number, name=shown_name(run.name))
            self._show(name, -1.0, words[str(run.status)], "", working=False)
            self._icon.set_icon("circle-x", "bad")
            self._name.set_tone("text")

    def _on_closed(self) -> None:
        self._watched = None

    def _show_run(self, live: LiveRun) -> None:
        self._watched = live.number if live.number is not None else self._watched
        name = self.tr("Run {number} · {name}").format(number=live.number, name=shown_name(live.name))
        if live.number is None:
            name = self.tr("New run")
        stages = {
            "waiting": self.tr("waiting"),
            "preparing": self.tr("preparing data"),
            "compiling": self.tr("preparing the network"),
            "judging": self.tr("judging the best epoch"),
        }
        done = stages.get(live.stage, "")
        if live.stage == "training":
            locale = QLocale()
            done = self.tr("epoch {done} of {all}").format(
                done=locale.toString(live.epoch), all=locale.toString(live.planned_epochs)
            )
        left = "" if live.left_s is None else self.tr("{time} left").format(time=duration_words(live.left_s))
        if live.paused:
            left = self.tr("paused")
        self._show(name, live.share, done, left, working=not live.paused)

    def _show(self, name: str, share: float | None, done: str, left: str, *, working: bool) -> None:
        idle = share is not None and share < 0
        self._icon.setVisible(not working)
        self._icon.set_icon("circle-check" if idle else "pause", "ok" if idle else "text2")
        self._spinner.setVisible(working)
        self._name.setText(name)
        self._name.set_tone("text2" if idle else "text")
        self._line.setVisible(not idle)
        if not idle:
            self._line.set_share(share)
        for label, words in ((self._done, done), (self._left, left)):
            label.setText(words)
            label.setVisible(bool(words))  # a screen reader would stop at an empty one

    def _on_run_event(self, _event: object) -> None:
        if self.session.live_run is not None:
            self._show_run(self.session.live_run)

    # processor and memory

    def start_meters(self) -> None:
        """Begin to sample; psutil is imported here, not before the first paint."""
        import psutil

        self._psutil = psutil
        psutil.cpu_percent()  # the first value has no span
        self._meters.show()
        self._timer.start()
        self._sample()

    def _sample(self) -> None:
        percent, memory, locale = self._psutil.cpu_percent(), self._psutil.virtual_memory(), QLocale()
        used = memory.total - memory.available
        self._cpu[1].set_share(percent / 100)
        self._cpu[2].setText(f"{percent:.0f} %")
        self._cpu[2].setMinimumWidth(self._cpu[2].fontMetrics().horizontalAdvance("100 %"))
        self._memory[1].set_share(used / memory.total)
        all_of_it = locale.toString(memory.total / GIB, "f", 0)
        words = self.tr("{used} of {all} GB").format(used=locale.toString(used / GIB, "f", 1), all=all_of_it)
        self._memory[2].setText(words)
