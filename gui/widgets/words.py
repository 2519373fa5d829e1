"""The window's translation of core's sentences, and the few phrases every page needs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.base.wording import Told, sentence


def translated(context: str, text: str) -> str:
    """Qt's translation of a sentence that core marked; core's own text without one."""
    return QCoreApplication.translate(context, text)


def told_words(told: Told) -> str:
    """An error or a notice of core as one translated sentence."""
    return sentence(told, translated)
