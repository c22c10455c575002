"""What stands between an account and a case whatever role it holds."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Assignment, CaseStanding, Conversation, Entry, Session, Span
from tests.access.standings import EVER, HARBOUR, HOUR, ME, NOW, OTHER, SESSION, actor, case, field, own

SECOND = timedelta(seconds=1)


def reads(
    standing: CaseStanding, place: str = "A", role_purpose: str = "casework", at=NOW, who=None, entry=None
) -> bool:
    one = field(place)
    return decide(who or actor(), "read", standing, one.compartment, one, role_purpose, at, entry or own()).allowed


# Must never see my file.


@pytest.mark.parametrize("named", [ME, HARBOUR])
def test_whom_the_person_named_sees_nothing(named: str) -> None:
    standing = replace(case("CW", "PO", "CP"), must_never_see=frozenset({"someone", named}))
    for place in "ABCDEFGHIJ":
        assert not reads(standing, place)


def test_data_protection_is_kept_away_as_well() -> None:
    who = actor("DP")
    assert decide(who, "read", case(), "log", None, "oversight", NOW).allowed
    named = replace(case(), must_never_see=frozenset({ME}))
    assert not decide(who, "read", named, "log", None, "oversight", NOW).allowed


# Separate files for each member of a family.


def test_a_file_is_not_read_through_the_file_of_another_member() -> None:
    hers = case("CW")
    for place in "ABCDEFGHIJ":
        assert not reads(hers, place, entry=Entry(file="case-of-the-husband"))
    assert reads(hers, entry=Entry(file=hers.code))


def test_the_lawyer_of_one_member_sees_nothing_of_the_other() -> None:
    his, hers = case("LR"), replace(case(), code="case-2")
    assert reads(his, "D", "legal")
    assert not reads(hers, "D", "legal")


# The interpreter.


def test_an_interpreter_is_there_while_the_conversation_is_and_not_a_second_longer() -> None:
    talk = Conversation(frozenset({ME, OTHER}), Span(NOW - HOUR, NOW))
    standing = replace(case("IN", conditions=False), conversations=(talk,))
    assert reads(standing, "session", "interpreting", NOW - SECOND)
    assert not reads(standing, "session", "interpreting", NOW)
    assert not reads(standing, "session", "interpreting", NOW + SECOND)
    for place in "ABCDEFGHIJ":
        assert not reads(standing, place, "interpreting", NOW - SECOND)


def test_an_interpreter_of_another_conversation_is_not_there() -> None:
    talk = Conversation(frozenset({OTHER}), EVER)
    standing = replace(case("IN", conditions=False), conversations=(talk,))
    assert not reads(standing, "session", "interpreting")


# Guardians.


def test_a_guardian_who_was_not_checked_sees_nothing() -> None:
    unchecked = replace(case("GD"), assignments=(Assignment(ME, "GD", EVER), Assignment(OTHER, "LR", EVER)))
    checked_for_another_role = (Assignment(ME, "GD", EVER), Assignment(ME, "CW", EVER, checked=True))
    for place in "ABCDEFGHIJ":
        assert not reads(unchecked, place, "child_protection")
        assert not reads(replace(case("GD"), assignments=checked_for_another_role), place, "child_protection")


def test_a_guardian_sees_the_claim_only_beside_a_representative() -> None:
    standing = case("GD")
    alone = replace(standing, assignments=standing.assignments[:1])
    gone = replace(standing, assignments=(standing.assignments[0], Assignment(OTHER, "LR", Span(NOW - HOUR, NOW))))
    assert reads(standing, "D", "child_protection")
    assert not reads(alone, "D", "child_protection")
    assert not reads(gone, "D", "child_protection")
    assert reads(alone, "A", "child_protection")


def test_who_may_belong_to_a_controller_is_no_guardian() -> None:
    assert not reads(replace(case("GD"), suspected=frozenset({ME})), "A", "child_protection")


# Children.


@pytest.mark.parametrize(("adult", "seen"), [(None, True), (False, True), (True, False)])
def test_child_protection_sees_whoever_is_not_known_to_be_an_adult(adult: bool | None, seen: bool) -> None:
    assert reads(replace(case("CP"), adult=adult), "F", "child_protection") == seen


# Sessions.


@pytest.mark.parametrize(
    ("session", "holds"),
    [
        (SESSION, True),
        (replace(SESSION, last_seen_at=NOW - timedelta(minutes=15) + SECOND), True),
        (replace(SESSION, last_seen_at=NOW - timedelta(minutes=15)), False),
        (replace(SESSION, signed_in_at=NOW - timedelta(hours=8) + SECOND), True),
        (replace(SESSION, signed_in_at=NOW - timedelta(hours=8)), False),
        (replace(SESSION, second_factor=False), False),
        (replace(SESSION, ended=True), False),
        (replace(SESSION, last_seen_at=NOW), True),
        (replace(SESSION, last_seen_at=NOW + SECOND), False),
        (Session(NOW, NOW, True), True),
        (Session(NOW, NOW - SECOND, True), False),
        (None, False),
    ],
)
def test_a_session_ends_when_it_should(session: Session | None, holds: bool) -> None:
    assert reads(case("CW"), who=replace(actor(), session=session)) == holds


@pytest.mark.parametrize(
    ("ago", "counts"),
    [(timedelta(0), True), (timedelta(minutes=5) - SECOND, True), (timedelta(minutes=5), False), (-SECOND, False)],
)
def test_a_second_factor_given_again_counts_for_five_minutes(ago: timedelta, counts: bool) -> None:
    who = replace(actor(), session=replace(SESSION, stepped_up_at=NOW - ago))
    one = field("referrals")
    assert decide(who, "referral.make", case("CW"), "referrals", one, "referral", NOW).allowed == counts
    never = replace(actor(), session=replace(SESSION, stepped_up_at=None))
    assert not decide(never, "referral.make", case("CW"), "referrals", one, "referral", NOW).allowed


# Assignments.


@pytest.mark.parametrize(("at", "holds"), [(NOW - HOUR - SECOND, False), (NOW - HOUR, True), (NOW, False)])
def test_an_assignment_holds_from_its_first_moment_until_before_its_last(at, holds: bool) -> None:
    standing = replace(case(), assignments=(Assignment(ME, "CW", Span(NOW - HOUR, NOW)),))
    who = replace(actor(), session=replace(SESSION, signed_in_at=NOW - 2 * HOUR, last_seen_at=at))
    assert reads(standing, at=at, who=who) == holds


# Own work, own account, second reader.


def test_nobody_votes_on_their_own_submission() -> None:
    one = field("F.bundle")

    def votes(author: str | None) -> bool:
        return decide(actor(), "bid.vote", case("BP"), "F", one, "child_protection", NOW, Entry(author=author)).allowed

    assert votes(OTHER)
    assert not votes(ME)
    assert not votes(None)


def test_nobody_approves_their_own_override() -> None:
    def approves(author: str | None) -> bool:
        entry = Entry(author=author)
        return decide(actor(), "override.approve", case("CO"), None, None, "oversight", NOW, entry).allowed

    assert [approves(author) for author in (OTHER, ME, None)] == [True, False, False]


def test_nobody_manages_their_own_account() -> None:
    def manages(account: str | None) -> bool:
        entry = Entry(about_account=account)
        return decide(actor("SY"), "account.manage", None, None, None, "administration", NOW, entry).allowed

    assert [manages(account) for account in (OTHER, ME, None)] == [True, False, False]


def second_reader(second: str | None, *assigned: Assignment, **changed: object) -> bool:
    base = case("IA")
    standing = replace(base, assignments=(*base.assignments, *assigned), **changed)  # type: ignore[arg-type]
    entry = Entry(second=second)
    one = field("C")
    return decide(actor(), "identification.negative", standing, "C", one, "casework", NOW, entry).allowed


def test_a_decision_against_identification_needs_a_second_reader() -> None:
    reader = Assignment(OTHER, "IA", EVER)
    assert second_reader(OTHER, reader)
    assert not second_reader(None, reader)
    assert not second_reader(ME, reader)
    assert not second_reader(OTHER)
    assert not second_reader(OTHER, Assignment(OTHER, "CW", EVER))
    assert not second_reader(OTHER, Assignment(OTHER, "IA", Span(NOW - HOUR, NOW)))
    assert not second_reader(OTHER, reader, must_never_see=frozenset({OTHER}))
    assert not second_reader(OTHER, reader, suspected=frozenset({OTHER}))


def test_a_decision_for_identification_needs_none() -> None:
    one = field("C")
    for action in ("identification.reasonable_grounds", "identification.conclusive"):
        assert decide(actor(), action, case("IA"), "C", one, "casework", NOW).allowed
