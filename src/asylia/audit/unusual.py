"""Looks that are unlike what an account usually does, for the data-protection officer to ask about (R30).

It indicates and decides nothing: there are good reasons for each of these signs. The numbers below are Asylia's own
choice, no law and no finding of research; an account is compared with itself, so that who works at night or coordinates
many cases is not a sign.

A canary is a made-up case that nobody has a reason to open: one look is a sign there, whoever looks and however often.
Which cases are canaries the database tells data protection alone; to anybody else this answers as if there were none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from enum import StrEnum
from functools import reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Func, JSONField, Q
from django.db.models.functions import TruncHour

from asylia.audit.log import Log
from asylia.audit.models import AuditEvent, AuditHead
from asylia.audit.reading import LOG, LOOK, Why, tell

LATELY = timedelta(days=7)
"""What is looked at."""

USUALLY = timedelta(days=28)
"""What it is compared with: the time before."""

NIGHT = (22, 6)
"""From this hour until before that one."""

CANARIES = Func(function="asylia_canaries", output_field=JSONField())
"""The canaries of the acting agency, by code, with the moment they were marked; none for who may not know them."""

KNOWN_FOR = 5
"""Days on which an account has to have worked before its own habit counts; until then it is compared with nothing."""


class Sign(StrEnum):
    """What was unlike the usual, on one day."""

    TURNED_AWAY = "turned_away"
    IN_ONE_HOUR = "in_one_hour"
    IN_ONE_DAY = "in_one_day"
    AT_NIGHT = "at_night"
    CANARY_OPENED = "canary_opened"
    CANARY_ASKED_FOR = "canary_asked_for"


LEAST: Mapping[Sign, int] = {Sign.TURNED_AWAY: 3, Sign.IN_ONE_HOUR: 10, Sign.IN_ONE_DAY: 20, Sign.AT_NIGHT: 2}
"""Fewer different cases than these are no sign, however unusual."""

TIMES: Mapping[Sign, float] = {Sign.TURNED_AWAY: 1, Sign.IN_ONE_HOUR: 1.5, Sign.IN_ONE_DAY: 1.5, Sign.AT_NIGHT: 1}
"""How often the usual most has to be passed."""


@dataclass(frozen=True)
class Visit:
    """That an account asked for a case in one hour of the place, once or often. opened: whether it saw any of it."""

    agency: UUID
    account: UUID
    hour: datetime
    case: str
    opened: bool


@dataclass(frozen=True)
class Indication:
    """One sign on one day. cases: how many different ones. usual: the most of one day in the four weeks before.

    codes: which cases, where they are canaries.
    """

    agency: UUID
    account: UUID
    day: date
    sign: Sign
    cases: int
    usual: int
    codes: tuple[str, ...] = ()


def unusual(log: Log, why: Why, now: datetime, zone: tzinfo = UTC) -> tuple[Indication, ...]:
    """The signs of the last seven days in the log of the acting agency, partners included; newest day first.

    What was done with canaries comes before everything else, and names them. zone: where the night is. Reading it is in
    the log.
    """
    tell(log, why, "unusual")
    rows = (
        AuditEvent.objects.filter(action=LOOK, at__gte=now - LATELY - USUALLY, at__lte=now)
        .exclude(area=LOG)
        .exclude(case_code="")
        .annotate(hour=TruncHour("at", tzinfo=zone))
        .values_list("by_id", "account", "hour", "case_code")
        .annotate(opened=BoolOr("allowed"))
    )
    return (*of_canaries(now, zone), *signs((Visit(*row) for row in rows), now.astimezone(zone).date()))


def of_canaries(now: datetime, zone: tzinfo = UTC) -> tuple[Indication, ...]:
    """What was looked at or done in a canary in the last seven days, since it was marked; newest day first."""
    marked: Mapping[str, str] = AuditHead.objects.values_list(CANARIES, flat=True).first() or {}
    if not marked:
        return ()
    since = [Q(case_code=code, at__gt=datetime.fromisoformat(moment)) for code, moment in marked.items()]
    rows = (
        AuditEvent.objects.filter(reduce(or_, since), at__gte=now - LATELY, at__lte=now)
        .exclude(area=LOG)
        .annotate(hour=TruncHour("at", tzinfo=zone))
        .values_list("by_id", "account", "hour", "case_code")
        .annotate(opened=BoolOr("allowed"))
    )
    return alarms(Visit(*row) for row in rows)


def alarms(visits: Iterable[Visit]) -> tuple[Indication, ...]:
    """The signs of visits to canaries. Whoever opened one is not said to have asked for it in vain the same day."""
    by_day: dict[tuple[UUID, UUID, date], list[Visit]] = defaultdict(list)
    for visit in visits:
        by_day[visit.agency, visit.account, visit.hour.date()].append(visit)
    found = []
    for who, of_day in by_day.items():
        opened = {visit.case for visit in of_day if visit.opened}
        in_vain = {visit.case for visit in of_day} - opened
        for sign, codes in ((Sign.CANARY_OPENED, opened), (Sign.CANARY_ASKED_FOR, in_vain)):
            if codes:
                found.append(Indication(*who, sign, len(codes), 0, tuple(sorted(codes))))
    return tuple(sorted(found, key=_place))


def _place(one: Indication) -> tuple[int, UUID, UUID, Sign]:
    return -one.day.toordinal(), one.agency, one.account, one.sign


def signs(visits: Iterable[Visit], today: date) -> tuple[Indication, ...]:
    """The signs of visits that are at hand, canaries apart."""
    by_account: dict[tuple[UUID, UUID], list[Visit]] = defaultdict(list)
    for visit in visits:
        by_account[visit.agency, visit.account].append(visit)
    first = today - LATELY
    found = [
        Indication(agency, account, day, sign, cases, usual)
        for (agency, account), own in by_account.items()
        for sign, count in COUNTS.items()
        for day, cases, usual in _days(sign, count, own, first)
    ]
    return tuple(sorted(found, key=_place))


def _days(
    sign: Sign, count: Callable[[Iterable[Visit]], int], visits: Iterable[Visit], first: date
) -> Iterable[tuple[date, int, int]]:
    """The days after `first` on which one account shows a sign: how many cases, and the most that is usual."""
    by_day: dict[date, list[Visit]] = defaultdict(list)
    for visit in visits:
        by_day[visit.hour.date()].append(visit)
    before = [count(of_day) for day, of_day in by_day.items() if day <= first]
    usual = max(before) if len(before) >= KNOWN_FOR else 0
    for day, of_day in by_day.items():
        cases = count(of_day)
        if day > first and cases >= LEAST[sign] and cases > usual * TIMES[sign]:
            yield day, cases, usual


def _turned_away(visits: Iterable[Visit]) -> int:
    opened, asked = set[str](), set[str]()
    for visit in visits:
        (opened if visit.opened else asked).add(visit.case)
    return len(asked - opened)


def _in_one_day(visits: Iterable[Visit]) -> int:
    return len({visit.case for visit in visits if visit.opened})


def _in_one_hour(visits: Iterable[Visit]) -> int:
    by_hour: dict[datetime, set[str]] = defaultdict(set)
    for visit in visits:
        if visit.opened:
            by_hour[visit.hour].add(visit.case)
    return max(map(len, by_hour.values()), default=0)


def _at_night(visits: Iterable[Visit]) -> int:
    begins, ends = NIGHT
    return _in_one_day(visit for visit in visits if visit.hour.hour >= begins or visit.hour.hour < ends)


COUNTS: Mapping[Sign, Callable[[Iterable[Visit]], int]] = {
    Sign.TURNED_AWAY: _turned_away,
    Sign.IN_ONE_HOUR: _in_one_hour,
    Sign.IN_ONE_DAY: _in_one_day,
    Sign.AT_NIGHT: _at_night,
}
