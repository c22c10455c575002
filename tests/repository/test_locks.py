"""Every library is pinned by its hash, from no named host, and has its reason written down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
LISTS = sorted((ROOT / "requirements").glob("*.in"))


def pinned(lock: Path) -> list[str]:
    """The lines of a lock, continued lines joined."""
    return lock.read_text().replace("\\\n", " ").splitlines()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_each_library_has_one_version_and_its_hashes(lock: Path) -> None:
    assert pinned(lock)
    for line in pinned(lock):
        assert re.match(r"[a-z0-9-]+==\S+( ; .+?)? .*--hash=sha256:[0-9a-f]{64}", line), line


@pytest.mark.parametrize("file", [*LOCKS, *LISTS], ids=lambda path: path.name)
def test_no_host_is_named(file: Path) -> None:
    assert "//" not in file.read_text()


def test_the_test_lock_holds_what_the_run_lock_holds() -> None:
    # Name and version alone: where a library of the tests wants the same one, the test lock has it on more machines.
    tested = {line.split()[0] for line in pinned(ROOT / "requirements" / "test.txt")}
    assert {line.split()[0] for line in pinned(ROOT / "requirements" / "run.txt")} <= tested


@pytest.mark.parametrize("file", LISTS, ids=lambda path: path.name)
def test_each_direct_library_has_its_reason_and_licence(file: Path) -> None:
    explained = (ROOT / "docs" / "development" / "dependencies.md").read_text().lower()
    names = re.findall(r"^([A-Za-z][\w-]*)", file.read_text(), flags=re.MULTILINE)
    assert names
    assert [name for name in names if f"| `{name.lower()}` |" not in explained] == []
