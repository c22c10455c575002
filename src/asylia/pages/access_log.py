"""Who has seen a file, in words, for the person to read or take along on paper. No account is named in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.asking import before
from asylia.access.policy_standing import Entry
from asylia.access.refused import NotHere, Stopped
from asylia.access.roles import ACTIONS, AREAS
from asylia.access.signed_in import SignedIn
from asylia.audit.log import Log, logged
from asylia.audit.reading import DayLine, Why, Words, in_words, who_saw
from asylia.law.actions import ACTIONS as OF_LAW
from asylia.pages import words
from asylia.pages.board import day_or_moment
from asylia.pages.case_answers import now, of_a_case, show
from asylia.pages.desk import stamp
from asylia.record.case_code import CodeError, read_code
from asylia.record.models import Agency

PURPOSE = "oversight"
AREA = "log"

T = TypeVar("T")


def from_log(someone: SignedIn, code: str, read: Callable[[Log, Why], T], *, taken_out: bool = False) -> T:
    """What the log answers, where this account may read it. code: of the case, or empty.

    taken_out: it becomes a file. Raises NotHere, Stopped.
    """
    with logged(someone) as log:
        asking = before(someone, code, now(), PURPOSE)
        try:
            decision = asking.need("read", AREA, entry=Entry(taken_out=taken_out))
        except (NotHere, Stopped):
            asking.tell(log)
            raise
        return read(log, Why(str(decision.rule), decision.role, PURPOSE))


def typed_code(text: str) -> str:
    """A code as somebody typed it, in its own form. Raises NotHere for what is none."""
    try:
        return read_code(text)
    except CodeError:
        raise NotHere from None


@of_a_case
def seen_by(request: HttpRequest, someone: SignedIn, code: str) -> HttpResponse:
    """Who has seen this file: day, role, agency and parts, newest first."""
    wanted = typed_code(code)
    lines, agencies = from_log(someone, wanted, lambda log, why: (who_saw(log, why, wanted), _agencies()))
    return show(request, "seen_by", code=wanted, days=_days(lines, agencies), printed=day_or_moment(stamp(now())))


def _agencies() -> Mapping[Any, str]:
    return dict(Agency.objects.values_list("pk", "name"))


def _days(lines: tuple[DayLine, ...], agencies: Mapping[Any, str]) -> tuple[Mapping[str, Any], ...]:
    said = in_words_of_page(agencies)
    return tuple(
        {"day": day_or_moment(stamp(day)), "lines": tuple(text for line in of_day for text in in_words(line, said))}
        for day, of_day in groupby(lines, key=lambda line: line.day)
    )


def in_words_of_page(agencies: Mapping[Any, str]) -> Words:
    """What the codes of the log mean, in the language of the page."""
    return Words(
        areas={area: _(text) for area, text in AREAS.items()},
        actions={name: _(action.does) for name, action in ACTIONS.items()} | own_actions(),
        roles={role: _(name) for role, name in words.ROLES.items()},
        # Each name keeps its own direction, whatever stands around it.
        agencies={agency: f"\u2068{name}\u2069" for agency, name in agencies.items()},
    )


def own_actions() -> dict[str, str]:
    """Actions of the door that are no permission of a role, and those of the law, in words."""
    return {
        "case.open": _("open the case"),
        "case.unassign": _("end somebody's work on the case"),
        "session.begin": _("sign in"),
        "session.step_up": _("give the second factor again"),
        "session.end": _("sign out"),
        "passphrase.change": _("choose a new passphrase"),
        "incident.begin": _("begin an incident"),
        "incident.ask_end": _("ask that the incident be over"),
        "incident.end": _("end the incident"),
        "canary.mark": _("make a case a canary"),
        "canary.unmark": _("make a case no canary any more"),
        "canary.list": _("look at the list of canary cases"),
        "keys.grant": _("give a colleague the keys of their roles"),
        "second_factor.add": _("add a device or passkey as second factor"),
        "recovery_codes.make": _("make new recovery codes"),
        "recovery_code.use": _("use a recovery code"),
        "facts.add": _("record what was told"),
        "text.write": _("write a text"),
        "person.keep_away": _("keep somebody away from the file"),
        "act.take": _("do something that the law may forbid"),
        "glass.ask": _("ask to open the case because a life is in danger"),
        "glass.agree": _("agree that the case is opened because a life is in danger"),
        "glass.review": _("look into an opening for a life in danger"),
        "glass.close": _("end an opening for a life in danger"),
        **{name: words.full_action(name) for name in OF_LAW},
    }
