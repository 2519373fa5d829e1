"""Whether the system asks for less motion. Qt has no word for it yet (6.11), so each system is asked in its own way."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Literal

from PySide6.QtCore import QSettings

Motion = Literal["system", "full", "less"]
SPI_GETCLIENTAREAANIMATION = 0x1042


def system_wants_less_motion() -> bool:
    """What the system says; False where it says nothing."""
    if sys.platform == "win32":
        return _windows_wants_less()
    if sys.platform == "darwin":
        plist = Path.home() / "Library/Preferences/com.apple.universalaccess.plist"
        return _flag(QSettings(str(plist), QSettings.Format.NativeFormat).value("reduceMotion"))
    return _desktop_wants_less(Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"))


def _desktop_wants_less(config: Path) -> bool:
    """KDE's speed of animations (0: none), and the switch that GTK's programs go by."""
    kde = _ini(config / "kdeglobals", "KDE/AnimationDurationFactor")
    if kde is not None:
        return str(kde).strip() in ("0", "0.0")
    gtk = _ini(config / "gtk-4.0/settings.ini", "Settings/gtk-enable-animations")
    return gtk is not None and not _flag(gtk)


def _windows_wants_less() -> bool:
    import ctypes

    animated = ctypes.c_int(1)
    library = ctypes.windll.user32  # type: ignore[attr-defined]  # on Windows only
    told = library.SystemParametersInfoW(SPI_GETCLIENTAREAANIMATION, 0, ctypes.byref(animated), 0)
    return bool(told) and not animated.value


def _ini(path: Path, key: str) -> object:
    return QSettings(str(path), QSettings.Format.IniFormat).value(key) if path.is_file() else None


def _flag(value: object) -> bool:
    return str(value).strip().lower() in ("true", "1", "yes")
