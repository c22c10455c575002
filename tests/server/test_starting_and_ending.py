"""Asylia starts with one command, says where, and leaves nothing behind when it is ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.server.commands import check, serve
from asylia.server.running import announced_address, end_group, running


@pytest.fixture
def server(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A server on a free port, started as `./run` starts it."""
    own_key = {name: value for name, value in os.environ.items() if name != "ASYLIA_SECRET_KEY"}
    process = subprocess.Popen(
        [sys.executable, "-m", "asylia.server.command", "serve", "--port", "0"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env={**own_key, "ASYLIA_VAR": str(tmp_path)},
        start_new_session=True,
    )
    yield process
    end_group(process)


def is_listening(address: str) -> bool:
    host, _, port = address.removeprefix("http://").partition(":")
    with socket.socket() as client:
        client.settimeout(1)
        return client.connect_ex((host, int(port))) == 0


def ends_listening(address: str) -> bool:
    until = time.monotonic() + 10
    while time.monotonic() < until:
        if not is_listening(address):
            return True
        time.sleep(0.1)
    return False


def test_one_assessment_over_http_is_as_expected(capsys: pytest.CaptureFixture[str]) -> None:
    assert check.run(None) == 0  # type: ignore[arg-type]
    assert "All as expected" in capsys.readouterr().out


def test_a_check_that_expects_something_else_fails(tmp_path: Path) -> None:
    with running(tmp_path) as address, pytest.raises(check.CheckFailed, match="front page"):
        check.check_page("front page", f"{address}/", "words that no page holds")


@pytest.mark.parametrize("ending", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_it_ends_when_told_and_when_its_window_closes(server: subprocess.Popen[str], ending: signal.Signals) -> None:
    address = announced_address(server)
    server.send_signal(ending)
    assert server.wait(15) == 0
    assert not is_listening(address)


def test_nothing_goes_on_serving_when_it_is_killed(server: subprocess.Popen[str]) -> None:
    address = announced_address(server)
    server.kill()
    server.wait()
    assert ends_listening(address)


def test_it_writes_its_key_its_style_sheets_its_database_and_nothing_else(
    server: subprocess.Popen[str], tmp_path: Path
) -> None:
    address = announced_address(server)
    urllib.request.urlopen(f"{address}/desk/begin", b"who=child&language=en").read()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["database", "secret-key", "static"]


def test_a_style_sheet_may_be_kept_for_good_since_its_name_changes(tmp_path: Path) -> None:
    with running(tmp_path) as address:
        page = urllib.request.urlopen(address).read().decode()
        sheet = next(part for part in page.split('"') if part.endswith(".css"))
        assert "immutable" in urllib.request.urlopen(f"{address}{sheet}").headers["Cache-Control"]


def test_a_taken_port_is_refused_by_name() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(serve.PortTaken, match=f"Port {taken} on 127.0.0.1 is taken"):
            serve.usable_port("127.0.0.1", taken)


def test_without_a_port_another_is_taken_when_the_usual_one_is_not_free(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        monkeypatch.setattr(serve, "DEFAULT_PORT", other.getsockname()[1])
        assert serve.usable_port("127.0.0.1", None) not in {0, serve.DEFAULT_PORT}
