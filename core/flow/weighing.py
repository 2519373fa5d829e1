"""Weigh: how much each row counts in training, by a column of the table and by the balance of classes.

Why (2026-11-25): the column is read from the table as it came, before any rule, and no rule and no network sees it. A
rule that fills, clips or scales it would change what was meant, and a file to predict doesn't need to have it.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice, Severity
from core.cleaning.recipe import Recipe
from core.cleaning.report import CleaningReport
from core.data.columns import ColumnKind
from core.data.table import Table
from core.features.reading import read_numbers
from core.flow.importing import no_such_column

SKIPPED = "cleaning.skip_columns_gone"


def sample_weights(table: Table, name: str, source_rows: NDArray[np.int64], target: str) -> NDArray[np.float64]:
    """The numbers of the column `name` in the rows `source_rows`, float64 [rows], NaN where there is none.

    table: as it came, before any rule. Raises EpochalError flow.no_such_column, flow.weight_is_target,
    flow.weight_unreadable and flow.weight_negative.
    """
    place = Place(setting="sample_weight")
    if name == target:
        raise EpochalError("flow.weight_is_target", {"name": name}, place)
    if not table.has(name):
        error = no_such_column(name, table.names)
        error.place = place
        raise error
    weights = read_numbers(table, name, ColumnKind.NUMBER).values
    if np.isnan(weights).all():
        raise EpochalError("flow.weight_unreadable", {"name": name}, place)
    negative = weights < 0
    if negative.any():
        params: dict[str, object] = {"name": name, "rows": int(negative.sum()), "row": _first(table, negative)}
        raise EpochalError("flow.weight_negative", params, place)
    order = np.argsort(table.source_rows)
    found = weights[order[np.searchsorted(table.source_rows, source_rows, sorter=order)]]
    return np.asarray(found, np.float64)


def rules_left_out(recipe: Recipe, report: CleaningReport, name: str) -> tuple[Notice, ...]:
    """What to say of rules that can't do their work without the column `name`, since no rule sees it while it weighs
    rows. Rows that such a rule would have removed stay, and are judged by too."""
    steps = enumerate(zip(recipe.steps, report.steps, strict=True), start=1)
    return tuple(
        Notice("flow.rule_on_weight", {"name": name}, Place(rule=f"{at} ({step.rule.kind})"), Severity.WARN)
        for at, (step, told) in steps
        if told.reason is not None and told.reason.code == SKIPPED and name in step.rule.required_columns()
    )


def balance_of(classes: NDArray[np.float32], training: NDArray[np.int64]) -> NDArray[np.float64]:
    """float64 [rows]: rows of each class weigh as many times as much as the class is rarer than the average one.

    n / (k · nᶜ) as scikit-learn's "balanced" (King and Zeng 2001, "Logistic regression in rare events data", weights of
    section 3.2), counted in the training rows. classes: the index of each row's class, NaN where it has none.
    """
    known = np.where(np.isfinite(classes), classes, 0).astype(np.int64)
    counts = np.bincount(known[training], minlength=int(known.max(initial=0)) + 1)
    shares = np.divide(len(training), np.count_nonzero(counts) * counts, where=counts > 0, out=np.ones(len(counts)))
    return np.asarray(shares[known], np.float64)


def normalised(weights: NDArray[np.float64], parts: Mapping[str, NDArray[np.int64]], name: str) -> NDArray[np.float32]:
    """float32 [rows]: each part's rows weigh 1 on average, so that a loss keeps its size; 0 in no part.

    Raises EpochalError flow.weight_nothing when no row of a part weighs anything by the column `name`.
    """
    found = np.zeros(len(weights), np.float32)
    for part, rows in parts.items():
        mean = float(np.mean(weights[rows])) if len(rows) else 1.0
        if not mean > 0.0:
            params: dict[str, object] = {"rows": len(rows), "part": part, "name": name}
            raise EpochalError("flow.weight_nothing", params, Place(setting="sample_weight"))
        found[rows] = weights[rows] / mean
    return found


def _first(table: Table, chosen: NDArray[np.bool_]) -> int:
    return int(table.source_rows[np.flatnonzero(chosen)[0]])
