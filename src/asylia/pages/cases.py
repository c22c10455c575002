"""The list of one's own cases. It holds no word about anybody: codes, states and days."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.policy_begin import roles_to_begin
from asylia.access.signed_in import SignedIn
from asylia.access.window import my_cases
from asylia.audit.log import logged
from asylia.pages import case_words
from asylia.pages.case_answers import now, of_a_case, show, switches_language


@of_a_case
def cases(request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The cases in which one holds a role, newest change first, a page at a time."""
    after = request.POST.get("after") or None
    with logged(someone) as log:
        page = my_cases(someone, log, now(), after)
    return show(
        request,
        "cases",
        lines=[{"line": line, "state": _(case_words.STATES[line.state])} for line in page.lines],
        next=page.next,
        further=after is not None,
        after=after or "",
        may_open=bool(roles_to_begin(someone.actor)),
        spoke=switches_language(request),
    )
