"""A signed word on each log leaves for where the server cannot take it back, every 15 minutes (R33)."""

from __future__ import annotations

import stat
import time
from pathlib import Path

import pytest

import verify_audit
from asylia.audit import checkpoint
from asylia.audit.checkpoint import Checkpoint
from asylia.audit.log import logged
from asylia.server import checkpoints as leaving_the_machine
from asylia.server.checkpoints import CheckpointError, checkpoints, faults, keep, leaving, public_key, signing_key
from asylia.server.database import Databases
from tests.audit.threads import at_once
from tests.record.agencies import Someone, founded


@pytest.fixture
def someone(tables: Databases, db: None) -> Someone:
    return founded(tables, ["Lamplight"])[0]


def look(someone: Someone, times: int = 1) -> None:
    """In a transaction that is kept, as that of a server is: a checkpoint is made over another connection."""

    def look_now() -> None:
        for _ in range(times):
            with logged(someone) as log:
                log.add(action="read", allowed=True, rule="by_role", area="A")

    at_once([look_now])


def of(someone: Someone, points: list[Checkpoint]) -> list[Checkpoint]:
    return [point for point in points if point.agency == str(someone.agency)]


def test_each_log_has_its_own_and_it_is_genuine(tables: Databases, someone: Someone, tmp_path: Path) -> None:
    look(someone, 3)
    (point,) = of(someone, checkpoints(tables, tmp_path))
    assert point.seq == 3
    assert point.is_genuine(signing_key(tmp_path).public_key())


def test_the_key_stays_the_same_and_is_for_its_owner_alone(tmp_path: Path) -> None:
    assert public_key(tmp_path) == public_key(tmp_path)
    assert public_key(tmp_path) != public_key(tmp_path / "another")
    assert stat.S_IMODE((tmp_path / "audit-key").stat().st_mode) == 0o600


def test_half_a_key_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "audit-key").write_text("half")
    with pytest.raises(CheckpointError, match="Put it back from a backup"):
        signing_key(tmp_path)


def test_only_what_is_new_is_added_and_a_line_cut_short_is_made_good(
    tables: Databases, someone: Someone, tmp_path: Path
) -> None:
    look(someone)
    first = of(someone, checkpoints(tables, tmp_path))
    assert (keep(tmp_path, first), keep(tmp_path, first)) == (1, 0)
    path = tmp_path / f"{someone.agency}.checkpoints"
    path.write_text(f"{first[0].line()}\n{first[0].line()[:40]}")
    look(someone)
    second = of(someone, checkpoints(tables, tmp_path))
    assert keep(tmp_path, second) == 1
    assert path.read_text() == f"{first[0].line()}\n{second[0].line()}\n"


def test_a_folder_that_is_away_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, someone: Someone,
                                       tables: Databases) -> None:  # fmt: skip
    monkeypatch.delenv("ASYLIA_CHECKPOINTS", raising=False)
    assert list(faults()) == []
    monkeypatch.setenv("ASYLIA_CHECKPOINTS", str(tmp_path))
    assert list(faults()) == []
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setenv("ASYLIA_CHECKPOINTS", str(tmp_path / "away"))
    assert ["cannot be kept in" in fault for fault in faults()] == [True]
    look(someone)
    with pytest.raises(CheckpointError, match="What was kept there stays"):
        keep(tmp_path / "away", checkpoints(tables, tmp_path))


def test_they_leave_at_the_start_in_between_and_at_the_end(
    tables: Databases, someone: Someone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYLIA_CHECKPOINTS", str(tmp_path))
    path = tmp_path / f"{someone.agency}.checkpoints"
    look(someone)
    with leaving(tables, tmp_path):
        wait_for(path)
        look(someone, 2)
    assert [Checkpoint.read(line).seq for line in path.read_text().splitlines()] == [1, 3]


def test_the_time_between_two_is_fifteen_minutes() -> None:
    assert checkpoint.EVERY.total_seconds() == 15 * 60


def test_they_leave_again_when_the_time_has_come(
    tables: Databases, someone: Someone, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASYLIA_CHECKPOINTS", str(tmp_path))
    monkeypatch.setattr(leaving_the_machine, "EVERY", checkpoint.EVERY / 4500)
    path = tmp_path / f"{someone.agency}.checkpoints"
    look(someone)
    with leaving(tables, tmp_path):
        wait_for(path)
        look(someone)
        wait_for(path, lines=2)


def test_what_cannot_be_kept_is_said_and_nobody_is_stopped(
    tables: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str],
    someone: Someone,
) -> None:  # fmt: skip
    look(someone)
    monkeypatch.setenv("ASYLIA_CHECKPOINTS", str(tmp_path / "away"))
    with leaving(tables, tmp_path):
        pass
    assert "cannot be kept in" in capfd.readouterr().err


def wait_for(path: Path, lines: int = 1) -> None:
    until = time.monotonic() + 10
    while not path.exists() or len(path.read_text().splitlines()) < lines:
        assert time.monotonic() < until
        time.sleep(0.02)


def test_the_program_that_stands_alone_takes_them(tables: Databases, someone: Someone, tmp_path: Path) -> None:
    look(someone, 2)
    (point,) = of(someone, checkpoints(tables, tmp_path))
    hashes = ["0" * 64, point.own]
    key = bytes.fromhex(public_key(tmp_path))
    assert verify_audit.check_points([point.line()], str(someone.agency), hashes, key) == 2
