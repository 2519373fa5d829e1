"""Languages that nobody speaks, to see what longer words and other letters do to the window.

`Longer` makes each text 40 % longer, as many languages are; `Chinese` fills each with Chinese letters, which come from
the system's own font and are as wide as high. Both leave what stands in braces, numbers and line ends as they are.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QTranslator

KEPT = re.compile(r"(\{[^}]*\}|&|\n|\s+|[^\w\s{}]+|\d+|\b(?:Ctrl|Alt|Shift|Enter|Esc|F\d+)\b)")
FILLER = "加数据训练模型预测结果解释列行运行最佳轮次误差"
LENGTHENED = 0.4
DATES = ("moments",)  # patterns of dates among them


class Longer(QTranslator):
    """ "Open project" becomes "Opeen projecctt~": vowels and ends are doubled until the text is 40 % longer."""

    def translate(self, context: str, text: str, _remark: str | None = None, _count: int = -1) -> str:
        """The text, longer."""
        if not text or context in DATES:
            return text
        more = round(len(re.sub(r"\{[^}]*\}", "", text)) * LENGTHENED)
        parts = KEPT.split(text)
        words = [at for at, part in enumerate(parts) if part and not KEPT.fullmatch(part)]
        for turn in range(more):
            if words:
                at = words[turn % len(words)]
                parts[at] += parts[at][-1]
        return "".join(parts)

    def isEmpty(self) -> bool:
        """It has a word for everything."""
        return False


class Chinese(QTranslator):
    """Each word becomes Chinese letters, half as many as it had."""

    def translate(self, context: str, text: str, _remark: str | None = None, _count: int = -1) -> str:
        """The text in Chinese letters."""
        if not text or context in DATES:
            return text
        return "".join(part if not part or KEPT.fullmatch(part) else _chinese(part) for part in KEPT.split(text))

    def isEmpty(self) -> bool:
        """It has a word for everything."""
        return False


def _chinese(word: str) -> str:
    start = sum(map(ord, word)) % len(FILLER)
    count = max(1, round(len(word) / 2))
    return "".join(FILLER[(start + step) % len(FILLER)] for step in range(count))


LANGUAGES = {"longer": Longer, "chinese": Chinese}
