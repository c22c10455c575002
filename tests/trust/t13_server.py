"""Asylia's own server that remembers on purpose what it should forget, started by t13_keys_in_memory.

python -m tests.trust.t13_server serve --port 0
"""

from __future__ import annotations

import sys
from typing import Any

remembered: list[Any] = []


def __getattr__(name: str) -> Any:
    if name != "application":
        raise AttributeError(name)
    from asylia.access.keyring import Keyring
    from asylia.server.wsgi import application

    setattr(Keyring, "close", lambda keyring: remembered.append(keyring))  # noqa: B010
    return application


def main() -> int:
    from asylia.server.command import main as command
    from asylia.server.commands import serve

    made = serve.web_server

    def web_server(host: str, number: int) -> Any:
        server = made(host, number)
        server.target = "tests.trust.t13_server:application"
        return server

    serve.web_server = web_server
    return command(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
