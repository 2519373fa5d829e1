"""Sentences of the room `training`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "training.setting_unknown": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no setting “{key}”"),
        QT_TRANSLATE_NOOP("wording", "use one of {known}"),
    ),
    "training.setting_later": Wording(
        QT_TRANSLATE_NOOP("wording", "The setting “{key}” is not there yet in this version"),
        QT_TRANSLATE_NOOP("wording", "leave it out; `epochal settings` lists those that are"),
    ),
    "training.setting_value_later": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not there yet for {key} in this version"),
        QT_TRANSLATE_NOOP("wording", "use one of {values}"),
    ),
    "training.setting_not_a_choice": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a value of {key}"),
        QT_TRANSLATE_NOOP("wording", "use one of {values}"),
    ),
    "training.setting_not_whole": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a whole number, as {key} needs"),
        QT_TRANSLATE_NOOP("wording", "give a whole number from {low} to {high}"),
    ),
    "training.setting_not_whole_or_word": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a whole number, as {key} needs"),
        QT_TRANSLATE_NOOP("wording", "give a whole number from {low} to {high}, or {words}"),
    ),
    "training.setting_not_a_number": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a number, as {key} needs"),
        QT_TRANSLATE_NOOP("wording", "give a number from {low} to {high}, with a point before the decimals"),
    ),
    "training.setting_out_of_bounds": Wording(
        QT_TRANSLATE_NOOP("wording", "{value} is outside the bounds of {key}"),
        QT_TRANSLATE_NOOP("wording", "give a number from {low} to {high}"),
    ),
    "training.setting_layers": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” does not describe hidden layers"),
        QT_TRANSLATE_NOOP(
            "wording",
            "give widths such as 64,32 – at most {most} layers, each from {low} to {high} wide – or none",
        ),
    ),
    "training.setting_without_use": Wording(
        QT_TRANSLATE_NOOP("wording", "The setting {key} has no meaning for the optimiser {optimiser}"),
        QT_TRANSLATE_NOOP("wording", "leave it out, or choose an optimiser that uses it: {fitting}"),
    ),
    "training.no_training_share": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "With test={test} and validation={validation}, only {share:share} of the rows is left to train on",
        ),
        QT_TRANSLATE_NOOP("wording", "lower one of the two"),
    ),
    "training.preset_unknown": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no preset “{preset}”"),
        QT_TRANSLATE_NOOP("wording", "use one of {known}"),
    ),
    "training.loss_needs_classes": Wording(
        QT_TRANSLATE_NOOP("wording", "The loss {loss} is for classes, and the target is a number"),
        QT_TRANSLATE_NOOP("wording", "use the loss {fitting} or auto, or train for classes"),
    ),
    "training.loss_needs_numbers": Wording(
        QT_TRANSLATE_NOOP("wording", "The loss {loss} is for numbers, and the target is a class"),
        QT_TRANSLATE_NOOP("wording", "use the loss {fitting} or auto, or train for numbers"),
    ),
    "training.class_weight_needs_classes": Wording(
        QT_TRANSLATE_NOOP("wording", "Classes can't be balanced: the target is a number"),
        QT_TRANSLATE_NOOP("wording", "set class_weight to none, or train for classes"),
    ),
    "training.dropout_without_layers": Wording(
        QT_TRANSLATE_NOOP("wording", "There is nothing to drop out: the network has no hidden layers"),
        QT_TRANSLATE_NOOP("wording", "set dropout to 0, or add hidden layers"),
    ),
    "training.no_rows": Wording(
        QT_TRANSLATE_NOOP("wording", "No complete row is left to train on"),
        QT_TRANSLATE_NOOP(
            "wording", "fill or ignore the columns with missing values, or turn off rules that drop rows"
        ),
    ),
    "training.no_features": Wording(
        QT_TRANSLATE_NOOP("wording", "No column is left to learn from"),
        QT_TRANSLATE_NOOP("wording", "stop ignoring at least one column besides the target"),
    ),
    "training.network_too_large": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{parameters:,} weights need about {gigabytes:,.0f} GB while they train, and {most} GB is the limit",
        ),
        QT_TRANSLATE_NOOP("wording", "take fewer or narrower layers"),
    ),
    "training.diverged": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The loss became infinite in epoch {epoch}; the weights of epoch {best_epoch} are kept"
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "lower the learning rate: it is {learning_rate:g}, and 0.0001 to 0.01 usually work; or scale the columns",
        ),
    ),
    "training.diverged_at_once": Wording(
        QT_TRANSLATE_NOOP("wording", "The loss became infinite in epoch {epoch}, before anything was learned"),
        QT_TRANSLATE_NOOP(
            "wording",
            "lower the learning rate: it is {learning_rate:g}, and 0.0001 to 0.01 usually work; or scale the columns",
        ),
    ),
    "training.overfitting": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Since epoch {best_epoch} the validation loss has risen while the training loss falls: the network learns "
            "rows by heart",
        ),
        QT_TRANSLATE_NOOP("wording", "that epoch is kept; try fewer or narrower layers, or more rows"),
    ),
    "training.no_learning": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "After {epochs} epochs the network is no better than always giving the same answer"
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "check that the columns tell of the target, or try another learning rate: 0.0001 to 0.01 usually work",
        ),
    ),
    "training.checkpoint_damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "The stored state of the run can't be used: {detail}"),
        QT_TRANSLATE_NOOP("wording", "start the run anew; its best weights so far are kept"),
    ),
    "training.checkpoint_of_another": Wording(
        QT_TRANSLATE_NOOP("wording", "The stored state belongs to a run with other settings"),
        QT_TRANSLATE_NOOP("wording", "go on with the settings that the run began with, or start a new run"),
    ),
    "training.model_damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "The stored model can't be used: {detail}"),
        QT_TRANSLATE_NOOP("wording", "train again, or go back to a copy of the project"),
    ),
}
