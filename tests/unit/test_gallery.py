"""The gallery: it holds every component there is, and each state can be told from the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import gui.widgets as widgets
from gui.gallery.exhibits import HELD, Held, hold
from gui.gallery.run import rooms
from gui.gallery.window import GalleryWindow
from gui.theme import Theme
from gui.widgets import Button, RailItem, Switch


@pytest.fixture(scope="module")
def theme(qapp: QApplication) -> Theme:
    theme = Theme("light")
    theme.install(qapp)
    return theme


@pytest.fixture(scope="module")
def gallery(theme: Theme) -> Iterator[GalleryWindow]:
    """One for all that only look at it."""
    window = GalleryWindow(theme, rooms())
    window.show()
    yield window
    window.close()
    window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def pixels(widget: QWidget) -> np.ndarray:
    """uint8 [height, width, 4]."""
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()


def test_that_every_component_is_in_the_gallery(gallery: GalleryWindow) -> None:
    shown = {type(widget).__name__ for widget in gallery.findChildren(QWidget)}
    there = [getattr(widgets, name) for name in widgets.__all__]
    components = {made.__name__ for made in there if isinstance(made, type) and issubclass(made, QWidget)}
    assert len(components) > 30
    assert components - shown == set()


@pytest.mark.parametrize("component", ["ThresholdPanel", "RowsPanel", "TourCard", "ProjectButton", "RecentRow"])
def test_that_what_belongs_to_one_page_is_there_too(gallery: GalleryWindow, component: str) -> None:
    shown = [widget for widget in gallery.findChildren(QWidget) if type(widget).__name__ == component]
    assert len(shown) > 1, "each in more than one state"


def test_that_nothing_in_it_is_empty_in_light_or_dark(gallery: GalleryWindow, theme: Theme) -> None:
    pictures = []
    for mode in ("light", "dark"):
        theme.set_mode(mode)
        whole = gallery.whole()
        assert whole.height() > gallery.height()  # it goes on below the window
        pictures.append(pixels(whole)[..., :3])
    light, dark = pictures
    assert light.mean() > 200
    assert dark.mean() < 60
    for picture in pictures:
        ground = picture[2, -2]
        drawn = np.flatnonzero((picture != ground).any(axis=(1, 2)))
        assert np.diff(drawn).max() < 320  # no state leaves a hole


def pause(theme: Theme) -> QWidget:
    return Button(theme, "Pause")


def step(theme: Theme) -> QWidget:
    return RailItem(theme, "train", "play", "Train")


@pytest.mark.parametrize("make", [pause, step])
def test_that_held_states_look_different(qtbot: QtBot, theme: Theme, make: Callable[[Theme], QWidget]) -> None:
    theme.set_mode("light")
    seen: dict[Held, bytes] = {}
    for state in HELD:
        widget = hold(make(theme), state)
        qtbot.addWidget(widget)
        seen[state] = pixels(widget).tobytes()
    assert len({seen["rest"], seen["hover"], seen["focus"]}) == 3


def test_that_a_disabled_switch_is_fainter(qtbot: QtBot, theme: Theme) -> None:
    theme.set_mode("light")
    bright, faint = Switch(theme, "a"), hold(Switch(theme, "b"), "disabled")
    for switch in (bright, faint):
        qtbot.addWidget(switch)
    assert pixels(faint)[..., :3].mean() > pixels(bright)[..., :3].mean()
