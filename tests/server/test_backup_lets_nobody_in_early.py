"""Until a restore is whole, verified and what was deleted since is gone again, nobody can sign in."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.record.agencies import NOW, Three
from tests.record.deletions import filled, written
from tests.server.backups import Pair, asylia, backed_up, pair, running

from asylia.access.founding import NewAccount, found
from asylia.access.keyring_user import Effort
from asylia.server.commands.check import CheckFailed, check_database
from asylia.server.database import Databases
from asylia.server.restore import begin, end, has_agencies, unfinished

QUICK = Effort(memory_kib=64, passes=1, lanes=1)
PASSPHRASE = "a passphrase of one"


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


@pytest.fixture
def key(tmp_path: Path) -> Pair:
    return pair(tmp_path)


@pytest.fixture
def someone(three: Three, tables: Databases) -> str:
    """The name an account signs in under."""
    name = f"worker-{uuid4().hex[:8]}"
    with tables.connect("owner") as owner:
        found(owner, "Lamplight", [NewAccount(name, "Worker", (), ("CW",), PASSPHRASE, effort=QUICK)], NOW)
    return name


def test_while_a_restore_is_unfinished_there_is_no_account_to_sign_in_with(someone: str, tables: Databases) -> None:
    from asylia.access.accounts import opened
    from asylia.record.deletion import restore_unfinished

    assert opened(someone, PASSPHRASE) is not None
    begin(tables, NOW)
    try:
        assert opened(someone, PASSPHRASE) is None
        assert restore_unfinished()
        assert unfinished(tables)
        with pytest.raises(CheckFailed, match="nobody can sign in"):
            check_database(tables)
    finally:
        end(tables)
    assert opened(someone, PASSPHRASE) is not None
    assert not restore_unfinished()


def test_killed_in_between_it_is_begun_again(three: Three, tables: Databases, tmp_path: Path, key: Pair) -> None:
    filled(three.lead, three.case)
    file = backed_up(tables, tmp_path / "backup", key)
    var = tmp_path / "elsewhere"
    command = [
        sys.executable, "-m", "asylia.server.command", "restore", str(file), "--key", str(key.file),
        "--no-later-deletions",
    ]  # fmt: skip
    killed = 0
    for seconds in (0.8, 1.3, 1.8, 2.3):
        restoring = subprocess.Popen(
            command, env={**os.environ, "ASYLIA_VAR": str(var)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        time.sleep(seconds)
        killed += restoring.poll() is None
        restoring.send_signal(signal.SIGKILL)
        restoring.wait()
        with running(var) as known:
            if has_agencies(known):
                break
    assert killed > 0
    done = asylia(var, "restore", file, "--key", key.file, "--no-later-deletions")
    with running(var) as known:
        if done.returncode != 0:
            # The last one to be killed had finished already.
            assert "has agencies already" in done.stderr
        assert not unfinished(known)
        with known.connect("owner") as owner:
            owner.execute("SELECT set_config('app.backup', 'on', false)")
            assert owner.execute("SELECT count(*) FROM record_case WHERE id = %s", [three.case]).fetchone() == (1,)


def test_loaded_and_not_finished_it_is_finished_by_the_next(
    three: Three, tables: Databases, tmp_path: Path, key: Pair
) -> None:
    file = backed_up(tables, tmp_path / "backup", key)
    var = tmp_path / "elsewhere"
    assert asylia(var, "restore", file, "--key", key.file, "--no-later-deletions").returncode == 0
    with running(var) as known:
        begin(known, NOW)
        done = asylia(var, "restore", file, "--key", key.file, "--no-later-deletions")
        assert done.returncode == 0, done.stderr
        assert "It is finished now" in done.stdout
        assert not unfinished(known)


def test_a_backup_with_a_changed_log_is_refused(three: Three, tables: Databases, tmp_path: Path, key: Pair) -> None:
    from asylia.audit.log import logged

    for number in range(3):
        with logged(three.lead, NOW) as log:
            log.add(action=f"case.look.{number}", allowed=True, rule="role")
    var = tmp_path / "elsewhere"
    file = backed_up(tables, tmp_path / "backup", key)
    done = asylia(var, "restore", file, "--key", key.file, "--no-later-deletions")
    assert done.returncode == 0, done.stderr
    with running(var) as known:
        with known.connect("owner") as owner:
            # Whoever owns the tables lifts their walls and their triggers, and lays them again.
            owner.execute("ALTER TABLE audit_auditevent NO FORCE ROW LEVEL SECURITY, DISABLE TRIGGER USER")
            changed = owner.execute(
                "UPDATE audit_auditevent SET allowed = false WHERE agency_id = %s AND seq = 2", [three.lead.agency]
            )
            assert changed.rowcount == 1
            owner.execute("ALTER TABLE audit_auditevent FORCE ROW LEVEL SECURITY, ENABLE TRIGGER USER")
        changed_file = backed_up(known, tmp_path / "backup-changed", key)
    refused = asylia(tmp_path / "third", "restore", changed_file, "--key", key.file, "--no-later-deletions")
    assert refused.returncode == 2
    assert "broken at event 2" in refused.stderr
    with running(tmp_path / "third") as known:
        assert not has_agencies(known)


def test_a_backup_of_an_earlier_version_is_brought_forward(
    three: Three, tables: Databases, tmp_path: Path, key: Pair
) -> None:
    from asylia.server.backup_tables import applied

    old, new = tmp_path / "old", tmp_path / "new"
    filled_file = backed_up(tables, tmp_path / "backup", key)
    assert asylia(old, "restore", filled_file, "--key", key.file, "--no-later-deletions").returncode == 0
    with running(old) as known:
        back = subprocess.run(
            [sys.executable, "-m", "django", "migrate", "record", "0006"],
            env={**os.environ, "ASYLIA_VAR": str(old), "ASYLIA_DATABASE_ROLE": "owner"},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert back.returncode == 0, back.stderr
        with known.connect("owner") as owner:
            before = applied(owner)
        older = tmp_path / "backup-older"
        # A backup does not change the tables, so it is made of whatever version they are.
        backed_up(known, older, key)
    done = asylia(new, "restore", older, "--key", key.file, "--no-later-deletions")
    assert done.returncode == 0, done.stderr
    with running(new) as known, known.connect("owner") as owner:
        assert set(applied(owner)) > set(before)
        owner.execute("SELECT set_config('app.backup', 'on', false)")
        assert owner.execute("SELECT count(*) FROM record_case WHERE id = %s", [three.case]).fetchone() == (1,)
