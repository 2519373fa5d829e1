"""Matrix products of any size out of tiles. Several rows are rounded up to whole tiles, which A and C have room for."""

from __future__ import annotations

from core.nn.hints import Floats, Strides
from core.nn.jit import helper
from core.nn.layout import LANES
from core.nn.tile import TILE_PANELS, TILE_ROWS, narrow_row, narrow_tile, wide_row, wide_tile

_DEPTH = 128  # of a pass: what tiles read of B (16 KB) then stays in the first cache, and a column of A beside it


@helper
def add_product(
    a: Floats, a_at: int, b: Floats, b_at: int, s: Floats, s_at: int, c: Floats, c_at: int,
    strides: Strides, extent: tuple[int, int, int],
) -> None:  # fmt: skip
    """C = S + A·B for A [rows, depth], B [panels, depth, lanes], S and C [rows, panels, lanes], float32 in flat arrays.

    `strides` as the tile takes them, in floats; `extent`: (rows, panels, depth). Every entry of C is one chain in the
    order of the depth, however it is cut.
    """
    rows, panels, depth = extent
    a_row, a_rows, a_depth, a_block, b_depth, b_panel, s_row, s_panel, c_row, c_panel = strides
    panel = 0
    while panel < panels:
        wide = panel + TILE_PANELS <= panels
        source, source_at, source_row, used = s, s_at + panel * s_panel, s_row, strides
        for first in range(0, max(depth, 1), _DEPTH):
            if first > 0:
                source, source_at, source_row = c, c_at + panel * c_panel, c_row
                used = (a_row, a_rows, a_depth, a_block, b_depth, b_panel, c_row, c_panel, c_row, c_panel)
            part = min(_DEPTH, depth - first)
            a_part, b_part = a_at + first // LANES * a_block, b_at + panel * b_panel + first * b_depth
            for row in range(0, rows, TILE_ROWS):
                start, target = source_at + row * source_row, c_at + panel * c_panel + row * c_row
                left = a_part + row // LANES * a_rows + row % LANES * a_row
                if rows == 1 and wide:
                    wide_row(a, left, b, b_part, source, start, c, target, used, part)
                elif rows == 1:
                    narrow_row(a, left, b, b_part, source, start, c, target, used, part)
                elif wide:
                    wide_tile(a, left, b, b_part, source, start, c, target, used, part)
                else:
                    narrow_tile(a, left, b, b_part, source, start, c, target, used, part)
        panel += TILE_PANELS if wide else 1
