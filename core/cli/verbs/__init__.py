"""One file per verb of the command line; each has `add(parser)` and `run(arguments, console)`."""
