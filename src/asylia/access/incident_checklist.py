"""What data protection works through in an incident: who looked at what, what to decide, by when, and whom to tell.

It is data, read from the agency's own log; it decides nothing. It holds codes and numbers, and no content.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg, BoolOr
from django.db.models import Count, Q

from asylia.access.incident import PURPOSE
from asylia.access.models_incident import Canary, Incident
from asylia.access.policy import decide
from asylia.access.refused import NotHere
from asylia.access.signed_in import SignedIn
from asylia.audit.log import logged
from asylia.audit.models import AuditEvent
from asylia.audit.reading import LOG, LOOK, Why, tell

BEFORE = timedelta(days=7)
"""How far back before the beginning is looked, where nobody knows since when: Asylia's own choice."""

HOURS_TO_AUTHORITY = timedelta(hours=72)
"""From becoming aware of it, by GDPR Article 33(1)."""

GDPR = frozenset(
    {
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK", "IS", "LI", "NO",
    }
)  # fmt: skip
"""States of the European Union, and of the European Economic Area, in which the GDPR is law."""


class Basis(StrEnum):
    """What a step rests on."""

    LAW = "binding law where you are"
    WHERE_GDPR = "binding law where the GDPR applies; elsewhere Asylia's own policy"
    POLICY = "Asylia's own policy"


@dataclass(frozen=True)
class Step:
    """Something to decide or do. rests_on: of what the GDPR asks, it depends on the place. due: None says at once."""

    name: str
    says: str
    rests_on: Basis
    provision: str = ""
    due: datetime | None = None


@dataclass(frozen=True)
class Looked:
    """What one account did in the window. parts: answers that showed it something; a look at a case gives several.

    in_vain: cases it asked for of which it was shown nothing. agency: of the account, another one for a partner.
    """

    agency: UUID
    account: UUID
    cases: tuple[str, ...]
    areas: tuple[str, ...]
    parts: int
    changes: int
    in_vain: tuple[str, ...]


@dataclass(frozen=True)
class Exposed:
    """One case of which something was seen in the window, by how many accounts. canary: nobody had a reason to."""

    code: str
    accounts: int
    areas: tuple[str, ...]
    canary: bool


@dataclass(frozen=True)
class Checklist:
    """The state of an incident for who runs the breach process. beside_cases: what else was done, and how often."""

    since: datetime
    until: datetime
    accounts: tuple[Looked, ...]
    cases: tuple[Exposed, ...]
    beside_cases: tuple[tuple[str, int], ...]
    steps: tuple[Step, ...]


def checklist(
    someone: SignedIn, incident: Incident, now: datetime, place: str | None = None, since: datetime | None = None
) -> Checklist:
    """The checklist of one incident of the own agency, for data protection. Raises NotHere.

    place: the State whose law binds the agency, None where that is not said. since: from when it may have gone on;
    seven days before its beginning where that is not known.
    """
    with logged(someone, now) as log:
        decision = decide(someone.actor, "breach.handle", None, None, None, PURPOSE, now)
        if not decision.allowed:
            log.add(action="breach.handle", allowed=False, rule=decision.rule, purpose=PURPOSE)
            raise NotHere
        tell(log, Why(str(decision.rule), decision.role, PURPOSE), "incident")
        since, until = since or incident.begun_at - BEFORE, incident.ended_at or now
        window = Q(at__gte=since, at__lte=until)
        seen = _seen(window)
        return Checklist(
            since, until, _accounts(seen), _cases(seen), _beside_cases(window), steps(incident.begun_at, place)
        )


@dataclass(frozen=True)
class _Seen:
    """What one account saw of and did in one case."""

    agency: UUID
    account: UUID
    code: str
    shown: bool
    areas: tuple[str, ...]
    parts: int
    changes: int


def _seen(window: Q) -> list[_Seen]:
    shown = Q(allowed=True)
    rows = (
        AuditEvent.objects.filter(window)
        .exclude(area=LOG)
        .exclude(case_code="")
        .values_list("by_id", "account", "case_code")
        .annotate(
            shown=BoolOr("allowed"),
            areas=ArrayAgg("area", filter=shown & ~Q(area=""), distinct=True, default=[]),
            parts=Count("seq", filter=shown & Q(action=LOOK)),
            changes=Count("seq", filter=shown & ~Q(action=LOOK)),
        )
        .order_by("by_id", "account", "case_code")
    )
    return [
        _Seen(agency, account, code, own, tuple(areas), *counts) for agency, account, code, own, areas, *counts in rows
    ]


def _accounts(seen: Iterable[_Seen]) -> tuple[Looked, ...]:
    by_account: dict[tuple[UUID, UUID], list[_Seen]] = defaultdict(list)
    for one in seen:
        by_account[one.agency, one.account].append(one)
    return tuple(
        Looked(
            agency,
            account,
            cases=tuple(one.code for one in own if one.shown),
            areas=_areas(own),
            parts=sum(one.parts for one in own),
            changes=sum(one.changes for one in own),
            in_vain=tuple(one.code for one in own if not one.shown),
        )
        for (agency, account), own in by_account.items()
    )


def _cases(seen: Iterable[_Seen]) -> tuple[Exposed, ...]:
    marked = set(Canary.objects.filter(ended_at__isnull=True).values_list("code", flat=True))
    by_case: dict[str, list[_Seen]] = defaultdict(list)
    for one in seen:
        if one.shown:
            by_case[one.code].append(one)
    return tuple(Exposed(code, len(own), _areas(own), code in marked) for code, own in sorted(by_case.items()))


def _areas(seen: Iterable[_Seen]) -> tuple[str, ...]:
    return tuple(sorted({area for one in seen for area in one.areas}))


def _beside_cases(window: Q) -> tuple[tuple[str, int], ...]:
    """Lists, exports, accounts, keys: what is done in no case, by the name of the log."""
    rows = AuditEvent.objects.filter(window, allowed=True, case_code="").exclude(area=LOG, action=LOOK)
    return tuple(rows.values_list("action").annotate(times=Count("seq")).order_by("action"))


def clock(place: str | None) -> Basis:
    """What the 72 hours rest on in a place. Where it is not said, that is not taken for no."""
    if place is None:
        return Basis.WHERE_GDPR
    return Basis.LAW if place in GDPR else Basis.POLICY


def steps(begun_at: datetime, place: str | None) -> tuple[Step, ...]:
    """What is to be decided and done, in this order. begun_at: when the agency became aware of it."""
    of_place = clock(place)
    return (
        Step("contain", "Disable every account that may be in other hands; that ends its sessions.", Basis.POLICY),
        Step(
            "safety",
            "Ask who works on each case listed here whether the person is in danger now. Where one may be: safety "
            "first, everything else after.",
            Basis.POLICY,
        ),
        Step(
            "risk",
            "Decide how likely harm to people is, and write down why.",
            of_place,
            "GDPR Article 33(1) and (5)",
        ),
        Step("doubt", "What is unknown is not unlikely. Let a second person look at it too.", Basis.POLICY),
        Step(
            "authority",
            "Tell the supervisory authority without undue delay and, where feasible, within 72 hours of becoming aware "
            "of it, unless harm to people is unlikely. Later: say why. What is not known yet may follow.",
            of_place,
            "GDPR Article 33(1) and (4)",
            begun_at + HOURS_TO_AUTHORITY,
        ),
        Step(
            "people",
            "Where harm is likely and grave, tell each person without undue delay, in plain words: what happened, what "
            "may follow, what is done, whom to ask.",
            of_place,
            "GDPR Article 34(1) and (2)",
        ),
        Step(
            "safely",
            "Tell nobody by a way that is not safe for them. Whoever works on the case reads the contact rule first "
            "and keeps to it; where no way is allowed now, it waits for the next meeting, and a message says nothing.",
            Basis.POLICY,
        ),
        Step(
            "partners",
            "Tell each agency whose cases are concerned, by the agreement with it; never an authority of origin.",
            Basis.POLICY,
        ),
        Step(
            "record",
            "Keep what happened, its effects and what was done, whether or not anybody had to be told.",
            of_place,
            "GDPR Article 33(5)",
        ),
        Step(
            "end",
            "End it by two: an administrator or coordinator asks, somebody else of data protection agrees.",
            Basis.POLICY,
        ),
    )
