"""Who asks: the session of the pages, by its cookie."""

from __future__ import annotations

from datetime import UTC, datetime

from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie

from asylia.access.sessions_middleware import COOKIE, who
from asylia.access.signed_in import SignedIn


class Session(APIKeyCookie):
    """The cookie that the sign-in gives, by the pages or by the API. It ends after 15 minutes without use."""

    param_name = COOKIE

    def authenticate(self, request: HttpRequest, _key: str | None) -> SignedIn | None:
        return who(request)


# Forms from elsewhere are refused before they come here (server.headers.same_origin).
SESSION = Session(csrf=False)


def signed_in(request: HttpRequest) -> SignedIn:
    """Who asks. Raises AuthenticationError."""
    someone = who(request)
    if someone is None:
        raise AuthenticationError
    return someone


def now() -> datetime:
    return datetime.now(UTC)
