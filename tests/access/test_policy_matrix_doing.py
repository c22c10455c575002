"""Every role, action, place and way to stand to a case: done is what the table says, and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from asylia.access.policy import decide
from asylia.access.policy_standing import Assignment, CaseStanding, Entry
from asylia.access.purposes import PURPOSES as ALL_PURPOSES
from asylia.access.roles import ACTIONS
from tests.access.field_table import CELLS, DOES, NEVER_DOES, PURPOSES, ROLES
from tests.access.relations import RELATIONS, lets_through, own
from tests.access.standings import EVER, ME, NOW, OTHER, actor, case, field

PLACES = [None, *sorted({place for _, place in CELLS})]
WRITING = sorted(set(ACTIONS) - {"read"})

NOT_TO_OWN_WORK = {"bid.vote", "override.approve"}
BLIND = {"told.record"}
THROUGH_SHARE = {"referral.answer"}
WITH_A_SECOND = {"identification.negative"}


def entry(action: str) -> Entry:
    """A row of one's own, somebody else's where one's own would be refused, and a second who agrees."""
    author = OTHER if action in NOT_TO_OWN_WORK else ME
    return Entry(author=author, by_person=True, about_account=OTHER, second="account-second")


def with_second(standing: CaseStanding | None) -> CaseStanding | None:
    if standing is None:
        return None
    return replace(standing, assignments=(*standing.assignments, Assignment("account-second", "IA", EVER)))


def reached(role: str, action: str, place: str | None) -> bool:
    """What the table says of a role in a case of its own."""
    if action not in DOES[role].split():
        return False
    into = ACTIONS[action].into
    if place is None:
        return not into
    if place.partition(".")[0] not in into:
        # An action that writes nowhere may be asked with a place it does not need; it is refused all the same.
        return False
    return action in BLIND or CELLS[role, place] not in ".x"


def places_of(action: str, relation) -> list[str | None]:
    """Everywhere, in a case of one's own; else where the action could write, and one place where it could not."""
    if relation is own:
        return PLACES
    into = ACTIONS[action].into
    return [None, "log", *(place for place in PLACES if place and place.partition(".")[0] in into)]


def done(role: str, action: str, place: str | None, purpose: str, relation) -> bool:
    who, standing, _ = relation(role, purpose)
    one = field(place) if place else None
    area = one.compartment if one else None
    return decide(who, action, with_second(standing), area, one, purpose, NOW, entry(action)).allowed


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.__name__)
def test_each_relation_leaves_what_it_should(relation) -> None:
    asked = 0
    for role in ROLES:
        purpose = PURPOSES[role].split()[0]
        for action in WRITING:
            for place in places_of(action, relation):
                _, _, reach = relation(role, purpose)
                expected = reached(role, action, place) and lets_through(
                    reach, role, looks=False, through_share=action in THROUGH_SHARE
                )
                assert done(role, action, place, purpose, relation) == expected, (role, action, place)
                asked += 1
    assert asked >= 25 * len(WRITING) * (len(PLACES) if relation is own else 2)


def test_no_purpose_but_the_roles_own_allows_anything() -> None:
    for role in ROLES:
        for action in DOES[role].split():
            for purpose in ALL_PURPOSES:
                allowed = any(done(role, action, place, purpose, RELATIONS[0]) for place in PLACES)
                assert allowed == (purpose in PURPOSES[role].split()), (role, action, purpose)


def test_nothing_that_a_role_does_is_out_of_its_reach() -> None:
    for role in ROLES:
        for action in DOES[role].split():
            assert any(reached(role, action, place) for place in PLACES), (role, action)


def test_every_action_belongs_to_someone_or_is_there_to_be_forbidden() -> None:
    belong = {action for actions in DOES.values() for action in actions.split()}
    assert set(WRITING) - belong == {"contact.origin_authority"}


def test_what_a_role_must_never_do_no_second_role_allows() -> None:
    """One exception: a protection officer who is the asylum decision-maker too may decide."""
    for role, actions in NEVER_DOES.items():
        for action in actions.split():
            for other in ROLES:
                if action in DOES[other].split() and other != role:
                    purpose = PURPOSES[other].split()[0]
                    places = [place for place in PLACES if reached(other, action, place)]
                    standing = with_second(case(role, other))
                    who = replace(actor(role), duties=actor(role).duties | actor(other).duties)
                    allowed = any(
                        decide(who, action, standing, one.compartment, one, purpose, NOW, entry(action)).allowed
                        for one in map(field, filter(None, places))
                    )
                    assert allowed == ((role, other) == ("PO", "AD")), (role, other, action)
