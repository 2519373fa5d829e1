"""Settings as texts (KEY=VALUE, as a person types them) become typed values, or a sentence that says why not."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from core.base.errors import Place, UsageError
from core.training.declared import (
    LATER_KEYS,
    LATER_VALUES,
    OF_OPTIMISER,
    SETTINGS,
    USED_BY,
    Setting,
)
from core.training.presets import PRESETS, Preset

__all__ = ["PRESETS", "SETTINGS", "Preset", "Setting", "TrainingSettings", "settings_from", "settings_json"]

MOST_LAYERS = 16
LEAST_TRAINING_SHARE = 0.05  # of all rows
_BY_KEY = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True)
class TrainingSettings:
    """Every setting with its type. `batch_size` 0: all rows; `positive` "": the rarer; `sample_weight` "": none."""

    epochs: int
    batch_size: int
    patience: int
    min_gain: float
    layers: tuple[int, ...]
    activation: str
    optimiser: str
    learning_rate: float
    momentum: float
    beta1: float
    beta2: float
    schedule: str
    warmup: float
    weight_decay: float
    dropout: float
    clip_norm: float
    loss: str
    scaling: str
    target_scaling: str
    validation: float
    test: float
    split: str
    positive: str
    class_weight: str
    sample_weight: str
    interval: float


def settings_from(preset: str, overrides: Mapping[str, str]) -> TrainingSettings:
    """The settings of a preset with a person's own on top.

    Raises UsageError training.preset_unknown, training.setting_* for an unknown key or value, one out of bounds, one
    of a later version, and combinations without sense.
    """
    if preset not in PRESETS:
        raise UsageError("training.preset_unknown", {"preset": preset, "known": ", ".join(PRESETS)})
    for key in overrides:
        _check_key(key)
    texts = _resolved(PRESETS[preset], overrides)
    values = {key: _value(_BY_KEY[key], text) for key, text in texts.items()}
    settings = TrainingSettings(**values)  # type: ignore[arg-type]
    _check_combination(settings, overrides)
    return settings


def settings_pairs(preset: str, overrides: Mapping[str, str]) -> dict[str, str]:
    """The text of every setting that holds with these overrides: what a panel shows. Raises as `settings_from`."""
    settings_from(preset, overrides)
    return _resolved(PRESETS[preset], overrides)


def settings_json() -> list[dict[str, object]]:
    """Every declared setting with its values, bounds, default, unit and sentence, for `epochal settings`."""
    return [
        {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(setting).items()}
        for setting in SETTINGS
    ]


def _resolved(preset: Preset, overrides: Mapping[str, str]) -> dict[str, str]:
    """Defaults, then the preset's texts, then those that belong to the chosen optimiser, then the person's."""
    texts = {setting.key: setting.default for setting in SETTINGS} | dict(preset.values)
    optimiser = overrides.get("optimiser", texts["optimiser"]).strip()
    texts |= OF_OPTIMISER.get(optimiser, {})
    texts |= {key: text.strip() for key, text in overrides.items()}
    texts["target_scaling"] = texts["target_scaling"] or texts["scaling"]
    return texts


def _check_key(key: str) -> None:
    if key in LATER_KEYS:
        raise UsageError("training.setting_later", {"key": key}, Place(setting=key))
    if key not in _BY_KEY:
        known = ", ".join(_BY_KEY)
        raise UsageError("training.setting_unknown", {"key": key, "known": known}, Place(setting=key))


def _value(setting: Setting, text: str) -> object:
    if setting.kind == "choice":
        return _choice(setting, text)
    if setting.kind == "layers":
        return _layers(setting, text)
    if setting.kind == "int":
        return 0 if text in setting.words else _whole(setting, text)
    if setting.kind in ("float", "share"):
        return _number(setting, text)
    return text


def _choice(setting: Setting, text: str) -> str:
    if text in setting.values:
        return text
    params: dict[str, object] = {"key": setting.key, "value": text, "values": ", ".join(setting.values)}
    later = text.split(":")[0] in LATER_VALUES.get(setting.key, ())
    code = "training.setting_value_later" if later else "training.setting_not_a_choice"
    raise UsageError(code, params, Place(setting=setting.key))


def _whole(setting: Setting, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        code = "training.setting_not_whole_or_word" if setting.words else "training.setting_not_whole"
        raise _refused(code, setting, text) from None
    _check_bounds(setting, number, text)
    return number


def _number(setting: Setting, text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        raise _refused("training.setting_not_a_number", setting, text) from None
    _check_bounds(setting, number, text)
    return number


def _layers(setting: Setting, text: str) -> tuple[int, ...]:
    if text in setting.words:
        return ()
    parts = [part.strip() for part in text.split(",")]
    digits = len(f"{setting.high:.0f}")  # Python refuses to read a number of thousands of digits
    well_formed = all(part.isascii() and part.isdigit() and len(part) <= digits for part in parts)
    widths = tuple(int(part) for part in parts) if well_formed else ()
    low, high = int(setting.low or 1), int(setting.high or 1)
    if not 0 < len(widths) <= MOST_LAYERS or min(widths) < low or max(widths) > high:
        params: dict[str, object] = {"value": text, "most": MOST_LAYERS, "low": low, "high": high}
        raise UsageError("training.setting_layers", params, Place(setting=setting.key))
    return widths


def _check_bounds(setting: Setting, number: float, text: str) -> None:
    low, high = setting.low, setting.high
    if low is not None and high is not None and not (math.isfinite(number) and low <= number <= high):
        raise _refused("training.setting_out_of_bounds", setting, text)


def _refused(code: str, setting: Setting, text: str) -> UsageError:
    params: dict[str, object] = {
        "key": setting.key,
        "value": text,
        "low": _bound(setting.low),
        "high": _bound(setting.high),
        "words": ", ".join(setting.words),
    }
    return UsageError(code, params, Place(setting=setting.key))


def _bound(value: float | None) -> str:
    """As a person writes it: 0.00000001, 1,000,000."""
    return f"{value:,.10f}".rstrip("0").rstrip(".") if value is not None else ""


def _check_combination(settings: TrainingSettings, overrides: Mapping[str, str]) -> None:
    for key, optimisers in USED_BY.items():
        if key in overrides and settings.optimiser not in optimisers:
            params: dict[str, object] = {"key": key, "optimiser": settings.optimiser, "fitting": ", ".join(optimisers)}
            raise UsageError("training.setting_without_use", params, Place(setting=key))
    if settings.dropout > 0.0 and not settings.layers:
        raise UsageError("training.dropout_without_layers", {}, Place(setting="dropout"))
    left = (1.0 - settings.test) * (1.0 - settings.validation)
    if left < LEAST_TRAINING_SHARE - 1e-9:  # 0.1 · 0.5 is less than 0.05 in binary
        shares: dict[str, object] = {"test": settings.test, "validation": settings.validation, "share": left}
        raise UsageError("training.no_training_share", shares, Place(setting="validation"))
