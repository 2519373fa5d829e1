"""What the values of a choice are called: keys are the command line's, words are for people."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from core.base.wording.form import QT_TRANSLATE_NOOP
from core.training.declared import SETTINGS, Setting

_SCALINGS = {
    "auto": QT_TRANSLATE_NOOP("settings", "automatic"),
    "minmax": QT_TRANSLATE_NOOP("settings", "from 0 to 1"),
    "standard": QT_TRANSLATE_NOOP("settings", "standard"),
    "robust": QT_TRANSLATE_NOOP("settings", "robust"),
    "none": QT_TRANSLATE_NOOP("settings", "none"),
}
_WORDS: Mapping[str, Mapping[str, str]] = {
    "activation": {
        "relu": QT_TRANSLATE_NOOP("settings", "ReLU"),
        "tanh": QT_TRANSLATE_NOOP("settings", "tanh"),
        "sigmoid": QT_TRANSLATE_NOOP("settings", "sigmoid"),
        "linear": QT_TRANSLATE_NOOP("settings", "linear"),
    },
    "optimiser": {
        "gradient_descent": QT_TRANSLATE_NOOP("settings", "plain (SGD)"),
        "momentum": QT_TRANSLATE_NOOP("settings", "momentum"),
        "nesterov": QT_TRANSLATE_NOOP("settings", "Nesterov"),
        "rmsprop": QT_TRANSLATE_NOOP("settings", "RMSprop"),
        "adam": QT_TRANSLATE_NOOP("settings", "Adam"),
        "adamw": QT_TRANSLATE_NOOP("settings", "AdamW"),
    },
    "schedule": {
        "constant": QT_TRANSLATE_NOOP("settings", "constant"),
        "step": QT_TRANSLATE_NOOP("settings", "in steps"),
        "cosine": QT_TRANSLATE_NOOP("settings", "cosine"),
        "plateau": QT_TRANSLATE_NOOP("settings", "on a plateau"),
    },
    "class_weight": {
        "none": QT_TRANSLATE_NOOP("settings", "as they come"),
        "balanced": QT_TRANSLATE_NOOP("settings", "balanced"),
    },
    "loss": {
        "auto": QT_TRANSLATE_NOOP("settings", "automatic"),
        "mse": QT_TRANSLATE_NOOP("settings", "squared (MSE)"),
        "cross_entropy": QT_TRANSLATE_NOOP("settings", "cross-entropy"),
    },
    "scaling": _SCALINGS,
    "target_scaling": {"": QT_TRANSLATE_NOOP("settings", "as columns"), **_SCALINGS},
    "split": {
        "auto": QT_TRANSLATE_NOOP("settings", "automatic"),
        "random": QT_TRANSLATE_NOOP("settings", "random"),
        "stratified": QT_TRANSLATE_NOOP("settings", "stratified"),
    },
}

CHOICES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {setting.key: _WORDS[setting.key] for setting in SETTINGS if setting.kind == "choice"}
)


def choice_words(setting: Setting, value: str) -> str:
    """What a value of a choice is called; the value itself when it is none of them."""
    return CHOICES.get(setting.key, {}).get(value, value)
