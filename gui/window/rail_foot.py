"""The rail's foot: which data and which recipe the work stands on, and the way to the settings."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from gui.models.rule_count import count_words
from gui.state.session import Session
from gui.theme import Theme, sizes
from gui.widgets import RailItem, tight
from gui.widgets.moments import moment_words, short_moment
from gui.widgets.painting import ReturnPresses, antialiased, draw_ring, fill_round

LEFT, ICON, GAP, HEIGHT = 12, 14, 8, 28


class FootLine(ReturnPresses, QAbstractButton):
    """A quiet line with an icon that leads to the page it speaks of."""

    def __init__(self, theme: Theme, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._icon, self._name = icon, name
        self.setAccessibleName(name)
        self.setFont(theme.font(sizes.TINY))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def say(self, words: str, tip: str) -> None:
        """Show words, and more of them in the tooltip; without any, the line is away."""
        self.setText(words)
        self.setAccessibleName(words or self._name)
        self.setAccessibleDescription(tip)
        self.setToolTip(tip)
        self.setVisible(bool(words))
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the rail."""
        return QSize(176, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """At least the icon."""
        return QSize(36, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Icon and words, on a ground while the pointer is there."""
        painter = antialiased(self)
        rect = QRectF(self.rect())
        if self.underMouse():
            fill_round(painter, rect, self.theme.colour("hover"), sizes.RADIUS)
        self.theme.draw_icon(painter, self._icon, "text3", LEFT, (rect.height() - ICON) / 2, ICON)
        painter.setFont(self.font())
        painter.setPen(self.theme.colour("text2" if self.underMouse() else "text3"))
        metrics, left = painter.fontMetrics(), LEFT + ICON + GAP
        words = metrics.elidedText(self.text(), Qt.TextElideMode.ElideRight, int(rect.width() - left - 8))
        painter.drawText(QPointF(left, round(rect.center().y() + (metrics.ascent() - metrics.descent()) / 2)), words)
        if self.ring_shown and self.hasFocus():
            draw_ring(painter, self.theme, rect, sizes.RADIUS)
        painter.end()


class RailFoot(QWidget):
    """`chosen(key)` when a line is clicked; `settings_wanted` when the settings are."""

    chosen = Signal(str)
    settings_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._watch = session.editions
        self._compact = False
        self.snapshot = FootLine(theme, "camera", self.tr("Snapshot"))
        self.recipe = FootLine(theme, "list-checks", self.tr("Recipe"))
        self.settings = RailItem(theme, "settings", "settings", self.tr("Settings"), keys=keys)
        self.settings.setCheckable(False)
        column = tight(QVBoxLayout(self))
        for part in (self.snapshot, self.recipe):
            column.addWidget(part)
        column.addSpacing(sizes.XXS)
        column.addWidget(self.settings)
        self.snapshot.clicked.connect(self._on_snapshot)
        self.recipe.clicked.connect(self._on_recipe)
        self.settings.clicked.connect(self.settings_wanted)
        for signal in (self._watch.changed, session.document_changed, session.project_closed):
            signal.connect(self.show_document)
        self.show_document()

    def set_compact(self, compact: bool) -> None:
        """Only the icon of the settings; what the lines say stands on the pages, too."""
        self._compact = compact
        self.settings.set_compact(compact)
        self.show_document()

    def show_document(self) -> None:
        """Both lines as they are now."""
        if self._compact:
            self.snapshot.hide()
            self.recipe.hide()
            return
        self.snapshot.say(*self._snapshot_words())
        self.recipe.say(*self._recipe_words())

    def _snapshot_words(self) -> tuple[str, str]:
        document, number = self._session.document, self._watch.snapshot_number
        if document is None or document.data is None:
            return "", ""
        when = short_moment(document.data.imported_at)
        words = self.tr("Snapshot {number} · {time}") if number else self.tr("Snapshot · {time}")
        tip = self.tr("The data as imported {when} from {file}. Importing again makes the next snapshot.")
        moment = moment_words(document.data.imported_at, within=True)
        return words.format(number=number, time=when), tip.format(when=moment, file=document.data.file_name)

    def _recipe_words(self) -> tuple[str, str]:
        document, number = self._session.document, self._watch.recipe_number
        if document is None or not document.recipe.steps:
            return "", ""
        rules = count_words(document.recipe)
        words = self.tr("Recipe {number} · {rules}") if number else self.tr("Recipe · {rules}")
        tip = self.tr(
            "Every change of the rules makes a new recipe; going back to an earlier one gives back its number."
        )
        return words.format(number=number, rules=rules), tip

    def _on_snapshot(self) -> None:
        self.chosen.emit("data")

    def _on_recipe(self) -> None:
        self.chosen.emit("clean")
