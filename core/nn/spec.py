"""What a network looks like: widths, activation and head; no numbers in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Head(StrEnum):
    """What the last layer gives and how it is judged while training."""

    LINEAR = "linear"  # numbers; mean squared error
    SIGMOID = "sigmoid"  # one probability of two classes; binary cross-entropy
    SOFTMAX = "softmax"  # one probability per class; cross-entropy


# What training may lower, by head; the first is the head's usual one. `core.nn.losses` has them.
LOSSES = {Head.LINEAR: ("mse",), Head.SIGMOID: ("cross_entropy",), Head.SOFTMAX: ("cross_entropy",)}
ACTIVATIONS = ("relu", "tanh", "sigmoid", "linear")


@dataclass(frozen=True)
class NetworkSpec:
    """A dense network: `inputs` → hidden widths → `outputs`. No hidden layer is linear or logistic regression.

    `activation` (one of ACTIVATIONS) is that of the hidden layers; the last layer's follows from `head`.
    """

    inputs: int
    hidden: tuple[int, ...]
    outputs: int
    activation: str
    head: Head

    def __post_init__(self) -> None:
        if self.activation not in ACTIVATIONS:
            raise ValueError(f"unknown activation {self.activation!r}")
        if min(self.widths) < 1:
            raise ValueError(f"every width is at least 1: {self.widths}")
        if self.head is Head.SIGMOID and self.outputs != 1:
            raise ValueError("a sigmoid head has one output")
        if self.head is Head.SOFTMAX and self.outputs < 2:
            raise ValueError("a softmax head has at least two outputs")

    @property
    def widths(self) -> tuple[int, ...]:
        """The width of every level, from the inputs to the outputs."""
        return (self.inputs, *self.hidden, self.outputs)

    @property
    def shapes(self) -> tuple[tuple[int, int], ...]:
        """(fan-in, fan-out) of every layer."""
        return tuple(zip(self.widths[:-1], self.widths[1:], strict=True))

    @property
    def parameters(self) -> int:
        """How many numbers are trained: the length of the flat vector."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in self.shapes)

    @property
    def targets(self) -> int:
        """Columns of the target: one class index or one number per linear output."""
        return self.outputs if self.head is Head.LINEAR else 1


def spec_to_json(spec: NetworkSpec) -> dict[str, object]:
    """Plain values for a project file."""
    return {
        "inputs": spec.inputs,
        "hidden": list(spec.hidden),
        "outputs": spec.outputs,
        "activation": spec.activation,
        "head": spec.head.value,
    }


def spec_from_json(value: dict[str, object]) -> NetworkSpec:
    """The spec of `spec_to_json`. Raises KeyError, TypeError or ValueError when it isn't one."""
    hidden = value["hidden"]
    if not isinstance(hidden, list):
        raise TypeError("hidden is a list of widths")
    return NetworkSpec(
        inputs=_whole(value["inputs"]),
        hidden=tuple(_whole(width) for width in hidden),
        outputs=_whole(value["outputs"]),
        activation=str(value["activation"]),
        head=Head(str(value["head"])),
    )


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"a width is a whole number, not {value!r}")
    return value
