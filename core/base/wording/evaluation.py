"""Sentences of the room `evaluation`."""

from __future__ import annotations

from core.base.wording.form import QT_TRANSLATE_NOOP, Wording

SENTENCES: dict[str, Wording] = {
    "evaluation.beats_linear": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "The network beats the straight-line model: its typical error is {gain:share} smaller "
            "(RMSE {network} against {baseline})",
        ),
    ),
    "evaluation.ties_linear": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The network and the straight-line model are alike (RMSE {network} against {baseline})"
        ),
    ),
    "evaluation.behind_linear": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The network does not beat the straight-line model (RMSE {network} against {baseline})"
        ),
        QT_TRANSLATE_NOOP("wording", "train longer, try other layers or another learning rate, or use layers=none"),
    ),
    "evaluation.behind_mean": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The network is no better than always giving the mean (RMSE {network} against {baseline})"
        ),
        QT_TRANSLATE_NOOP("wording", "don't rely on it; train longer, or look for columns that tell of the target"),
    ),
    "evaluation.beats_logistic": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "The network beats the logistic model: its log loss is {gain:share} lower ({network} against {baseline})",
        ),
    ),
    "evaluation.ties_logistic": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The network and the logistic model are alike (log loss {network} against {baseline})"
        ),
    ),
    "evaluation.behind_logistic": Wording(
        QT_TRANSLATE_NOOP(
            "wording", "The network does not beat the logistic model (log loss {network} against {baseline})"
        ),
        QT_TRANSLATE_NOOP("wording", "train longer, try other layers or another learning rate, or use layers=none"),
    ),
    "evaluation.behind_shares": Wording(
        QT_TRANSLATE_NOOP(
            "wording",
            "The network is no better than always giving the shares of the classes "
            "(log loss {network} against {baseline})",
        ),
        QT_TRANSLATE_NOOP("wording", "don't rely on it; train longer, or look for columns that tell of the target"),
    ),
    "evaluation.column_made": Wording(QT_TRANSLATE_NOOP("wording", "The judgement adds this column")),
    "evaluation.damaged": Wording(
        QT_TRANSLATE_NOOP("wording", "The stored evaluation can't be read: {detail}"),
        QT_TRANSLATE_NOOP("wording", "train again, or go back to a copy of the project"),
    ),
}
