"""One rule fitted and applied to a small table."""

from __future__ import annotations

import numpy as np

from core.cleaning.apply import fit_recipe
from core.cleaning.recipe import recipe_of
from core.cleaning.report import Cleaned
from core.cleaning.rule import Rule
from core.data.table import Table


def cleaned(rule: Rule, table: Table, training: list[int] | None = None, target: str | None = None) -> Cleaned:
    rows = table.source_rows if training is None else np.array(training, np.int64)
    return fit_recipe(recipe_of([rule]), table, rows, target)[1]


def reason_code(result: Cleaned) -> str:
    reason = result.report.steps[0].reason
    assert reason is not None
    return reason.code
