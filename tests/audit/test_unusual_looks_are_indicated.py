"""Somebody who browses is shown to the data-protection officer; who works as always, also at night, is not (R30)."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from asylia.audit.log import logged
from asylia.audit.reading import Why
from asylia.audit.unusual import Sign, Visit, signs, unusual
from asylia.record.case_code import new_code
from tests.audit.chains import chain_of
from tests.audit.conftest import Two

TODAY = datetime(2026, 11, 25, tzinfo=UTC)
AGENCY, ACCOUNT = UUID(int=1), UUID(int=2)
WEEKS = 20


def visits(day: datetime, cases: int, hours: range, chance: random.Random, opened: bool = True) -> Iterator[Visit]:
    """So many cases of a caseload of sixty, at random hours of one day."""
    for case in chance.sample(range(60), cases):
        yield Visit(AGENCY, ACCOUNT, day + timedelta(hours=chance.choice(hours)), f"case {case}", opened)


def worked(days: int, least: int, most: int, hours: range, chance: random.Random, until: datetime) -> list[Visit]:
    """Normal days: some cases, and now and then one that is none of theirs."""
    found: list[Visit] = []
    for back in range(days):
        day = until - timedelta(days=back)
        if day.weekday() < 5:
            found += visits(day, chance.randint(least, most), hours, chance)
            found += visits(day, chance.choice([0, 0, 0, 1]), hours, chance, opened=False)
    return found


def before(hours: range = range(8, 17)) -> list[Visit]:
    return worked(28, 4, 12, hours, random.Random(1), TODAY - timedelta(days=7))


def snoopers() -> dict[str, tuple[list[Visit], Sign]]:
    chance = random.Random(2)
    return {
        "asks for files that are none of theirs": (
            list(visits(TODAY, 6, range(9, 12), chance, opened=False)), Sign.TURNED_AWAY,
        ),
        "opens one after the other": (list(visits(TODAY, 15, range(10, 11), chance)), Sign.IN_ONE_HOUR),
        "collects slowly all day": (list(visits(TODAY, 40, range(8, 18), chance)), Sign.IN_ONE_DAY),
        "comes back at night": (list(visits(TODAY, 3, range(1, 4), chance)), Sign.AT_NIGHT),
        "stays late": (list(visits(TODAY, 2, range(22, 24), chance)), Sign.AT_NIGHT),
    }  # fmt: skip


@pytest.mark.parametrize("who", snoopers())
def test_each_snooper_is_indicated(who: str) -> None:
    looks, sign = snoopers()[who]
    found = signs(before() + looks, TODAY.date())
    assert sign in {one.sign for one in found}
    assert {one.day for one in found} == {TODAY.date()}


@pytest.mark.parametrize("who", snoopers())
def test_a_new_account_is_indicated_too(who: str) -> None:
    looks, sign = snoopers()[who]
    assert sign in {one.sign for one in signs(looks, TODAY.date())}


@pytest.mark.parametrize(
    ("least", "most", "hours"),
    [(2, 8, range(8, 17)), (25, 40, range(7, 19)), (4, 10, range(24)), (1, 3, range(22, 30))],
    ids=["case worker", "coordinator", "shifts", "night shelter"],
)
def test_twenty_normal_weeks_give_at_most_one_sign_a_month(least: int, most: int, hours: range) -> None:
    chance = random.Random(3)
    all_weeks = worked(7 * WEEKS + 28, least, most, hours, chance, TODAY)
    indicated = 0
    for week in range(WEEKS):
        until = TODAY - timedelta(days=7 * week)
        since = until - timedelta(days=35)
        seen = [visit for visit in all_weeks if since < visit.hour < until + timedelta(days=1)]
        indicated += len(signs(seen, until.date()))
    assert indicated <= WEEKS / 4


def test_what_was_a_week_ago_is_no_sign_any_more() -> None:
    looks = list(visits(TODAY - timedelta(days=8), 40, range(8, 18), random.Random(2)))
    assert signs(looks, TODAY.date()) == ()


def test_it_is_found_in_the_log_partners_included_and_the_question_is_logged(two: Two) -> None:
    kabul = timezone(timedelta(hours=4, minutes=30))
    evening = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    for someone, code in ((two.lead, two.code), (two.partner, two.partners_code)):
        with logged(someone, evening) as log:
            log.add(action="read", allowed=True, rule="by_role", case=code, area="A")
            log.add(action="read", allowed=False, rule="not_seen", case=code, area="D")
    with logged(two.lead, evening) as log:
        for _ in range(3):
            log.add(action="read", allowed=False, rule="no_such_case", case=new_code(), area="frame")
            log.add(action="read", allowed=True, rule="by_role", case=new_code(), area="A")
    with logged(two.lead, TODAY) as log:
        found = unusual(log, Why("by_duty", "DP", "oversight"), TODAY, kabul)
        elsewhere = unusual(log, Why("by_duty", "DP", "oversight"), TODAY, UTC)
    assert [(one.account, one.sign, one.cases, one.usual) for one in found] == [
        (two.lead.account, Sign.AT_NIGHT, 4, 0),
        (two.lead.account, Sign.TURNED_AWAY, 3, 0),
    ]
    assert [one.sign for one in elsewhere] == [Sign.TURNED_AWAY]
    assert [link.event.items for link in chain_of(two.lead)[-2:]] == [("unusual",), ("unusual",)]
