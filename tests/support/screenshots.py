"""Drive the running program through its journey and picture every page: `python tests/support/screenshots.py OUT`.

Pictures are named <page>-<theme>-<width>x<height>.png. With --file and --target another table than the bundled
sample is used; with --sizes other windows; with --words longer or foreign words, to see what is cut. Fonts and pixels
differ between systems, so pictures are looked at, not compared.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SAMPLE = HOUSE / "resources" / "samples" / "diamonds.csv"
SIZES = ("1440x900", "1100x700")
MODES = ("light", "dark")


def main() -> int:
    """Take the pictures; returns the exit code."""
    parser = argparse.ArgumentParser(description="Picture every page of the running program.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--file", type=Path, default=SAMPLE)
    parser.add_argument("--target", default="price")
    parser.add_argument("--sizes", nargs="+", default=SIZES)
    parser.add_argument("--modes", nargs="+", default=MODES)
    parser.add_argument("--words", choices=("longer", "chinese"), help="see pseudo_words.py")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        keep_kernels()
        os.environ["EPOCHAL_HOME"] = home
        picture_journey(arguments)
    return 0


def keep_kernels() -> None:
    """Use the person's compiled kernels, though everything else is in a folder of this run."""
    from core.base.folders import numba_cache_folder

    os.environ.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))


def picture_journey(arguments: argparse.Namespace) -> None:
    """Welcome, empty states, a whole journey, and an error."""
    from PySide6.QtWidgets import QApplication
    from window_driver import driven

    app = QApplication([])
    if arguments.words:
        from pseudo_words import LANGUAGES

        app.installTranslator(LANGUAGES[arguments.words](app))
    with driven(app) as driver:
        camera = Camera(driver, arguments)
        driver.settle(1.5)
        camera.take("welcome")
        driver.do("new_project")
        driver.wait_open()
        for key in ("data", "clean", "train", "evaluate", "explain", "predict", "models", "monitor"):
            driver.go(key)
            camera.take(f"{key}-empty")
        driver.drop(arguments.file)
        driver.wait(lambda: driver.session.table is not None and not driver.session.counting)
        driver.session.choose_target(arguments.target)
        driver.wait(lambda: driver.session.document.target == arguments.target and not driver.session.counting)
        driver.settle(1)
        for key in ("data", "clean", "train"):
            driver.go(key)
            camera.take(key)
        driver.train()
        document = driver.session.document
        driver.session.edit(
            document.with_preset("thorough").with_settings({"epochs": "5000", "patience": "5000"}), "settings"
        )
        driver.wait(lambda: not driver.session.counting)
        driver.do("start_run")
        driver.wait(lambda: driver.session.live_run and len(driver.session.live_run.epochs) > 12)
        driver.do("pause_run")
        driver.settle(0.5)
        camera.take("train-paused")
        driver.do("pause_run")
        driver.settle(0.5)
        driver.do("stop_run")
        driver.wait(lambda: not driver.session.training)
        camera.take("train-done")
        driver.go("evaluate")
        camera.take("evaluate")
        page = driver.go("predict")
        page.predict(arguments.file)
        driver.wait(lambda: page.work.shown is not None)
        camera.take("predict")
        bad = Path(os.environ["EPOCHAL_HOME"]) / "broken.xlsx"
        bad.write_bytes(b"PK\x03\x04 not a workbook")
        page.predict(bad)
        driver.wait(lambda: page.notice.isVisible())
        camera.take("predict-error")


class Camera:
    """Takes a picture in each size and theme."""

    def __init__(self, driver: object, arguments: argparse.Namespace) -> None:
        self.driver, self.out = driver, arguments.out
        self.modes = arguments.modes
        self.sizes = [tuple(map(int, size.split("x"))) for size in arguments.sizes]

    def take(self, name: str) -> None:
        """Look at what is shown now."""
        window, theme = self.driver.window, self.driver.program.theme
        for width, height in self.sizes:
            window.resize(width, height)
            for mode in self.modes:
                theme.set_mode(mode)
                self.driver.settle(0.35)
                window.grab().save(str(self.out / f"{name}-{mode}-{width}x{height}.png"))
        window.resize(*self.sizes[0])
        self.driver.settle(0.1)


if __name__ == "__main__":
    sys.exit(main())
