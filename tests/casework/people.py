"""Who acts in tests of the door: accounts of invented agencies, signed in, with their keys open."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from asylia.access.keyring_user import unlock_with_passphrase
from tests.access.people_with_accounts import PASSPHRASE, Person


def now() -> datetime:
    return datetime.now(UTC)


def signed_in(person: Person) -> Any:
    """This person, signed in just now with a second factor, stepped up, keyring open."""
    from asylia.access import sessions
    from asylia.access.accounts import Opened, named

    account = named(person.name)
    assert account is not None
    key = unlock_with_passphrase(str(account.id), bytes(account.locked), PASSPHRASE)
    half = sessions.found(sessions.begin(Opened(account, key), now()).written(), now())
    assert half is not None
    cookie = sessions.confirmed(half, now())
    assert cookie is not None
    whole = sessions.found(cookie.written(), now())
    someone = sessions.signed_in(whole)
    assert someone is not None
    return someone


def stepped_up(someone: Any) -> Any:
    """The same, with the second factor given again just now."""
    session = replace(someone.actor.session, stepped_up_at=now() - timedelta(seconds=1))
    return replace(someone, actor=replace(someone.actor, session=session))


def do(someone: Any, action: str, code: str | None, key: UUID | None = None, **given: Any) -> Any:
    """One command through the door, under a key of its own."""
    from asylia.casework.door import perform

    return perform(someone, action, code, given, key=key or uuid4(), now=now())


def seen(someone: Any, code: str) -> Any:
    """What this person may see of a case."""
    from asylia.access.window import look
    from asylia.audit.log import logged

    with logged(someone) as log:
        return look(someone, log, code, now())


def listed(someone: Any) -> list[str]:
    """The codes of this person's cases, newest change first."""
    from asylia.access.window import my_cases
    from asylia.audit.log import logged

    with logged(someone) as log:
        return [line.code for line in my_cases(someone, log, now()).lines]
