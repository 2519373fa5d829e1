"""The settings: how the window looks, how large, how much moves, and where the program keeps its things.

Every choice counts at once and is kept at once: there is nothing to confirm, and choosing again is the undo.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from core.base.folders import cache_folder, log_folder
from gui.settings import MODES, MOTIONS, Settings
from gui.state.opening import drafts_folder
from gui.text_size import PERCENTS
from gui.theme import Theme, sizes
from gui.widgets import Button, Label, Line, Prose, SegmentedControl, tight
from gui.window.folder_row import FolderRow

WIDTH, NAMES, LATER = 560, 96, 270


class SettingsDialog(QDialog):
    """`restart_wanted` when a person wants the new size of text now. shown_percent: the size of this start."""

    restart_wanted = Signal()

    def __init__(self, settings: Settings, theme: Theme, shown_percent: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.settings, self.theme, self._shown_percent = settings, theme, shown_percent
        self.setWindowTitle(self.tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.looks = self._choice(self.tr("Theme"), self._mode_words(), settings.mode)
        self.text_size = self._choice(
            self.tr("Text size"), [(str(p), self.tr("{p} %").format(p=p)) for p in PERCENTS], str(settings.text_percent)
        )
        self.motion = self._choice(self.tr("Motion"), self._motion_words(), settings.motion)
        self._later = self._make_later_line()
        self._lay_out()
        self.looks.chosen.connect(self._on_mode)
        self.text_size.chosen.connect(self._on_size)
        self.motion.chosen.connect(self._on_motion)
        theme.changed.connect(self._on_theme)
        self._settle_size()

    # parts

    def _choice(self, name: str, options: list[tuple[str, str]], key: str) -> SegmentedControl:
        control = SegmentedControl(self.theme, options, name)
        control.set_key(key)
        return control

    def _mode_words(self) -> list[tuple[str, str]]:
        words = (self.tr("As the system"), self.tr("Light"), self.tr("Dark"))
        return list(zip(MODES, words, strict=True))

    def _motion_words(self) -> list[tuple[str, str]]:
        words = (self.tr("As the system"), self.tr("Full"), self.tr("Less"))
        return list(zip(MOTIONS, words, strict=True))

    def _make_later_line(self) -> QWidget:
        line = QWidget()
        row = tight(QHBoxLayout(line), 0, sizes.M)
        row.addSpacing(NAMES + sizes.M)
        self.restart = Button(self.theme, self.tr("Restart now"), size="small")
        self.restart.clicked.connect(self.restart_wanted)
        self._later_words = Prose(self.theme, "", px=sizes.SMALL)
        self._later_words.setFixedWidth(LATER)
        row.addWidget(self._later_words)
        row.addStretch(1)
        row.addWidget(self.restart, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _lay_out(self) -> None:
        column = tight(QVBoxLayout(self), sizes.XL, sizes.S)
        column.addWidget(Label(self.theme, self.windowTitle(), px=sizes.TITLE, weight=600))
        column.addSpacing(sizes.XXS)
        for control in (self.looks, self.text_size):
            column.addLayout(self._row(control))
        column.addWidget(self._later)
        column.addLayout(self._row(self.motion))
        column.addSpacing(sizes.XXS)
        column.addWidget(Line(self.theme))
        column.addWidget(Label(self.theme, self.tr("Where things are kept"), weight=600))
        for row in self._folder_rows():
            column.addWidget(row)
        column.addSpacing(sizes.XXS)
        column.addLayout(self._foot())

    def _row(self, control: SegmentedControl) -> QHBoxLayout:
        row = tight(QHBoxLayout(), 0, sizes.M)
        label = Label(self.theme, control.accessibleName(), tone="text2")
        label.setMinimumWidth(NAMES)
        row.addWidget(label)
        row.addWidget(control)
        row.addStretch(1)
        return row

    def _folder_rows(self) -> list[FolderRow]:
        places: list[tuple[str, Callable[[], Path]]] = [
            (self.tr("Drafts: projects without a place of their own"), drafts_folder),
            (self.tr("Cache: compiled kernels, which are made anew when missing"), cache_folder),
            (self.tr("Logs, and the details of crashes"), log_folder),
        ]
        if self.settings.place:
            places.append((self.tr("Settings"), Path(self.settings.place).resolve().parent.absolute))
        return [FolderRow(self.theme, title, folder) for title, folder in places]

    def _foot(self) -> QHBoxLayout:
        close = Button(self.theme, self.tr("Close"), kind="primary")
        close.clicked.connect(self.close)
        kept = self.tr("Every choice is kept at once.")
        if not self.settings.place:
            kept = self.tr("The settings can’t be written; they last until Epochal is closed.")
        foot = tight(QHBoxLayout(), 0, sizes.M)
        foot.addWidget(Label(self.theme, kept, px=sizes.SMALL, tone="text3"), 1)
        foot.addWidget(close)
        return foot

    # what is chosen

    def _on_mode(self, key: str) -> None:
        mode = next(mode for mode in MODES if mode == key)
        self.settings.set_mode(mode)
        self.theme.set_mode(mode)

    def _on_theme(self) -> None:
        """Switched by its key or its button meanwhile."""
        self.looks.set_key(self.theme.mode)

    def _on_size(self, key: str) -> None:
        self.settings.set_text_percent(int(key))
        self._settle_size()

    def _on_motion(self, key: str) -> None:
        motion = next(motion for motion in MOTIONS if motion == key)
        self.settings.set_motion(motion)
        self.theme.set_motion(motion)

    def _settle_size(self) -> None:
        wanted = self.settings.text_percent
        self._later.setVisible(wanted != self._shown_percent)
        words = self.tr("Everything grows with the text, from the next start on.")
        if not self._fits(wanted):
            words += " " + self.tr("On this screen the window will not fit as a whole.")
        self._later_words.set_text(words)
        self._later_words.setFixedHeight(self._later_words.heightForWidth(LATER))  # or the dialog would jump
        self.adjustSize()

    def _fits(self, percent: int) -> bool:
        screen = self.screen() or QGuiApplication.primaryScreen()
        room = screen.availableSize() * (self._shown_percent / percent)
        return room.width() >= sizes.MINIMUM[0] and room.height() >= sizes.MINIMUM[1]
