"""What was checked of an evaluation, each with how it came out. No widgets."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from core.base.notices import Notice, Severity
from core.evaluation.against_rest import OneAgainstRest
from core.evaluation.certainty import FEW_ROWS, chance_explains, share_reach
from core.evaluation.facts import ClassFacts, Facts, NumberFacts
from core.evaluation.groups import Group, Struggles
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.project.runs import ChosenThreshold
from gui.models.run_view import RunView
from gui.models.words import count, share, significant, threshold_words
from gui.widgets.words import told_words

Tone = Literal["ok", "warn", "bad", "info"]
MIN_COMPARED_ROWS = 20  # of test and of validation rows, to hold their errors against each other
MIN_CLASS_ROWS = 5  # of either class, to hold probabilities against what came true
MIN_PERFECT_ROWS, PERFECT_R2 = 50, 0.9999
NAMED = 3
ALIKE = 0.10  # test and validation figures this near each other show no learning by heart
THIN_SHARE = 0.05  # of the test rows: a weak group that is smaller was hardly learned from either
THIN_CLASS = 30  # test rows of a class, below which its figures are rough
TRUSTED = 0.05  # mean distance of given from true shares
TONES: dict[Severity, Tone] = {Severity.INFO: "ok", Severity.WARN: "warn", Severity.BAD: "bad"}


@dataclass(frozen=True)
class Check:
    """One thing that was looked at: a title, a sentence, and how it came out."""

    tone: Tone
    title: str
    sentence: str


class EvaluationChecks(QObject):
    """Holds nothing; a QObject only for its translations."""

    def of(
        self,
        evaluation: Evaluation,
        run: RunView,
        facts: Facts,
        shown: OneAgainstRest | None = None,
        chosen: ChosenThreshold | None = None,
    ) -> list[Check]:
        """Better than something simple, no sign of learning by heart, probabilities, enough rows, where the line is."""
        found = [Check(_tone(told), self._verdict_title(told.code), told_words(told)) for told in evaluation.verdicts()]
        others = (
            self.too_good(evaluation, facts),
            self.memorising(run, evaluation, facts),
            self.probabilities(evaluation, shown),
            self.thin_classes(evaluation, facts),
            self.few_rows(evaluation, facts),
            self.line(chosen),
        )
        return found + [check for check in others if check is not None]

    def thin_groups(self, found: Struggles, name_of: Callable[[str, Group], str]) -> list[Check]:
        """The clearest weak group of few rows: more of them would help; `name_of` tells a column's group."""
        rows = sum(group.rows for group in found.columns[0].groups) if found.columns else 0
        for column, group in found.weak:
            if group.rows < THIN_SHARE * rows:
                sentence = self.tr("Only {rows} test rows, and they come out worse. Treat predictions there with care.")
                title = self.tr("Few rows: {group}").format(group=name_of(column.name, group))
                return [Check("warn", title, sentence.format(rows=count(group.rows)))]
        return []

    def too_good(self, evaluation: Evaluation, facts: Facts) -> Check | None:
        """Hardly an error at all: more often a column that gives the answer away than a perfect model."""
        if evaluation.rows < MIN_PERFECT_ROWS:
            return None
        if isinstance(facts, NumberFacts):
            perfect = (evaluation.metrics.get("r2") or 0.0) >= PERFECT_R2
        else:
            perfect = evaluation.metrics.get("accuracy") == 1.0 and len([one for one in facts.figures if one.rows]) > 1
        if not perfect:
            return None
        sentence = self.tr(
            "Hardly any error is left. See whether a column gives {target} away, such as one made from it."
        )
        return Check("warn", self.tr("Almost too good"), sentence.format(target=evaluation.target))

    def memorising(self, run: RunView, evaluation: Evaluation, facts: Facts) -> Check | None:
        """The error on test rows beside that on validation rows, with what chance may do to so many rows."""
        number = isinstance(facts, NumberFacts)
        test, validation = (
            (run.metrics.get(part) or {}).get("mse" if number else "log_loss") for part in ("test", "validation")
        )
        others = run.rows.get("validation", 0)
        if not test or not validation or min(evaluation.rows, others) < MIN_COMPARED_ROWS:
            return None
        apart = (math.sqrt(test / validation) if number else test / validation) - 1
        words = share(abs(apart), 0 if abs(apart) >= 0.01 else 1)
        if apart <= ALIKE:
            title = self.tr("No sign of learning by heart")
            side = self.tr("above") if apart > 0 else self.tr("below")
            sentence = self.tr("The error on test rows lies {share} {side} that on validation rows.")
            return Check("ok", title, sentence.format(share=words, side=side))
        sentence = self.tr("The error on test rows lies {share} above that on validation rows.").format(share=words)
        if chance_explains(test - validation, facts.loss_error, evaluation.rows, others):
            by_chance = self.tr("With {n} rows that may be chance.")
            told = by_chance.format(n=count(min(evaluation.rows, others)))
            return Check("info", self.tr("Somewhat worse on test rows"), f"{sentence} {told}")
        expect = self.tr("Expect it on new rows too.")
        return Check("warn", self.tr("Worse on rows it has never met"), f"{sentence} {expect}")

    def probabilities(self, evaluation: Evaluation, shown: OneAgainstRest | None) -> Check | None:
        """Whether 80 % means 80 %, for two classes."""
        if evaluation.task is not Task.BINARY or shown is None or shown.calibration is None:
            return None
        off, line = shown.calibration.error, shown.thresholds
        if min(line.positives, line.rows - line.positives) < MIN_CLASS_ROWS:
            sentence = self.tr("Too few test rows of one class to see whether 80 % means 80 %.")
            return Check("info", self.tr("Probabilities not checked"), sentence)
        if off <= TRUSTED:
            sentence = self.tr("They lie {share} from what came true, on average.")
            return Check("ok", self.tr("Probabilities can be trusted"), sentence.format(share=share(off)))
        if not shown.calibration.bins_off:
            sentence = self.tr("They lie {share} from what came true, on average; with so few rows that may be chance.")
            return Check("info", self.tr("Probabilities hardly checked"), sentence.format(share=share(off)))
        sentence = self.tr("They lie {share} from what came true, on average. Use them to rank rows, not as chances.")
        return Check("warn", self.tr("Probabilities are off"), sentence.format(share=share(off)))

    def thin_classes(self, evaluation: Evaluation, facts: Facts) -> Check | None:
        """Classes with so few test rows that their figures are rough, or with none."""
        if not isinstance(facts, ClassFacts):
            return None
        absent = [one.name for one in facts.figures if not one.rows]
        if absent:
            names = ", ".join(f"“{name}”" for name in absent[:NAMED])
            sentence = self.tr(
                "No test row is {names}, so nothing is known of it. More rows, or another seed, may help."
            )
            if len(absent) > NAMED:
                names = self.tr("{names} and {n} more").format(names=names, n=len(absent) - NAMED)
            return Check("warn", self.tr("A class without test rows"), sentence.format(names=names))
        thin = [one for one in facts.figures if one.rows < THIN_CLASS]
        if not thin or evaluation.rows < FEW_ROWS:
            return None
        rarest = min(thin, key=lambda one: one.rows)
        if len(thin) == 1:
            sentence = self.tr("Only {rows} test rows are “{name}”. Its figures are rough.")
            told = sentence.format(rows=count(rarest.rows), name=rarest.name)
        else:
            sentence = self.tr(
                "{n} classes have fewer than {least} test rows, “{name}” {rows}. Their figures are rough."
            )
            told = sentence.format(n=len(thin), least=THIN_CLASS, name=rarest.name, rows=count(rarest.rows))
        return Check("info", self.tr("Few rows of a class"), told)

    def few_rows(self, evaluation: Evaluation, facts: Facts) -> Check | None:
        """A small test set, and within what its first figure would probably lie on other rows."""
        if evaluation.rows >= FEW_ROWS:
            return None
        rows = self.tr("Only {rows} test rows.").format(rows=count(evaluation.rows))
        tone: Tone = "warn" if evaluation.rows < THIN_CLASS else "info"
        return Check(tone, self.tr("Few test rows"), f"{rows} {self._reach(evaluation, facts)}".strip())

    def _reach(self, evaluation: Evaluation, facts: Facts) -> str:
        if isinstance(facts, NumberFacts):
            words = self.tr("On others the typical error would probably lie between {low} and {high}.")
            reach = facts.rmse_reach
            return "" if reach is None else words.format(low=significant(reach[0]), high=significant(reach[1]))
        if evaluation.task is Task.BINARY:
            words = self.tr("On others recall would probably lie between {low} and {high}.")
            reach = share_reach(int(facts.counts[1, 1]), int(facts.counts[1].sum()))
        else:
            words = self.tr("On others accuracy would probably lie between {low} and {high}.")
            reach = share_reach(int(facts.counts.trace()), evaluation.rows)
        return "" if reach is None else words.format(low=share(reach[0], 0), high=share(reach[1], 0))

    def line(self, chosen: ChosenThreshold | None) -> Check | None:
        """A threshold that was chosen with the test rows' figures in sight."""
        if chosen is None or chosen.on != "test":
            return None
        sentence = self.tr(
            "{value} was chosen with these test rows in sight, so they flatter it a little. "
            "Prices choose on validation rows."
        )
        return Check("info", self.tr("Threshold chosen by hand"), sentence.format(value=threshold_words(chosen.value)))

    def _verdict_title(self, code: str) -> str:
        kind = code.rpartition(".")[2].partition("_")[0]
        if code in ("evaluation.behind_mean", "evaluation.behind_shares"):
            return self.tr("No better than a constant answer")
        if kind == "beats":
            return self.tr("Better than something simple")
        if kind == "ties":
            return self.tr("No better than something simple")
        return self.tr("Worse than something simple")


def _tone(notice: Notice) -> Tone:
    """How a verdict came out: to be as good as something simple is nothing to tick off."""
    return "info" if ".ties_" in notice.code else TONES[notice.severity]
