"""Prediction: a kernel that any thread may enter, also while a run trains, and that helpers share when there's much.

Rows go through in fixed blocks; each row's sums are chains of their own (see `tile`), so that what a row gets depends
neither on the rows around it nor on who computes it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.base import runtime
from core.nn.atomics import atomic_add, wait_for
from core.nn.denormals import flush_denormals, restore_denormals
from core.nn.dropout import dropout_of
from core.nn.helpers import invite
from core.nn.hints import Floats, Ints
from core.nn.jit import kernel
from core.nn.layers import fill_inputs, forward_block
from core.nn.layout import OUT_START, OUT_STRIDE, Layout, pack
from core.nn.losses import outputs_of_block
from core.nn.operands import BLOCK_ROWS, HEAD, OUTPUTS, Net, flops_per_row, make_net, make_rows, room_for, uncounted_net
from core.nn.part import Part
from core.nn.spec import NetworkSpec
from core.nn.views import rows_of, unowned

_ROWS_PER_CALL = 1 << 16  # between two calls Python may stop it
_CHUNK_ROWS = 8 * BLOCK_ROWS  # what a thread takes at a time
_PARALLEL_FLOPS = 20_000_000  # below it's over before a helper has come
NEXT, DONE = 0, 8  # places on the board, a cache line apart
BOARD = 16


def predict(
    spec: NetworkSpec, weights: NDArray[np.float32], matrix: NDArray[np.float32], threads: int | None = None
) -> NDArray[np.float32]:
    """Numbers or probabilities, float32 [rows, outputs], of each row of `matrix`, float32 [rows, inputs].

    `weights` is the canonical vector float32 [parameters]. A sigmoid head gives the probability of class 1. `threads`
    (None: all processors) changes no bit. Raises ValueError for arrays of another shape, type or order.
    """
    if matrix.ndim != 2 or matrix.shape[1] != spec.inputs:
        raise ValueError(f"{spec.inputs} inputs expected, not {matrix.shape}")
    layout = Layout(spec)
    net, packed = make_net(layout), pack(layout, weights)
    outputs = np.empty((matrix.shape[0], spec.outputs), np.float32)
    x = make_rows(Part(matrix, np.empty(matrix.shape[0], np.float32)), 1).x
    for first in range(0, matrix.shape[0], _ROWS_PER_CALL):
        last = min(first + _ROWS_PER_CALL, matrix.shape[0])
        work = (net, packed, layout.floats_per_row, x, outputs, first, last, np.zeros(BOARD, np.int64))
        if flops_per_row(layout) * (last - first) // 3 >= _PARALLEL_FLOPS:
            invite(min(threads or runtime.cpu_count(), -(-(last - first) // _CHUNK_ROWS)) - 1, forward_rows, *work)
        forward_rows(*work)
    return outputs


@kernel
def forward_rows(
    net: Net, parameters: Floats, floats_per_row: int, x: Floats, outputs: Floats, first: int, last: int, board: Ints
) -> None:
    """Fill outputs [first … last-1] from the rows of x, chunk by chunk, alone or with others on the same new `board`,
    int64 [BOARD]; returns when all is done."""
    net, parameters, x, outputs = uncounted_net(net), unowned(parameters), unowned(x), unowned(outputs)
    end, count, room = net.layers[net.layers.shape[0] - 1], net.facts[OUTPUTS], room_for(BLOCK_ROWS)
    activations, numbers = np.zeros(floats_per_row * room, np.float32), np.empty(BLOCK_ROWS, np.int64)
    chunks, register = (last - first + _CHUNK_ROWS - 1) // _CHUNK_ROWS, flush_denormals()
    chunk = atomic_add(board, NEXT, 1)
    while chunk < chunks:
        start = first + chunk * _CHUNK_ROWS
        for block in range(start, min(start + _CHUNK_ROWS, last), BLOCK_ROWS):
            rows = min(BLOCK_ROWS, last - block)
            for r in range(rows):
                numbers[r] = block + r
            fill_inputs(net, activations, room, 0, x, numbers[:rows])
            forward_block(net, parameters, activations, room, 0, rows, dropout_of(0, 0, 0))
            z_RN = rows_of(activations, end[OUT_START] * room, rows, end[OUT_STRIDE])
            outputs_of_block(net.facts[HEAD], z_RN, count)
            for r in range(rows):
                for j in range(count):
                    outputs[block + r, j] = z_RN[r, j]
        atomic_add(board, DONE, 1)
        chunk = atomic_add(board, NEXT, 1)
    restore_denormals(register)
    wait_for(board, DONE, chunks)
