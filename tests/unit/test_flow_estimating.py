"""How long presets take: epochs by patience, seconds from a trial that leaves no trace."""

from __future__ import annotations

from collections.abc import Generator

import numpy as np
import pytest
from typed_tables import typed_table

from core.base.progress import Finished, Progress
from core.data.table import Table
from core.features.task import Task
from core.flow.estimating import SAMPLE_ROWS, Estimate, preset_times, sample_of, usual_epochs
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import warm_up
from core.project.document import Document
from core.training.loop import TrainingData
from core.training.plan import TrainingPlan, make_plan
from core.training.settings import settings_from
from core.training.speed import epoch_seconds, rows_to_time

DOCUMENT = Document("x", target="y")


@pytest.fixture(autouse=True)
def _warm() -> None:
    warm_up()


def numbers(rows: int = 400) -> Table:
    rng = np.random.default_rng(1)
    draw = lambda: rng.normal(size=rows).tolist()  # noqa: E731
    return typed_table({"n:a": draw(), "c:b": list("xyzw" * (rows // 4)), "n:y": draw()})


def estimates(table: Table, document: Document, task: Task = Task.REGRESSION) -> dict[str, Estimate]:
    *others, last = preset_times(sample_of(table, document, task, 1), document, threads=1)
    assert len(others) >= 3
    assert all(isinstance(event, Progress) for event in others)
    assert isinstance(last, Finished)
    return dict(last.result)


def test_that_each_preset_has_an_estimate_that_grows_with_its_epochs() -> None:
    found = estimates(numbers(), DOCUMENT)
    assert list(found) == ["quick", "balanced", "thorough"]
    assert [(each.epochs, each.most_epochs) for each in found.values()] == [(20, 20), (55, 200), (95, 400)]
    assert all(each.rows == 256 for each in found.values())  # 400 without a fifth for the test, and a fifth of the rest
    for each in found.values():
        assert each.seconds > 0
        assert each.most_seconds == pytest.approx(each.seconds * each.most_epochs / each.epochs)


def test_that_runs_that_nothing_ends_early_are_counted_whole() -> None:
    settings = settings_from("balanced", {})
    assert usual_epochs(settings, 10) == 55
    assert usual_epochs(settings, 0) == 200
    assert usual_epochs(settings_from("balanced", {"patience": "0"}), 10) == 200
    assert usual_epochs(settings_from("balanced", {"patience": "150"}), 10) == 200
    found = estimates(numbers(), DOCUMENT.with_settings({"validation": "0"}))
    assert [each.epochs for each in found.values()] == [20, 200, 400]


def test_that_a_long_table_is_tried_on_a_sample_of_its_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[tuple[int, int]] = []

    def fake(_plan: TrainingPlan, data: TrainingData) -> Generator[None, None, float | None]:
        tried.append((data.training.rows, data.rows_validation))
        yield
        return 0.001 * data.training.rows

    monkeypatch.setattr("core.flow.estimating.epoch_seconds", fake)
    sample = sample_of(numbers(40_000), DOCUMENT, Task.REGRESSION, 1)
    assert (sample.matrix.shape, sample.rows) == ((SAMPLE_ROWS, 5), 40_000)
    found = estimates(numbers(40_000), DOCUMENT)
    assert tried == [(4096, 1024)] * 3
    assert found["quick"].seconds == pytest.approx(20 * 0.001 * 25_600), "an epoch of all training rows"


def test_that_a_trial_leaves_the_document_s_random_numbers_and_the_global_ones_alone() -> None:
    before = np.random.get_state()[1].copy()  # noqa: NPY002 (to see that nobody drew from it)
    table = numbers()
    frame = table.frame.copy()
    estimates(table, DOCUMENT)
    assert np.array_equal(np.random.get_state()[1], before)  # noqa: NPY002
    assert table.frame.equals(frame)


def test_that_what_can_not_be_tried_has_no_estimate() -> None:
    assert not estimates(numbers(), DOCUMENT.with_settings({"loss": "cross_entropy"}))
    assert not estimates(numbers(), DOCUMENT.with_settings({"layers": "8192,8192"}))
    assert rows_to_time(NetworkSpec(10, (8192, 8192), 1, "relu", Head.LINEAR), 32) == 0
    assert rows_to_time(NetworkSpec(10, (1024,), 1, "relu", Head.LINEAR), 64) > 1000
    assert rows_to_time(NetworkSpec(10, (1024, 1024), 1, "relu", Head.LINEAR), 64) >= 64


def test_that_a_rate_that_makes_losses_infinite_is_timed_all_the_same() -> None:
    document = DOCUMENT.with_settings({"learning_rate": "100", "optimiser": "gradient_descent"})
    assert len(estimates(numbers(), document)) == 3


def test_that_numbers_without_a_finite_loss_give_no_time() -> None:
    x = np.full((100, 3), 3e38, np.float32)
    plan = make_plan(settings_from("quick", {"activation": "linear"}), Head.LINEAR, 3, 1, 100, 0, 1)
    timing = epoch_seconds(plan, TrainingData(Part(x, np.zeros(100, np.float32))))
    with pytest.raises(StopIteration) as ended:
        while True:
            next(timing)
    assert ended.value.value is None
