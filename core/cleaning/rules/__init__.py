"""The cleaning rules, one file each. `RULES` names them as JSON does, in the order a menu shows them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.cleaning.rule import Rule
from core.cleaning.rules.clip_outliers import ClipOutliers
from core.cleaning.rules.convert import Convert
from core.cleaning.rules.drop_missing import DropMissing
from core.cleaning.rules.fill_missing import FillMissing
from core.cleaning.rules.ignore_columns import IgnoreColumns
from core.cleaning.rules.keep_range import KeepRange
from core.cleaning.rules.remove_duplicates import RemoveDuplicates
from core.cleaning.rules.replace_values import ReplaceValues
from core.cleaning.rules.tidy_text import TidyText

__all__ = [
    "RULES",
    "ClipOutliers",
    "Convert",
    "DropMissing",
    "FillMissing",
    "IgnoreColumns",
    "KeepRange",
    "RemoveDuplicates",
    "ReplaceValues",
    "TidyText",
]

RULES: Mapping[str, type[Rule]] = MappingProxyType(
    {
        rule.kind: rule
        for rule in (
            TidyText,
            Convert,
            DropMissing,
            RemoveDuplicates,
            ReplaceValues,
            KeepRange,
            FillMissing,
            ClipOutliers,
            IgnoreColumns,
        )
    }
)
