"""Who works on a case: assigned, let go, and those who must never see the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.refused import NotHere
from asylia.access.roles import ROLES
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.pages import words
from asylia.pages.case_answers import Problem, key_of, new_key, not_taken, now, of_a_case, show, switches_language, then
from asylia.pages.case_doing import does, writes
from asylia.pages.colleagues import Colleague, colleagues, names, other_agencies

STEPS = {"assign": "case.assign", "unassign": "case.unassign", "keep_away": "person.keep_away"}


@of_a_case
def people(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """Who works on it, as far as this account sees that, and what it may change about it."""
    if request.method == "POST" and not switches_language(request):
        return _changed(request, someone, code)
    return _page(request, someone, code)


def _changed(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    action = STEPS.get(request.POST.get("step", ""))
    if action is None:
        return _page(request, someone, code)
    try:
        perform(someone, action, code, _given(request), key=key_of(request), now=now())
    except Rejected as rejected:
        # Translators: title of an error
        problem = not_taken(_("Nothing was changed"), rejected)
        return _page(request, someone, code, problem, 422)
    return then("case-people", code)


def _given(request: HttpRequest) -> dict[str, str]:
    """What the form says: an account and a role together, or whom to keep away."""
    whom, role = request.POST.get("whom", ""), request.POST.get("role", "")
    if request.POST.get("step") == "keep_away":
        kind, _sign, number = whom.partition(":")
        return {kind: number, "why": "must_never_see"} if kind in ("account", "agency") else {"account": ""}
    if ":" in whom:
        whom, _sign, role = whom.partition(":")
    return {"account": whom, "role": role}


def _page(
    request: HttpRequest, someone: SignedIn, code: str, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    with logged(someone) as log:
        seen = look(someone, log, code, now())
        called = names(someone, {row.account for row in seen.people})
        all_of_us, others = colleagues(someone), other_agencies(someone)
    assigns, keeps_away = seen.own and does(seen, "case.assign"), writes(seen)
    if not (assigns or keeps_away or seen.people):
        raise NotHere
    return show(
        request,
        "people",
        status,
        problem=problem,
        code=seen.code,
        keys={step: new_key() for step in STEPS},
        people=tuple(_working(seen, called)),
        assigns=assigns,
        keeps_away=keeps_away,
        assignable=tuple(_assignable(all_of_us)) if assigns else (),
        colleagues=all_of_us,
        agencies=others,
    )


def _working(seen: Look, called: Mapping[Any, str]) -> Iterator[Mapping[str, str]]:
    for row in sorted(seen.people, key=lambda row: (row.role, called.get(row.account, ""))):
        yield {
            "value": f"{row.account}:{row.role}",
            "name": called.get(row.account, ""),
            "role": _(words.ROLES[row.role]),
        }


def _assignable(all_of_us: list[Colleague]) -> Iterator[Mapping[str, str]]:
    """Everybody with each role they are qualified for and that is held in a case."""
    for one in all_of_us:
        for role in one.qualified:
            if role in ROLES and ROLES[role].held_in_case:
                yield {"value": f"{one.account}:{role}", "name": one.name, "role": _(words.ROLES[role])}
