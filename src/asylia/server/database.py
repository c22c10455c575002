"""Which database Asylia works with, and as whom: one named in the environment, else the embedded one.

Environment: ASYLIA_DATABASE_URL (as asylia_app), ASYLIA_DATABASE_OWNER_URL (as asylia_owner, to change tables),
ASYLIA_DATABASE_WORKER_URL (as asylia_worker), each a connection string of PostgreSQL, and ASYLIA_DATABASE_ROLE (the
role this process works as: app, owner or worker).
"""

from __future__ import annotations

import os
import ssl
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from asylia.server.postgres import DatabaseUnusable, Place, Postgres
from asylia.server.roles import APP, DATABASE, OWNER, WORKER

ROLE = "ASYLIA_DATABASE_ROLE"
ROLE_NAMES: Mapping[str, str] = {"app": APP, "owner": OWNER, "worker": WORKER}
URLS: Mapping[str, str] = {
    "app": "ASYLIA_DATABASE_URL",
    "owner": "ASYLIA_DATABASE_OWNER_URL",
    "worker": "ASYLIA_DATABASE_WORKER_URL",
}
CONNECT_SECONDS = 5


@dataclass(frozen=True)
class Databases:
    """How to reach the database in each role. place: of the embedded one; None where a server is named elsewhere."""

    place: Place | None
    connections: Mapping[str, Mapping[str, Any]]

    def connection(self, role: str) -> Mapping[str, Any]:
        """What libpq needs to connect in this role. Raises DatabaseUnusable where its address is not given."""
        try:
            return self.connections[role]
        except KeyError:
            raise DatabaseUnusable(
                f"To work as {ROLE_NAMES[role]}, Asylia needs {URLS[role]}. Set it, with the user and password of that "
                "role."
            ) from None

    def connect(self, role: str) -> psycopg.Connection:
        """A connection in this role, without Django. Raises DatabaseUnusable when the database does not answer."""
        try:
            return psycopg.connect(**self.connection(role))
        except psycopg.Error as error:
            raise DatabaseUnusable(f"The database does not answer as {ROLE_NAMES[role]}. {why(error)}") from error

    def kept(self) -> AbstractContextManager[object]:
        """While this lasts, the embedded database runs; nothing to do for one elsewhere. Raises DatabaseUnusable."""
        return nullcontext() if self.place is None else Postgres(self.place)

    def for_django(self, role: str) -> dict[str, Any]:
        """The entry of DATABASES for this role."""
        given = dict(self.connection(role))
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": given.pop("dbname"),
            "USER": given.pop("user"),
            "PASSWORD": given.pop("password", ""),
            "HOST": given.pop("host", ""),
            "PORT": given.pop("port", ""),
            "CONN_MAX_AGE": 60,
            # A connection that outlived its database is replaced by a new one, unseen.
            "CONN_HEALTH_CHECKS": True,
            # Values travel beside the statement, never inside it, so no list of running statements shows them.
            # What is asked a second time on a connection is not planned anew.
            "OPTIONS": {**given, "server_side_binding": True, "prepare_threshold": 1},
        }


def databases(var: Path) -> Databases:
    """The databases that the environment names, else the embedded one in the server's folder `var`.

    Raises DatabaseUnusable for a connection string that cannot be read.
    """
    named = {role: os.environ[name] for role, name in URLS.items() if os.environ.get(name)}
    if named:
        return Databases(None, {role: read_url(URLS[role], url) for role, url in named.items()})
    place = Place(var / "database")
    return Databases(place, {role: embedded(place, name) for role, name in ROLE_NAMES.items()})


def embedded(place: Place, user: str) -> dict[str, Any]:
    """libpq reads the password itself, so it stands in no setting of a running process."""
    return {
        "host": str(place.socket),
        "port": "5432",
        "dbname": DATABASE,
        "user": user,
        "passfile": str(place.passwords),
        "connect_timeout": CONNECT_SECONDS,
    }


def read_url(name: str, url: str) -> dict[str, Any]:
    """The parts of a connection string. Over a network the server has to prove who it is, unless sslmode says less.

    Raises DatabaseUnusable, naming the variable and repeating nothing of the string, which holds a password.
    """
    try:
        parts = dict(conninfo_to_dict(url))
    except psycopg.Error:
        parts = {}
    if not parts.get("dbname") or not parts.get("user"):
        raise DatabaseUnusable(
            f"{name} is expected to read postgresql://USER:PASSWORD@HOST:PORT/DATABASE, and does not. Correct it."
        )
    parts.setdefault("connect_timeout", CONNECT_SECONDS)
    if "sslmode" not in parts and not is_this_machine(str(parts.get("host", ""))):
        parts["sslmode"] = "verify-full"
        parts.setdefault("sslrootcert", ssl.get_default_verify_paths().cafile or "system")
    return parts


def is_this_machine(host: str) -> bool:
    """Whether a host is a socket of this machine or its own address."""
    if host in ("", "localhost") or host.startswith(("/", "@")):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def why(error: psycopg.Error) -> str:
    """The reason for a failed connection, in words, with what to do."""
    said = str(error)
    if "password authentication failed" in said or "no password supplied" in said:
        return "Its password is not accepted. Give the right one."
    if "certificate" in said or "SSL" in said:
        return (
            "It does not prove who it is (TLS). Name the certificate that vouches for it with sslrootcert=FILE in its "
            "address."
        )
    if "does not exist" in said:
        return "The role or the database is not there. docs/running.md shows how to make them."
    if "timeout" in said or "could not translate" in said or "refused" in said or "No such file" in said:
        return "Nothing answers at its address. Start it, or correct the address."
    return "It refused the connection; its own log says why."


@contextmanager
def working_as(role: str) -> Iterator[None]:
    """While this lasts, processes that start, and Django if it is set up now, work in this role."""
    before = os.environ.get(ROLE)
    os.environ[ROLE] = role
    try:
        yield
    finally:
        if before is None:
            del os.environ[ROLE]
        else:
            os.environ[ROLE] = before


def role_of_this_process() -> str:
    """app unless ASYLIA_DATABASE_ROLE says otherwise. Raises DatabaseUnusable for a role that is none."""
    role = os.environ.get(ROLE, "app")
    if role not in ROLE_NAMES:
        raise DatabaseUnusable(f"{ROLE} is expected to be one of: {', '.join(ROLE_NAMES)}.")
    return role
