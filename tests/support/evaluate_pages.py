"""The Evaluate page with a run that is judged, and evaluations that are made by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from gui_world import World, numbers_csv

from core.evaluation.facts import facts_of
from core.evaluation.report import Evaluation
from core.features.task import Task
from gui.models.run_view import RunView, run_view
from gui.pages.evaluate import EvaluatePage
from gui.pages.evaluate_words import EvaluationWords


def judged(world: World, tmp_path: Path, target: str, **settings: str) -> EvaluatePage:
    """The page with a run that is trained and judged."""
    world.open_table(numbers_csv(tmp_path), target)
    world.train(epochs="6", **settings)
    page = world.page(EvaluatePage)
    world.wait(lambda: page._judged is not None and page._job is None)
    return page


def evaluation(task: Task, **more: object) -> Evaluation:
    """Four rows of a price, with more or other facts."""
    fields: dict[str, object] = {
        "task": task,
        "target": "price",
        "metrics": {},
        "source_rows": np.arange(1, 5),
        "actual": np.array([10.0, 20.0, 30.0, 40.0]),
        "predicted": np.array([11.0, 18.0, 33.0, 40.0]),
    }
    return Evaluation(**{**fields, **more})  # type: ignore[arg-type]


def view(world: World) -> RunView:
    """The run that was made last."""
    return run_view(world.session.runs[-1])


def plain(told: Evaluation) -> str:
    """What the page says of it, without looking at other runs."""
    return EvaluationWords().plain(told, facts_of(told))


def two_classes(truth: str, answers: str, **more: object) -> Evaluation:
    """Rows of “good” (g) and “bad” (b), the positive one, with probabilities that leave no doubt."""
    predicted = np.array([letter == "b" for letter in answers], np.int64)
    fields = {"actual": np.array([letter == "b" for letter in truth], np.int64), "predicted": predicted}
    fields |= {"probabilities": np.eye(2, dtype=np.float32)[predicted], "classes": ("good", "bad")}
    return evaluation(**{"task": Task.BINARY, **fields, "source_rows": np.arange(1, len(truth) + 1), **more})
