"""How many rules a recipe has, said alike wherever it is said: beside Clean, under the rail, on the way to Clean.

Why (2026-11-25): a recipe whose only suggestion is off was "0 rules" in one place and "1 suggestion" in another. So the
rules that are on count; where none is, those that are offered are said to be suggestions.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from core.base.wording import QT_TRANSLATE_NOOP
from gui.models.words import count

if TYPE_CHECKING:
    from core.cleaning.recipe import Recipe

WORDS = (  # marked for translation, said by `_say`
    QT_TRANSLATE_NOOP("recipe", "{count} rules"),
    QT_TRANSLATE_NOOP("recipe", "1 rule"),
    QT_TRANSLATE_NOOP("recipe", "{count} suggestions"),
    QT_TRANSLATE_NOOP("recipe", "1 suggestion"),
    QT_TRANSLATE_NOOP("recipe", "Review {count} rules"),
    QT_TRANSLATE_NOOP("recipe", "Review 1 rule"),
    QT_TRANSLATE_NOOP("recipe", "Review {count} suggestions"),
    QT_TRANSLATE_NOOP("recipe", "Review 1 suggestion"),
    QT_TRANSLATE_NOOP("recipe", "Check the cleaning"),
)


def counted(recipe: Recipe) -> tuple[int, bool]:
    """How many, and whether they are only offered."""
    on = sum(step.enabled for step in recipe.steps)
    offered = sum(step.evidence is not None for step in recipe.steps if not step.enabled)
    return (offered, True) if not on and offered else (on, False)


def count_words(recipe: Recipe) -> str:
    """ "8 rules"; "1 suggestion" where none is on."""
    number, offered = counted(recipe)
    if offered:
        return _say("{count} suggestions").format(count=count(number)) if number != 1 else _say("1 suggestion")
    return _say("{count} rules").format(count=count(number)) if number != 1 else _say("1 rule")


def review_words(recipe: Recipe, *, suggested: bool) -> str:
    """ "Review 8 suggestions"; suggested: the recipe is still the program's own."""
    number, offered = counted(recipe)
    if not number:
        return _say("Check the cleaning")
    if offered or suggested:
        words = _say("Review {count} suggestions") if number != 1 else _say("Review 1 suggestion")
    else:
        words = _say("Review {count} rules") if number != 1 else _say("Review 1 rule")
    return words.format(count=count(number))


def _say(text: str) -> str:
    return QCoreApplication.translate("recipe", text)
