"""Where the program keeps its things: a person's own folders, by the habits of their system.

With EPOCHAL_HOME set, all of them lie inside that one folder (tests, a portable stick). Each function makes its folder
when asked for it and raises OSError when it can't.
"""

from __future__ import annotations

import os
from pathlib import Path

NAME = "Epochal"


def data_folder() -> Path:
    """Drafts of projects, results without a place of their own."""
    return _made(_of_home("data") or _platform_folder("user_data_path"))


def config_folder() -> Path:
    """The person's settings."""
    return _made(_of_home("config") or _platform_folder("user_config_path"))


def cache_folder() -> Path:
    """What can be made anew: nothing is lost with it."""
    return _made(_of_home("cache") or _platform_folder("user_cache_path"))


def log_folder() -> Path:
    """Logs and the details of crashes."""
    return _made(_of_home("logs") or _platform_folder("user_log_path"))


def numba_cache_folder() -> Path:
    """Compiled kernels of all versions (`core.base.runtime` picks one inside): EPOCHAL_NUMBA_CACHE or in the cache."""
    chosen = os.environ.get("EPOCHAL_NUMBA_CACHE")
    return _made(Path(chosen) if chosen else cache_folder() / "numba")


def _of_home(name: str) -> Path | None:
    home = os.environ.get("EPOCHAL_HOME")
    return Path(home).expanduser().resolve() / name if home else None


def _platform_folder(function: str) -> Path:
    import platformdirs

    folder: Path = getattr(platformdirs, function)(NAME, appauthor=False)
    return folder


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
