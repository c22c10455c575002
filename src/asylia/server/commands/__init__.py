"""One module for each subcommand of `asylia`.

Each opens with one sentence, which is its help, and has `add_arguments(parser)` and `run(arguments) -> int`.
"""
