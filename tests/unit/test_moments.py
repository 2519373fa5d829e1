"""A moment is said in one way, by the person's clock."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QLocale

from gui.widgets.moments import moment_words, short_moment

NOW = datetime(2026, 3, 12, 18, 0).astimezone()  # a Thursday


def ago(**span: int) -> str:
    return (NOW - timedelta(**span)).isoformat()


def said_by(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    locale = QLocale(name)
    monkeypatch.setattr(QLocale, "system", lambda: locale)


def test_that_days_are_named_as_people_do(monkeypatch: pytest.MonkeyPatch) -> None:
    said_by(monkeypatch, "de_DE")
    assert moment_words(ago(hours=4), now=NOW) == "Today 14:00"
    assert moment_words(ago(hours=4), within=True, now=NOW) == "today 14:00"
    assert moment_words(ago(days=1, hours=2), now=NOW) == "Yesterday 16:00"
    assert moment_words(ago(days=3), now=NOW) == "Monday 18:00"
    assert moment_words(ago(days=3), within=True, now=NOW) == "on Monday 18:00"
    assert moment_words(ago(days=40), now=NOW) == "31 January"
    assert moment_words(ago(days=400), now=NOW) == "5 February 2025"
    assert moment_words(ago(days=400), within=True, now=NOW) == "on 5 February 2025"
    assert moment_words(ago(days=-3), now=NOW) == "15 March", "a clock that was set back"
    assert short_moment(ago(hours=4), now=NOW) == "14:00"
    assert short_moment(ago(days=1), now=NOW) == "Yesterday 18:00"


def test_that_the_clock_is_the_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    said_by(monkeypatch, "en_US")
    assert moment_words(ago(hours=4), now=NOW) == "Today 2:00 PM"
    said_by(monkeypatch, "en_GB")
    assert moment_words(ago(hours=4), now=NOW) == "Today 14:00"


def test_that_what_is_no_time_is_said_as_nothing() -> None:
    assert moment_words("nonsense") == "" and short_moment("") == ""
