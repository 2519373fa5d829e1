"""Is there a screen, and can Qt use it? On Linux its wheels need shared libraries of the system."""

from __future__ import annotations

import ctypes
import os
import sys
from dataclasses import dataclass

from bootstrap_system import SetupError, install_packages, last_line
from bootstrap_venv import Venv

LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
PROBE = "from PySide6 import QtSvg, QtWidgets; QtWidgets.QApplication([]); print('Qt starts')"
UNSEEN = ("offscreen", "minimal", "vnc")


@dataclass(frozen=True)
class Screen:
    """Whether a window can be seen, and why not."""

    there: bool
    why_not: str = ""


def find_screen(venv: Venv) -> Screen:
    """Look for a display and make sure that Qt can draw on it. Raises SetupError where a library is missing."""
    screen = named_display()
    if not screen.there:
        return screen
    install_missing(x11=not os.environ.get("WAYLAND_DISPLAY"))
    said = probe(venv)
    if said is not None:
        install_missing(x11=True)  # a Wayland session may still fall back to X11
        said = probe(venv)
    return screen if said is None else Screen(False, f"Qt can't use this display: {said}")


def make_ready_unseen(venv: Venv) -> None:
    """Make sure that Qt can draw in memory, as the tests do. Raises SetupError."""
    install_missing(x11=False)
    said = probe(venv, QT_QPA_PLATFORM="offscreen")
    if said is not None:
        raise SetupError(
            f"Qt doesn't start on this computer ({said}): mend that, or delete {venv.folder} and run this again."
        )


def named_display() -> Screen:
    """What the environment says; Windows and macOS have a screen."""
    platform = os.environ.get("QT_QPA_PLATFORM", "").split(":")[0]
    if platform in UNSEEN:
        return Screen(False, f"QT_QPA_PLATFORM is {platform}")
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return Screen(True)
    return Screen(False, "there is no display")


def install_missing(*, x11: bool) -> None:
    """Install the shared libraries that Qt needs and this Linux lacks, when allowed. Raises SetupError."""
    if sys.platform != "linux":
        return
    wanted = LIBRARIES | X11_LIBRARIES if x11 else LIBRARIES
    packages = [package for library, package in wanted.items() if not loads(library)]
    if packages:
        install_packages(packages, "Qt, which draws the window, needs shared libraries that this system lacks")


def loads(library: str) -> bool:
    """Whether the system finds a shared library with all that it needs itself."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def probe(venv: Venv, **variables: str) -> str | None:
    """Start Qt in a process of its own, since it aborts when it can't; returns what it said, None if all is well."""
    done = venv.call("-c", PROBE, **variables)
    return None if done.returncode == 0 else reason(done.stderr)


def reason(said: str) -> str:
    """The line that names the cause: Qt's own first one ("qt.qpa.xcb: could not connect to display"), else the last."""
    of_qt = [line.partition(": ")[2] for line in said.splitlines() if line.startswith("qt.qpa.")]
    return of_qt[0].rstrip(".") if of_qt else last_line(said)
