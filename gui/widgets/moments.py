"""A moment as people say it, the one way of the whole window: "Today 14:20", "Monday 14:20", "12 March".

Why the clock follows the system and the rest the words: whether it is 14:20 or 2:20 PM is a habit of the person, not of
the language that the window speaks (numbers have to follow the words, see `gui.app.prefer_words`; clocks needn't).
"""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from core.base.wording import QT_TRANSLATE_NOOP

DAYS_BY_NAME = 6  # further back, "Monday" could be two Mondays
WORDS = (
    QT_TRANSLATE_NOOP("moments", "Today {time}"),
    QT_TRANSLATE_NOOP("moments", "today {time}"),
    QT_TRANSLATE_NOOP("moments", "Yesterday {time}"),
    QT_TRANSLATE_NOOP("moments", "yesterday {time}"),
    QT_TRANSLATE_NOOP("moments", "{day} {time}"),
    QT_TRANSLATE_NOOP("moments", "on {day} {time}"),
    QT_TRANSLATE_NOOP("moments", "on {day}"),
    QT_TRANSLATE_NOOP("moments", "d MMMM"),
    QT_TRANSLATE_NOOP("moments", "d MMMM yyyy"),
)


def moment_words(stamp: str, *, within: bool = False, now: datetime | None = None) -> str:
    """When it was, in the person's time zone; "" for what is no time. within: to go on a sentence ("today 14:20")."""
    moment = _local(stamp)
    if moment is None:
        return ""
    days = ((now or datetime.now()).astimezone().date() - moment.date()).days
    clock = _clock(moment)
    if days == 0:
        return _say("today {time}" if within else "Today {time}").format(time=clock)
    if days == 1:
        return _say("yesterday {time}" if within else "Yesterday {time}").format(time=clock)
    if 1 < days <= DAYS_BY_NAME:
        name = QLocale().dayName(moment.isoweekday())
        return _say("on {day} {time}" if within else "{day} {time}").format(day=name, time=clock)
    day = QLocale().toString(QDate(moment.year, moment.month, moment.day), _say(_pattern(moment, now)))
    return _say("on {day}").format(day=day) if within else day


def short_moment(stamp: str, *, now: datetime | None = None) -> str:
    """The same with a time of day alone for today: "14:20", "Yesterday 14:20"."""
    moment = _local(stamp)
    if moment is not None and moment.date() == (now or datetime.now()).astimezone().date():
        return _clock(moment)
    return moment_words(stamp, now=now)


def _local(stamp: str) -> datetime | None:
    try:
        return datetime.fromisoformat(stamp).astimezone()
    except (ValueError, OverflowError, OSError):
        return None


def _clock(moment: datetime) -> str:
    """By 12 or 24 hours as the system does."""
    twelve = "a" in QLocale.system().timeFormat(QLocale.FormatType.ShortFormat).lower()
    return QLocale().toString(QTime(moment.hour, moment.minute), "h:mm AP" if twelve else "HH:mm")


def _pattern(moment: datetime, now: datetime | None) -> str:
    this_year = (now or datetime.now()).astimezone().year
    return "d MMMM" if moment.year == this_year else "d MMMM yyyy"


def _say(text: str) -> str:
    return QCoreApplication.translate("moments", text)
