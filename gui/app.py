"""The window's application: first paint first, then the heavy rooms in the background."""

from __future__ import annotations

import logging
import logging.handlers
import sys
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QLocale, QObject, QProcess, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui.feedback.crash import CrashReporter
from gui.pages.sample_pictures import list_samples
from gui.settings import Settings
from gui.state.session import Session
from gui.text_size import scaled_by
from gui.theme import Theme
from gui.warming import warm_imports, warm_judging, warm_kernels
from gui.widgets.painting import KeysOrMouse
from gui.widgets.tabbing import show_focused
from gui.widgets.voice import give_voices
from gui.window.main_window import MainWindow
from gui.work import Lanes

SWITCH_S = 0.0005  # how long a lane may hold Python's lock against the window; the default is ten times that


class Program(QObject):
    """Everything that lives as long as the window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._opening: Path | None = None
        self._keys_or_mouse = KeysOrMouse(self)
        app.focusChanged.connect(self._on_focus)
        prefer_words()
        give_voices()
        self.settings = Settings()
        self.theme = Theme(self.settings.mode, self, motion=self.settings.motion)
        self.theme.install(app)
        self.lanes = Lanes(self)
        self.settings.write_by(self.lanes.keeping.submit)
        self.session = Session(self.lanes, self)
        self.window = MainWindow(self.session, self.theme, self.settings, self.lanes)
        self.reporter = CrashReporter(self.theme, self.window)
        self.lanes.bug_found.connect(self.reporter.show_bug)
        sys.excepthook = self.reporter.hook

    def _on_focus(self, before: QWidget | None, widget: QWidget | None) -> None:
        show_focused(before, widget)

    def start(self, opening: Path | None = None) -> None:
        """Show the window; when it has painted, warm up, and open what was asked for."""
        self._opening = opening
        self.window.installEventFilter(self)
        self.window.show()
        screen_window = self.window.windowHandle()
        if screen_window is not None:
            screen_window.installEventFilter(self._keys_or_mouse)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The first paint: everything else comes after it."""
        if event.type() == QEvent.Type.Paint:
            self.window.removeEventFilter(self)
            QTimer.singleShot(0, self._after_first_paint)
        return super().eventFilter(watched, event)

    def _after_first_paint(self) -> None:
        if self._opening is not None:
            if self._opening.suffix.lower() == ".epochal":
                self.session.open_project(self._opening)
            else:
                self._import(self._opening)
        else:
            self.window.welcome.draw_pictures(self.lanes.other)
        imports = self.lanes.other.submit(warm_imports, name=self.tr("Warming up"))
        imports.finished.connect(self._on_imports_warm)

    def _import(self, file: Path) -> None:
        """A bundled sample opens as the complete project that its card on Welcome gives."""
        place = file.resolve()
        sample = next((one for one in list_samples() if one.path.resolve() == place), None)
        if sample is not None:
            self.session.import_sample(sample.path, name=sample.title, target=sample.target)
        else:
            self.window.commands.import_file(str(file))

    def _on_imports_warm(self) -> None:
        """One after the other: a lane that imports while another does, or while the window makes its pages, leaves the
        window too little of Python's lock."""
        self.window.build_ahead().host.all_built.connect(self._on_built, Qt.ConnectionType.SingleShotConnection)

    def _on_built(self) -> None:
        kernels = self.lanes.training.submit(warm_kernels, name=self.tr("Warming up the kernels"))
        kernels.finished.connect(self._on_kernels_warm)

    def _on_kernels_warm(self) -> None:
        self.lanes.other.submit(warm_judging, name=self.tr("Warming up"))


def prefer_words() -> None:
    """Write numbers and dates in the language of the words, English, until the words are translated.

    Many sentences come from core with their numbers in them: "1,234" in one place and "1.234" in another would be read
    as different numbers.
    """
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))


def start_log() -> None:
    """Keep a log in the person's log folder; where that can't be written, go without."""
    from core.base.folders import log_folder

    try:
        keeper = logging.handlers.RotatingFileHandler(
            log_folder() / "epochal.log", maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=True
        )
    except OSError:
        return
    keeper.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("epochal").addHandler(keeper)
    logging.getLogger("epochal").setLevel(logging.INFO)


def run(arguments: Sequence[str]) -> int:
    """Open the window, maybe with a file or a project; returns the exit code when it is closed."""
    sys.setswitchinterval(SWITCH_S)
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("Epochal")
    QApplication.setDesktopFileName("epochal")
    with scaled_by(Settings().text_percent):
        app = QApplication([sys.argv[0], *arguments[1:]])
    start_log()
    program = Program(app)
    program.start(Path(arguments[0]) if arguments else None)
    code = app.exec()
    program.lanes.shut_down()
    program.settings.flush()
    if program.window.restart_with is not None:
        start_again(program.window.restart_with)
    return int(code)


def start_again(opening: Sequence[str]) -> bool:
    """Start the program once more, on its own, with the same project."""
    return QProcess.startDetached(sys.executable, ["-m", "gui", "open", *opening])[0]
