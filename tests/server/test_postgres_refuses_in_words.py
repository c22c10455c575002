"""Where the database cannot start, the person who starts it reads what is wrong and how to mend it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import asylia
from asylia.server.postgres import AS_NOBODY, DatabaseUnusable, Place, Postgres

SOURCE = Path(asylia.__file__).parents[1]

START_IT = """
import sys
from pathlib import Path
from asylia.server.postgres import DatabaseUnusable, Place, Postgres
try:
    with Postgres(Place(Path(sys.argv[1]))):
        print("up")
except DatabaseUnusable as error:
    print(error)
"""


def start(folder: Path) -> None:
    with Postgres(Place(folder)):
        raise AssertionError("it started")


def test_a_folder_open_to_others_is_refused_with_the_command_that_closes_it(tmp_path: Path) -> None:
    (tmp_path / "database").mkdir(mode=0o755)
    (tmp_path / "database").chmod(0o755)
    with pytest.raises(DatabaseUnusable, match=r"open to other users .* chmod 700 '.*/database'"):
        start(tmp_path / "database")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_the_folder_of_another_user_is_refused(tmp_path: Path) -> None:
    (tmp_path / "database").mkdir(mode=0o700)
    os.chown(tmp_path / "database", 65534, 65534)
    with pytest.raises(DatabaseUnusable, match=r"belongs to another user .* Start Asylia as that user"):
        start(tmp_path / "database")


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "database").touch(mode=0o600)
    with pytest.raises(DatabaseUnusable, match="ASYLIA_VAR"):
        start(tmp_path / "database")


def test_a_folder_without_programs_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASYLIA_POSTGRES_PROGRAMS", str(tmp_path))
    with pytest.raises(DatabaseUnusable, match="expected to hold PostgreSQL's programs"):
        start(tmp_path / "database")


def test_programs_of_another_version_are_refused_with_the_one_that_is_needed(tmp_path: Path) -> None:
    place = Place(tmp_path / "database")
    with Postgres(place):
        pass
    (place.data / "PG_VERSION").write_text("99\n")
    with pytest.raises(DatabaseUnusable, match="ASYLIA_POSTGRES_PROGRAMS to the programs of version 99"):
        start(place.folder)
    (place.data / "PG_VERSION").write_text("18\n")
    (place.data / "global" / "pg_control").write_bytes(b"damaged")
    with pytest.raises(DatabaseUnusable, match=r"did not start. PostgreSQL says: .* The whole log is"):
        start(place.folder)


def test_root_without_user_namespaces_is_told_the_ways_out(tmp_path: Path) -> None:
    """In a namespace of our own we are root, and may forbid ourselves any further one."""
    if subprocess.run([*AS_NOBODY, "true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine allows no namespace to try it in")
    said = subprocess.run(
        ["unshare", "--user", "--map-root-user", "sh", "-c",
         'echo 0 > /proc/sys/user/max_user_namespaces; exec "$@"', "sh", sys.executable, "-c", START_IT,
         str(tmp_path / "database")],
        capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )  # fmt: skip
    assert "PostgreSQL never runs as root" in said.stdout, said.stderr
    assert "Start Asylia as an ordinary user" in said.stdout
    assert "ASYLIA_DATABASE_URL" in said.stdout
