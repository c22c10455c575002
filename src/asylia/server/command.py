"""The `asylia` command: finds the subcommand, reads its arguments, and turns every error into one clear sentence."""

from __future__ import annotations

import argparse
import importlib
import os
import pkgutil
import sys
import traceback
from collections.abc import Sequence
from types import ModuleType

import asylia
from asylia.server import commands

REFUSED = 2
INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand and return its exit code: 0 done, 2 refused with a reason on stderr, 130 interrupted."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    parser = build_parser(wanted=arguments[0] if arguments else "")
    parsed = parser.parse_args(arguments)
    try:
        code: int = parsed.run(parsed)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone (`asylia law | head`). What is still buffered must not raise again at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        print(f"asylia {parsed.command}: {sentence(error)}", file=sys.stderr)
        return REFUSED
    return code


def build_parser(wanted: str) -> argparse.ArgumentParser:
    """The argument parser. Only the wanted subcommand is imported; all of them where none is named, for the help."""
    parser = argparse.ArgumentParser(prog="asylia", description=asylia.__doc__)
    parser.add_argument("--version", action="version", version=f"asylia {asylia.__version__}")
    subcommands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    names = sorted(module.name for module in pkgutil.iter_modules(commands.__path__))
    for name in [wanted] if wanted in names else names:
        module = importlib.import_module(f"{commands.__name__}.{name}")
        purpose = first_sentence(module)
        subparser = subcommands.add_parser(name, help=purpose, description=purpose)
        module.add_arguments(subparser)
        subparser.set_defaults(run=module.run)
    return parser


def first_sentence(module: ModuleType) -> str:
    """The sentence a command's module opens with; argparse reads % as its own, so it is doubled."""
    return (module.__doc__ or "").strip().split("\n\n")[0].replace("\n", " ").replace("%", "%%")


def sentence(error: Exception) -> str:
    """What a person is told of an error.

    Asylia's own errors are written for people. A file that cannot be reached is named. The text of any other error
    may repeat what someone entered, so only its place is given.
    """
    if type(error).__module__.partition(".")[0] == "asylia":
        return str(error)
    if isinstance(error, OSError) and error.strerror:
        return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    last = traceback.extract_tb(error.__traceback__)[-1]
    return (
        f"Something that Asylia did not expect went wrong, and it stopped. Please report this line: "
        f"{type(error).__name__} at {os.path.basename(last.filename)}:{last.lineno} ({last.name}), "
        f"version {asylia.__version__}."
    )


if __name__ == "__main__":
    sys.exit(main())
