"""Names that mean the same are found, and names that only look alike are left to the person."""

from __future__ import annotations

import pytest

from core.data.matching import How, distance, guesses, nearest


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("carat", "Carat"),
        ("Lot.Area", "lot_area"),
        ("LotArea", "lot area"),
        ("depth", "depth %"),
        ("weight", "Weight (kg)"),
        ("unit price", "Unit Prices"),
        ("category", "Categories"),
        ("prevu", "Prévu"),
    ],
)
def test_that_the_same_words_written_differently_are_the_same(expected: str, found: str) -> None:
    (match,) = guesses([expected], [found])
    assert (match.expected, match.found, match.how) == (expected, found, How.RENAMED)


@pytest.mark.parametrize(
    ("expected", "found"),
    [("color", "colour"), ("carat", "Carat weight"), ("year built", "built"), ("neighborhood", "neigbourhood")],
)
def test_that_similar_words_are_a_guess(expected: str, found: str) -> None:
    (match,) = guesses([expected], [found])
    assert match.how is How.GUESSED


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("x", "y"),
        ("temperature_max", "temperature_min"),
        ("revenue_2023", "revenue_2024"),
        ("Q1", "Q2"),
        ("weight", "height"),
        ("depth (mm)", "depth (cm)"),
        ("latitude", "altitude"),
        ("price", "cut"),
    ],
)
def test_that_names_that_only_look_alike_are_left_alone(expected: str, found: str) -> None:
    assert guesses([expected], [found]) == ()


def test_that_of_two_candidates_neither_is_taken() -> None:
    assert guesses(["price"], ["Price old", "Price new"]) == ()
    assert guesses(["weight (kg)", "weight (lb)"], ["weight"]) == ()


def test_that_the_surer_match_comes_first() -> None:
    found = {match.expected: match.found for match in guesses(["carat", "color"], ["Carat weight", "CARAT", "colour"])}
    assert found == {"carat": "CARAT", "color": "colour"}


def test_that_a_guess_asks_whether_the_values_fit() -> None:
    assert guesses(["color"], ["colour"], lambda _expected, _found: False) == ()
    assert guesses(["color"], ["Color"], lambda _expected, _found: False)


@pytest.mark.parametrize(("a", "b", "far"), [("", "abc", 3), ("ab", "ba", 1), ("kitten", "sitting", 3), ("a", "a", 0)])
def test_that_the_distance_counts_edits(a: str, b: str, far: int) -> None:
    assert distance(a, b) == distance(b, a) == far


@pytest.mark.parametrize(
    ("text", "among", "found"),
    [
        ("Idael", ["Fair", "Good", "Ideal", "Premium", "Very Good"], "Ideal"),
        ("SI3", ["I1", "IF", "SI1", "SI2", "VS1", "VS2", "VVS1"], "SI2"),
        ("IDEAL", ["Fair", "Ideal"], "Ideal"),
        ("Zircon", ["Fair", "Good", "Ideal"], None),
        ("X", ["D", "E"], None),
        ("x", [], None),
    ],
)
def test_that_the_nearest_spelling_is_found_and_nothing_far(text: str, among: list[str], found: str | None) -> None:
    assert nearest(text, among) == found
