"""The micro-kernel: C = S + A·B for a small tile whose sums stay in vector registers.

Each entry of C is one chain of fused multiply-adds in the order of the inner index, whatever the tile's height and
width. So a product's bits depend neither on the tile, nor on which rows share a block, nor on inlining: every processor
with FMA gives the same. `tests/support/naive.py` holds the obvious twin.

Why (2026-11-24): measured against numpy's OpenBLAS on one AVX-512 thread, this tile reaches 113–282 GFLOP/s where BLAS
reaches 105–253, from 32×16·16×64 to 256×512·512×512, and needs no transposed or packed copies, no thread limits on
BLAS, and no care about edges. So it's the first form and not a later one; BLAS was rejected.
"""

from __future__ import annotations

import platform
from collections.abc import Callable
from typing import Any

import llvmlite.binding
import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from core.nn.jit import INTERPRETED
from core.nn.layout import LANES

_FLOAT, _INT = ir.FloatType(), ir.IntType(64)
_VECTOR = ir.VectorType(_FLOAT, LANES)


def _features() -> dict[str, bool]:
    return dict(llvmlite.binding.get_host_cpu_features())


def _has_fma() -> bool:
    return _features().get("fma", False) or platform.machine().lower() in ("arm64", "aarch64")


def tile_shape() -> tuple[int, int]:
    """(rows, panels) of the tile for this processor's registers: 32 wide ones, or 16 (or narrow ones)."""
    return (8, 2) if _features().get("avx512f", False) else (4, 1)


def _multiply_add(builder: Any, x: Any, y: Any, z: Any) -> Any:
    if not _has_fma():
        return builder.fadd(builder.fmul(x, y), z)
    signature = ir.FunctionType(_VECTOR, [_VECTOR] * 3)
    return builder.call(builder.module.declare_intrinsic(f"llvm.fma.v{LANES}f32", fnty=signature), [x, y, z])


def _broadcast(builder: Any, scalar: Any) -> Any:
    empty, first = ir.Constant(_VECTOR, ir.Undefined), ir.Constant(ir.IntType(32), 0)
    everywhere = ir.Constant(ir.VectorType(ir.IntType(32), LANES), [0] * LANES)
    return builder.shuffle_vector(builder.insert_element(empty, scalar, first), empty, everywhere)


def _emit(builder: Any, pointers: Any, numbers: Any, rows: int, panels: int) -> None:
    """Write the loop: load S, add depth outer products of a column of A and a row of B, store C."""
    a, b, s, c = pointers
    a_row, _, a_depth, a_block, b_depth, b_panel, s_row, s_panel, c_row, c_panel, depth = numbers
    spots = [(r, p) for r in range(rows) for p in range(panels)]

    def scalar_at(base: Any, index: Any) -> Any:
        return builder.gep(base, [index], inbounds=True, source_etype=_FLOAT)

    def vector_at(base: Any, index: Any) -> Any:
        return builder.bitcast(scalar_at(base, index), _VECTOR.as_pointer())

    def times(stride: Any, count: int) -> Any:
        return builder.mul(stride, ir.Constant(_INT, count))

    targets = {(r, p): vector_at(c, builder.add(times(c_row, r), times(c_panel, p))) for r, p in spots}
    sources = {(r, p): vector_at(s, builder.add(times(s_row, r), times(s_panel, p))) for r, p in spots}
    starts = {spot: builder.load(sources[spot], align=4, typ=_VECTOR) for spot in spots}
    a_jump = builder.sub(a_block, times(a_depth, LANES - 1))
    before, zero = builder.block, ir.Constant(_INT, 0)
    loop, after = builder.append_basic_block("depth"), builder.append_basic_block("done")
    builder.cbranch(builder.icmp_signed(">", depth, zero), loop, after)

    builder.position_at_end(loop)
    index, a_at = builder.phi(_INT), builder.phi(_INT)
    sums = {spot: builder.phi(_VECTOR) for spot in spots}
    b_at = builder.mul(index, b_depth)
    b_rows = [
        builder.load(vector_at(b, builder.add(b_at, times(b_panel, p))), align=4, typ=_VECTOR) for p in range(panels)
    ]
    added = {}
    for r in range(rows):
        scalar = builder.load(scalar_at(a, builder.add(a_at, times(a_row, r))), align=4, typ=_FLOAT)
        vector = _broadcast(builder, scalar)
        for p in range(panels):
            added[r, p] = _multiply_add(builder, vector, b_rows[p], sums[r, p])
    following = builder.add(index, ir.Constant(_INT, 1))
    ends_block = builder.icmp_unsigned("==", builder.and_(following, ir.Constant(_INT, LANES - 1)), zero)
    a_following = builder.add(a_at, builder.select(ends_block, a_jump, a_depth))
    for phi, stepped in ((index, following), (a_at, a_following)):
        phi.add_incoming(zero, before)
        phi.add_incoming(stepped, loop)
    for spot in spots:
        sums[spot].add_incoming(starts[spot], before)
        sums[spot].add_incoming(added[spot], loop)
    builder.cbranch(builder.icmp_signed("<", following, depth), loop, after)

    builder.position_at_end(after)
    results = {spot: builder.phi(_VECTOR) for spot in spots}
    for spot in spots:
        results[spot].add_incoming(starts[spot], before)
        results[spot].add_incoming(added[spot], loop)
    for spot in spots:
        builder.store(results[spot], targets[spot], align=4)


def _compiled_tile(rows: int, panels: int) -> Callable[..., None]:
    def tile(typing_context, a, a_at, b, b_at, s, s_at, c, c_at, strides, depth):  # type: ignore[no-untyped-def]
        ten = types.UniTuple(types.int64, 10)  # type: ignore[no-untyped-call]
        at = types.int64
        signature = types.void(a, at, b, at, s, at, c, at, ten, at)

        def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
            pointers = []
            for array, offset in ((0, 1), (2, 3), (4, 5), (6, 7)):
                view = context.make_array(signature.args[array])(context, builder, arguments[array])
                pointers.append(builder.gep(view.data, [arguments[offset]], inbounds=True, source_etype=_FLOAT))
            numbers = [builder.extract_value(arguments[8], i) for i in range(10)] + [arguments[9]]
            _emit(builder, pointers, numbers, rows, panels)
            return context.get_dummy_value()

        return signature, codegen

    compiled: Callable[..., None] = intrinsic(tile)
    return compiled


def _interpreted_tile(rows: int, panels: int) -> Callable[..., None]:
    def tile(a, a_at, b, b_at, s, s_at, c, c_at, strides, depth):  # type: ignore[no-untyped-def]
        a_row, _, a_depth, a_block, b_depth, b_panel, s_row, s_panel, c_row, c_panel = strides
        for r in range(rows):
            for p in range(panels):
                at, start = c_at + r * c_row + p * c_panel, s_at + r * s_row + p * s_panel
                sums = s[start : start + LANES].astype(np.float64)
                for i in range(depth):
                    right = b_at + i * b_depth + p * b_panel
                    left = a_at + r * a_row + i // LANES * a_block + i % LANES * a_depth
                    product = np.float64(a[left]) * b[right : right + LANES]
                    sums = (sums + product).astype(np.float32).astype(np.float64)
                c[at : at + LANES] = sums

    return tile


def _compiled_turn(typing_context, source, source_at, target, target_at):  # type: ignore[no-untyped-def]
    signature = types.void(source, types.int64, target, types.int64)

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        rows: list[list[Any]] = []
        for array, offset in ((0, 1), (2, 3)):
            view = context.make_array(signature.args[array])(context, builder, arguments[array])
            starts = [builder.add(arguments[offset], ir.Constant(_INT, LANES * row)) for row in range(LANES)]
            places = [builder.gep(view.data, [start], inbounds=True, source_etype=_FLOAT) for start in starts]
            rows.append([builder.bitcast(place, _VECTOR.as_pointer()) for place in places])
        values, half = [builder.load(row, align=4, typ=_VECTOR) for row in rows[0]], LANES // 2
        dealt = [
            ir.Constant(ir.VectorType(ir.IntType(32), LANES), [first + i // 2 + i % 2 * LANES for i in range(LANES)])
            for first in (0, half)
        ]
        for _ in range(LANES.bit_length() - 1):  # rows half a block apart, their lanes dealt out in turn
            pairs = list(zip(values[:half], values[half:], strict=True))
            values = [builder.shuffle_vector(one, other, lanes) for one, other in pairs for lanes in dealt]
        for value, row in zip(values, rows[1], strict=True):
            builder.store(value, row, align=4)
        return context.get_dummy_value()

    return signature, codegen


def _interpreted_turn(source, source_at, target, target_at):  # type: ignore[no-untyped-def]
    block = source[source_at : source_at + LANES * LANES].reshape(LANES, LANES)
    target[target_at : target_at + LANES * LANES] = block.T.reshape(-1)


TILE_ROWS, TILE_PANELS = tile_shape()
_make = _interpreted_tile if INTERPRETED else _compiled_tile

# tile(a, a_at, b, b_at, s, s_at, c, c_at, strides, depth): arrays float32 [1-D], offsets and strides in floats.
# C[r, p, lane] = S[r, p, lane] + sum over i < depth of A[r, i] · B[i, p, lane]; S may be C. Strides, as everywhere:
# (a_row, a_rows, a_depth, a_block, b_depth, b_panel, s_row, s_panel, c_row, c_panel), where A[r, i] is at
# (r // LANES) · a_rows + (r % LANES) · a_row + (i // LANES) · a_block + (i % LANES) · a_depth.
wide_tile = _make(TILE_ROWS, TILE_PANELS)
narrow_tile = _make(TILE_ROWS, 1)
wide_row = _make(1, TILE_PANELS)
narrow_row = _make(1, 1)

# turn(source, source_at, target, target_at): a block of LANES rows of LANES floats, copied with rows for columns.
turn: Callable[..., None] = _interpreted_turn if INTERPRETED else intrinsic(_compiled_turn)
