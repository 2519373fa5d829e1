"""The whole journey in the terminal, on the bundled sample: import, clean, train, judge, predict, export."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from bootstrap_venv import Venv, clean_environment

TARGET = "price"
ASK_FOLDER = "from core.base.folders import data_folder; print(data_folder())"


def take_journey(venv: Venv, sample: Path) -> int:
    """Run each verb as a person would type it, and say where the results lie; returns the exit code."""
    folder = results_folder(venv)
    project = folder / "house_prices.epochal"
    for title, arguments in journey(sample, folder, project):
        print(f"\n{title}\n$ epochal {' '.join(shown(argument) for argument in arguments)}", flush=True)
        done = subprocess.run([venv.script("epochal"), *arguments], env=clean_environment(), check=False)
        if done.returncode != 0:
            print(f"\nThe journey stopped here; what was made so far lies in {folder}", flush=True)
            return done.returncode
    print(f"\nThe results lie in {folder}:")
    for path in sorted(folder.iterdir()):
        print(f"  {path.name:<24} {path.stat().st_size:>10,} bytes")
    print(
        "\nThe same with a file of yours: python3 packaging/bootstrap.py run train FILE --target COLUMN -p NAME.epochal"
    )
    return 0


def journey(sample: Path, folder: Path, project: Path) -> list[tuple[str, list[str]]]:
    """Each step's title and the arguments of `epochal`. The results of an earlier journey are replaced."""
    data, name = str(sample), str(project)
    cleaned = ["-o", str(folder / "cleaned.csv"), "--save-recipe", str(folder / "recipe.json")]
    return [
        ("Look at the file", ["profile", data]),
        ("Clean it with the suggested rules", ["clean", data, *cleaned, "--force"]),
        ("Train a network", ["train", data, "--target", TARGET, "-p", name, "--force"]),
        ("Judge it on rows that it never saw", ["evaluate", name]),
        ("Predict every row and export", ["predict", name, data, "-o", str(folder / "predictions.xlsx"), "--force"]),
        ("The same as CSV", ["predict", name, data, "-o", str(folder / "predictions.csv"), "--force"]),
    ]


def results_folder(venv: Venv) -> Path:
    """A folder in Epochal's data folder; a temporary one where that can't be written."""
    asked = venv.call("-c", ASK_FOLDER)
    try:
        folder = Path(asked.stdout.strip() if asked.returncode == 0 else tempfile.gettempdir()) / "sample journey"
        folder.mkdir(exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            return folder
    except OSError:
        return Path(tempfile.mkdtemp(prefix="epochal-journey-"))


def shown(argument: str) -> str:
    """An argument as it's typed."""
    return f'"{argument}"' if " " in argument else argument
