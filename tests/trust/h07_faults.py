"""Faults of what hides and shows, each of which must turn H7 red."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any
from unittest.mock import patch

from django.http import HttpRequest, HttpResponse
from django.urls import get_resolver, path

from asylia.access import window
from asylia.access.asking import Asking
from asylia.pages import case_answers
from asylia.record.lists import Listed
from tests.trust.frame import Fault, replaced
from tests.trust.h07_agreement import agree
from tests.trust.h07_authorisation import matrix
from tests.trust.h07_ground import spoilt
from tests.trust.h07_world import RELATIONS

FEW = tuple(one for one in RELATIONS if one.name in ("own", "colleague without a role", "consent withdrawn"))
SOME = ("BO", "CW", "LR", "DP")


def in_few_cases() -> object:
    return matrix(FEW, SOME)


def three_ways() -> object:
    return agree(FEW)


def _without_the_role(signed_in: Any, rows: Iterable[Listed], now: Any) -> dict[Any, Listed]:
    return {row.case: row for row in rows}


def _with_the_address(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"There is nothing at {request.path}.", status=404)


@contextmanager
def _another_address() -> Iterator[None]:
    patterns = get_resolver().url_patterns
    patterns.append(path("cases/<str:code>/print", _with_the_address))
    try:
        yield
    finally:
        patterns.pop()


def _told_what_was_allowed(asking: Asking, log: Any) -> None:
    for key in [key for key in asking._answers if not key[3]]:
        del asking._answers[key]
    _tell(asking, log)


_tell = Asking.tell


def _sees_nothing() -> AbstractContextManager[object]:
    return patch.object(Asking, "sees", lambda *_: False)


FAULTS = {
    "the database does not tell colleagues apart": Fault(
        lambda: spoilt("DROP POLICY of_account ON record_access"), three_ways
    ),
    "the database does not tell agencies apart": Fault(
        lambda: spoilt("DROP POLICY of_account ON record_access", "ALTER POLICY see ON record_access USING (true)"),
        three_ways,
    ),
    "the list is not filtered by the policy": Fault(
        replaced("asylia.access.window._there", _without_the_role), three_ways
    ),
    "the window does not ask for the compartment of a text": Fault(
        lambda: patch.object(window, "_sees_text", lambda *_: True), in_few_cases
    ),
    "the window does not ask for the compartment of what the law wrote": Fault(
        lambda: patch.object(window, "_as_seen", lambda line, *_: line), in_few_cases
    ),
    "everything is refused": Fault(_sees_nothing, in_few_cases),
    "an error repeats the address": Fault(
        lambda: patch.object(case_answers, "nothing_here", _with_the_address), in_few_cases
    ),
    "an address without a row": Fault(_another_address, in_few_cases),
    "refusals are not logged": Fault(lambda: patch.object(Asking, "tell", _told_what_was_allowed), in_few_cases),
}
