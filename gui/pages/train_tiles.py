"""The figures above the loss chart: of the run that trains, else of the chosen one."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from core.project.runs import RunStatus
from gui.models.run_view import RunView
from gui.models.run_words import LOWER_IS_BETTER, figure_names, figure_words, gap_words
from gui.models.words import DASH, clock, count, significant, took
from gui.state.live_run import LiveRun
from gui.theme import Theme
from gui.widgets import MetricRow, MetricTile, tight

MANY_EPOCHS = 10_000  # from here on, epochs done and planned have no room in one figure
FAR = 1000.0  # times as large an error


class TrainTiles(QWidget):
    """Two figures of the task, validation loss, epoch, time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.first = MetricTile(theme, self.tr("Typical error"))
        self.second = MetricTile(theme, self.tr("R²"))
        self.loss = MetricTile(
            theme, self.tr("Validation loss"), tip=self.tr("The loss on rows that choose the best epoch")
        )
        self.epoch = MetricTile(theme, self.tr("Epoch"), tip=self.tr("One pass over all training rows"))
        self.time = MetricTile(theme, self.tr("Time"))
        column = tight(QVBoxLayout(self))
        tiles = [self.first, self.second, self.loss, self.epoch, self.time]
        self._row = MetricRow(theme, tiles, least=self.loss)
        column.addWidget(self._row)

    def set_narrow(self, narrow: bool) -> None:
        """In a narrow window the validation loss gives way: chart and table have it too."""
        self._row.show_least(not narrow)

    def show_run(self, run: RunView | None, live: LiveRun | None, best: RunView | None = None) -> None:
        """Show a run's figures; `live` when it's the one that trains, `best` is the best of the others."""
        if run is None:
            self._show_nothing()
            return
        self._show_figures(run, best)
        self._show_loss(run)
        self._show_epoch(run)
        self._show_time(run, live)

    def _show_nothing(self) -> None:
        for tile in (self.first, self.second, self.loss, self.epoch, self.time):
            tile.set_value(DASH)

    def _show_figures(self, run: RunView, best: RunView | None) -> None:
        for tile, name in zip((self.first, self.second), figure_names(run.task), strict=True):
            title, meaning = self._title(name, run)
            tile.set_title(title)
            tile.setToolTip(meaning)
            value = run.figure(name)
            beside = self._beside_best(run, best, name, value) if name == figure_names(run.task)[0] else None
            words, tone, icon = beside or self._caption(run, name, value)
            tile.set_value(figure_words(name, value), words, tone=tone, icon=icon)

    def _title(self, name: str, run: RunView) -> tuple[str, str]:
        target = run.target or ""
        return {
            "rmse": (
                self.tr("Typical error (RMSE)"),
                self.tr("Root-mean-square error, in the unit of {target}").format(target=target),
            ),
            "r2": (
                self.tr("R²"),
                self.tr("Share of the variation of {target} that is explained").format(target=target),
            ),
            "accuracy": (self.tr("Accuracy"), self.tr("Share of rows whose class is right")),
            "roc_auc": (self.tr("ROC area"), self.tr("0.5 is guessing, 1 is perfect")),
            "f1_macro": (self.tr("F1"), self.tr("Mean over the classes of precision and recall in one figure")),
        }[name]

    def _beside_best(
        self, run: RunView, best: RunView | None, name: str, value: float | None
    ) -> tuple[str, str, str | None] | None:
        """How far it is from the best of the others on the same rows; None when they can't be held together."""
        other = run.figure_beside(best, name) if best is not None else None
        if best is None or other is None or value is None:
            return None
        if value > FAR * abs(other) > 0 and name in LOWER_IS_BETTER:  # it diverged: the gap is the figure itself
            return self.tr("far behind run {number}").format(number=best.number), "warn", "trending-up"
        gap = gap_words(name, abs(value - other))
        if figure_words(name, value) == figure_words(name, other):
            return self.tr("as good as run {number}").format(number=best.number), "text2", None
        higher, lower_wins = value > other, name in LOWER_IS_BETTER
        icon = "trending-up" if higher else "trending-down"
        if higher != lower_wins:
            return self.tr("{gap} better than run {number}").format(gap=gap, number=best.number), "ok", icon
        return self.tr("{gap} behind run {number}").format(gap=gap, number=best.number), "warn", icon

    def _caption(self, run: RunView, name: str, value: float | None) -> tuple[str, str, str | None]:
        """Always against something: the straight-line model, else what the figure was measured on."""
        baseline = run.baseline("linear", name)
        if value is not None and baseline is not None:
            words = self.tr("straight line: {value}") if run.task == "regression" else self.tr("logistic: {value}")
            words = words.format(value=figure_words(name, baseline))
            if figure_words(name, value) == figure_words(name, baseline):
                return words, "text2", None
            better = value < baseline if name == "rmse" else value > baseline
            return words, "ok" if better else "warn", "check" if better else "triangle-alert"
        if value is None:
            to_come = self.tr("when the run is done") if run.live or run.waits is not None else ""
            unjudged = run.status is RunStatus.INTERRUPTED and run.has_model
            return self.tr("Evaluate judges it") if unjudged else to_come, "text2", None
        if run.live:
            return self.tr("in {target}, on validation rows").format(target=run.target or ""), "text2", None
        return self.tr("1 = perfect") if name != "rmse" else "", "text2", None

    def _show_loss(self, run: RunView) -> None:
        loss = run.best_loss()
        blind = run.lowest_validation_loss is None and len(run.epochs) > 0
        self.loss.set_title(self.tr("Training loss") if blind else self.tr("Validation loss"))
        at = self.tr("at epoch {epoch}").format(epoch=count(run.best_epoch)) if run.best_epoch else ""
        self.loss.set_value(significant(loss), at)

    def _show_epoch(self, run: RunView) -> None:
        done = int(run.epochs[-1]) if len(run.epochs) else 0
        planned = count(run.planned)
        long = run.planned >= MANY_EPOCHS
        self.epoch.set_title(self.tr("Epoch of {planned}").format(planned=planned) if long else self.tr("Epoch"))
        if run.waits is not None:
            self.epoch.set_value(DASH, self.tr("up to {planned}").format(planned=planned))
            return
        value = self.tr("{done} of {planned}").format(done=count(done), planned=planned)
        self.epoch.set_value(count(done) if long else value, self._epoch_caption(run, done))

    def _epoch_caption(self, run: RunView, done: int) -> str:
        if run.live:
            if run.patience and run.best_epoch and run.lowest_validation_loss is not None:
                last = min(run.best_epoch + run.patience, run.planned)
                return self.tr("stops at {epoch} if no gain").format(epoch=count(last))
            return ""
        if run.status is RunStatus.DONE:
            return self.tr("stopped: no more gain") if done < run.planned else self.tr("all epochs")
        return {
            RunStatus.STOPPED: self.tr("stopped by you"),
            RunStatus.DIVERGED: self.tr("diverged"),
            RunStatus.INTERRUPTED: self.tr("interrupted"),
            RunStatus.FAILED: self.tr("failed"),
        }.get(run.status, "")

    def _show_time(self, run: RunView, live: LiveRun | None) -> None:
        if run.waits is not None:
            self.time.set_title(self.tr("Time"))
            self.time.set_value(DASH, self.tr("waits for its turn"))
        elif live is None:
            self.time.set_title(self.tr("Time"))
            rows = run.rows.get("train")
            words = self.tr("{rows} training rows").format(rows=count(rows)) if rows else ""
            self.time.set_value(took(run.seconds), words)
        else:
            self.time.set_title(self.tr("Time left"))
            so_far = self.tr("at most; {time} so far").format(time=clock(live.elapsed_s))
            self.time.set_value(clock(live.left_s), so_far if live.left_s is not None else "")
