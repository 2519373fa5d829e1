"""A dense network as the bytes of an ONNX model, written without the onnx package: Gemm and its activation a layer.

Field numbers are those of onnx.proto (ONNX 1.16, IR version 8, opset 13); the wire is protocol buffers' (a key of
field · 8 + type, then a varint, four bytes, or a length and bytes).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from core.nn.layout import layers_of
from core.nn.spec import Head, NetworkSpec

IR_VERSION, OPSET, FLOAT = 8, 13, 1
OPERATIONS = {"relu": "Relu", "tanh": "Tanh", "sigmoid": "Sigmoid"}
HEADS = {Head.SIGMOID: "Sigmoid", Head.SOFTMAX: "Softmax"}


def onnx_model(spec: NetworkSpec, weights: np.ndarray) -> bytes:
    """The model: "x" float32 [rows, inputs] to "y" float32 [rows, outputs], numbers or probabilities."""
    nodes, tensors, last = [], [], "x"
    for at, (w_KN, b_N) in enumerate(layers_of(spec, weights)):
        tensors += [_tensor(f"w{at}", w_KN), _tensor(f"b{at}", b_N)]
        nodes.append(_node("Gemm", [last, f"w{at}", f"b{at}"], f"z{at}"))
        last = f"z{at}"
        hidden = at < len(spec.hidden)
        after = OPERATIONS.get(spec.activation) if hidden else HEADS.get(spec.head)
        if after:
            nodes.append(_node(after, [last], f"a{at}"))
            last = f"a{at}"
    nodes.append(_node("Identity", [last], "y"))
    parts = [_sent(1, node) for node in nodes]
    parts += [_sent(2, b"network"), *(_sent(5, tensor) for tensor in tensors)]
    parts += [_sent(11, _value("x", spec.inputs)), _sent(12, _value("y", spec.outputs))]
    opset = _sent(1, b"") + _number(2, OPSET)
    return _number(1, IR_VERSION) + _sent(8, opset) + _sent(7, b"".join(parts))


def _node(operation: str, inputs: list[str], output: str) -> bytes:
    return (
        b"".join(_sent(1, name.encode()) for name in inputs) + _sent(2, output.encode()) + _sent(4, operation.encode())
    )


def _tensor(name: str, values: np.ndarray) -> bytes:
    dims = b"".join(_number(1, size) for size in values.shape)
    return dims + _number(2, FLOAT) + _sent(8, name.encode()) + _sent(9, np.ascontiguousarray(values, "<f4").tobytes())


def _value(name: str, width: int) -> bytes:
    shape = _sent(1, _sent(2, b"rows")) + _sent(1, _number(1, width))
    return _sent(1, name.encode()) + _sent(2, _sent(1, _number(1, FLOAT) + _sent(2, shape)))


def _number(field: int, value: int) -> bytes:
    return bytes([*_varint(field * 8), *_varint(value)])


def _sent(field: int, payload: bytes) -> bytes:
    return bytes([*_varint(field * 8 + 2), *_varint(len(payload))]) + payload


def _varint(value: int) -> Iterator[int]:
    while value > 127:
        yield value & 127 | 128
        value >>= 7
    yield value
