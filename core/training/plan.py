"""Settings and the data's shape become a plan: everything that decides a run's bits, but the rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass

from core.base.errors import EpochalError, Place
from core.nn.spec import LOSSES, Head, NetworkSpec, spec_to_json
from core.nn.update import Update
from core.training.settings import TrainingSettings

LARGEST_NETWORK_BYTES = 16 * 2**30  # as large as the largest matrix of rows
# float32 arrays of every weight while a run lasts: the weights, their transposed copy, the gradient, a batch's sum of
# gradients, two averages, and the copies of the start, of the best epoch and of the one that takes its place.
_COPIES_OF_WEIGHTS = 9


@dataclass(frozen=True)
class TrainingPlan:
    """One run. `batch_size` is in rows, never 0; `patience` in epochs, 0: never early; `threads` changes no bit."""

    spec: NetworkSpec
    loss: str
    optimiser: str
    learning_rate: float
    momentum: float
    beta1: float
    beta2: float
    weight_decay: float
    clip_norm: float
    schedule: str
    warmup: float
    dropout: float
    epochs: int
    batch_size: int
    patience: int
    min_gain: float
    seed: int
    threads: int

    @property
    def update(self) -> Update:
        """What the kernels need of it."""
        return Update(
            self.optimiser,
            self.learning_rate,
            self.momentum,
            self.beta1,
            self.beta2,
            self.weight_decay,
            self.clip_norm,
            self.dropout,
            self.schedule,
            self.warmup,
            self.epochs,
        )

    @property
    def key(self) -> str:
        """SHA-256 of all that decides the run's bits, but the rows."""
        plain = asdict(self) | {"spec": spec_to_json(self.spec)}
        del plain["threads"]
        return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def make_plan(
    settings: TrainingSettings, head: Head, inputs: int, outputs: int, rows_train: int, seed: int, threads: int
) -> TrainingPlan:
    """The plan for a matrix float32 [rows_train, inputs] and a head.

    Raises EpochalError training.loss_* and training.class_weight_needs_classes when they don't fit the target,
    training.no_rows, training.no_features and training.network_too_large.
    """
    if rows_train < 1:
        raise EpochalError("training.no_rows")
    if inputs < 1:
        raise EpochalError("training.no_features")
    if settings.class_weight == "balanced" and head is Head.LINEAR:
        raise EpochalError("training.class_weight_needs_classes", {}, Place(setting="class_weight"))
    spec = NetworkSpec(inputs, settings.layers, outputs, settings.activation, head)
    _check_size(spec)
    return TrainingPlan(
        spec=spec,
        loss=_loss(settings.loss, head),
        optimiser=settings.optimiser,
        learning_rate=settings.learning_rate,
        momentum=settings.momentum,
        beta1=settings.beta1,
        beta2=settings.beta2,
        weight_decay=settings.weight_decay,
        clip_norm=settings.clip_norm,
        schedule=settings.schedule,
        warmup=settings.warmup,
        dropout=settings.dropout,
        epochs=settings.epochs,
        batch_size=min(settings.batch_size or rows_train, rows_train),
        patience=settings.patience,
        min_gain=settings.min_gain,
        seed=seed,
        threads=threads,
    )


def _loss(wanted: str, head: Head) -> str:
    fitting = LOSSES[head]
    if wanted == "auto" or wanted in fitting:
        return fitting[0] if wanted == "auto" else wanted
    code = "training.loss_needs_classes" if head is Head.LINEAR else "training.loss_needs_numbers"
    raise EpochalError(code, {"loss": wanted, "fitting": " or ".join(fitting)}, Place(setting="loss"))


def _check_size(spec: NetworkSpec) -> None:
    """Refuse what no usual computer holds, before the system ends the whole program for want of memory.

    Sixteen layers of the widest pass every bound of their own and ask for 34 GB.
    """
    size = spec.parameters * _COPIES_OF_WEIGHTS * 4
    if size > LARGEST_NETWORK_BYTES:
        most = LARGEST_NETWORK_BYTES >> 30
        params: dict[str, object] = {"parameters": spec.parameters, "gigabytes": size / 2**30, "most": most}
        raise EpochalError("training.network_too_large", params, Place(setting="layers"))
