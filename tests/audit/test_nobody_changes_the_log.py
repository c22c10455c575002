"""The app adds to its agency's log in its own name, as the next event, and can do nothing else to any log (R33)."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

import pytest
from django.db import Error, connection

from asylia.audit.chain import verify
from asylia.audit.log import logged
from asylia.audit.models import AuditEvent, AuditHead
from asylia.record.rows import acting_as
from asylia.server.database import Databases
from tests.audit.chains import chain_of
from tests.audit.conftest import Two
from tests.record.agencies import NOW, Someone

EVENT: dict[str, Any] = {
    "at": NOW.isoformat(), "role": "CW", "case": "", "area": "A", "action": "read", "purpose": "casework",
    "allowed": True, "rule": "by_role", "items": [],
}  # fmt: skip


def look(someone: Someone) -> None:
    with logged(someone, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", area="A")


def run(someone: Someone, statement: str, *values: str) -> None:
    with acting_as(someone), connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET allowed = false",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "INSERT INTO audit_auditevent SELECT * FROM audit_auditevent",
        "UPDATE audit_audithead SET seq = 0",
        "DELETE FROM audit_audithead",
        "INSERT INTO audit_audithead SELECT * FROM audit_audithead",
        "SELECT asylia_chain(asylia_agency(), asylia_agency(), asylia_account(), '[]')",
        "SELECT 1 FROM audit_audithead FOR UPDATE",
        "DROP FUNCTION asylia_log",
        "ALTER TABLE audit_auditevent DISABLE TRIGGER ALL",
    ],
)
def test_the_app_may_not_touch_it(two: Two, statement: str) -> None:
    look(two.lead)
    with pytest.raises(Error, match=r"permission denied|must be owner"):
        run(two.lead, statement)
    assert len(chain_of(two.lead)) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_auditevent SET allowed = false",
        "DELETE FROM audit_auditevent",
        "TRUNCATE audit_auditevent",
        "UPDATE audit_audithead SET seq = seq - 1",
        "UPDATE audit_audithead SET own = repeat('0', 64)",
        "DELETE FROM audit_audithead",
        "TRUNCATE audit_audithead",
    ],
)
def test_even_the_owner_with_open_walls_may_not(tables: Databases, two: Two, statement: str) -> None:
    with tables.connect("owner") as owner:
        for table in ("audit_auditevent", "audit_audithead"):
            owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute("SELECT set_config('app.agency', %s, true)", [str(two.lead.agency)])
        owner.execute("SELECT set_config('app.account', %s, true)", [str(two.lead.account)])
        owner.execute("SELECT asylia_log(%s)", [json.dumps([EVENT])])
        owner.execute("SET CONSTRAINTS ALL IMMEDIATE")
        with pytest.raises(Exception, match="only grows"):
            owner.execute(statement)
        owner.rollback()


def test_the_owner_reads_no_event(tables: Databases, two: Two) -> None:
    with tables.connect("owner") as owner:
        owner.execute("SELECT set_config('app.agency', %s, true)", [str(two.lead.agency)])
        owner.execute("SELECT set_config('app.account', %s, true)", [str(two.lead.account)])
        owner.execute("SELECT asylia_log(%s)", [json.dumps([EVENT])])
        assert owner.execute("SELECT count(*) FROM audit_auditevent").fetchone() == (0,)
        owner.rollback()


def test_another_agency_and_nobody_see_nothing(two: Two) -> None:
    look(two.lead)
    with acting_as(two.partner):
        assert (AuditEvent.objects.count(), AuditHead.objects.count()) == (0, 0)
    assert (AuditEvent.objects.count(), AuditHead.objects.count()) == (0, 0)
    with acting_as(two.lead):
        assert (AuditEvent.objects.count(), AuditHead.objects.count()) == (1, 1)


def test_whose_event_it_is_is_not_for_the_app_to_say(two: Two) -> None:
    other = str(uuid4())
    for name in ("agency", "account", "by", "seq", "before", "own"):
        with pytest.raises(Error, match="codes only"):
            run(two.lead, "SELECT asylia_log(%s::jsonb)", json.dumps([{**EVENT, name: other}]))
    run(two.lead, "SELECT asylia_log(%s::jsonb)", json.dumps([EVENT]))
    (link,) = chain_of(two.lead)
    assert (link.event.agency, link.event.account) == (str(two.lead.agency), str(two.lead.account))


@pytest.mark.django_db
def test_nobody_writes_nothing() -> None:
    with pytest.raises(Error, match="nobody acts"), connection.cursor() as cursor:
        cursor.execute("SELECT asylia_log(%s::jsonb)", [json.dumps([EVENT])])


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("role", "Mira of Kestria"),
        ("area", 'A","allowed":"x'),
        ("action", ""),
        ("action", None),
        ("rule", "a" * 65),
        ("purpose", None),
        ("case", "ميرا"),
        ("role", "CW\n"),
        ("allowed", None),
        ("allowed", "true"),
        ("items", ["Mira of Kestria"]),
        ("items", [None]),
        ("items", [["x"]]),
        ("items", [""]),
        ("items", None),
        ("items", "x"),
        ("at", None),
    ],
)
def test_the_database_itself_takes_codes_only(two: Two, name: str, content: object) -> None:
    with pytest.raises(Error):
        run(two.lead, "SELECT asylia_log(%s::jsonb)", json.dumps([{**EVENT, name: content}]))
    assert chain_of(two.lead) == []


def test_what_the_database_chained_is_what_was_told_in_any_case(two: Two) -> None:
    told = [
        {**EVENT, "allowed": False, "role": "", "area": "", "purpose": ""},
        {**EVENT, "items": ["a", "b.1", "A:b/c-d_e"], "at": "0999-02-03T04:05:06.000007+04:30"},
        {**EVENT, "at": "2026-03-02T23:59:59.999999-11:00"},
    ]
    run(two.lead, "SELECT asylia_log(%s::jsonb)", json.dumps(told))
    chain = chain_of(two.lead)
    verify(chain, str(two.lead.agency))
    assert [link.event.items for link in chain] == [(), ("a", "b.1", "A:b/c-d_e"), ()]
