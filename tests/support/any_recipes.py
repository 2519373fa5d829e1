"""Random small tables and random recipes over them, for property tests."""

from __future__ import annotations

from datetime import datetime

from cleaning_tables import small_table
from hypothesis import strategies as st

from core.cleaning.recipe import Recipe, Step
from core.cleaning.rule import Rule
from core.cleaning.rules import (
    ClipOutliers,
    Convert,
    DropMissing,
    FillMissing,
    IgnoreColumns,
    KeepRange,
    RemoveDuplicates,
    ReplaceValues,
    TidyText,
)
from core.data.table import Table

NAMES = ("n", "m", "t", "u", "d")
NUMBERS = st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 1.0, 2.5, 20.0, 1e6]))
TEXTS = st.one_of(
    st.none(), st.sampled_from(["a", "A ", " a", "b  c", "B C", "20", "$1,200", "n/a", "2024-01-31", "x"])
)
DATES = st.one_of(st.none(), st.sampled_from([datetime(2024, 1, 31), datetime(2020, 2, 29, 12, 30)]))
COLUMNS = st.lists(st.sampled_from((*NAMES, "gone")), min_size=1, max_size=3, unique=True).map(tuple)
SOME = st.one_of(st.just(()), COLUMNS)
NAME = st.sampled_from((*NAMES, "gone"))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """1 to 12 rows, five columns: numbers n and m, texts t and u, dates d; source rows with holes."""
    rows = draw(st.integers(1, 12))
    steps = draw(st.lists(st.integers(1, 3), min_size=rows, max_size=rows))
    source = [sum(steps[: at + 1]) for at in range(rows)]
    values = dict(zip(NAMES, (NUMBERS, NUMBERS, TEXTS, TEXTS, DATES), strict=True))
    columns = {name: draw(st.lists(cells, min_size=rows, max_size=rows)) for name, cells in values.items()}
    typed = {name: _typed(name, cells) for name, cells in columns.items()}
    return small_table(typed, source_rows=source)


def _typed(name: str, cells: list[object]) -> list[object]:
    """One value in every column, so that its storage is known."""
    first = {"t": "a", "u": "a", "d": datetime(2024, 1, 31)}.get(name, 1.0)
    return cells if any(cell is not None for cell in cells) else [first, *cells[1:]]


def rules() -> st.SearchStrategy[Rule]:
    """Any rule over these columns."""
    after = st.one_of(st.none(), st.sampled_from(["a", "20", "z"]))
    mapping = st.dictionaries(st.sampled_from(["a", "20", "1", "x", "2024-01-31"]), after, min_size=1)
    ends = st.tuples(st.sampled_from([None, -1.0, 0.0]), st.sampled_from([None, 1.0, 20.0])).filter(any_end)
    return st.one_of(
        st.builds(DropMissing, SOME),
        st.builds(FillMissing, SOME, st.sampled_from(["median", "mean", "most_frequent"])),
        st.builds(FillMissing, SOME, st.just("constant"), st.sampled_from(["missing", 0.0, "2024-05-06"])),
        st.builds(lambda name, low_high, flag: KeepRange(name, *low_high, flag), NAME, ends, st.booleans()),
        st.builds(
            Convert, COLUMNS, st.sampled_from(["number", "date", "text", "category"]), st.sampled_from([".", ","])
        ),
        st.builds(TidyText, SOME, st.booleans(), st.just(True), st.booleans()),
        st.builds(lambda names, pairs: TidyText(names, spellings={"t": pairs}), SOME, mapping),
        st.builds(RemoveDuplicates, SOME),
        st.builds(ClipOutliers, SOME, st.sampled_from(["iqr", "quantile"]), st.just(1.0), st.just(0.1)),
        st.builds(ReplaceValues, COLUMNS, mapping),
        st.builds(IgnoreColumns, COLUMNS),
    )


def any_end(ends: tuple[float | None, float | None]) -> bool:
    """Whether a range has an end at all."""
    return ends != (None, None)


@st.composite
def recipes(draw: st.DrawFn) -> Recipe:
    """0 to 6 steps, some switched off."""
    recipe = Recipe()
    for rule in draw(st.lists(rules(), max_size=6)):
        recipe = recipe.added(Step("", rule, draw(st.booleans()) or draw(st.booleans())))
    return recipe
