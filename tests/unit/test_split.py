from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.base.errors import EpochalError
from core.features.split import _classes_by_draw, draw_parts, rounded_share, row_hashes

shares = st.floats(0, 0.9)
seeds = st.integers(-(2**63), 2**63 - 1)


def rows_from(count: int) -> np.ndarray:
    return np.arange(1, count + 1, dtype=np.int64)


@settings(max_examples=50, deadline=None)
@given(st.sets(st.integers(1, 10**9), min_size=30, max_size=300), seeds, shares, shares)
def test_that_the_parts_are_a_partition_with_exact_shares(rows, seed, test, validation) -> None:
    source_rows = np.array(sorted(rows), np.int64)
    try:
        parts = draw_parts(source_rows, seed, test, validation)
    except EpochalError as error:
        assert error.code.startswith("features.split_no_")
        return
    joined = np.concatenate([parts.training, parts.validation, parts.test])
    assert sorted(joined) == list(source_rows)
    assert len(parts.test) == rounded_share(test, len(rows))
    assert len(parts.validation) == rounded_share(validation, len(rows) - len(parts.test))
    assert len(parts.training) > 0
    for part in (parts.training, parts.validation, parts.test):
        assert list(part) == sorted(part)


@settings(max_examples=30, deadline=None)
@given(st.permutations(range(1, 61)), seeds)
def test_that_the_order_of_the_table_does_not_matter(order, seed) -> None:
    sorted_parts = draw_parts(rows_from(60), seed, 0.2, 0.2)
    shuffled_parts = draw_parts(np.array(order, np.int64), seed, 0.2, 0.2)
    assert np.array_equal(sorted_parts.test, shuffled_parts.test)
    assert np.array_equal(sorted_parts.validation, shuffled_parts.validation)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(["a", "b", "c", None]), min_size=40, max_size=200), seeds, shares)
def test_that_stratified_parts_keep_the_share_of_each_class_to_within_a_row(labels, seed, share) -> None:
    labels = np.array(labels, object)
    try:
        parts = draw_parts(rows_from(len(labels)), seed, share, 0.0, labels)
    except EpochalError as error:
        assert error.code == "features.split_no_test"
        return
    counts = {name: int(sum(label == name for label in labels)) for name in ("a", "b", "c", None)}
    if min(count for count in counts.values() if count) > 10:
        assert len(parts.test) == rounded_share(share, len(labels))
        for name, count in counts.items():
            drawn = sum(labels[row - 1] == name for row in parts.test)
            assert abs(drawn - share * count) <= 1 + 1e-9


def test_that_another_seed_draws_other_rows_and_the_same_seed_the_same() -> None:
    first, again, other = (draw_parts(rows_from(1000), seed, 0.2, 0.2) for seed in (42, 42, 43))
    assert np.array_equal(first.test, again.test)
    common = len(np.intersect1d(first.test, other.test))
    assert 15 < common < 70  # 40 expected when drawn independently


def test_that_the_validation_share_never_moves_a_test_row() -> None:
    without = draw_parts(rows_from(500), 7, 0.2, 0.0)
    with_validation = draw_parts(rows_from(500), 7, 0.2, 0.5)
    assert np.array_equal(without.test, with_validation.test)


def test_that_classes_of_one_or_two_rows_train_only() -> None:
    labels = np.array(["common"] * 50 + ["rare", "rare", "single"], object)
    for seed in range(20):
        parts = draw_parts(rows_from(53), seed, 0.3, 0.3, labels)
        assert {51, 52, 53} <= set(parts.training)


def test_that_every_larger_class_keeps_a_training_row() -> None:
    labels = np.array(list("aaabbbcccddd"), object)
    for seed in range(20):
        parts = draw_parts(rows_from(12), seed, 0.5, 0.5, labels)
        assert {labels[row - 1] for row in parts.training} == set("abcd")


def test_that_a_missing_label_is_a_class_of_its_own() -> None:
    labels = np.array(["a"] * 80 + [None] * 20, object)
    parts = draw_parts(rows_from(100), 3, 0.2, 0.0, labels)
    assert sum(row > 80 for row in parts.test) == 4


@pytest.mark.parametrize(
    ("rows", "test", "validation", "code"),
    [
        (2, 0.2, 0.0, "features.split_no_test"),
        (3, 0.2, 0.1, "features.split_no_validation"),
        (2, 0.9, 0.0, "features.split_no_training"),
        (0, 0.0, 0.0, "features.split_no_training"),
    ],
)
def test_that_a_part_without_rows_is_told_in_a_sentence(rows, test, validation, code) -> None:
    with pytest.raises(EpochalError) as caught:
        draw_parts(rows_from(rows), 0, test, validation)
    assert caught.value.code == code
    assert "rows" in str(caught.value)


def test_that_zero_shares_train_on_every_row() -> None:
    parts = draw_parts(rows_from(10), 0, 0.0, 0.0)
    assert len(parts.training) == 10 and not len(parts.validation) and not len(parts.test)


def splitmix64(seed: int, steps: int) -> int:
    """The published generator, slow: its state grows by the golden gamma before each number."""
    mask, state, mixed = 2**64 - 1, seed, 0
    for _ in range(steps):
        state = (state + 0x9E3779B97F4A7C15) & mask
        mixed = ((state ^ (state >> 30)) * 0xBF58476D1CE4E5B9) & mask
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & mask
        mixed ^= mixed >> 31
    return mixed


def test_that_the_hash_is_the_published_generator_at_a_position() -> None:
    assert splitmix64(1234567, 1) == 6457827717110365317  # the value in the authors' test vectors
    start = splitmix64(42, 1)
    hashes = row_hashes(np.array([1, 2, 5], np.int64), 42)
    assert [int(value) for value in hashes] == [splitmix64(start, steps) for steps in (1, 2, 5)]


def test_that_different_rows_have_different_hashes() -> None:
    assert len(np.unique(row_hashes(rows_from(200_000), -1))) == 200_000


def test_that_classes_are_numbered_alike_in_parts_and_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    labels = np.array(["b", "a", None, "a", np.nan, "c", "b", None, "c", "a", "b", "d"] * 10, object)
    whole = draw_parts(rows_from(120), 3, 0.2, 0.2, labels)
    assert _classes_by_draw(labels)[:12].tolist() == [0, 1, 2, 1, 2, 3, 0, 2, 3, 1, 0, 4]
    monkeypatch.setattr("core.features.split.PART", 3)
    assert _classes_by_draw(labels)[:12].tolist() == [0, 1, 2, 1, 2, 3, 0, 2, 3, 1, 0, 4]
    again = draw_parts(rows_from(120), 3, 0.2, 0.2, labels)
    assert again.test.tolist() == whole.test.tolist() and again.training.tolist() == whole.training.tolist()
