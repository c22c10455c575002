"""An event says who did what in codes; a name, a sentence or a searched word cannot get into the log (R34)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.policy_rules import Rule
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ACTIONS, AREAS, ROLES
from asylia.audit.chain import ChainError, Event, Link, link, start, verify
from tests.audit.logs import AGENCY, event, log

WORDS = ("agency", "account", "role", "case", "area", "action", "purpose", "rule")


@pytest.mark.parametrize("name", WORDS)
@pytest.mark.parametrize("content", ["Mira of Kestria", "ميرا", "Mira\n", "o'Brien", "<b>", "a" * 81, "-x", "é", " "])
def test_content_is_refused_and_not_repeated(name: str, content: str) -> None:
    with pytest.raises(ChainError) as caught:
        event(1, **{name: content})
    assert name in str(caught.value)
    assert content.strip() == "" or content not in str(caught.value)


def test_content_in_a_list_is_refused() -> None:
    with pytest.raises(ChainError, match="items"):
        event(1, items=("field_1", "Mira of Kestria"))
    with pytest.raises(ChainError, match="1000 items"):
        event(1, items=tuple(f"case-{number}" for number in range(1001)))
    assert len(event(1, items=tuple(f"case-{number}" for number in range(1000))).items) == 1000


@pytest.mark.parametrize("name", ["agency", "account", "action", "rule"])
def test_who_what_and_why_are_always_there(name: str) -> None:
    with pytest.raises(ChainError, match=name):
        event(1, **{name: ""})


@pytest.mark.parametrize("name", ["role", "case", "area", "purpose"])
def test_what_there_is_none_of_is_left_empty(name: str) -> None:
    assert getattr(event(1, **{name: ""}), name) == ""


def test_a_time_needs_its_offset() -> None:
    with pytest.raises(ChainError, match="offset"):
        event(1, at=datetime(2026, 3, 2))  # noqa: DTZ001


def test_every_rule_action_and_role_of_the_policy_can_be_logged() -> None:
    for name, codes in {"rule": Rule, "action": ACTIONS, "role": ROLES, "area": AREAS, "purpose": PURPOSES}.items():
        for code in codes:
            assert getattr(event(1, **{name: str(code)}), name) == code


# Chains.

codes = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.:/-]{0,20}", fullmatch=True)
times = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
events = st.builds(
    Event,
    times,
    st.just(AGENCY),
    codes,
    codes,
    codes,
    codes,
    codes,
    codes,
    st.booleans(),
    codes,
    st.lists(codes).map(tuple),
)


@given(st.lists(events, max_size=8))
def test_any_events_make_a_whole_chain_that_comes_back_from_its_lines(given_: list[Event]) -> None:
    links: list[Link] = []
    for found in given_:
        links.append(link(found, links[-1] if links else None))
    read = [Link.read(made.line()) for made in links]
    assert read == links
    assert verify(read, AGENCY) == (links[-1] if links else None)


def test_the_same_moment_is_written_in_one_way() -> None:
    kabul = timezone(timedelta(hours=4, minutes=30))
    there = replace(event(1), at=event(1).at.astimezone(kabul))
    assert link(there, None).line() == link(event(1), None).line()


def test_each_agency_has_a_chain_of_its_own() -> None:
    assert start(AGENCY) != start("agency-lantern")
    with pytest.raises(ChainError, match="own"):
        link(replace(event(1), agency="agency-lantern"), log()[-1])
    with pytest.raises(ChainError, match="event 1"):
        verify(log(), "agency-lantern")


def test_a_chain_says_where_it_is_broken() -> None:
    links = list(log())
    links[16] = replace(links[16], event=replace(links[16].event, allowed=not links[16].event.allowed))
    with pytest.raises(ChainError, match="at event 17:"):
        verify(links, AGENCY)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{}",
        "null",
        "[]",
        "1",
        "Mira",
        '{"seq":1}',
        log()[0].line() + " ",
        log()[0].line().replace('"seq":1', '"seq":true'),
    ],
)
def test_another_line_is_refused_without_repeating_it(line: str) -> None:
    with pytest.raises(ChainError) as caught:
        Link.read(line)
    assert "Mira" not in str(caught.value)
