"""`asylia check` says in plain words what is wrong with the database, and how to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from asylia.server.commands import check
from asylia.server.database import Databases, databases
from asylia.server.database_check import faults
from asylia.server.postgres import DatabaseUnusable, Place, Postgres, at_the_console, initialise, program_folder


def spoiled(place: Place, *statements: str) -> list[str]:
    """What is said after an administrator has run these statements."""
    at_the_console(place.data, program_folder(), statements)
    with Postgres(place):
        return list(faults(databases(place.folder.parent)))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("faults") / "database")
    with Postgres(place):
        pass
    return place


def test_a_fresh_database_has_no_fault(place: Place) -> None:
    with Postgres(place):
        assert list(faults(databases(place.folder.parent))) == []


@pytest.mark.parametrize(
    ("spoil", "mend", "told"),
    [
        ("ALTER ROLE asylia_app SUPERUSER", "ALTER ROLE asylia_app NOSUPERUSER", "ALTER ROLE asylia_app NOSUPERUSER;"),
        ("ALTER ROLE asylia_worker BYPASSRLS", "ALTER ROLE asylia_worker NOBYPASSRLS", "asylia_worker NOBYPASSRLS;"),
        (
            "ALTER ROLE asylia_app RESET lock_timeout",
            "ALTER ROLE asylia_app SET lock_timeout = '5s'",
            "has no lock_timeout, so one stuck request could keep everybody waiting",
        ),
        (
            "ALTER ROLE asylia_app SET log_statement = 'all'",
            "ALTER ROLE asylia_app RESET log_statement",
            "log_statement = all: its log may hold what was written about people. Set log_statement = none",
        ),
        (
            "ALTER ROLE asylia_app SET synchronous_commit = off",
            "ALTER ROLE asylia_app RESET synchronous_commit",
            "what was acknowledged may be lost",
        ),
    ],
)
def test_what_an_administrator_spoiled_is_told_with_its_cure(place: Place, spoil: str, mend: str, told: str) -> None:
    said = spoiled(place, spoil)
    assert told in " ".join(said)
    assert spoiled(place, mend) == []


def test_roles_made_by_hand_as_the_page_shows_have_no_fault(tmp_path: Path) -> None:
    """What docs/running.md has an administrator run elsewhere, run on an empty cluster."""
    page = (Path(__file__).resolve().parents[2] / "docs" / "running.md").read_text()
    statements = page.partition("```sql\n")[2].partition("```")[0].replace(";\n", "\n").splitlines()
    place = Place(tmp_path / "database")
    place.folder.mkdir(mode=0o700)
    initialise(place.data, program_folder())
    at_the_console(place.data, program_folder(), statements)
    lines = [f"*:*:asylia:asylia_{role}:another-long-secret-{role}\n" for role in ("owner", "app", "worker")]
    place.passwords.write_text("".join(lines))
    place.passwords.chmod(0o600)
    with Postgres(place):
        known = databases(tmp_path)
        assert list(faults(known)) == []
        with known.connect("owner") as owner:
            owner.execute("CREATE TABLE made_by_the_owner ()")


def test_an_app_that_owns_the_tables_is_told_to_take_a_role_of_its_own(cluster: Databases) -> None:
    as_owner = Databases(None, {"app": cluster.connection("owner")})
    with cluster.connect("owner") as owner:
        owner.execute("CREATE TABLE owned ()")
    try:
        assert any("owns tables, so it could lift their walls" in said for said in faults(as_owner))
    finally:
        with cluster.connect("owner") as owner:
            owner.execute("DROP TABLE owned")


def test_a_table_without_walls_is_told(tables: Databases) -> None:
    assert list(faults(tables)) == []
    with tables.connect("owner") as owner:
        owner.execute("ALTER TABLE record_fact NO FORCE ROW LEVEL SECURITY")
    try:
        assert list(faults(tables)) == [
            "The table record_fact has no walls between agencies. As asylia_owner: "
            "ALTER TABLE record_fact ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;"
        ]
    finally:
        with tables.connect("owner") as owner:
            owner.execute("ALTER TABLE record_fact FORCE ROW LEVEL SECURITY")


@pytest.mark.parametrize(
    ("spoil", "mend"),
    [
        (
            "REVOKE EXECUTE ON FUNCTION asylia_log FROM asylia_app",
            "GRANT EXECUTE ON FUNCTION asylia_log TO asylia_app;",
        ),
        (
            "GRANT UPDATE ON audit_auditevent TO asylia_app",
            "REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON audit_auditevent FROM asylia_app;",
        ),
    ],
)
def test_a_log_that_cannot_be_written_or_could_be_changed_is_told_and_mended_so(
    tables: Databases, spoil: str, mend: str
) -> None:
    with tables.connect("owner") as owner:
        owner.execute(spoil.encode())
    try:
        (said,) = faults(tables)
        assert said.endswith(f"As asylia_owner: {mend}")
    finally:
        with tables.connect("owner") as owner:
            owner.execute(mend.encode())
    assert list(faults(tables)) == []


def test_a_database_that_is_away_is_told(cluster: Databases, tmp_path: Path) -> None:
    away = {**cluster.connection("app"), "host": str(tmp_path)}
    assert list(faults(Databases(None, {"app": away}))) == [
        "The database does not answer as asylia_app. Nothing answers at its address. Start it, or correct the address."
    ]


def test_a_wrong_password_is_told_without_repeating_it(cluster: Databases) -> None:
    wrong = {**cluster.connection("app"), "password": "not-the-one"}
    said = list(faults(Databases(None, {"app": wrong})))
    assert said == ["The database does not answer as asylia_app. Its password is not accepted. Give the right one."]


def test_check_shows_every_fault_at_once(cluster: Databases, tmp_path: Path) -> None:
    away = {**cluster.connection("app"), "host": str(tmp_path)}
    with pytest.raises(check.CheckFailed, match=r"(?s)not as it should be.*asylia_app.*asylia_worker"):
        check.check_database(Databases(None, {"app": away, "worker": away}))


@pytest.mark.parametrize("url", ["postgresql://", "nonsense", "postgresql://secret-user:secret@[host/db"])
def test_an_address_that_cannot_be_read_is_refused_without_repeating_it(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASYLIA_DATABASE_URL", url)
    with pytest.raises(DatabaseUnusable) as refused:
        databases(tmp_path)
    assert "ASYLIA_DATABASE_URL is expected to read postgresql://USER:PASSWORD@HOST:PORT/DATABASE" in str(refused.value)
    assert "secret" not in str(refused.value)


def test_over_a_network_the_server_must_prove_who_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ASYLIA_DATABASE_URL", "postgresql://asylia_app:secret@db.example.org/asylia")
    assert databases(tmp_path).connection("app")["sslmode"] == "verify-full"
    monkeypatch.setenv("ASYLIA_DATABASE_URL", "postgresql://asylia_app:secret@127.0.0.1/asylia")
    assert "sslmode" not in databases(tmp_path).connection("app")


def test_without_the_owners_address_the_tables_cannot_be_changed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("ASYLIA_DATABASE_URL", "postgresql://asylia_app:secret@127.0.0.1/asylia")
    with pytest.raises(DatabaseUnusable, match="needs ASYLIA_DATABASE_OWNER_URL"):
        databases(tmp_path).connection("owner")
