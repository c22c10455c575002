"""Where nobody of an agency can sign in, whoever runs the server stops sharing, and ends it with a reason."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from tests.record.agencies import NOW
from tests.server.backups import folder_of

from asylia.access.founding import Founded, NewAccount, found
from asylia.access.keyring_user import Effort
from asylia.server.database import Databases

QUICK = Effort(memory_kib=64, passes=1, lanes=1)


def asylia(var: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    """One command of Asylia, with what is typed into it."""
    return subprocess.run(
        [sys.executable, "-m", "asylia.server.command", *arguments],
        env={**os.environ, "ASYLIA_VAR": str(var)}, input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip


@pytest.fixture
def agency(tables: Databases) -> Founded:
    worker = NewAccount(f"worker-{uuid4().hex[:8]}", "Worker", (), ("CW",), "a passphrase of one", effort=QUICK)
    with tables.connect("owner") as owner:
        return found(owner, f"Lamplight {uuid4().hex[:6]} (invented)", [worker], NOW)


def log_of(tables: Databases, agency: UUID) -> list[tuple[str, bool, str, list[str]]]:
    with tables.connect("app") as app, app.transaction():
        app.execute("SELECT set_config('app.agency', %s, true)", [str(agency)])
        return app.execute("SELECT action, allowed, rule, items FROM audit_auditevent ORDER BY seq").fetchall()


def test_it_begins_is_shown_and_ends_with_a_typed_reason(tables: Databases, agency: Founded) -> None:
    var, number = folder_of(tables), str(agency.agency)
    assert "No incident is open" in asylia(var, "incident", "show", number).stdout
    begun = asylia(var, "incident", "begin", number)
    assert begun.returncode == 0, begun.stderr
    assert "An incident is open since" in begun.stdout
    shown = asylia(var, "incident", "show", number).stdout
    assert "within 72 hours" in shown
    assert "(binding law where the GDPR applies; elsewhere Asylia's own policy; GDPR Article 33(1) and (4))" in shown
    wrong = asylia(var, "incident", "end", number, typed="because I say so\n")
    assert wrong.returncode == 2
    assert "The incident goes on" in wrong.stderr
    assert "I say so" not in wrong.stderr
    ended = asylia(var, "incident", "end", number, typed="drill\n")
    assert ended.returncode == 0, ended.stderr
    assert "it was an exercise" in ended.stdout
    again = asylia(var, "incident", "end", number, typed="drill\n")
    assert again.returncode == 2
    assert "No incident is open in this agency. Nothing was changed." in again.stderr
    assert log_of(tables, agency.agency) == [
        ("incident.begin", True, "by_operator", []),
        ("incident.end", True, "by_operator", ["drill"]),
        ("incident.end", False, "no_incident", ["drill"]),
    ]


def test_two_sheets_bring_nothing_back_while_it_is_open(tables: Databases, agency: Founded, tmp_path: Path) -> None:
    var, (name,) = folder_of(tables), agency.accounts
    sheets = []
    for share in agency.shares[:2]:
        file = tmp_path / f"sheet-{share.number}"
        file.write_text("\n".join(share.lines()))
        sheets += ["--sheet", str(file)]
    asylia(var, "incident", "begin", str(agency.agency))
    refused = asylia(var, "custodians", "recover", name, *sheets)
    assert refused.returncode == 2
    assert "An incident is open in Lamplight" in refused.stderr
    assert "Nothing was changed" in refused.stderr
    assert asylia(var, "custodians", "drill", *sheets).returncode == 0
    asylia(var, "incident", "end", str(agency.agency), typed="mended\n")
    assert asylia(var, "custodians", "recover", name, *sheets).returncode == 0


def test_an_agency_that_is_not_there(tables: Databases) -> None:
    refused = asylia(folder_of(tables), "incident", "begin", "nobody")
    assert refused.returncode == 2
    assert "No agency has this name or number" in refused.stderr


def test_the_app_ends_nothing_in_the_operators_name(tables: Databases, agency: Founded) -> None:
    asylia(folder_of(tables), "incident", "begin", str(agency.agency))
    with tables.connect("app") as app, app.transaction():
        app.execute(
            "SELECT set_config('app.agency', %s, true), set_config('app.account', %s, true)",
            [str(agency.agency), str(UUID(int=0))],
        )
        changed = app.execute("UPDATE access_incident SET ended_at = now(), ended_by = asylia_account()")
        assert changed.rowcount == 0


def test_nobody_makes_it_younger_than_it_is(tables: Databases, agency: Founded) -> None:
    asylia(folder_of(tables), "incident", "begin", str(agency.agency))
    with tables.connect("owner") as owner:
        owner.execute("SELECT set_config('app.agency', %s, false)", [str(agency.agency)])
        with pytest.raises(psycopg.Error, match="stays what it was"):
            owner.execute("UPDATE access_incident SET begun_at = now()")
