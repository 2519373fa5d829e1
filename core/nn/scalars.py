"""exp, tanh and sigmoid of one float32, the same to the bit on every processor and inside any vector loop.

Why (2026-11-24): the C library's expf differs between systems and keeps loops scalar; these few multiply-adds are the
same everywhere and vectorise. Coefficients: Moshier's Cephes library, expf.c and tanhf.c; errors at most about 2 units
in the last place. Results stay out of the denormal range: exp gives 2.5e-38 to 4.1e37. NaN stays NaN.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from llvmlite import ir
from numba import types
from numba.extending import intrinsic

from core.nn.jit import INTERPRETED, helper

_ONE, _TWO, _HALF = np.float32(1.0), np.float32(2.0), np.float32(0.5)
_LOWEST, _HIGHEST = np.float32(-86.6), np.float32(86.6)
_LOG2E = np.float32(1.44269504088896341)
_LN2_HIGH, _LN2_LOW = np.float32(0.693359375), np.float32(-2.12194440e-4)
_E5, _E4, _E3 = np.float32(1.9875691500e-4), np.float32(1.3981999507e-3), np.float32(8.3334519073e-3)
_E2, _E1, _E0 = np.float32(4.1665795894e-2), np.float32(1.6666665459e-1), np.float32(5.0000001201e-1)
_T4, _T3, _T2 = np.float32(-5.70498872745e-3), np.float32(2.06390887954e-2), np.float32(-5.37397155531e-2)
_T1, _T0 = np.float32(1.33314422036e-1), np.float32(-3.33332819422e-1)
_SMALL = np.float32(0.625)


def _float_of_bits(typing_context, bits):  # type: ignore[no-untyped-def]
    """The float32 whose pattern is an int32."""
    signature = types.float32(types.int32)

    def codegen(context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
        return builder.bitcast(arguments[0], ir.FloatType())

    return signature, codegen


def _float_of_bits_interpreted(bits: np.int32) -> np.float32:
    return np.int32(bits).view(np.float32)


float_of_bits: Callable[..., Any] = _float_of_bits_interpreted if INTERPRETED else intrinsic(_float_of_bits)


@helper
def exp32(x: np.float32) -> np.float32:
    """e to the x; beyond ±86.6 it stays at the nearest value that it can give."""
    x = _LOWEST if x < _LOWEST else x
    x = _HIGHEST if x > _HIGHEST else x
    power = np.floor(_LOG2E * x + _HALF)
    power = power if power == power else np.float32(0.0)  # NaN can't be an exponent; it stays in `x`
    x = x - power * _LN2_HIGH
    x = x - power * _LN2_LOW
    p = ((((_E5 * x + _E4) * x + _E3) * x + _E2) * x + _E1) * x + _E0
    p = p * (x * x) + x + _ONE
    scale: np.float32 = float_of_bits(np.int32(np.int32(np.int32(power) + np.int32(127)) << np.int32(23)))
    return p * scale


@helper
def sigmoid32(x: np.float32) -> np.float32:
    """1 / (1 + e^-x)."""
    return _ONE / (_ONE + exp32(-x))


@helper
def tanh32(x: np.float32) -> np.float32:
    """Hyperbolic tangent."""
    size = abs(x)
    square = x * x
    near = ((((_T4 * square + _T3) * square + _T2) * square + _T1) * square + _T0) * square * x + x
    far = _ONE - _TWO / (exp32(_TWO * size) + _ONE)
    far = -far if x < np.float32(0.0) else far
    return near if size < _SMALL else far
