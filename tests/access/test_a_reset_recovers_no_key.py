"""An administrator who is made to reset an account gets nothing out of it: only a colleague can grant its keys."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, founded_agency

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_after_a_reset_the_account_opens_nothing_until_a_colleague_grants(tables: Databases) -> None:
    from asylia.access.accounts import Opened, keyring_of, opened
    from asylia.access.accounts_changing import change_passphrase, grant_keys, reset
    from asylia.access.keyring import Keyring
    from asylia.access.second_factors import has_one
    from asylia.record.rows import acting_as

    agency = founded_agency(tables, "Lamplight", ("CW", "PO", "SY"))
    worker, colleague = agency["CW"], agency["PO"]
    made = reset(agency["SY"], worker.account)
    assert made is not None
    assert opened(worker.name, PASSPHRASE) is None
    found = opened(worker.name, made.passphrase)
    assert found is not None
    assert found.account.must_change
    assert keyring_of(found).compartments == frozenset()
    with acting_as(worker):
        assert not has_one(worker.account)

    change_passphrase(worker, Keyring(str(agency.agency), str(worker.account), []), "words of their own choice", NOW)
    other: Opened | None = opened(colleague.name, PASSPHRASE)
    assert other is not None
    assert grant_keys(colleague, keyring_of(other), worker.account, NOW) == 6
    again = opened(worker.name, "words of their own choice")
    assert again is not None
    assert keyring_of(again).compartments == set("ABCHIJ")


def test_an_account_of_another_agency_cannot_be_reset(tables: Databases) -> None:
    from asylia.access.accounts import opened
    from asylia.access.accounts_changing import reset

    ours, theirs = (founded_agency(tables, name, ("CW", "SY")) for name in ("Lamplight", "Harbour House"))
    assert reset(ours["SY"], theirs["CW"].account) is None
    assert opened(theirs["CW"].name, PASSPHRASE) is not None


def test_nobody_but_an_administrator_resets(tables: Databases) -> None:
    from asylia.access.accounts import opened
    from asylia.access.accounts_changing import reset

    agency = founded_agency(tables, "Lamplight", ("CW", "PO", "SY"))
    assert reset(agency["PO"], agency["CW"].account) is None
    assert opened(agency["CW"].name, PASSPHRASE) is not None
