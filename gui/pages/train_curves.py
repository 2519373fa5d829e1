"""The ticked runs as the loss chart draws them."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.models.runs import RunsModel
from gui.plots.series import RunCurve


class TrainCurves(QObject):
    """Holds nothing; a QObject only for its translations."""

    def of(self, runs: RunsModel) -> list[RunCurve]:
        """A curve of each run that is ticked and has a loss, newest first as in the table."""
        shown = runs.shown
        return [
            RunCurve(
                number=view.number,
                name=self.tr("Run {number}").format(number=view.number),
                series=shown[view.number],
                epochs=view.epochs,
                training=view.training,
                validation=view.validation,
                best_epoch=view.best_epoch,
                planned=view.horizon(),
                live=view.live,
            )
            for view in runs.runs
            if view.number in shown and len(view.epochs)
        ]
