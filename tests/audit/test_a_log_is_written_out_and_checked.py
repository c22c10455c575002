"""A log that was written out is whole for Asylia and for the program that stands alone; a rewritten one is not."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

import verify_audit
from asylia.audit.log import OPERATOR, logged
from asylia.server.database import Databases
from tests.audit.chains import chain_of
from tests.audit.threads import at_once
from tests.conftest import VAR
from tests.record.agencies import Someone, founded

EVENTS = 5


def audit(*arguments: object, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ASYLIA_VAR": str(VAR), **({"ASYLIA_CHECKPOINTS": str(folder)} if folder else {})}
    command = [sys.executable, "-m", "asylia.server.command", "audit", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


def look(someone: Someone) -> None:
    for _ in range(EVENTS):
        with logged(someone) as log:
            log.add(action="read", allowed=True, rule="by_role", area="A")


@pytest.fixture
def someone(tables: Databases, db: None, request: pytest.FixtureRequest) -> Someone:
    (someone,) = founded(tables, [f"Agency of {request.node.name}"])
    at_once([partial(look, someone)])
    return someone


@pytest.fixture
def rewriting(tables: Databases) -> Iterator[Callable[[Someone, str], None]]:
    """What the owner of the server can do: lift walls and triggers, and change what they like.

    No log that is broken outlasts its test: whoever makes a backup of this database afterwards would be told of it.
    """
    changed: set[UUID] = set()

    def rewrite(someone: Someone, statement: str) -> None:
        changed.add(someone.agency)
        with tables.connect("owner") as owner:
            for table in ("audit_auditevent", "audit_audithead"):
                owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
            assert owner.execute(statement, {"agency": someone.agency}).rowcount > 0
            for table in ("audit_auditevent", "audit_audithead"):
                owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")

    yield rewrite
    with tables.connect("owner") as owner:
        for table in ("audit_auditevent", "audit_audithead"):
            owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER, NO FORCE ROW LEVEL SECURITY")
            owner.execute(f"DELETE FROM {table} WHERE agency_id = ANY(%s)", [list(changed)])
            owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER, FORCE ROW LEVEL SECURITY")


def test_it_is_written_out_and_whole_and_the_export_is_in_the_log(someone: Someone, tmp_path: Path) -> None:
    exported = tmp_path / "log"
    assert audit("checkpoint", folder=tmp_path).returncode == 0
    answer = audit("export", someone.agency, exported)
    assert answer.stdout.startswith(f"{EVENTS} events are written to")
    assert exported.stat().st_mode & 0o777 == 0o600
    key, kept = audit("key").stdout.strip(), tmp_path / f"{someone.agency}.checkpoints"
    said = f"The log is whole: {EVENTS} events of {someone.agency}, {EVENTS} of them sealed by a checkpoint.\n"
    answer = audit("verify", exported, "--key", key, "--checkpoints", kept)
    assert (answer.returncode, answer.stdout) == (0, said)
    assert verify_audit.main([str(exported), "--key", key, "--checkpoints", str(kept)]) == 0
    last = chain_of(someone)[-1]
    assert (last.seq, last.event.action, last.event.account) == (EVENTS + 1, "log.export", str(OPERATOR))


def test_an_agency_is_found_by_its_name(someone: Someone, tmp_path: Path) -> None:
    name = "Agency of test_an_agency_is_found_by_its_name"
    assert audit("export", name, tmp_path / "log").returncode == 0
    answer = audit("export", "Agency of nobody", tmp_path / "other")
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr == "asylia audit: No agency has this name or number. Give it as it is written in Asylia.\n"
    assert not (tmp_path / "other").exists()


def test_a_file_that_is_there_is_kept(someone: Someone, tmp_path: Path) -> None:
    there = tmp_path / "log"
    there.write_text("mine")
    answer = audit("export", someone.agency, there)
    assert (answer.returncode, answer.stderr) == (2, f"asylia audit: {there}: File exists.\n")
    assert there.read_text() == "mine"
    assert len(chain_of(someone)) == EVENTS


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("UPDATE audit_auditevent SET allowed = NOT allowed WHERE agency_id = %(agency)s AND seq = 3", "at event 3:"),
        ("UPDATE audit_auditevent SET account = agency_id WHERE agency_id = %(agency)s AND seq = 1", "at event 1:"),
        ("DELETE FROM audit_auditevent WHERE agency_id = %(agency)s AND seq = 2", "at event 2:"),
        ("UPDATE audit_auditevent SET seq = 9 WHERE agency_id = %(agency)s AND seq = 5", "at event 5:"),
    ],
)
def test_a_table_that_was_tampered_with_is_found(
    someone: Someone, rewriting: Callable[[Someone, str], None], tmp_path: Path, statement: str, found: str
) -> None:
    rewriting(someone, statement)
    exported = tmp_path / "log"
    audit("export", someone.agency, exported)
    answer = audit("verify", exported)
    assert answer.returncode == 2
    assert f"The log is broken {found}" in answer.stderr
    assert verify_audit.main([str(exported), "--key", "0" * 64]) == 1


def test_a_checkpoint_finds_a_chain_that_was_written_anew(
    someone: Someone, rewriting: Callable[[Someone, str], None], tmp_path: Path
) -> None:
    audit("checkpoint", folder=tmp_path)
    rewriting(someone, "DELETE FROM audit_auditevent WHERE agency_id = %(agency)s")
    rewriting(someone, "DELETE FROM audit_audithead WHERE agency_id = %(agency)s")
    at_once([partial(look, someone)])
    exported, kept = tmp_path / "log", tmp_path / f"{someone.agency}.checkpoints"
    audit("export", someone.agency, exported)
    assert audit("verify", exported).returncode == 0
    key = audit("key").stdout.strip()
    answer = audit("verify", exported, "--key", key, "--checkpoints", kept)
    assert answer.returncode == 2
    assert "It was written anew." in answer.stderr


def test_an_end_that_was_cut_off_is_found_by_its_checkpoint(someone: Someone, tmp_path: Path) -> None:
    audit("checkpoint", folder=tmp_path)
    exported, kept = tmp_path / "log", tmp_path / f"{someone.agency}.checkpoints"
    audit("export", someone.agency, exported)
    exported.write_text("".join(exported.read_text().splitlines(keepends=True)[:-1]))
    answer = audit("verify", exported, "--key", audit("key").stdout.strip(), "--checkpoints", kept)
    assert f"ends at event {EVENTS - 1}; a checkpoint knows of {EVENTS}" in answer.stderr


def test_checkpoints_need_the_key(someone: Someone, tmp_path: Path) -> None:
    exported = tmp_path / "log"
    audit("export", someone.agency, exported)
    assert "give the public key with --key" in audit("verify", exported, "--checkpoints", exported).stderr
    assert "64 hexadecimal signs" in audit("verify", exported, "--key", "Mira").stderr


@pytest.mark.parametrize("content", ["Mira\n", "ميرا\n", "{}\n", "\n"])
def test_another_file_is_refused_without_repeating_it(tmp_path: Path, content: str) -> None:
    other = tmp_path / "other"
    other.write_text(content, encoding="utf-8")
    answer = audit("verify", other)
    assert (answer.returncode, answer.stdout) == (2, "")
    assert answer.stderr.count("\n") == 1
    assert "Mira" not in answer.stderr
