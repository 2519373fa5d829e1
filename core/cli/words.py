"""Sentences that more than one verb prints."""

from __future__ import annotations

from core.cleaning.recipe import Step
from core.cli.console import notice_words
from core.project.runs import RunRecord


def threshold_words(positive: str, threshold: float, run: RunRecord | None = None) -> str:
    """Where the line between two classes is drawn, and on which rows it was chosen where the run tells."""
    told = f"called “{positive}” from a probability of {threshold:g} on"
    chosen = run.threshold if run is not None else None
    if chosen is None or chosen.value != threshold:
        return told
    return told + (", chosen on validation rows" if chosen.on == "validation" else ", chosen by hand")


def step_words(step: Step) -> str:
    """A rule in one line: title and detail."""
    title, detail = notice_words(step.rule.title()), notice_words(step.rule.summary())
    return f"{title} ({detail})" if detail else title
