"""Arrays at the border between rooms."""

from __future__ import annotations

from typing import Any

import numpy as np


def read_only(array: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same array, flagged read-only: what a frozen value may hold."""
    array.flags.writeable = False
    return array
