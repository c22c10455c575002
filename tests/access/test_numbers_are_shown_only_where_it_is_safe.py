"""A number stands nowhere unless the person's own rule allows it now, and the rule always stands before it (R09)."""

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
    contact_card,
    may_show_number,
    why_hidden,
)

NUMBER = "+999 555 0007"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
DAY = timedelta(days=1)
ALWAYS = (Hours(frozenset(range(7)), time(0), time(0)),)

RULE = SafeContact(
    number=NUMBER,
    never=False,
    uses=frozenset({Use.CALL, Use.MESSAGE}),
    hours=ALWAYS,
    zone=ZoneInfo("Asia/Kabul"),
    language="Dari",
    ask_for="Aunt Rosa",
    code_word="blue kettle",
    may_name_organisation=False,
    shared=Shared.UNKNOWN,
    confirmed_at=NOW - DAY,
    ask_again_on=NOW + DAY,
    ends_at=NOW + 30 * DAY,
)


def test_it_is_shown_after_the_rule_where_all_is_well() -> None:
    card = contact_card(RULE, NOW)
    assert card.number == NUMBER
    assert card.rule == (
        "Allowed: call, message.",
        "Never: leave a message, write a letter or e-mail, visit.",
        "Never say for which organisation you call.",
        "Safe hours (Asia/Kabul): Mon Tue Wed Thu Fri Sat Sun 00:00 to 00:00.",
        "Language: Dari.",
        "Ask for: Aunt Rosa.",
        "Code word: blue kettle.",
        "Not known who else hears it.",
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"never": True}, Hidden.NEVER),
        ({"uses": frozenset()}, Hidden.NO_USE),
        ({"hours": ()}, Hidden.HOUR),
        ({"confirmed_at": NOW + timedelta(seconds=1)}, Hidden.NOT_YET),
        ({"ends_at": NOW}, Hidden.ENDED),
        ({"ends_at": NOW - DAY}, Hidden.ENDED),
    ],
)
def test_it_is_hidden_with_the_reason_in_the_first_line(changed: dict, why: Hidden) -> None:
    rule = replace(RULE, **changed)
    assert why_hidden(rule, NOW) is why
    assert not may_show_number(rule, NOW)
    card = contact_card(rule, NOW)
    assert card.number is None
    assert card.rule[0] == why


def test_never_leaves_nothing_that_would_help_to_use_it() -> None:
    card = contact_card(replace(RULE, never=True), NOW)
    assert card.rule == (Hidden.NEVER,)
    for telling in (NUMBER, "Rosa", "kettle", "Dari"):
        assert telling not in repr(card)


@given(
    never=st.booleans(),
    uses=st.frozensets(st.sampled_from(list(Use))),
    at=st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)),  # noqa: DTZ001
    shared=st.sampled_from(list(Shared)),
)
def test_never_is_never_and_a_card_agrees_with_the_rule(
    never: bool, uses: frozenset, at: datetime, shared: Shared
) -> None:
    now = at.replace(tzinfo=UTC)
    rule = replace(RULE, never=never, uses=uses, shared=shared)
    card = contact_card(rule, now)
    assert not (never and may_show_number(rule, now))
    assert (card.number is not None) == may_show_number(rule, now)
    assert card.rule
    assert not any(NUMBER in sentence for sentence in card.rule)


@pytest.mark.parametrize(
    ("at", "safe"),
    [
        ("2026-03-02T04:29:59+00:00", False),
        ("2026-03-02T04:30:00+00:00", True),
        ("2026-03-02T07:29:59+00:00", True),
        ("2026-03-02T07:30:00+00:00", False),
        ("2026-03-03T05:00:00+00:00", False),
        ("2026-03-02T09:00:00+04:30", True),
        ("2026-03-01T23:59:59-05:00", True),
    ],
)
def test_hours_are_those_of_the_person(at: str, safe: bool) -> None:
    """Mondays 09:00 to 12:00 in Kabul, which is 04:30 to 07:30 in UTC."""
    rule = replace(RULE, hours=(Hours(frozenset({0}), time(9), time(12)),), confirmed_at=NOW - 9 * DAY)
    assert may_show_number(rule, datetime.fromisoformat(at)) == safe


def test_hours_up_to_midnight_end_there() -> None:
    rule = replace(RULE, hours=(Hours(frozenset({0}), time(22), time(0)),), zone=ZoneInfo("UTC"))
    assert may_show_number(rule, datetime(2026, 3, 2, 23, 59, 59, tzinfo=UTC))
    assert not may_show_number(rule, datetime(2026, 3, 3, 0, 0, tzinfo=UTC))


@pytest.mark.parametrize(("start", "end"), [(time(9), time(9)), (time(22), time(2))])
def test_hours_across_midnight_are_two(start: time, end: time) -> None:
    with pytest.raises(ValueError, match="midnight"):
        Hours(frozenset({0}), start, end)


def test_what_was_not_confirmed_for_a_while_says_so_and_is_shown() -> None:
    card = contact_card(replace(RULE, ask_again_on=NOW), NOW)
    assert card.number == NUMBER
    assert card.rule[-1].startswith("Ask first")


@pytest.mark.parametrize(
    ("shared", "said"), [(Shared.YES, "Someone else may"), (Shared.UNKNOWN, "Not known who"), (Shared.NO, "Code word")]
)
def test_a_shared_phone_is_said_and_not_known_is_no_reassurance(shared: Shared, said: str) -> None:
    assert contact_card(replace(RULE, shared=shared), NOW).rule[-1].startswith(said)


def test_the_number_does_not_show_when_the_rule_is_printed() -> None:
    assert "kettle" not in repr(RULE)
    assert NUMBER not in repr(RULE)
    assert NUMBER not in repr(contact_card(RULE, NOW))


def test_the_organisation_may_be_named_where_the_person_said_so() -> None:
    assert not any("organisation" in said for said in contact_card(replace(RULE, may_name_organisation=True), NOW).rule)
