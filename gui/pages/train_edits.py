"""What a person decides on the Train page, as edits of the document; and what they entered in vain."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from core.base.errors import EpochalError
from core.project.document import SEED_LIMIT, Document
from core.training.declared import SETTINGS, USED_BY
from core.training.settings import PRESETS, settings_from, settings_pairs
from gui.state.session import Session
from gui.widgets import told_words, translated


class TrainEdits(QObject):
    """wrong: text and sentence of each setting that can't be as entered. seed_error: the same for the seed, "" if none.

    `tried` tells that something was entered, whether or not it became an edit.
    """

    tried = Signal()

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.wrong: dict[str, tuple[str, str]] = {}
        self.seed_error = ""

    def forget(self) -> None:
        """Another project: nothing was entered in vain."""
        self.wrong.clear()
        self.seed_error = ""

    def choose_target(self, name: str) -> None:
        """Predict this column, as whatever it turns out to be."""
        self._session.choose_target(name)

    def choose_task(self, task: str) -> None:
        """Predict it as a number or as classes."""
        if self._session.document is not None:
            self._edit(self._session.document.with_task(task), self.tr("Kind of prediction"))

    def choose_preset(self, key: str) -> None:
        """Start from another preset; the person's own settings stay."""
        if self._session.document is not None:
            self.wrong.clear()
            title = translated("settings", PRESETS[key].title)
            self._edit(self._session.document.with_preset(key), self.tr("Preset {name}").format(name=title))

    def set_setting(self, key: str, text: str | None) -> None:
        """Keep a setting that can be; remember why another can't. None goes back to the preset's value."""
        document = self._session.document
        if document is None:
            return
        changed = document.with_setting(key, text)
        if key == "optimiser":
            changed = changed.with_settings(fitting(changed))
        self.wrong.pop(key, None)
        try:
            settings_from(changed.preset, dict(changed.overrides))
        except EpochalError as refused:
            called = {**refused.params, "key": f"“{title_of(key)}”"} if "key" in refused.params else refused.params
            sentence = told_words(EpochalError(refused.code, called))  # beside its field it needs no place
            self.wrong[refused.place.setting or key] = (text or "", sentence)
            self.tried.emit()
        else:
            self._edit(changed, title_of(key))

    def reset_settings(self) -> None:
        """Back to the preset."""
        if self._session.document is not None:
            self.wrong.clear()
            self._edit(self._session.document.with_settings({}), self.tr("Settings of the preset"))

    def set_seed(self, text: str) -> None:
        """Draw the split and the first weights from this seed."""
        seed = seed_of(text)
        self.seed_error = "" if seed is not None else self.tr("The seed is a whole number, such as 42.")
        if seed is not None and self._session.document is not None:
            self._edit(self._session.document.with_seed(seed), self.tr("Seed {seed}").format(seed=seed))
        else:
            self.tried.emit()

    def reuse(self, number: int) -> None:
        """Take preset, settings and seed of a run for the next one."""
        record, document = self._session.run(number), self._session.document
        if record is None or document is None:
            return
        stored = record.document
        again = document.with_preset(str(stored["preset"])).with_settings(dict(stored["overrides"]))
        self.forget()
        self._edit(again.with_seed(int(stored["seed"])), self.tr("Settings of run {number}").format(number=number))

    def try_again(self, number: int, key: str, text: str) -> bool:
        """Take a run's settings for the next one with this one changed (key "": as they are); whether it can be."""
        record, document = self._session.run(number), self._session.document
        if record is None or document is None:
            return False
        stored = record.document
        again = document.with_preset(str(stored["preset"])).with_settings(dict(stored["overrides"]))
        again = again.with_seed(int(stored["seed"]))
        self.forget()
        self._edit(again.with_setting(key, text) if key else again, self.tr("Run {n} again").format(n=number))
        return True

    def _edit(self, document: Document, label: str) -> None:
        self._session.edit(document, label)
        self.tried.emit()


def title_of(key: str) -> str:
    """What a setting is called in the window."""
    return next((translated("settings", setting.title) for setting in SETTINGS if setting.key == key), key)


def fitting(document: Document) -> dict[str, str]:
    """The settings without those that the chosen optimiser has no use for."""
    overrides = dict(document.overrides)
    try:
        chosen = {key: text for key, text in overrides.items() if key == "optimiser"}
        optimiser = settings_pairs(document.preset, chosen)["optimiser"]
    except EpochalError:
        return overrides
    return {key: text for key, text in overrides.items() if optimiser in USED_BY.get(key, (optimiser,))}


def seed_of(text: str) -> int | None:
    """The seed that a text means; None when it's no whole number that fits."""
    try:
        seed = int(text)
    except ValueError:
        return None
    return seed if -SEED_LIMIT <= seed < SEED_LIMIT else None
