"""What the losses say after each epoch: which epoch is best, when to stop, and what a person should hear.

Why (2026-11-25): overfitting is a validation loss that rises, not one that stands still. "No gain for ten epochs while
the training loss falls" holds at the end of nearly every good run, since that is what patience waits for: all balanced
and thorough runs of five real tables (two seeds) were told to overfit, though their validation loss never was more than
1.14 times its lowest. On 60 or 300 of their rows with wide layers and no patience it became up to 8 times that.

No learning is judged on rows that are not learned from, where there are such: with a shuffled target the training loss
falls all the same, as rows are learned by heart. With these rules 63 runs of seven tables are told nothing, and all 25
with a shuffled target that nothing was learned.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from core.base.notices import Notice, Severity

_OVERFITTING_EPOCHS = 10  # validation hasn't improved for so long …
_OVERFITTING_FALL = 0.95  # … while the training loss fell to this share of what it was at the best epoch …
_OVERFITTING_RISE, _RECENT = 1.2, 5  # … and the median of the last validation losses is so many times the lowest …
_OVERFITTING_LEAST = 0.05  # … by more than this share of the constant answer's loss: near nought, ratios say little
_NO_LEARNING_EPOCHS = 10
_NO_LEARNING_SHARE = 0.99  # of the loss of always saying the same


@dataclass
class Judge:
    """Follows one run. `constant_loss` is the loss of always giving the same, best answer (0 if unknown): on the
    validation rows, or without them on the training rows.

    Early stopping as in Prechelt 1998 ("Early stopping – but when?"): `patience` epochs in a row without the validation
    loss falling by more than `min_gain` below the last loss that counted; the best epoch is simply the lowest loss.
    """

    patience: int
    min_gain: float
    constant_loss: float
    best_epoch: int = 0
    best_loss: float = math.inf
    _reference: float = math.inf
    _reference_epoch: int = 0
    _training_at_best: float = math.inf
    _recent: deque[float] = field(default_factory=lambda: deque(maxlen=_RECENT))
    _told: set[str] = field(default_factory=set)

    def improved(self, epoch: int, training_loss: float, validation_loss: float | None) -> bool:
        """Take an epoch's losses; whether its weights are the ones to keep (without validation: always)."""
        if validation_loss is None:
            self.best_epoch, self.best_loss = epoch, training_loss
            return True
        self._recent.append(validation_loss)
        if validation_loss < self._reference - self.min_gain or self._reference_epoch == 0:
            self._reference, self._reference_epoch = validation_loss, epoch
        if validation_loss < self.best_loss:
            self.best_epoch, self.best_loss, self._training_at_best = epoch, validation_loss, training_loss
            return True
        return False

    def wants_to_stop(self, epoch: int, validation_loss: float | None) -> bool:
        """Whether patience has run out."""
        return validation_loss is not None and 0 < self.patience <= epoch - self._reference_epoch

    def notices(self, epoch: int, training_loss: float, validation_loss: float | None) -> list[Notice]:
        """What to say after this epoch, of which `improved` has heard; each thing is said once in a run."""
        found = []
        learned = self._has_learned(training_loss, validation_loss)
        if not learned and (epoch >= _NO_LEARNING_EPOCHS or self.wants_to_stop(epoch, validation_loss)):
            params: dict[str, object] = {"epochs": epoch, "constant_loss": self.constant_loss}
            found.append(Notice("training.no_learning", params, severity=Severity.WARN))
        since_best = epoch - self.best_epoch
        if learned and validation_loss is not None and since_best >= _OVERFITTING_EPOCHS and self._rises(training_loss):
            params = {"epochs": since_best, "best_epoch": self.best_epoch}
            found.append(Notice("training.overfitting", params, severity=Severity.WARN))
        new = [notice for notice in found if notice.code not in self._told]
        self._told.update(notice.code for notice in new)
        return new

    def _has_learned(self, training_loss: float, validation_loss: float | None) -> bool:
        """Whether some epoch so far is better than always giving the same answer, or it isn't known what that costs."""
        best = training_loss if validation_loss is None else self.best_loss
        return not best > _NO_LEARNING_SHARE * self.constant_loss > 0.0

    def _rises(self, training_loss: float) -> bool:
        """Whether the validation loss goes up while the training loss goes down."""
        recent = median(self._recent)  # which a single bad epoch doesn't move
        risen = recent > _OVERFITTING_RISE * self.best_loss
        seen = recent - self.best_loss > _OVERFITTING_LEAST * self.constant_loss
        return risen and seen and training_loss < _OVERFITTING_FALL * self._training_at_best

    def story(self) -> dict[str, Any]:
        """What was heard so far, in plain values, for `go_on`."""
        return {
            "best": [self.best_epoch, self.best_loss],
            "reference": [self._reference_epoch, self._reference],
            "training_at_best": self._training_at_best,
            "recent": list(self._recent),
            "told": sorted(self._told),
        }

    def go_on(self, story: Mapping[str, Any]) -> None:
        """Know what another judge of the same run had heard when it told its `story`."""
        self.best_epoch, self.best_loss = story["best"]
        self._reference_epoch, self._reference = story["reference"]
        self._training_at_best = story["training_at_best"]
        self._recent.extend(story["recent"])
        self._told.update(story["told"])
