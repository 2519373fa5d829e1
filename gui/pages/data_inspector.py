"""The inspector of the Data page: one column's kind and use, how its values are spread, and what was noticed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.base.notices import Notice, Severity
from core.base.wording import what_and_todo
from core.data.columns import ColumnKind
from core.data.profile import ColumnProfile
from gui.models.cells import day_text
from gui.models.columns import KIND_ICONS, kind_words, log_histogram
from gui.pages.data_facts import facts_of, median_words, plain_number
from gui.pages.data_look import Look
from gui.theme import Theme, sizes
from gui.widgets import (
    Button,
    ChoiceField,
    IconLabel,
    Inspector,
    Label,
    Prose,
    SegmentedControl,
    tight,
    translated,
)
from gui.widgets.distribution import Distribution, LevelBars

SHOWN_LEVELS = 8
FIELD_LEAST = 88
LOG_FROM = 20.0  # largest over smallest: below this, a logarithmic scale shows nothing new


class ColumnInspector(Inspector):
    """`show_column(look, name, …)`; what a person chooses comes as signals."""

    kind_chosen = Signal(str, object)  # column, ColumnKind or None
    use_chosen = Signal(str, str)  # column, "input" | "target" | "weight" | "ignore"
    action_asked = Signal(str, str)  # column, code of what was noticed

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._name = ""
        self._look: Look | None = None
        self._fields()
        self._lost = Prose(theme, "", px=sizes.SMALL, tone="warn")
        self.add_widget(self._lost)
        self._spread_head = self._make_spread_head()
        self.add_widget(self._spread_head)
        self._bars = Distribution(theme, self.tr("Distribution"))
        self._levels = LevelBars(theme, self.tr("Most frequent values"))
        self.add_widget(self._bars)
        self.add_widget(self._levels)
        self._facts = self.add_facts()
        self.add_section(self.tr("Why this type"))
        self._why = self.add_prose()
        self._noticed_line = self.add_line()
        self._noticed_title = self.add_section(self.tr("Epochal noticed"), line=False)
        self._noticed = QWidget()
        self._noticed_column = tight(QVBoxLayout(self._noticed), 0, sizes.S)
        self.add_widget(self._noticed)
        self.setAccessibleName(self.tr("Column"))
        self.set_empty(self.tr("Here stand the type of a column, how its values are spread, and what was noticed."))

    def _fields(self) -> None:
        kinds = [(str(kind), kind_words(kind), KIND_ICONS[kind]) for kind in ColumnKind]
        uses = [
            ("input", self.tr("Input"), "columns-3"),
            ("target", self.tr("Target"), "target"),
            ("weight", self.tr("Weight"), "scale"),
            ("ignore", self.tr("Ignore"), "eye-off"),
        ]
        self._kind = ChoiceField(self.theme, self.tr("Type"), kinds)
        self._use = ChoiceField(self.theme, self.tr("Use as"), uses)
        self._kind.chosen.connect(self._on_kind)
        self._use.chosen.connect(self._on_use)
        row = QWidget()
        line = tight(QHBoxLayout(row), 0, sizes.S)
        for words, field, share in ((self.tr("Type"), self._kind, 6), (self.tr("Use as"), self._use, 5)):
            field.setMinimumWidth(FIELD_LEAST)  # both beside each other in the narrowest panel, too
            pair = tight(QVBoxLayout(), 0, 6)
            pair.addWidget(Label(self.theme, words, px=sizes.SMALL, weight=500, tone="text2"))
            pair.addWidget(field)
            line.addLayout(pair, share)
        self.add_widget(row)

    def _make_spread_head(self) -> QWidget:
        head = QWidget()
        line = tight(QHBoxLayout(head), 0, sizes.XS)
        self._spread_title = Label(self.theme, self.tr("Distribution"), px=sizes.SMALL, weight=500, tone="text2")
        options = [("even", self.tr("Even")), ("log", self.tr("Log"))]
        self._scale = SegmentedControl(self.theme, options, self.tr("Scale of the distribution"))
        self._scale.chosen.connect(self._show_bars)
        line.addWidget(self._spread_title)
        line.addStretch(1)
        line.addWidget(self._scale)
        return head

    @property
    def scale(self) -> str:
        """ "even" or "log"."""
        return self._scale.key

    def set_scale(self, key: str) -> None:
        """Show the distribution on this scale."""
        if key in ("even", "log"):
            self._scale.set_key(key)

    def toggle_scale(self) -> None:
        """From even to log, and back."""
        if not self._scale.isHidden():
            self._scale.set_key("log" if self._scale.key == "even" else "even")

    def show_column(
        self, look: Look | None, name: str, use: str, actions: Mapping[str, str] | None = None, left_out: str = ""
    ) -> None:
        """Everything about one column.

        actions: code of a notice → what its button says; left_out: by which rule it is left out.
        """
        profile = look.profiles.get(name) if look is not None else None
        self._look, self._name = look, name if profile is not None else ""
        self.show_parts(profile is not None)
        if look is None or profile is None:
            return
        self.set_title(name)
        self._show_use(use, left_out)
        self._kind.set_key(str(profile.kind))
        self._kind.setAccessibleDescription(what_and_todo(profile.reason, translated)[0])
        self._show_lost(look, profile)
        self._show_spread(profile)
        self._facts.set_facts(facts_of(self, look, profile))
        what, todo = what_and_todo(profile.reason, translated)
        self._why.set_text(f"{what}. {todo[:1].upper()}{todo[1:]}." if todo else f"{what}.")
        self._show_noticed(profile.notices, actions or {})

    def _show_use(self, use: str, left_out: str) -> None:
        self._use.set_key(use)
        self.chip.setVisible(use != "input" or bool(left_out))
        if use == "target":
            self.chip.show_fact(self.tr("Target"), "accent", "target")
        elif use == "weight":
            self.chip.show_fact(self.tr("Weight"), "accent", "scale")
        elif use == "ignore":
            self.chip.show_fact(self.tr("Ignored"), "neutral", "eye-off")
        elif left_out:
            self.chip.show_fact(left_out, "neutral", "eye-off")

    def _show_lost(self, look: Look, profile: ColumnProfile) -> None:
        lost = look.lost.get(profile.name, 0)
        words = self.tr("{count} values could not be read as {kind} and are missing now. Undo brings them back.")
        kind = kind_words(profile.kind).lower()
        self._lost.set_text(words.format(count=f"{lost:,}", kind=kind) if lost else "")
        self._lost.setVisible(lost > 0)

    # the distribution

    def _show_spread(self, profile: ColumnProfile) -> None:
        bars = bool(profile.bin_counts) and profile.distinct > 1 and profile.kind is not ColumnKind.ID
        levels = bool(profile.top) and profile.distinct > 1 and profile.distinct < profile.rows - profile.missing
        self._bars.setVisible(bars)
        self._levels.setVisible(levels and not bars)
        self._spread_head.setVisible(bars or levels)
        self._spread_title.setText(self.tr("Distribution") if bars else self.tr("Most frequent"))
        self._scale.setVisible(bars and has_log(profile))
        if bars:
            self._show_bars()
        if levels:
            shown = profile.top[:SHOWN_LEVELS]
            rest = profile.distinct - len(shown)
            cells = profile.rows - profile.missing - sum(count for _, count in shown)
            words = self.tr("{levels} more values in {cells} cells").format(levels=f"{rest:,}", cells=f"{cells:,}")
            self._levels.show_levels(shown, words if rest else "")

    def _show_bars(self) -> None:
        profile = self._look.profiles.get(self._name) if self._look is not None else None
        if self._look is None or profile is None or not profile.bin_counts:
            return
        dates = profile.kind is ColumnKind.DATE
        log = self._scale.key == "log" and has_log(profile)
        edges, counts = profile.bin_edges, profile.bin_counts
        if log:
            edges, counts = log_histogram(self._look.table.values(profile.name).to_numpy())
        mark = None
        if profile.median is not None and (not log or profile.median > 0):
            mark = (profile.median, self.tr("median {value}").format(value=median_words(profile, self._look)))
        say = date_words if dates else partial(plain_number, profile)
        self._bars.show_bars(edges, counts, say=say, log=log, dates=dates, mark=mark)

    # what was noticed

    def _show_noticed(self, notices: Sequence[Notice], actions: Mapping[str, str]) -> None:
        while self._noticed_column.count():
            item = self._noticed_column.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        for notice in notices:
            self._noticed_column.addWidget(self._noticed_row(notice, actions.get(notice.code, "")))
        for part in (self._noticed, self._noticed_title, self._noticed_line):
            part.setVisible(bool(notices))

    def _noticed_row(self, notice: Notice, action: str) -> QWidget:
        row = QWidget()
        line = tight(QHBoxLayout(row), 0, sizes.XS + 2)
        warn = notice.severity is not Severity.INFO
        icon = IconLabel(self.theme, "triangle-alert" if warn else "info", "warn" if warn else "accent")
        words = tight(QVBoxLayout(), 0, 2)
        what, todo = what_and_todo(notice, translated)
        words.addWidget(Prose(self.theme, f"{what}.", weight=500, tone="text"))
        if todo:
            words.addWidget(Prose(self.theme, f"{todo[:1].upper()}{todo[1:]}.", px=sizes.SMALL))
        if action:
            button = Button(self.theme, action, size="small")
            button.setProperty("code", notice.code)
            button.clicked.connect(self._on_action)
            words.addSpacing(sizes.XXS)
            words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        mark = tight(QVBoxLayout(), 0, 0)
        mark.setContentsMargins(0, 2, 0, 0)
        mark.addWidget(icon)
        mark.addStretch(1)
        line.addLayout(mark)
        line.addLayout(words, 1)
        return row

    # the person

    def _on_kind(self, key: str) -> None:
        self.kind_chosen.emit(self._name, ColumnKind(key))

    def _on_use(self, key: str) -> None:
        self.use_chosen.emit(self._name, key)

    def _on_action(self) -> None:
        self.action_asked.emit(self._name, str(self.sender().property("code")))


def has_log(profile: ColumnProfile) -> bool:
    """Whether a logarithmic scale makes sense: numbers above 0 over more than a decade or so."""
    low, high = profile.minimum, profile.maximum
    if not isinstance(low, float) or not isinstance(high, float) or profile.kind is ColumnKind.DATE or low < 0:
        return False
    return high > 0 and (low == 0 or high / low >= LOG_FROM)


def date_words(seconds: float) -> str:
    """A moment on the axis of dates."""
    return day_text(seconds).removesuffix("-01-01")
