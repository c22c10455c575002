"""Signing in for programs: name and passphrase, then a code. The same steps, waits and cookie as the pages have.

A passkey, the first enrolment and a new passphrase need a browser: the answer says so, and the pages do it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Literal, cast

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router

from asylia.access import second_factors_changing, sessions, sign_in_attempts
from asylia.access.accounts import opened
from asylia.access.sessions import Cookie, Found
from asylia.access.sessions_middleware import clear, session_of, set_cookie
from asylia.access.sign_in_attempts import CODE_PAUSE, LONGEST_CODE_PAUSE, PASSPHRASE_PAUSE
from asylia.api import shapes
from asylia.api.answers import COMMON, TRIED_OFTEN, WRITING
from asylia.api.bodies import Body
from asylia.api.problems import not_signed_in, problem
from asylia.api.signed import SESSION, now

router = Router(tags=["Signing in"])

ANSWERS = {200: shapes.Step, **COMMON, **WRITING, **TRIED_OFTEN}
NOT_OPENED = "This did not open an account. Check the sign-in name and the passphrase. Capital letters count."
WRONG_CODE = "This was not the right code. Take the one that the device shows now; each can be used once."
TOO_MANY_CODES = "Too many wrong codes. Begin again with your passphrase."
TOO_MANY_TRIES = "Too many tries in a row. Wait a moment, then try again."


class Name(Body):
    name: Annotated[str, Field(min_length=1, max_length=64)]
    passphrase: Annotated[str, Field(min_length=1, max_length=256)]


class Code(Body):
    """What the device shows now, or a recovery code."""

    code: Annotated[str, Field(min_length=1, max_length=32)]


@router.post("/sign-in", auth=None, response=ANSWERS, summary="Sign in, first step: name and passphrase")
def sign_in(request: HttpRequest, given: Name, response: HttpResponse) -> shapes.Step | HttpResponse:
    """Gives the cookie of a session in which nothing can be done before the second step."""
    counted = sign_in_attempts.passphrase_of(request, given.name)
    left = sign_in_attempts.wait(counted, now(), PASSPHRASE_PAUSE)
    if left:
        return too_many(left)
    found = opened(given.name, given.passphrase)
    if found is None:
        return problem(401, "wrong_passphrase", NOT_OPENED)
    sign_in_attempts.right(counted)
    return with_cookie(request, response, sessions.begin(found, now()))


@router.post("/sign-in/code", auth=None, response=ANSWERS, summary="Sign in, second step: a code; or a code once more")
def second_step(request: HttpRequest, given: Code, response: HttpResponse) -> shapes.Step | HttpResponse:
    """Gives the cookie of the whole session. In one that is whole, it opens what asks for the second factor again."""
    known = session_of(request)
    if known is None or not known.alive or known.step not in ("second", "in"):
        return not_signed_in(request)
    wrong = wrong_code(known, given.code)
    if wrong is not None:
        return wrong
    if known.step == "in":
        sessions.stepped_up(known, now())
        return shapes.Step(next="in")
    cookie = sessions.confirmed(known, now())
    return not_signed_in(request) if cookie is None else with_cookie(request, response, cookie)


@router.post("/sign-out", auth=SESSION, response={200: shapes.Out, **COMMON}, summary="Sign out")
def sign_out(request: HttpRequest, response: HttpResponse) -> shapes.Out:
    """Ends the session at once."""
    known = session_of(request)
    if known is not None:
        sessions.end(known)
    clear(response)
    return shapes.Out()


def wrong_code(known: Found, code: str) -> HttpResponse | None:
    """What is wrong with the code that was given; None where it is right."""
    counted = sign_in_attempts.code_of(str(known.account.id))
    left = sign_in_attempts.wait(counted, now(), CODE_PAUSE, LONGEST_CODE_PAUSE)
    if left:
        return too_many(left)
    if second_factors_changing.takes(known.acting, known.account, code):
        sign_in_attempts.right(counted)
        return None
    if sessions.tried(known):
        return problem(401, "wrong_code", WRONG_CODE, "code")
    return problem(401, "not_signed_in", TOO_MANY_CODES)


def with_cookie(request: HttpRequest, response: HttpResponse, cookie: Cookie) -> shapes.Step | HttpResponse:
    known = sessions.found(cookie.written(), now())
    if known is None:
        return not_signed_in(request)
    set_cookie(request, response, cookie)
    return shapes.Step(next=cast(Literal["second", "passphrase", "enrol", "in"], known.step))


def too_many(left: timedelta) -> HttpResponse:
    answer = problem(429, "too_many_tries", TOO_MANY_TRIES)
    answer["Retry-After"] = str(max(1, round(left.total_seconds())))
    return answer
