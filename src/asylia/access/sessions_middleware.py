"""Middleware that says who is signed in, for the length of one request, and closes their keys when it is answered."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from django.conf import settings
from django.db import Error
from django.http import HttpRequest, HttpResponse

from asylia.access import sessions
from asylia.access.sessions import Cookie, Found
from asylia.access.signed_in import SignedIn

log = logging.getLogger("django.request")

Handler = Callable[[HttpRequest], HttpResponse]

COOKIE = "notes"
"""As neutral as the title of the pages. Set only after somebody gave their passphrase."""


def signed_in(handle: Handler) -> Handler:
    """`request.signed_in` is who is signed in, or None. A request without the cookie asks the database nothing."""

    def handle_known(request: HttpRequest) -> HttpResponse:
        known = session_found(request)
        # Where the database is away nobody is signed in, and the desk goes on.
        someone = sessions.signed_in(known)
        request.sign_in = known  # type: ignore[attr-defined]
        request.signed_in = someone  # type: ignore[attr-defined]
        try:
            return handle(request)
        finally:
            if someone is not None:
                someone.keyring.close()

    return handle_known


def session_found(request: HttpRequest) -> Found | None:
    text = request.COOKIES.get(COOKIE)
    if not text:
        return None
    try:
        return sessions.found(text, datetime.now(UTC))
    except Error:
        return None


def who(request: HttpRequest) -> SignedIn | None:
    """Who is signed in. The same as `request.signed_in`, with its type."""
    someone = getattr(request, "signed_in", None)
    return someone if isinstance(someone, SignedIn) else None


def session_of(request: HttpRequest) -> Found | None:
    """The session of the request, alive or over, whole or half way."""
    known = getattr(request, "sign_in", None)
    return known if isinstance(known, Found) else None


def set_cookie(request: HttpRequest, response: HttpResponse, cookie: Cookie) -> None:
    """Give the browser its half of the session. It ends with the browser, and no script reads it."""
    secure = request.is_secure() or settings.SESSION_COOKIE_SECURE
    response.set_cookie(COOKIE, cookie.written(), secure=secure, httponly=True, samesite="Strict")


def left(request: HttpRequest, response: HttpResponse) -> None:
    """Whoever is signed in leaves at once: the session is gone, here and in the browser. Without one, nothing is done.

    No more than the cookie is cleared, as browsers take their time for the rest, and no page was stored.
    """
    if COOKIE not in request.COOKIES:
        return
    response.delete_cookie(COOKIE, samesite="Strict")
    known = session_of(request)
    if known is not None:
        try:
            sessions.leave(known)
        except Error:
            # Leaving waits for nothing. The keys are of no use without the cookie, and the session ends by itself.
            log.exception("A session was left, and could not be removed.")


def clear(response: HttpResponse) -> None:
    """Leave nothing in the browser: neither the cookie nor a page."""
    response.delete_cookie(COOKIE, samesite="Strict")
    response["Clear-Site-Data"] = '"cache", "cookies", "storage"'
