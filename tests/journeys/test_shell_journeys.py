"""From a file to exported predictions through the command line, as a subprocess."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from real_data import real_file
from shell import inside, shell
from sklearn.linear_model import LinearRegression

from core.features.split import draw_parts

SAMPLES = Path(__file__).resolve().parents[2] / "resources" / "samples"
CLASSIC = ("layers=none", "optimiser=gradient_descent", "batch_size=all", "validation=0", "epochs=3000",
           "learning_rate=0.5", "scaling=minmax", "test=0.2")  # fmt: skip


def settings(*pairs: str) -> list[str]:
    return [part for pair in pairs for part in ("--set", pair)]


def classic_recipe(path: Path, area: str = "area", price: str = "price") -> Path:
    """Drop missing, to number, keep area > 0: the rules of the classic one-variable example."""
    steps = [
        {"rule": "convert", "columns": [area, price], "to": "number"},
        {"rule": "drop_missing", "columns": [area, price]},
        {"rule": "keep_range", "column": area, "low": 0, "include_low": False},
    ]
    path.write_text(json.dumps({"epochal_recipe": 1, "steps": steps}))
    return path


def linear_mse(frame: pd.DataFrame, seed: int) -> float:
    """LinearRegression's test error on the very rows that Epochal draws."""
    frame = frame.assign(source_row=np.arange(1, len(frame) + 1))
    parts = draw_parts(frame["source_row"].to_numpy(), seed, 0.2, 0.0)
    for name in ("area", "price"):
        frame[name] = pd.to_numeric(frame[name], errors="coerce")
    frame = frame[frame[["area", "price"]].notna().all(axis=1) & (frame["area"] > 0)]
    train = frame[frame["source_row"].isin(parts.training)]
    test = frame[frame["source_row"].isin(parts.test)]
    model = LinearRegression().fit(train[["area"]], train["price"])
    return float(((model.predict(test[["area"]]) - test["price"]) ** 2).mean())


@pytest.mark.parametrize("name", ["house_price_data.csv", "ames.csv"])
def test_that_the_classic_example_reaches_least_squares(name: str, tmp_path: Path) -> None:
    file = SAMPLES / name if name.startswith("house") else real_file(name)
    frame = pd.read_csv(file)[["area", "price"]]
    small = tmp_path / "two_columns.csv"
    frame.to_csv(small, index=False)
    recipe = classic_recipe(tmp_path / "recipe.json")
    answer = shell("train", small, "--target", "price", "-p", tmp_path / "classic.epochal", "--recipe", recipe,
                   "--seed", 42, *settings(*CLASSIC))  # fmt: skip
    reached = answer.last["metrics"]["test"]["mse"]
    assert reached == pytest.approx(linear_mse(frame, 42), rel=1e-3)
    assert reached == pytest.approx(answer.last["metrics"]["baselines"]["linear"]["mse"], rel=1e-3)


def test_the_main_journey_on_the_bundled_sample(tmp_path: Path) -> None:
    file, project, out = SAMPLES / "credit_data.csv", tmp_path / "credit.epochal", tmp_path / "credit.xlsx"
    profile = shell("profile", file).last
    assert profile["rows"] == 4454
    trained = shell("train", file, "--target", "Status", "-p", project, "--preset", "quick")
    assert trained.last["metrics"]["test"]["roc_auc"] > 0.7
    assert set(trained.last["metrics"]["baselines"]) >= {"constant", "linear"}
    assert [event["epoch"] for event in trained.of("epoch")] == list(range(1, trained.last["epochs"] + 1))
    judged = shell("evaluate", project, "--predictions", tmp_path / "judged.csv").last
    assert judged["metrics"]["test"] == trained.last["metrics"]["test"]
    assert len(pd.read_csv(tmp_path / "judged.csv")) == judged["rows"]
    predicted = shell("predict", project, file, "-o", out).last
    frame = pd.read_excel(out, engine="calamine")
    assert predicted["rows"] == len(frame) == 4454
    assert predicted["digest"] == trained.last["digest"]
    np.testing.assert_allclose(frame["probability_bad"] + frame["probability_good"], 1, atol=1e-5)
    assert shell("info", project).last["runs"] == 1


def test_that_ames_beats_the_straight_line(tmp_path: Path) -> None:
    file, project = real_file("ames.csv"), tmp_path / "ames.epochal"
    trained = shell("train", file, "--target", "price", "-p", project, "--ignore", "Order", "--ignore", "PID").last
    assert trained["metrics"]["test"]["r2"] > trained["metrics"]["baselines"]["linear"]["r2"]
    predicted = shell("predict", project, file, "-o", tmp_path / "ames.xlsx").last
    assert predicted["rows"] == 2930 and predicted["failed"] == 0


@pytest.mark.parametrize(
    ("name", "target", "metric", "least"),
    [
        ("hpc_data.csv", "class", "accuracy", 0.6),
        ("diamonds.csv", "price", "r2", 0.95),
        ("chicago_ridership.csv", "ridership", "r2", 0.8),
    ],
)
def test_that_the_bundled_tables_train(name: str, target: str, metric: str, least: float, tmp_path: Path) -> None:
    answer = shell("train", SAMPLES / name, "--target", target, "-p", tmp_path / "p.epochal", "--preset", "quick")
    assert answer.last["metrics"]["test"][metric] > least


def test_that_a_table_gives_the_same_digest_from_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frame = pd.read_csv(SAMPLES / "credit_data.csv").head(1200)
    frame.loc[3, "Job"] = "Café-Betreiber"
    frame.to_csv(tmp_path / "utf8.csv", index=False, encoding="utf-8")
    frame.to_csv(tmp_path / "utf16.csv", index=False, encoding="utf-16")
    frame.to_csv(tmp_path / "latin1.csv", index=False, encoding="latin-1", sep=";", decimal=",")
    frame.to_excel(tmp_path / "book.xlsx", index=False)
    frame.to_parquet(tmp_path / "table.parquet", index=False)
    digests = {}
    for file in ("utf8.csv", "utf16.csv", "latin1.csv", "book.xlsx", "table.parquet"):
        answer = inside(
            capsys, "train", tmp_path / file, "--target", "Status", "-p", tmp_path / f"{file}.epochal",
            "--preset", "quick", "--set", "epochs=2",
        )  # fmt: skip
        assert answer.code == 0, answer.err
        digests[file] = answer.last["digest"]
    assert len(set(digests.values())) == 1, digests


def test_that_threads_do_not_change_a_bit(tmp_path: Path) -> None:
    digests = [
        shell("train", SAMPLES / "diamonds.csv", "--target", "price", "-p", tmp_path / f"{threads}.epochal",
              "--threads", threads, "--preset", "quick", "--set", "epochs=2").last["digest"]
        for threads in (1, 2)
    ]  # fmt: skip
    assert digests[0] == digests[1]


def test_that_another_run_joins_the_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, project = SAMPLES / "credit_data.csv", tmp_path / "p.epochal"
    quick = ("--preset", "quick", *settings("epochs=2"))
    assert inside(capsys, "train", file, "--target", "Status", "-p", project, *quick).code == 0
    again = inside(capsys, "train", project, *settings("layers=8"))
    assert again.code == 0, again.err
    assert again.last["run"] == 2
    back = inside(capsys, "train", project, *settings("layers="))
    assert back.last["digest"] == inside(capsys, "runs", project).last["runs"][0]["digest"]
    runs = inside(capsys, "runs", project).last["runs"]
    assert [run["run"] for run in runs] == [1, 2, 3]
    assert inside(capsys, "verify", project).code == 0


def test_that_cleaning_reports_and_rejects_by_source_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    recipe = classic_recipe(tmp_path / "recipe.json")
    answer = inside(
        capsys, "clean", SAMPLES / "house_price_data.csv", "-o", tmp_path / "clean.csv", "--recipe", recipe,
        "--report", tmp_path / "report.json", "--rejected", tmp_path / "rejected.csv",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    raw = pd.read_csv(SAMPLES / "house_price_data.csv")
    clean, rejected = pd.read_csv(tmp_path / "clean.csv"), pd.read_csv(tmp_path / "rejected.csv")
    assert len(raw) == len(clean) + len(rejected)
    assert (clean["area"] > 0).all()
    assert rejected["source_row"].is_unique
    assert json.loads((tmp_path / "report.json").read_text())["rows_out"] == len(clean)


def test_that_a_threshold_is_looked_at_chosen_and_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, project, out = SAMPLES / "credit_data.csv", tmp_path / "p.epochal", tmp_path / "out.csv"
    quick = ("--preset", "quick", *settings("epochs=3"))
    assert inside(capsys, "train", file, "--target", "Status", "-p", project, *quick).code == 0
    usual = inside(capsys, "evaluate", project).last
    assert usual["threshold"] == 0.5
    looked = inside(capsys, "evaluate", project, "--threshold", "0.2").last
    assert looked["threshold"] == 0.2 and looked["metrics"]["test"]["recall"] > usual["metrics"]["test"]["recall"]
    assert looked["metrics"]["validation"] != usual["metrics"]["validation"]
    assert inside(capsys, "evaluate", project).last == usual
    chosen = inside(capsys, "evaluate", project, "--prices", "20:1", "--use-threshold").last
    assert 0 < chosen["threshold"] < 0.5
    assert inside(capsys, "evaluate", project).last == chosen
    assert inside(capsys, "runs", project).last["runs"][0]["threshold"] == chosen["threshold"]
    predicted = inside(capsys, "predict", project, file, "-o", out).last
    assert predicted["threshold"] == chosen["threshold"]
    frame = pd.read_csv(out)
    frame = frame[~frame["status"].str.startswith("failed")]
    assert ((frame["prediction"] == "bad") == (frame["probability_bad"] >= chosen["threshold"])).all()
    back = inside(capsys, "evaluate", project, "--threshold", "0.5", "--use-threshold").last
    assert back == usual
    for wrong in (
        ("--threshold", "1.5"),
        ("--threshold", "much"),
        ("--prices", "20"),
        ("--prices", "-1:1"),
        ("--use-threshold",),
    ):
        assert inside(capsys, "evaluate", project, *wrong).code == 2
