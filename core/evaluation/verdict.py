"""Figures beside baselines → a sentence that an analyst can act on.

Why (2026-11-25): two models that are both nearly exact are alike, though one error is three times the other.
Why (2026-11-24): numbers are compared by their root mean squared error, in the target's own unit, and classes by log
loss, which is what the network was trained for and which doesn't flatter it when one class is rare, as accuracy does.
"""

from __future__ import annotations

from collections.abc import Mapping

from core.base.notices import Notice, Severity
from core.evaluation.metrics import Figures
from core.features.task import Task

TIE = 0.01  # figures within one percent of each other are alike
NOTHING = 0.001  # of what a constant answer is off: to be better or worse by less says nothing


def verdicts_of(task: Task, metrics: Figures, baselines: Mapping[str, Figures]) -> tuple[Notice, ...]:
    """A notice about the linear baseline, and one when even the constant answer isn't beaten; () without baselines."""
    figure_name = "rmse" if task is Task.REGRESSION else "log_loss"
    network = metrics.get(figure_name)
    constant, linear = (baselines.get(name, {}).get(figure_name) for name in ("constant", "linear"))
    if network is None:
        return ()
    behind = _beside_constant(task, network, constant) if constant is not None else None
    beside = _beside_linear(task, network, linear, NOTHING * (constant or 0.0)) if linear is not None else None
    if behind is not None and beside is not None and beside.severity is Severity.INFO:
        beside = None  # to be as good as something that is no good is nothing to tell
    return tuple(notice for notice in (behind, beside) if notice is not None)


def _beside_constant(task: Task, network: float, constant: float) -> Notice | None:
    if constant == 0 or network < constant * (1 - TIE):
        return None
    code = "evaluation.behind_mean" if task is Task.REGRESSION else "evaluation.behind_shares"
    return Notice(code, _params(network, constant), severity=Severity.BAD)


def _beside_linear(task: Task, network: float, linear: float, nothing: float) -> Notice:
    model = "linear" if task is Task.REGRESSION else "logistic"
    params = _params(network, linear)
    if abs(network - linear) <= nothing:
        return Notice(f"evaluation.ties_{model}", params)
    if network < linear * (1 - TIE):
        return Notice(f"evaluation.beats_{model}", {**params, "gain": 1 - network / linear})
    if network <= linear * (1 + TIE):
        return Notice(f"evaluation.ties_{model}", params)
    return Notice(f"evaluation.behind_{model}", params, severity=Severity.WARN)


def _params(network: float, baseline: float) -> dict[str, object]:
    return {"network": three_digits(network), "baseline": three_digits(baseline)}


def three_digits(value: float) -> str:
    """A figure as one says it, with as many digits as tables give: 0.412, 0.0490, 23.1, 23,100."""
    if value and (abs(value) < 1e-4 or abs(value) >= 1e15):
        return f"{value:.2e}"
    rounded = float(f"{value:.3g}")
    return f"{rounded:,.0f}" if abs(rounded) >= 100 else f"{rounded:#.3g}" if rounded else "0"
