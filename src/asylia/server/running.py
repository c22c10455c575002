"""Starts Asylia as a person does, in a process of its own, waits until it answers, and ends it again.

Used by `asylia check` and by the browser tests.
"""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from asylia.server.checkpoints import FOLDER

ANNOUNCEMENT = "Asylia is running at "
START_SECONDS = 60
STOP_SECONDS = 15


class NotRunning(RuntimeError):
    """The server did not start, or did not end when asked. The text holds what it said."""


@contextmanager
def running(state: Path) -> Iterator[str]:
    """Asylia on a free port of this machine, with `state` as its folder; gives its address, without a slash at the end.

    Raises NotRunning when it does not answer within a minute or does not end on Ctrl-C within 15 seconds.
    """
    server = subprocess.Popen(
        [sys.executable, "-m", "asylia.server.command", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        # Nothing of a trial leaves for where checkpoints are kept.
        env={**os.environ, "ASYLIA_VAR": str(state), FOLDER: ""},
        start_new_session=True,
    )
    try:
        yield announced_address(server)
        server.send_signal(signal.SIGINT)
        try:
            code = server.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise NotRunning(f"The server was still running {STOP_SECONDS} seconds after Ctrl-C.") from error
        if code != 0:
            raise NotRunning(f"The server ended with exit code {code} after Ctrl-C instead of 0.")
    finally:
        end_group(server)


def announced_address(server: subprocess.Popen[str]) -> str:
    """Read what the server prints until it names its address. A thread goes on reading, so that it never blocks."""
    lines: queue.SimpleQueue[str | None] = queue.SimpleQueue()
    threading.Thread(target=read_lines, args=(server, lines), daemon=True).start()
    said: list[str] = []
    while True:
        try:
            line = lines.get(timeout=START_SECONDS)
        except queue.Empty:
            raise NotRunning(f"The server did not answer within {START_SECONDS} seconds. It said: {said}") from None
        if line is None:
            raise NotRunning(f"The server did not start. It said: {' '.join(said) or 'nothing'}")
        if line.startswith(ANNOUNCEMENT):
            return line.removeprefix(ANNOUNCEMENT).strip()
        said.append(line.strip())


def read_lines(server: subprocess.Popen[str], lines: queue.SimpleQueue[str | None]) -> None:
    for line in server.stdout or ():
        lines.put(line)
    lines.put(None)


def end_group(server: subprocess.Popen[str]) -> None:
    """Leave no process behind, whatever happened."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, signal.SIGKILL)
    server.wait()
    if server.stdout is not None:
        server.stdout.close()
