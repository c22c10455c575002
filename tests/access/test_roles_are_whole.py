"""The file of roles is complete and names nothing that does not exist; every fact of the law belongs somewhere."""

from __future__ import annotations

from asylia.access.purposes import OF_FIELDS, OF_WAYS, PURPOSES
from asylia.access.roles import ACTIONS, AREAS, COMPARTMENTS, CONDITIONS, PARTS, ROLES, part_of
from asylia.law.facts import FACTS
from tests.access import field_table


def test_there_are_the_25_roles_of_the_field() -> None:
    assert set(ROLES) == set(field_table.ROLES)
    assert len(ROLES) == 25
    assert all(role.name for role in ROLES.values())


def test_a_role_is_held_in_a_case_or_for_an_agency() -> None:
    assert {code for code, role in ROLES.items() if not role.held_in_case} == field_table.FOR_THE_AGENCY


def test_roles_name_only_what_there_is() -> None:
    for role in ROLES.values():
        for (area, part), ways in role.sees.items():
            assert area in AREAS
            assert not part or f"{area}.{part}" in PARTS
            assert all(way <= set(CONDITIONS) for way in ways)
        assert role.does <= set(ACTIONS)
        assert role.purposes <= set(PURPOSES)
        for never, lifted_by in role.never.items():
            assert never in AREAS or never in PARTS or never in ACTIONS
            assert lifted_by <= set(ROLES)


def test_actions_and_parts_name_only_what_there_is() -> None:
    for action in ACTIONS.values():
        assert action.into <= set(AREAS)
        assert action.second <= set(ROLES)
        assert action.does
    assert all(part.partition(".")[0] in AREAS for part in PARTS)
    assert set(AREAS) > COMPARTMENTS


def test_every_condition_is_used() -> None:
    used = {word for role in ROLES.values() for ways in role.sees.values() for way in ways for word in way}
    assert used == set(CONDITIONS)


def test_the_purposes_of_fields_and_of_ways_are_apart() -> None:
    assert not set(OF_FIELDS) & set(OF_WAYS)
    assert all(PURPOSES.values())


def test_a_fact_of_a_part_is_in_the_parts_own_compartment() -> None:
    parts = {key: part_of(key) for key in FACTS}
    found = {f"{FACTS[key].sensitivity}.{part}" for key, part in parts.items() if part}
    assert found <= set(PARTS)
    assert found >= {"C.level", "E.needs", "F.summary", "F.tracing", "H.essentials", "H.risk_conclusion", "J.detention"}


def test_one_of_several_values_belongs_where_all_do() -> None:
    assert part_of("alias.2") == part_of("alias") == "alias"
    assert part_of("name.1") == part_of("name") == part_of("screen") == ""


def test_every_compartment_has_a_role_that_sees_it_whole() -> None:
    for compartment in COMPARTMENTS:
        assert any((compartment, "") in role.sees for role in ROLES.values())


def test_rows_that_help_in_danger_are_roles_that_help() -> None:
    assert {code for code, role in ROLES.items() if role.opens_in_danger} == {"FR", "CW", "PO", "CP", "HP"}
    assert {code for code, role in ROLES.items() if role.agrees_in_danger} == {"PO", "CP", "CO"}
