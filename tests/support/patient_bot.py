"""pytest-qt's robot, with patience: its own gives up after 5 s."""

from __future__ import annotations

from functools import partialmethod

from patience import PATIENCE_S
from pytestqt.qtbot import QtBot

PATIENCE_MS = int(PATIENCE_S * 1000)


class PatientBot(QtBot):
    """Waits as long as a slow machine needs, unless it's told otherwise."""

    waitUntil = partialmethod(QtBot.waitUntil, timeout=PATIENCE_MS)
    waitSignal = partialmethod(QtBot.waitSignal, timeout=PATIENCE_MS)
    waitExposed = partialmethod(QtBot.waitExposed, timeout=PATIENCE_MS)
    waitActive = partialmethod(QtBot.waitActive, timeout=PATIENCE_MS)
