"""Sentences of the room `cleaning`: recipes that can't be read, rules' titles and reasons, evidence of suggestions."""

from __future__ import annotations

from core.base.wording.cleaning_why import WHY
from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

_RECIPE: dict[str, Wording] = {
    "cleaning.no_recipe": Wording(
        QT_TRANSLATE_NOOP("wording", "This is not a recipe"),
        QT_TRANSLATE_NOOP("wording", "a recipe is an object with “epochal_recipe”: 1 and “steps”, a list"),
    ),
    "cleaning.newer_recipe": Wording(
        QT_TRANSLATE_NOOP("wording", "The recipe has version {version}, and this program knows version {known}"),
        QT_TRANSLATE_NOOP("wording", "open it with a newer Epochal"),
    ),
    "cleaning.no_steps": Wording(
        QT_TRANSLATE_NOOP("wording", "The recipe has no list of steps"),
        QT_TRANSLATE_NOOP("wording", "add “steps”: [ … ] to it, empty if there is nothing to do"),
    ),
    "cleaning.unknown_key": Wording(
        QT_TRANSLATE_NOOP("wording", "The recipe has “{key}”, which means nothing here"),
        QT_TRANSLATE_NOOP("wording", "keep only these: {known}"),
    ),
    "cleaning.step_form": Wording(
        QT_TRANSLATE_NOOP("wording", "A step of the recipe is not an object"),
        QT_TRANSLATE_NOOP("wording", "write it like {{“rule”: “drop_missing”, “columns”: [“price”]}}"),
    ),
    "cleaning.id_form": Wording(
        QT_TRANSLATE_NOOP("wording", "The “id” of a step is not a text"),
        QT_TRANSLATE_NOOP("wording", "put it in quotes or leave it out"),
    ),
    "cleaning.same_id": Wording(
        QT_TRANSLATE_NOOP("wording", "Two steps have the id “{id}”"),
        QT_TRANSLATE_NOOP("wording", "give one of them another id or leave the ids out"),
    ),
    "cleaning.evidence_form": Wording(
        QT_TRANSLATE_NOOP("wording", "The “evidence” of a step is not one that this version can tell"),
        QT_TRANSLATE_NOOP("wording", "leave “evidence” out"),
    ),
    "cleaning.unknown_rule": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no rule “{kind}”"),
        QT_TRANSLATE_NOOP("wording", "use one of: {known}"),
    ),
    "cleaning.unknown_field": Wording(
        QT_TRANSLATE_NOOP("wording", "This rule has no field “{field}”"),
        QT_TRANSLATE_NOOP("wording", "its fields are: {known}"),
    ),
    "cleaning.missing_field": Wording(
        QT_TRANSLATE_NOOP("wording", "This rule needs the field “{field}”"), QT_TRANSLATE_NOOP("wording", "add it")
    ),
    "cleaning.damaged_fit": Wording(
        QT_TRANSLATE_NOOP("wording", "What the cleaning rules learned can't be read"),
        QT_TRANSLATE_NOOP("wording", "train again, or go back to a copy of the project"),
    ),
}

_FIELDS: dict[str, Wording] = {
    "cleaning.need_column": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must be the name of a column, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "choose a column"),
    ),
    "cleaning.need_columns": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must be a list of column names, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write it like [“area”, “price”]"),
    ),
    "cleaning.no_columns": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” names no column"),
        QT_TRANSLATE_NOOP("wording", "choose at least one"),
    ),
    "cleaning.need_number": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must be a number, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write it with digits, without quotes"),
    ),
    "cleaning.out_of_bounds": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” is {value}"),
        QT_TRANSLATE_NOOP("wording", "choose a number from {low} to {high}"),
    ),
    "cleaning.need_choice": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” can't be “{value}”"),
        QT_TRANSLATE_NOOP("wording", "use one of: {choices}"),
    ),
    "cleaning.need_value": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must be a number or a text, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write one value"),
    ),
    "cleaning.need_flag": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must be true or false, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write true or false, without quotes"),
    ),
    "cleaning.need_mapping": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must say what becomes what, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write it like {{“Gd”: “Good”, “n/a”: null}}"),
    ),
    "cleaning.need_spellings": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” must say by column what becomes what, not “{value}”"),
        QT_TRANSLATE_NOOP("wording", "write it like {{“cut”: {{“Gd”: “Good”}}}}"),
    ),
    "cleaning.empty_mapping": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” replaces nothing"),
        QT_TRANSLATE_NOOP("wording", "add at least one value and what it becomes"),
    ),
    "cleaning.blank_before": Wording(
        QT_TRANSLATE_NOOP("wording", "“{field}” replaces an empty value"),
        QT_TRANSLATE_NOOP("wording", "use the rule “Fill missing values” for gaps"),
    ),
    "cleaning.constant_needed": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule fills with a value of your own, but has none"),
        QT_TRANSLATE_NOOP("wording", "say which value, or choose the median or the most frequent value"),
    ),
    "cleaning.constant_unused": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule has a value, but fills with “{method}”"),
        QT_TRANSLATE_NOOP("wording", "leave the value out or choose “constant”"),
    ),
    "cleaning.range_open": Wording(
        QT_TRANSLATE_NOOP("wording", "The range has no end, so it keeps every row"),
        QT_TRANSLATE_NOOP("wording", "give “low”, “high” or both"),
    ),
    "cleaning.range_empty": Wording(
        QT_TRANSLATE_NOOP("wording", "No number is {condition}"),
        QT_TRANSLATE_NOOP("wording", "choose a lower end below the upper end"),
    ),
    "cleaning.nothing_to_tidy": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule tidies neither spaces nor letter case"),
        QT_TRANSLATE_NOOP("wording", "switch at least one of them on"),
    ),
}

_TITLES: dict[str, Wording] = {
    "cleaning.title_tidy": Wording(QT_TRANSLATE_NOOP("wording", "Tidy the spelling of {names}")),
    "cleaning.title_tidy_all": Wording(QT_TRANSLATE_NOOP("wording", "Tidy the spelling of all texts")),
    "cleaning.tidy_both": Wording(QT_TRANSLATE_NOOP("wording", "ignores spaces and letter case")),
    "cleaning.tidy_spaces": Wording(QT_TRANSLATE_NOOP("wording", "ignores spaces")),
    "cleaning.tidy_case": Wording(QT_TRANSLATE_NOOP("wording", "ignores letter case")),
    "cleaning.tidy_own": Wording(QT_TRANSLATE_NOOP("wording", "{own:,} {own:spelling|spellings} chosen by hand")),
    "cleaning.title_convert_number": Wording(QT_TRANSLATE_NOOP("wording", "Read {names} as a number")),
    "cleaning.title_convert_date": Wording(QT_TRANSLATE_NOOP("wording", "Read {names} as a date")),
    "cleaning.title_convert_text": Wording(QT_TRANSLATE_NOOP("wording", "Read {names} as text")),
    "cleaning.title_convert_category": Wording(QT_TRANSLATE_NOOP("wording", "Read {names} as a category")),
    "cleaning.convert_number_point": Wording(QT_TRANSLATE_NOOP("wording", "leaves out signs like “$”")),
    "cleaning.convert_number_comma": Wording(QT_TRANSLATE_NOOP("wording", "decimal comma, without “€”")),
    "cleaning.convert_number_point_unit": Wording(QT_TRANSLATE_NOOP("wording", "leaves out “{unit}” and “$”")),
    "cleaning.convert_number_comma_unit": Wording(QT_TRANSLATE_NOOP("wording", "decimal comma, without “{unit}”")),
    "cleaning.convert_date_day": Wording(QT_TRANSLATE_NOOP("wording", "the day before the month")),
    "cleaning.convert_date_month": Wording(QT_TRANSLATE_NOOP("wording", "the month before the day")),
    "cleaning.convert_text": Wording(QT_TRANSLATE_NOOP("wording", "each value as it is written")),
    "cleaning.convert_category": Wording(QT_TRANSLATE_NOOP("wording", "each value is its own group")),
    "cleaning.title_drop_missing": Wording(QT_TRANSLATE_NOOP("wording", "Remove rows with missing values")),
    "cleaning.title_drop_missing_one": Wording(QT_TRANSLATE_NOOP("wording", "Remove rows without {name}")),
    "cleaning.drop_missing_one": Wording(QT_TRANSLATE_NOOP("wording", "where the value is missing")),
    "cleaning.in_any_column": Wording(QT_TRANSLATE_NOOP("wording", "in any column")),
    "cleaning.in_columns": Wording(QT_TRANSLATE_NOOP("wording", "in {names}")),
    "cleaning.title_duplicates": Wording(QT_TRANSLATE_NOOP("wording", "Remove duplicate rows")),
    "cleaning.duplicates": Wording(QT_TRANSLATE_NOOP("wording", "alike in every column")),
    "cleaning.duplicates_ignoring": Wording(QT_TRANSLATE_NOOP("wording", "ignores {names}")),
    "cleaning.title_as_missing": Wording(QT_TRANSLATE_NOOP("wording", "Treat {values} as missing")),
    "cleaning.title_replace": Wording(QT_TRANSLATE_NOOP("wording", "Replace values in {names}")),
    "cleaning.replace": Wording(QT_TRANSLATE_NOOP("wording", "{pairs}")),
    "cleaning.title_keep_range": Wording(QT_TRANSLATE_NOOP("wording", "Keep rows with {condition}")),
    "cleaning.keep_range": Wording(QT_TRANSLATE_NOOP("wording", "rows without a value there stay")),
    "cleaning.title_fill_numbers": Wording(QT_TRANSLATE_NOOP("wording", "Fill missing numbers")),
    "cleaning.title_fill_missing": Wording(QT_TRANSLATE_NOOP("wording", "Fill missing values")),
    "cleaning.fill_median": Wording(QT_TRANSLATE_NOOP("wording", "with the median: {names}")),
    "cleaning.fill_median_all": Wording(QT_TRANSLATE_NOOP("wording", "with the median, everywhere")),
    "cleaning.fill_mean": Wording(QT_TRANSLATE_NOOP("wording", "with the mean: {names}")),
    "cleaning.fill_mean_all": Wording(QT_TRANSLATE_NOOP("wording", "with the mean, everywhere")),
    "cleaning.fill_most_frequent": Wording(QT_TRANSLATE_NOOP("wording", "with the most frequent: {names}")),
    "cleaning.fill_most_frequent_all": Wording(QT_TRANSLATE_NOOP("wording", "most frequent value, everywhere")),
    "cleaning.fill_constant": Wording(QT_TRANSLATE_NOOP("wording", "with “{value}”: {names}")),
    "cleaning.fill_constant_all": Wording(QT_TRANSLATE_NOOP("wording", "with “{value}”, everywhere")),
    "cleaning.title_clip": Wording(QT_TRANSLATE_NOOP("wording", "Limit extreme numbers")),
    "cleaning.title_clip_one": Wording(QT_TRANSLATE_NOOP("wording", "Limit extreme numbers of {name}")),
    "cleaning.clip_iqr": Wording(QT_TRANSLATE_NOOP("wording", "beyond {factor} interquartile ranges")),
    "cleaning.clip_quantile": Wording(QT_TRANSLATE_NOOP("wording", "to the {low} % and {high} % quantiles")),
    "cleaning.clip_all": Wording(QT_TRANSLATE_NOOP("wording", "in every number column")),
    "cleaning.title_ignore": Wording(QT_TRANSLATE_NOOP("wording", "Ignore {names}")),
    "cleaning.ignore": Wording(QT_TRANSLATE_NOOP("wording", "left out of the model")),
}

_ROWS: dict[str, Wording] = {
    "cleaning.is_missing": Wording(QT_TRANSLATE_NOOP("wording", "“{name}” is missing")),
    "cleaning.is_missing_check": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is missing, and training left such rows out")
    ),
    "cleaning.is_missing_somewhere": Wording(QT_TRANSLATE_NOOP("wording", "A value is missing")),
    "cleaning.out_of_range": Wording(QT_TRANSLATE_NOOP("wording", "The row is not within {condition}")),
    "cleaning.out_of_range_check": Wording(
        QT_TRANSLATE_NOOP("wording", "the row is not within {condition}, and training left such rows out")
    ),
    "cleaning.is_duplicate": Wording(QT_TRANSLATE_NOOP("wording", "The row repeats an earlier one")),
    "cleaning.not_a_number": Wording(QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a number")),
    "cleaning.not_a_date": Wording(QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a date")),
    "cleaning.outside_training": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is outside the training range {low} to {high}")
    ),
}

_DIFFERENCES: dict[str, Wording] = {
    "cleaning.differs_filled": Wording(QT_TRANSLATE_NOOP("wording", "filled")),
    "cleaning.differs_emptied": Wording(QT_TRANSLATE_NOOP("wording", "becomes missing")),
    "cleaning.differs_lower": Wording(QT_TRANSLATE_NOOP("wording", "lower")),
    "cleaning.differs_higher": Wording(QT_TRANSLATE_NOOP("wording", "higher")),
    "cleaning.differs_spaces": Wording(QT_TRANSLATE_NOOP("wording", "spaces")),
    "cleaning.differs_case": Wording(QT_TRANSLATE_NOOP("wording", "letter case")),
    "cleaning.differs_both": Wording(QT_TRANSLATE_NOOP("wording", "spaces and case")),
    "cleaning.differs_as_number": Wording(QT_TRANSLATE_NOOP("wording", "read as a number")),
    "cleaning.differs_as_date": Wording(QT_TRANSLATE_NOOP("wording", "read as a date")),
    "cleaning.differs_as_text": Wording(QT_TRANSLATE_NOOP("wording", "read as text")),
    "cleaning.differs_other": Wording(QT_TRANSLATE_NOOP("wording", "another value")),
}

_STEPS: dict[str, Wording] = {
    "cleaning.kind_by_rule": Wording(QT_TRANSLATE_NOOP("wording", "A cleaning rule reads it so")),
    "cleaning.skip_columns_gone": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule is skipped, because the table has no {names}"),
        QT_TRANSLATE_NOOP("wording", "choose other columns or remove the rule"),
    ),
    "cleaning.part_columns_gone": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule does without {names}, which the table does not have"),
        QT_TRANSLATE_NOOP("wording", "choose other columns or leave these out"),
    ),
    "cleaning.skip_columns_unsuited": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule is skipped, because it can't work on the values of {names}"),
        QT_TRANSLATE_NOOP("wording", "choose other columns, or read them as another type first"),
    ),
    "cleaning.part_columns_unsuited": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule leaves {names} alone, because it can't work on their values"),
        QT_TRANSLATE_NOOP("wording", "leave them out, or read them as another type first"),
    ),
    "cleaning.skip_nothing_suits": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule is skipped, because no column suits it")
    ),
    "cleaning.skip_at_prediction": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule does nothing when predicting, so that every row comes out")
    ),
    "cleaning.skip_target": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule does nothing when predicting, because it is about the target")
    ),
}

SENTENCES: dict[str, Wording] = {**_RECIPE, **_FIELDS, **_TITLES, **_ROWS, **_DIFFERENCES, **_STEPS, **WHY}
