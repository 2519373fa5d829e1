"""How a long verb reports: an iterator of events that ends with `Finished`.

Whoever pulls decides the pace: no `next()` is pause, `.close()` is cancel. Progress may be merged by the consumer, and
what is early may be left unseen; nothing else may be dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.base.notices import Notice

ResultT = TypeVar("ResultT")


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of `stage`; a total of 0 means that the end isn't known yet."""

    stage: str
    done: int
    total: int
    unit: str = "rows"


@dataclass(frozen=True, slots=True)
class Warned:
    """Something worth hearing happened; the work goes on."""

    notice: Notice


@dataclass(frozen=True, slots=True)
class Early:
    """A part of what is being made, ready to be shown before the whole. The verb says which kinds of parts it has."""

    part: object


@dataclass(frozen=True, slots=True)
class Finished(Generic[ResultT]):
    """The last event: what the verb was asked for."""

    result: ResultT


def result_of(events: Iterable[Progress | Warned | Early | Finished[ResultT]]) -> ResultT:
    """Pull a verb to its end and return what it made, when nobody watches the progress."""
    for event in events:
        if isinstance(event, Finished):
            return event.result
    raise AssertionError("the verb ended without Finished")
