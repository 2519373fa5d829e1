"""One object that knows how everything looks: tokens → colours, palette, style sheet, fonts, icons, chart pens.

Why high contrast has tokens of its own (the design falls back to the system's palette): half of the window is painted
by its own widgets and charts, which a system palette knows nothing of; the tokens reach them all.
"""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from gui.theme import fonts, icons, palette, qss, sizes, tokens
from gui.theme.dressing import Dresser
from gui.theme.motion import Motion, system_wants_less_motion

Mode = Literal["system", "light", "dark"]


class Theme(QObject):
    """Light, dark, or as the system says. `changed` tells that every colour and icon must be asked for again."""

    changed = Signal()

    def __init__(self, mode: Mode = "system", parent: QObject | None = None, *, motion: Motion = "system") -> None:
        super().__init__(parent)
        self._mode: Mode = mode
        self._motion: Motion = motion
        self._pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
        self._dresser: Dresser | None = None
        self._hints = QGuiApplication.styleHints()  # kept: PySide drops the wishes' wrapper together with this one
        self._wishes = self._hints.accessibility() if hasattr(self._hints, "accessibility") else None  # Qt from 6.10
        if self._hints is not None:
            self._hints.colorSchemeChanged.connect(self._apply_if_new)
        if self._wishes is not None:
            self._wishes.contrastPreferenceChanged.connect(self._apply_if_new)
        self._dark, self._strong = self._wants_dark(), self._wants_strong()

    # which one

    @property
    def mode(self) -> Mode:
        """What the person chose."""
        return self._mode

    @property
    def dark(self) -> bool:
        """Whether the dark tokens are shown now."""
        return self._dark

    @property
    def strong(self) -> bool:
        """Whether the system asks for more contrast."""
        return self._strong

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or the system's."""
        self._mode = mode
        self._apply_if_new()

    def toggle(self) -> None:
        """Switch between light and dark."""
        self.set_mode("light" if self._dark else "dark")

    @property
    def motion(self) -> Motion:
        """What the person chose of motion."""
        return self._motion

    def set_motion(self, motion: Motion) -> None:
        """Choose full motion, less, or what the system asks for."""
        self._motion = motion

    def lasting_ms(self, wanted_ms: int) -> int:
        """How long something may take to move: 0 when there shall be less motion."""
        less = system_wants_less_motion() if self._motion == "system" else self._motion == "less"
        return 0 if less else wanted_ms

    def install(self, app: QApplication) -> None:
        """Dress the application: fonts, Fusion, palette, style sheet."""
        self._dresser = Dresser(app, self)
        fonts.load_fonts()
        app.setStyle("Fusion")
        app.setFont(self.font(sizes.BODY))
        self._dress()
        if app.styleSheet() != qss.style_sheet():
            app.setStyleSheet(qss.style_sheet())

    @property
    def dressing(self) -> bool:
        """Whether widgets out of sight are still on their way to the present colours."""
        return self._dresser is not None and self._dresser.busy

    def _wants_dark(self) -> bool:
        if self._mode != "system":
            return self._mode == "dark"
        return self._hints is not None and self._hints.colorScheme() == Qt.ColorScheme.Dark

    def _wants_strong(self) -> bool:
        return self._wishes is not None and (self._wishes.contrastPreference() == Qt.ContrastPreference.HighContrast)

    def _apply_if_new(self, _told: object = None) -> None:
        wanted = self._wants_dark(), self._wants_strong()
        if wanted == (self._dark, self._strong):
            return
        self._dark, self._strong = wanted
        self._pixmaps.clear()
        self._dress()
        self.changed.emit()

    def _dress(self) -> None:
        """Palette, and what the style sheet makes of it."""
        if self._dresser is not None:
            self._dresser.dress(palette.make_palette(self.colour))

    # what it gives

    def hex(self, token: str) -> str:
        """A token's "#RRGGBB", for rich text. An unknown token is a bug: KeyError."""
        return tokens.TABLES[self._dark, self._strong][token]

    def colour(self, token: str, alpha: float = 1.0) -> QColor:
        """A token's colour. An unknown token is a bug: KeyError."""
        colour = QColor(self.hex(token))
        colour.setAlphaF(alpha)
        return colour

    def mixed(self, first: str, second: str, share: float) -> QColor:
        """The first token's colour with a share of the second's in it."""
        return palette.mixed(self.colour(first), self.colour(second), share)

    def series(self, index: int | None, *, words: bool = False) -> QColor:
        """The colour of run or class number `index` (from 0); None or past the sixth is the muted one."""
        name = "cn" if index is None or not 0 <= index < len(tokens.SERIES) else tokens.SERIES[index]
        return self.colour(f"{name}_text" if words else name)

    def shadow(self) -> QColor:
        """The colour of a shadow: black, 11 % in light and 47 % in dark."""
        colour = QColor(Qt.GlobalColor.black)
        colour.setAlphaF(tokens.SHADOW_ALPHA[self._dark])
        return colour

    def font(self, px: int = sizes.BODY, weight: int = 400) -> QFont:
        """The interface font with tabular figures; weight 400, 500 or 600."""
        return fonts.make_font(px, weight)

    def fixed_font(self, px: int = sizes.SMALL) -> QFont:
        """A font of equal widths."""
        return fonts.make_fixed_font(px)

    def icon(self, name: str, token: str = "text2", size: int = sizes.ICON) -> QIcon:
        """A tinted icon for widgets and menus that Qt draws, sharp on every screen there is now."""
        icon = QIcon()
        for ratio in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
            pixmap = self.pixmap(name, token, size, ratio)
            icon.addPixmap(pixmap)
            icon.addPixmap(icons.faded(pixmap, 0.4), QIcon.Mode.Disabled)
        return icon

    def pixmap(self, name: str, token: str = "text2", size: int = sizes.ICON, ratio: float = 1.0) -> QPixmap:
        """A tinted icon as a picture for a screen of this device-pixel ratio."""
        key = (name, token, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = icons.icon_pixmap(name, self.colour(token), size, ratio)
        return self._pixmaps[key]

    def draw_icon(
        self, painter: QPainter, name: str, token: str, x: float, y: float, size: int = sizes.ICON, opacity: float = 1.0
    ) -> None:
        """Draw a tinted icon with its upper left corner at (x, y)."""
        icons.draw_icon(painter, name, self.colour(token, opacity), QRectF(x, y, size, size))
