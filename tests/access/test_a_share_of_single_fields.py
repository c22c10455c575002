"""A share may name single fields: those are seen and no others; that something is barred is seen with any share."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Field, Scope, Share, Span
from tests.access.standings import AGREEMENT, CONSENT, DAY, HOUR, LANTERN, NOW, SHARE, actor, case, field

ONE = Scope(frozenset("A"), frozenset({"one"}))
SINGLE = replace(SHARE, scope=ONE, consent=replace(CONSENT, scope=ONE))


def sees(share: Share, one: Field | None, area: str = "A") -> bool:
    standing = replace(case("CW"), shares=(share,))
    return decide(actor(agency=LANTERN), "read", standing, area, one, "casework", NOW).allowed


def test_the_field_that_is_named_is_seen_and_no_other() -> None:
    assert sees(SINGLE, field("A", "one"))
    assert not sees(SINGLE, field("A", "two"))


def test_the_area_is_seen_where_all_of_it_is_shared() -> None:
    assert sees(SHARE, None)
    assert not sees(SINGLE, None)


def test_that_something_is_barred_is_seen_with_any_share() -> None:
    narrow = replace(SINGLE, agreement=replace(AGREEMENT, compartments=frozenset("A")))
    assert sees(narrow, None, "blocks")
    assert not sees(replace(narrow, agreement=None), None, "blocks")


@pytest.mark.parametrize(
    ("span", "holds"),
    [
        (Span(NOW, NOW + DAY), True),
        (Span(NOW + HOUR, NOW + DAY), False),
        (Span(NOW - DAY, NOW), False),
        (Span(NOW - DAY, NOW + DAY, withdrawn_at=NOW + HOUR), True),
        (Span(NOW - DAY, NOW + DAY, withdrawn_at=NOW), False),
        (Span(NOW - DAY, NOW + DAY, withdrawn_at=NOW - HOUR), False),
    ],
)
def test_it_holds_from_its_beginning_until_its_end(span: Span, holds: bool) -> None:
    assert sees(replace(SHARE, span=span), field("A", "one")) is holds
