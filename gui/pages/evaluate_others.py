"""Which runs may stand beside each other: those judged on the same rows."""

from __future__ import annotations

from core.base.errors import EpochalError
from core.project.runs import RunRecord
from core.training.settings import settings_pairs

DECIDING = ("target", "seed", "recipe", "kinds", "ignored", "task")  # of a document: which rows can be judged, and how


def same_rows(record: RunRecord, other: RunRecord) -> bool:
    """Whether two runs were judged on the same test rows of the same data: by the rows themselves; for runs of an older
    version, which don't tell them, only when everything that decides them is the same."""
    if other.number == record.number or not (other.metrics or {}).get("test") or other.task != record.task:
        return False
    if record.test_rows is not None and other.test_rows is not None:
        return record.test_rows == other.test_rows and _snapshot(record) == _snapshot(other)
    return _drawn_by(record) == _drawn_by(other)


def _snapshot(record: RunRecord) -> object:
    return (record.document.get("data") or {}).get("snapshot")


def _drawn_by(record: RunRecord) -> tuple[object, ...]:
    document = record.document
    try:
        pairs = settings_pairs(str(document.get("preset")), dict(document.get("overrides") or ()))
    except (EpochalError, TypeError, ValueError):
        return (record.number,)
    told = tuple(document.get(key) for key in DECIDING)
    return (_snapshot(record), *told, pairs["test"], pairs["split"], record.rows.get("test"))
