"""Every distance of the window in device-independent pixels. Source: the design's sections 2 and 3."""

from __future__ import annotations

from typing import Final

XXS: Final = 4
XS: Final = 8
S: Final = 12
M: Final = 16
L: Final = 20
XL: Final = 24
XXL: Final = 32
HUGE: Final = 48

PAGE_MARGIN: Final = XL
INSPECTOR_MARGIN: Final = L

CONTROL: Final = 32
CONTROL_SMALL: Final = 28
CONTROL_HERO: Final = 36
RAIL_ITEM: Final = 36
GRID_ROW: Final = 28
RUN_ROW: Final = 34
RULE_ROW: Final = 54
HIT_AREA: Final = 28

TOP_BAR: Final = 48
HEADER: Final = 72
STRIP: Final = 32
RAIL: Final = 200
RAIL_ICONS: Final = 56
INSPECTOR_MIN: Final = 264
INSPECTOR: Final = 312
INSPECTOR_WIDE: Final = 360
INSPECTOR_MAX: Final = 400
PROSE_MAX: Final = 640

WIDE: Final = 1280  # from here all panels are shown; below, the rail shows icons and the inspector is a drawer
VERY_WIDE: Final = 1920  # from here the inspector takes some of the room
MINIMUM: Final = (940, 560)
FIRST: Final = (1440, 900)
FRAME: Final = 40  # what a window's title and edges take at most

RADIUS_CHIP: Final = 4
RADIUS: Final = 6
RADIUS_CARD: Final = 8
RADIUS_PALETTE: Final = 12

ICON: Final = 16
ICON_RAIL: Final = 18
RING: Final = 2

TINY: Final = 11
SMALL: Final = 12
BODY: Final = 13
TITLE: Final = 15
BIG: Final = 20
HERO: Final = 28

LINE_HEIGHT_PERCENT: Final = 140
HERO_LINE_PERCENT: Final = 115
HOVER_MS: Final = 120
DRAWER_MS: Final = 160
