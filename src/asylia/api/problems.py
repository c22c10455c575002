"""Every answer that is no success, in one shape: its kind, what to tell the person, and which field it is about."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from asylia.access.refused import NotHere
from asylia.api.reading import Unreadable
from asylia.api.shapes import Problem
from asylia.audit.log import LogUnwritable
from asylia.casework.answers import Rejected

SIGN_IN = "You are not signed in, or your session has ended. Nothing was read or changed. Sign in, then send it again."
AWAY = "The record cannot be reached, so nothing was changed. Try again in a minute."
FAULT = "Something went wrong in Asylia itself. Nothing was changed. Tell whoever runs it when this happened."
LARGE = "The body is too large, so nothing was read from it. Send less at once."

log = logging.getLogger("django.request")

Handler = Callable[[HttpRequest, Any], HttpResponse]


def problem(status: int, error: str, said: str, field: str = "") -> HttpResponse:
    """An answer that is no success. Equal problems are equal bytes."""
    return JsonResponse(Problem(error=error, said=said, field=field).dict(), status=status)


def not_here(_request: HttpRequest, _: object = None) -> HttpResponse:
    """The one answer for what is hidden, forbidden, deleted, or never was."""
    return problem(404, "not_here", str(NotHere()))


def not_signed_in(_request: HttpRequest, _: object = None) -> HttpResponse:
    return problem(401, "not_signed_in", SIGN_IN)


def rejected(_request: HttpRequest, given: Rejected) -> HttpResponse:
    return problem(422, "rejected", str(given), given.field)


def unfit(_request: HttpRequest, given: ValidationError) -> HttpResponse:
    """The first thing that does not fit, by its place. Names that are not in the description are not repeated."""
    first = given.errors[0]
    field, wrong = _place(first), str(first["type"])
    if wrong == "extra_forbidden":
        return problem(422, "unfit", "There is something in it that does not belong there. Nothing was changed.", "")
    if wrong == "missing":
        return problem(422, "unfit", f"{field} is missing. Nothing was changed.", field)
    return problem(422, "unfit", f"{field} is not of the form that the description names. Nothing was changed.", field)


def _place(error: dict[str, Any]) -> str:
    """The name of the field at the top, which stands in the description; what is below it was chosen by the sender."""
    where, *below = error["loc"]
    names = [name for name in below if isinstance(name, str)]
    if where == "body":
        names = names[1:]
    return names[0] if names else str(where)


def unreadable(_request: HttpRequest, given: HttpError) -> HttpResponse:
    cause = given.__cause__
    if isinstance(cause, Unreadable):
        return problem(cause.status, "unreadable", f"{cause} Nothing was changed.")
    return problem(given.status_code, "unreadable", "The request cannot be read. Nothing was changed.")


def too_large(_request: HttpRequest, _: object = None) -> HttpResponse:
    return problem(413, "too_large", LARGE)


def cut_off(_request: HttpRequest, _: object = None) -> HttpResponse:
    return problem(400, "unreadable", "The request did not arrive whole. Nothing was changed. Send it again.")


def unwritable(_request: HttpRequest, given: LogUnwritable) -> HttpResponse:
    return problem(503, "log_unwritable", str(given))


def away(_request: HttpRequest, given: Error) -> HttpResponse:
    log.error("The database refused or could not be reached.", exc_info=given)
    return problem(503, "away", AWAY)


def fault(_request: HttpRequest, given: Exception) -> HttpResponse:
    log.error("An answer could not be made.", exc_info=given)
    return problem(500, "fault", FAULT)


HANDLERS: tuple[tuple[type[Exception], Handler], ...] = (
    (AuthenticationError, not_signed_in),
    (NotHere, not_here),
    (Http404, not_here),
    (Rejected, rejected),
    (ValidationError, unfit),
    (HttpError, unreadable),
    (RequestDataTooBig, too_large),
    (SuspiciousOperation, cut_off),
    (UnreadablePostError, cut_off),
    (LogUnwritable, unwritable),
    (Error, away),
    (Exception, fault),
)


def answer_problems(api: NinjaAPI) -> None:
    """Let the API answer each of these in the one shape."""
    for kind, handler in HANDLERS:
        api.add_exception_handler(kind, handler)
