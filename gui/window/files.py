"""Asking for files: what to open, where to save. Dialogs are opened, never executed."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from gui.settings import Settings
from gui.window.drop_overlay import PROJECT, SPREADSHEETS


class FileAsker(QObject):
    """Each verb opens a dialog; the answer comes as a signal."""

    spreadsheet_chosen = Signal(str)
    replacement_chosen = Signal(str)
    project_chosen = Signal(str)
    place_chosen = Signal(str)
    found = Signal(str, str)  # where a project was, where it is

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._settings = settings
        self._window = window

    def ask_spreadsheet(self) -> None:
        """Which spreadsheet to import as a new project."""
        dialog = self._to_open(self.tr("Open a spreadsheet"), self._spreadsheets())
        dialog.fileSelected.connect(self.spreadsheet_chosen)
        dialog.open()

    def ask_replacement(self) -> None:
        """Which spreadsheet to import into the open project."""
        dialog = self._to_open(self.tr("Import into this project"), self._spreadsheets())
        dialog.fileSelected.connect(self.replacement_chosen)
        dialog.open()

    def ask_project(self) -> None:
        """Which project to open."""
        dialog = self._to_open(self.tr("Open project"), self._projects())
        dialog.fileSelected.connect(self.project_chosen)
        dialog.open()

    def ask_lost(self, path: Path) -> None:
        """Where a project is now; looked for from where it was, as far as that is still there."""
        dialog = self._to_open(self.tr("Find {name}").format(name=path.name), self._projects())
        folder = next((parent for parent in path.parents if parent.is_dir()), None)
        if folder is not None:
            dialog.setDirectory(str(folder))
        dialog.fileSelected.connect(partial(self.found.emit, str(path)))
        dialog.open()

    def ask_place(self, name: str) -> None:
        """Where the project shall be kept. The dialog itself asks before it takes an existing file."""
        dialog = QFileDialog(self._window, self.tr("Save project as"), self._settings.folder, self._projects())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(PROJECT.lstrip("."))
        dialog.selectFile(name + PROJECT)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        dialog.fileSelected.connect(self.place_chosen)
        dialog.open()

    def _to_open(self, title: str, kinds: str) -> QFileDialog:
        dialog = QFileDialog(self._window, title, self._settings.folder, kinds)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self._on_chosen)
        return dialog

    def _on_chosen(self, path: str) -> None:
        self._settings.set_folder(Path(path).parent)

    def _spreadsheets(self) -> str:
        endings = " ".join(f"*{ending}" for ending in SPREADSHEETS)
        return self.tr("Spreadsheets ({endings});;All files (*)").format(endings=endings)

    def _projects(self) -> str:
        return self.tr("Epochal projects ({ending})").format(ending=f"*{PROJECT}")
