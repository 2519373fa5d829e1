"""50 steps beside PyTorch: as close to a float64 oracle as PyTorch's own float32 comes.

The oracle is PyTorch in float64 on the same start, rows and batches. What it said is recorded, so that no test needs
PyTorch; where it is installed, it is asked again. The slow twin repeats the oracle in full, and so all weights are
compared, not only the recorded ones.

Why factors: both round in float32, but add in another order, so their errors are two draws of one distribution. Their
root mean squares lay within 0.8 to 1.4 of each other. The worst error is a single weight's whose gradient is about as
small as ε, where RMSProp and Adam divide rounding by rounding; it swings more (0.5 to 1.8 were seen). Other processors
round otherwise again. `1 - float32(0.999)` in place of 0.001 fails every case of Adam.
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

import naive
import numpy as np
import pytest
import torch_reference as reference
from threadpoolctl import threadpool_limits
from torch_reference import Answer, Case, Rule

from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.nn.step import StepRun
from core.nn.update import Update

WORST, USUAL = 3.0, 2.0  # times PyTorch's own error
LOSS = 2.0
ROUNDING = 1e-7  # of a loss: float32's, for where PyTorch happens to hit the oracle's
SAME = 1e-9  # two float64 programs

RECORDED = reference.recorded()
each_case = pytest.mark.parametrize("case", reference.CASES, ids=lambda case: case.name.replace(" ", "-"))
needs_torch = pytest.mark.skipif(find_spec("torch") is None, reason="PyTorch isn't installed")


def numbers(rule: Rule) -> tuple[str | float, ...]:
    """What the twin's optimiser and Epochal's both begin with."""
    averages = (rule.momentum, rule.beta1, rule.beta2)
    return (rule.optimiser, rule.learning_rate, *averages, rule.weight_decay, rule.clip_norm)


@cache
def twin(case: Case) -> Answer:
    """The slow twin's float64, step by step; on one thread, since more spend their time waiting for such small ones."""
    optimiser = naive.Optimiser(*numbers(case.rule), is_weight=naive.is_weight(case.shape))
    (x, y), weights = reference.data(case.head), reference.start(case.size, case.head).astype(np.float64)
    losses = []
    with threadpool_limits(1, user_api="blas"):
        for rows in reference.batches():
            losses.append(naive.loss(case.shape, weights, x[rows], y[rows]))
            weights = optimiser.updated(weights, naive.gradient(case.shape, weights, x[rows], y[rows]))
    return Answer(np.array(losses), weights)


def ours(case: Case) -> Answer:
    """Epochal's."""
    spec = NetworkSpec(reference.INPUTS, case.shape.hidden, case.shape.outputs, "relu", Head(case.head))
    run = StepRun(
        spec,
        reference.start(case.size, case.head),
        Part(*reference.data(case.head)),
        Update(*numbers(case.rule)),
        batch_rows=reference.BATCH,
        seed=reference.SEED,
        threads=1,
    )
    losses = run.advance(0, reference.STEPS) / np.array([len(rows) for rows in reference.batches()])
    return Answer(losses, run.weights())


def assert_as_close(case: Case, oracle: Answer, theirs: np.ndarray) -> None:
    """Epochal's errors are at most so many times `theirs` (see `reference.errors`)."""
    worst, usual, loss = reference.errors(ours(case), oracle, reference.start(case.size, case.head))
    assert usual <= USUAL * theirs[1]
    assert worst <= WORST * theirs[0]
    assert loss <= LOSS * theirs[2] + ROUNDING


def test_that_the_inputs_are_those_that_were_recorded() -> None:
    assert reference.inputs_digest() == str(RECORDED["inputs"]), "run tests/support/torch_reference.py with PyTorch"


@each_case
def test_that_the_twin_repeats_the_recorded_oracle(case: Case) -> None:
    found = twin(case)
    assert np.allclose(found.losses, RECORDED[f"{case.name} losses"], rtol=SAME, atol=0.0)
    assert np.abs(reference.sampled(found.weights) - RECORDED[f"{case.name} weights"]).max() < SAME


@each_case
def test_that_50_steps_are_as_close_to_the_oracle_as_pytorch_was(case: Case) -> None:
    assert_as_close(case, twin(case), RECORDED[f"{case.name} errors"])


@needs_torch
@each_case
def test_that_50_steps_are_as_close_to_the_oracle_as_pytorch_is_here(case: Case) -> None:
    narrow, oracle = reference.answer(case, "float32"), reference.answer(case, "float64")
    assert np.abs(reference.sampled(oracle.weights) - RECORDED[f"{case.name} weights"]).max() < SAME
    assert_as_close(case, oracle, reference.errors(narrow, oracle, reference.start(case.size, case.head)))
