"""A failure that is ours: what the crash dialog shows and the log keeps."""

from __future__ import annotations

import logging
import platform
import traceback
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

log = logging.getLogger("epochal")


@dataclass(frozen=True)
class Bug:
    """An exception nobody foresaw. `details` is the text for support; `log_file` where it was kept, if it could be."""

    summary: str
    details: str
    log_file: Path | None


def bug_of(error: BaseException) -> Bug:
    """Write the details beside the log and return them. Never raises: it is called when things are already wrong."""
    trace = "".join(traceback.format_exception(error))
    summary = f"{type(error).__name__}: {error}".strip()
    details = (
        f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{platform.platform()}, Python {platform.python_version()}\n\n{trace}"
    )
    log.error("unforeseen: %s", summary, exc_info=error)
    return Bug(summary, details, _kept(details))


def _kept(details: str) -> Path | None:
    try:
        from core.base.folders import log_folder

        path = log_folder() / f"bug-{datetime.now():%Y%m%d-%H%M%S-%f}.txt"
        path.write_text(details, encoding="utf-8")
    except OSError:
        return None
    return path
