"""Sessions: begun with a passphrase, whole with a second factor, and over after 15 idle minutes or eight hours (R28).

The browser keeps one cookie: a secret by which the session is found, and the ticket of the parked keyring. The server
keeps a digest of the first and bytes that only the second opens, so neither is worth anything without the other.
"""

from __future__ import annotations

import binascii
import hashlib
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Self

from django.db import connection, models

from asylia.access.accounts import Acting, Opened, keyring_of
from asylia.access.keyring import Keyring
from asylia.access.models_accounts import Account, SignIn
from asylia.access.policy_standing import Actor, Session
from asylia.access.second_factors import has_one
from asylia.access.sessions_known import known_by
from asylia.access.signed_in import SignedIn
from asylia.access.vault_errors import VaultError
from asylia.access.vault_secret import Secret
from asylia.audit.log import LogUnwritable, logged
from asylia.record.rows import SET, acting_as

HALF_WAY = timedelta(minutes=10)
"""How long the second factor may take after the passphrase, or its enrolment."""

CLOCKS_DIFFER = timedelta(seconds=5)
"""By how much the clocks of two servers, or of two requests at once, may differ. More is a clock set back."""

SEEN_EVERY = timedelta(seconds=5)
"""A session that was seen a moment ago is not written again."""

REMEMBERED = timedelta(days=1)
"""How long an ended session is kept, so that a form sent after it can be told to be the same account's."""

BEGUN, GIVEN_AGAIN, ENDED = "session.begin", "session.step_up", "session.end"
"""What the log calls it. A wrong passphrase is in no log: it would tell, by the time it takes, that a name is known."""

SECOND_FACTOR, WRONG, OWN_SESSION = "second_factor", "second_factor_wrong", "own_session"

SECRET_BYTES = 32
MOST_TRIES = 5


def digest_of(secret: bytes) -> str:
    """The name under which the server keeps a session."""
    return hashlib.sha256(b"asylia/session/1/" + secret).hexdigest()


@dataclass(frozen=True)
class Cookie:
    """What the browser keeps of a session."""

    secret: bytes
    ticket: Secret

    def __repr__(self) -> str:
        return "<Cookie>"

    @property
    def digest(self) -> str:
        return digest_of(self.secret)

    def written(self) -> str:
        return urlsafe_b64encode(self.secret + bytes(self.ticket.reveal())).decode()

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The cookie that a browser sent; None for anything else."""
        try:
            raw = urlsafe_b64decode(text.encode())
        except (binascii.Error, UnicodeEncodeError, ValueError):
            return None
        if len(raw) != 2 * SECRET_BYTES:
            return None
        return cls(raw[:SECRET_BYTES], Secret(bytearray(raw[SECRET_BYTES:])))


@dataclass(frozen=True)
class Found:
    """A session as the database knows it. session: what the policy is told; alive: whether it may go on.

    enrolled: whether the account has a second factor. It is asked for only while none was given in this session.
    """

    cookie: Cookie
    row: SignIn
    account: Account
    session: Session
    alive: bool
    enrolled: bool

    @property
    def acting(self) -> Acting:
        return Acting(self.account.id, self.account.agency_id)

    @property
    def step(self) -> str:
        """What is asked next: `second`, `passphrase` (a new one), `enrol`, or `in` where nothing is."""
        if not self.row.second_factor and self.enrolled:
            return "second"
        if self.account.must_change:
            return "passphrase"
        return "in" if self.row.second_factor else "enrol"


def begin(opened: Opened, now: datetime) -> Cookie:
    """A session for an account that gave its passphrase. Nothing can be done in it before a second factor is given."""
    keyring = keyring_of(opened)
    opened.key.close()
    with acting_as(opened.acting):
        SignIn.objects.filter(account_id=opened.account.id, signed_in_at__lt=now - REMEMBERED).delete()
        return _kept(opened.account, keyring, now, second_factor=False)


def found(text: str, now: datetime) -> Found | None:
    """The session of a cookie, alive or over; None where there never was one. A session that is over stays over."""
    cookie = Cookie.read(text)
    if cookie is None:
        return None
    with known_by("app.session", cookie.digest):
        row = SignIn.objects.filter(digest=cookie.digest).first()
        if row is None:
            return None
        with connection.cursor() as cursor:
            cursor.execute(SET, [str(row.agency_id), str(row.account_id)])
        account = Account.objects.filter(id=row.account_id).first()
        enrolled = row.second_factor or has_one(row.account_id)
        seen = None if account is None else _looked_at(cookie, row, account, enrolled, now)
        with connection.cursor() as cursor:
            cursor.execute(SET, ["", ""])
    return seen


def _looked_at(cookie: Cookie, row: SignIn, account: Account, enrolled: bool, now: datetime) -> Found:  # noqa: FBT001
    over = row.ended or not account.active or account.epoch != row.epoch
    seen = min(row.last_seen_at, now) if row.last_seen_at <= now + CLOCKS_DIFFER else row.last_seen_at
    begun = min(row.signed_in_at, seen) if row.signed_in_at <= now + CLOCKS_DIFFER else row.signed_in_at
    session = Session(begun, seen, row.second_factor, row.stepped_up_at, over)
    alive = session.holds(now) if row.second_factor else not over and begun <= seen <= now < begun + HALF_WAY
    if not alive and not row.ended:
        SignIn.objects.filter(digest=row.digest).update(ended=True, parked=None)
    elif alive and now - row.last_seen_at >= SEEN_EVERY:
        SignIn.objects.filter(digest=row.digest).update(last_seen_at=now)
    if alive:
        session = replace(session, last_seen_at=now)
    return Found(cookie, row, account, session, alive, enrolled)


def signed_in(known: Found | None) -> SignedIn | None:
    """Who is signed in by this session, with the keyring open; None unless every step of the sign-in is done."""
    if known is None or not known.alive or known.step != "in":
        return None
    keyring = resumed(known)
    if keyring is None:
        return None
    account = known.account
    actor = Actor(
        account=str(account.id),
        agency=str(account.agency_id),
        session=known.session,
        active=account.active,
        duties=frozenset(account.duties),
        qualified=frozenset(account.qualified),
    )
    return SignedIn(account.id, account.agency_id, actor, keyring)


def resumed(known: Found) -> Keyring | None:
    """The keyring that was parked for this session; None where the ticket or the bytes are not those."""
    if known.row.parked is None:
        return None
    agency, account = str(known.account.agency_id), str(known.account.id)
    try:
        return Keyring.resume(agency, account, known.row.digest, known.cookie.ticket, bytes(known.row.parked))
    except VaultError:
        return None


def confirmed(known: Found, now: datetime) -> Cookie | None:
    """The second factor was given: the session goes on under a secret of its own, and the one before is gone."""
    keyring = resumed(known)
    if keyring is None:
        return None
    with logged(known.acting, now) as log:
        log.add(action=BEGUN, allowed=True, rule=SECOND_FACTOR)
        SignIn.objects.filter(digest=known.row.digest).delete()
        return _kept(known.account, keyring, now, second_factor=True)


def renewed(known: Found, keyring: Keyring, now: datetime) -> Cookie:
    """The same session after the passphrase has changed, which ended every session of the account."""
    with acting_as(known.acting):
        known.account.refresh_from_db()
        SignIn.objects.filter(digest=known.row.digest).delete()
        return _kept(known.account, keyring, now, second_factor=known.row.second_factor)


def stepped_up(known: Found, now: datetime) -> None:
    """The second factor was given again."""
    with logged(known.acting, now) as log:
        log.add(action=GIVEN_AGAIN, allowed=True, rule=SECOND_FACTOR)
        SignIn.objects.filter(digest=known.row.digest).update(stepped_up_at=now, tries=0)


def end(known: Found) -> None:
    """Signed out. What was parked is gone."""
    with acting_as(known.acting):
        SignIn.objects.filter(digest=known.row.digest).update(ended=True, parked=None)
    _tell_the_end(known)


def leave(known: Found) -> None:
    """Left at once. Nothing of the session is kept: neither its row, nor what was parked in it."""
    with acting_as(known.acting):
        SignIn.objects.filter(digest=known.row.digest).delete()
    _tell_the_end(known)


def _tell_the_end(known: Found) -> None:
    """The end of a session goes to the log. It waits for nothing: who has to leave has left, log or no log."""
    with suppress(LogUnwritable), logged(known.acting) as log:
        log.add(action=ENDED, allowed=True, rule=OWN_SESSION)


def end_others(known: Found) -> None:
    """End every other session of the account."""
    with acting_as(known.acting):
        SignIn.objects.filter(account_id=known.account.id).exclude(digest=known.row.digest).update(
            ended=True, parked=None
        )


def tried(known: Found) -> bool:
    """A wrong code was given; whether the session may go on. After five it is over, and the passphrase asked anew."""
    with logged(known.acting) as log:
        log.add(action=GIVEN_AGAIN if known.row.second_factor else BEGUN, allowed=False, rule=WRONG)
        SignIn.objects.filter(digest=known.row.digest).update(tries=models.F("tries") + 1)
        going_on = SignIn.objects.filter(digest=known.row.digest, tries__lt=MOST_TRIES).exists()
    if not going_on:
        end(known)
    return going_on


def remember(known: Found, pending: dict[str, object]) -> None:
    """Keep what the next step of this session is compared with, such as what a passkey was asked."""
    known.row.pending = pending
    with acting_as(known.acting):
        SignIn.objects.filter(digest=known.row.digest).update(pending=pending)


def _kept(account: Account, keyring: Keyring, now: datetime, *, second_factor: bool) -> Cookie:
    secret = secrets.token_bytes(SECRET_BYTES)
    digest = digest_of(secret)
    ticket, parked = keyring.park(digest)
    keyring.close()
    SignIn.objects.create(
        digest=digest,
        account_id=account.id,
        agency_id=account.agency_id,
        epoch=account.epoch,
        signed_in_at=now,
        last_seen_at=now,
        second_factor=second_factor,
        parked=parked,
    )
    return Cookie(secret, ticket)
