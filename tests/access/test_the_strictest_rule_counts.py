"""While two rules for one way to reach a person stand side by side, only what both allow is allowed (R56)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.safe_contact import (
    Hidden,
    Hours,
    SafeContact,
    Shared,
    Use,
    may_show_number,
    never_lists_joined,
    strictest,
    why_hidden,
)

START = datetime(2026, 11, 23, tzinfo=UTC)
NUMBER = "an invented number"

ends = st.sampled_from([time(0), time(6), time(12), time(18)])
hours = st.builds(
    lambda days, start, length: Hours(days, time(start), time((start + length) % 24)),
    st.frozensets(st.integers(0, 6)),
    st.integers(0, 12),
    st.integers(1, 12),
)
moments = st.integers(0, 14).map(lambda days: START + timedelta(days=days))
rules = st.builds(
    SafeContact,
    number=st.sampled_from([NUMBER, NUMBER, "another number"]),
    never=st.sampled_from([False, False, False, True]),
    uses=st.frozensets(st.sampled_from(Use)),
    hours=st.lists(hours, max_size=3).map(tuple),
    zone=st.sampled_from([ZoneInfo("UTC"), ZoneInfo("UTC"), ZoneInfo("Africa/Nairobi")]),
    language=st.sampled_from(["fa", "ar", ""]),
    ask_for=st.sampled_from(["Ana", "Ana", "Bo"]),
    code_word=st.sampled_from(["fig", "fig", "plum"]),
    may_name_organisation=st.booleans(),
    shared=st.sampled_from(Shared),
    confirmed_at=moments,
    ask_again_on=moments,
    ends_at=moments,
)
several = st.lists(rules, min_size=1, max_size=3)
now = st.integers(0, 14 * 48).map(lambda halves: START + timedelta(minutes=30 * halves))


@given(several, now)
def test_a_number_shows_only_where_every_rule_shows_it(given_rules: list[SafeContact], at: datetime) -> None:
    agree = len({(rule.number, rule.ask_for, rule.code_word, rule.zone) for rule in given_rules}) == 1
    expected = agree and all(may_show_number(rule, at) for rule in given_rules)
    merged = strictest(given_rules)
    if merged.uses or not expected:
        assert may_show_number(merged, at) == expected


@given(several)
def test_nothing_is_allowed_that_one_of_them_forbids(given_rules: list[SafeContact]) -> None:
    merged = strictest(given_rules)
    for rule in given_rules:
        assert merged.uses <= rule.uses
        assert merged.never or not rule.never
        assert rule.may_name_organisation or not merged.may_name_organisation
        assert merged.ends_at <= rule.ends_at
        assert merged.ask_again_on <= rule.ask_again_on
        assert not (rule.shared is Shared.YES and merged.shared is not Shared.YES)
        assert not (rule.shared is Shared.UNKNOWN and merged.shared is Shared.NO)


@given(several)
def test_the_order_does_not_matter_to_what_is_allowed(given_rules: list[SafeContact]) -> None:
    one, other = strictest(given_rules), strictest(given_rules[::-1])
    for name in ("never", "uses", "may_name_organisation", "shared", "confirmed_at", "ask_again_on", "ends_at"):
        assert getattr(one, name) == getattr(other, name)


@given(rules)
def test_one_rule_alone_stays_as_it_is(rule: SafeContact) -> None:
    assert replace(strictest([rule]), hours=()) == replace(rule, hours=())
    assert list(strictest([rule]).hours) == list(rule.hours)


@given(rules)
def test_where_they_disagree_on_the_way_itself_it_is_not_used(rule: SafeContact) -> None:
    for other in (replace(rule, number="x"), replace(rule, ask_for="x"), replace(rule, code_word="x")):
        assert why_hidden(strictest([rule, other]), START) is Hidden.NEVER


def test_there_is_no_rule_where_none_is_given() -> None:
    with pytest.raises(ValueError, match="no rule"):
        strictest([])


def test_whoever_is_on_one_list_must_never_see() -> None:
    assert never_lists_joined([["one"], [], ["two", "one"]]) == {"one", "two"}
    assert never_lists_joined([]) == frozenset()
