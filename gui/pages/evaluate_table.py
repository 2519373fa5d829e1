"""Is it better than something simple? The run, other runs on the same test rows, and the baselines, with bars."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from core.evaluation.report import Evaluation
from core.features.task import Task
from core.training.model import THRESHOLD
from gui.models.run_view import RunView
from gui.models.run_words import baseline_title, figure_words, shown_name
from gui.models.words import threshold_words
from gui.pages.evaluate_figures import SMALLER_IS_BETTER, FigureNames
from gui.theme import Theme, sizes
from gui.widgets.painting import RingedView, fill_round, hairline

Index = QModelIndex | QPersistentModelIndex
NAME_PX, BAR_PX, FIGURE_PX, LEAST_FIGURE_PX, LONGEST = 250, 80, 118, 88, 2.2
FIGURES = {  # the first is the bar; the last ones hide first when there is little room
    Task.REGRESSION: ("rmse", "r2", "median_ape", "mae"),
    Task.BINARY: ("roc_auc", "recall", "precision", "accuracy", "f1", "log_loss"),
    Task.MULTICLASS: ("accuracy", "f1_macro", "recall_macro", "precision_macro", "log_loss"),
}
NAME, BAR = 0, 1
REMARK, SHARE, OURS = Qt.ItemDataRole.UserRole + 1, Qt.ItemDataRole.UserRole + 2, Qt.ItemDataRole.UserRole + 3


@dataclass(frozen=True)
class Contender:
    """One line: who, what kind, and its figures by name."""

    name: str
    remark: str
    figures: dict[str, float | None]
    ours: bool = False


class ContendersModel(QAbstractTableModel):
    """Name, bar, figures. The bar is the first figure; shorter is better for errors, longer for shares."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Contender] = []
        self._names: tuple[str, ...] = ()
        self._words = FigureNames(self)
        self._evaluation: Evaluation | None = None

    def show_contenders(self, evaluation: Evaluation, run: RunView, others: Sequence[RunView]) -> None:
        """The run, others judged on the same rows, the baselines."""
        self.beginResetModel()
        title = self.tr("Run {number} · {name}")
        moved = evaluation.threshold != THRESHOLD  # then it must be said who is judged at which threshold
        usual = self.tr("at {value}").format(value=threshold_words(THRESHOLD)) if moved else ""
        ours, simple = self.tr("this model"), self.tr("baseline")
        if moved:
            ours = self.tr("this model, at {value}").format(value=threshold_words(evaluation.threshold))
            simple = self.tr("baseline, {threshold}").format(threshold=usual)
        rows = [
            Contender(title.format(number=run.number, name=shown_name(run.name)), ours, dict(evaluation.metrics), True)
        ]
        rows += [
            Contender(title.format(number=other.number, name=other.name), usual, dict(other.metrics["test"]))
            for other in others
        ]
        for name in ("linear", "constant"):
            if name in evaluation.baselines:
                title = baseline_title(name, evaluation.task.value)  # as Train calls it
                rows.append(Contender(title, simple, dict(evaluation.baselines[name])))
        self._rows = rows
        self._evaluation = evaluation
        self._names = tuple(
            name for name in FIGURES[evaluation.task] if any(row.figures.get(name) is not None for row in rows)
        )
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """One for each contender."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Name, bar, figures."""
        return 0 if parent.isValid() else 2 + len(self._names)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The figures' names."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = Qt.AlignmentFlag.AlignRight if section > BAR else Qt.AlignmentFlag.AlignLeft
            return int(right | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ToolTipRole and section > BAR and self._evaluation is not None:
            return self._words.meaning(self._names[section - 2], self._evaluation)
        if role == Qt.ItemDataRole.AccessibleTextRole and section <= BAR:
            return self.tr("Compared") if section == NAME else self.tr("Bar")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return "" if section <= BAR else self._words.head(self._names[section - 2])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """A cell."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == OURS:
            return row.ours
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.headerData(column, Qt.Orientation.Horizontal, role)
        if column == NAME:
            return {Qt.ItemDataRole.DisplayRole: row.name, REMARK: row.remark}.get(role)
        if column == BAR:
            return self._share(row) if role == SHARE else None
        name = self._names[column - 2]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return figure_words(name, row.figures.get(name))
        return None

    def lines(self) -> list[list[str]]:
        """The heads and every line as text: the name, then the figures."""
        figures = range(2, self.columnCount())
        across = Qt.Orientation.Horizontal
        heads = ["", *(str(self.headerData(column, across)) for column in figures)]
        return [heads] + [
            [row.name, *(str(self.index(at, column).data()) for column in figures)] for at, row in enumerate(self._rows)
        ]

    def _share(self, row: Contender) -> float | None:
        """How long the bar is, 1 for the longest; above 1 for one that is broken off."""
        name = self._names[0] if self._names else ""
        value = row.figures.get(name)
        if value is None:
            return None
        if name not in SMALLER_IS_BETTER:
            return max(0.0, min(value, 1.0))
        ours = self._rows[0].figures.get(name) or 0.0
        known = [float(other.figures.get(name) or 0.0) for other in self._rows]
        longest = min(max(known), LONGEST * max(ours, min(known))) or 1.0
        return value / longest


class ContenderDelegate(QStyledItemDelegate):
    """Paints names with their remark, bars, and figures."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """A row."""
        return QSize(60, sizes.RUN_ROW - 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, hairline, cell."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect, colour, ours = QRectF(option.rect), self._theme.colour, bool(index.data(OURS))
        if ours:
            painter.fillRect(rect, colour("select"))
        hairline(painter, rect.x(), rect.bottom() - 1, rect.width(), 1, colour("line"))
        if index.column() == NAME:
            self._paint_name(painter, rect, index, ours)
        elif index.column() == BAR:
            self._paint_bar(painter, rect, index.data(SHARE), ours)
        else:
            last = index.column() == last_shown(self.parent())
            painter.setFont(self._theme.font(sizes.SMALL, 600 if ours else 400))
            painter.setPen(colour("text"))
            inside = rect.adjusted(0, 0, -sizes.PAGE_MARGIN if last else -8, 0)
            painter.drawText(inside, index.data(Qt.ItemDataRole.TextAlignmentRole), index.data() or "")
        painter.restore()

    def _paint_name(self, painter: QPainter, rect: QRectF, index: Index, ours: bool) -> None:
        font = self._theme.font(sizes.SMALL, 600 if ours else 500)
        metrics, name = QFontMetricsF(font), index.data() or ""
        inside = rect.adjusted(sizes.PAGE_MARGIN, 0, -8, 0)
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(font)
        painter.setPen(self._theme.colour("text"))
        painter.drawText(inside, flags, metrics.elidedText(name, Qt.TextElideMode.ElideRight, inside.width()))
        painter.setFont(self._theme.font(sizes.TINY))
        painter.setPen(self._theme.colour("text2"))
        beside = inside.adjusted(metrics.horizontalAdvance(name) + 8, 0, 0, 0)
        if beside.width() > 40:
            remark = painter.fontMetrics().elidedText(
                index.data(REMARK) or "", Qt.TextElideMode.ElideRight, int(beside.width())
            )
            painter.drawText(beside, flags, remark)

    def _paint_bar(self, painter: QPainter, rect: QRectF, share: float | None, ours: bool) -> None:
        if share is None:
            return
        room = rect.width() - 24
        bar = QRectF(rect.x(), rect.center().y() - 4, max(3.0, room * min(share, 1.0)), 8)
        fill_round(painter, bar, self._theme.colour("accent_fill" if ours else "ghost"), 2)
        if share > 1.0001:  # broken off: it would be longer than there's room
            ground = self._theme.colour("select" if ours else "canvas")
            for at in (bar.right() - 16, bar.right() - 10):
                painter.save()
                painter.translate(at, bar.center().y())
                painter.rotate(20)
                painter.fillRect(QRectF(-1.5, -7, 3, 14), ground)
                painter.restore()


class ContendersView(RingedView, QTreeView):
    """The table; it is as high as its rows."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self.shown_figures = 0
        self.contenders = ContendersModel(self)
        self.setAccessibleName(self.tr("Is it better than something simple?"))
        self.setModel(self.contenders)
        self.setItemDelegate(ContenderDelegate(theme, self))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setIndentation(0)
        self.setFrameShape(self.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = ContendersHeader(theme, self)
        self.setHeader(head)
        self.contenders.modelReset.connect(self._fit)
        self.contenders.modelReset.connect(self._tell)
        theme.changed.connect(self._on_theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The bars take what is left."""
        super().resizeEvent(event)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies all lines, tabs between columns."""
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText("\n".join("\t".join(line) for line in self.contenders.lines()))
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        """Each line in a sentence, for a screen reader."""
        heads, *lines = self.contenders.lines()
        told = (", ".join([line[0], *(f"{h} {c}" for h, c in zip(heads[1:], line[1:], strict=True))]) for line in lines)
        self.setAccessibleDescription(". ".join(told))

    def sizeHint(self) -> QSize:
        """As high as its lines: what is left of the page belongs to the charts."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _fit(self) -> None:
        """As many figures as there is room for; the bars take what is left."""
        figures, room = self.contenders.columnCount() - 2, self.viewport().width()
        shown = max(1, min(figures, (room - NAME_PX - BAR_PX) // LEAST_FIGURE_PX))
        figure = min(FIGURE_PX, max(LEAST_FIGURE_PX, (room - NAME_PX - BAR_PX) // max(shown, 1)))
        self.setColumnWidth(NAME, NAME_PX)
        self.setColumnWidth(BAR, max(40, room - NAME_PX - figure * shown))
        for column in range(2, 2 + figures):
            self.setColumnHidden(column, column >= 2 + shown)
            self.setColumnWidth(column, figure)
        self.shown_figures = shown
        self.setMinimumHeight(self.contenders.rowCount() * (sizes.RUN_ROW - 2) + self.header().height())

    def _on_theme(self) -> None:
        self.viewport().update()
        self.header().viewport().update()


def last_shown(view: QObject | None) -> int:
    """The rightmost column that isn't hidden."""
    assert isinstance(view, ContendersView)
    return 1 + view.shown_figures


class ContendersHeader(QHeaderView):
    """Names of the figures, small and grey."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.theme = theme
        self.setFixedHeight(26)
        self.setMinimumSectionSize(24)
        self.setStretchLastSection(True)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def paintSection(self, painter: QPainter, rect: object, section: int) -> None:
        """One name."""
        box = QRectF(rect)  # type: ignore[call-overload]
        painter.save()
        painter.fillRect(box, self.theme.colour("canvas"))
        hairline(painter, box.x(), box.bottom() - 1, box.width(), 1, self.theme.colour("line"))
        painter.setFont(self.theme.font(sizes.SMALL, 500))
        painter.setPen(self.theme.colour("text2"))
        last = section == last_shown(self.parent())
        words = self.model().headerData(section, Qt.Orientation.Horizontal) or ""
        align = self.model().headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(box.adjusted(0, 0, -sizes.PAGE_MARGIN if last else -8, 0), align, words)
        painter.restore()
