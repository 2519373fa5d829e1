"""A panel at the right edge that slides over its owner and back, in 160 ms, or at once when less motion is wanted."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QRect, QVariantAnimation
from PySide6.QtWidgets import QWidget

from gui.theme import Theme, sizes


class Drawer(QObject):
    """Moves the panel of its owner; who sees it is the owner's business, except while it slides."""

    def __init__(self, theme: Theme, panel: QWidget, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._panel, self._owner = theme, panel, owner
        self._share = 0.0  # of the panel that is to be seen
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._on_moved)
        self._slide.finished.connect(self._on_arrived)
        self._opening = False

    @property
    def sliding(self) -> bool:
        """Whether it is on its way."""
        return self._slide.state() == QVariantAnimation.State.Running

    def move(self, opening: bool) -> None:
        """Come in or go out, from wherever it is now."""
        if opening == self._opening:
            self.place()
            return
        self._opening = opening
        self._slide.stop()
        lasting_ms = self._theme.lasting_ms(sizes.DRAWER_MS) if self._owner.isVisible() else 0
        if opening:
            self._panel.show()
            self._panel.raise_()
        if lasting_ms == 0:
            self._share = float(opening)
            self._on_arrived()
            return
        self._slide.setDuration(lasting_ms)
        self._slide.setStartValue(self._share)
        self._slide.setEndValue(float(opening))
        self._slide.start()

    def stop(self) -> None:
        """Be away at once: the panel is used otherwise now."""
        self._slide.stop()
        self._opening, self._share = False, 0.0

    def place(self) -> None:
        """At the owner's right edge, as far out as it is."""
        width = min(sizes.INSPECTOR, self._owner.width())
        left = self._owner.width() - round(width * self._share)
        self._panel.setGeometry(QRect(left, 0, width, self._owner.height()))

    def _on_moved(self, share: float) -> None:
        self._share = share
        self.place()

    def _on_arrived(self) -> None:
        self.place()
        self._panel.setVisible(self._opening)
