from __future__ import annotations

import pytest
from typed_tables import typed_table

from core.base.errors import EpochalError
from core.features.task import Task, detect_task

HUNDRED = range(100)


@pytest.mark.parametrize(
    ("column", "values", "task"),
    [
        ("n:y", [float(value) for value in HUNDRED], Task.REGRESSION),
        ("n:y", [value % 3 + 0.5 for value in HUNDRED], Task.REGRESSION),
        ("n:y", [value % 2 for value in HUNDRED], Task.BINARY),
        ("n:y", [value % 7 for value in HUNDRED], Task.MULTICLASS),
        ("n:y", [100_000, 150_000, 90_000, 120_000, 80_000], Task.REGRESSION),
        ("i:y", list(HUNDRED), Task.REGRESSION),
        ("c:y", ["good", "bad"] * 50, Task.BINARY),
        ("y:y", ["yes", "no", None, "no"], Task.BINARY),
        ("c:y", ["F", "VF", "M", "L"] * 25, Task.MULTICLASS),
        ("c:y", [20.0, 30.0, 40.0] * 9, Task.MULTICLASS),
    ],
)
def test_that_the_values_decide_the_task(column, values, task) -> None:
    assert detect_task(typed_table({column: values}), "y") is task


@pytest.mark.parametrize(
    ("column", "values", "forced", "code"),
    [
        ("n:y", [1.0] * 5, None, "features.target_one_value"),
        ("c:y", ["a", "a", None], None, "features.target_one_value"),
        ("n:y", [None, None], None, "features.target_blank"),
        ("d:y", ["2024-01-01", "2024-01-02"], None, "features.target_date"),
        ("t:y", [f"text {value}" for value in HUNDRED], None, "features.target_all_different"),
        ("c:y", [f"name {value % 250}" for value in range(1000)], None, "features.target_too_many_classes"),
        ("n:y", [float(value % 250) for value in range(1000)], Task.MULTICLASS, "features.task_too_many_numbers"),
        ("c:y", ["a", "b", "c"] * 9, Task.BINARY, "features.task_needs_two_classes"),
        ("c:y", ["a", "b"] * 9, Task.REGRESSION, "features.task_needs_numbers"),
        ("c:y", ["1", "2", "n/a"] * 9, Task.REGRESSION, "features.task_needs_numbers"),
    ],
)
def test_that_a_target_that_can_not_be_learned_is_told(column, values, forced, code) -> None:
    with pytest.raises(EpochalError) as caught:
        detect_task(typed_table({column: values}), "y", forced)
    assert caught.value.code == code
    assert "“y”" in str(caught.value)


def test_that_a_missing_target_names_the_columns_there_are() -> None:
    with pytest.raises(EpochalError) as caught:
        detect_task(typed_table({"n:carat": [1.0, 2.0], "c:cut": ["a", "b"]}), "price")
    assert caught.value.code == "features.target_missing"
    assert "carat, cut" in str(caught.value)


def test_that_a_person_may_choose_the_task() -> None:
    table = typed_table({"n:y": [float(value % 7) for value in HUNDRED], "c:z": ["1", "2.5"] * 50})
    assert detect_task(table, "y", Task.REGRESSION) is Task.REGRESSION
    assert detect_task(table, "z", Task.REGRESSION) is Task.REGRESSION
    assert detect_task(table, "z", Task.MULTICLASS) is Task.MULTICLASS
