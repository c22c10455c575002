"""Start Asylia on this machine and print its address; Ctrl-C ends it."""

from __future__ import annotations

import argparse
import errno
import multiprocessing
import os
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from typing import Any

from asylia.server import demonstration
from asylia.server.checkpoints import leaving
from asylia.server.commands.migrate import bring_up_to_date, set_django_up
from asylia.server.database import Databases, databases, is_this_machine
from asylia.server.postgres import DatabaseUnusable
from asylia.server.running import ANNOUNCEMENT, START_SECONDS
from asylia.server.state import state_folder

DEFAULT_PORT = 8000


class PortTaken(RuntimeError):
    """The port that was asked for cannot be used."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    parser.add_argument("--port", type=port, help=f"port (default: {DEFAULT_PORT}, or a free one where it is taken)")
    parser.add_argument(
        "--demonstration", action="store_true", help="on an empty database, found three invented agencies to try out"
    )


def port(text: str) -> int:
    """A port number from 0 (any free one) to 65535; argparse words the refusal."""
    number = int(text)
    if not 0 <= number <= 65535:
        raise ValueError
    return number


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM; 0 when it was ended so."""
    host: str = arguments.host
    number = usable_port(host, arguments.port)
    os.environ["DJANGO_SETTINGS_MODULE"] = "asylia.server.settings"
    with ExitStack() as until_the_end:
        known = open_database(until_the_end)
        if known is not None:
            show_demonstration(known, found=arguments.demonstration)
        collect_static()
        serve(host, number)
    print("Asylia has ended.", flush=True)
    return 0


def show_demonstration(known: Databases, *, found: bool) -> None:
    """Name the sign-ins of the demonstration where the database holds it. found: make it where there is no agency."""
    if demonstration.prepare(known) if found else demonstration.is_there(known):
        os.environ[demonstration.SHOWN] = "yes"
        print("\n".join(demonstration.table()), flush=True)


def open_database(until_the_end: ExitStack) -> Databases | None:
    """Start the database, bring its tables up to date, and let checkpoints of its logs leave (`checkpoints`).

    Where there is no database, say why and go on without: None.

    Raises DatabaseUnusable only for addresses of the environment that cannot be read.
    """
    known = databases(state_folder())
    try:
        until_the_end.enter_context(known.kept())
        bring_up_to_date(known)
        until_the_end.enter_context(leaving(known, state_folder()))
    except DatabaseUnusable as error:
        print(f"Without its database Asylia serves the assessment desk, and no cases. {error}", file=sys.stderr)
        return None
    return known


def serve(host: str, number: int) -> None:
    """Answer over HTTP until told to end."""
    if not is_this_machine(host):
        print(
            "Asylia will answer to other machines, without encryption. Put a proxy with TLS in front of it, "
            "and name its host in ASYLIA_ALLOWED_HOSTS.",
            file=sys.stderr,
        )
    # A worker begins anew, as the app. A copy of this process would go on as the owner of the tables, which it is now.
    multiprocessing.set_start_method("spawn", force=True)
    threading.Thread(target=announce, args=(host, number), daemon=True).start()
    web_server(host, number).serve()


def usable_port(host: str, wanted: int | None) -> int:
    """The port to serve on: the wanted one, 8000 where none was asked for, else one that is free. Raises PortTaken."""
    if wanted is not None:
        return bound_port(host, wanted)
    try:
        return bound_port(host, DEFAULT_PORT)
    except PortTaken:
        return bound_port(host, 0)


def bound_port(host: str, number: int) -> int:
    """Try the port out, and give its number (a free one for 0)."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, number))
        except OSError as error:
            reason = "is taken" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            raise PortTaken(
                f"Port {number} on {host} {reason}. Give another with --port, or 0 for a free one."
            ) from error
        taken: int = trial.getsockname()[1]
        return taken


def collect_static() -> None:
    """Lay out style sheets and scripts under their fingerprinted names, compressed, in the server's folder."""
    set_django_up()
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)


def announce(host: str, number: int) -> None:
    """Print the address once Asylia answers there."""
    address = f"http://{f'[{host}]' if ':' in host else host}:{number}"
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if answers(address):
            print(f"{ANNOUNCEMENT}{address}", flush=True)
            print("What is entered at the assessment desk is stored nowhere. Ctrl-C ends it.", flush=True)
            return
        time.sleep(0.05)


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - our own http address
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def web_server(host: str, number: int) -> Any:
    """The web server, not yet started. One worker with a few threads is enough for a desk on one machine."""
    from granian.constants import HTTPModes, Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    class WebServer(Server):  # type: ignore[misc, valid-type]
        """Ends when its terminal closes, where Granian would go on and start its workers anew."""

        def signal_handler_reload(self, *_args: object, **_kwargs: object) -> None:
            self.signal_handler_interrupt()

    return WebServer(
        "asylia.server.wsgi:application",
        address=host,
        port=number,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        blocking_threads=4,
        log_level=LogLevels.warning,
        log_access=False,
        workers_kill_timeout=5,
    )
