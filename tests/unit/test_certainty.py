"""How sure figures are: intervals that hold as often as they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import bootstrap

from core.evaluation.certainty import chance_explains, loss_error, losses, rmse_reach, share_reach
from core.evaluation.report import evaluate
from core.features.target import TargetEncoder
from core.features.task import Task
from core.training.model import Predicted

NUMBER = TargetEncoder("price", Task.REGRESSION, "standard", 0.0, 1.0)
TWO = TargetEncoder("sold", Task.BINARY, classes=("no", "yes"), positive="yes")


def test_that_the_interval_of_a_typical_error_is_scipy_s_percentile_bootstrap() -> None:
    errors = np.random.default_rng(3).normal(0, 2, 150)
    wanted = bootstrap(
        (errors,), lambda e, axis: np.sqrt(np.mean(e**2, axis=axis)), method="percentile", n_resamples=4000, rng=1
    ).confidence_interval
    assert rmse_reach(errors) == pytest.approx((wanted.low, wanted.high), rel=0.03)
    assert rmse_reach(errors) == rmse_reach(errors)
    assert rmse_reach(errors[:1]) is None


def test_that_a_share_without_rows_has_no_interval() -> None:
    assert share_reach(0, 0) is None
    low, high = share_reach(40, 42)
    assert 0.8 < low < 40 / 42 < high < 1.0


def test_that_the_mean_of_the_losses_is_the_stored_figure() -> None:
    rng = np.random.default_rng(0)
    actual = rng.normal(0, 1, 50)
    number = evaluate(NUMBER, np.arange(50), actual, Predicted(actual + rng.normal(0, 1, 50), None))
    assert losses(number).mean() == pytest.approx(number.metrics["mse"])
    scores = rng.uniform(0, 1, 50).astype(np.float32)
    two = evaluate(
        TWO, np.arange(50), rng.integers(0, 2, 50), Predicted(scores > 0.5, np.stack([1 - scores, scores], 1))
    )
    assert losses(two).mean() == pytest.approx(two.metrics["log_loss"], rel=1e-5)
    assert loss_error(two) == pytest.approx(losses(two).std(ddof=1) / np.sqrt(50))


def test_that_alike_errors_are_rarely_told_apart_and_others_often() -> None:
    rng = np.random.default_rng(5)

    def told_apart(factor: float) -> float:
        hits = 0
        for _ in range(400):
            test, other = np.square(rng.normal(0, factor, 200)), np.square(rng.normal(0, 1, 100))
            error = float(test.std(ddof=1) / np.sqrt(200))
            hits += not chance_explains(float(test.mean() - other.mean()), error, 200, 100)
        return hits / 400

    assert told_apart(1.0) < 0.06
    assert told_apart(1.6) > 0.9
    assert chance_explains(5.0, None, 200, 100) and chance_explains(5.0, 0.1, 200, 0)
