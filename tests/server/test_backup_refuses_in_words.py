"""Whatever goes wrong with a backup or its restore is told in a sentence, and leaves nothing half done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytest_django.plugin import DjangoDbBlocker
from tests.record.agencies import Three
from tests.record.deletions import written
from tests.server.backups import Pair, asylia, backed_up, folder_of, pair, running

from asylia.record.deletion_ledger import LEDGER
from asylia.server.backup import KEYRING_DAYS
from asylia.server.backup_age import SealError, read_identity, read_recipient, seal
from asylia.server.backup_format import KEYRING, RECORD, Heading
from asylia.server.database import Databases
from asylia.server.restore import Given, check_headings, has_agencies, unfinished


@pytest.fixture
def three(tables: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[Three]:
    with written(tables, django_db_blocker) as people:
        yield people


@pytest.fixture
def key(tmp_path: Path) -> Pair:
    return pair(tmp_path)


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name.startswith("backup"))


def test_a_recipient_that_is_none_is_refused(tables: Databases, tmp_path: Path, key: Pair) -> None:
    for wrong in ("age1notakey", "hello", ""):
        done = asylia(folder_of(tables), "backup", tmp_path / "backup", "--to", wrong)
        assert done.returncode == 2
        assert "expected to be a public key" in done.stderr
    secret = key.file.read_text().splitlines()[-1]
    done = asylia(folder_of(tables), "backup", tmp_path / "backup", "--to", secret)
    assert "That is the secret key" in done.stderr
    assert secret not in done.stderr + done.stdout
    assert files(tmp_path) == []


def test_a_place_that_cannot_be_written_is_told(tables: Databases, tmp_path: Path, key: Pair) -> None:
    done = asylia(folder_of(tables), "backup", tmp_path / "nowhere" / "backup", "--to", key.public)
    assert done.returncode == 2
    assert "could not be written (No such file or directory), and nothing is left of it" in done.stderr


def test_a_full_disk_leaves_no_half_file(tmp_path: Path, key: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    real = os.open
    monkeypatch.setattr(os, "open", lambda path, *rest: full if str(path).endswith("backup") else real(path, *rest))
    with pytest.raises(OSError, match="No space left"):
        seal([b"x" * 1_000_000], tmp_path / "backup", read_recipient(key.public))
    assert files(tmp_path) == []


def test_what_goes_wrong_while_reading_leaves_no_half_file(tmp_path: Path, key: Pair) -> None:
    def breaking() -> Iterator[bytes]:
        yield b"x" * 1_000_000
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        seal(breaking(), tmp_path / "backup", read_recipient(key.public))
    assert files(tmp_path) == []


def test_a_backup_that_is_there_is_never_overwritten(
    three: Three, tables: Databases, tmp_path: Path, key: Pair
) -> None:
    file = backed_up(tables, tmp_path / "backup", key)
    before = file.read_bytes()
    done = asylia(folder_of(tables), "backup", file, "--to", key.public)
    assert done.returncode == 2
    assert "is there already" in done.stderr
    assert file.read_bytes() == before


def test_killed_at_any_moment_no_half_file_has_the_name_of_a_backup(
    three: Three, tables: Databases, tmp_path: Path, key: Pair
) -> None:
    environment = {**os.environ, "ASYLIA_VAR": str(folder_of(tables))}
    for number in range(4):
        file = tmp_path / f"backup-{number}"
        command = [sys.executable, "-m", "asylia.server.command", "backup", str(file), "--to", key.public]
        making = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(0.15 + 0.2 * number)
        making.send_signal(signal.SIGKILL)
        making.wait()
        if file.exists():
            ledger = folder_of(tables) / LEDGER
            ledger.touch()
            done = asylia(tmp_path / f"var-{number}", "restore", file, "--key", key.file, "--deletions", ledger)
            assert done.returncode == 0, done.stderr
    # What a killed one left behind keeps no later one from being made.
    backed_up(tables, tmp_path / "backup-4", key)
    assert {name for name in files(tmp_path) if name.endswith(".unfinished")} <= {
        f"backup-{number}{end}.unfinished" for number in range(4) for end in ("", ".keyring")
    }


def restore(file: Path, key: Pair, var: Path, *more: str | Path) -> str:
    done = asylia(var, "restore", file, "--key", key.file, "--no-later-deletions", *more)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    return done.stderr


def test_damaged_foreign_and_swapped_files_are_refused_and_nothing_is_there(
    three: Three, tables: Databases, tmp_path: Path, key: Pair
) -> None:
    from tests.record.every_table import row

    from asylia.record.models import SealedField
    from asylia.record.rows import acting_as

    with acting_as(three.lead):
        # More than age seals at a time, so that what is damaged comes only after much has been loaded.
        for number in range(1, 400):
            content = os.urandom(300)
            row(SealedField, three.lead, three.case, field=f"name.{number}", content=content).save(force_insert=True)
    file = backed_up(tables, tmp_path / "backup", key)
    keyring = tmp_path / "backup.keyring"
    var = tmp_path / "elsewhere"
    content = file.read_bytes()
    assert len(content) > 3 * 65536
    cut, changed, other = tmp_path / "cut", tmp_path / "changed", tmp_path / "text"
    cut.write_bytes(content[:-100])
    changed.write_bytes(content[:-2000] + bytes([content[-2000] ^ 1]) + content[-1999:])
    other.write_text("not a backup")
    for wrong in (cut, changed, other):
        assert "is not a whole backup" in restore(wrong, key, var, "--keyring", keyring)
    assert "is not there" in restore(tmp_path / "missing", key, var, "--keyring", keyring)
    assert "sealed for another key" in restore(file, pair(tmp_path, "another"), var)
    assert "the other way round" in restore(keyring, key, var, "--keyring", file)
    later = backed_up(tables, tmp_path / "backup-later", key)
    assert "were not made together" in restore(later, key, var, "--keyring", keyring)
    with running(var) as known:
        assert not unfinished(known)
        assert not has_agencies(known)
    done = asylia(var, "restore", file, "--key", key.file, "--no-later-deletions")
    assert done.returncode == 0, done.stderr
    assert "every case that was deleted after the backup was made is back" in done.stderr


def test_a_database_with_agencies_is_left_as_it_is(three: Three, tables: Databases, tmp_path: Path, key: Pair) -> None:
    file = backed_up(tables, tmp_path / "backup", key)
    assert "has agencies already, and was left as it is" in restore(file, key, folder_of(tables))


def test_a_list_of_deletions_is_asked_for(three: Three, tables: Databases, tmp_path: Path, key: Pair) -> None:
    done = asylia(tmp_path / "elsewhere", "restore", tmp_path / "backup", "--key", key.file)
    assert done.returncode == 2
    assert "--deletions" in done.stderr


def test_a_list_older_than_the_backup_is_refused(three: Three, tables: Databases, tmp_path: Path, key: Pair) -> None:
    from asylia.record.deletion import delete_case
    from asylia.record.rows import acting_as

    with acting_as(three.lead):
        delete_case(three.case, "request")
    file = backed_up(tables, tmp_path / "backup", key)
    (empty := tmp_path / "old.jsonl").touch()
    done = asylia(tmp_path / "elsewhere", "restore", file, "--key", key.file, "--deletions", empty)
    assert done.returncode == 2
    assert "the list is older than the backup" in done.stderr


def headings(made_at: datetime) -> dict[str, Heading]:
    both = {"pair": "1", "made_at": made_at, "version": "1", "migrations": (), "chains": {}, "deletions": 0}
    return {
        RECORD: Heading(part=RECORD, **both),  # type: ignore[arg-type]
        KEYRING: Heading(part=KEYRING, keep_days=KEYRING_DAYS, **both),  # type: ignore[arg-type]
    }


@pytest.mark.parametrize(("days", "old_keyring", "taken"), [(35, False, True), (36, False, False), (36, True, True)])
def test_a_keyring_past_its_days_is_refused_and_says_why(
    tmp_path: Path, key: Pair, days: int, old_keyring: bool, taken: bool
) -> None:
    now = datetime.now(UTC)
    identity = read_identity(key.file)
    given = Given(tmp_path / "b", tmp_path / "b.keyring", identity, identity, (), old_keyring, now, tmp_path)
    found = headings(now - timedelta(days=days))
    if taken:
        check_headings(given, found)
    else:
        with pytest.raises(SealError, match="what was promised to be gone can be opened again"):
            check_headings(given, found)


def test_a_new_key_is_printed_once_and_kept_nowhere(tmp_path: Path) -> None:
    var = tmp_path / "var"
    first, second = asylia(var, "backup", "--new-key"), asylia(var, "backup", "--new-key")
    assert "AGE-SECRET-KEY-1" in first.stdout
    assert first.stdout != second.stdout
    kept = [path for path in var.rglob("*") if path.is_file() and b"AGE-SECRET" in path.read_bytes()]
    assert kept == []


def test_another_secret_key_than_when_the_backup_was_made_is_refused(
    three: Three, tables: Databases, tmp_path: Path, key: Pair, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(tables, tmp_path / "backup", key)
    monkeypatch.setenv("ASYLIA_SECRET_KEY", "another one of this machine: " + "1" * 50)
    assert "no second factor would be taken" in restore(file, key, tmp_path / "elsewhere")
