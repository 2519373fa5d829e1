"""Where a file lies, shown by the system's own program for files, with the file selected where that can be asked for.

Why (2026-11-25): Qt opens folders and selects nothing in them; in a full folder the file that was just written had to
be looked for. Each system has its own way: `explorer /select,` and `open -R`; on Linux the freedesktop.org interface
org.freedesktop.FileManager1, asked by `dbus-send`, which spares the program a bus connection of its own. Where that
isn't answered, the folder is opened.
"""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QProcess, QUrl
from PySide6.QtGui import QDesktopServices

from core.base.wording import QT_TRANSLATE_NOOP

SHOW = QT_TRANSLATE_NOOP("folders", "Show in folder")
SHOW_MAC = QT_TRANSLATE_NOOP("folders", "Show in Finder")
ASK = (
    "--session", "--print-reply", "--reply-timeout=3000", "--dest=org.freedesktop.FileManager1",
    "/org/freedesktop/FileManager1", "org.freedesktop.FileManager1.ShowItems",
)  # fmt: skip


def show_words() -> str:
    """What the button says on this system."""
    return QCoreApplication.translate("folders", SHOW_MAC if sys.platform == "darwin" else SHOW)


def selecting(path: Path, platform: str = sys.platform) -> tuple[str, list[str]]:
    """The program that shows a file in its folder, and what it is given."""
    if platform == "win32":
        return "explorer.exe", ["/select,", str(path)]  # two arguments: one with a blank in it would be put in quotes
    if platform == "darwin":
        return "open", ["-R", str(path)]
    address = bytes(QUrl.fromLocalFile(str(path)).toEncoded().data()).decode("ascii").replace(",", "%2C")
    return "dbus-send", [*ASK, f"array:string:{address}", "string:"]  # a comma would part the array


def show_in_folder(path: Path) -> None:
    """Show a file where it lies; when it is gone, the folder that it lay in."""
    if not path.exists():
        _open_folder(path)
        return
    program, arguments = selecting(path)
    if sys.platform in ("win32", "darwin"):
        if not QProcess.startDetached(program, arguments)[0]:
            _open_folder(path)
        return
    process = QProcess(QCoreApplication.instance())

    def ended(code: int) -> None:
        process.deleteLater()
        if code != 0:  # nobody on the bus answers for files
            _open_folder(path)

    process.finished.connect(ended)
    process.errorOccurred.connect(lambda error: ended(-1) if error == QProcess.ProcessError.FailedToStart else None)
    process.start(program, arguments)


def _open_folder(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))
