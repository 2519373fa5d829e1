"""Words on a page: labels by size, weight and tone; prose that wraps; text that is cut in the middle or at the end."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtGui import QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from gui.models.words import one_line
from gui.theme import Theme, sizes
from gui.widgets.painting import antialiased

SIGNS = re.compile(r" (?=%)|(?<=&[lg]t;) (?=\d)")  # the blanks of "> 99.9 %"
LEAST_OF_NAME = 12  # characters: "sales_…5.xlsx"


class Label(QLabel):
    """One line of text. `tone` is a text token: text, text2, text3, accent, ok, warn, bad, on_fill."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        px: int = sizes.BODY,
        weight: int = 400,
        tone: str = "text",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(px, weight))
        self._tone = tone
        self._colour()
        theme.changed.connect(self._colour)

    @property
    def tone(self) -> str:
        """The token of its colour."""
        return self._tone

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self._tone != tone:
            self._tone = tone
            self._colour()

    def changeEvent(self, event: QEvent) -> None:
        """Keep the tone: under a style sheet Qt gives a label that moves to another parent, such as a drawer, the
        palette back that it had first, perhaps of the other theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            shown = self.palette().color(QPalette.ColorGroup.Active, QPalette.ColorRole.WindowText)
            if shown != self.theme.colour(self._tone):
                self._colour()

    @Slot()
    def _colour(self) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, self.theme.colour(self._tone))
        self.setPalette(palette)


class Prose(Label):
    """Text that wraps, with the line height of the design, at most 640 px wide. It can be selected and copied."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        px: int = sizes.BODY,
        weight: int = 400,
        tone: str = "text2",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", px=px, weight=weight, tone=tone, parent=parent)
        self._plain = ""
        self._line_percent = sizes.LINE_HEIGHT_PERCENT if px < sizes.BIG else sizes.HERO_LINE_PERCENT
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setMaximumWidth(sizes.PROSE_MAX)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.set_text(text)

    @property
    def text_shown(self) -> str:
        """The text as it was given."""
        return self._plain

    def set_text(self, text: str) -> None:
        """Show plain text; line breaks stay."""
        self._plain = text
        lines = SIGNS.sub("&nbsp;", escape(text).replace("\n", "<br>"))  # a figure keeps its signs
        align = "center" if self.alignment() & Qt.AlignmentFlag.AlignHCenter else "left"
        self.setText(f'<p style="line-height:{self._line_percent}%; margin:0" align="{align}">{lines}</p>')
        self.setAccessibleName(text)

    def set_centred(self) -> None:
        """Centre the lines."""
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.set_text(self._plain)


class ElidedLabel(Label):
    """One line that is cut with … when there isn't room; the whole text is its tooltip then."""

    def __init__(
        self,
        theme: Theme,
        text: str = "",
        *,
        px: int = sizes.BODY,
        weight: int = 400,
        tone: str = "text",
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, one_line(text), px=px, weight=weight, tone=tone, parent=parent)
        self._mode = mode
        self._tip = ""
        self._names: tuple[str, ...] = ()
        self.setMinimumWidth(24)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def minimumSizeHint(self) -> QSize:
        """It can shrink to an ellipsis."""
        return QSize(24, super().minimumSizeHint().height())

    def setText(self, text: str) -> None:
        """Show this text."""
        self.set_sentence(text)

    def set_sentence(self, text: str, names: Sequence[str] = ()) -> None:
        """Show this text. Where it is too long, the names in it give way first, the longest one most, each cut in its
        middle: what the sentence says of them stays to be read."""
        self._names = tuple(one_line(name) for name in names if name)
        super().setText(one_line(text))
        self.updateGeometry()
        self._tell()

    def setToolTip(self, tip: str) -> None:
        """What is told while nothing is cut."""
        self._tip = tip
        self._tell()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the whole text when it is cut."""
        super().resizeEvent(event)
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        """Measure again in another font."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits."""
        painter = antialiased(self)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour(self._tone))
        painter.drawText(self.rect(), int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), self.text_shown)
        painter.end()

    @property
    def text_shown(self) -> str:
        """What there is room for."""
        metrics = self.fontMetrics()
        text, lacking = self.text(), metrics.horizontalAdvance(self.text()) - self.width()
        widths = {name: metrics.horizontalAdvance(name) for name in self._names}
        for name, room in given_way(widths, lacking, metrics.averageCharWidth() * LEAST_OF_NAME).items():
            text = text.replace(name, metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room), 1)
        return metrics.elidedText(text, self._mode, self.width())

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        super().setToolTip(self.text() if cut else self._tip)


def given_way(widths: Mapping[str, int], lacking: int, least: int) -> dict[str, int]:
    """How wide names may be, in pixels, so that `lacking` is saved: the longest are cut to a common width, none below
    `least`. Only those that must give way are named."""
    room = dict(widths)
    while lacking > 0 and room:
        longest = max(room.values())
        first = [name for name, width in room.items() if width == longest]
        below = max([width for width in room.values() if width < longest], default=least)
        each = min(-(-lacking // len(first)), longest - max(below, least))
        if each <= 0:
            break
        room |= dict.fromkeys(first, longest - each)
        lacking -= each * len(first)
    return {name: width for name, width in room.items() if width < widths[name]}
