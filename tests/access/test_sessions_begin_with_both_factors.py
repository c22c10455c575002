"""A session is whole only after passphrase and second factor, and then opens the areas of the account's roles."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.server.database import Databases
from tests.access.people_with_accounts import PASSPHRASE, founded_agencies

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)


def test_half_way_nobody_is_signed_in(tables: Databases) -> None:
    from asylia.access import sessions
    from asylia.access.accounts import opened

    worker = founded_agencies(tables).lead["CW"]
    right = opened(worker.name, PASSPHRASE)
    assert right is not None
    half = sessions.found(sessions.begin(right, NOW).written(), NOW)
    assert half is not None
    assert half.alive
    assert half.step == "second"
    assert sessions.signed_in(half) is None
    cookie = sessions.confirmed(half, NOW)
    assert cookie is not None
    whole = sessions.found(cookie.written(), NOW)
    someone = sessions.signed_in(whole)
    assert someone is not None
    assert someone.account == worker.account
    assert someone.agency == worker.agency
    assert someone.actor.qualified == {"CW"}
    assert someone.keyring.compartments == set("ABCEHIJ")
