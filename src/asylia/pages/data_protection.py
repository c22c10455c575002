"""The log as whoever watches over it reads it: by case, account or partner agency; in codes, without any content."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from asylia.access.openings_reviewed import review
from asylia.access.policy_rules import REASONS
from asylia.access.signed_in import SignedIn
from asylia.audit import reading
from asylia.audit.log import Log
from asylia.audit.reading import Part, Seen, Why, Words
from asylia.audit.unusual import Indication, unusual
from asylia.pages import case_words, openings
from asylia.pages.access_log import from_log, in_words_of_page, typed_code
from asylia.pages.board import day_or_moment
from asylia.pages.case_answers import now, of_a_case, show
from asylia.pages.colleagues import Colleague, colleagues, other_agencies
from asylia.pages.desk import stamp
from asylia.record.models import Agency

FILE_NAME = "notes.jsonl"
"""As neutral as the titles of pages."""


@dataclass(frozen=True)
class Wanted:
    """Which events are asked for. before: only those before this number."""

    code: str = ""
    account: UUID | None = None
    partner: UUID | None = None
    before: int | None = None


@of_a_case
def log(request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The newest events of one case, one account, one partner, or of all; and what was unlike the usual.

    Data protection says here that an opening for danger was looked into.
    """
    wanted = _wanted(request)
    moment = now()
    looked_into = _number(request.POST.get("opening", ""))
    if looked_into is not None:
        review(someone, looked_into, request.POST.get("outcome", ""), moment)
    part, signs, us, others, mine, opened = from_log(
        someone,
        wanted.code,
        lambda log, why: (
            _part(log, why, wanted),
            unusual(log, why, moment) if wanted == Wanted() else (),
            colleagues(someone),
            other_agencies(someone),
            Agency.objects.get(pk=someone.agency).name,
            _opened(someone, moment) if wanted == Wanted() else (),
        ),
    )
    agencies = {**dict(others), someone.agency: mine}
    return show(
        request,
        "log",
        rows=tuple(_rows(part.events, us, agencies)),
        signs=[_sign(one, us, agencies) for one in signs],
        opened=opened,
        before=part.before,
        wanted=wanted,
        colleagues=us,
        agencies=others,
    )


def _opened(someone: SignedIn, moment: datetime) -> tuple[Mapping[str, Any], ...]:
    """What was opened because a life is in danger, whatever else stands in the log since."""
    called = {one.account: one.name for one in colleagues(someone)}
    return tuple(openings.for_watchers(someone, called, moment))


@of_a_case
def export(_request: HttpRequest, someone: SignedIn) -> HttpResponse:
    """The whole log of the agency as a file that `tools/verify_audit.py` checks. That it was taken is in the log."""

    def lines(log: Log, why: Why) -> list[str]:
        reading.tell(log, why, "export")
        return [link.line() for link in reading.links()]

    text = "".join(f"{line}\n" for line in from_log(someone, "", lines, taken_out=True))
    response = HttpResponse(text, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return response


def _wanted(request: HttpRequest) -> Wanted:
    """What the form asks for. Raises NotHere for a code that is none."""
    before = request.POST.get("before", "")
    code = request.POST.get("code", "").strip()
    return Wanted(
        code=typed_code(code) if code else "",
        account=_number(request.POST.get("account", "")),
        partner=_number(request.POST.get("partner", "")),
        before=int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None,
    )


def _number(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _part(log: Log, why: Why, wanted: Wanted) -> Part:
    if wanted.code:
        return reading.of_case(log, why, wanted.code, wanted.before)
    if wanted.account:
        return reading.of_account(log, why, wanted.account, wanted.before)
    if wanted.partner:
        return reading.of_partner(log, why, wanted.partner, wanted.before)
    return reading.all_events(log, why, wanted.before)


def _rows(events: tuple[Seen, ...], us: list[Colleague], agencies: Mapping[UUID, str]) -> Iterator[Mapping[str, Any]]:
    """The events; what one account did with one case in one minute is one row.

    Each look asks for every part of a case: those that were not shown are no attempt where others were.
    """
    said = in_words_of_page(agencies)
    called = {one.account: one.name for one in us}

    together: dict[tuple[Any, ...], list[Seen]] = {}
    for one in events:
        alike = one.at.replace(second=0, microsecond=0), one.account, one.case, one.action
        together.setdefault(alike, []).append(one)
    for (at, account, code, action), group in together.items():
        told = [one for one in group if one.allowed] or group
        roles = dict.fromkeys(said.roles.get(one.role, one.role) for one in told if one.role)
        yield {
            "at": day_or_moment(stamp(at)),
            "who": called.get(account) or agencies.get(group[0].agency) or _("nobody who is signed in"),
            "roles": tuple(roles),
            "code": code,
            "action": said.actions.get(action, action),
            "areas": _areas(told, said),
            "left_out": () if told is group else _areas([one for one in group if not one.allowed], said),
            "allowed": told[0].allowed,
            "reasons": tuple(dict.fromkeys(_reason(one.rule) for one in told)),
        }


def _areas(events: list[Seen], said: Words) -> tuple[str, ...]:
    return tuple(dict.fromkeys(said.areas.get(one.area.partition(".")[0], one.area) for one in events if one.area))


def _reason(rule: str) -> str:
    sentence = {str(known): text for known, text in REASONS.items()}.get(rule) or case_words.RULES.get(rule, rule)
    return _(sentence)


def _sign(one: Indication, us: list[Colleague], agencies: Mapping[UUID, str]) -> Mapping[str, Any]:
    called = {colleague.account: colleague.name for colleague in us}
    return {
        "day": day_or_moment(stamp(one.day)),
        "who": called.get(one.account) or agencies.get(one.agency, ""),
        "what": _(case_words.SIGNS[one.sign]),
        "cases": one.cases,
        "usual": one.usual,
        "codes": one.codes,
    }
