"""Types of the kernels' arguments, for readers and the type checker; numba infers its own."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]
Doubles: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]
Strides: TypeAlias = tuple[int, int, int, int, int, int, int, int, int, int]
