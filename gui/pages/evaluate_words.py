"""What an evaluation says, in sentences: for the inspector and for a screen reader. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.evaluation.facts import ClassFacts, Facts, NumberFacts
from core.evaluation.report import Evaluation
from core.evaluation.thresholds import Cells
from core.features.task import Task
from core.project.runs import ChosenThreshold
from gui.models.words import count, share, significant, threshold_words


class EvaluationWords(QObject):
    """Holds nothing; a QObject only for its translations."""

    def plain(self, evaluation: Evaluation, facts: Facts) -> str:
        """The result as one would tell a colleague."""
        if isinstance(facts, NumberFacts):
            return self._plain_number(evaluation, facts)
        if evaluation.task is Task.BINARY:
            return self._plain_binary(evaluation, evaluation.metrics.get("recall"), evaluation.metrics.get("precision"))
        return self._plain_classes(evaluation, facts)

    def measured(self, evaluation: Evaluation, number: int, chosen: ChosenThreshold | None) -> str:
        """On which rows a run was judged, and where its line between two classes was drawn."""
        told = self.tr("Measured on {rows} test rows that run {number} has never seen")
        told = told.format(rows=count(evaluation.rows), number=number)
        if chosen is None or evaluation.task is not Task.BINARY:
            return self.tr("{told}.").format(told=told)
        how = {
            "validation": self.tr("{told}, at threshold {value}, chosen on validation rows."),
            "test": self.tr("{told}, at threshold {value}, chosen by hand."),
        }[chosen.on]
        return how.format(told=told, value=threshold_words(chosen.value))

    def at_threshold(self, evaluation: Evaluation, threshold: float, cells: Cells) -> str:
        """Two classes at another threshold than the one in use."""
        told = self._plain_binary(evaluation, cells.recall, cells.precision)
        return self.tr("At {threshold}: {told}").format(threshold=threshold_words(threshold), told=told)

    def _plain_number(self, evaluation: Evaluation, facts: NumberFacts) -> str:
        if facts.half is None or facts.most is None:
            return self.tr("No test row has a prediction.")
        told = self.tr(
            "Half of the predictions of {target} are off by less than {half}, nine in ten by less than {most}."
        ).format(target=evaluation.target, half=significant(facts.half), most=significant(facts.most))
        if facts.half_share is None:
            return told
        middle = share(facts.half_share)
        return told + " " + self.tr("The usual error is {share} of the actual value.").format(share=middle)

    def _plain_binary(self, evaluation: Evaluation, recall: float | None, precision: float | None) -> str:
        if recall is None:
            return self.tr("The test rows have no {positive}, so there is nothing to find.").format(
                positive=evaluation.positive
            )
        found = self.tr("Out of 100 rows that truly are “{positive}” the model finds about {found}.").format(
            positive=evaluation.positive, found=round(100 * recall)
        )
        if not precision:
            return found + " " + self.tr("None that it calls “{positive}” is.").format(positive=evaluation.positive)
        called = self.tr("Out of 100 it calls “{positive}”, about {right} really are.")
        return found + " " + called.format(positive=evaluation.positive, right=round(100 * precision))

    def _plain_classes(self, evaluation: Evaluation, facts: ClassFacts) -> str:
        accuracy = evaluation.metrics.get("accuracy") or 0.0
        frequent = facts.figures[facts.frequent]
        told = self.tr(
            "Out of 100 rows the model names the right class for about {right}. "
            "Always answering “{name}”, the most frequent, would be right for {simple}."
        ).format(
            right=round(100 * accuracy), name=frequent.name, simple=round(100 * frequent.rows / max(evaluation.rows, 1))
        )
        weakest = facts.figures[facts.weakest]
        if weakest.recall is None or weakest.f1 is None or weakest.f1 >= 0.995:
            return told
        found = round(weakest.recall * weakest.rows)
        weak = self.tr(
            "It is weakest with “{name}”: it finds {found} of {rows}, and {wrong} of the {called} it calls so are not."
        )
        return f"{told} " + weak.format(
            name=weakest.name,
            found=count(found),
            rows=count(weakest.rows),
            wrong=count(weakest.called - found),
            called=count(weakest.called),
        )
