"""The figures of one column, as the inspector of the Data page lists them."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile
from gui.models.cells import (
    GROUPED_FROM,
    YEARS_FROM,
    NumberLook,
    cell_text,
    fact_number,
    number_look,
    share_text,
)
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
        shape = None if profile.kind is ColumnKind.DATE else look_of(profile, look)
        ends = [value_words(profile, end, shape) for end in (profile.minimum, profile.maximum)]
        facts.append((tr("Smallest … largest"), " … ".join(ends)))
    if profile.mean is not None:
        facts.append((tr("Mean"), plain_number(profile, profile.mean)))
    if profile.median is not None:
        facts.append((tr("Median"), median_words(profile, look)))
    if profile.std is not None and known > 1:  # one value has none
        facts.append((tr("Standard deviation"), plain_number(profile, profile.std)))
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


def look_of(profile: ColumnProfile, look: Look) -> NumberLook:
    """How the cells of a column of numbers are written."""
    return number_look(look.table.values(profile.name).to_numpy())


def value_words(profile: ColumnProfile, value: float | str, shape: NumberLook | None) -> str:
    """A value that stands in a column: as its cell has it while that is short, else to four digits."""
    if isinstance(value, str) or shape is None:
        return cell_text(value)
    exact = shape.text(value)
    return exact if len(exact) <= LONGEST_END else plain_number(profile, value)


def median_words(profile: ColumnProfile, look: Look) -> str:
    """The middle value, which is most often one of the cells, and written as they are: 0.70 beside 0.23."""
    assert profile.median is not None
    shape = look_of(profile, look) if profile.kind is ColumnKind.NUMBER else None
    decimals = shape.decimals if shape is not None else None
    if shape is None or decimals is None or round(profile.median, decimals) != profile.median:
        return plain_number(profile, profile.median)  # between two cells
    return value_words(profile, profile.median, shape)


def plain_number(profile: ColumnProfile, value: float) -> str:
    """A figure of a column; among years and other four-digit numbers it stays ungrouped, as they are."""
    ends = [abs(float(end or 0)) for end in (profile.minimum, profile.maximum)]
    text = fact_number(value)
    return text if max(ends) >= GROUPED_FROM or min(ends) < YEARS_FROM else text.replace(",", "")
