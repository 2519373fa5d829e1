"""Only arrays: a float32 matrix comes in, trained weights go out.

One layer, from end to end (`layers`, but for the update):

    forward    A' = f(A·W + b)              forward_block      → activations.activate, dropout.drop_panel
    backward   D  = (D'·Wᵀ) ∘ f'(A)         backward_block     → activations.through_activation, dropout.drop_panel
    gradient   Aᵀ·D', and D' summed         add_tile_gradient
    update     W ← W - lr · rule(gradient)  pieces.update_tile → optimisers.clip, decay, update; layers.transpose_tile

where D of the last layer is a loss's gradient (`losses`: value and gradient in one function each), and lr follows
`schedules`. Every product is `products.add_product`, made of `tile`, the micro-kernel that keeps its sums in registers.

Then, in reading order:

- `spec`         what a network looks like; `layout` where each weight lies, and the digest
- `part`, `update`   what a run is handed: rows without a copy, and an optimiser's numbers
- `rng`          numbers by counter; from them `initialisers` (the start), `shuffle` (an epoch's order) and `dropout`
- `scalars`      exp and tanh for activations and losses
- `course`, `operands`   all of that as arrays of one type for every architecture: nothing is compiled twice; `views` of
                 arrays whose references nobody counts, `denormals` that count as nought
- `pieces`       what one thread does at a time; `units` the one training kernel: a slice of a run without Python in it,
                 shared by as many threads as come (`atomics` has their counters, `helpers` the threads)
- `step`         a run's arrays, what a checkpoint keeps of them, and the way into `units`; loading the kernels
- `forward`      prediction, on any thread, also while a run trains

Where to add: an activation, loss, optimiser or schedule is one function, one code and one line in its file's table
(`activations`, `losses`, `optimisers`, `schedules`); the first two are named in `spec`, too. That is all for the
arithmetic: loop, checkpoints and forecasts follow the tables. For people it gets its name in `core.training.declared`
and its words in `core.training.choices`; a loss that has an entry in `core.training.constant` is told when it learned
nothing.
"""

from core.base import runtime

runtime.prepare()  # numba reads its environment when it is first imported, by any module below
