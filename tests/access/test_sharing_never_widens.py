"""What another agency sees is never more than share, consent and agreement allow together, at that moment (R11-R18)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.policy import decide
from asylia.access.policy_standing import Actor, CaseStanding, Scope, Share, Span
from asylia.access.purposes import OF_FIELDS
from asylia.access.roles import ACTIONS
from tests.access.standings import (
    AGREEMENT,
    CONSENT,
    DAY,
    HARBOUR,
    HOUR,
    LANTERN,
    NOW,
    OPEN,
    SESSION,
    SHARE,
    actor,
    case,
    field,
    share_for,
)

SECOND = timedelta(seconds=1)
SEEN = "ABCHIJ"
NAMES = ("one", "two", "three")

spans = st.builds(
    Span,
    st.sampled_from([NOW - 2 * DAY, NOW - SECOND, NOW, NOW + SECOND]),
    st.sampled_from([None, NOW - SECOND, NOW, NOW + SECOND, NOW + DAY]),
    st.sampled_from([None, None, NOW - SECOND, NOW, NOW + SECOND]),
)
compartments = st.frozensets(st.sampled_from(SEEN))
scopes = st.builds(Scope, compartments, st.none() | st.frozensets(st.sampled_from(NAMES)))
purposes = st.sampled_from(["casework", "referral", "triage"])
agencies = st.sampled_from([HARBOUR, LANTERN, "agency-third"])
consents = st.none() | st.builds(
    replace,
    st.just(CONSENT),
    recipient=agencies,
    purpose=purposes,
    scope=scopes,
    span=spans,
    basis=st.sampled_from(["consent", "vital_interest", "legal_duty", "because"]),
    approvers=st.frozensets(st.sampled_from(["a", "b", "c"])),
)
agreements = st.none() | st.builds(
    replace,
    st.just(AGREEMENT),
    sender=agencies,
    recipient=agencies,
    purposes=st.frozensets(purposes),
    compartments=compartments,
    span=spans,
    signed_by=st.frozensets(agencies),
)
shares = st.builds(Share, agencies, purposes, scopes, spans, consents, agreements)


def read(standing: CaseStanding, compartment: str, name: str, purpose: str, who: Actor | None = None) -> bool:
    who = who or actor(agency=LANTERN)
    return decide(who, "read", standing, compartment, field(compartment, name), purpose, NOW).allowed


def holds(span: Span) -> bool:
    """Said once more in other words: begun, with an end that is to come, and not withdrawn."""
    ends = [end for end in (span.until, span.withdrawn_at) if end is not None]
    return span.until is not None and not span.since > NOW and all(end > NOW for end in ends)


def within(scope: Scope, compartment: str, name: str) -> bool:
    return compartment in scope.compartments and (scope.fields is None or name in scope.fields)


def lawful(share: Share, compartment: str, name: str, purpose: str) -> bool:
    consent, agreement = share.consent, share.agreement
    if consent is None or agreement is None:
        return False
    approved = consent.basis in ("vital_interest", "legal_duty") and len(consent.approvers) >= 2
    return all(
        [
            share.recipient == consent.recipient == agreement.recipient == LANTERN,
            share.purpose == consent.purpose == purpose and purpose in agreement.purposes,
            holds(share.span) and holds(consent.span) and holds(agreement.span),
            within(share.scope, compartment, name) and within(consent.scope, compartment, name),
            compartment in agreement.compartments,
            agreement.sender == HARBOUR and {HARBOUR, LANTERN} <= agreement.signed_by,
            consent.basis == "consent" or approved,
        ]
    )


@given(st.lists(shares, max_size=3), st.sampled_from(SEEN), st.sampled_from(NAMES), purposes)
def test_it_is_seen_exactly_where_all_three_hold(
    given_: list[Share], compartment: str, name: str, purpose: str
) -> None:
    standing = replace(case("CW"), shares=tuple(given_))
    expected = any(lawful(share, compartment, name, purpose) for share in given_)
    assert read(standing, compartment, name, purpose) == expected


@given(
    st.sampled_from(["share", "consent", "agreement", "all"]),
    st.sampled_from(["until", "withdrawn_at"]),
    st.sampled_from([NOW - DAY, NOW - SECOND, NOW]),
)
def test_an_end_that_has_come_ends_it(which: str, how: str, at: datetime) -> None:
    ended = replace(OPEN, **{how: at})
    share = SHARE
    if which in ("share", "all"):
        share = replace(share, span=ended)
    if which in ("consent", "all"):
        share = replace(share, consent=replace(CONSENT, span=ended))
    if which in ("agreement", "all"):
        share = replace(share, agreement=replace(AGREEMENT, span=ended))
    assert read(replace(case("CW"), shares=(SHARE,)), "A", "one", "casework")
    assert not read(replace(case("CW"), shares=(share,)), "A", "one", "casework")


@given(st.lists(shares, max_size=3), shares, st.sampled_from(SEEN), st.sampled_from(NAMES), purposes)
def test_one_more_consent_opens_no_field_beyond_its_own(
    before: list[Share], added: Share, compartment: str, name: str, purpose: str
) -> None:
    was = read(replace(case("CW"), shares=tuple(before)), compartment, name, purpose)
    now = read(replace(case("CW"), shares=(*before, added)), compartment, name, purpose)
    assert now >= was
    if now > was:
        assert added.consent is not None
        assert within(added.consent.scope, compartment, name)
        assert added.consent.recipient == LANTERN


@given(st.lists(shares, max_size=3), st.sampled_from(SEEN), st.sampled_from(NAMES), purposes)
def test_the_person_can_always_shut_it(given_: list[Share], compartment: str, name: str, purpose: str) -> None:
    for named in (actor().account, LANTERN):
        standing = replace(case("CW"), shares=tuple(given_), must_never_see=frozenset({named}))
        assert not read(standing, compartment, name, purpose)
    blocked = replace(case("CW"), shares=tuple(given_), origin_block=frozenset({LANTERN}))
    assert not read(blocked, compartment, name, purpose)


def test_the_recipients_role_still_limits_it() -> None:
    standing = replace(case("SV"), shares=(share_for("casework"),))
    assert read(standing, "A", "one", "casework") is False
    one = field("A.alias")
    assert decide(actor(agency=LANTERN), "read", standing, "A", one, "casework", NOW).allowed


@pytest.mark.parametrize(
    "basis", sorted({"vital_interest", "best_interests_of_the_child", "legal_duty", "public_interest"})
)
def test_another_basis_than_consent_needs_two_who_approve(basis: str) -> None:
    for approvers, seen in (((), False), (("a",), False), (("a", "b"), True)):
        consent = replace(CONSENT, basis=basis, approvers=frozenset(approvers))
        standing = replace(case("CW"), shares=(replace(SHARE, consent=consent),))
        assert read(standing, "A", "one", "casework") == seen


def test_one_second_after_its_end_it_is_gone() -> None:
    share = replace(SHARE, span=Span(NOW - DAY, NOW + HOUR))
    standing = replace(case("CW"), shares=(share,))
    for at, seen in ((NOW + HOUR - SECOND, True), (NOW + HOUR, False), (NOW + HOUR + SECOND, False)):
        who = replace(actor(agency=LANTERN), session=replace(SESSION, last_seen_at=at))
        assert decide(who, "read", standing, "A", field("A"), "casework", at).allowed == seen


def test_nothing_is_written_into_the_file_of_another_agency() -> None:
    standing = replace(case("CW", "SV", "HP"), shares=tuple(share_for(purpose) for purpose in OF_FIELDS))
    for action, known in ACTIONS.items():
        for place in known.into | {None}:
            one = field(place) if place else None
            for purpose in ("casework", "referral"):
                answer = decide(actor(agency=LANTERN), action, standing, place, one, purpose, NOW)
                assert not answer.allowed or action in ("read", "referral.answer")


def answer(*shares: Share, action: str = "read") -> tuple[bool, str]:
    standing = replace(case("CW"), shares=shares)
    place, purpose = ("referrals", "referral") if action == "referral.make" else ("A", "casework")
    decision = decide(actor(agency=LANTERN), action, standing, place, field(place, "one"), purpose, NOW)
    return decision.allowed, decision.rule


WITHOUT_CONSENT = replace(SHARE, consent=None)
WITHOUT_AGREEMENT = replace(SHARE, agreement=None)


def test_the_log_says_what_was_missing() -> None:
    assert answer() == (False, "no_share")
    assert answer(replace(SHARE, recipient=HARBOUR)) == (False, "no_share")
    assert answer(WITHOUT_CONSENT) == (False, "no_consent")
    assert answer(WITHOUT_AGREEMENT) == (False, "no_agreement")
    assert answer(SHARE, action="referral.make") == (False, "share_reads_only")
    assert answer(SHARE) == (True, "by_share")


def test_one_whole_share_is_enough_beside_others_that_are_not() -> None:
    assert answer(WITHOUT_AGREEMENT, WITHOUT_CONSENT, SHARE) == (True, "by_share")
    assert answer(WITHOUT_AGREEMENT, WITHOUT_CONSENT) == (False, "no_agreement")


THIRD = "agency-third"
OTHER_SCOPE = Scope(frozenset("B"))
OTHER_FIELD = Scope(frozenset("A"), frozenset({"two"}))
ENDLESS = Span(NOW - DAY)


@pytest.mark.parametrize(
    "changed",
    [
        replace(SHARE, recipient=THIRD, consent=replace(CONSENT, recipient=THIRD)),
        replace(SHARE, purpose="referral", consent=replace(CONSENT, purpose="referral")),
        replace(SHARE, scope=OTHER_SCOPE),
        replace(SHARE, scope=OTHER_FIELD),
        replace(SHARE, span=ENDLESS),
        replace(SHARE, consent=replace(CONSENT, recipient=THIRD)),
        replace(SHARE, consent=replace(CONSENT, purpose="referral")),
        replace(SHARE, consent=replace(CONSENT, scope=OTHER_SCOPE)),
        replace(SHARE, consent=replace(CONSENT, scope=OTHER_FIELD)),
        replace(SHARE, consent=replace(CONSENT, span=ENDLESS)),
        replace(SHARE, consent=replace(CONSENT, basis="because", approvers=frozenset("ab"))),
        replace(SHARE, agreement=replace(AGREEMENT, sender=THIRD, signed_by=frozenset({THIRD, LANTERN, HARBOUR}))),
        replace(SHARE, agreement=replace(AGREEMENT, recipient=THIRD, signed_by=frozenset({THIRD, LANTERN, HARBOUR}))),
        replace(SHARE, agreement=replace(AGREEMENT, signed_by=frozenset({HARBOUR}))),
        replace(SHARE, agreement=replace(AGREEMENT, signed_by=frozenset({LANTERN}))),
        replace(SHARE, agreement=replace(AGREEMENT, purposes=frozenset({"referral"}))),
        replace(SHARE, agreement=replace(AGREEMENT, compartments=frozenset("B"))),
        replace(SHARE, agreement=replace(AGREEMENT, span=ENDLESS)),
    ],
)
def test_one_thing_that_does_not_fit_shuts_it(changed: Share) -> None:
    assert answer(changed)[0] is False
