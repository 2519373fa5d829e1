"""What the list of recent projects says of the open one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLocale

from gui.state.session import Session


def recent_facts(session: Session) -> tuple[str, tuple[float, ...]]:
    """A line of words, and the validation losses of the run with the lowest one."""
    words = QCoreApplication.translate
    locale, parts = QLocale(), []
    if session.table is not None:
        parts.append(words("recent", "{rows} rows").format(rows=locale.toString(session.table.rows)))
    else:
        parts.append(words("recent", "no data yet"))
    runs = len(session.runs)
    if runs:
        parts.append(words("recent", "{count} runs").format(count=runs) if runs != 1 else words("recent", "1 run"))
    elif session.document is not None and session.document.target is None and session.table is not None:
        parts.append(words("recent", "no target chosen yet"))
    if session.is_draft:
        parts.append(words("recent", "draft"))
    return " · ".join(parts), _best_curve(session)


def _best_curve(session: Session) -> tuple[float, ...]:
    curves = []
    for run in session.runs:
        losses = [row.validation_loss if row.validation_loss is not None else row.training_loss for row in run.epochs]
        losses = [loss for loss in losses if loss == loss and abs(loss) != float("inf")]
        if len(losses) > 1:
            curves.append(tuple(losses))
    return min(curves, key=min, default=())
