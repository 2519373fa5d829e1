"""Where every weight lies: one flat vector for people and files, one padded vector for the kernels.

The canonical vector, float32 [parameters], holds for each layer W row-major [in, out], then b [out]. The kernels'
vector pads widths to LANES and stores each W as panels of LANES columns, [out/LANES][in][LANES], so that the products
read it as a stream; padded entries are zero and stay zero. The transposed copy of each W but the first,
[in/LANES][out][LANES], serves the backward pass. A last layer of one output has neither padded columns nor a copy: its
weights lie side by side, [in], and serve all ways.

Why (2026-11-24): padding is kept inside the kernels' copy and not in the canonical vector, so that digests, files and
exports never know of it, and a processor with other lanes could choose another padding.
Why (2026-11-25): a single output, padded, was a sixth of a 64-64 network's parameters, and they are what a step of few
rows spends its time with.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.nn.spec import NetworkSpec

LANES = 16

# Columns of the kernels' table of layers, int64 [layers, LAYER_FACTS].
FAN_IN, FAN_OUT, IN_PADDED, OUT_PADDED, WEIGHTS, BIAS, TRANSPOSED, IN_START, OUT_START, OUT_STRIDE = range(10)
LAYER_FACTS = 10

Pairs: TypeAlias = Iterator[tuple[NDArray[np.float32], NDArray[np.float32]]]
_ALIAS_WIDTH = 128  # from here on, rows are a power of two apart often enough to collide in the cache


def padded(width: int) -> int:
    """`width` rounded up to whole lanes."""
    return -(-width // LANES) * LANES


def is_column(facts: NDArray[np.int64]) -> bool:
    """Whether a last layer's weights are a single column, kept without padding."""
    return bool(facts[WEIGHTS] + facts[IN_PADDED] == facts[BIAS])


def row_stride(width: int) -> int:
    """Floats from one row of activations to the next: padded, and not a power of two when wide."""
    lanes = padded(width)
    return lanes + LANES if lanes >= _ALIAS_WIDTH else lanes


@dataclass(frozen=True)
class Layout:
    """The offsets of one spec, in both vectors."""

    spec: NetworkSpec

    @cached_property
    def table(self) -> NDArray[np.int64]:
        """int64 [layers, LAYER_FACTS]: widths and offsets of each layer for the kernels.

        IN_START and OUT_START count floats per row: level `l` of a workspace with room for S rows begins at start · S.
        Levels lie in panels, [padded width / LANES][S][LANES]; only the last, whose rows the losses read, lies row by
        row, OUT_STRIDE apart.
        """
        table = np.zeros((len(self.spec.shapes), LAYER_FACTS), np.int64)
        offset = transposed = start = 0
        for layer, (fan_in, fan_out) in enumerate(self.spec.shapes):
            k, n = padded(fan_in), padded(fan_out)
            column = fan_out == 1 and layer == len(table) - 1
            bias, out_start = offset + (k if column else k * n), start + k
            table[layer] = (fan_in, fan_out, k, n, offset, bias, transposed, start, out_start, row_stride(fan_out))
            offset, start = bias + n, out_start
            transposed += k * n if layer and not column else 0
        return table

    @property
    def padded_size(self) -> int:
        """Length of the kernels' vector of parameters, in floats."""
        last = self.table[-1]
        return int(last[BIAS] + last[OUT_PADDED])

    @property
    def transposed_size(self) -> int:
        """Length of the transposed copies, in floats (at least 1, so that no array is empty)."""
        copied = [facts for facts in self.table[1:] if not is_column(facts)]
        return max(1, sum(int(facts[IN_PADDED] * facts[OUT_PADDED]) for facts in copied))

    @property
    def floats_per_row(self) -> int:
        """Floats that one row needs in a workspace: the inputs and every layer's outputs."""
        last = self.table[-1]
        return int(last[OUT_START] + last[OUT_STRIDE])


def layers_of(spec: NetworkSpec, weights: NDArray[np.float32]) -> Pairs:
    """Views (W [in, out], b [out]) of each layer in a canonical vector float32 [parameters]."""
    if weights.shape != (spec.parameters,):
        raise ValueError(f"{spec.parameters} weights expected, not {weights.shape}")
    offset = 0
    for fan_in, fan_out in spec.shapes:
        bias = offset + fan_in * fan_out
        yield weights[offset:bias].reshape(fan_in, fan_out), weights[bias : bias + fan_out]
        offset = bias + fan_out


def pack(layout: Layout, weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """The kernels' vector float32 [padded_size] of a canonical one float32 [parameters]."""
    packed = np.zeros(layout.padded_size, np.float32)
    for (w_KN, b_N), facts in zip(layers_of(layout.spec, weights), layout.table, strict=True):
        for block, place in _blocks(w_KN, packed, facts):
            place[...] = block
        packed[facts[BIAS] : facts[BIAS] + b_N.size] = b_N
    return packed


def unpack(layout: Layout, packed: NDArray[np.float32]) -> NDArray[np.float32]:
    """The canonical vector float32 [parameters] of the kernels' one; a new array."""
    weights = np.empty(layout.spec.parameters, np.float32)
    for (w_KN, b_N), facts in zip(layers_of(layout.spec, weights), layout.table, strict=True):
        for block, place in _blocks(w_KN, packed, facts):
            block[...] = place
        b_N[...] = packed[facts[BIAS] : facts[BIAS] + b_N.size]
    return weights


def transpose(layout: Layout, packed: NDArray[np.float32]) -> NDArray[np.float32]:
    """The transposed copies float32 [transposed_size] of the kernels' vector, for every layer but the first."""
    transposed = np.zeros(layout.transposed_size, np.float32)
    for facts in layout.table[1:]:
        if is_column(facts):
            continue
        k, n = int(facts[IN_PADDED]), int(facts[OUT_PADDED])
        blocks = _panels(packed, facts).reshape(n // LANES, k // LANES, LANES, LANES)  # [out panel, in panel, in, out]
        start = int(facts[TRANSPOSED])
        transposed[start : start + k * n] = blocks.transpose(1, 0, 3, 2).reshape(-1)
    return transposed


def digest(spec: NetworkSpec, weights: NDArray[np.float32]) -> str:
    """SHA-256 of the unpadded weights in layer order (W row-major [in, out], then b), little-endian float32."""
    if weights.shape != (spec.parameters,):
        raise ValueError(f"{spec.parameters} weights expected, not {weights.shape}")
    return hashlib.sha256(np.ascontiguousarray(weights, dtype="<f4").tobytes()).hexdigest()


def _blocks(w_KN: NDArray[np.float32], packed: NDArray[np.float32], facts: NDArray[np.int64]) -> Pairs:
    """Pairs of views: some columns of W, and where they lie in the kernels' vector."""
    if is_column(facts):
        yield w_KN[:, 0], packed[facts[WEIGHTS] : facts[WEIGHTS] + len(w_KN)]
        return
    panels_PKL = _panels(packed, facts)
    for panel, first in enumerate(range(0, w_KN.shape[1], LANES)):
        block = w_KN[:, first : first + LANES]
        yield block, panels_PKL[panel, : block.shape[0], : block.shape[1]]


def _panels(packed: NDArray[np.float32], facts: NDArray[np.int64]) -> NDArray[np.float32]:
    k, n, start = int(facts[IN_PADDED]), int(facts[OUT_PADDED]), int(facts[WEIGHTS])
    return packed[start : start + k * n].reshape(n // LANES, k, LANES)
