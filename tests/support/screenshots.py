"""Drive the running program and picture every page in every state: `python tests/support/screenshots.py OUT`.

Pictures are named <state>-<theme>-<width>x<height>.png, and OUT/sheets holds all pictures of a state side by side. A
scene is a walk through the program with pictures on the way (picture_scenes*.py); --only takes some of them, --sizes
and --modes fewer of each. With --file and --target another table than the bundled samples walks the whole way.
--text 150 shows everything larger, as the settings do; --words longer or foreign words, to see what is cut. Fonts and
pixels differ between systems, so pictures are looked at, not compared.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(HOUSE), str(HOUSE / "tests" / "support")]
SIZES = ("1440x900", "1100x700", "2560x1440")
MODES = ("light", "dark")
SCREEN = {"name": "desk", "width": 2560, "height": 1600, "logicalDpi": 96, "dpr": 1.0}


def main() -> int:
    """Take the pictures; returns the exit code."""
    arguments = asked()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        keep_kernels()
        os.environ["EPOCHAL_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", f"offscreen:configfile={large_screen(Path(home))}")
        return 1 if play(arguments) else 0


def asked() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description="Picture every page and state of the running program.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="+", metavar="SCENE", help="scenes to play; an unknown name lists them")
    parser.add_argument("--file", type=Path, help="walk the whole way with this table instead")
    parser.add_argument("--target", default="price")
    parser.add_argument("--sizes", nargs="+", default=SIZES)
    parser.add_argument("--modes", nargs="+", default=MODES)
    parser.add_argument("--text", type=int, default=100, help="size of text in percent, see gui/text_size.py")
    parser.add_argument("--words", choices=("longer", "chinese"), help="see pseudo_words.py")
    return parser.parse_args()


def keep_kernels() -> None:
    """Use the person's compiled kernels, though everything else is in a folder of this run."""
    from core.base.folders import numba_cache_folder

    os.environ.setdefault("EPOCHAL_NUMBA_CACHE", str(numba_cache_folder()))


def large_screen(home: Path) -> Path:
    """Qt's invisible screen has 800 pixels and would push menus and dialogs together; this one has room."""
    path = home / "screen.json"
    path.write_text(json.dumps({"screens": [{"x": 0, "y": 0, **SCREEN}]}), encoding="utf-8")
    return path


def play(arguments: argparse.Namespace) -> list[str]:
    """All scenes that are asked for, each with a program of its own. Returns those that got stuck."""
    from picture_scenes import SCENES, own_table
    from picture_stage import staged
    from PySide6.QtWidgets import QApplication

    from gui.text_size import scaled_by

    with scaled_by(arguments.text):
        app = QApplication([])
    if arguments.words:
        from pseudo_words import LANGUAGES

        app.installTranslator(LANGUAGES[arguments.words](app))
    scenes = SCENES
    if arguments.file:
        scenes = {"own": lambda stage: own_table(stage, arguments.file.resolve(), arguments.target)}
    elif arguments.only:
        unknown = [name for name in arguments.only if name not in SCENES]
        if unknown:
            sys.exit(f"no scene {', '.join(unknown)}; there are {', '.join(SCENES)}")
        scenes = {name: SCENES[name] for name in arguments.only}
    stuck = []
    for name, scene in scenes.items():
        sys.stderr.write(f"{name}\n")
        try:
            with staged(app, arguments) as stage:
                scene(stage)
        except AssertionError as error:  # the other scenes go on
            sys.stderr.write(f"{name} got stuck: {error}\n")
            stuck.append(name)
    return stuck


if __name__ == "__main__":
    sys.exit(main())
