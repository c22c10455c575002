"""The list of one's own cases. It holds no word about anybody: codes, states and days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.policy_begin import roles_to_begin
from asylia.access.roles import ROLES
from asylia.access.signed_in import SignedIn
from asylia.access.window import my_cases
from asylia.audit.log import logged
from asylia.pages import case_words, openings
from asylia.pages.access_log import AREA
from asylia.pages.board import day_or_moment
from asylia.pages.case_answers import now, of_a_case, show
from asylia.pages.desk import stamp
from asylia.record.lists import Listed

LOG_READERS = frozenset(code for code, role in ROLES.items() if (AREA, "") in role.sees)
"""Duties that see the log."""


@of_a_case
def cases(request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The cases in which one holds a role or that are open for danger, newest change first, a page at a time."""
    after = request.POST.get("after") or None
    moment = now()
    with logged(someone) as log:
        page = my_cases(someone, log, moment, after)
        dangers = openings.marked(someone, page.lines, moment)
        reads_log = bool(someone.actor.duties & LOG_READERS)
        to_review = openings.to_review(someone) if reads_log else 0
    return show(
        request,
        "cases",
        lines=tuple(_line(line, moment, dangers.get(line.code, "")) for line in page.lines),
        next=page.next,
        further=after is not None,
        after=after or "",
        reads_log=reads_log,
        to_review=to_review,
        may_ask_in_danger=bool(openings.roles_to_ask(someone.actor)),
        may_open=bool(roles_to_begin(someone.actor)),
    )


def _line(line: Listed, moment: datetime, danger: str) -> Mapping[str, Any]:
    """One case of the list in words. danger: what somebody else does with it because a life is in danger."""
    return {
        "code": line.code,
        "state": _(case_words.STATES[line.state]),
        "child": line.child,
        "due": day_or_moment(stamp(line.due)) if line.due else "",
        "late": line.due is not None and line.due < moment,
        "review_on": day_or_moment(stamp(line.review_on)) if line.review_on else "",
        "danger": danger,
        "danger_until": day_or_moment(stamp(line.danger_until)) if line.danger_until else "",
        "changed": day_or_moment(stamp(line.place.updated)),
    }
