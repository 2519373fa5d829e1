"""Ctrl+C and a polite `kill` end a command the same way: nothing half-written, and a run keeps its best epoch."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

Handler = Callable[[int, FrameType | None], Any]


@contextmanager
def interruptible() -> Iterator[None]:
    """A polite `kill` raises KeyboardInterrupt, as Ctrl+C does, so that temporary files are cleared away."""
    with _handling((signal.SIGTERM,), signal.default_int_handler):
        yield


@contextmanager
def stop_asked() -> Iterator[threading.Event]:
    """Set by the first Ctrl+C or polite `kill`, for whoever looks between two events; the second interrupts at once."""
    asked = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:
        if asked.is_set():
            raise KeyboardInterrupt
        asked.set()

    with _handling((signal.SIGINT, signal.SIGTERM), on_signal):
        yield asked


@contextmanager
def _handling(numbers: tuple[signal.Signals, ...], handler: Handler) -> Iterator[None]:
    """Only the main thread may say what a signal does; elsewhere nothing changes."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    previous = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, before in previous.items():
            signal.signal(number, before)
