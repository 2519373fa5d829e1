"""What is said of a predicted row: a few words in the table, the whole story beside it. No widgets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QCoreApplication, QObject

from core.base.notices import Notice
from core.base.wording import sentence
from core.flow.predictions import Predictions
from core.flow.told import reasons
from gui.models.cells import NUMBERS, is_grouped, number_text
from gui.models.prediction_rows import NEW, PredictionRows
from gui.models.words import count
from gui.models.words import share as percent

MOST_TOLD = 4


class PredictionWords(QObject):
    """Holds its short forms; a QObject for its translations."""

    def __init__(self) -> None:
        super().__init__()
        self._forms = self._short_forms()

    def status(self, predictions: Predictions, at: int) -> str:
        """The row's status in a few words: "predicted", "new clarity “SI3”", "carat is “n/a”". What is said of every
        row alike is only told where there is nothing else."""
        _, notices = reasons(predictions.told.get(at, ()))
        notices = notices or list(predictions.everywhere)
        if not notices:
            return self.tr("predicted")
        words = list(dict.fromkeys(self.short(notice) for notice in notices))
        if len(words) == 1:
            return words[0]
        if all(notice.code in NEW for notice in notices):
            names = dict.fromkeys(str(notice.params["name"]) for notice in notices)
            return self.tr("new {names}").format(names=", ".join(names))
        return self.tr("{first} + {more} more").format(first=words[0], more=len(words) - 1)

    def short(self, notice: Notice) -> str:
        """One reason in a few words; the whole sentence where there are none."""
        form = self._forms.get(notice.code)
        return form.format(**_readable(notice.params)) if form else _told(notice).removesuffix(".")

    def _short_forms(self) -> dict[str, str]:
        return {
            "features.flag_unseen": self.tr("new {name} “{value}”"),
            "features.flag_rare": self.tr("rare {name} “{value}”"),
            "features.flag_missing": self.tr("{name} is missing"),
            "features.flag_not_a_number": self.tr("{name} is “{value}”"),
            "features.flag_not_a_date": self.tr("{name} is “{value}”"),
            "features.flag_too_large": self.tr("{name} is too large"),
            "features.flag_below_range": self.tr("{name} below {low}"),
            "features.flag_above_range": self.tr("{name} above {high}"),
            "flow.flag_not_a_number": self.tr("{name} is “{value}”"),
            "flow.flag_not_a_date": self.tr("{name} is “{value}”"),
            "flow.flag_date_not_number": self.tr("{name} is a date"),
            "flow.flag_number_not_date": self.tr("{name} is a number"),
            "flow.flag_counted_as": self.tr("{value} counts as {level}"),
            "flow.imputed_column": self.tr("no column {name}"),
        }

    def story(self, rows: PredictionRows, at: int) -> str:
        """What the selected row's status means, in sentences."""
        predictions = rows.predictions
        row = count(int(predictions.table.source_rows[at]))
        verdict, notices = reasons(predictions.told.get(at, ()), predictions.everywhere)
        told = [self._sentence(notice) for notice in notices[:MOST_TOLD]]
        if len(notices) > MOST_TOLD:
            told.append(self.tr("And {more} more.").format(more=len(notices) - MOST_TOLD))
        if verdict is None:
            told = [self.tr("Row {row} is like the training rows: all its values lie among theirs.").format(row=row)]
        elif verdict == "failed":
            told.append(self.tr("So it has no prediction."))
        elif rows.widths is not None:
            told.append(self.tr("The range was measured on rows without that, so trust it less here."))
        if rows.is_wide(at):
            told.append(self.tr("Its range is at least twice as wide as usual."))
        story = " ".join(told)
        return story if verdict is None else self.tr("Row {row}: {story}").format(row=row, story=story)

    def _sentence(self, notice: Notice) -> str:
        words = _told(notice)
        if notice.code in ("features.flag_unseen", "features.flag_rare"):
            return words + " " + self.tr("It counts as the average of the known values.")
        return words

    def range_title(self, share: float) -> str:
        """The head of the range's column: "9 in 10 fall between"."""
        for whole in (10, 100, 1000):
            part = share * whole
            if abs(part - round(part)) < 1e-9:
                return self.tr("{part} in {whole} fall between").format(part=round(part), whole=count(whole))
        return self.tr("Most fall between")

    def range_story(self, share: float, measured: object) -> str:
        """How the range came about, and of how many untouched rows it held; measured: `interval` of a run's metrics."""
        words = self.tr("Ranges are set by the validation rows: {share} of them fall inside.").format(
            share=percent(share)
        )
        told = measured if isinstance(measured, dict) else {}
        if told.get("coverage") is None:
            return words + " " + self.range_caution()
        held = self.tr("Of {n} test rows, which had no part in that, {share} do.")
        return words + " " + held.format(n=count(int(told["rows"])), share=percent(float(told["coverage"])))

    def range_caution(self) -> str:
        """Why a range may promise a little too much."""
        return self.tr("The same rows chose the best epoch, so that new rows may fall outside a little more often.")

    def bounds(self, low: float, high: float, decimals: int) -> str:
        """ "4,159–5,703"; with a word where a minus sign would be mistaken for the dash."""
        texts = [number(value, decimals) for value in (low, high)]
        if low < 0:
            return self.tr("{low} to {high}").format(low=texts[0], high=texts[1])
        return "–".join(texts)

    def list_of(self, names: Sequence[str], most: int = 3) -> str:
        """Names in a sentence, the first few of them."""
        shown = ", ".join(names[:most])
        more = len(names) - most
        return shown if more <= 0 else self.tr("{names} and {more} more").format(names=shown, more=count(more))


def number(value: float, decimals: int) -> str:
    """A predicted number with as many decimals as the others."""
    text = NUMBERS.toString(value, "f", decimals).replace("-", "−")
    return text[1:] if text.startswith("−") and not text.strip("−0.,") else text


def _told(notice: Notice) -> str:
    """The sentence without its place, which the row says already; a capital begins it."""
    words = sentence(Notice(notice.code, notice.params), QCoreApplication.translate)
    return words[:1].upper() + words[1:]


def _readable(params: Mapping[str, object]) -> dict[str, object]:
    """The ends of a range as in the table, "11,140"; they come as plain digits, for files and the shell."""
    ends = {key: _grouped(str(params[key])) for key in ("low", "high") if key in params}
    return {**params, **ends}


def _grouped(text: str) -> str:
    try:
        value = float(text)
    except ValueError:
        return text
    return number_text(value) if value == round(value) and is_grouped(value) else text
