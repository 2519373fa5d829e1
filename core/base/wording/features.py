"""Sentences of the room `features`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "features.split_no_test": Wording(
        QT_TRANSLATE_NOOP("wording", "A test share of {share:share} of {rows:,} {rows:row|rows} is not one row"),
        QT_TRANSLATE_NOOP("wording", "add rows, raise the share, or set test=0 and judge with another file"),
    ),
    "features.split_no_validation": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "A validation share of {share:share} of the {rows:,} {rows:row|rows} left is not one row"
        ),
        QT_TRANSLATE_NOOP("wording", "add rows, raise the share, or set validation=0"),
    ),
    "features.split_no_training": Wording(
        QT_TRANSLATE_NOOP("wording", "Of {rows:,} {rows:row|rows} none is left to train on"),
        QT_TRANSLATE_NOOP("wording", "add rows, or lower the test and validation shares"),
    ),
    "features.split_small_classes": Wording(
        QT_TRANSLATE_NOOP("wording", "No class of the target has more than {most} rows, too few to keep some apart"),
        QT_TRANSLATE_NOOP(
            "wording", "predict a number instead (task regression), add rows, or set test=0 and validation=0"
        ),
    ),
    "features.target_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no column “{name}” to predict among {names}"),
        QT_TRANSLATE_NOOP("wording", "choose another target, or use that column again if it is ignored"),
    ),
    "features.target_blank": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has no value in any of its {rows:,} {rows:row|rows}"),
        QT_TRANSLATE_NOOP("wording", "choose a target whose values are known for past rows"),
    ),
    "features.target_blank_in_training": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has no value in any training row"),
        QT_TRANSLATE_NOOP("wording", "add rows whose value is known, or choose another target"),
    ),
    "features.target_one_value": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is “{value}” in every row ({rows:,}), so there is nothing to learn"),
        QT_TRANSLATE_NOOP("wording", "choose a target with different values"),
    ),
    "features.target_one_class": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is “{value}” in every training row ({rows:,})"),
        QT_TRANSLATE_NOOP("wording", "set split=stratified, change the seed, or add rows of the other class"),
    ),
    "features.target_date": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” holds dates, and predicting dates is not there yet"),
        QT_TRANSLATE_NOOP("wording", "choose another target, or change its kind to number to predict days since 1970"),
    ),
    "features.target_all_different": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "“{name}” has {count:,} different values in {rows:,} rows, like an id or free text"
        ),
        QT_TRANSLATE_NOOP("wording", "choose a target whose values come up again, or a number"),
    ),
    "features.target_too_many_classes": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has {count:,} classes, and up to {most:,} can be told apart"),
        QT_TRANSLATE_NOOP("wording", "unite rare classes with a “replace values” rule, or choose another target"),
    ),
    "features.task_too_many_numbers": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has {count:,} values, and up to {most:,} classes can be told apart"),
        QT_TRANSLATE_NOOP("wording", "predict it as a number: task regression"),
    ),
    "features.task_needs_numbers": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{count:,} {count:value|values} of “{name}” {count:is not a number|are not numbers}, such as “{value}”",
        ),
        QT_TRANSLATE_NOOP("wording", "add the rule “convert to number” for that column, or predict classes"),
    ),
    "features.task_numbers_too_large": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{count:,} {count:value|values} of “{name}” {count:is|are} too large to reckon with, such as {value}",
        ),
        QT_TRANSLATE_NOOP("wording", "remove these rows with the rule “keep rows in a range”, or use a larger unit"),
    ),
    "features.task_needs_two_classes": Wording(
        QT_TRANSLATE_NOOP("wording", "A binary target has two classes, but “{name}” has {count:,}: {values}"),
        QT_TRANSLATE_NOOP("wording", "choose the task multiclass or auto"),
    ),
    "features.positive_unknown": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” is not a class of “{name}”"),
        QT_TRANSLATE_NOOP("wording", "choose {names}"),
    ),
    "features.positive_not_binary": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” can't be the positive class: “{name}” is not a choice between two"),
        QT_TRANSLATE_NOOP("wording", "leave that setting out"),
    ),
    "features.no_features": Wording(
        QT_TRANSLATE_NOOP("wording", "No column is left to learn from"),
        QT_TRANSLATE_NOOP("wording", "use at least one column besides the target"),
    ),
    "features.column_empty": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has no value in any of the {rows:,} training {rows:row|rows}"),
        QT_TRANSLATE_NOOP("wording", "ignore the column, or add a rule that fills it with a constant"),
    ),
    "features.matrix_too_large": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{rows:,} rows with {width:,} inputs need {gigabytes:.1f} GB, more than this computer can give"
        ),
        QT_TRANSLATE_NOOP("wording", "ignore text and id columns with many different values"),
    ),
    "features.flag_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "no value in “{name}” and no rule fills it"),
    ),
    "features.flag_not_a_number": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a number"),
    ),
    "features.flag_not_a_date": Wording(
        QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a date"),
    ),
    "features.flag_too_large": Wording(
        QT_TRANSLATE_NOOP("wording", "{value} in “{name}” is too large to reckon with"),
    ),
    "features.flag_unseen": Wording(
        QT_TRANSLATE_NOOP("wording", "{name} “{value}” was not in the training data"),
    ),
    "features.flag_rare": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{name} “{value}” is not among the {count:,} most frequent values of the training data"
        ),
    ),
    "features.flag_below_range": Wording(
        QT_TRANSLATE_NOOP("wording", "{name} {value} is below the training range ({low} … {high})"),
    ),
    "features.flag_above_range": Wording(
        QT_TRANSLATE_NOOP("wording", "{name} {value} is above the training range ({low} … {high})"),
    ),
}
