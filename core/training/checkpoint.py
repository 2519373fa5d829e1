"""A checkpoint: all that a run needs to go on to the same bits, as one frozen value and as bytes.

The bytes are a line of JSON and behind it the arrays, float32, little-endian, in the order that the line names. The
line has the SHA-256 of the arrays and the plan's key; nothing is pickled, and what comes back is checked first.
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
    """One line of JSON, then the arrays. Floats keep every bit: JSON writes the shortest text that reads back so."""
    data = b"".join(np.ascontiguousarray(array, "<f4").tobytes() for array in checkpoint.arrays.values())
    head = {
        "format": FORMAT,
        "plan": checkpoint.plan_key,
        "epochs": checkpoint.epochs,
        "losses": list(checkpoint.losses),
        "elapsed_s": checkpoint.elapsed_s,
        "story": dict(checkpoint.story),
        "arrays": {name: len(array) for name, array in checkpoint.arrays.items()},
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    return json.dumps(head).encode() + b"\n" + data


def checkpoint_from_bytes(data: bytes) -> Checkpoint:
    """The checkpoint of `checkpoint_to_bytes`. Raises EpochalError training.checkpoint_damaged for anything else."""
    try:
        head_line, _, rest = data.partition(b"\n")
        head = json.loads(head_line)
        if head["format"] != FORMAT or hashlib.sha256(rest).hexdigest() != head["sha256"]:
            raise ValueError("other bytes than were written")
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
