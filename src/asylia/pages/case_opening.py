"""Opening a case: in a role, in a country, and with what was answered at the desk where there is something."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.policy_begin import roles_to_begin
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.law.facts import FACTS
from asylia.pages import words
from asylia.pages.case_answers import (
    Problem,
    key_of,
    not_taken,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.desk import Answer, TokenRefused, is_part_of_date, unseal
from asylia.pages.views import countries
from asylia.screening import INDICATORS


@dataclass(frozen=True)
class FromDesk:
    """What the desk brings: its token, its country, its answers as a case takes them, and what a case does not take."""

    token: str = ""
    country: str = ""
    facts: Mapping[str, object] | None = None
    indicators: Mapping[str, object] | None = None
    left_out: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return len(self.facts or {}) + len(self.indicators or {})


@of_a_case
def open_case(request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The form for a new case; sent, the case."""
    if not roles_to_begin(someone.actor):
        raise NotHere
    try:
        brought = from_desk(request.POST.get("desk", ""))
    except TokenRefused:
        return form(request, someone, FromDesk(), problem=_refused_desk(), status=400)
    if request.method != "POST" or "save" not in request.POST or switches_language(request):
        return form(request, someone, brought)
    role = request.POST.get("role", "")
    if role not in roles_to_begin(someone.actor):
        # Translators: error: no role was chosen for a new case
        rejected = Rejected(_("Choose the role in which you open it."), "role")
        return form(request, someone, brought, problem=not_taken(_not_opened(), rejected), status=422)
    given = {
        "role": role,
        "country": request.POST.get("country", ""),
        "facts": brought.facts or {},
        "indicators": brought.indicators or {},
    }
    try:
        done = perform(someone, "case.open", None, given, key=key_of(request), now=now())
    except Rejected as rejected:
        return form(request, someone, brought, problem=not_taken(_not_opened(), rejected), status=422)
    return then("case", done.code)


def form(
    request: HttpRequest, someone: SignedIn, brought: FromDesk, *, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    """The form, with what was chosen in it."""
    return show(
        request,
        "open",
        status,
        problem=problem,
        key=same_key(request),
        desk=brought.token,
        number_of_answers=brought.number,
        left_out=brought.left_out,
        roles=tuple(_roles(someone, request.POST.get("role", ""))),
        countries=tuple(countries()),
        country=request.POST.get("country", brought.country),
    )


def _roles(someone: SignedIn, chosen: str) -> Iterator[Mapping[str, Any]]:
    offered = roles_to_begin(someone.actor)
    for role in offered:
        yield {"value": role, "text": _(words.ROLES[role]), "chosen": role == chosen or len(offered) == 1}


def from_desk(token: str) -> FromDesk:
    """What a desk's page holds, as the door takes it. Raises TokenRefused."""
    if not token:
        return FromDesk()
    desk = unseal(token)
    taken = {key: answer for key, answer in desk.answers.items() if not _is_derived(key)}
    return FromDesk(
        token=token,
        country=desk.country,
        facts={key: _answer(key, answer) for key, answer in taken.items() if key in FACTS},
        indicators={key: answer.given for key, answer in taken.items() if key in INDICATORS},
        left_out=tuple(words.question(key) for key in desk.answers if _is_derived(key)),
    )


def _is_derived(key: str) -> bool:
    return key in FACTS and FACTS[key].derived


def _answer(key: str, answer: Answer) -> object:
    if isinstance(answer.given, tuple):
        return list(answer.given)
    # A month or a year alone is no day that a clock could start from: asked, and not known to the day.
    return "asked" if FACTS[key].type == "date" and is_part_of_date(answer.given) else answer.given


def _not_opened() -> str:
    # Translators: title of an error
    return _("The case was not opened yet")


def _refused_desk() -> Problem:
    return Problem(
        # Translators: title of an error
        _("These answers could not be read"),
        _("The page that came was altered, is too long, or was made by another Asylia. Nothing in it was used."),
        _("You can open a case without them, and record what is known there."),
    )
