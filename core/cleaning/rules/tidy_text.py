"""Tidy the spelling of texts: spaces, and letter case by the most frequent spelling of the training rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from core.base.errors import EpochalError, Place
from core.base.notices import Notice
from core.base.wording import QT_TRANSLATE_NOOP
from core.cleaning.cells import NewColumn, distinct, names_words, present, spread_texts
from core.cleaning.fields import Field, FieldKind, Spelled, Suits
from core.cleaning.report import CellChanges, changed_cells
from core.cleaning.rule import AtPrediction, Effect, Learned, Rule
from core.data.columns import Storage
from core.data.table import Table


@dataclass(frozen=True)
class TidyText(Rule):
    """Spellings that differ in spaces or letter case become one; () is every text column but the target.

    Which spelling wins is learned: the most frequent of the training rows, of equally frequent ones the first. A text
    that training never saw in any case keeps its own.

    spellings: by column, what the person wants to become of a text. It counts for the text as it is written, and else
    for the one that tidying makes of it: "V. Good" → "Very Good" also finds " v. good". One step only, so that two
    texts can change places; a rule with such exceptions may find more to do in its own result.
    """

    columns: tuple[str, ...] = ()
    trim: bool = True
    collapse: bool = True
    letter_case: bool = True
    spellings: Spelled = ()

    kind: ClassVar = "tidy_text"
    name: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Tidy spelling")
    label: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Spelling")
    sentence: ClassVar = QT_TRANSLATE_NOOP("cleaning", "Makes “ IDEAL ” and “Ideal” the same.")
    icon: ClassVar = "wand-sparkles"
    at_prediction: ClassVar = AtPrediction.REPLAY
    learns: ClassVar = True
    fields: ClassVar = (
        Field(
            "columns",
            FieldKind.COLUMNS,
            QT_TRANSLATE_NOOP("cleaning", "Columns"),
            suits=Suits.TEXTS,
            empty_means=QT_TRANSLATE_NOOP("cleaning", "every text column but the target"),
        ),
        Field(
            "trim",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "Spaces at ends"),
            QT_TRANSLATE_NOOP("cleaning", "Spaces before and after the text are left out."),
            group=QT_TRANSLATE_NOOP("cleaning", "Treat as the same"),
        ),
        Field(
            "collapse",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "Several spaces"),
            QT_TRANSLATE_NOOP("cleaning", "Several spaces in a row become one."),
            group=QT_TRANSLATE_NOOP("cleaning", "Treat as the same"),
        ),
        Field(
            "letter_case",
            FieldKind.FLAG,
            QT_TRANSLATE_NOOP("cleaning", "Letter case"),
            QT_TRANSLATE_NOOP("cleaning", "The most frequent spelling in the training rows is kept."),
            group=QT_TRANSLATE_NOOP("cleaning", "Treat as the same"),
        ),
        Field(
            "spellings",
            FieldKind.SPELLINGS,
            QT_TRANSLATE_NOOP("cleaning", "Own spellings"),
            QT_TRANSLATE_NOOP("cleaning", "By column, a text and what shall be there instead; empty means missing."),
        ),
    )
    lists_values: ClassVar = True

    def check(self) -> None:
        """There is something to do."""
        if not (self._tidies or self.spellings):
            raise EpochalError("cleaning.nothing_to_tidy", {}, Place(rule=self.kind))

    def title(self) -> Notice:
        """ "Tidy the spelling of cut"."""
        if not self.columns:
            return Notice("cleaning.title_tidy_all")
        return Notice("cleaning.title_tidy", {"names": names_words(self.columns, 3)})

    def summary(self) -> Notice:
        """What counts as the same."""
        spaces = self.trim or self.collapse
        own = sum(len(pairs) for _, pairs in self.spellings)
        if own:
            return Notice("cleaning.tidy_own", {"own": own})
        return Notice(f"cleaning.tidy_{'both' if spaces and self.letter_case else 'spaces' if spaces else 'case'}")

    def suits(self, storage: Storage) -> bool:
        """Only texts are spelled."""
        return storage is Storage.TEXT

    def fit(self, table: Table, training: NDArray[np.bool_], columns: tuple[str, ...]) -> dict[str, Any]:
        """{"spellings": {column: {folded: spelling}}} where the spelling isn't simply the folded text."""
        if not self.letter_case:
            return {"spellings": {}}
        spellings = {}
        for name in columns:
            known = table.values(name)[training & present(table.values(name))]
            codes, texts = distinct(known)
            counts = np.bincount(codes, minlength=len(texts))
            spellings[name] = self._winners([str(text) for text in texts], counts.tolist())
        return {"spellings": spellings}

    def check_learned(self, learned: Learned, columns: tuple[str, ...]) -> None:
        """Texts to texts, by column."""
        spellings = learned.get("spellings")
        self.require(set(learned) == {"spellings"} and isinstance(spellings, dict) and set(spellings) <= set(columns))
        for texts in learned["spellings"].values():
            self.require(isinstance(texts, dict) and all(isinstance(text, str) and text for text in texts.values()))

    def apply(self, learned: Learned, table: Table, columns: tuple[str, ...]) -> Effect:
        """Tidy each column; a text of nothing but spaces becomes missing."""
        after, changes = list[NewColumn](), list[CellChanges]()
        for name in columns:
            winners: dict[str, str] = learned["spellings"].get(name, {})
            own = self._own(name)
            codes, texts = distinct(table.values(name))
            tidied = [self._becomes(str(text), winners, own) for text in texts]
            differs = np.array([new != old for new, old in zip(tidied, texts, strict=True)] + [False], np.bool_)[codes]
            if differs.any():
                values = spread_texts(codes, tidied)
                after.append((table.column(name), values))
                changes.extend(changed_cells(table, name, differs, table.values(name), values))
        return Effect(table.with_columns(after), tuple(changes))

    def value_after(self, learned: Learned, column: str, before: str) -> str | None:
        """As `apply` does it."""
        return self._becomes(before, learned.get("spellings", {}).get(column, {}), self._own(column))

    def choices(self, column: str) -> Mapping[str, str | None]:
        """The person's spellings."""
        return {text: new for text, new in self._own(column).items() if self._tidies or text != new}

    def with_value(self, learned: Learned, column: str, before: str, after: str | None) -> TidyText:
        """The rule with this among the person's spellings, or without it where tidying does the same."""
        others = self._others(column, before)
        if (after or None) == self._becomes(before, learned.get("spellings", {}).get(column, {}), others):
            return self.without_value(column, before)
        return self._with_own(column, self._own(column) | {before: after or None})

    def without_value(self, column: str, before: str) -> TidyText:
        """The rule without this text among the person's. Where nothing else would be left to do, the text stays as one
        that becomes itself: a rule has something to do."""
        others = self._others(column, before)
        if not (self._tidies or others or any(name != column for name, _ in self.spellings)):
            others = {before: before}
        return self._with_own(column, others)

    @property
    def _tidies(self) -> bool:
        return self.trim or self.collapse or self.letter_case

    def _others(self, column: str, text: str) -> dict[str, str | None]:
        return {other: new for other, new in self._own(column).items() if other != text}

    def _with_own(self, column: str, own: Mapping[str, str | None]) -> TidyText:
        spellings = {name: dict(pairs) for name, pairs in self.spellings} | {column: own}
        return replace(self, spellings=tuple((name, tuple(pairs.items())) for name, pairs in spellings.items()))

    def _own(self, column: str) -> dict[str, str | None]:
        return dict(next((pairs for name, pairs in self.spellings if name == column), ()))

    def _becomes(self, text: str, winners: Mapping[str, str], own: Mapping[str, str | None]) -> str | None:
        if text in own:
            return own[text]
        tidied = self._tidied(text, winners)
        return own.get(tidied, tidied) if tidied is not None else None

    def _winners(self, texts: Sequence[str], counts: Sequence[int]) -> dict[str, str]:
        """Folded text → the spelling of most cells, spaces already tidied."""
        cells: dict[str, int] = {}
        for text, count in zip(texts, counts, strict=True):
            spelling = self._spaced(text)
            cells[spelling] = cells.get(spelling, 0) + count
        best: dict[str, str] = {}
        for spelling, count in cells.items():
            folded = spelling.casefold()
            if spelling and (folded not in best or count > cells[best[folded]]):
                best[folded] = spelling
        return best

    def _tidied(self, text: str, winners: Mapping[str, str]) -> str | None:
        spaced = self._spaced(text)
        return winners.get(spaced.casefold(), spaced) or None

    def _spaced(self, text: str) -> str:
        if self.trim:
            text = text.strip()
        if not self.collapse:
            return text
        words = " ".join(text.split())
        if self.trim or not words:
            return words
        return (" " if text[:1].isspace() else "") + words + (" " if text[-1:].isspace() else "")
