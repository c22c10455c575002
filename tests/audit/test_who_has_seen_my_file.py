"""The data-protection officer is answered by case, account and partner, the person in words; each answer is logged."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from asylia.access.roles import ACTIONS, AREAS, ROLES
from asylia.audit import reading
from asylia.audit.log import logged
from asylia.audit.reading import Why, Words, in_words, who_saw
from asylia.record.cases import open_case
from tests.audit.chains import chain_of
from tests.audit.conftest import Two
from tests.record.agencies import NOW, Someone

WHY = Why("by_duty", "DP", "oversight")


@pytest.fixture
def colleague(two: Two) -> Someone:
    return Someone(two.lead.agency)


@pytest.fixture
def officer(two: Two) -> Someone:
    return Someone(two.lead.agency)


@pytest.fixture
def busy(two: Two, colleague: Someone) -> Two:
    """Two days of looks at one case by its agency and a partner, and at another case."""
    look(two.lead, two.code, "A", "name.1")
    look(two.lead, two.code, "D")
    with logged(two.lead, NOW) as log:
        other = open_case(two.lead, NOW).code
        log.add(action="note.write", allowed=True, rule="by_role", case=two.code, area="A", role="CW")
    look(two.lead, other, "A")
    with logged(colleague, NOW + timedelta(hours=1)) as log:
        log.add(action="read", allowed=False, rule="no_role", case=two.code, area="frame")
    with logged(two.partner, NOW + timedelta(days=1)) as log:
        log.add(action="read", allowed=True, rule="by_share", case=two.partners_code, area="B", role="SV")
    return two


def look(someone: Someone, code: str, area: str, *items: str) -> None:
    with logged(someone, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", case=code, area=area, role="CW", items=items)


def test_by_case_all_who_looked_or_acted_are_named_newest_first(
    busy: Two, officer: Someone, colleague: Someone
) -> None:
    with logged(officer, NOW) as log:
        part = reading.of_case(log, WHY, busy.code)
    assert [(seen.agency, seen.account, seen.role, seen.action, seen.area, seen.allowed) for seen in part.events] == [
        (busy.partner.agency, busy.partner.account, "SV", "read", "B", True),
        (busy.lead.agency, colleague.account, "", "read", "frame", False),
        (busy.lead.agency, busy.lead.account, "CW", "note.write", "A", True),
        (busy.lead.agency, busy.lead.account, "CW", "read", "D", True),
        (busy.lead.agency, busy.lead.account, "CW", "read", "A", True),
    ]
    assert part.events[-1].items == ("name.1",)
    assert {seen.case for seen in part.events} == {busy.code}


def test_the_answers_are_what_the_chain_holds(busy: Two, officer: Someone) -> None:
    chain = [link.seq for link in reversed(chain_of(busy.lead))]
    with logged(officer, NOW) as log:
        assert [seen.seq for seen in reading.all_events(log, WHY).events] == chain


def test_by_account_and_by_partner(busy: Two, officer: Someone) -> None:
    with logged(officer, NOW) as log:
        by_account = reading.of_account(log, WHY, busy.lead.account).events
        by_partner = reading.of_partner(log, WHY, busy.partner.agency).events
        of_itself = reading.of_partner(log, WHY, busy.lead.agency).events
    assert len(by_account) == 4
    assert {seen.account for seen in by_account} == {busy.lead.account}
    assert [(seen.account, seen.area, seen.case) for seen in by_partner] == [(busy.partner.account, "B", busy.code)]
    assert of_itself == ()


def test_every_reading_of_the_log_is_in_the_log(busy: Two, officer: Someone) -> None:
    before = len(chain_of(busy.lead))
    with logged(officer, NOW) as log:
        reading.all_events(log, WHY)
        reading.of_case(log, WHY, busy.code)
        reading.of_account(log, WHY, busy.lead.account)
        reading.of_partner(log, WHY, busy.partner.agency)
        who_saw(log, WHY, busy.code)
    told = chain_of(busy.lead)[before:]
    assert {(link.event.account, link.event.area, link.event.role, link.event.rule) for link in told} == {
        (str(officer.account), "log", "DP", "by_duty")
    }
    assert [(link.event.case, link.event.items) for link in told] == [
        ("", ("everything",)),
        (busy.code, ("by_case",)),
        ("", ("by_account", str(busy.lead.account))),
        ("", ("by_partner", str(busy.partner.agency))),
        (busy.code, ("for_the_person",)),
    ]


def test_another_agency_is_answered_from_its_own_log(busy: Two) -> None:
    with logged(busy.partner, NOW) as log:
        assert [seen.case for seen in reading.all_events(log, WHY).events] == [busy.partners_code]
        assert reading.of_case(log, WHY, busy.code).events == ()
        assert who_saw(log, WHY, busy.code) == ()


def test_a_long_answer_comes_in_parts(two: Two, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "PAGE", 2)
    for area in "ABCDE":
        look(two.lead, two.code, area)
    areas, before = [], None
    for _ in range(3):
        with logged(two.lead, NOW) as log:
            part = reading.of_case(log, WHY, two.code, before)
        areas += [seen.area for seen in part.events if seen.area != "log"]
        before = part.before or 0
    assert areas == ["E", "D", "C", "B", "A"]
    assert part.before is None


def words(two: Two) -> Words:
    return Words(
        AREAS,
        {name: action.does for name, action in ACTIONS.items()},
        {code: role.name for code, role in ROLES.items()},
        {two.lead.agency: "Lamplight", two.partner.agency: "Harbour House"},
    )


def test_the_person_reads_it_in_words_and_learns_no_account(busy: Two, officer: Someone) -> None:
    with logged(officer, NOW) as log:
        lines = who_saw(log, WHY, busy.code)
    told = [(line.day, sentence) for line in lines for sentence in in_words(line, words(busy))]
    first, second = date(2026, 11, 25), date(2026, 11, 26)
    assert sorted(told) == [
        (first, "Lamplight, case worker, did this: write a note."),
        (first, "Lamplight, case worker: looked at identity; the asylum claim."),
        (first, "Lamplight, someone who does not work on the case: wanted to look at tracks, states, findings, blocks, "
                "deadlines and who works on the case, and was not let."),
        (second, "Harbour House, shelter or service provider: looked at contact, place of stay, shelter."),
    ]  # fmt: skip
    assert [line.day for line in lines] == sorted((line.day for line in lines), reverse=True)
    assert str(busy.lead.account) not in repr(lines)


def test_what_a_page_leaves_out_of_an_opened_file_is_no_attempt_but_a_refused_step_is_told(
    two: Two, officer: Someone
) -> None:
    with logged(two.lead, NOW) as log:
        log.add(action="read", allowed=True, rule="by_role", case=two.code, area="A", role="CW")
        log.add(action="read", allowed=False, rule="not_seen", case=two.code, area="D")
        log.add(action="asylum.decide", allowed=False, rule="role_never", case=two.code, area="D")
    with logged(officer, NOW) as log:
        lines = who_saw(log, WHY, two.code)
    assert {sentence for line in lines for sentence in in_words(line, words(two))} == {
        "Lamplight, case worker: looked at identity.",
        "Lamplight, case worker: wanted to decide the claim, with reasons for each element, and was not let.",
    }


def test_a_day_is_that_of_the_place(two: Two, officer: Someone) -> None:
    with logged(two.lead, datetime(2026, 11, 25, 21, 0, tzinfo=UTC)) as log:
        log.add(action="read", allowed=True, rule="by_role", case=two.code, area="A", role="CW")
    with logged(officer, NOW) as log:
        (line,) = who_saw(log, WHY, two.code, timezone(timedelta(hours=4, minutes=30)))
    assert line.day == date(2026, 11, 26)


def test_what_has_no_word_is_shown_as_its_code(two: Two, officer: Someone, colleague: Someone) -> None:
    with logged(two.lead, NOW) as log:
        log.add(action="new.action", allowed=True, rule="by_role", case=two.code)
    with logged(colleague, NOW) as log:
        log.add(action="read", allowed=False, rule="no_role", case=two.code)
    with logged(officer, NOW) as log:
        lines = who_saw(log, WHY, two.code)
    assert {sentence for line in lines for sentence in in_words(line, words(two))} == {
        "Lamplight, someone who does not work on the case: wanted to look at whether there is a file, and was not let.",
        "Lamplight did this: new.action.",
    }
