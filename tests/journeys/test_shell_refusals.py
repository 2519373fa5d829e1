"""Bad input: one sentence that says what, where and what next; the right exit code; nothing lost."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from shell import HOUSE, Answer, inside

from core.cli.main import main

QUICK = ("--preset", "quick", "--set", "epochs=1")


def table(path: Path, text: str) -> Path:
    path.write_text(text)
    return path


def refused(answer: Answer, code: int = 1) -> str:
    """The sentence of a refusal, checked for its form."""
    assert answer.code == code, (answer.events[-1:], answer.err)
    assert answer.last["event"] == "failed"
    message = answer.last["message"]
    assert message.endswith(".") and "Traceback" not in answer.err and len(message) > 20
    return str(message)


def rows(count: int) -> str:
    return "a,b,y\n" + "".join(f"{i * 5 % 13},{i * 7 % 11},{i * 2}\n" for i in range(count))


@pytest.fixture
def good(tmp_path: Path) -> Path:
    return table(tmp_path / "good.csv", rows(120))


@pytest.fixture
def project(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "made.epochal"
    answer = inside(capsys, "train", good, "--target", "y", "-p", path, *QUICK)
    assert answer.code == 0, answer.err
    return path


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("header.csv", b"a,b,c\n", "no rows"),
        ("photo.csv", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "photo.csv"),
        ("broken.xlsx", b"PK\x03\x04 not really a workbook", "broken.xlsx"),
        ("broken.parquet", b"PAR1 not really parquet PAR1", "broken.parquet"),
    ],
)
def test_that_an_unreadable_file_gets_a_sentence(
    name: str, content: bytes, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert said in refused(inside(capsys, "profile", file))
    assert file.read_bytes() == content


def test_that_a_folder_and_a_missing_file_get_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "folder" in refused(inside(capsys, "profile", tmp_path))
    refused(inside(capsys, "profile", tmp_path / "nowhere.csv"))


def test_that_ragged_rows_are_set_aside_and_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path / "ragged.csv", "a,b\n1,2\n3\n4,5,6\n7,8\n")
    answer = inside(capsys, "profile", file)
    assert answer.code == 0
    assert answer.last["rows"] == 2
    assert [row["source_row"] for row in answer.last["rejected"]] == [2, 3]
    assert [row["line"] for row in answer.last["rejected"]] == [3, 4]
    assert answer.of("warned")


@pytest.mark.parametrize(
    "text",
    ["a,y\n" + "1,5\n" * 30, "a,y\n" + "1,\n" * 30],
    ids=["one value", "only blanks"],
)
def test_that_a_useless_target_is_refused(text: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = table(tmp_path / "t.csv", text)
    message = refused(inside(capsys, "train", file, "--target", "y", "-p", tmp_path / "p.epochal", *QUICK))
    assert "y" in message


def test_that_blanks_in_the_target_are_set_aside_and_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = rows(100) + "1,2,\n3,4,\n"
    file, path = table(tmp_path / "t.csv", text), tmp_path / "p.epochal"
    answer = inside(capsys, "train", file, "--target", "y", "-p", path, "--recipe", "none", *QUICK)
    assert answer.code == 0, answer.err
    counts = answer.last["rows"]
    assert counts["set_aside"] == 2 and sum(counts.values()) == 102
    assert any(event["code"] == "flow.rows_without_target" for event in answer.of("warned"))


def test_that_ignoring_every_column_is_refused(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    message = refused(
        inside(capsys, "train", good, "--target", "y", "--ignore", "a", "--ignore", "b", "-p", tmp_path / "p.epochal")
    )
    assert "column" in message


def test_that_wrong_names_are_refused_with_the_right_ones(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = refused(inside(capsys, "train", good, "--target", "prize", "-p", tmp_path / "p.epochal"))
    assert "prize" in message and "“a”, “b”, “y”" in message
    assert not (tmp_path / "p.epochal").exists()


def test_that_a_missing_column_at_prediction_is_refused_or_imputed(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = table(tmp_path / "new.csv", "a\n1\n2\n"), tmp_path / "out.csv"
    message = refused(inside(capsys, "predict", project, file, "-o", out))
    assert "“b”" in message and not out.exists()
    answer = inside(capsys, "predict", project, file, "-o", out, "--missing-columns", "impute")
    assert answer.code == 0, answer.err
    assert answer.last["check"] == 2
    assert pd.read_csv(out)["prediction"].notna().all()


def test_that_text_in_a_number_column_is_said_by_row(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, out = table(tmp_path / "new.csv", "a,b\n1,2\nabc,3\n4,900\n"), tmp_path / "out.csv"
    answer = inside(capsys, "predict", project, file, "-o", out)
    assert answer.code == 0, answer.err
    statuses = pd.read_csv(out)["status"]
    assert statuses[0] == "ok"
    assert "abc" in statuses[1] and not statuses[1].startswith("ok")
    assert statuses[2].startswith("check: ")
    assert answer.last["rows"] == 3


def test_that_an_unseen_category_is_checked_not_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "kind,a,y\n" + "".join(f"{'xyz'[i % 3]},{i},{i % 3 * 10 + i % 2}\n" for i in range(150))
    path, out = tmp_path / "p.epochal", tmp_path / "out.csv"
    assert inside(capsys, "train", table(tmp_path / "t.csv", text), "--target", "y", "-p", path,
                  "--task", "regression", *QUICK).code == 0  # fmt: skip
    new = table(tmp_path / "new.csv", "kind,a\nx,1\nnew,2\n")
    assert inside(capsys, "predict", path, new, "-o", out).last["check"] == 1
    statuses = pd.read_csv(out)["status"]
    assert statuses[0] == "ok" and "new" in statuses[1] and statuses[1].startswith("check")


def test_that_a_project_cut_short_is_refused(project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = tmp_path / "cut.epochal"
    cut.write_bytes(project.read_bytes()[: project.stat().st_size // 2])
    before = cut.read_bytes()
    assert "cut.epochal" in refused(inside(capsys, "info", cut)) or inside(capsys, "verify", cut).code == 1
    refused(inside(capsys, "verify", cut))
    assert cut.read_bytes() == before


def test_that_a_newer_project_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = bytearray(project.read_bytes())
    data[60:64] = (9999).to_bytes(4, "big")  # SQLite's user version, sqlite.org/fileformat2.html, section 1.3
    project.write_bytes(bytes(data))
    assert "newer" in refused(inside(capsys, "info", project))


def test_that_an_existing_output_is_kept(project: Path, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = good.read_bytes()
    refused(inside(capsys, "predict", project, good, "-o", good))
    assert good.read_bytes() == before
    refused(inside(capsys, "train", good, "--target", "y", "-p", project))


@pytest.mark.parametrize(
    ("pair", "said"),
    [("epochs=0", "epochs"), ("epochs=many", "epochs"), ("nonsense=1", "nonsense"), ("members=3", "members"),
     ("learning_rate=-1", "learning_rate"), ("epochs", "KEY=VALUE")],
)  # fmt: skip
def test_that_a_wrong_setting_is_refused_before_a_project_is_made(
    pair: str, said: str, good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.epochal"
    answer = inside(capsys, "train", good, "--target", "y", "-p", path, "--set", pair)
    assert said in refused(answer, answer.code) and answer.code in (1, 2)
    assert not path.exists()


def test_that_verbs_of_later_versions_say_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert "not there yet" in refused(inside(capsys, "serve", "p.epochal"), 2)
    refused(inside(capsys, "dance"), 2)
    refused(inside(capsys, "predict"), 2)


def test_that_settings_and_doctor_answer(capsys: pytest.CaptureFixture[str]) -> None:
    declared = {setting["key"] for setting in inside(capsys, "settings").last["settings"]}
    assert {"epochs", "batch_size", "layers", "optimiser", "learning_rate", "validation", "test"} <= declared
    assert inside(capsys, "doctor").last["wrong"] == 0


def test_that_training_without_test_or_validation_rows_leaves_a_model(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, without = tmp_path / "p.epochal", ("--set", "test=0", "--set", "validation=0")
    assert inside(capsys, "train", good, "--target", "y", "-p", path, *QUICK, *without).code == 0
    assert inside(capsys, "predict", path, good, "-o", tmp_path / "o.csv").last["ok"] == 120
    assert "no test rows" in refused(inside(capsys, "evaluate", path))
    assert inside(capsys, "evaluate", path, "--on", good).last["rows"] == 120


def test_that_a_run_that_cannot_begin_leaves_everything_as_it_was(
    good: Path, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    constant = table(tmp_path / "constant.csv", "a,y\n" + "1,5\n" * 30)
    refused(inside(capsys, "train", constant, "--target", "y", "-p", tmp_path / "new.epochal"))
    assert not (tmp_path / "new.epochal").exists()
    before = project.read_bytes()
    refused(inside(capsys, "train", constant, "--target", "y", "-p", project, "--force"))
    refused(inside(capsys, "train", project, "--ignore", "a", "--ignore", "b"))
    assert project.read_bytes() == before


def test_that_no_threads_are_refused(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = inside(capsys, "train", good, "--target", "y", "-p", tmp_path / "p.epochal", "--threads", "0")
    assert "thread" in refused(answer, 2)


def test_that_a_seed_that_could_not_be_read_back_is_refused(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "seed" in refused(inside(capsys, "train", project, "--seed", 10**23), 2)
    assert inside(capsys, "info", project).code == 0


@pytest.mark.parametrize(
    ("output", "said"), [("out.txt", "“.txt”"), ("nowhere/out.csv", "doesn't exist"), ("taken.csv", "--force")]
)
def test_that_an_output_is_refused_before_any_work(
    output: str, said: str, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table(tmp_path / "taken.csv", "kept")
    for answer in (
        inside(capsys, "predict", project, tmp_path / "unread.csv", "-o", tmp_path / output),
        inside(capsys, "evaluate", project, "--on", tmp_path / "unread.csv", "--predictions", tmp_path / output),
        inside(capsys, "clean", tmp_path / "unread.csv", "-o", tmp_path / output),
    ):
        assert said in refused(answer)
    assert (tmp_path / "taken.csv").read_text() == "kept"


def test_that_two_results_need_two_files(good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "out.csv"
    assert "same file" in refused(inside(capsys, "clean", good, "-o", out, "--report", out), 2)
    assert not out.exists()


@pytest.mark.parametrize("option", ["--version", "--receipts"])
def test_that_options_of_later_versions_say_so(option: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"{option}` is not there yet" in refused(inside(capsys, "predict", "p.epochal", "f.csv", option, "1"), 2)


def test_that_a_recipe_written_by_hand_is_read_or_its_place_is_told(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    steps = '{"epochal_recipe": 1, "steps": [{"rule": "%s", "columns": ["a"]}]}'
    by_hand = tmp_path / "recipe.json"
    by_hand.write_text(steps % "drop_missing", encoding="utf-8-sig")  # as Notepad saves it
    assert inside(capsys, "train", project, "--recipe", by_hand, "--set", "epochs=1").code == 0
    for text in (steps % "drop_it", "[]", "[" * 100_000, "{"):
        by_hand.write_text(text)
        assert "recipe.json" in refused(inside(capsys, "train", project, "--recipe", by_hand))


def test_that_classes_that_hardly_repeat_are_said_to_be_so(
    good: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = refused(
        inside(capsys, "train", good, "--target", "y", "-p", tmp_path / "p.epochal", "--task", "multiclass")
    )
    assert "No class" in message


def test_that_numbers_too_large_to_reckon_with_are_said_to_be_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    huge = table(tmp_path / "huge.csv", "a,y\n" + "".join(f"{i},{i}\n" for i in range(50)) + "3,1e308\n")
    message = refused(inside(capsys, "train", huge, "--target", "y", "-p", tmp_path / "p.epochal"))
    assert message.startswith("1 value of “y” is too large")


def test_that_many_missing_columns_are_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names = [f"c{i}" for i in range(60)]
    lines = [",".join([*names, "y"]), *(",".join(str((i * j) % 17) for j in range(61)) for i in range(1, 80))]
    path = tmp_path / "p.epochal"
    wide = table(tmp_path / "wide.csv", "\n".join(lines))
    assert inside(capsys, "train", wide, "--target", "y", "-p", path, "--recipe", "none", *QUICK).code == 0
    message = refused(inside(capsys, "predict", path, table(tmp_path / "n.csv", "q\n1\n"), "-o", tmp_path / "o.csv"))
    assert "and 48 more" in message and "--missing-columns impute" in message


@pytest.mark.skipif(os.name == "nt", reason="Windows has only Unicode names")
def test_that_names_that_are_not_unicode_are_no_obstacle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.csv"))
    try:
        table(odd, rows(60))
    except OSError:
        pytest.skip("this disk takes Unicode names only")
    assert inside(capsys, "train", odd, "--target", "y", "-p", tmp_path / "p.epochal", *QUICK).code == 0
    assert "rename" in refused(inside(capsys, "train", odd, "--target", "y", "-p", odd.with_suffix(".epochal"), *QUICK))


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_that_output_that_cannot_be_printed_is_a_sentence() -> None:
    for more in ([], ["--json"]):
        command = [sys.executable, "-m", "gui", "settings", *more]
        with Path("/dev/full").open("w") as full:
            done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, cwd=HOUSE, check=False)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1), done.stderr
        assert "can't be printed" in done.stderr


def test_that_one_row_is_not_spoken_of_as_rows(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = table(tmp_path / "one.csv", "a,b\n3,4\n")
    capsys.readouterr()
    assert main(["predict", str(project), str(one), "-o", str(tmp_path / "o.csv")]) == 0
    assert capsys.readouterr().out.startswith("1 row predicted by run 1: 1 ok, 0 to check, 0 failed\n")


def test_that_a_run_that_diverges_at_once_is_a_failure_with_a_way_out(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wild = ("optimiser=gradient_descent", "learning_rate=100", "scaling=none", "layers=none", "batch_size=1")
    answer = inside(capsys, "train", project, *(part for pair in wild for part in ("--set", pair)))
    assert "learning_rate" in refused(answer)
    assert answer.of("warned")[-1]["code"] == "training.diverged_at_once"
    assert [run["status"] for run in inside(capsys, "runs", project).last["runs"]] == ["done", "diverged"]


def test_that_a_rule_about_a_column_that_is_not_there_is_told(
    good: Path, project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    by_hand = tmp_path / "recipe.json"
    steps = [{"rule": "keep_range", "column": "are", "low": 0}, {"rule": "drop_missing", "columns": ["a", "are"]}]
    by_hand.write_text(json.dumps({"epochal_recipe": 1, "steps": steps}))
    for answer in (
        inside(capsys, "train", project, "--recipe", by_hand, "--set", "epochs=1"),
        inside(capsys, "clean", good, "-o", tmp_path / "c.csv", "--recipe", by_hand),
    ):
        assert answer.code == 0
        told = [event["message"] for event in answer.of("warned") if "has no are" in event["message"]]
        assert len(told) == 1 and "rule 1 (keep_range)" in told[0]
    inside(capsys, "train", project, "--recipe", "suggested", "--set", "epochs=1")
    quiet = inside(capsys, "train", project, "--ignore", "b", "--set", "epochs=1")
    assert not [event for event in quiet.of("warned") if event["code"].startswith("cleaning.")]
