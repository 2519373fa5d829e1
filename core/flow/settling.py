"""Settle: runs that a crash or a kill left unfinished get their end, and the best weights they had kept a model."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from core.base.errors import EpochalError, Place
from core.project.runs import RunStatus
from core.project.store import ProjectStore


def check_idle(store_path: Path) -> None:
    """Raise EpochalError flow.still_training when a process trains into this project, which so can't be replaced.

    A file that isn't a project, or a damaged one, is nobody's.
    """
    try:
        settle_runs(store_path)
        with ProjectStore.open(store_path, read_only=True) as store:
            training = [run.number for run in store.runs() if run.status is RunStatus.TRAINING]
    except EpochalError:
        return
    if training:
        raise EpochalError("flow.still_training", {"number": training[0]}, Place(file=store_path.name))


def settle_runs(store_path: Path) -> None:
    """End the runs whose process is gone, if there are any and the project can be written.

    Raises EpochalError project.* when the project can't be opened at all.
    """
    with ProjectStore.open(store_path, read_only=True) as store:
        unfinished = any(run.status is RunStatus.TRAINING for run in store.runs())
    if unfinished:
        with suppress(EpochalError), ProjectStore.open(store_path) as store:
            store.mark_interrupted()
