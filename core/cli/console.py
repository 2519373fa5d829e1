"""What the terminal shows: results on standard output, progress on standard error, or one JSON object per line."""

from __future__ import annotations

import contextlib
import io
import json
import math
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any, TextIO, TypeVar

from core.base.errors import EpochalError
from core.base.notices import Notice
from core.base.progress import Early, Finished, Progress, Warned
from core.base.wording import sentence, what_and_todo

ResultT = TypeVar("ResultT")
BAR_WIDTH = 24
REDRAW_S = 0.1


class Console:
    """Speaks for one command. With `as_json` every line of standard output is an object with "event"."""

    def __init__(self, as_json: bool, out: TextIO | None = None, err: TextIO | None = None) -> None:
        self.as_json = as_json
        self.out = _sturdy(out or sys.stdout)
        self.err = _sturdy(err or sys.stderr)
        self._bar = False
        self._drawn_s = 0.0

    def result(self, text: str) -> None:
        """A line of the result, for people."""
        if not self.as_json:
            self.clear()
            self._print(text)

    def event(self, name: str, /, **fields: Any) -> None:
        """An event, for programs."""
        if self.as_json:
            self._print(json.dumps({"event": name, **_plain(fields)}, ensure_ascii=False))

    def finished(self, **fields: Any) -> None:
        """The last event: the result's fields."""
        self.clear()
        self.event("finished", **fields)

    def failed(self, error: EpochalError) -> None:
        """The failure, as one sentence on standard error and as the last event; never a failure of its own."""
        text = sentence(error)
        with contextlib.suppress(OSError, EpochalError):
            self.event("failed", code=error.code, message=text, place=error.place.as_dict())
        with contextlib.suppress(OSError):
            self.clear()
            print(f"epochal: {text}", file=self.err)

    def warned(self, notice: Notice) -> None:
        """Something worth hearing."""
        self.event("warned", code=notice.code, message=sentence(notice), place=notice.place.as_dict())
        self.line(f"note: {sentence(notice)}")

    def heard(self, notices: Iterable[Notice]) -> None:
        """Tell each of these: what was noticed when a project was opened."""
        for notice in notices:
            self.warned(notice)

    def line(self, text: str) -> None:
        """A line of progress, for people."""
        if not self.as_json:
            self.clear()
            print(text, file=self.err)

    def _print(self, text: str) -> None:
        """A line of standard output, at once. Raises EpochalError cli.no_output; BrokenPipeError when nobody reads."""
        try:
            print(text, file=self.out, flush=True)
        except BrokenPipeError:
            raise
        except OSError as error:
            raise EpochalError("cli.no_output", {"detail": error.strerror or str(error)}) from error

    def progress(self, stage: str, done: int, total: int, unit: str, words: str = "") -> None:
        """How far a stage has come: a bar on a terminal, an event for programs, nothing otherwise."""
        self.event("progress", stage=stage, done=done, total=total, unit=unit)
        if words or total:
            self.bar(words or f"{stage} {done:,} of {total:,} {unit}", done / total if total else 0.0)

    def bar(self, words: str, share: float) -> None:
        """Redraw the progress bar, at most ten times a second, when standard error is a terminal."""
        now = time.monotonic()
        if self.as_json or not self.err.isatty() or (self._bar and now - self._drawn_s < REDRAW_S and share < 1):
            return
        full = round(BAR_WIDTH * min(max(share, 0.0), 1.0))
        print(f"\r\x1b[K{'━' * full}{'─' * (BAR_WIDTH - full)}  {words}", end="", file=self.err, flush=True)
        self._bar, self._drawn_s = True, now

    def clear(self) -> None:
        """Take the bar away before something else is printed."""
        if self._bar:
            print("\r\x1b[K", end="", file=self.err, flush=True)
            self._bar = False

    def follow(self, events: Iterator[Progress | Warned | Early | Finished[ResultT]]) -> ResultT:
        """Pull a verb to its end, telling its progress; returns its result."""
        for event in events:
            match event:
                case Progress():
                    self.progress(event.stage, event.done, event.total, event.unit)
                case Warned():
                    self.warned(event.notice)
                case Finished():
                    self.clear()
                    return event.result
        raise AssertionError("a verb ends with Finished")


def _sturdy(stream: TextIO | None) -> TextIO:
    """The stream, which writes what its encoding can't as an escape; a closed one takes everything and keeps nothing.

    In JSON the escape of a lone surrogate is the one that JSON has.
    """
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
    return stream


def notice_words(notice: Notice) -> str:
    """A notice as a clause inside a line: what, and what to do, without the place."""
    what, todo = what_and_todo(notice)
    return f"{what}: {todo}" if todo else what


def figure(value: object) -> str:
    """A number for people: four significant digits, thousands grouped; "–" for none."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return "–"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, float):
        if value != 0 and (abs(value) >= 1e15 or abs(value) < 1e-4):
            return f"{value:.3e}"
        digits = max(0, 3 - math.floor(math.log10(abs(value)))) if value else 0
        return f"{value:,.{min(digits, 6)}f}"
    return str(value)


def rows_of_text(header: list[str], rows: list[list[str]]) -> str:
    """A plain table: the first column flush left, the others flush right."""
    widths = [max(len(line[at]) for line in [header, *rows]) for at in range(len(header))]

    def joined(line: list[str]) -> str:
        cells = [
            line[0].ljust(widths[0]),
            *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)),
        ]
        return "  ".join(cells).rstrip()

    return "\n".join(joined(line) for line in [header, *rows])


def _plain(value: Any) -> Any:
    """JSON without NaN or infinity (they are null), and without numpy's scalars."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "item") and not isinstance(value, str):
        return _plain(value.item())
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
