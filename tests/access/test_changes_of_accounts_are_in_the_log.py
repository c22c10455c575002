"""Whoever makes, changes or resets an account, and whoever grants keys, stands in the agency's log; so do attempts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, FoundedAgency, Person, founded_agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def told(person: Person) -> list[tuple[str, bool, list[str]]]:
    """What the log of the agency says of this account, oldest first."""
    from asylia.audit.models import AuditEvent
    from asylia.record.rows import acting_as

    with acting_as(person):
        rows = AuditEvent.objects.filter(account=person.account).order_by("seq")
        return [(row.action, row.allowed, list(row.items)) for row in rows]


@pytest.fixture
def agency(tables: Databases) -> FoundedAgency:
    return founded_agency(tables, "Lamplight (invented)", ("CW", "PO", "SY"))


def test_each_change_by_an_administrator(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import add_account, change_roles, reset, set_active

    admin, other = agency["SY"], agency["CW"].account
    made = add_account(admin, "new", "New (invented)", [], ["CW"])
    change_roles(admin, other, [], ["CW", "PO"])
    set_active(admin, other, active=False)
    set_active(admin, other, active=True)
    reset(admin, other)
    assert told(admin) == [
        ("account.manage", True, [str(made.account), "add", "CW"]),
        ("account.manage", True, [str(other), "roles", "CW", "PO"]),
        ("account.manage", True, [str(other), "disable"]),
        ("account.manage", True, [str(other), "enable"]),
        ("account.manage", True, [str(other), "reset"]),
    ]


def test_an_attempt_that_changed_nothing(agency: FoundedAgency) -> None:
    from asylia.access.accounts_changing import reset

    assert reset(agency["PO"], agency["CW"].account) is None
    assert told(agency["PO"]) == [("account.manage", False, [str(agency["CW"].account), "reset"])]


def test_a_new_passphrase_and_the_keys_that_a_colleague_gives(agency: FoundedAgency) -> None:
    from asylia.access.accounts import keyring_of, opened
    from asylia.access.accounts_changing import change_passphrase, grant_keys, reset
    from asylia.access.keyring import Keyring

    worker, colleague = agency["CW"], agency["PO"]
    reset(agency["SY"], worker.account)
    change_passphrase(worker, Keyring(str(worker.agency), str(worker.account), []), "words of their own choice", NOW)
    other = opened(colleague.name, PASSPHRASE)
    assert other is not None
    grant_keys(colleague, keyring_of(other), worker.account, NOW)
    assert told(worker) == [("passphrase.change", True, [])]
    assert told(colleague) == [("keys.grant", True, [str(worker.account), *"ABCHIJ"])]
