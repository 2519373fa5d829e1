"""Make resources/samples anew: the generated house prices, scikit-learn's breast cancer, and R tables given a folder.

    python packaging/make_samples.py [FOLDER with diamonds.csv, credit_data.csv, hpc_data.csv, chicago_ridership.csv]

The house prices come from a fixed seed, so that the file is the same wherever it is made.
"""

from __future__ import annotations

import csv
import shutil
import sys
from pathlib import Path

import numpy as np

SAMPLES = Path(__file__).resolve().parent.parent / "resources" / "samples"
COPIED = ("diamonds.csv", "credit_data.csv", "hpc_data.csv", "chicago_ridership.csv")
SEED, ROWS = 20261124, 500
BASE_PRICE, PRICE_PER_SQUARE_METRE, NOISE = 38_000.0, 2_150.0, 24_000.0
BLANK_AREAS, BLANK_PRICES, TEXT_AREAS, TEXT_PRICES = 12, 9, 4, 3
IMPOSSIBLE_AREAS = ("0", "0", "-75", "0", "-112", "0", "-1", "-90")


def house_prices() -> list[list[str]]:
    """Rows of area (square metres) and price: linear with noise, then spoilt as people's files are."""
    draw = np.random.Generator(np.random.PCG64(SEED))
    area = np.clip(draw.normal(118.0, 36.0, ROWS), 34.0, 260.0).round(1)
    price = BASE_PRICE + PRICE_PER_SQUARE_METRE * area + draw.normal(0.0, NOISE, ROWS)
    rows = [
        [f"{a:.1f}".removesuffix(".0"), str(round(p, -2)).removesuffix(".0")] for a, p in zip(area, price, strict=True)
    ]
    spoilt = iter(draw.permutation(ROWS))
    for _ in range(BLANK_AREAS):
        rows[next(spoilt)][0] = ""
    for _ in range(BLANK_PRICES):
        rows[next(spoilt)][1] = ""
    for impossible in IMPOSSIBLE_AREAS:
        rows[next(spoilt)][0] = impossible
    for _ in range(TEXT_AREAS):
        rows[next(spoilt)][0] = "n/a"
    for _ in range(TEXT_PRICES):
        rows[next(spoilt)][1] = "unknown"
    return rows


def breast_cancer() -> tuple[list[str], list[list[str]]]:
    """scikit-learn's copy of the Wisconsin table: 30 measurements of a cell nucleus and the diagnosis."""
    from sklearn.datasets import load_breast_cancer

    loaded = load_breast_cancer()
    header = [name.replace(" ", "_") for name in loaded.feature_names]
    names = list(loaded.target_names)
    rows = [[*(repr(float(x)) for x in row), names[y]] for row, y in zip(loaded.data, loaded.target, strict=True)]
    return [*header, "diagnosis"], rows


def write(name: str, header: list[str], rows: list[list[str]]) -> None:
    """One CSV file, UTF-8, lines ending in LF."""
    with (SAMPLES / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])


def main(arguments: list[str]) -> None:
    """Write the made files, and copy the others when their folder is given."""
    write("house_price_data.csv", ["area", "price"], house_prices())
    write("breast_cancer.csv", *breast_cancer())
    for name in COPIED if arguments else ():
        shutil.copyfile(Path(arguments[0]) / name, SAMPLES / name)


if __name__ == "__main__":
    main(sys.argv[1:])
