"""Sentences of the room `flow`: what can go wrong between rooms."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "flow.memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This table needs more memory than is free: about {needed_gb:.1f} GB, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "close other programs, train on a fair sample of the rows (--sample), or try it all the same (--whole)",
        ),
    ),
    "flow.predict_memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This file needs more memory than is free: about {needed_gb:.1f} GB, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP("wording", "close other programs and try again, or predict the file in parts"),
    ),
    "flow.run_memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This run needs more memory than is free: {rows:,} rows of {width:,} numbers take about "
            "{needed_gb:.1f} GB, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "ignore “{name}”, which alone becomes {wide:,} numbers in each row, read a fair sample of the rows "
            "(--sample), close other programs, or try it all the same (--whole)",
        ),
    ),
    "flow.rows_memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This run needs more memory than is free: {rows:,} rows with {width:,} inputs take about "
            "{needed_gb:.1f} GB, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "read a fair sample of the rows (--sample), ignore columns, close other programs, or try it all the same "
            "(--whole)",
        ),
    ),
    "flow.network_memory_short": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "This run needs more memory than is free: {parameters:,} weights take about {needed_gb:.1f} GB while they "
            "train, and {free_gb:.1f} GB are free",
        ),
        QT_TRANSLATE_NOOP(
            "wording",
            "take fewer or narrower layers, close other programs, or try it all the same (--whole)",
        ),
    ),
    "flow.no_target": Wording(
        QT_TRANSLATE_NOOP("wording", "No column to predict has been chosen"),
        QT_TRANSLATE_NOOP("wording", "choose the target column first"),
    ),
    "flow.no_such_column": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no column “{name}”"),
        QT_TRANSLATE_NOOP("wording", "choose one of these: {names}"),
    ),
    "flow.target_removed": Wording(
        QT_TRANSLATE_NOOP("wording", "A cleaning rule removes the target “{name}”"),
        QT_TRANSLATE_NOOP("wording", "switch that rule off or choose another target"),
    ),
    "flow.no_rows_left": Wording(
        QT_TRANSLATE_NOOP("wording", "The cleaning rules remove every row"),
        QT_TRANSLATE_NOOP("wording", "switch off the rule that removes the most rows"),
    ),
    "flow.part_empty": Wording(
        QT_TRANSLATE_NOOP("wording", "Of {rows:,} {part} {rows:row|rows} none is left after cleaning"),
        QT_TRANSLATE_NOOP("wording", "switch off rules that remove rows, or fill missing values instead"),
    ),
    "flow.weight_is_target": Wording(
        QT_TRANSLATE_NOOP("wording", "The column “{name}” is the target and can't say how much each row counts"),
        QT_TRANSLATE_NOOP("wording", "choose another column for the weight of rows, or none"),
    ),
    "flow.weight_unreadable": Wording(
        QT_TRANSLATE_NOOP("wording", "The column “{name}” has no number that says how much a row counts"),
        QT_TRANSLATE_NOOP("wording", "choose a column of numbers for the weight of rows, or none"),
    ),
    "flow.weight_negative": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{rows:,} {rows:row has|rows have} a negative weight in the column “{name}”, the first in row {row:,}",
        ),
        QT_TRANSLATE_NOOP("wording", "mend the column in the file, or choose another for the weight of rows"),
    ),
    "flow.weight_nothing": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "Of {rows:,} {part} {rows:row|rows} none weighs more than nought in the column “{name}”"
        ),
        QT_TRANSLATE_NOOP("wording", "choose another column for the weight of rows, or none"),
    ),
    "flow.rule_on_weight": Wording(
        QT_TRANSLATE_NOOP("wording", "The rule is skipped, because “{name}” only says how much rows count"),
        QT_TRANSLATE_NOOP("wording", "remove the rule, or choose another column for the weight of rows"),
    ),
    "flow.rows_without_weight": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{rows:,} {rows:row has|rows have} no number in “{name}” to weigh {rows:it|them} by and {rows:was|were} "
            "set aside",
        ),
        QT_TRANSLATE_NOOP("wording", "fill the column in the file, or choose another for the weight of rows"),
    ),
    "flow.rows_without_target": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{rows:,} {rows:row has|rows have} no value in the target “{name}” and {rows:was|were} set aside"
        ),
        QT_TRANSLATE_NOOP("wording", "add the rule “Remove rows with missing values” to decide this yourself"),
    ),
    "flow.rows_too_large": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{rows:,} {rows:row has|rows have} a number that is too large to learn from, first in “{name}”, and "
            "{rows:was|were} set aside",
        ),
        todo=QT_TRANSLATE_NOOP("wording", "limit the extreme numbers or remove these rows with a rule"),
    ),
    "flow.rows_incomplete": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{rows:,} {rows:row has|rows have} missing values that no rule fills, mostly in “{name}”, and "
            "{rows:was|were} set aside",
        ),
        QT_TRANSLATE_NOOP("wording", "add a rule that fills missing values to use them"),
    ),
    "flow.too_many_strata": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” has too many different values for a stratified split"),
        QT_TRANSLATE_NOOP("wording", "use split=random"),
    ),
    "flow.columns_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "The model needs {names}, but the columns of the file are {found}"),
        QT_TRANSLATE_NOOP(
            "wording",
            "add {count:the column|the columns} or rename some, or let Epochal fill "
            "{count:it with a typical value|them with typical values}",
        ),
    ),
    "flow.imputed_column": Wording(
        QT_TRANSLATE_NOOP("wording", "column “{name}” is not in the file, so a typical value was used")
    ),
    "flow.flag_not_a_number": Wording(QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a number")),
    "flow.flag_not_a_date": Wording(QT_TRANSLATE_NOOP("wording", "“{value}” in “{name}” is not a date")),
    "flow.flag_date_not_number": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is the date {value}, but the model learned plain numbers")
    ),
    "flow.flag_number_not_date": Wording(
        QT_TRANSLATE_NOOP("wording", "“{name}” is the number {value}, but the model learned dates")
    ),
    "flow.flag_counted_as": Wording(QT_TRANSLATE_NOOP("wording", "{name} “{value}” counts as “{level}”")),
    "flow.matched_column": Wording(
        QT_TRANSLATE_NOOP("wording", "Column “{found}” is taken for “{name}”, as the project remembers")
    ),
    "flow.no_model": Wording(
        QT_TRANSLATE_NOOP("wording", "This project has no trained model yet"),
        QT_TRANSLATE_NOOP("wording", "train a run first"),
    ),
    "flow.no_such_run": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no run {number}"),
        QT_TRANSLATE_NOOP("wording", "choose one of these runs: {numbers}"),
    ),
    "flow.run_without_model": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} ended before it had a usable model"),
        QT_TRANSLATE_NOOP("wording", "choose another run or train again"),
    ),
    "flow.run_lost": Wording(
        QT_TRANSLATE_NOOP("wording", "The project was replaced by another file while run {number} was training"),
        QT_TRANSLATE_NOOP("wording", "train again in the project you want it in"),
    ),
    "flow.still_training": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} of this project is still training, so it can't be replaced"),
        QT_TRANSLATE_NOOP("wording", "wait for it or stop it, or choose another name"),
    ),
    "flow.no_test_rows": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} kept no test rows"),
        QT_TRANSLATE_NOOP("wording", "judge it on a file with known answers, or train again with test rows"),
    ),
    "flow.target_not_in_file": Wording(
        QT_TRANSLATE_NOOP("wording", "The file has no column “{name}” with the actual values"),
        QT_TRANSLATE_NOOP("wording", "choose a file that has it"),
    ),
    "flow.no_answers": Wording(
        QT_TRANSLATE_NOOP("wording", "No row has both an actual value in “{name}” and a prediction"),
        QT_TRANSLATE_NOOP("wording", "choose a file whose rows have answers"),
    ),
    "flow.no_line": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} has no threshold, since it doesn't tell two classes apart"),
        QT_TRANSLATE_NOOP("wording", "leave the threshold out, or choose a run whose target has two classes"),
    ),
    "flow.no_validation_rows": Wording(
        QT_TRANSLATE_NOOP("wording", "Run {number} kept no validation rows to look for a threshold on"),
        QT_TRANSLATE_NOOP("wording", "give the threshold itself, or train again with a validation share above 0"),
    ),
    "flow.no_data": Wording(
        QT_TRANSLATE_NOOP("wording", "This project has no data yet"),
        QT_TRANSLATE_NOOP("wording", "open a spreadsheet first"),
    ),
}
