"""What the program remembers for a person, outside their projects: how it looks, its window, recent projects.

Nothing of it is needed to start: a file that is broken, locked or can't be made counts as an empty one.

Why (2026-11-25): values are held here and written in a lane. Qt writes them on the window's thread, a moment after each
change and through to the disk, which took up to 170 ms on a busy one. What a lane hasn't come to is written by `flush`,
when the window closes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

from core.base.folders import config_folder
from core.base.progress import Finished
from gui.text_size import PERCENTS, system_percent
from gui.theme import Mode, Motion

MODES: tuple[Mode, ...] = ("system", "light", "dark")
MOTIONS: tuple[Motion, ...] = ("system", "full", "less")
NOWHERE = "/dev/null/settings.ini"  # Qt keeps what is set in memory when it can't be written
MOST_RECENT = 12
CURVE_POINTS = 40


@dataclass(frozen=True)
class RecentProject:
    """One line of the list. curve: the best run's validation losses, thinned, for a picture. pinned: stays on top."""

    path: str
    name: str
    summary: str
    opened_at: str
    curve: tuple[float, ...] = ()
    pinned: bool = False

    @property
    def exists(self) -> bool:
        """Whether the file is where it was."""
        return Path(self.path).is_file()


class Settings:
    """An INI file in the config folder (EPOCHAL_HOME is honoured). A value that can't be read counts as not there.

    Without a lane each change is written at once; with one, soon, and at the latest by `flush`.
    """

    def __init__(self) -> None:
        self._name = _place()
        file = self._file()
        self._values = {key: file.value(key) for key in file.allKeys()}
        self._unwritten: dict[str, Any] = {}
        self._changing, self._writing = Lock(), Lock()
        self._hand_in: Callable[..., object] | None = None

    @property
    def place(self) -> str:
        """The file; "" when nothing can be kept."""
        return self._name if self._name != NOWHERE and self._file().isWritable() else ""

    def write_by(self, hand_in: Callable[..., object]) -> None:
        """From now on write in the lane whose `submit` this is."""
        self._hand_in = hand_in

    def flush(self) -> None:
        """Write what isn't written yet, now. When it returns everything is in the file, if that can be written."""
        with self._writing:
            with self._changing:
                values, self._unwritten = self._unwritten, {}
            if values:
                file = self._file()
                for key, value in values.items():
                    file.setValue(key, value)
                file.sync()

    def _file(self) -> QSettings:
        return QSettings(self._name, QSettings.Format.IniFormat)

    def _set(self, key: str, value: Any) -> None:
        self._values[key] = value
        with self._changing:
            first = not self._unwritten
            self._unwritten[key] = value
        if self._hand_in is None:
            self.flush()
        elif first:
            self._hand_in(self._flushing, name="settings")

    def _flushing(self) -> Iterator[Finished[None]]:
        self.flush()
        yield Finished(None)

    @property
    def mode(self) -> Mode:
        """Light, dark or the system's."""
        kept = self._values.get("theme", "system")
        return next((mode for mode in MODES if mode == kept), "system")

    def set_mode(self, mode: Mode) -> None:
        """Remember the theme."""
        self._set("theme", mode)

    @property
    def motion(self) -> Motion:
        """Full, less, or what the system asks for."""
        kept = self._values.get("motion", "system")
        return next((motion for motion in MOTIONS if motion == kept), "system")

    def set_motion(self, motion: Motion) -> None:
        """Remember how much may move."""
        self._set("motion", motion)

    @property
    def text_percent(self) -> int:
        """How large everything is, one of `PERCENTS`; the system's wish until the person has chosen."""
        kept = str(self._values.get("text_percent", ""))
        return next((percent for percent in PERCENTS if str(percent) == kept), 0) or system_percent()

    def set_text_percent(self, percent: int) -> None:
        """Remember the size of text, for the next start."""
        self._set("text_percent", percent)

    @property
    def geometry(self) -> QByteArray | None:
        """Where the window was."""
        kept = self._values.get("geometry")
        return kept if isinstance(kept, QByteArray) else None

    def set_geometry(self, geometry: QByteArray) -> None:
        """Remember where the window is."""
        self._set("geometry", geometry)

    @property
    def folder(self) -> str:
        """Where a person last opened or saved something."""
        kept = str(self._values.get("folder", ""))
        return kept if kept and Path(kept).is_dir() else str(Path.home())

    def set_folder(self, folder: Path) -> None:
        """Remember it."""
        self._set("folder", str(folder))

    @property
    def tour_seen(self) -> bool:
        """Whether the tour was taken, or ended, once."""
        return str(self._values.get("tour_seen", "")) == "true"

    def set_tour_seen(self) -> None:
        """Remember it."""
        self._set("tour_seen", "true")

    def recent(self) -> list[RecentProject]:
        """Projects: those that are pinned, then the others, the newest first."""
        return sorted(self._by_time(), key=lambda entry: not entry.pinned)

    def _by_time(self) -> list[RecentProject]:
        try:
            values = json.loads(str(self._values.get("recent", "[]")))
            return [_recent_from(value) for value in values][:MOST_RECENT]
        except (ValueError, TypeError, KeyError, AttributeError):
            return []

    def remember(self, path: Path, name: str, summary: str, curve: Sequence[float] = ()) -> None:
        """Put a project at the top of the list; one that is pinned stays so."""
        pinned = any(other.pinned for other in self._by_time() if other.path == str(path))
        step = max(1, -(-len(curve) // CURVE_POINTS))
        now = datetime.now(UTC).isoformat(timespec="seconds")
        entry = RecentProject(str(path), name, summary, now, tuple(curve[::step]), pinned)
        self._keep([entry, *(other for other in self._by_time() if other.path != entry.path)])

    def forget(self, path: str) -> None:
        """Take a project off the list."""
        self._keep([entry for entry in self._by_time() if entry.path != path])

    def move(self, old: str, new: str) -> None:
        """A project is at another place now; it stays where it is in the list. One that isn't there changes nothing."""
        if not any(entry.path == old for entry in self._by_time()):
            return
        pinned = any(entry.pinned for entry in self._by_time() if entry.path in (old, new))
        moved = [entry for entry in self._by_time() if entry.path != new or new == old]
        self._keep([replace(entry, path=new, pinned=pinned) if entry.path == old else entry for entry in moved])

    def pin(self, path: str, pinned: bool) -> None:
        """Keep a project above the others, however long ago it was open; or no longer."""
        entries = self._by_time()
        self._keep([replace(entry, pinned=pinned) if entry.path == path else entry for entry in entries])

    def commands(self) -> list[str]:
        """What was chosen in the palette, the last one first."""
        kept = str(self._values.get("commands", ""))
        return [key for key in kept.split(" ") if key][:MOST_RECENT]

    def remember_command(self, key: str) -> None:
        """Put a command at the top of those."""
        kept = [key, *(other for other in self.commands() if other != key)]
        self._set("commands", " ".join(kept[:MOST_RECENT]))

    def _keep(self, entries: list[RecentProject]) -> None:
        """By time, the newest first; of too many, the oldest go that aren't pinned."""
        first = sorted(entries, key=lambda entry: not entry.pinned)[:MOST_RECENT]
        self._set("recent", json.dumps([asdict(entry) for entry in entries if entry in first]))


def _place() -> str:
    try:
        return str(config_folder() / "settings.ini")
    except OSError:
        return NOWHERE


def _recent_from(value: dict[str, Any]) -> RecentProject:
    path, name, summary, opened_at = (str(value[key]) for key in ("path", "name", "summary", "opened_at"))
    curve = tuple(float(number) for number in value.get("curve", ()))
    return RecentProject(path, name, summary, opened_at, curve, value.get("pinned") is True)
