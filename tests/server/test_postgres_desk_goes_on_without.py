"""Where the database cannot start, Asylia says so and serves the desk all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from asylia.server.running import announced_address, end_group


@pytest.fixture
def without_database(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """The address of a server whose folder for the database is open to others, and what it said on stderr."""
    (tmp_path / "database").mkdir()
    (tmp_path / "database").chmod(0o755)
    said = tmp_path / "said"
    with said.open("w") as stderr:
        process = subprocess.Popen(
            [sys.executable, "-m", "asylia.server.command", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=stderr,
            text=True,
            env={**os.environ, "ASYLIA_VAR": str(tmp_path)},
            start_new_session=True,
        )
    yield announced_address(process), said
    end_group(process)


def test_it_says_why_and_answers(without_database: tuple[str, Path]) -> None:
    address, said = without_database
    page = urllib.request.urlopen(f"{address}/desk/begin", b"who=child&language=en").read().decode()
    assert "R-CHD-01" in page
    told = said.read_text()
    assert told.startswith("Without its database Asylia serves the assessment desk, and no cases. ")
    assert "chmod 700" in told
    assert "Traceback" not in told
