"""Starting weights, drawn by counter from (seed, layer, input, output).

He et al. 2015 ("Delving deep into rectifiers", section 2.2) before ReLU, Glorot and Bengio 2010 ("Understanding the
difficulty of training deep feedforward neural networks", eq. 16) elsewhere, both uniform; biases are zero. A network
without hidden layers starts at zero: its loss is convex, so the start can only cost time.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from core.nn.layout import layers_of
from core.nn.rng import STREAM_WEIGHTS, key, uniform
from core.nn.spec import NetworkSpec


def initial_weights(spec: NetworkSpec, seed: int) -> NDArray[np.float32]:
    """The canonical vector float32 [parameters] before the first step."""
    weights = np.zeros(spec.parameters, np.float32)
    if not spec.hidden:
        return weights
    for layer, (w_KN, _) in enumerate(layers_of(spec, weights)):
        w_KN[...] = uniform(key(seed, STREAM_WEIGHTS, layer), w_KN.shape, _limit(spec, layer))
    return weights


def _limit(spec: NetworkSpec, layer: int) -> float:
    fan_in, fan_out = spec.shapes[layer]
    if spec.activation == "relu" and layer < len(spec.hidden):
        return math.sqrt(6.0 / fan_in)
    return math.sqrt(6.0 / (fan_in + fan_out))
