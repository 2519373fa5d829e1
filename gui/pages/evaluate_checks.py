"""What was checked of an evaluation, each with how it came out. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QObject

from core.base.notices import Notice, Severity
from core.evaluation.against_rest import OneAgainstRest
from core.evaluation.facts import ClassFacts, Facts
from core.evaluation.groups import Group, Struggles
from core.evaluation.report import Evaluation
from core.features.task import Task
from core.project.runs import ChosenThreshold
from gui.models.run_view import RunView
from gui.models.words import count, share, threshold_words
from gui.widgets.words import told_words

Tone = Literal["ok", "warn", "bad", "info"]
SMALL_TEST_ROWS = 200
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
        shown: OneAgainstRest | None = None,
        chosen: ChosenThreshold | None = None,
        facts: Facts | None = None,
    ) -> list[Check]:
        """Better than something simple, no sign of learning by heart, probabilities, enough rows, where the line is."""
        found = [Check(_tone(told), self._verdict_title(told.code), told_words(told)) for told in evaluation.verdicts()]
        others = (
            self.memorising(run),
            self.probabilities(evaluation, shown),
            self.thin_classes(evaluation, facts),
            self.few_rows(evaluation),
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

    def memorising(self, run: RunView) -> Check | None:
        """The error on test rows beside that on validation rows."""
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

    def probabilities(self, evaluation: Evaluation, shown: OneAgainstRest | None) -> Check | None:
        """Whether 80 % means 80 %, for two classes."""
        if evaluation.task is not Task.BINARY or shown is None or shown.calibration is None:
            return None
        off = shown.calibration.error
        if off <= TRUSTED or not shown.calibration.bins_off:
            sentence = self.tr("They lie {share} from what came true, on average.")
            return Check("ok", self.tr("Probabilities can be trusted"), sentence.format(share=share(off)))
        sentence = self.tr("They lie {share} from what came true, on average. Use them to rank rows, not as chances.")
        return Check("warn", self.tr("Probabilities are off"), sentence.format(share=share(off)))

    def thin_classes(self, evaluation: Evaluation, facts: Facts | None) -> Check | None:
        """Classes with so few test rows that their figures are rough."""
        if not isinstance(facts, ClassFacts) or evaluation.rows < SMALL_TEST_ROWS:
            return None
        thin = [one for one in facts.figures if one.rows < THIN_CLASS]
        if not thin:
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

    def few_rows(self, evaluation: Evaluation) -> Check | None:
        """A small test set."""
        if evaluation.rows >= SMALL_TEST_ROWS:
            return None
        sentence = self.tr("{rows} test rows: the figures would differ somewhat on other rows.")
        return Check("info", self.tr("Few test rows"), sentence.format(rows=count(evaluation.rows)))

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
        if kind == "beats":
            return self.tr("Better than something simple")
        if kind == "ties":
            return self.tr("No better than something simple")
        return self.tr("Worse than something simple")


def _tone(notice: Notice) -> Tone:
    """How a verdict came out: to be as good as something simple is nothing to tick off."""
    return "info" if ".ties_" in notice.code else TONES[notice.severity]
