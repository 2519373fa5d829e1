"""How a page comes to be seen: its making, styling and showing as steps, each short enough for one turn of the loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Protocol, cast

import shiboken6
from PySide6.QtWidgets import QWidget

from gui.widgets.page import Page
from gui.widgets.tabbing import read_as_laid_out, tab_as_laid_out

SLICE_S = 0.008


class Picture(Protocol):
    """A part of a page that takes long to paint; a `Chart` is one."""

    def hold_picture(self) -> None:
        """Stay blank."""

    def show_picture(self) -> None:
        """Paint from now on."""


def making(page: Page, house_inspector: Callable[[QWidget], object]) -> Generator[None]:
    """Make the page's parts, give its inspector a place, and let Qt style them all while they are hidden."""
    while page.build_step():
        yield
    tab_as_laid_out(page)
    yield
    read_as_laid_out(page)
    yield from polishing(page)
    inspector = page.inspector()
    if inspector is not None:
        house_inspector(inspector)
        tab_as_laid_out(inspector)
        read_as_laid_out(inspector)
        yield
        yield from polishing(inspector)


def polishing(root: QWidget) -> Iterator[None]:
    """Style a hidden tree of widgets ahead of its first showing, which else does it all in one go.

    Leaves come first: styling a widget styles everything below it that isn't styled yet.
    """
    began_s = time.perf_counter()
    for widget in reversed(root.findChildren(QWidget)):
        if shiboken6.isValid(widget):
            widget.ensurePolished()
        if time.perf_counter() - began_s > SLICE_S:
            yield
            began_s = time.perf_counter()
    root.ensurePolished()


def held_pictures(page: Page) -> list[Picture]:
    """The page's charts, all blank but the first: a page of several would be painted in one go."""
    charts = [widget for widget in page.findChildren(QWidget) if hasattr(widget, "hold_picture") and widget.isVisible()]
    rest = [cast(Picture, chart) for chart in charts[1:]]
    for chart in rest:
        chart.hold_picture()
    return rest


def shown_one_by_one(pictures: Sequence[Picture]) -> Iterator[None]:
    """One in each turn of the loop; all that are left at once when the person is elsewhere by then."""
    waiting = list(pictures)
    try:
        while waiting:
            yield
            waiting.pop(0).show_picture()
    finally:
        for picture in waiting:
            if shiboken6.isValid(picture):
                picture.show_picture()
