"""Settings and the data's shape become a plan: everything that decides a run's bits, but the rows."""

from __future__ import annotations

from dataclasses import dataclass

from core.base.errors import EpochalError, Place
from core.nn.spec import Head, NetworkSpec
from core.training.settings import TrainingSettings


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
    epochs: int
    batch_size: int
    patience: int
    min_gain: float
    seed: int
    threads: int


def make_plan(
    settings: TrainingSettings, head: Head, inputs: int, outputs: int, rows_train: int, seed: int, threads: int
) -> TrainingPlan:
    """The plan for a matrix float32 [rows_train, inputs] and a head.

    Raises EpochalError training.loss_* when the loss doesn't fit the target, training.no_rows and training.no_features.
    """
    if rows_train < 1:
        raise EpochalError("training.no_rows")
    if inputs < 1:
        raise EpochalError("training.no_features")
    return TrainingPlan(
        spec=NetworkSpec(inputs, settings.layers, outputs, settings.activation, head),
        loss=_loss(settings.loss, head),
        optimiser=settings.optimiser,
        learning_rate=settings.learning_rate,
        momentum=settings.momentum,
        beta1=settings.beta1,
        beta2=settings.beta2,
        epochs=settings.epochs,
        batch_size=min(settings.batch_size or rows_train, rows_train),
        patience=settings.patience,
        min_gain=settings.min_gain,
        seed=seed,
        threads=threads,
    )


def _loss(wanted: str, head: Head) -> str:
    fitting = "mse" if head is Head.LINEAR else "cross_entropy"
    if wanted in ("auto", fitting):
        return fitting
    code = "training.loss_needs_classes" if head is Head.LINEAR else "training.loss_needs_numbers"
    raise EpochalError(code, {"loss": wanted, "fitting": fitting}, Place(setting="loss"))
