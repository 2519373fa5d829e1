"""What the Evaluate page says of a result: sentences and checks, as far as the rows can tell."""

from __future__ import annotations

import numpy as np
from evaluate_pages import evaluation, plain, two_classes
from gui_world import World

from core.evaluation.against_rest import against_rest
from core.evaluation.calibration import wilson
from core.evaluation.facts import facts_of
from core.features.task import Task
from gui.models.words import share
from gui.pages.evaluate_checks import EvaluationChecks
from gui.pages.evaluate_words import EvaluationWords


def test_that_the_result_is_told_in_plain_words(world: World) -> None:
    assert "Half of the predictions of price are off by less than 1.5" in plain(evaluation(Task.REGRESSION))
    few = plain(two_classes("gbbb", "gbbg"))
    assert few == "Of 3 rows that truly are “bad” the model finds 2. Of 2 it calls “bad”, 2 really are."
    many = plain(two_classes("b" * 300 + "g" * 100, "b" * 298 + "gg" + "b" * 50 + "g" * 50))
    assert many == (
        "Out of 100 rows that truly are “bad” the model finds about 99. Out of 100 it calls “bad”, about 86 really are."
    )
    several = two_classes("abbb", "abba", task=Task.MULTICLASS, classes=("a", "b"))
    assert "Of 4 test rows the model names the right class for 3. Always answering “b”, the most frequent" in plain(
        several
    )


def test_that_nothing_is_all_and_nothing_none_but_what_is(world: World) -> None:
    words = EvaluationWords()
    told = [words.of_hundred(part, 1000) for part in (0, 1, 4, 980, 996, 999, 1000)]
    assert told == ["none", "fewer than 1", "fewer than 1", "about 98", "more than 99", "more than 99", "all 100"]


def test_that_the_model_that_calls_nobody_so_is_told_as_that(world: World) -> None:
    assert plain(two_classes("gbb", "ggg")).endswith("finds 0. It calls no row “bad”.")
    assert plain(two_classes("ggg", "ggb")) == (
        "The test rows have no “bad”, so there is nothing to find. The model calls 1 of them so."
    )


def test_that_few_rows_say_within_what_the_figure_would_lie(world: World) -> None:
    few = two_classes("b" * 42 + "g" * 72, "b" * 40 + "g" * 74)
    check = EvaluationChecks().few_rows(few, facts_of(few))
    low, high = wilson(np.array([40]), np.array([42]))
    assert check.sentence == (
        f"Only 114 test rows. On others recall would probably lie between {share(low[0], 0)} and {share(high[0], 0)}."
    )
    assert check.tone == "info"
    number = evaluation(Task.REGRESSION)
    told = EvaluationChecks().few_rows(number, facts_of(number))
    assert told.tone == "warn" and "the typical error would probably lie between" in told.sentence


def test_that_a_class_without_test_rows_is_named(world: World) -> None:
    told = two_classes(
        "abbb", "abba", task=Task.MULTICLASS, classes=("a", "b", "rare"), probabilities=np.eye(3)[[0, 1, 1, 0]]
    )
    check = EvaluationChecks().thin_classes(told, facts_of(told))
    assert check.tone == "warn" and "No test row is “rare”" in check.sentence


def test_that_a_perfect_model_is_looked_at_twice(world: World) -> None:
    told = two_classes("gb" * 50, "gb" * 50, metrics={"accuracy": 1.0})
    assert EvaluationChecks().too_good(told, facts_of(told)).tone == "warn"
    less = two_classes("gb" * 50, "gb" * 49 + "bb", metrics={"accuracy": 0.99})
    assert EvaluationChecks().too_good(less, facts_of(less)) is None


def test_that_probabilities_are_trusted_only_where_rows_can_tell(world: World) -> None:
    rng = np.random.default_rng(1)
    for rows, sure, tone in ((4, 0.5, "info"), (4000, 0.5, "ok"), (4000, 2.0, "warn")):
        scores = rng.uniform(0, 1, rows)
        actual = (rng.uniform(0, 1, rows) < scores).astype(np.int64)
        said = scores if sure < 1 else np.clip(sure * scores - 0.5, 0, 1)
        told = two_classes("g" * rows, "g" * rows, actual=actual, probabilities=np.stack([1 - said, said], 1))
        check = EvaluationChecks().probabilities(told, against_rest(told, 1))
        assert check is not None and check.tone == tone
