"""Sentences of the room `data`: what is wrong with a file, why a column is of its kind, what was noticed in it."""

from __future__ import annotations

from core.base.wording.filtering import FILTERING
from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    **FILTERING,
    # the file
    "data.file_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no such file in {folder}"),
        QT_TRANSLATE_NOOP("wording", "check the name and the folder"),
    ),
    "data.is_a_folder": Wording(
        QT_TRANSLATE_NOOP("wording", "This is a folder, not a table"),
        QT_TRANSLATE_NOOP("wording", "choose a file in it"),
    ),
    "data.no_permission": Wording(
        QT_TRANSLATE_NOOP("wording", "You don't have permission to read this file in {folder}"),
        QT_TRANSLATE_NOOP("wording", "change its permissions or copy it to a folder of yours"),
    ),
    "data.cannot_read": Wording(
        QT_TRANSLATE_NOOP("wording", "The file in {folder} could not be read: {detail}"),
        QT_TRANSLATE_NOOP("wording", "check the disk or the network folder and try again"),
    ),
    "data.empty_file": Wording(
        QT_TRANSLATE_NOOP("wording", "The file is empty"),
        QT_TRANSLATE_NOOP("wording", "save the table again in the program it comes from, or choose another file"),
    ),
    "data.header_only": Wording(
        QT_TRANSLATE_NOOP("wording", "The file has only column names ({columns:,}) and no rows below them"),
        QT_TRANSLATE_NOOP("wording", "choose a file with data, or save it again with its rows"),
    ),
    "data.is_a_project": Wording(
        QT_TRANSLATE_NOOP("wording", "This is an Epochal project, not a table"),
        QT_TRANSLATE_NOOP("wording", "open it as a project instead of importing it"),
    ),
    "data.is_a_database": Wording(
        QT_TRANSLATE_NOOP("wording", "This is a SQLite database, not a table"),
        QT_TRANSLATE_NOOP("wording", "export the table you need from it as CSV"),
    ),
    "data.not_a_table": Wording(
        QT_TRANSLATE_NOOP("wording", "This is {what}, not a table"),
        QT_TRANSLATE_NOOP("wording", "choose a CSV, TSV, Excel, ODS or Parquet file, or save it as one"),
    ),
    "data.binary": Wording(
        QT_TRANSLATE_NOOP("wording", "The file holds binary data, not text"),
        QT_TRANSLATE_NOOP("wording", "choose a CSV, TSV, Excel, ODS or Parquet file"),
    ),
    "data.password_protected": Wording(
        QT_TRANSLATE_NOOP("wording", "The workbook is protected by a password"),
        QT_TRANSLATE_NOOP(
            "wording", "open it in Excel or LibreOffice, save a copy without a password, and import that"
        ),
    ),
    "data.damaged_file": Wording(
        QT_TRANSLATE_NOOP("wording", "The file looks like {format}, but it is damaged or cut short"),
        QT_TRANSLATE_NOOP("wording", "get the file again, or open it in the program it comes from and save it anew"),
    ),
    "data.damaged_table": Wording(
        QT_TRANSLATE_NOOP("wording", "The stored table is damaged ({detail})"),
        QT_TRANSLATE_NOOP("wording", "import the file again, or open a backup of the project"),
    ),
    # how it is written
    "data.unknown_encoding": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no encoding called “{encoding}”"),
        QT_TRANSLATE_NOOP(
            "wording", "use a name such as utf-8, cp1252, latin-1 or utf-16, or leave it to be found out"
        ),
    ),
    "data.wrong_encoding": Wording(
        QT_TRANSLATE_NOOP("wording", "The file is not in the encoding {encoding}: byte {byte:,} does not fit"),
        QT_TRANSLATE_NOOP("wording", "choose another encoding, or leave it to be found out"),
    ),
    "data.bad_delimiter": Wording(
        QT_TRANSLATE_NOOP("wording", "“{delimiter}” can’t be a delimiter"),
        QT_TRANSLATE_NOOP("wording", "give one character, such as a comma, a semicolon, a bar, or tab"),
    ),
    "data.bad_decimal": Wording(
        QT_TRANSLATE_NOOP("wording", "“{decimal}” can’t be a decimal mark"),
        QT_TRANSLATE_NOOP("wording", "give a point or a comma"),
    ),
    "data.encoding_guessed": Wording(
        QT_TRANSLATE_NOOP("wording", "The file doesn’t say its encoding; it was read as {encoding}"),
        QT_TRANSLATE_NOOP("wording", "look at accented letters, and choose another encoding if they are wrong"),
    ),
    "data.decimal_open": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "Numbers such as 1,234 could be read in two ways; “{mark}” was taken as the decimal mark"
        ),
        QT_TRANSLATE_NOOP("wording", "choose the other decimal mark if the numbers are wrong"),
    ),
    "data.lines_above_header": Wording(
        QT_TRANSLATE_NOOP("wording", "Lines above the column names that were left out: {lines:,}")
    ),
    # the header
    "data.no_header": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "The first row holds only numbers, so it was read as data; the columns are called {first} to {last}",
        ),
        QT_TRANSLATE_NOOP("wording", "add a row with names to the file if you want others"),
    ),
    "data.header_empty": Wording(QT_TRANSLATE_NOOP("wording", "Column {position} has no name; it is called “{name}”")),
    "data.header_repeated": Wording(
        QT_TRANSLATE_NOOP("wording", "The name “{before}” occurs twice; the later column is called “{name}”")
    ),
    # rows
    "data.row_too_short": Wording(
        QT_TRANSLATE_NOOP("wording", "The number of cells is {cells:,} where the header has {columns:,}"),
        QT_TRANSLATE_NOOP("wording", "fill in what is missing in the file"),
    ),
    "data.row_too_long": Wording(
        QT_TRANSLATE_NOOP("wording", "The number of cells is {cells:,} where the header has {columns:,}"),
        QT_TRANSLATE_NOOP("wording", "put cells that contain the delimiter in quotes"),
    ),
    "data.row_open_quote": Wording(
        QT_TRANSLATE_NOOP("wording", "The row has a quote that is never closed"),
        QT_TRANSLATE_NOOP("wording", "close or remove the quote in the file"),
    ),
    "data.sample_of_workbook": Wording(
        QT_TRANSLATE_NOOP("wording", "Only text files and Parquet can be read in part, and this is a workbook"),
        QT_TRANSLATE_NOOP("wording", "read all of it, or save it as CSV first"),
    ),
    "data.sample_empty": Wording(
        QT_TRANSLATE_NOOP("wording", "Of {all:,} rows not one came into a sample of about {wanted:,}"),
        QT_TRANSLATE_NOOP("wording", "ask for more rows"),
    ),
    "data.sampled": Wording(
        QT_TRANSLATE_NOOP("wording", "A fair sample of {rows:,} of {all:,} rows was read"),
        QT_TRANSLATE_NOOP("wording", "import the file again to read all of it"),
    ),
    "data.rows_set_aside": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{rows:,} of {all:,} rows set aside because {rows:it doesn’t|they don’t} fit the header, the first at "
            "line {line:,}",
        ),
        QT_TRANSLATE_NOOP(
            "wording", "look at {rows:it|them}, mend the file and import it again, or go on without {rows:it|them}"
        ),
    ),
    "data.every_row_misfits": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "None of {rows:,} {rows:row|rows} has as many cells as the header: it has {columns:,}, line {line:,} "
            "has {cells:,}",
        ),
        QT_TRANSLATE_NOOP("wording", "check the header and the delimiter"),
    ),
    # workbooks and Parquet
    "data.sheet_not_found": Wording(
        QT_TRANSLATE_NOOP("wording", "The workbook has no sheet “{sheet}”"),
        QT_TRANSLATE_NOOP("wording", "choose one of: {sheets}"),
    ),
    "data.empty_sheet": Wording(
        QT_TRANSLATE_NOOP("wording", "The sheet is empty"),
        QT_TRANSLATE_NOOP("wording", "choose another sheet or another file"),
    ),
    "data.empty_workbook": Wording(
        QT_TRANSLATE_NOOP("wording", "No sheet of the workbook holds anything ({sheets})"),
        QT_TRANSLATE_NOOP("wording", "choose another file"),
    ),
    "data.other_sheets": Wording(
        QT_TRANSLATE_NOOP("wording", "Sheet “{sheet}” was read; the workbook also has {others}")
    ),
    "data.error_cells": Wording(
        QT_TRANSLATE_NOOP("wording", "Cells with an error such as #N/A, read as missing: {count:,} ({cells})"),
        QT_TRANSLATE_NOOP("wording", "mend their formulas in the workbook if they should have values"),
    ),
    "data.formulas_without_results": Wording(
        QT_TRANSLATE_NOOP("wording", "Formulas that were never calculated, read as missing: {count:,} ({cells})"),
        QT_TRANSLATE_NOOP("wording", "open the workbook in a spreadsheet program, save it there, and import it again"),
    ),
    "data.infinite_values": Wording(QT_TRANSLATE_NOOP("wording", "Infinite values were read as missing: {count:,}")),
    "data.nested_column": Wording(
        QT_TRANSLATE_NOOP("wording", "Column “{name}” holds lists or records ({type}), not single values"),
        QT_TRANSLATE_NOOP("wording", "save the table with one value per cell"),
    ),
    # why a column is of its kind
    "data.kind_number": Wording(
        QT_TRANSLATE_NOOP("wording", "{values:The|All} {values:,} {values:value is a number|values are numbers}")
    ),
    "data.kind_number_thousands": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{values:The|All} {values:,} {values:value is a number|values are numbers}, with “{mark}” between "
            "thousands",
        )
    ),
    "data.kind_id_sequence": Wording(QT_TRANSLATE_NOOP("wording", "The {values:,} values count the rows")),
    "data.kind_id_name": Wording(
        QT_TRANSLATE_NOOP("wording", "All {values:,} values are different whole numbers, and the name is that of an id")
    ),
    "data.kind_id_text": Wording(
        QT_TRANSLATE_NOOP("wording", "All {values:,} values are different codes without spaces")
    ),
    "data.kind_leading_zeros": Wording(
        QT_TRANSLATE_NOOP("wording", "{values:,} {values:number|numbers}, some starting with 0: codes, which stay text")
    ),
    "data.kind_long_numbers": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{values:,} whole {values:number|numbers}, some too long to be stored exactly as numbers: they stay text",
        )
    ),
    "data.kind_true_false": Wording(
        QT_TRANSLATE_NOOP("wording", "{values:The|All} {values:,} {values:value is|values are} True or False")
    ),
    "data.kind_yes_no": Wording(
        QT_TRANSLATE_NOOP("wording", "{values:The|All} {values:,} {values:value says|values say} yes or no")
    ),
    "data.kind_category": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{values:,} {values:value|values} with {distinct:,} different {distinct:text|texts}"
        )
    ),
    "data.kind_text": Wording(
        QT_TRANSLATE_NOOP("wording", "{values:,} values with {distinct:,} different texts: too many for categories")
    ),
    "data.kind_mostly_numbers": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{numbers:,} of {values:,} values {numbers:is a number|are numbers}, the others are text"
        )
    ),
    "data.kind_signed_numbers": Wording(
        QT_TRANSLATE_NOOP("wording", "{numbers:,} of {values:,} values are numbers with a currency or percent sign"),
    ),
    "data.kind_open_dates": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{values:,} {values:date|dates} such as “{example}”, but day and month can be either way round",
        ),
        QT_TRANSLATE_NOOP("wording", "set the kind to date if the day comes first"),
    ),
    "data.kind_date_typed": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{values:The|All} {values:,} {values:value is|values are} stored as {values:a date|dates}"
        )
    ),
    "data.kind_date_year_first": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{values:The|All} {values:,} {values:value is a date|values are dates}, the year first"
        )
    ),
    "data.kind_date_day_first": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{values:The|All} {values:,} {values:value is a date|values are dates}, the day first"
        )
    ),
    "data.kind_date_month_first": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{values:The|All} {values:,} {values:value is a date|values are dates}, the month first"
        )
    ),
    "data.kind_date_day_month_name": Wording(
        QT_TRANSLATE_NOOP("wording", "All {values:,} values are dates with the name of the month")
    ),
    "data.kind_date_month_name_day": Wording(
        QT_TRANSLATE_NOOP("wording", "All {values:,} values are dates with the name of the month")
    ),
    "data.kind_empty": Wording(QT_TRANSLATE_NOOP("wording", "There is no value in the column")),
    "data.kind_chosen": Wording(QT_TRANSLATE_NOOP("wording", "You chose this kind; it was read as {before}")),
    # what the profile notices
    "data.noticed_empty": Wording(
        QT_TRANSLATE_NOOP("wording", "There is no value in this column"),
        QT_TRANSLATE_NOOP("wording", "ignore the column"),
    ),
    "data.noticed_missing": Wording(
        QT_TRANSLATE_NOOP("wording", "{missing:,} of {rows:,} values {missing:is|are} missing ({share:share})"),
        QT_TRANSLATE_NOOP("wording", "fill {missing:it|them}, or drop {missing:this row|these rows}"),
    ),
    "data.noticed_constant": Wording(
        QT_TRANSLATE_NOOP("wording", "Every value is “{value}”, so there is nothing to learn from it"),
        QT_TRANSLATE_NOOP("wording", "ignore the column"),
    ),
    "data.noticed_id": Wording(
        QT_TRANSLATE_NOOP("wording", "The values only tell rows apart, so there is nothing to learn from them"),
        QT_TRANSLATE_NOOP("wording", "ignore the column"),
    ),
    "data.noticed_free_text": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{distinct:,} of {values:,} texts are different, and a network can hardly learn from them"
        ),
        QT_TRANSLATE_NOOP("wording", "ignore the column, or make categories of it"),
    ),
    "data.noticed_numbers_as_text": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{numbers:,} of {values:,} values are numbers, but the column is text because of {examples}"
        ),
        QT_TRANSLATE_NOOP("wording", "convert the column to numbers"),
    ),
    "data.noticed_dates_as_text": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{dates:,} of {values:,} values are dates, but the column is text because of {examples}"
        ),
        QT_TRANSLATE_NOOP("wording", "convert the column to dates"),
    ),
    "data.noticed_open_dates": Wording(
        QT_TRANSLATE_NOOP("wording", "Dates such as “{example}” could be read day first or month first"),
        QT_TRANSLATE_NOOP("wording", "choose the kind date if the day comes first, or write them as 2024-12-31"),
    ),
    "data.noticed_blank_words": Wording(
        QT_TRANSLATE_NOOP("wording", "{count:,} {count:value says|values say} that nothing is known: {examples}"),
        QT_TRANSLATE_NOOP("wording", "replace {count:it with a missing value|them with missing values}"),
    ),
    "data.noticed_spellings": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{groups:,} {groups:category is|categories are} spelt in several ways ({examples}), {cells:,} values in "
            "all",
        ),
        QT_TRANSLATE_NOOP("wording", "unify the text"),
    ),
    "data.noticed_padding": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{count:,} of {values:,} texts {count:has|have} white space around {count:it|them}"
        ),
        QT_TRANSLATE_NOOP("wording", "trim the text"),
    ),
    "data.noticed_impossible": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{count:,} {count:value is|values are} 0 or less, while all others are at least {smallest:g}"
        ),
        QT_TRANSLATE_NOOP("wording", "keep the rows above 0 if {count:that|these} can’t be right"),
    ),
    "data.noticed_outliers": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "{count:,} {count:value lies|values lie} far from the others, outside {low:,.6g} to {high:,.6g}"
        ),
        QT_TRANSLATE_NOOP(
            "wording", "look at {count:it|them}; clip {count:it if it is a mistake|them if they are mistakes}"
        ),
    ),
    "data.noticed_outliers_low": Wording(
        QT_TRANSLATE_NOOP("wording", "{count:,} {count:value lies|values lie} far from the others, below {low:,.6g}"),
        QT_TRANSLATE_NOOP(
            "wording", "look at {count:it|them}; clip {count:it if it is a mistake|them if they are mistakes}"
        ),
    ),
    "data.noticed_outliers_high": Wording(
        QT_TRANSLATE_NOOP("wording", "{count:,} {count:value lies|values lie} far from the others, above {high:,.6g}"),
        QT_TRANSLATE_NOOP(
            "wording", "look at {count:it|them}; clip {count:it if it is a mistake|them if they are mistakes}"
        ),
    ),
    "data.noticed_skew": Wording(
        QT_TRANSLATE_NOOP("wording", "The values have a long tail on one side (skewness {skew:g})")
    ),
}
