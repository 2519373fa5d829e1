"""Names of files as text that can be kept and printed anywhere."""

from __future__ import annotations

import os
from pathlib import Path


def shown(path: Path | str) -> str:
    """A path or a name, with "�" for what isn't Unicode in it (POSIX allows any bytes)."""
    text = os.fspath(path)
    return "".join("�" if "\ud800" <= character <= "\udfff" else character for character in text)
