"""Checkpoints: a run that goes on from any of them ends with the same bits, losses and story."""

from __future__ import annotations

import hashlib
import json

import numpy as np
import pytest
from networks import example

import core.training.loop as loop
from core.base.errors import EpochalError
from core.nn.part import Part
from core.nn.spec import Head, NetworkSpec
from core.training.checkpoint import checkpoint_from_bytes, checkpoint_to_bytes
from core.training.events import Checkpointed, EpochDone, Improved, RunFinished, RunWarned
from core.training.loop import Timer, TrainingData, train
from core.training.plan import make_plan
from core.training.settings import settings_from

SPEC = NetworkSpec(6, (40, 8), 3, "tanh", Head.SOFTMAX)
CASES = {
    "plain": {},
    "plateau": {"schedule": "plateau", "patience": "6"},
    "everything": {
        "optimiser": "adamw", "schedule": "cosine", "warmup": "0.1", "dropout": "0.2", "clip_norm": "0.5",
    },
    "momentum, without validation": {"optimiser": "momentum", "validation": "0"},
}  # fmt: skip


def plan_for(rows, threads=1, seed=0, **texts):
    texts = {"layers": "40,8", "activation": "tanh", "epochs": "12", "batch_size": "50"} | texts
    return make_plan(settings_from("balanced", texts), SPEC.head, SPEC.inputs, SPEC.outputs, rows, seed, threads)


def data_for(rows, validation):
    x, y = example(SPEC, rows + validation)
    weights = np.ones(rows + validation, np.float32)
    order = np.random.default_rng(1).permutation(rows + validation)
    learned, judged = (np.sort(part).astype(np.int64) for part in (order[:rows], order[rows:]))
    return TrainingData(Part(x, y, weights, learned), Part(x, y, weights, judged) if validation else None)


def told(events):
    """What doesn't depend on the clock."""
    found = []
    for event in events:
        if isinstance(event, EpochDone):
            found.append(("epoch", event.epoch, event.training_loss, event.validation_loss, event.improved))
        elif isinstance(event, Improved):
            found.append(("improved", event.epoch, event.loss, event.weights.tobytes()))
        elif isinstance(event, RunWarned):
            found.append(("warned", event.notice.code))
        elif isinstance(event, RunFinished):
            found.append(("finished", event.reason, event.epochs, event.best_epoch, event.digest))
    return found


@pytest.mark.parametrize("texts", CASES.values(), ids=CASES)
def test_that_a_run_goes_on_from_every_checkpoint_to_the_same_bits(texts, monkeypatch) -> None:
    monkeypatch.setattr(loop, "SLICE_S", 1e-9)  # a slice is a unit: checkpoints lie within epochs too
    monkeypatch.setattr(Timer, "is_due", lambda timer: timer._every_s is not None)  # however long one takes
    plan, data = plan_for(330, **texts), data_for(330, 0 if texts.get("validation") == "0" else 90)
    whole = list(train(plan, data, checkpoint_every_s=0.0))
    kept = [(at, event.checkpoint) for at, event in enumerate(whole) if isinstance(event, Checkpointed)]
    assert {checkpoint.units for _, checkpoint in kept} >= {0, 1, 3, 6}
    assert told(train(plan, data)) == told(whole)  # asking for them changes nothing
    for at, checkpoint in kept[:: 5 if texts else 2]:
        again = checkpoint_from_bytes(checkpoint_to_bytes(checkpoint))
        other = plan_for(330, threads=2, **texts)
        assert told(train(other, data, resume=again)) == told(whole[at + 1 :])


def test_that_the_clock_goes_on_too() -> None:
    plan, data = plan_for(330), data_for(330, 90)
    [*_, last] = [event for event in train(plan, data, checkpoint_every_s=0.0) if isinstance(event, Checkpointed)]
    [*_, end] = train(plan, data, resume=last.checkpoint)
    assert end.elapsed_s >= last.checkpoint.elapsed_s > 0


def test_that_none_comes_unasked_and_few_when_they_cost_much(monkeypatch) -> None:
    events = list(train(plan_for(330), data_for(330, 90)))
    assert not [event for event in events if isinstance(event, Checkpointed)]
    now = [0.0]
    monkeypatch.setattr(loop.time, "monotonic", lambda: now[0])
    never, often = Timer(None), Timer(1.0)
    now[0] = 0.9
    assert not often.is_due()
    now[0] = 1.0
    assert often.is_due()
    assert not never.is_due()
    with often:
        now[0] = 3.0  # it takes two seconds: the next one comes in forty
    now[0] = 42.0
    assert not often.is_due()
    now[0] = 43.0
    assert often.is_due()


def test_that_another_plans_checkpoint_is_refused_and_more_threads_are_not_another_plan() -> None:
    data = data_for(330, 90)
    events = train(plan_for(330), data, checkpoint_every_s=0.0)
    kept = next(event.checkpoint for event in events if isinstance(event, Checkpointed))
    for other in (plan_for(330, seed=1), plan_for(330, epochs="13"), plan_for(330, dropout="0.1")):
        with pytest.raises(EpochalError) as caught:
            next(iter(train(other, data, resume=kept)))
        assert caught.value.code == "training.checkpoint_of_another"
    assert plan_for(330, threads=2).key == plan_for(330).key


def signed(data, before, after):
    """What another version might have written: changed bytes with the hash that belongs to them."""
    assert before in data
    told = data.partition(b"\n")[2].replace(before, after)
    return hashlib.sha256(told).hexdigest().encode() + b"\n" + told


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:-1],
        lambda data: data[:-8] + b"12345678",
        lambda data: b"{}\n" + data,
        lambda data: signed(data, b'"format": 1', b'"format": 9'),
        lambda data: signed(data, b'"losses": [', b'"losses": 7, "x": ['),
        lambda data: signed(data, b'{"parameters"', b'{"first", "parameters"'),
        lambda data: b"",
        lambda data: b"\xff\xfe\n",
    ],
)
def test_that_damaged_bytes_are_told_and_not_believed(damage) -> None:
    events = train(plan_for(330), data_for(330, 90), checkpoint_every_s=0.0)
    kept = next(event.checkpoint for event in events if isinstance(event, Checkpointed))
    with pytest.raises(EpochalError) as caught:
        checkpoint_from_bytes(damage(checkpoint_to_bytes(kept)))
    assert caught.value.code == "training.checkpoint_damaged"


def test_that_one_changed_bit_anywhere_is_noticed() -> None:
    """In the arrays, and in what is said of them: a digit of a loss or of an epoch would make another run."""
    events = train(plan_for(330), data_for(330, 90), checkpoint_every_s=0.0)
    kept = next(event.checkpoint for event in events if isinstance(event, Checkpointed))
    data = checkpoint_to_bytes(kept)
    for at in range(0, len(data), 7):
        changed = bytearray(data)
        changed[at] ^= 1
        with pytest.raises(EpochalError, match="can't be used"):
            checkpoint_from_bytes(bytes(changed))


def test_that_bytes_hold_every_bit_and_nothing_else() -> None:
    events = train(plan_for(330), data_for(330, 90), checkpoint_every_s=0.0)
    kept = next(event.checkpoint for event in events if isinstance(event, Checkpointed))
    data = checkpoint_to_bytes(kept)
    again = checkpoint_from_bytes(data)
    assert checkpoint_to_bytes(again) == data
    assert {name: array.tobytes() for name, array in again.arrays.items()} == {
        name: array.tobytes() for name, array in kept.arrays.items()
    }
    head = json.loads(data.split(b"\n")[1])
    assert set(head) == {"format", "plan", "epochs", "losses", "elapsed_s", "story", "arrays"}
