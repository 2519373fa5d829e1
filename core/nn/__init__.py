"""Only arrays: a float32 matrix comes in, trained weights go out.

A tour, in reading order:

- `spec`         what a network looks like; `layout` where each weight lies, and the digest
- `rng`          numbers by counter; from them `initialisers` (the start) and `shuffle` (an epoch's order)
- `tile`         the micro-kernel C += A·B in registers; `products` builds any matrix product from it
- `layers`       a dense layer: forward, backward and weight gradient, one below the other
- `activations`, `losses`   forward beside derivative, value beside gradient; `scalars` has their exp and tanh
- `optimisers`   the update rules, each one function
- `operands`     what the kernels are handed; `units` the one training kernel: a slice of a run without Python in it,
                 shared by as many threads as come (`atomics` has their counters, `helpers` the threads)
- `step`         a run's arrays and the way into `units`; loading the kernels
- `forward`      prediction: a serial kernel for any thread

Where to add: an activation, loss or optimiser is one function, one code and one line in its file's table.
"""

from core.base import runtime

runtime.prepare()  # numba reads its environment when it is first imported, by any module below
