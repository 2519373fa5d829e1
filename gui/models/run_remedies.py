"""What to try after a run that went wrong: one setting, changed from the run's own, and why."""

from __future__ import annotations

from core.base.notices import Notice, Severity
from core.project.runs import RunStatus
from core.training.declared import OF_OPTIMISER, SETTINGS
from gui.models.run_view import OVERFITTING, RunView, pairs_of

DIVERGED = ("training.diverged", "training.diverged_at_once")
NO_LEARNING = "training.no_learning"
LOWER_BY, FAR = 10.0, 3.0
LEARNED = 0.99  # of the loss of always giving the same answer, as core has it
LEAST_WIDTH = 4
Remedy = tuple[str, str]  # setting key, text of core


def remedy_for(run: RunView, notice: Notice) -> Remedy | None:
    """The change to try; None where no single one is likely to help."""
    pairs = pairs_of(run.document)
    if not pairs:
        return None
    if notice.code in DIVERGED:
        return _rate(lower_rate(pairs["learning_rate"], pairs["optimiser"]))
    if notice.code == NO_LEARNING:
        return _rate(usual_rate(pairs["optimiser"])) if _is_far(pairs) else None
    if notice.code == OVERFITTING:
        smaller = narrower(run.layers)
        return ("layers", smaller) if smaller else None
    return None


def field_of(notice: Notice) -> str:
    """The setting to look at first."""
    return "layers" if notice.code == OVERFITTING else "learning_rate"


def usual_rate(optimiser: str) -> str:
    """A learning rate that usually works with an optimiser: its default."""
    default = next(setting.default for setting in SETTINGS if setting.key == "learning_rate")
    return OF_OPTIMISER.get(optimiser, {}).get("learning_rate", default)


def lower_rate(rate: str, optimiser: str) -> str:
    """A tenth of a learning rate, and never one above the usual, as text; "" when there's none."""
    try:
        return f"{min(float(rate) / LOWER_BY, float(usual_rate(optimiser))):.3g}"
    except ValueError:
        return ""


def narrower(layers: tuple[str, ...]) -> str:
    """Layers of half the width; "" when they are narrow already."""
    widths = [max(LEAST_WIDTH, int(width) // 2) for width in layers]
    smaller = [str(width) for width in widths]
    return ",".join(smaller) if widths and smaller != list(layers) else ""


def worth_a_line(run: RunView) -> Notice | None:
    """The last notice that isn't a mere remark, the loudest first: not that it overfits when it has found a better
    epoch since, nor that it doesn't learn when it has learned since or its loss became infinite anyway.

    Why (2026-11-25): overfitting is told of a run that is done, too. On few rows it is done before anybody can read.
    """
    if run.waits is not None:
        return None
    loud = [notice for notice in run.notices if notice.severity is Severity.BAD]
    warned = [notice for notice in run.notices if notice.severity is Severity.WARN]
    gone = {OVERFITTING: RunView.overtook, NO_LEARNING: _has_learned}
    warned = [notice for notice in warned if notice.code not in gone or not gone[notice.code](run, notice)]
    return next(reversed(loud or warned), None)


def ended_badly(run: RunView) -> bool:
    """Whether a run ended in a way that wants a word though it told no notice."""
    without_model = run.status is RunStatus.STOPPED and not run.has_model
    return run.status in (RunStatus.FAILED, RunStatus.INTERRUPTED) or without_model


def _rate(text: str) -> Remedy | None:
    return ("learning_rate", text) if text else None


def _is_far(pairs: dict[str, str]) -> bool:
    """Whether the learning rate is far from the usual one, so that this is the likely reason."""
    ratio = float(pairs["learning_rate"]) / float(usual_rate(pairs["optimiser"]))
    return ratio > FAR or ratio < 1 / (FAR * LOWER_BY)


def _has_learned(run: RunView, notice: Notice) -> bool:
    """Whether the run has become better since than always giving the same answer."""
    constant, best = notice.params.get("constant_loss"), run.best_loss()
    return isinstance(constant, float) and best is not None and best < LEARNED * constant
