"""A setting's text as a person reads and types it: "20 %" for 0.2, "10 epochs" for 10, "96, 64" for 96,64.

What isn't understood is handed on as typed, so that core says what is wrong with it.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from core.training.choices import choice_words
from core.training.declared import Setting
from gui.models.words import count, locale

NAMED = {  # what a nought means, in words
    ("patience", "0"): QT_TRANSLATE_NOOP("settings", "never"),
    ("min_gain", "0"): QT_TRANSLATE_NOOP("settings", "any fall"),
    ("weight_decay", "0"): QT_TRANSLATE_NOOP("settings", "none"),
    ("clip_norm", "0"): QT_TRANSLATE_NOOP("settings", "no limit"),
}
WITH_UNIT = ("patience", "batch_size")  # elsewhere the title says it
ARROWS = ("→", "->", ">", ";", "×")


def shown_text(setting: Setting, text: str) -> str:
    """A text of core as it is shown."""
    if setting.kind == "choice":
        return QCoreApplication.translate("settings", choice_words(setting, text))
    if setting.kind == "share":
        return _percent(text)
    if setting.kind == "layers":
        return ", ".join(part.strip() for part in text.split(","))
    if (setting.key, text) in NAMED:
        return QCoreApplication.translate("settings", NAMED[setting.key, text])
    if setting.kind == "int" and text.isascii() and text.isdigit():
        return _with_unit(setting, count(int(text)))
    return _with_unit(setting, text) if text in setting.words else text


def typed_text(setting: Setting, shown: str) -> str:
    """What a person typed as a text of core."""
    text = " ".join(shown.split())
    if setting.kind == "share":
        return _share(text)
    if setting.kind == "layers":
        for arrow in ARROWS:
            text = text.replace(arrow, ",")
        return ",".join(part.strip() for part in text.split(","))
    for (key, value), words in NAMED.items():
        if setting.key == key and text.casefold() in (words, QCoreApplication.translate("settings", words).casefold()):
            return value
    if setting.kind == "int":
        return _whole(setting, text)
    return _number(text) if setting.kind == "float" else text


def _with_unit(setting: Setting, text: str) -> str:
    unit = QCoreApplication.translate("settings", setting.unit)
    return f"{text} {unit}" if setting.key in WITH_UNIT else text


def _percent(text: str) -> str:
    try:
        percent = Decimal(text) * 100
    except InvalidOperation:
        return text
    return f"{percent.normalize():f} %" if percent.is_finite() else text


def _share(text: str) -> str:
    """A number below 1 is a share already; from 1 on it can only be meant per cent."""
    bare = text.removesuffix("%").strip()
    try:
        value = Decimal(_number(bare))
    except InvalidOperation:
        return text
    if not value.is_finite() or (bare == text and abs(value) < 1):
        return _number(bare)
    return f"{(value / 100).normalize():f}"


def _whole(setting: Setting, text: str) -> str:
    unit = QCoreApplication.translate("settings", setting.unit)
    for ending in {unit, setting.unit} - {""}:
        text = text.removesuffix(ending).strip()
    bare = text.replace(locale().groupSeparator(), "")
    return bare if bare.isascii() and bare.isdigit() else text


def _number(text: str) -> str:
    """A number as Python writes it, also when it was typed the way of the person's language."""
    try:
        float(text)
    except ValueError:
        value, understood = locale().toDouble(text)
        return f"{value:.12g}" if understood else text
    return text
