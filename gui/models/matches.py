"""How the columns of a file meet those that a model expects, as a list: two lines a column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from core.data.matching import How
from core.data.table import Table
from core.features.encoders import NumberEncoding
from core.features.reading import figure
from core.flow.matching import Matching
from core.flow.shaping import DATE_NOT_NUMBER, NUMBER_NOT_DATE
from core.flow.told import Values
from core.training.model import Model
from gui.models.cells import CellRole, cell_text, is_missing
from gui.models.prediction_rows import COUNTED, NEW, PredictionRows
from gui.models.table import look_of
from gui.models.words import DASH, count, one_line

Index = QModelIndex | QPersistentModelIndex
EXAMPLES, LOOKED_AT = 3, 200
EDIT = Qt.ItemDataRole.EditRole
FLAGS = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


@dataclass(frozen=True)
class MatchLine:
    """expected: "" for a column of the file that isn't used. found: "" for none. tone: ok, warn or text3."""

    expected: str
    found: str
    examples: str
    words: str
    tone: str

    @property
    def spoken(self) -> str:
        """The line as one sentence."""
        return f"{self.found or DASH}, {self.expected or DASH}: {self.words}"


class MatchModel(QAbstractListModel):
    """First the columns that the model needs, then those of the file that it doesn't use.

    `change_asked(expected, found)`: the person takes another column of the file ("" for none).
    """

    change_asked = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: tuple[MatchLine, ...] = ()
        self._names: tuple[str, ...] = ()

    def show_lines(self, lines: Sequence[MatchLine], names: Sequence[str] = ()) -> None:
        """Show these; `names` are the columns of the file to choose from."""
        self.beginResetModel()
        self._lines, self._names = tuple(lines), tuple(names)
        self.endResetModel()

    @property
    def names(self) -> tuple[str, ...]:
        """The columns of the file."""
        return self._names

    @property
    def lines(self) -> tuple[MatchLine, ...]:
        """What is shown."""
        return self._lines

    @property
    def to_check(self) -> int:
        """How many lines a person should look at."""
        return sum(line.tone == "warn" for line in self._lines)

    def first_to_check(self) -> int:
        """The first line to look at, 0 when there is none."""
        return next((at for at, line in enumerate(self._lines) if line.tone == "warn"), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """As Qt asks."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The line itself under NOTE; its words for a screen reader."""
        if not index.isValid():
            return None
        line = self._lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return line.expected or line.found
            case Qt.ItemDataRole.AccessibleTextRole:
                return line.spoken
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (line.found, line.examples, line.words)))
            case CellRole.NOTE:
                return line
        return line.found if role == EDIT else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A column that the model needs can be given another one of the file."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return FLAGS | Qt.ItemFlag.ItemIsEditable if self._lines[index.row()].expected else FLAGS

    def setData(self, index: Index, value: Any, role: int = EDIT) -> bool:
        """Ask for another column of the file; the list follows when it has been predicted anew."""
        line = self._lines[index.row()] if index.isValid() else None
        if line is None or role != EDIT or not line.expected or value == line.found:
            return False
        self.change_asked.emit(line.expected, str(value))
        return True


class MatchWords(QObject):
    """Makes the lines; a QObject only for its translations. Called in a lane."""

    def lines(
        self, matching: Matching, table: Table, model: Model, rows: PredictionRows | None = None
    ) -> tuple[MatchLine, ...]:
        """One line a column. With the predicted rows, new values and unreadable ones are told too."""
        told = self._troubles(rows) if rows is not None else {}
        counted = self._counted(rows) if rows is not None else {}
        found = []
        for match in matching.matches:
            if match.found is None:
                words = self._absent(model, match.expected) if rows is not None else self.tr("not in file")
                found.append(MatchLine(match.expected, "", "", words, "warn"))
                continue
            words, tone = self._state(match.how, told.get(match.expected), counted.get(match.expected))
            found.append(MatchLine(match.expected, match.found, examples(table, match.found), words, tone))
        for name in matching.unused:
            words = self.tr("what is predicted") if name == model.target.name else self.tr("not used")
            found.append(MatchLine("", name, examples(table, name), words, "text3"))
        return tuple(found)

    def _state(self, how: How, trouble: str | None, counted: str | None) -> tuple[str, str]:
        if how is How.GUESSED:
            return self.tr("a guess; {trouble}").format(trouble=trouble) if trouble else self.tr(
                "a guess, look here"
            ), "warn"
        if trouble:
            return trouble, "warn"
        if counted:
            return counted, "ok"
        if how is How.REMEMBERED:
            return self.tr("renamed, remembered"), "ok"
        return (self.tr("same name") if how is How.SAME else self.tr("renamed")), "ok"

    def _absent(self, model: Model, name: str) -> str:
        """What happens without the column."""
        learned = next(column for column in model.encoder.columns if column.name == name)
        if isinstance(learned, NumberEncoding):
            value = figure(learned.typical, learned.kind, 4)
            return self.tr("not in file, uses {value}").format(value=value)
        return self.tr("not in file: average")

    def _troubles(self, rows: PredictionRows) -> dict[str, str]:
        """By column of the model: "1 new value “SI3”", "3 unreadable cells"."""
        new: dict[str, Values] = {}
        broken: dict[str, int] = {}
        other: dict[str, str] = {}
        kinds = {DATE_NOT_NUMBER: self.tr("dates, not numbers"), NUMBER_NOT_DATE: self.tr("numbers, not dates")}
        for remark in rows.predictions.told.remarks:
            name, code, values = str(remark.notice.params.get("name", "")), remark.notice.code, remark.values
            if code in NEW and values is not None:
                new[name] = values
            elif code in kinds:
                other[name] = kinds[code]
            elif ".flag_not_" in code and values is not None:
                broken[name] = broken.get(name, 0) + len(values.positions)
        told = {name: self._new_values(values) for name, values in new.items()}
        for name, cells in broken.items():
            told[name] = (
                self.tr("1 unreadable cell") if cells == 1 else self.tr("{n} unreadable cells").format(n=count(cells))
            )
        return told | other

    def _counted(self, rows: PredictionRows) -> dict[str, str]:
        """By column of the model, what a person said of its new values: "“SI3” counts as “SI2”"."""
        found: dict[str, list[tuple[str, str]]] = {}
        for remark in rows.predictions.told.remarks:
            if remark.notice.code == COUNTED and remark.values is not None:
                name, level = str(remark.notice.params["name"]), str(remark.notice.params["level"])
                found.setdefault(name, []).extend((str(text), level) for text in remark.values.texts)
        return {name: self._counted_words(said) for name, said in found.items()}

    def _counted_words(self, said: list[tuple[str, str]]) -> str:
        if len(said) > 1:
            return self.tr("{n} values count as others").format(n=count(len(said)))
        return self.tr("“{value}” counts as “{level}”").format(value=said[0][0], level=said[0][1])

    def _new_values(self, values: Values) -> str:
        if len(values.texts) == 1:
            return self.tr("1 new value “{value}”").format(value=values.texts[0])
        words = self.tr("{n} new values, as “{value}”")
        return words.format(n=count(len(values.texts)), value=values.texts[0])


def examples(table: Table, name: str) -> str:
    """The first different values of a column, written as the table of rows writes them."""
    look = look_of(table, name)
    values = dict.fromkeys(value for value in table.values(name).head(LOOKED_AT).tolist() if not is_missing(value))
    shown = list(values)[:EXAMPLES]
    return one_line(", ".join(look.text(value) if isinstance(value, float) else cell_text(value) for value in shown))
