"""What was asked for, or written into a form, when a session was over: kept in the page, sealed, until after sign-in.

It travels in a hidden field of the sign-in pages and is never stored. Only this server opens it, and only for the
account that wrote it, so that the next person at the same desk reads nothing.
"""

from __future__ import annotations

import json
import zlib
from base64 import b64decode, b64encode
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

from asylia.access.second_factor_sealing import server_key
from asylia.access.sessions_middleware import session_of
from asylia.access.signed_in import SignedIn
from asylia.access.vault import sealed, unsealed
from asylia.access.vault_errors import VaultError

KEPT = b"\x11"
"""First byte of a form kept over a sign-in, version 1."""

OF_SIGN_IN = frozenset({"kept", "writer"})
"""Fields of ours, which are not part of what somebody wrote."""

WRITER_SALT = "asylia.writer"
WRITER_HOLDS = 24 * 60 * 60
"""Seconds."""


@dataclass(frozen=True)
class Kept:
    """A request that waits. account: who made it, or None where nobody can tell; then it is not sent."""

    method: str
    path: str
    fields: tuple[tuple[str, str], ...]
    account: str | None


def keep(request: HttpRequest) -> str:
    """The request as text for a hidden field."""
    held = {
        "m": "POST" if request.method == "POST" else "GET",
        "p": request.get_full_path(),
        "f": [
            (name, value)
            for name, values in request.POST.lists()
            if name not in OF_SIGN_IN
            for value in map(str, values)
        ],
        "a": writer_of(request),
    }
    with server_key("kept form") as key:
        return b64encode(sealed(KEPT, key, b"", zlib.compress(json.dumps(held).encode()))).decode()


def read_kept(text: str) -> Kept | None:
    """What such a text holds; None for anything that this server has not sealed."""
    try:
        with server_key("kept form") as key:
            held = json.loads(zlib.decompress(unsealed(KEPT, key, b"", b64decode(text))))
    except (VaultError, ValueError, zlib.error):
        return None
    return Kept(held["m"], held["p"], tuple((name, value) for name, value in held["f"]), held["a"])


def writer(someone: SignedIn) -> str:
    """For a hidden field `writer` of a long form: whose it is, should the browser lose its cookie meanwhile."""
    return signing.dumps(str(someone.account), salt=WRITER_SALT)


def writer_of(request: HttpRequest) -> str | None:
    """The account that a request comes from, though its session is over."""
    known = session_of(request)
    if known is not None:
        return str(known.account.id)
    try:
        return str(signing.loads(request.POST.get("writer", ""), salt=WRITER_SALT, max_age=WRITER_HOLDS))
    except signing.BadSignature:
        return None
