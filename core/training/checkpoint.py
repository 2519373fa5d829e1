"""A checkpoint: all that a run needs to go on to the same bits, as one frozen value and as bytes.

The bytes are a line with the SHA-256 of all that follows, a line of JSON, and the arrays, float32, little-endian, in
the order that the JSON names. Nothing is pickled, and what comes back is checked first.

Why (2026-11-25): the hash is of the JSON too. When only the arrays had one, a changed digit in the number of epochs or
in a loss made another run of it without a word, and a changed name a failure far from its cause.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError

FORMAT = 1


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """The run that `plan_key` names after `epochs` epochs and `losses`, the loss sums of the units begun since.

    arrays: the kernels' state and the weights of the best and of the calmest epoch, float32 [parameters] each, by name.
    story: what the loop knows besides (best epoch, patience, plateau, what was said), plain values.
    """

    plan_key: str
    epochs: int
    losses: tuple[float, ...]
    elapsed_s: float
    story: Mapping[str, Any]
    arrays: Mapping[str, NDArray[np.float32]]

    @property
    def units(self) -> int:
        """How many units were done since those epochs."""
        return len(self.losses)


def checkpoint_to_bytes(checkpoint: Checkpoint) -> bytes:
    """The hash, the JSON, the arrays. Floats keep every bit: JSON writes the shortest text that reads back so."""
    data = b"".join(np.ascontiguousarray(array, "<f4").tobytes() for array in checkpoint.arrays.values())
    head = {
        "format": FORMAT,
        "plan": checkpoint.plan_key,
        "epochs": checkpoint.epochs,
        "losses": list(checkpoint.losses),
        "elapsed_s": checkpoint.elapsed_s,
        "story": dict(checkpoint.story),
        "arrays": {name: len(array) for name, array in checkpoint.arrays.items()},
    }
    told = json.dumps(head).encode() + b"\n" + data
    return hashlib.sha256(told).hexdigest().encode() + b"\n" + told


def checkpoint_from_bytes(data: bytes) -> Checkpoint:
    """The checkpoint of `checkpoint_to_bytes`. Raises EpochalError training.checkpoint_damaged for anything else."""
    try:
        sha256, _, told = data.partition(b"\n")
        if hashlib.sha256(told).hexdigest().encode() != sha256:
            raise ValueError("other bytes than were written")
        head_line, _, rest = told.partition(b"\n")
        head = json.loads(head_line)
        if head["format"] != FORMAT:
            raise ValueError(f"format {head['format']!r}")
        lengths = {str(name): int(length) for name, length in head["arrays"].items()}
        flat = np.frombuffer(rest, "<f4").astype(np.float32)
        if min(lengths.values()) < 0 or sum(lengths.values()) != len(flat):
            raise ValueError("arrays of other lengths")
        ends = np.cumsum(list(lengths.values()))[:-1]
        return Checkpoint(
            plan_key=str(head["plan"]),
            epochs=int(head["epochs"]),
            losses=tuple(float(loss) for loss in head["losses"]),
            elapsed_s=float(head["elapsed_s"]),
            story=dict(head["story"]),
            arrays=dict(zip(lengths, np.split(flat, ends), strict=True)),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise EpochalError("training.checkpoint_damaged", {"detail": str(error)}) from error
