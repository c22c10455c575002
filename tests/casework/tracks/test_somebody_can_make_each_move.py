"""Each move can be made by somebody: a role with its permission, who sees where it is written, or need not see it."""

from __future__ import annotations

import pytest

from asylia.access.roles import ACTIONS as PERMISSIONS
from asylia.access.roles import PARTS, ROLES
from asylia.casework.tracks.every import MACHINES
from asylia.casework.tracks.machine import Move

MOVES = [(kind, move) for kind in MACHINES for move in MACHINES[kind].moves]


@pytest.mark.parametrize(("kind", "move"), MOVES, ids=[f"{kind}-{move.name}" for kind, move in MOVES])
def test_a_role_holds_the_permission_and_sees_the_place(kind: str, move: Move) -> None:
    area, _, part = move.through.partition(".")
    assert not move.through or (area == move.area and move.through in PARTS)
    holders = {code for code, role in ROLES.items() if move.by in role.does}
    if not move.area or PERMISSIONS[move.by].blind:
        assert holders
        return
    assert {code for code in holders if ROLES[code].ways_to_see(move.area, part)}, kind
