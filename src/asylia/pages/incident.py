"""The page on which an incident is begun at once and ended by two, with data protection's checklist and canaries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from asylia.access import incident as incidents
from asylia.access.incident_checklist import Basis, Checklist, checklist
from asylia.access.models_incident import Incident
from asylia.access.policy_incident import AGREES_TO_END, ASKS_TO_END, BEGINS, has_part
from asylia.access.refused import NotHere
from asylia.access.roles import AREAS
from asylia.access.sessions_middleware import who
from asylia.access.signed_in import SignedIn
from asylia.pages.board import day_or_moment
from asylia.pages.colleagues import colleagues
from asylia.pages.desk import stamp
from asylia.pages.sign_in import Problem, needs_second_factor_again, needs_sign_in, now, show
from asylia.record.rows import acting_as


def somebody_with_a_part(request: HttpRequest) -> SignedIn:
    """Who is signed in, if an incident is theirs to begin. For all others the page does not exist."""
    someone = who(request)
    if someone is None or not has_part(BEGINS, someone.actor):
        raise Http404
    return someone


@needs_sign_in
def incident(request: HttpRequest) -> HttpResponse:
    """How it stands. Sent as a form, it begins one, and asks nothing first: seconds count."""
    someone = somebody_with_a_part(request)
    if request.method == "POST":
        incidents.begin(someone, now())
        return HttpResponseRedirect(reverse("incident"), status=303)
    return page(request, someone)


@needs_second_factor_again
def end(request: HttpRequest) -> HttpResponse:
    """Ask that it be over, or agree, as whoever is signed in may."""
    someone = somebody_with_a_part(request)
    if request.method == "POST":
        agrees = request.POST.get("what") == "agree"
        try:
            (incidents.agree_end if agrees else incidents.ask_end)(someone, now())
        except NotHere:
            raise Http404 from None
        except (incidents.NoIncident, incidents.NotAskedYet) as why:
            return page(request, someone, 409, Problem(gettext("It was not ended"), gettext(str(why))))
    return HttpResponseRedirect(reverse("incident"), status=303)


@needs_second_factor_again
def canaries(request: HttpRequest) -> HttpResponse:
    """The made-up cases whose every look raises an alarm, and one more of them or one less."""
    someone = who(request)
    if someone is None or not has_part(AGREES_TO_END, someone.actor):
        raise Http404
    problem = None
    if request.method == "POST":
        change = incidents.unmark_canary if request.POST.get("what") == "unmark" else incidents.mark_canary
        try:
            change(someone, request.POST.get("code", ""), now())
        except NotHere:
            problem = Problem(gettext("Nothing was changed"), gettext("Your agency leads no case with this code."))
    return show(request, "canaries", 400 if problem else 200, problem=problem, codes=incidents.canaries(someone, now()))


def page(request: HttpRequest, someone: SignedIn, status: int = 200, problem: Problem | None = None) -> HttpResponse:
    """How the incident stands, for who has a part in it; the checklist for data protection."""
    watches = has_part(AGREES_TO_END, someone.actor)
    with acting_as(someone):
        found = incidents.open_incident(someone.agency)
        called = {one.account: one.name for one in colleagues(someone)} if watches else {}
    listed = checklist(someone, found, now()) if found and watches else None
    return show(
        request,
        "incident",
        status,
        problem=problem,
        since=said(found.begun_at) if found else "",
        asked=bool(found and found.end_asked_at),
        asks=has_part(ASKS_TO_END, someone.actor),
        agrees=watches and agreed_by_another(found, someone),
        watches=watches,
        listed=None if listed is None else shown(listed, called),
    )


def agreed_by_another(found: Incident | None, someone: SignedIn) -> bool:
    return found is not None and found.end_asked_by not in (None, someone.account)


def shown(listed: Checklist, called: Mapping[Any, str]) -> Mapping[str, Any]:
    """The checklist in the words of the page."""
    return {
        "since": said(listed.since),
        "steps": [
            {
                "says": gettext(step.says),
                "due": said(step.due) if step.due else "",
                "basis": gettext(BASES[step.rests_on]),
                "provision": step.provision,
            }
            for step in listed.steps
        ],
        "cases": [
            {"code": one.code, "accounts": one.accounts, "areas": areas(one.areas), "canary": one.canary}
            for one in listed.cases
        ],
        "accounts": [
            {
                "who": called.get(one.account) or gettext("an account of another agency"),
                "cases": len(one.cases),
                "changes": one.changes,
                "in_vain": len(one.in_vain),
            }
            for one in listed.accounts
        ],
    }


def areas(codes: tuple[str, ...]) -> list[str]:
    """What these areas hold, in the words of the page."""
    wholes = dict.fromkeys(code.partition(".")[0] for code in codes)
    return [gettext(AREAS[area]) for area in wholes if area in AREAS]


def said(moment: datetime) -> str:
    """A moment as the page shows it."""
    return str(day_or_moment(stamp(moment)))


BASES: Mapping[Basis, str] = {
    Basis.LAW: gettext_noop("binding law where you are"),
    Basis.WHERE_GDPR: gettext_noop("binding law where the GDPR applies; elsewhere Asylia's own policy"),
    Basis.POLICY: gettext_noop("Asylia's own policy"),
}
