"""Prediction: a serial kernel that any thread may enter, also while a run trains.

Rows go through in fixed blocks; each row's sums are chains of their own (see `tile`), so that what a row gets doesn't
depend on the rows around it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.nn.denormals import flush_denormals, restore_denormals
from core.nn.dropout import dropout_of
from core.nn.hints import Floats
from core.nn.jit import kernel
from core.nn.layers import fill_inputs, forward_block
from core.nn.layout import OUT_START, OUT_STRIDE, Layout, pack
from core.nn.losses import outputs_of_block
from core.nn.operands import (
    BLOCK_ROWS,
    HEAD,
    OUTPUTS,
    Net,
    make_net,
    make_rows,
    make_workspace,
    room_for,
    uncounted_net,
)
from core.nn.part import Part
from core.nn.spec import NetworkSpec
from core.nn.views import rows_of, unowned

_ROWS_PER_CALL = 1 << 15


def predict(spec: NetworkSpec, weights: NDArray[np.float32], matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """Numbers or probabilities, float32 [rows, outputs], of each row of `matrix`, float32 [rows, inputs].

    `weights` is the canonical vector float32 [parameters]. A sigmoid head gives the probability of class 1.
    Raises ValueError for arrays of another shape, type or order.
    """
    if matrix.ndim != 2 or matrix.shape[1] != spec.inputs:
        raise ValueError(f"{spec.inputs} inputs expected, not {matrix.shape}")
    layout = Layout(spec)
    net, packed = make_net(layout), pack(layout, weights)
    work = make_workspace(layout, BLOCK_ROWS)
    outputs = np.empty((matrix.shape[0], spec.outputs), np.float32)
    x = make_rows(Part(matrix, np.empty(matrix.shape[0], np.float32)), 1).x
    for first in range(0, matrix.shape[0], _ROWS_PER_CALL):
        last = min(first + _ROWS_PER_CALL, matrix.shape[0])
        forward_rows(net, packed, work.activations, x, outputs, first, last)
    return outputs


@kernel
def forward_rows(
    net: Net, parameters: Floats, activations: Floats, x: Floats, outputs: Floats, first: int, last: int
) -> None:
    """Fill outputs [first … last-1] from the rows of x, block by block."""
    net, parameters, activations = uncounted_net(net), unowned(parameters), unowned(activations)
    x, outputs = unowned(x), unowned(outputs)
    end, count, room = net.layers[net.layers.shape[0] - 1], net.facts[OUTPUTS], room_for(BLOCK_ROWS)
    register = flush_denormals()
    for block in range(first, last, BLOCK_ROWS):
        rows = min(BLOCK_ROWS, last - block)
        fill_inputs(net, activations, room, 0, x, np.arange(block, block + rows))
        forward_block(net, parameters, activations, room, 0, rows, dropout_of(0, 0, 0))
        z_RN = rows_of(activations, end[OUT_START] * room, rows, end[OUT_STRIDE])
        outputs_of_block(net.facts[HEAD], z_RN, count)
        for r in range(rows):
            for j in range(count):
                outputs[block + r, j] = z_RN[r, j]
    restore_denormals(register)
