"""Settings: declared once, refused with the reason, the same for every consumer."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.base.errors import EpochalError, UsageError
from core.nn.activations import ACTIVATION_CODES
from core.nn.losses import LOSS_CODES
from core.nn.optimisers import OPTIMISER_CODES
from core.nn.part import Part
from core.nn.schedules import SCHEDULE_CODES
from core.nn.spec import ACTIVATIONS, LOSSES
from core.training.constant import constant_loss
from core.training.declared import LATER_KEYS, LATER_VALUES, SETTINGS, USED_BY
from core.training.settings import PRESETS, TrainingSettings, settings_from, settings_json, settings_pairs

BY_KEY = {setting.key: setting for setting in SETTINGS}
NOTHING_LEARNED = Part(np.zeros((2, 1), np.float32), np.array([0, 1], np.float32))
NUMBERS = [setting for setting in SETTINGS if setting.kind in ("int", "float", "share")]


def refusal(**overrides: str) -> EpochalError:
    with pytest.raises(UsageError) as caught:
        settings_from("balanced", overrides)
    assert str(caught.value), "every refusal has a sentence"
    return caught.value


def test_that_every_setting_has_a_field_and_every_field_a_setting() -> None:
    assert [setting.key for setting in SETTINGS] == [field.name for field in fields(TrainingSettings)]
    assert len(BY_KEY) == len(SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_that_a_setting_is_declared_whole(setting) -> None:
    assert setting.title
    assert setting.sentence and not setting.sentence.endswith(".")
    assert setting.group in ("training", "network", "optimiser", "regularisation", "data")
    assert (setting.kind == "choice") == bool(setting.values)
    if setting.kind in ("int", "float", "share"):
        assert setting.low is not None and setting.high is not None and setting.low < setting.high
        assert setting.default in setting.words or setting.low <= float(setting.default) <= setting.high


def test_that_the_listing_is_json_with_every_key() -> None:
    listed = json.loads(json.dumps(settings_json()))
    assert [entry["key"] for entry in listed] == list(BY_KEY)
    for entry in listed:
        assert {"values", "low", "high", "default", "unit", "sentence", "title", "kind"} <= set(entry)


@pytest.mark.parametrize("preset", PRESETS)
def test_that_presets_are_sound_and_say_what_they_are(preset: str) -> None:
    settings = settings_from(preset, {})
    assert settings.optimiser == "adam"
    assert set(PRESETS[preset].values) <= set(BY_KEY)
    assert PRESETS[preset].title and PRESETS[preset].sentence


def test_that_presets_grow_in_effort() -> None:
    quick, balanced, thorough = (settings_from(preset, {}) for preset in ("quick", "balanced", "thorough"))
    assert quick.epochs < balanced.epochs < thorough.epochs
    assert sum(quick.layers) < sum(balanced.layers) < sum(thorough.layers)


def test_that_the_classic_example_reads_as_it_is_written() -> None:
    texts = {
        "layers": "none",
        "optimiser": "gradient_descent",
        "batch_size": "all",
        "validation": "0",
        "scaling": "minmax",
        "learning_rate": " 0.5 ",
    }
    settings = settings_from("balanced", texts)
    assert settings.layers == ()
    assert settings.batch_size == 0
    assert settings.validation == 0.0
    assert settings.learning_rate == 0.5
    assert settings.target_scaling == "minmax", "the target's scaling follows the columns'"
    assert settings_from("balanced", texts | {"target_scaling": "none"}).target_scaling == "none"


@pytest.mark.parametrize(("text", "widths"), [("none", ()), ("8", (8,)), ("64,32", (64, 32)), (" 64 , 32 ", (64, 32))])
def test_that_layers_are_widths_or_none(text: str, widths: tuple[int, ...]) -> None:
    assert settings_from("quick", {"layers": text}).layers == widths


@pytest.mark.parametrize(
    "text", ["", "0", "64,", "64;32", "-3", "1.5", "9000", "None", "²", ",".join(["4"] * 17), "9" * 5000]
)
def test_that_other_layers_are_refused(text: str) -> None:
    assert refusal(layers=text).code == "training.setting_layers"


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.key)
def test_that_numbers_stay_within_their_bounds(setting) -> None:
    for text in (str(setting.low - 1), "1e99" if setting.kind != "int" else "1" + "0" * 30):
        told = refusal(**{"optimiser": "adam", setting.key: text} if setting.key != "momentum" else {"momentum": text})
        if setting.kind == "int" and "." in text:
            continue
        assert told.code == "training.setting_out_of_bounds"
        assert told.place.setting == setting.key
        assert told.params["low"] in str(told) and text in str(told)


@pytest.mark.parametrize("setting", NUMBERS, ids=lambda setting: setting.key)
@pytest.mark.parametrize("text", ["many", "", "1,5", "nan", "0x10"])
def test_that_what_is_no_number_is_refused(setting, text: str) -> None:
    told = refusal(**{setting.key: text})
    assert told.code.startswith("training.setting_")
    assert told.place.setting == setting.key


@pytest.mark.parametrize("key", LATER_KEYS)
def test_that_keys_of_later_versions_say_so(key: str) -> None:
    assert refusal(**{key: "0.5"}).code == "training.setting_later"


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in LATER_VALUES.items() for value in values])
def test_that_values_of_later_versions_say_so(key: str, value: str) -> None:
    assert refusal(**{key: value}).code == "training.setting_value_later"
    assert refusal(split="time:day").code == "training.setting_value_later"


def test_that_unknown_keys_values_and_presets_name_the_known_ones() -> None:
    assert "learning_rate" in str(refusal(learnig_rate="0.1"))
    assert "relu, tanh, sigmoid, linear" in str(refusal(activation="step"))
    with pytest.raises(UsageError, match="quick, balanced, thorough"):
        settings_from("fast", {})


@pytest.mark.parametrize("key", USED_BY)
def test_that_a_number_which_the_optimiser_does_not_use_is_refused(key: str) -> None:
    told = refusal(optimiser="gradient_descent", **{key: "0.5"})
    assert told.code == "training.setting_without_use"
    for optimiser in USED_BY[key]:
        settings_from("balanced", {"optimiser": optimiser, key: "0.5"})


def test_that_defaults_follow_the_optimiser() -> None:
    assert settings_from("balanced", {"optimiser": "rmsprop"}).beta2 == 0.99
    assert settings_from("balanced", {"optimiser": "gradient_descent"}).learning_rate == 0.01
    assert settings_from("balanced", {}).beta2 == 0.999


def test_that_some_rows_must_be_left_to_train_on() -> None:
    assert refusal(test="0.9", validation="0.9").code == "training.no_training_share"
    assert settings_from("balanced", {"test": "0.9", "validation": "0"}).test == 0.9
    assert settings_from("balanced", {"test": "0.9", "validation": "0.5"}).validation == 0.5, "5 % is enough"
    assert refusal(test="0.9", validation="0.51").code == "training.no_training_share"


def test_that_patience_without_validation_is_allowed() -> None:
    assert settings_from("balanced", {"validation": "0", "patience": "5"}).patience == 5


def test_that_the_choices_are_the_networks() -> None:
    assert BY_KEY["activation"].values == ACTIVATIONS == tuple(ACTIVATION_CODES)
    assert set(BY_KEY["optimiser"].values) == set(OPTIMISER_CODES) - {"none"}
    assert BY_KEY["schedule"].values == tuple(SCHEDULE_CODES)
    assert set(BY_KEY["loss"].values) == {"auto"} | {loss for losses in LOSSES.values() for loss in losses}
    assert set(LOSS_CODES) == {(head, loss) for head, losses in LOSSES.items() for loss in losses}
    assert all(constant_loss(loss, NOTHING_LEARNED) > 0 for _, loss in LOSS_CODES)


def test_that_pairs_show_every_text_that_holds() -> None:
    pairs = settings_pairs("quick", {"learning_rate": "0.02"})
    assert pairs["learning_rate"] == "0.02"
    assert pairs["layers"] == "32"
    assert set(pairs) == set(BY_KEY)


@given(st.dictionaries(st.sampled_from([*BY_KEY, *LATER_KEYS, "x"]), st.text(max_size=8), max_size=3))
def test_that_any_text_is_taken_or_refused_with_a_sentence(overrides: dict[str, str]) -> None:
    try:
        settings_from("balanced", overrides)
    except UsageError as refused:
        assert str(refused)


def test_that_settings_plans_and_events_load_nothing_heavy() -> None:
    code = (
        "import sys; import core.training.settings, core.training.plan, core.training.events, core.training.loop;"
        "print([name for name in ('numba', 'scipy', 'pandas', 'sklearn', 'pyarrow') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
