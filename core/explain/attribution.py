"""What each column adds to one prediction: Shapley values against a typical row.

The value of a set S of columns is what the model says of the row with its own cells in S and a typical row's cells
elsewhere; a column's contribution is what it adds to that, averaged over all orders in which columns can come in
(Shapley 1953; for predictions Štrumbelj and Kononenko 2010, "An efficient explanation of individual classifications
using game theory", JMLR 11, equation 3; with one reference row Sundararajan and Najmi 2020, "The many Shapley values
for model explanation", section 2: "baseline Shapley"). So the contributions add up to the prediction less what the
model says of the typical row, always.

With up to EXACT columns that differ from the typical row all their sets are asked for: no chance is in it. With more,
the average is over drawn orders, each also backwards (Castro, Gómez and Tejada 2009, "Polynomial calculation of the
Shapley value based on sampling"; antithetic pairs: Mitchell, Cooper, Frank and Holmes 2022, JMLR 23, section 4.1);
the orders are the same for every row.

Typical is the middle number of the training rows and, for a category, the shares of its levels: the same that a column
counts as which a file lacks. It says what the model uses, not what causes what.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.base.progress import Finished, Progress, result_of
from core.features.encoders import Encoder, NumberEncoding
from core.training.model import Model, predict_encoded

EXACT = 10  # columns: 1,024 predictions
ORDERS, FEWEST_ORDERS = 64, 4  # drawn, and as many backwards
AT_ONCE_CELLS = 1 << 22  # of a matrix of mixed rows: 16 MB, and some 50 ms
MOST_CELLS = 1 << 30  # in all: thousands of columns get fewer orders
SEED = 0


@dataclass(frozen=True, eq=False)
class Contributions:
    """values: float64 [columns of the encoder], in the target's unit or in probability; their sum is
    predicted − typical. orders: how many orders of the columns they are averaged over; 0 when every set was asked for.
    """

    names: tuple[str, ...]
    values: NDArray[np.float64]
    predicted: float
    typical: float
    orders: int

    def strongest(self, most: int) -> list[tuple[str, float]]:
        """The columns that add or take most, with how much; none that adds nothing."""
        order = np.argsort(-np.abs(self.values), kind="stable")[:most]
        return [(self.names[at], float(self.values[at])) for at in order if self.values[at]]


def typical_row(encoder: Encoder) -> NDArray[np.float32]:
    """float32 [width]: the middle number of each column, the shares of each category's levels."""
    parts = [
        np.array([(column.typical - column.center) / column.scale], np.float32)
        if isinstance(column, NumberEncoding)
        else column.lookup[-1]
        for column in encoder.columns
    ]
    return np.concatenate(parts)


def contributions(model: Model, row: NDArray[np.float32], of_class: int | None = None) -> Contributions:
    """What each column adds to the prediction of an encoded row, at once; see `explaining`."""
    return result_of(explaining(model, row, of_class))


def explaining(
    model: Model, row: NDArray[np.float32], of_class: int | None = None
) -> Iterator[Progress | Finished[Contributions]]:
    """What each column adds to the prediction of an encoded row, float32 [width].

    of_class: for classes, the index of the one whose probability is explained.
    """
    typical, columns = typical_row(model.encoder), model.encoder.columns
    differs = [bool((row[where] != typical[where]).any()) for where in model.encoder.slices]
    active = [where for where, other in zip(model.encoder.slices, differs, strict=True) if other]
    game = _Game(model, row, typical, active, of_class)
    orders = 0 if len(active) <= EXACT else _orders(game)
    added = np.zeros(len(active))
    if not orders:
        added = _over_all_sets(game)
    for drawn, found in _over_orders(game, orders):
        added += found
        yield Progress("explain", drawn, orders, "orders")
    values = np.zeros(len(columns))
    values[differs] = added
    ends = game.values(np.array([[True] * len(active), [False] * len(active)]))
    names = tuple(column.name for column in columns)
    yield Finished(Contributions(names, values, float(ends[0]), float(ends[1]), 2 * orders))


@dataclass(frozen=True, eq=False)
class _Game:
    model: Model
    row: NDArray[np.float32]
    typical: NDArray[np.float32]
    active: list[slice]
    of_class: int | None

    def values(self, sets: NDArray[np.bool_]) -> NDArray[np.float64]:
        """What the model says of each set, bool [sets, active columns], of the row's own cells."""
        mixed = np.repeat(self.typical[np.newaxis], len(sets), axis=0)
        for at, where in enumerate(self.active):
            mixed[np.flatnonzero(sets[:, at]), where] = self.row[where]
        predicted = predict_encoded(self.model, mixed)
        if predicted.probabilities is None:
            return predicted.values.astype(np.float64)
        assert self.of_class is not None, "classes need one whose probability is explained"
        return predicted.probabilities[:, self.of_class].astype(np.float64)


def _over_all_sets(game: _Game) -> NDArray[np.float64]:
    """float64 [active]: the sum over S without i of |S|! (d − |S| − 1)! / d! · (v(S ∪ i) − v(S))."""
    count = len(game.active)
    codes = np.arange(1 << count)
    sets = (codes[:, np.newaxis] >> np.arange(count)) & 1 == 1
    v, sizes = game.values(sets), sets.sum(axis=1)
    weights = [math.factorial(s) * math.factorial(count - s - 1) / math.factorial(count) for s in range(count)]
    found = np.zeros(count)
    for at in range(count):
        without = codes[~sets[:, at]]
        found[at] = np.sum(np.array(weights)[sizes[without]] * (v[without | (1 << at)] - v[without]))
    return found


def _cells(game: _Game) -> int:
    """Of the mixed rows of one order and its reverse."""
    return len(game.row) * 2 * (len(game.active) + 1)


def _orders(game: _Game) -> int:
    return max(FEWEST_ORDERS, min(ORDERS, MOST_CELLS // _cells(game)))


def _over_orders(game: _Game, orders: int) -> Iterator[tuple[int, NDArray[np.float64]]]:
    """How many orders are done, and float64 [active]: what columns add when they come in over the newest of them and
    their reverses, as a part of the average over all.
    """
    count = len(game.active)
    rng = np.random.Generator(np.random.PCG64(SEED))
    at_once = max(1, AT_ONCE_CELLS // _cells(game))
    for first in range(0, orders, at_once):
        drawn = np.array([rng.permutation(count) for _ in range(min(at_once, orders - first))])
        both = np.concatenate([drawn, drawn[:, ::-1]])
        places = np.argsort(both, axis=1)  # at which place of an order each column comes in
        sets = places[:, np.newaxis, :] < np.arange(count + 1)[np.newaxis, :, np.newaxis]
        v = game.values(sets.reshape(-1, count)).reshape(len(both), count + 1)
        found = np.zeros(count)
        np.add.at(found, both, np.diff(v, axis=1))
        yield first + len(drawn), found / (2 * orders)
