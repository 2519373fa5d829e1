"""What the Data page says about its table: where it is from, which rows show, and an example of a filter."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt

from core.base.wording import QT_TRANSLATE_NOOP
from core.data.columns import ColumnKind, Storage
from core.data.profile import ColumnProfile
from core.data.table import Table
from core.project.document import DataRef
from gui.models.cells import short_number
from gui.widgets.moments import moment_words

WORDS = (
    QT_TRANSLATE_NOOP("data", "{file}, sheet {sheet}"),
    QT_TRANSLATE_NOOP("data", "{name}. Imported {when}; the original file is never changed."),
    QT_TRANSLATE_NOOP("data", "Showing rows in file order"),
    QT_TRANSLATE_NOOP("data", "Showing rows sorted by {name}, smallest first"),
    QT_TRANSLATE_NOOP("data", "Showing rows sorted by {name}, largest first"),
    QT_TRANSLATE_NOOP("data", "Showing {shown} of {rows} rows"),
    QT_TRANSLATE_NOOP("data", "Showing {shown} of {rows} rows, sorted by {name}"),
)
Sorting = tuple[str, Qt.SortOrder]


def origin_words(data: DataRef) -> str:
    """From which file, and when."""
    sheet = data.how.get("sheet")
    name = _say("{file}, sheet {sheet}").format(file=data.file_name, sheet=sheet) if sheet else data.file_name
    words = _say("{name}. Imported {when}; the original file is never changed.")
    return words.format(name=name, when=moment_words(data.imported_at, within=True))


def rows_words(shown: int, rows: int, filtered: bool, sorting: Sorting | None) -> str:
    """Which rows show, and in which order."""
    if filtered:
        words = _say("Showing {shown} of {rows} rows")
        if sorting is not None:
            words = _say("Showing {shown} of {rows} rows, sorted by {name}")
        return words.format(shown=f"{shown:,}", rows=f"{rows:,}", name=sorting[0] if sorting else "")
    if sorting is None:
        return _say("Showing rows in file order")
    if sorting[1] == Qt.SortOrder.AscendingOrder:
        return _say("Showing rows sorted by {name}, smallest first").format(name=sorting[0])
    return _say("Showing rows sorted by {name}, largest first").format(name=sorting[0])


def example_condition(table: Table, profiles: Mapping[str, ColumnProfile]) -> str:
    """A condition of the table's own columns: a number's median and a category's most frequent value, where it has."""
    parts: list[str] = []
    for column in table.columns:
        profile = profiles.get(column.name)
        if profile is None or len(column.name) > 16:
            continue
        if not parts and column.kind is ColumnKind.NUMBER and profile.median is not None:
            parts.append(f"{written(column.name)} > {short_number(profile.median, 2).replace(',', '')}")
        elif len(parts) == 1 and column.storage is Storage.TEXT and profile.top and len(profile.top[0][0]) < 12:
            parts.append(f"{written(column.name)} = {profile.top[0][0]}")
    return " and ".join(parts[:2])


def written(name: str) -> str:
    """A column's name as a condition may write it."""
    plain = name.replace("_", "a").isalnum() and not name[:1].isdigit()
    return name if plain else f"`{name.replace('`', '``')}`"


def _say(text: str) -> str:
    return QCoreApplication.translate("data", text)
