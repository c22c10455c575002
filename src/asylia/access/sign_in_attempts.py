"""Slows guessing down without locking anybody out: after five wrong tries, each further one has to wait its turn.

Passphrases are counted for each name and address together, so that whoever guesses elsewhere slows nobody here, and
never wait longer than a few seconds. Codes are counted for each account: only who knows the passphrase comes so far.
"""

from __future__ import annotations

import hmac
from datetime import datetime, timedelta
from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest

from asylia.access.models_accounts import Attempt
from asylia.access.second_factor_sealing import server_key
from asylia.access.sessions_known import known_by
from asylia.access.vault import binding

FREE = 5
WINDOW = timedelta(minutes=15)
PASSPHRASE_PAUSE = timedelta(seconds=5)
CODE_PAUSE = timedelta(seconds=30)
LONGEST_CODE_PAUSE = timedelta(minutes=15)


def passphrase_of(request: HttpRequest, name: str) -> str:
    """What wrong passphrases of this name from this address are counted under. It tells neither."""
    return _digest("passphrase", address_of(request), name.strip().casefold())


def code_of(account: str) -> str:
    """What wrong codes of this account are counted under."""
    return _digest("code", account)


def wait(digest: str, now: datetime, pause: timedelta, longest: timedelta | None = None) -> timedelta:
    """Begin a try, and count it as wrong until `right` says otherwise. Zero: go on; else how long to wait first.

    longest: where given, the pause doubles with each wrong try up to it. The row is locked, so that many tries at once
    count one after the other.
    """
    with known_by("app.attempt", digest):
        Attempt.objects.bulk_create([Attempt(digest=digest, since=now, last=now)], ignore_conflicts=True)
        row = Attempt.objects.select_for_update().get(digest=digest)
        if now - row.since > WINDOW and now - row.last > WINDOW:
            row.wrong, row.since = 0, now
        if row.wrong >= FREE:
            doubled = pause * 2 ** min(row.wrong - FREE, 10) if longest else pause
            due = row.last + min(doubled, longest or doubled)
            if now < due and row.last <= now:
                return due - now
        row.wrong, row.last = row.wrong + 1, now
        row.save()
    return timedelta(0)


def right(digest: str) -> None:
    """The try was right: forget the wrong ones before it."""
    with known_by("app.attempt", digest):
        Attempt.objects.filter(digest=digest).delete()


def address_of(request: HttpRequest) -> str:
    """Whom the request comes from: behind a proxy of ours (ASYLIA_BEHIND_PROXY) what the proxy says, else the peer."""
    if settings.BEHIND_PROXY:
        return request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip()
    return str(request.META.get("REMOTE_ADDR", ""))


def _digest(*parts: str) -> str:
    with server_key("attempts") as key:
        return hmac.digest(key.reveal(), binding(*parts), sha256).hex()
