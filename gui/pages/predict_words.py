"""The sentences around the predictions: what the page shows, how far it is, and what an export writes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from core.base.progress import Progress
from gui.models.run_words import shown_name
from gui.models.words import count, data_size
from gui.pages.predict_work import Shown


class PageWords(QObject):
    """A QObject for its translations."""

    def sentence(self, shown: Shown, *, busy: bool) -> str:
        """What the page shows of a file."""
        name = shown.file.read.file_name
        if busy:
            return self.tr("Predicting {file} again…").format(file=name)
        if shown.rows is None:
            return self.tr("{file} is read. Say which column is which.").format(file=name)
        rows = self.rows(shown.rows.counts["rows"])
        if shown.rows.counts["rows"] and shown.rows.counts["failed"] == shown.rows.counts["rows"]:
            return self.tr("{file}, {rows}: none can be predicted. Each says why.").format(file=name, rows=rows)
        run, model = shown.outcome.run, shown.outcome.model
        steps = sum(1 for step in model.fitted.steps if step.step.enabled)
        rules = self.tr("1 rule") if steps == 1 else self.tr("{n} rules").format(n=count(steps))
        words = self.tr("{file}, {rows}. Cleaned with {rules}, predicted by run {run}.")
        if not steps:
            words = self.tr("{file}, {rows}. Predicted by run {run}.")
        return words.format(file=name, rows=rows, rules=rules, run=f"{run.number} · {shown_name(run.name)}")

    def names(self, shown: Shown) -> list[str]:
        """The names in the sentence, which give way where it is too long."""
        run = shown.outcome.run if shown.outcome is not None else None
        return [shown.file.read.file_name, shown_name(run.name) if run is not None else ""]

    def rows(self, rows: int) -> str:
        """ "1 row", "412 rows"."""
        return self.tr("1 row") if rows == 1 else self.tr("{n} rows").format(n=count(rows))

    def export_button(self, shown: Shown) -> tuple[str, str]:
        """What the button says, and its tooltip."""
        assert shown.rows is not None
        failed = shown.rows.counts["failed"]
        done = shown.rows.counts["rows"] - failed
        if not done:
            words = self.tr("Export 1 failed row") if failed == 1 else self.tr("Export {n} failed rows")
            return words.format(n=count(failed)), self.tr("With the reason of each")
        words = self.tr("Export 1 prediction") if done == 1 else self.tr("Export {n} predictions")
        return words.format(n=count(done)), self.rows(done)

    def progress(self, event: Progress) -> str:
        """How far reading or predicting is: "33 of 48 MB", "120,000 of 1,000,000 rows"."""
        if event.total <= 0 or not event.done:
            return ""
        if event.unit == "bytes":
            return self.tr("{done} of {all}").format(done=data_size(event.done), all=data_size(event.total))
        words = {"rows": self.tr("{done} of {all} rows"), "columns": self.tr("{done} of {all} columns")}
        return words.get(event.unit, "").format(done=count(event.done), all=count(event.total))
