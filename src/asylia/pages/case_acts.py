"""Doing something to or with the person that the law may forbid: chosen from a list, done, or refused with help."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.refused import NotHere
from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.signed_in import SignedIn
from asylia.access.window import Look, look
from asylia.audit.log import logged
from asylia.casework.answers import Refused, Rejected
from asylia.casework.door import perform
from asylia.pages import words
from asylia.pages.case_answers import Problem, key_of, not_taken, now, of_a_case, same_key, show, switches_language
from asylia.pages.case_doing import acts, permission
from asylia.pages.case_refusal import refusal
from asylia.pages.sign_in import ask_again
from asylia.record.models import Barred, Block


@of_a_case
def act(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """The list of what one may do in one's roles; and the one that was chosen, done or refused."""
    with logged(someone) as log:
        seen = look(someone, log, code, now())
    if not acts(seen):
        raise NotHere
    if request.method != "POST" or "save" not in request.POST or switches_language(request):
        return _form(request, seen)
    chosen = request.POST.get("act", "")
    if _asks_for_second_factor(someone, chosen):
        return ask_again(request)
    try:
        perform(someone, "act.take", seen.code, {"act": chosen}, key=key_of(request), now=now())
    except Refused as refused:
        return refusal(request, someone, seen.code, refused)
    except Rejected as rejected:
        # Translators: title of an error
        return _form(request, seen, not_taken(_("Nothing was recorded yet"), rejected), 422)
    return show(request, "done", code=seen.code, action=words.full_action(chosen), at=now())


def _asks_for_second_factor(someone: SignedIn, action: str) -> bool:
    needed = permission(action)
    session = someone.actor.session
    return needed is not None and PERMISSIONS[needed].step_up and (session is None or not session.stepped_up(now()))


def _form(request: HttpRequest, seen: Look, problem: Problem | None = None, status: int = 200) -> HttpResponse:
    return show(
        request,
        "act",
        status,
        problem=problem,
        code=seen.code,
        key=same_key(request),
        families=tuple(_families(seen, request.POST.get("act", ""))),
    )


def _families(seen: Look, chosen: str) -> Iterator[Mapping[str, Any]]:
    """The choices, those of one kind together, each with what is known to stand against it."""
    rows_of_law: tuple[Barred | Block, ...] = (*seen.barred, *seen.blocks)
    verdicts = {row.action: row.verdict for row in rows_of_law}
    families: dict[str, list[str]] = {}
    for action in acts(seen):
        families.setdefault(action.partition(":")[0], []).append(action)
    for family, members in families.items():
        rows = [
            {
                "value": action,
                "text": words.parameter(action) or words.action(action),
                "chosen": action == chosen,
                "verdict": verdicts.get(action, ""),
            }
            for action in members
        ]
        yield {"name": words.action(family), "several": len(members) > 1 or ":" in members[0], "rows": rows}
