"""Contributions add up, agree with the definition, and with a straight-line model they are what anyone would say."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from core.base.progress import Finished, Progress, result_of
from core.explain import attribution
from core.explain.attribution import contributions, typical_row
from core.features.encode import encode
from core.flow.importing import import_file, new_document, new_project
from core.flow.training import train_run
from core.project.store import ProjectStore
from core.training.model import Model, predict_encoded


def made(folder: Path, target: str, **settings: str) -> tuple[Model, np.ndarray]:
    """A model of 3 numbers and a category, and its encoded rows."""
    rng = np.random.default_rng(4)
    frame = pd.DataFrame(rng.uniform(1, 9, (200, 3)).round(3), columns=["a", "b", "c"])
    frame["kind"] = rng.choice(["x", "y", "z"], 200)
    frame["much"] = (frame["a"] * frame["b"] + 9 * (frame["kind"] == "x") + rng.normal(0, 1, 200)).round(3)
    frame["dear"] = np.where(frame["much"] > frame["much"].median(), "dear", "cheap")
    frame = frame.drop(columns=["much" if target == "dear" else "dear"])
    frame.to_csv(folder / "t.csv", index=False)
    imported = result_of(import_file(folder / "t.csv"))
    document = new_document(imported, name="t", target=target).with_preset("quick").with_settings(settings)
    document = new_project(folder / "t.epochal", imported, document)
    result_of(train_run(folder / "t.epochal", imported.read.table, document))
    with ProjectStore.open(folder / "t.epochal", read_only=True) as store:
        model = store.get_model(1)
    return model, encode(model.encoder, imported.read.table).matrix


def said(model: Model, row: np.ndarray) -> float:
    predicted = predict_encoded(model, row[np.newaxis])
    return float(predicted.values[0] if predicted.probabilities is None else predicted.probabilities[0, 1])


def by_definition(model: Model, row: np.ndarray) -> np.ndarray:
    """The slow, obvious twin: every order, one column after the other."""
    found = np.zeros(len(model.encoder.columns))
    orders = list(permutations(range(len(found))))
    for order in orders:
        mixed = typical_row(model.encoder).copy()
        for at in order:
            before = said(model, mixed)
            mixed[model.encoder.slices[at]] = row[model.encoder.slices[at]]
            found[at] += said(model, mixed) - before
    return found / len(orders)


@pytest.mark.parametrize("target", ["much", "dear"])
def test_that_contributions_are_those_of_the_definition_and_add_up(tmp_path: Path, target: str) -> None:
    model, matrix = made(tmp_path, target, epochs="20")
    for row in matrix[:3]:
        found = contributions(model, row, None if target == "much" else 1)
        assert not found.orders and found.names == ("a", "b", "c", "kind")
        assert found.values == pytest.approx(by_definition(model, row), rel=1e-4, abs=1e-5)
        assert found.values.sum() == pytest.approx(found.predicted - found.typical, abs=1e-4)
        assert found.predicted == pytest.approx(said(model, row))


def test_that_drawn_orders_come_near_and_add_up_and_are_the_same_each_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, matrix = made(tmp_path, "much", epochs="20")
    exact = contributions(model, matrix[0])
    monkeypatch.setattr(attribution, "EXACT", 1)
    drawn = contributions(model, matrix[0])
    assert drawn.orders == 128 and np.abs(drawn.values - exact.values).max() < 0.1 * np.abs(exact.values).max()
    assert drawn.values.sum() == pytest.approx(drawn.predicted - drawn.typical, abs=1e-3)
    monkeypatch.setattr(attribution, "AT_ONCE_CELLS", 1)  # order by order: the same orders
    steps = list(attribution.explaining(model, matrix[0]))
    assert steps[:2] == [Progress("explain", 1, 64, "orders"), Progress("explain", 2, 64, "orders")]
    assert isinstance(steps[-1], Finished) and steps[-1].result.values == pytest.approx(drawn.values, abs=1e-5)
    monkeypatch.setattr(attribution, "MOST_CELLS", 1)  # a table so wide that fewer orders must do
    assert contributions(model, matrix[0]).orders == 8


def test_that_a_straight_line_gives_each_column_its_slope_times_the_difference(tmp_path: Path) -> None:
    model, matrix = made(tmp_path, "much", layers="none", epochs="30")
    row, typical = matrix[5], typical_row(model.encoder)
    found = contributions(model, row)
    for at, where in enumerate(model.encoder.slices):
        alone = typical.copy()
        alone[where] = row[where]
        assert found.values[at] == pytest.approx(said(model, alone) - said(model, typical), abs=1e-4)


def test_that_a_typical_row_has_no_reasons_and_the_strongest_come_first(tmp_path: Path) -> None:
    model, matrix = made(tmp_path, "much", epochs="20")
    nothing = contributions(model, typical_row(model.encoder))
    assert nothing.strongest(3) == [] and nothing.predicted == nothing.typical
    sizes = [abs(value) for _, value in contributions(model, matrix[1]).strongest(3)]
    assert len(sizes) == 3 and sizes == sorted(sizes, reverse=True)
