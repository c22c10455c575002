"""Show the six digits that an account of the demonstration is asked for now."""

from __future__ import annotations

import argparse
import os
import time

from asylia.server import demonstration
from asylia.server.commands.migrate import set_django_up
from asylia.server.database import databases
from asylia.server.demonstration import NoDemonstration
from asylia.server.state import state_folder


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="sign-in name of the demonstration, such as cw")


def run(arguments: argparse.Namespace) -> int:
    """0 and six digits. Raises NoDemonstration for any other account, and where the demonstration is not running."""
    name: str = arguments.name.strip().casefold()
    if name not in demonstration.NAMES:
        raise NoDemonstration(
            "The demonstration has no account of this name. ./run lists its names. The codes of real accounts are on "
            "their own devices alone."
        )
    if not demonstration.is_there(databases(state_folder())):
        raise NoDemonstration("This database holds no demonstration, so there is no code to show.")
    print(present_code(name))
    return 0


def present_code(name: str) -> str:
    """The code of the present half minute."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "asylia.server.settings")
    set_django_up()
    from allauth.mfa.totp.internal import auth as totp

    value = totp.hotp_value(demonstration.device_of(name), int(time.time()) // 30)
    return str(totp.format_hotp_value(value))
