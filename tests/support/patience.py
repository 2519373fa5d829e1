"""How long a test waits before it gives up, on a slow machine with much else to do: no test measures time."""

PATIENCE_S = 240.0  # a first test may have to compile the kernels, on a thread that gives way to all others
