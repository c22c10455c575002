"""The roles of the field, read from roles.toml: what each sees, may do, and may never see or do."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

COMPARTMENTS = frozenset("ABCDEFGHIJ")
"""The areas that hold what is known of a person. Each has its own keys."""


@dataclass(frozen=True)
class Action:
    """Something a person can do. into: the areas it writes to. step_up: the second factor is asked for again.

    not_own: nobody does it to their own work. second: one more person who holds one of these roles in the case must
    agree. through_share: another agency does it on what was shared with it. blind: it writes without seeing.
    """

    name: str
    does: str
    into: frozenset[str] = frozenset()
    step_up: bool = False
    not_own: bool = False
    second: frozenset[str] = frozenset()
    through_share: bool = False
    blind: bool = False


@dataclass(frozen=True)
class Role:
    """One role. sees: for each area, or (area, part), the sets of conditions of which one must hold in full.

    never: areas, parts as "AREA.PART", and actions, each with the roles that lift it (none for most). opens_in_danger,
    agrees_in_danger: whether it may break the glass, or be the second who agrees.
    """

    code: str
    name: str
    held_in_case: bool
    purposes: frozenset[str]
    sees: Mapping[tuple[str, str], tuple[frozenset[str], ...]]
    does: frozenset[str]
    never: Mapping[str, frozenset[str]]
    opens_in_danger: bool
    agrees_in_danger: bool

    def ways_to_see(self, area: str, part: str) -> tuple[frozenset[str], ...]:
        """The sets of conditions, of which one has to hold in full. None: this role does not see it."""
        whole = self.sees.get((area, ""), ())
        return whole + self.sees.get((area, part), ()) if part else whole

    def never_sees(self, area: str, part: str, held: frozenset[str]) -> bool:
        """Whether this is closed to the role for good, whatever other roles are held."""
        return self.never_does(area, held) or (bool(part) and self.never_does(f"{area}.{part}", held))

    def never_does(self, what: str, held: frozenset[str]) -> bool:
        """Whether an action, area or part is closed to the role, unless a role that lifts this is held too."""
        lifted_by = self.never.get(what)
        return lifted_by is not None and not lifted_by & held


def _load() -> tuple[dict[str, Any], dict[str, Action], dict[str, Role]]:
    tables = tomllib.loads(files("asylia.access").joinpath("roles.toml").read_text("utf-8"))
    actions = {name: _action(name, row) for name, row in tables["actions"].items()}
    return tables, actions, {code: _role(code, row) for code, row in tables["roles"].items()}


def _action(name: str, row: Mapping[str, Any]) -> Action:
    given: dict[str, Any] = {key: frozenset(value) if isinstance(value, list) else value for key, value in row.items()}
    return Action(name, **given)


def _role(code: str, row: Mapping[str, Any]) -> Role:
    sees: dict[tuple[str, str], tuple[frozenset[str], ...]] = {}
    for line in row["sees"]:
        what, *conditions = line.split()
        area, _, part = what.partition(".")
        sees[area, part] = (*sees.get((area, part), ()), frozenset(conditions))
    return Role(
        code=code,
        name=row["name"],
        held_in_case=row["held"] == "case",
        purposes=frozenset(row["purposes"]),
        sees=MappingProxyType(sees),
        does=frozenset(row["does"]),
        never=MappingProxyType(dict(_never(line) for line in row["never"])),
        opens_in_danger="open" in row.get("break_glass", ()),
        agrees_in_danger="agree" in row.get("break_glass", ()),
    )


def _never(line: str) -> tuple[str, frozenset[str]]:
    what, _, lifted_by = line.partition(" unless ")
    return what, frozenset(lifted_by.split())


_tables, _actions, _roles = _load()

ROLES: Mapping[str, Role] = MappingProxyType(_roles)
"""The 25 roles by code."""

ACTIONS: Mapping[str, Action] = MappingProxyType(_actions)
"""Every action there is, by name."""

AREAS: Mapping[str, str] = MappingProxyType(_tables["areas"])
"""Compartments A to J, and what else can be seen, with what each holds."""

PARTS: Mapping[str, str] = MappingProxyType({part: row["holds"] for part, row in _tables["parts"].items()})
"""Parts of areas, as "AREA.PART", with what each holds."""

_part_of: dict[str, str] = {
    field: part.partition(".")[2] for part, row in _tables["parts"].items() for field in row["fields"]
}

CONDITIONS: Mapping[str, str] = MappingProxyType(_tables["conditions"])
"""What may have to hold before something is seen, with what each means."""


def part_of(field: str) -> str:
    """The part that a fact or sealed field belongs to, or "" where it is seen with its whole area only.

    Where a field holds several values, name.2 belongs where name does.
    """
    return _part_of.get(field) or _part_of.get(field.rpartition(".")[0], "")
