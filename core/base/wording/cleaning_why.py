"""Why a cleaning rule is suggested: evidence in numbers."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

WHY: dict[str, Wording] = {
    "cleaning.why_convert_number": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but all its {values:,} values are numbers, such as {examples}",
        )
    ),
    "cleaning.why_convert_number_blank": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but its {values:,} values are numbers once {blank:,} {blank:cell|cells} with "
            "{examples} are taken as missing",
        )
    ),
    "cleaning.why_convert_number_lost": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but {read:,} of its {values:,} values ({share}) are numbers; the others,"
            " such as {examples}, become missing",
        )
    ),
    "cleaning.why_convert_number_unit": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but {read:,} of its {values:,} values ({share}) are numbers. {united:,} of "
            "them have the unit “{unit}”, which is left out",
        )
    ),
    "cleaning.why_convert_date": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but all its {values:,} values are dates, such as {examples}",
        )
    ),
    "cleaning.why_convert_date_blank": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but its {values:,} values are dates once {blank:,} cells with {examples}"
            " are taken as missing",
        )
    ),
    "cleaning.why_convert_date_lost": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is stored as text, but {read:,} of its {values:,} values ({share}) are dates; the others, "
            "such as {examples}, become missing",
        )
    ),
    "cleaning.why_convert_open_date": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” has {read:,} dates such as {examples}, which may begin with the day or with the month. "
            "Check which before you switch this on",
        )
    ),
    "cleaning.why_tidy": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: {before:,} spellings become {after:,} when spaces and letter case don’t count. Left as they"
            " are, the model takes them for different things",
        )
    ),
    "cleaning.why_trim": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Values of {names} have spaces at their ends. Another file may have them without, and then the model "
            "would not know them",
        )
    ),
    "cleaning.why_drop_target": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{missing:,} of {rows:,} rows ({share}) {missing:has|have} no “{name}”. That is what you predict, so there "
            "is nothing to learn from {missing:it|them}",
        )
    ),
    "cleaning.why_duplicates_id": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{copies:,} of {rows:,} rows ({share}) {copies:repeats|repeat} an earlier row in every column, even in "
            "{names}, so {copies:it is a copy|they are copies}. A copy among the test rows would flatter the model",
        )
    ),
    "cleaning.why_duplicates": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{copies:,} of {rows:,} rows ({share}) {copies:repeats|repeat} an earlier row in all {columns:,} columns. "
            "With so much detail that is hardly chance, and a copy among the test rows would flatter the model",
        )
    ),
    "cleaning.why_duplicates_maybe": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{copies:,} of {rows:,} rows ({share}) {copies:repeats|repeat} an earlier row, but {columns:,} columns "
            "with so few different values may agree by chance. Switch this on if every row should be different",
        )
    ),
    "cleaning.why_duplicates_but_id": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{copies:,} {copies:row|rows} ({share}) {copies:repeats|repeat} an earlier row in everything but {names}. "
            "Switch this on if {copies:it is a copy|they are copies} rather than different things that look the same",
        )
    ),
    "cleaning.why_ignore_id": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: these tell rows apart rather than describe them. “{name}” has {distinct:,} different values"
            " in {values:,} rows, and a new row brings one that the model has never seen",
        )
    ),
    "cleaning.why_ignore_constant": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: only one value in all {values:,} rows, so there is nothing to learn from it",
        )
    ),
    "cleaning.why_ignore_empty": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: no value in any of {rows:,} rows",
        )
    ),
    "cleaning.why_ignore_gaps": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: nearly empty. “{name}” has {values:,} values in {rows:,} rows, too few to learn from",
        )
    ),
    "cleaning.why_ignore_text": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{names}: texts that hardly repeat. “{name}” has {distinct:,} different ones in {values:,} rows, too "
            "many to learn as groups",
        )
    ),
    "cleaning.why_keep_positive": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is 0 or less in {count:,} of {rows:,} rows, while every other value is at least {smallest}."
            " That can’t be right",
        )
    ),
    "cleaning.why_zero_missing": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{cells:,} {cells:cell|cells} of {names} {cells:is|are} 0, while every other value of “{name}” is at "
            "least {smallest}. Here 0 stands for “not measured”",
        )
    ),
    "cleaning.why_blank_words": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{cells:,} {cells:cell|cells} of {names} {cells:holds|hold} {words}. Switch this on if that means "
            "“not known” rather than “none”",
        )
    ),
    "cleaning.why_fill_numbers": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in {names}, most of them in “{name}” ({share} of its rows). The model needs "
            "a value in every cell, and extremes don’t move the median",
        )
    ),
    "cleaning.why_fill_level": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in {names}, most of them in “{name}” ({share} of its rows). A blank may "
            "well mean “none”, so it becomes a group of its own",
        )
    ),
    "cleaning.why_fill_few": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in {names}, most of them in “{name}” ({share} of its rows). That is too few "
            "for a group of their own, so they get the most frequent value",
        )
    ),
    "cleaning.why_limit": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "{cells:,} {cells:cell lies|cells lie} more than 3 interquartile ranges beyond the quartiles, {most:,} "
            "of them in “{name}”. They may be errors, or the rows that matter: look at them before you switch this on",
        )
    ),
    "cleaning.why_fill_numbers_one": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in “{name}” ({share} of its rows). The model needs a value in every cell, "
            "and extremes don’t move the median",
        )
    ),
    "cleaning.why_fill_level_one": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in “{name}” ({share} of its rows). A blank may well mean “none”, so it "
            "becomes a group of its own",
        )
    ),
    "cleaning.why_fill_few_one": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "Missing cells: {cells:,} in “{name}” ({share} of its rows). That is too few for a group of their own, "
            "so they get the most frequent value",
        )
    ),
    "cleaning.why_drop_only": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "“{name}” is the only column to predict from, and {missing:,} {missing:row|rows} ({share}) "
            "{missing:does|do} not have it, so there is nothing to learn from {missing:it|them}",
        )
    ),
}
