"""What an evaluation says, in sentences: for the inspector and for a screen reader. No widgets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from PySide6.QtCore import QObject

from core.base.notices import Notice, Severity
from core.evaluation.report import Evaluation
from core.features.task import Task
from gui.models.run_view import RunView
from gui.models.words import count, share, significant
from gui.plots.scatter import error_shares
from gui.widgets.words import told_words

Tone = Literal["ok", "warn", "bad", "info"]
SMALL_TEST_ROWS = 200
ALIKE = 0.10  # test and validation figures this near each other show no learning by heart
TONES: dict[Severity, Tone] = {Severity.INFO: "ok", Severity.WARN: "warn", Severity.BAD: "bad"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: a title, a sentence, and how it came out."""

    tone: Tone
    title: str
    sentence: str


class EvaluationWords(QObject):
    """Holds nothing; a QObject only for its translations."""

    def plain(self, evaluation: Evaluation) -> str:
        """The result as one would tell a colleague."""
        if evaluation.task is Task.REGRESSION:
            return self._plain_number(evaluation)
        if evaluation.task is Task.BINARY:
            return self._plain_binary(evaluation)
        return self._plain_classes(evaluation)

    def checks(self, evaluation: Evaluation, run: RunView) -> list[Check]:
        """Better than something simple, no sign of learning by heart, enough rows."""
        found = [
            Check(_tone(notice), self._verdict_title(notice.code), told_words(notice))
            for notice in evaluation.verdicts()
        ]
        found += [check for check in (self._memorising(run), self._few_rows(evaluation)) if check is not None]
        return found

    def _plain_number(self, evaluation: Evaluation) -> str:
        errors = np.abs(evaluation.predicted - evaluation.actual)
        errors = errors[np.isfinite(errors)]
        half, most = float(np.median(errors)), float(np.quantile(errors, 0.9))
        told = self.tr(
            "Half of the predictions of {target} are off by less than {half}, nine in ten by less than {most}."
        ).format(target=evaluation.target, half=significant(half), most=significant(most))
        shares = error_shares(evaluation.actual, evaluation.predicted)
        if shares is None:
            return told
        middle = share(float(np.median(np.abs(shares))))
        return told + " " + self.tr("The usual error is {share} of the actual value.").format(share=middle)

    def _plain_binary(self, evaluation: Evaluation) -> str:
        recall, precision = evaluation.metrics.get("recall"), evaluation.metrics.get("precision")
        if recall is None or precision is None:
            return self.tr("The test rows have no {positive}, so there is nothing to find.").format(
                positive=evaluation.positive
            )
        return self.tr(
            "Out of 100 rows that truly are “{positive}” the model finds about {found}. "
            "Out of 100 it calls “{positive}”, about {right} really are."
        ).format(positive=evaluation.positive, found=round(100 * recall), right=round(100 * precision))

    def _plain_classes(self, evaluation: Evaluation) -> str:
        accuracy = evaluation.metrics.get("accuracy") or 0.0
        frequent = np.bincount(evaluation.actual, minlength=len(evaluation.classes))
        name = evaluation.classes[int(frequent.argmax())]
        return self.tr(
            "Out of 100 rows the model names the right class for about {right}. "
            "Always answering “{name}”, the most frequent, would be right for {simple}."
        ).format(right=round(100 * accuracy), name=name, simple=round(100 * frequent.max() / max(frequent.sum(), 1)))

    def _verdict_title(self, code: str) -> str:
        kind = code.rpartition(".")[2].partition("_")[0]
        if kind == "beats":
            return self.tr("Better than something simple")
        if kind == "ties":
            return self.tr("No better than something simple")
        return self.tr("Worse than something simple")

    def _memorising(self, run: RunView) -> Check | None:
        name = "rmse" if run.task == "regression" else "log_loss"
        test, validation = (run.metrics.get(part) or {} for part in ("test", "validation"))
        if not test.get(name) or not validation.get(name):
            return None
        apart = test[name] / validation[name] - 1
        words = share(abs(apart), 0 if abs(apart) >= 0.01 else 1)
        if apart <= ALIKE:
            title = self.tr("No sign of learning by heart")
            side = self.tr("above") if apart > 0 else self.tr("below")
            sentence = self.tr("The error on test rows lies {share} {side} that on validation rows.")
            return Check("ok", title, sentence.format(share=words, side=side))
        sentence = self.tr(
            "The error on test rows lies {share} above that on validation rows. Expect it on new rows too."
        )
        return Check("warn", self.tr("Worse on rows it has never met"), sentence.format(share=words))

    def _few_rows(self, evaluation: Evaluation) -> Check | None:
        if evaluation.rows >= SMALL_TEST_ROWS:
            return None
        sentence = self.tr("{rows} test rows: the figures would differ somewhat on other rows.")
        return Check("info", self.tr("Few test rows"), sentence.format(rows=count(evaluation.rows)))


def _tone(notice: Notice) -> Tone:
    """How a verdict came out: to be as good as something simple is nothing to tick off."""
    return "info" if ".ties_" in notice.code else TONES[notice.severity]
