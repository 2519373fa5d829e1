"""What an evaluation says, in sentences: for the inspector and for a screen reader. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.evaluation.facts import ClassFacts, Facts, NumberFacts
from core.evaluation.report import Evaluation
from core.evaluation.thresholds import Cells
from core.features.task import Task
from core.project.runs import ChosenThreshold
from gui.models.words import count, one_line, share, significant, threshold_words

OUT_OF = 100  # rows: with fewer, the rows themselves are told rather than how many of a hundred


class EvaluationWords(QObject):
    """Holds nothing; a QObject only for its translations."""

    def plain(self, evaluation: Evaluation, facts: Facts) -> str:
        """The result as one would tell a colleague."""
        if isinstance(facts, NumberFacts):
            return self._plain_number(evaluation, facts)
        if evaluation.task is Task.BINARY:
            return one_line(self._plain_binary(evaluation, cells_of(facts)))
        return one_line(self._plain_classes(evaluation, facts))

    def measured(self, evaluation: Evaluation, number: int, chosen: ChosenThreshold | None) -> str:
        """On which rows a run was judged, and where its line between two classes was drawn."""
        rows = count(evaluation.rows)
        if chosen is None or evaluation.task is not Task.BINARY:
            told = self.tr("Measured on {rows} test rows that run {number} has never seen.")
            return told.format(rows=rows, number=number)
        how = {
            "validation": self.tr("On {rows} unseen test rows, at threshold {value}, chosen on validation rows."),
            "test": self.tr("On {rows} unseen test rows, at threshold {value}, chosen by hand."),
        }[chosen.on]
        return how.format(rows=rows, value=threshold_words(chosen.value))

    def at_threshold(self, evaluation: Evaluation, threshold: float, cells: Cells) -> str:
        """Two classes at another threshold than the one in use."""
        told = one_line(self._plain_binary(evaluation, cells))
        return self.tr("At threshold {threshold}. {told}").format(threshold=threshold_words(threshold), told=told)

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

    def _plain_binary(self, evaluation: Evaluation, cells: Cells) -> str:
        name, there, called = evaluation.positive, cells.found + cells.missed, cells.found + cells.alarms
        if not there:
            none = self.tr("The test rows have no “{name}”, so there is nothing to find.").format(name=name)
            alarms = self.tr("The model calls {n} of them so.").format(n=count(called)) if called else ""
            return f"{none} {alarms}".strip()
        return f"{self._found(name, cells.found, there)} {self._called(name, cells.found, called)}"

    def _found(self, name: str | None, found: int, there: int) -> str:
        if there < OUT_OF:
            words = self.tr("Of {there} rows that truly are “{name}” the model finds {found}.")
            return words.format(there=count(there), name=name, found=count(found))
        words = self.tr("Out of 100 rows that truly are “{name}” the model finds {found}.")
        return words.format(name=name, found=self.of_hundred(found, there))

    def _called(self, name: str | None, right: int, called: int) -> str:
        if not called:
            return self.tr("It calls no row “{name}”.").format(name=name)
        if called < OUT_OF:
            words = self.tr("Of {called} it calls “{name}”, {right} really are.")
            return words.format(called=count(called), name=name, right=count(right))
        words = self.tr("Out of 100 it calls “{name}”, {right} really are.")
        return words.format(name=name, right=self.of_hundred(right, called))

    def of_hundred(self, part: int, whole: int) -> str:
        """A share as so many of a hundred: none and all only when it is so."""
        if part in (0, whole):
            return self.tr("none") if not part else self.tr("all 100")
        hundred = round(100 * part / whole)
        if hundred in (0, 100):
            return self.tr("more than 99") if hundred else self.tr("fewer than 1")
        return self.tr("about {n}").format(n=hundred)

    def _plain_classes(self, evaluation: Evaluation, facts: ClassFacts) -> str:
        right, rows = int(facts.counts.trace()), evaluation.rows
        frequent = facts.figures[facts.frequent]
        if rows < OUT_OF:
            told = self.tr("Of {rows} test rows the model names the right class for {right}.")
            told = told.format(rows=count(rows), right=count(right))
            simple = count(frequent.rows)
        else:
            told = self.tr("Out of 100 rows the model names the right class for {right}.")
            told, simple = told.format(right=self.of_hundred(right, rows)), self.of_hundred(frequent.rows, rows)
        always = self.tr("Always answering “{name}”, the most frequent, would be right for {simple}.")
        told = f"{told} " + always.format(name=frequent.name, simple=simple)
        weakest = facts.figures[facts.weakest]
        if weakest.recall is None or weakest.f1 is None or weakest.f1 >= 0.995:
            return told
        found = round(weakest.recall * weakest.rows)
        words = self.tr(
            "It is weakest with “{name}”: it finds {found} of {rows}, and {wrong} of {called} called so are not."
        )
        if not weakest.called:
            words = self.tr("It is weakest with “{name}”: it finds {found} of {rows}, and calls no row so.")
        return f"{told} " + words.format(
            name=weakest.name,
            found=count(found),
            rows=count(weakest.rows),
            wrong=count(weakest.called - found),
            called=count(weakest.called),
        )


def cells_of(facts: ClassFacts) -> Cells:
    """The tallies of two classes, the second being the positive one."""
    (cleared, alarms), (missed, found) = facts.counts.tolist()
    return Cells(found, missed, alarms, cleared)
