"""The figures of one column, as the inspector of the Data page lists them."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile
from gui.models.cells import cell_text, fact_number, number_look, share_text
from gui.models.id_facts import first_and_last, form_words
from gui.models.table import cells_of
from gui.pages.data_look import Look
from gui.widgets.facts import Fact

LONGEST_END = 12


def facts_of(widget: QWidget, look: Look, profile: ColumnProfile) -> list[Fact]:
    """Names and values of a column's figures."""
    known, tr = profile.rows - profile.missing, widget.tr
    missing = f"{profile.missing:,} ({share_text(profile.missing, profile.rows)})" if profile.missing else tr("none")
    facts: list[Fact] = [
        (tr("With a value"), f"{known:,}"),
        (tr("Missing"), missing, "warn" if profile.missing else "text"),
        (tr("Different values"), f"{profile.distinct:,}"),
    ]
    if profile.kind is ColumnKind.ID:  # its mean, median and spread say nothing
        return [*facts, *id_facts(widget, look, profile)]
    if profile.minimum is not None and profile.maximum is not None:
        numbers = None if profile.kind is ColumnKind.DATE else look.table.values(profile.name).to_numpy()
        ends = [end_words(profile, end, numbers) for end in (profile.minimum, profile.maximum)]
        facts.append((tr("Smallest … largest"), " … ".join(ends)))
    for words, value in (
        (tr("Mean"), profile.mean),
        (tr("Median"), profile.median),
        (tr("Standard deviation"), profile.std if known > 1 else None),  # one value has none
    ):
        if value is not None:
            facts.append((words, plain_number(profile, value)))
    return facts


def id_facts(widget: QWidget, look: Look, profile: ColumnProfile) -> list[Fact]:
    """Doubles, ends and form of a column that only tells rows apart."""
    known, tr, facts = profile.rows - profile.missing, widget.tr, list[Fact]()
    double = known - profile.distinct
    words = f"{double:,} ({share_text(double, known)})" if double else tr("none")
    facts.append((tr("Repeated values"), words, "warn" if double else "text"))
    values = cells_of(look.table, profile.name)
    ends = first_and_last(values)
    if ends is not None:
        facts.append((tr("First … last"), " … ".join(ends)))
    form = form_words(values)
    if form:
        facts.append((tr("Form"), form))
    return facts


def end_words(profile: ColumnProfile, end: float | str, numbers: Any) -> str:
    """The smallest or largest value: as its cell has it while that is short, else to four digits."""
    if isinstance(end, str) or numbers is None:
        return cell_text(end)
    exact = number_look(numbers).text(end)
    return exact if len(exact) <= LONGEST_END else plain_number(profile, end)


def plain_number(profile: ColumnProfile, value: float) -> str:
    """A figure of a column; among years and other four-digit numbers it stays ungrouped, as they are."""
    grouped = max(abs(float(profile.maximum or 0)), abs(float(profile.minimum or 0))) >= 10_000
    text = fact_number(value)
    return text if grouped else text.replace(",", "")
