"""An administrator who resets a colleague's account and signs in as them gets what is not sealed, and no text.

SECURITY.md says so openly: what is known as yes, no or a number is kept by the walls, what was written by the keys.
"""

from __future__ import annotations

from uuid import uuid4

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import FoundedAgency, founded_agency
from tests.trust.h07_world import now, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight", ("CW", "SY", "DP"))


def opened_case(agency: FoundedAgency) -> str:
    from asylia.casework.door import perform

    worker = signed_in(agency["CW"])
    given = {"role": "CW", "facts": {"det.held": "yes"}}
    code = perform(worker, "case.open", None, given, key=uuid4(), now=now()).code
    perform(worker, "text.write", code, {"field": "name.1", "text": "Mirabelle Invented"}, key=uuid4(), now=now())
    return code


def test_signed_in_as_the_colleague_no_text_opens(agency: FoundedAgency) -> None:
    from asylia.access import sessions
    from asylia.access.accounts import opened
    from asylia.access.accounts_changing import change_passphrase, reset
    from asylia.access.keyring import Keyring
    from asylia.access.window import look
    from asylia.audit.log import logged

    code = opened_case(agency)
    made = reset(agency["SY"], agency["CW"].account)
    assert made is not None
    empty = Keyring(str(agency.agency), str(agency["CW"].account), [])
    change_passphrase(agency["CW"], empty, "words of the administrator", now())
    account = opened(made.name, "words of the administrator")
    assert account is not None
    half = sessions.found(sessions.begin(account, now()).written(), now())
    assert half is not None
    cookie = sessions.confirmed(half, now())
    assert cookie is not None
    someone = sessions.signed_in(sessions.found(cookie.written(), now()))
    assert someone is not None
    with logged(someone, now()) as log:
        seen = look(someone, log, code, now())
    assert {(one.text, one.trouble) for one in seen.texts["name.1"]} == {(None, "no_key")}
    assert [entry.key for entry in seen.history] == ["det.held"]


def test_the_reset_stands_in_the_log_under_who_did_it(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import reset
    from tests.audit.chains import chain_of
    from tests.record.agencies import Someone

    reset(agency["SY"], agency["CW"].account)
    events = [link.event for link in chain_of(Someone(agency.agency, agency["DP"].account))]
    told = [event for event in events if "reset" in event.items or "reset" in event.action]
    assert [event.account for event in told] == [str(agency["SY"].account)]


def test_as_themselves_they_see_no_case_at_all(agency: FoundedAgency) -> None:
    from asylia.access.accounts import keyring_of, opened
    from asylia.access.refused import NotHere
    from asylia.access.window import look
    from asylia.audit.log import logged
    from asylia.record.models import Case, Fact
    from asylia.record.rows import acting_as
    from tests.access.people_with_accounts import PASSPHRASE

    code = opened_case(agency)
    administrator = opened(agency["SY"].name, PASSPHRASE)
    assert administrator is not None
    assert keyring_of(administrator).compartments == frozenset()
    someone = signed_in(agency["SY"])
    with pytest.raises(NotHere), logged(someone, now()) as log:
        look(someone, log, code, now())
    for person, there in ((agency["SY"], False), (agency["CW"], True)):
        with acting_as(person):
            assert Case.objects.exists() is there
            assert Fact.objects.exists() is there
