"""A life is in danger: asking to open a case whose code is known, and agreeing to it as a second person (R26)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.policy_break_glass import CATEGORIES, REASON_SIGNS
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.access.window import look
from asylia.audit.log import logged
from asylia.casework.answers import Rejected
from asylia.casework.door import perform
from asylia.pages import case_words, openings, words
from asylia.pages.case_answers import (
    Problem,
    key_of,
    new_key,
    not_taken,
    now,
    of_a_case,
    same_key,
    show,
    switches_language,
    then,
)
from asylia.pages.colleagues import names
from asylia.pages.openings import Opening
from asylia.pages.sign_in import ask_again
from asylia.record.case_code import CodeError, read_code

STEPS = {"agree": "glass.agree", "close": "glass.close"}


@of_a_case
def ask(request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The form; sent, the same answer whether there is such a case or not."""
    if not openings.roles_to_ask(someone.actor):
        raise NotHere
    if request.method != "POST" or "save" not in request.POST or switches_language(request):
        return _form(request, someone)
    if not _given_again(someone):
        return ask_again(request)
    # Translators: title of an error
    title = _("Nothing was asked yet")
    try:
        code = read_code(request.POST.get("code", ""))
        given = {name: request.POST.get(name, "") for name in ("role", "category", "reason")}
        perform(someone, "glass.ask", code, given, key=key_of(request), now=now())
    except CodeError as error:
        return _form(request, someone, not_taken(title, Rejected(str(error), "code")), 422)
    except Rejected as rejected:
        return _form(request, someone, not_taken(title, rejected), 422)
    return show(request, "danger_asked")


def _form(request: HttpRequest, someone: SignedIn, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    given = request.POST
    return show(
        request,
        "danger_ask",
        status,
        problem=problem,
        key=same_key(request),
        code=given.get("code", ""),
        reason=given.get("reason", ""),
        signs=REASON_SIGNS,
        roles=tuple(_choices(openings.roles_to_ask(someone.actor), given.get("role", ""))),
        categories=[
            {"value": one, "text": _(case_words.DANGERS[one]), "chosen": len(CATEGORIES) == 1}
            for one in sorted(CATEGORIES)
        ],
    )


def _choices(roles: Iterable[str], chosen: str) -> Iterator[Mapping[str, Any]]:
    offered = tuple(roles)
    for role in offered:
        yield {"value": role, "text": _(words.ROLES[role]), "chosen": role == chosen or len(offered) == 1}


def _given_again(someone: SignedIn) -> bool:
    session = someone.actor.session
    return session is not None and session.stepped_up(now())


@of_a_case
def of_case(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """Who asks and who has opened it, for those who work there: to agree as the second person, or to end it."""
    step = STEPS.get(request.POST.get("step", ""))
    if request.method != "POST" or step is None or switches_language(request):
        return _page(request, someone, code)
    if step == "glass.agree" and not _given_again(someone):
        return ask_again(request)
    given = {name: request.POST.get(name, "") for name in ("asked", "opening", "role", "reason")}
    try:
        perform(someone, step, code, given, key=key_of(request), now=now())
    except Rejected as rejected:
        # Translators: title of an error
        return _page(request, someone, code, not_taken(_("Nothing was changed"), rejected), 422)
    return then("case-danger", code)


def _page(
    request: HttpRequest, someone: SignedIn, code: str, problem: Problem | None = None, status: int = 200
) -> HttpResponse:
    moment = now()
    with logged(someone) as log:
        seen = look(someone, log, code, moment)
        called = names(someone, openings.everybody(seen))
    if not (seen.own and seen.openings):
        raise NotHere
    shown = openings.in_words(seen.openings, called, moment)
    return show(
        request,
        "danger",
        status,
        problem=problem,
        code=seen.code,
        key=new_key(),
        signs=REASON_SIGNS,
        reason=request.POST.get("reason", ""),
        asked=tuple(_waiting(someone, shown)),
        held=[one for one in shown if one.state == "open"],
        earlier=[one for one in shown if one.state in ("over", "lapsed")],
        works=bool(seen.roles),
    )


def _waiting(someone: SignedIn, shown: Iterable[Opening]) -> Iterator[Mapping[str, Any]]:
    """Each request that waits, with the roles in which the one who looks may agree to it."""
    for one in shown:
        if one.state == "asked":
            own = one.account == someone.account
            roles = () if own else openings.roles_to_agree(someone.actor, one.role)
            yield {"opening": one, "own": own, "roles": tuple(_choices(roles, ""))}
