"""Every role, compartment, part, purpose and way to stand to a case: seen is what the table says, and no more."""

from __future__ import annotations

import pytest

from asylia.access.policy import decide
from asylia.access.purposes import OF_WAYS
from asylia.access.purposes import PURPOSES as ALL_PURPOSES
from asylia.access.roles import AREAS
from tests.access.field_table import CELLS, PURPOSES, ROLES
from tests.access.relations import RELATIONS, lets_through
from tests.access.relations import own as own_case
from tests.access.standings import NOW, actor, case, field, own

PLACES = sorted({place for _, place in CELLS})


def sees(mark: str, conditions: bool) -> bool:
    return mark == "y" or (conditions and mark not in ".x")


def looked(role: str, place: str, purpose: str, relation, conditions: bool = True) -> bool:
    who, standing, _ = relation(role, purpose)
    one = field(place)
    return decide(who, "read", standing, one.compartment, one, purpose, NOW, own(conditions)).allowed


def test_the_table_covers_every_area() -> None:
    assert {place.partition(".")[0] for place in PLACES} == set(AREAS)


@pytest.mark.parametrize("relation", RELATIONS, ids=lambda relation: relation.__name__)
def test_each_relation_leaves_what_it_should(relation) -> None:
    asked = 0
    for role in ROLES:
        for place in PLACES:
            for purpose in ALL_PURPOSES:
                fits = purpose in PURPOSES[role].split()
                _, _, reach = relation(role, purpose)
                if reach == place == "blocks":
                    reach = "read"
                expected = (
                    fits
                    and sees(CELLS[role, place], conditions=True)
                    and lets_through(reach, role, looks=True, through_share=False)
                )
                assert looked(role, place, purpose, relation) == expected, (role, place, purpose)
                asked += 1
    assert asked == 25 * 36 * 12


def test_without_its_condition_a_conditional_cell_is_shut() -> None:
    for role in ROLES:
        purpose = PURPOSES[role].split()[0]
        for place in PLACES:
            area = place.partition(".")[0]
            answer = decide(
                actor(role), "read", case(role, conditions=False), area, field(place), purpose, NOW, own(False)
            )
            assert answer.allowed == (CELLS[role, place] == "y"), (role, place)


def test_a_field_is_open_only_for_the_purposes_that_the_dictionary_gives_it() -> None:
    """R01, exhaustively: every role, area, purpose of the question and single purpose of the field."""
    asked = 0
    for role in ROLES:
        for place in PLACES:
            for purpose in ALL_PURPOSES:
                for served in ALL_PURPOSES:
                    who, standing, _ = own_case(role, purpose)
                    one = field(place, purposes=frozenset({served}))
                    answer = decide(who, "read", standing, one.compartment, one, purpose, NOW, own())
                    expected = (
                        purpose in PURPOSES[role].split()
                        and (served == purpose or purpose in OF_WAYS)
                        and sees(CELLS[role, place], conditions=True)
                    )
                    assert answer.allowed == expected, (role, place, purpose, served)
                    asked += 1
    assert asked == 25 * 36 * 12 * 12
