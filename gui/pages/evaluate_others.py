"""Which runs may stand beside each other: those judged on the same rows."""

from __future__ import annotations

from core.base.errors import EpochalError
from core.project.runs import RunRecord
from core.training.settings import settings_pairs


def same_rows(record: RunRecord, other: RunRecord) -> bool:
    """Whether two runs were judged on the same test rows: same data, target, seed and split."""
    if other.number == record.number or not (other.metrics or {}).get("test") or other.task != record.task:
        return False
    return _drawn_by(record) == _drawn_by(other)


def _drawn_by(record: RunRecord) -> tuple[object, ...]:
    document = record.document
    try:
        pairs = settings_pairs(str(document.get("preset")), dict(document.get("overrides") or ()))
    except (EpochalError, TypeError, ValueError):
        return (record.number,)
    snapshot = (document.get("data") or {}).get("snapshot")
    return (
        snapshot,
        document.get("target"),
        document.get("seed"),
        pairs["test"],
        pairs["split"],
        record.rows.get("test"),
    )
