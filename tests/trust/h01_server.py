"""Asylia's own server with a fault put into it on purpose, started by h01_server_killed.

    python -m tests.trust.h01_server serve --port 0

The fault is named in the environment. The web server's worker loads the application from here.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

if TYPE_CHECKING:
    from asylia.audit.chain import Event

FAULT = "ASYLIA_TRUST_FAULT"


def done_again() -> None:
    """A command that comes a second time is taken for a new one."""
    from asylia.casework.models import Receipt

    kept = Receipt.objects.create

    def under_another_key(**given: Any) -> Any:
        return kept(**{**given, "key": uuid4()})

    setattr(Receipt.objects, "create", under_another_key)  # noqa: B010


def log_apart() -> None:
    """The log is written after what it tells of was committed."""
    from django.db import transaction

    from asylia.audit import log
    from asylia.record.rows import acting_as
    from tests.trust.h13_database_killed import Whose

    write = log._write

    def apart(events: Iterable[Event]) -> None:
        kept = list(events)

        def later() -> None:
            time.sleep(0.05)
            with acting_as(Whose(kept[0].account, kept[0].agency)):
                write(kept)

        transaction.on_commit(later)

    log._write = apart


def acknowledged_at_once() -> None:
    """What is acknowledged is not kept yet: half a second may pass before it is written."""
    import threading

    from django.http import JsonResponse

    from asylia.api import doing

    do = doing.do

    def later(*given: Any) -> Any:
        threading.Timer(0.5, lambda: do(*given)).start()
        return JsonResponse({"code": str(given[2]), "made": {"facts": [str(uuid4())]}, "notes": [], "repeated": False})

    setattr(doing, "do", later)  # noqa: B010


def log_names() -> None:
    """Whatever is sent is told to the log of the server."""
    import logging

    from asylia.api import doing

    do = doing.do

    def telling(*given: Any) -> Any:
        sys.stderr.write(f"{given[3].dict()}\n")
        logging.getLogger("django.request").error("sent")
        return do(*given)

    setattr(doing, "do", telling)  # noqa: B010


def kept_in_clear() -> None:
    """A text is kept as it was written, with nothing sealed."""
    from asylia.access.keyring_drawer import Drawer

    setattr(Drawer, "write", lambda _drawer, _field, _version, text: text)  # noqa: B010


def receipt_of_words() -> None:
    """A receipt keeps the end of what was sent, and no fingerprint of it."""
    import json

    from asylia.casework import door

    setattr(door, "_digest", lambda *given: json.dumps(given[2], default=str, ensure_ascii=False)[-64:])  # noqa: B010


FAULTS: Mapping[str, Callable[[], None]] = {
    "log names": log_names,
    "kept in clear": kept_in_clear,
    "receipt of words": receipt_of_words,
    "done again": done_again,
    "log apart": log_apart,
    "acknowledged at once": acknowledged_at_once,
}


def __getattr__(name: str) -> Any:
    if name != "application":
        raise AttributeError(name)
    from asylia.server.wsgi import application

    FAULTS[os.environ[FAULT]]()
    return application


def main() -> int:
    from asylia.server.command import main as command
    from asylia.server.commands import serve

    made = serve.web_server

    def web_server(host: str, number: int) -> Any:
        server = made(host, number)
        server.target = "tests.trust.h01_server:application"
        return server

    serve.web_server = web_server
    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
