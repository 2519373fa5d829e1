"""The size of text, 100 to 150 %: the whole window grows with it, from the next start on.

Why (2026-11-25) everything grows and not the letters alone: half of the window is painted, with icons, rows, bars and
margins that fit their words. Letters alone would need each of some hundred distances to follow, and a control that
doesn't is a control that cuts its words. One factor for all keeps every proportion, is sharp (Qt draws vectors and
letters at the true resolution), and is what a browser's zoom does. Qt takes that factor only when it starts.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QSettings

PERCENTS = (100, 110, 125, 150)
FACTOR = "QT_SCALE_FACTOR"
WINDOWS_WISH = r"HKEY_CURRENT_USER\Software\Microsoft\Accessibility"


def nearest_percent(wanted: float) -> int:
    """The size offered that comes nearest."""
    return min(PERCENTS, key=lambda percent: abs(percent - wanted))


def system_percent() -> int:
    """The size of text that the system asks for beside the screen's own scale; Windows only has such a setting, the
    others have it in the scale."""
    return _windows_percent() if sys.platform == "win32" else PERCENTS[0]


def _windows_percent() -> int:
    told = QSettings(WINDOWS_WISH, QSettings.Format.NativeFormat).value("TextScaleFactor", PERCENTS[0])
    return nearest_percent(_number(str(told)) or PERCENTS[0])


@contextmanager
def scaled_by(percent: int) -> Iterator[None]:
    """While Qt starts: make everything this size. A factor that the person set in the environment counts, too.

    It is taken back at once, or every program that is started from here (a file manager) would grow as well.
    """
    before = os.environ.get(FACTOR)
    if percent != PERCENTS[0]:
        os.environ[FACTOR] = f"{(_number(before or '') or 1) * percent / 100:g}"
    try:
        yield
    finally:
        if before is None:
            os.environ.pop(FACTOR, None)
        else:
            os.environ[FACTOR] = before


def _number(text: str) -> float:
    """0 for what is no sensible number."""
    try:
        number = float(text)
    except ValueError:
        return 0.0
    return number if 0 < number < 1000 else 0.0
