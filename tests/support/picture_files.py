"""Files for scenes: the bundled samples, and the same with what goes wrong in real ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
DIAMONDS, CREDIT, CANCER = SAMPLES / "diamonds.csv", SAMPLES / "credit_data.csv", SAMPLES / "breast_cancer.csv"
JOBS, HOUSES = SAMPLES / "hpc_data.csv", SAMPLES / "house_price_data.csv"


def untidy_csv(folder: Path, rows: int = 6000) -> Path:
    """Diamonds as somebody may have kept them: spellings, blanks, amounts as text, twins, and two broken lines."""
    rng = np.random.default_rng(2)
    frame = pd.read_csv(DIAMONDS).head(rows)
    price = frame["price"].astype(object)
    text = rng.random(rows) < 0.02
    price[text] = [f"${value:,}" for value in frame["price"][text]]
    frame["price"] = price.mask(rng.random(rows) < 0.001)
    cut = frame["cut"].astype(object)
    for change in (str.upper, str.lower, lambda word: word + " "):
        some = rng.random(rows) < 0.02
        cut[some] = [change(word) for word in cut[some]]
    frame["cut"] = cut
    frame["depth"] = frame["depth"].mask(rng.random(rows) < 0.02)
    frame["table"] = frame["table"].mask(rng.random(rows) < 0.034)
    frame["clarity"] = frame["clarity"].mask(rng.random(rows) < 0.008)
    frame.insert(0, "stone_id", [f"D-{10_000 + at}" for at in range(rows)])
    frame["listed"] = pd.date_range("2024-03-01", periods=rows, freq="h").strftime("%Y-%m-%d")
    frame = pd.concat([frame, frame.sample(26, random_state=1)])
    path = folder / "stones untidy.csv"
    lines = frame.to_csv(index=False).splitlines()
    lines[1820] += ",see note, resized"
    lines[4100] += ",ring"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def tidy_csv(folder: Path) -> Path:
    """Nothing to clean."""
    rng = np.random.default_rng(3)
    width, depth = rng.uniform(1, 9, 400), rng.uniform(1, 5, 400)
    frame = pd.DataFrame({"width": width, "depth": depth, "weight": 3 * width + depth + rng.normal(0, 0.2, 400)})
    path = folder / "boxes.csv"
    frame.round(3).to_csv(path, index=False)
    return path


def noisy_csv(folder: Path) -> Path:
    """Ninety rows that a large network learns by heart."""
    rng = np.random.default_rng(5)
    columns = rng.normal(size=(90, 6))
    frame = pd.DataFrame(columns, columns=list("abcdef"))
    frame["y"] = columns.sum(axis=1) + rng.normal(size=90) * 2
    path = folder / "ninety rows.csv"
    frame.round(4).to_csv(path, index=False)
    return path


def long_csv(folder: Path, times: int = 40) -> Path:
    """More rows than are read in a moment."""
    header, _, body = DIAMONDS.read_text(encoding="utf-8").partition("\n")
    path = folder / "stones of all years.csv"
    with path.open("w", encoding="utf-8") as stream:
        stream.write(header + "\n")
        for _ in range(times):
            stream.write(body)
    return path


def new_stones_csv(folder: Path) -> Path:
    """Rows to predict: other names, a grade that nobody has seen, sizes beyond what was learned, blanks."""
    frame = pd.read_csv(DIAMONDS).sample(409, random_state=4).drop(columns="price").reset_index(drop=True)
    frame.insert(0, "offer", [f"O-{700 + at}" for at in range(len(frame))])
    frame["clarity"] = frame["clarity"].astype(object)
    frame.loc[[3, 40, 220], "clarity"] = "FL"
    frame.loc[[7, 90], "carat"] = [7.4, 9.1]
    frame.loc[[12, 13, 300], "depth"] = np.nan
    frame["x"] = frame["x"].astype(object)
    frame.loc[[21], "x"] = "about 5"
    path = folder / "offers in May.csv"
    frame.rename(columns={"color": "Colour", "carat": "carats"}).to_csv(path, index=False)
    return path
