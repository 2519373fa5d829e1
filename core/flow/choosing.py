"""Which run speaks for a project: the one asked for, else the best."""

from __future__ import annotations

from collections.abc import Sequence

from core.base.errors import EpochalError, Place
from core.project.runs import RunRecord
from core.project.store import ProjectStore


def run_in_use(store: ProjectStore, number: int | None = None) -> RunRecord:
    """The run asked for, else the one with the best validation loss that has a model.

    Raises EpochalError flow.no_model, flow.no_such_run, flow.run_without_model.
    """
    runs = store.runs()
    if number is not None and runs:
        for run in runs:
            if run.number == number:
                if run.has_model:
                    return run
                raise EpochalError("flow.run_without_model", {"number": number}, Place(file=store.path.name))
        numbers = ", ".join(str(run.number) for run in runs)
        raise EpochalError("flow.no_such_run", {"number": number, "numbers": numbers}, Place(file=store.path.name))
    usable = [run for run in runs if run.has_model]
    if not usable:
        raise EpochalError("flow.no_model", {}, Place(file=store.path.name))
    return best_of(usable, store.document().target)


def best_of(usable: Sequence[RunRecord], target: str | None) -> RunRecord:
    """The lowest validation loss, then the newest, among the runs for this target (for any, when it has none).

    Losses of different targets, or of runs without validation rows, can't be compared.
    """
    same = [run for run in usable if run.document.get("target") == target] or list(usable)

    def order(run: RunRecord) -> tuple[bool, float, int]:
        loss = run.lowest_validation_loss
        return loss is None, loss or 0.0, -run.number

    return min(same, key=order)
