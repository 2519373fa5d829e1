"""What the losses say after each epoch: which epoch is best, when to stop, and what a person should hear."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from core.base.notices import Notice, Severity

_OVERFITTING_EPOCHS = 10  # validation hasn't improved for so long …
_OVERFITTING_FALL = 0.95  # … while the training loss fell to this share of what it was at the best epoch
_NO_LEARNING_EPOCHS = 10
_NO_LEARNING_SHARE = 0.99  # of the loss of always saying the same


@dataclass
class Judge:
    """Follows one run. `constant_loss` is the training loss of the best constant answer (0 if unknown).

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
    _told: set[str] = field(default_factory=set)

    def improved(self, epoch: int, training_loss: float, validation_loss: float | None) -> bool:
        """Take an epoch's losses; whether its weights are the ones to keep (without validation: always)."""
        if validation_loss is None:
            self.best_epoch, self.best_loss = epoch, training_loss
            return True
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
        """What to say after this epoch; each thing is said once in a run."""
        found = []
        if epoch >= _NO_LEARNING_EPOCHS and training_loss > _NO_LEARNING_SHARE * self.constant_loss > 0.0:
            found.append(Notice("training.no_learning", {"epochs": epoch}, severity=Severity.WARN))
        since_best = epoch - self.best_epoch
        fell = training_loss < _OVERFITTING_FALL * self._training_at_best
        if validation_loss is not None and since_best >= _OVERFITTING_EPOCHS and fell:
            params: dict[str, object] = {"epochs": since_best, "best_epoch": self.best_epoch}
            found.append(Notice("training.overfitting", params, severity=Severity.WARN))
        new = [notice for notice in found if notice.code not in self._told]
        self._told.update(notice.code for notice in new)
        return new
