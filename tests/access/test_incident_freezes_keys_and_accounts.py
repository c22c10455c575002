"""While an incident is open no key is given, no account is made or comes back; who has one keeps working in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import Error, connection

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, Person, founded_agency
from tests.casework.people import do, now, seen, signed_in, stepped_up

pytestmark = pytest.mark.django_db

Change = Callable[[FoundedAgency], Any]


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "HP", "SY", "DP", "CO", "AUD"))


def begun(agency: FoundedAgency, by: str = "SY") -> None:
    from asylia.access.incident import begin

    begin(signed_in(agency[by]), now())


def over(agency: FoundedAgency) -> None:
    from asylia.access.incident import agree_end, ask_end

    ask_end(stepped_up(signed_in(agency["SY"])), now())
    agree_end(stepped_up(signed_in(agency["DP"])), now())


def new_account(agency: FoundedAgency) -> Any:
    from asylia.access.accounts_changing import add_account

    return add_account(agency["SY"], "new", "New (invented)", [], ["CW"])


def another_role(agency: FoundedAgency) -> Any:
    from asylia.access.accounts_changing import change_roles

    return change_roles(agency["SY"], agency["CW"].account, ["DP"], ["CW"])


def let_in_again(agency: FoundedAgency) -> Any:
    from asylia.access.accounts_changing import set_active

    return set_active(agency["SY"], agency["CW"].account, active=True)


def a_reset(agency: FoundedAgency) -> Any:
    from asylia.access.accounts_changing import reset

    return reset(agency["SY"], agency["CW"].account)


def keys(agency: FoundedAgency) -> Any:
    from asylia.access.accounts_changing import grant_keys

    return grant_keys(agency["PO"], signed_in(agency["PO"]).keyring, agency["CW"].account, now())


def lacking_keys(agency: FoundedAgency) -> None:
    from asylia.access.models import StoredGrant
    from asylia.record.rows import acting_as

    with acting_as(agency["SY"]):
        StoredGrant.objects.filter(account_id=agency["CW"].account).delete()


def told(person: Person) -> tuple[str, bool, str]:
    """The newest line in the log of what this person did."""
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    with acting_as(person):
        row = AuditEvent.objects.filter(account=person.account).latest("seq")
        return row.action, row.allowed, row.rule


@pytest.mark.parametrize(
    ("change", "by", "action"),
    [
        (new_account, "SY", "account.manage"),
        (another_role, "SY", "account.manage"),
        (let_in_again, "SY", "account.manage"),
        (a_reset, "SY", "account.manage"),
        (keys, "PO", "keys.grant"),
    ],
)
def test_each_is_refused_in_words_and_goes_again_afterwards(
    agency: FoundedAgency, change: Change, by: str, action: str
) -> None:
    from asylia.access.refused import Stopped

    lacking_keys(agency)
    begun(agency)
    with pytest.raises(Stopped, match="An incident is open in this agency"):
        change(agency)
    assert told(agency[by]) == (action, False, "frozen")
    over(agency)
    change(agency)
    assert told(agency[by])[1:] == (True, "holds_key" if change is keys else "by_duty")


def test_an_account_that_was_taken_over_is_disabled_and_loses_roles(agency: FoundedAgency) -> None:
    from asylia.access.accounts import opened
    from asylia.access.accounts_changing import change_roles, set_active

    begun(agency)
    change_roles(agency["SY"], agency["CW"].account, [], [])
    set_active(agency["SY"], agency["PO"].account, active=False)
    assert told(agency["SY"]) == ("account.manage", True, "by_duty")
    assert opened(agency["PO"].name, PASSPHRASE) is None


def test_who_works_here_signs_in_writes_and_reads_and_takes_a_new_passphrase(agency: FoundedAgency) -> None:
    from asylia.access.accounts import opened
    from asylia.access.accounts_changing import change_passphrase

    begun(agency)
    worker = signed_in(agency["CW"])
    code = do(worker, "case.open", None, role="CW", facts={"safety.threat": "yes"}).code
    do(worker, "text.write", code, field="note_a.1", text="what was said")
    assert seen(signed_in(agency["CW"]), code).ledger.known.facts["safety.threat"] is True
    do(signed_in(agency["CO"]), "case.assign", code, account=str(agency["PO"].account), role="PO")
    change_passphrase(agency["CW"], worker.keyring, "words of their own choice", now())
    found = opened(agency["CW"].name, "words of their own choice")
    assert found is not None


def test_a_referral_is_refused_in_words_and_what_was_done_before_stays(agency: FoundedAgency) -> None:
    from asylia.access.refused import NotHere
    from asylia.casework.answers import Refused, Rejected

    worker = stepped_up(signed_in(agency["CW"]))
    code = do(worker, "case.open", None, role="CW", facts={"safety.threat": "yes"}).code
    begun(agency, "CO")
    with pytest.raises(Rejected, match="An incident is open in this agency"):
        do(worker, "act.take", code, act="share:shelter")
    with pytest.raises(NotHere):
        do(worker, "act.take", "HK3T-9WDM-2XP3", act="share:shelter")
    assert len(seen(worker, code).acts) == 0
    over(agency)
    # Now the law asks for consent first: another wall, with words of its own.
    with pytest.raises(Refused, match="may not be done to this person now"):
        do(worker, "act.take", code, act="share:shelter")


def test_another_agency_is_not_frozen_with_it(agency: FoundedAgency, tables: Databases) -> None:
    other = founded_agency(tables, "Harbour House (invented)", ("CW", "SY"))
    begun(agency)
    new_account(other)
    assert told(other["SY"]) == ("account.manage", True, "by_duty")


@pytest.mark.parametrize(
    ("statement", "by"),
    [
        (
            "INSERT INTO access_account (id, agency_id, name, shown_as, duties, qualified, active, locked, public,"
            " epoch, must_change) VALUES (%(new)s, %(agency)s, left(%(new)s::text, 32), 'x', '{}', '{}', true, '', '',"
            " 1, true)",
            "SY",
        ),
        (
            "INSERT INTO access_storedgrant (id, agency_id, account_id, compartment, version, sealed, granted_by,"
            " granted_at) VALUES (%(new)s, %(agency)s, %(other)s, 'G', 9, '', %(me)s, now())",
            "SY",
        ),
        (
            "INSERT INTO access_agreement (id, sender_id, recipient_id, purposes, compartments, since, until)"
            " VALUES (%(new)s, %(agency)s, %(agency)s, '{}', 'A', now(), now())",
            "SY",
        ),
    ],
)
def test_the_storage_refuses_it_whatever_a_page_forgets(agency: FoundedAgency, statement: str, by: str) -> None:
    from asylia.record.rows import acting_as

    def done() -> bool:
        me = agency[by]
        values = {"new": uuid4(), "agency": me.agency, "me": me.account, "other": agency["CW"].account}
        with acting_as(me), connection.cursor() as cursor:
            cursor.execute(statement, values)
            return bool(cursor.rowcount == 1)

    begun(agency)
    with pytest.raises(Error, match="row-level security"):
        done()
    over(agency)
    assert done()


def test_a_case_is_given_to_nobody_else_and_ones_own_is_opened(agency: FoundedAgency, tables: Databases) -> None:
    from asylia.access.models import Share
    from asylia.record.cases import give_access
    from asylia.record.models import Access
    from asylia.record.rows import acting_as

    other = founded_agency(tables, "Harbour House (invented)", ("CW",))
    worker = signed_in(agency["CW"])
    code = do(worker, "case.open", None, role="CW").code
    with acting_as(worker):
        case: UUID = Access.objects.get(code=code).case_id
        row = Share.objects.create(
            case_id=case, agency_id=worker.agency, recipient_id=other.agency, purpose="casework", compartments="A",
            since=now(), until=now() + timedelta(days=1), given_by=worker.account,
        )  # fmt: skip
    begun(agency)
    with pytest.raises(Error, match="row-level security"), acting_as(worker):
        give_access(worker, case, other.agency, "A", None, now())
    with pytest.raises(Error, match="row-level security"), acting_as(worker):
        Share.objects.filter(pk=row.pk).update(until=now() + timedelta(days=9))
    with acting_as(worker):
        assert Share.objects.filter(pk=row.pk).update(withdrawn_at=datetime.now(UTC)) == 1
    assert do(worker, "case.open", None, role="CW").code
