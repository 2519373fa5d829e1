"""Matrix products of any size out of tiles. Rows are rounded up to whole tiles, which A and C have room for."""

from __future__ import annotations

from core.nn.hints import Floats, Strides
from core.nn.jit import helper
from core.nn.tile import TILE_PANELS, TILE_ROWS, narrow_tile, wide_tile


@helper
def add_product(
    a: Floats, a_at: int, b: Floats, b_at: int, c: Floats, c_at: int, strides: Strides, extent: tuple[int, int, int]
) -> None:
    """C += A·B for A [rows, depth], B [panels, depth, lanes], C [rows, panels, lanes], float32 in flat arrays.

    `strides`: (a_row, a_depth, b_depth, b_panel, c_row, c_panel) in floats; `extent`: (rows, panels, depth).
    """
    rows, panels, depth = extent
    a_row, _, _, b_panel, c_row, c_panel = strides
    panel = 0
    while panel + TILE_PANELS <= panels:
        b_tile, c_tile = b_at + panel * b_panel, c_at + panel * c_panel
        for row in range(0, rows, TILE_ROWS):
            wide_tile(a, a_at + row * a_row, b, b_tile, c, c_tile + row * c_row, strides, depth)
        panel += TILE_PANELS
    while panel < panels:
        b_tile, c_tile = b_at + panel * b_panel, c_at + panel * c_panel
        for row in range(0, rows, TILE_ROWS):
            narrow_tile(a, a_at + row * a_row, b, b_tile, c, c_tile + row * c_row, strides, depth)
        panel += 1
