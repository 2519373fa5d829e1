"""Sentences that more than one verb prints."""

from __future__ import annotations

from core.cleaning.recipe import Step
from core.cli.console import notice_words


def step_words(step: Step) -> str:
    """A rule in one line: title and detail."""
    title, detail = notice_words(step.rule.title()), notice_words(step.rule.summary())
    return f"{title} ({detail})" if detail else title
