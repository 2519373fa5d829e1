"""The judge: best epoch, patience, and what is said once."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest

from core.training.stopping import Judge
from core.training.stopwatch import Stopwatch


def judged(
    judge: Judge, losses: list[tuple[float, float | None]]
) -> tuple[list[int], int | None, list[tuple[int, str]]]:
    """(epochs that improved, epoch of the stop, (epoch, notice code) told)."""
    improved, told = [], []
    for epoch, (training, validation) in enumerate(losses, start=1):
        if judge.improved(epoch, training, validation):
            improved.append(epoch)
        told += [(epoch, notice.code) for notice in judge.notices(epoch, training, validation)]
        if judge.wants_to_stop(epoch, validation):
            return improved, epoch, told
    return improved, None, told


def test_that_the_best_epoch_has_the_lowest_validation_loss() -> None:
    judge = Judge(0, 0.0, 0.0)
    improved, stop, _ = judged(judge, [(1.0, 5.0), (1.0, 4.0), (1.0, 4.0), (1.0, 6.0), (1.0, 3.0), (1.0, 9.0)])
    assert improved == [1, 2, 5]
    assert (judge.best_epoch, judge.best_loss) == (5, 3.0)
    assert stop is None, "patience 0 never stops early"


def test_that_patience_counts_epochs_without_a_gain() -> None:
    _, stop, _ = judged(Judge(3, 0.0, 0.0), [(1.0, v) for v in (5.0, 4.0, 4.5, 3.9, 4.0, 4.0, 4.0, 4.0)])
    assert stop == 7


def test_that_small_gains_count_for_the_best_epoch_but_not_for_patience() -> None:
    judge = Judge(3, 0.5, 0.0)
    improved, stop, _ = judged(judge, [(1.0, v) for v in (5.0, 4.9, 4.8, 4.7, 4.6)])
    assert stop == 4
    assert improved == [1, 2, 3, 4]


def test_that_small_gains_that_add_up_count() -> None:
    _, stop, _ = judged(Judge(3, 0.5, 0.0), [(1.0, 5.0 - 0.3 * i) for i in range(12)])
    assert stop is None


def test_that_without_validation_every_epoch_is_the_one_to_keep() -> None:
    judge = Judge(2, 0.0, 0.0)
    improved, stop, _ = judged(judge, [(float(i), None) for i in range(5)])
    assert improved == [1, 2, 3, 4, 5]
    assert stop is None
    assert judge.best_loss == 4.0


def test_that_overfitting_is_told_once() -> None:
    losses = [(1.0, 1.0)] + [(1.0 / (i + 2), 1.3) for i in range(30)]
    _, _, told = judged(Judge(0, 0.0, 0.0), losses)
    assert told == [(11, "training.overfitting")]


def test_that_waiting_for_a_gain_is_not_overfitting() -> None:
    losses = [(1.0, 1.0)] + [(1.0 / (i + 2), 1.15 + 0.3 * (i % 7 == 0)) for i in range(30)]
    assert judged(Judge(20, 0.0, 0.0), losses) == ([1], 21, [])


def test_that_hardly_any_loss_that_rises_is_not_overfitting() -> None:
    losses = [(1.0, 0.0001)] + [(1.0 / (i + 2), 0.0003) for i in range(30)]
    assert judged(Judge(0, 0.0, 1.0), losses)[2] == []


def test_that_a_plateau_is_not_overfitting() -> None:
    _, _, told = judged(Judge(0, 0.0, 0.0), [(1.0, 1.0)] * 30)
    assert told == []


def test_that_no_learning_is_told_once_and_only_against_a_known_constant() -> None:
    assert judged(Judge(0, 0.0, 1.0), [(0.995, None)] * 30)[2] == [(10, "training.no_learning")]
    assert judged(Judge(0, 0.0, 1.0), [(0.9, None)] * 30)[2] == []
    assert judged(Judge(0, 0.0, 0.0), [(0.9, None)] * 30)[2] == []


def test_that_learning_by_heart_alone_is_no_learning_and_not_overfitting() -> None:
    losses = [(1.0 / (i + 1), 1.0 + i) for i in range(30)]
    assert judged(Judge(0, 0.0, 1.0), losses)[2] == [(10, "training.no_learning")]
    assert judged(Judge(0, 0.0, 1.1), losses)[2] == [(11, "training.overfitting")]


def test_that_a_run_that_patience_ends_early_is_told_not_to_learn() -> None:
    assert judged(Judge(5, 0.0, 1.0), [(0.9, 1.0)] * 30) == ([1], 6, [(6, "training.no_learning")])


def test_that_a_first_infinite_reference_does_not_count_as_a_gain_for_ever() -> None:
    judge = Judge(2, math.inf, 0.0)
    _, stop, _ = judged(judge, [(1.0, 5.0 - i) for i in range(5)])
    assert stop == 3


def test_that_a_pause_does_not_count_as_work(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 2.0, 100.0, 103.0, 200.0, 201.0])  # two seconds of work, 98 of waiting, three of work …
    monkeypatch.setattr("core.training.stopwatch.time", SimpleNamespace(monotonic=lambda: next(clock)))
    watch = Stopwatch()
    events = [event for name in "ab" for event in watch.handed(name)]
    assert events == ["a", "b"]
    assert watch.seconds == 2.0 + 3.0 + 1.0


def test_that_a_closed_generator_s_watch_goes_on_for_what_is_left_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([0.0, 1.0, 50.0, 54.0])
    monkeypatch.setattr("core.training.stopwatch.time", SimpleNamespace(monotonic=lambda: next(clock)))
    watch = Stopwatch()
    handed = watch.handed("a")
    next(handed)
    handed.close()
    assert watch.seconds == 1.0 + 4.0
