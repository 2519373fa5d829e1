"""Read a column as a number, a date, a text or a category."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import NewColumn, as_text_column, distinct, names_words, of_kind
from core.cleaning.fields import Choice, Field, FieldKind
from core.cleaning.reading import dates_of, is_missing_word, numbers_of
from core.cleaning.report import CellChanges, changed_cells
from core.cleaning.rule import AtPrediction, Effect, Learned, RowReasons, Rule
from core.data.columns import ColumnKind, Storage
from core.data.levels import canonical_levels, date_text, level_text, number_text
from core.data.table import Table

NUMBER, DATE, TEXT, CATEGORY = "number", "date", "text", "category"


@dataclass(frozen=True)
class Convert(Rule):
    """The columns get another kind; a text that can't be read becomes missing, and is reported.

    As a number: currency signs, "%", thousands marks and accounting brackets are left out ("12 %" is 12, not 0.12).
    unit: what else may stand after a number and is left out, such as "kg"; a number with another unit can't be read.
    decimal: which mark separates decimals, since "1,234" may be either. day_first: how 03/04/2021 is read.
    """

    columns: tuple[str, ...] = ()
    to: str = NUMBER
    decimal: str = "."
    day_first: bool = True
    unit: str | float | None = None

    kind: ClassVar = "convert"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Read as another type")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Type")
    sentence: ClassVar = QT_TRANSLATE_NOOP(
        "cleaning", "Turns texts such as “$2,757” into numbers or dates, or codes into text."
    )
    icon: ClassVar = "hash"
    at_prediction: ClassVar = AtPrediction.REPLAY
    fields: ClassVar = (
        Field("columns", FieldKind.COLUMNS, QT_TRANSLATE_NOOP("cleaning", "Columns"), required=True),
        Field(
            "to",
            FieldKind.CHOICE,
            QT_TRANSLATE_NOOP("cleaning", "Read as"),
            choices=(
                Choice(NUMBER, QT_TRANSLATE_NOOP("cleaning", "a number")),
                Choice(DATE, QT_TRANSLATE_NOOP("cleaning", "a date")),
                Choice(CATEGORY, QT_TRANSLATE_NOOP("cleaning", "a category")),
                Choice(TEXT, QT_TRANSLATE_NOOP("cleaning", "a text")),
            ),
        ),
        Field(
            "decimal",
            FieldKind.CHOICE,
            QT_TRANSLATE_NOOP("cleaning", "Decimal mark"),
            QT_TRANSLATE_NOOP("cleaning", "“1,234” is 1234 with a decimal point and 1.234 with a decimal comma."),
            choices=(
                Choice(".", QT_TRANSLATE_NOOP("cleaning", "point: 1,234.5")),
                Choice(",", QT_TRANSLATE_NOOP("cleaning", "comma: 1.234,5")),
            ),
            only_when=("to", (NUMBER,)),
        ),
        Field(
            "day_first",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "The day comes first"),
            QT_TRANSLATE_NOOP("cleaning", "03/04/2021 is 3 April when it does, else 4 March."),
            only_when=("to", (DATE,)),
        ),
        Field(
            "unit",
            FieldKind.VALUE,
            QT_TRANSLATE_NOOP("cleaning", "Unit"),
            QT_TRANSLATE_NOOP(
                "cleaning", "Left out after a number, such as “kg”. Numbers with another unit become missing."
            ),
            empty_means=QT_TRANSLATE_NOOP("cleaning", "none"),
            only_when=("to", (NUMBER,)),
        ),
    )

    def title(self) -> Notice:
        """ "Read price as a number"."""
        return Notice(f"cleaning.title_convert_{self.to}", {"names": names_words(self.columns, 3)})

    def summary(self) -> Notice:
        """What is left out or understood."""
        detail = {NUMBER: {".": "_point", ",": "_comma"}[self.decimal], DATE: "_day" if self.day_first else "_month"}
        ending = detail.get(self.to, "") + ("_unit" if self.to == NUMBER and self.unit else "")
        return Notice(f"cleaning.convert_{self.to}{ending}", {"unit": str(self.unit or "")})

    def suits(self, storage: Storage) -> bool:
        """Numbers and dates are read from text; everything can be written as text."""
        if self.to in (TEXT, CATEGORY):
            return True
        return storage in (Storage.TEXT, Storage.NUMBER if self.to == NUMBER else Storage.DATE)

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Convert each column; cells count as changed when they say something else than before."""
        del learned
        after, changes, remarks = list[NewColumn](), list[CellChanges](), list[RowReasons]()
        for name in columns:
            kind, before = ColumnKind(self.to), table.values(name)
            if table.column(name).storage is Storage.TEXT and self.to in (NUMBER, DATE):
                values, changed, unread = self._read(before)
                remarks.append(self._remarks(before, unread, name))
                changes.extend(changed_cells(table, name, changed, before, values))
                storage = Storage.NUMBER if self.to == NUMBER else Storage.DATE
            elif self.to in (TEXT, CATEGORY):
                values, storage = as_text_column(canonical_levels(before)), Storage.TEXT
                if table.column(name).storage is Storage.TEXT:
                    values = before
            else:
                values, storage = before, table.column(name).storage
            if table.column(name).kind is not kind:
                after.append((of_kind(name, kind, storage), values))
        return Effect(table.with_columns(after), tuple(changes), remarks=tuple(remarks))

    def _read(self, before: pd.Series[Any]) -> tuple[pd.Series[Any], NDArray[np.bool_], NDArray[np.bool_]]:
        """(values, changed bool [rows], unread bool [rows]) of a text column."""
        codes, texts = distinct(before)
        if self.to == NUMBER:
            numbers = numbers_of(texts, self.decimal, str(self.unit or ""))
            readable = ~np.isnan(numbers)
            plain = [
                ok and number_text(number) == level_text(text)
                for ok, number, text in zip(readable, numbers.tolist(), texts, strict=True)
            ]
            values = pd.Series(np.append(numbers, np.nan)[codes])
        else:
            dates = dates_of(texts, self.day_first)
            readable = ~np.isnat(dates)
            plain = [
                ok and date_text(pd.Timestamp(date)) == text
                for ok, date, text in zip(readable, dates, texts, strict=True)
            ]
            values = pd.Series(np.append(dates, np.datetime64("NaT", "us"))[codes])
        changed = np.append(~np.array(plain, np.bool_), False)[codes]
        unread = ~readable & ~np.array([is_missing_word(text) for text in texts], np.bool_)
        return values, changed, np.append(unread, False)[codes]

    def _remarks(self, before: pd.Series[Any], unread: NDArray[np.bool_], name: str) -> RowReasons:
        """One reason for each text that can't be read."""
        positions = np.flatnonzero(unread).astype(np.int64)
        codes, texts = distinct(before.iloc[positions])
        code = "cleaning.not_a_number" if self.to == NUMBER else "cleaning.not_a_date"
        reasons = tuple(Notice(code, {"value": _short(str(text)), "name": name}) for text in texts)
        return RowReasons(positions, reasons, codes)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"
