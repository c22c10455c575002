"""What asks for the second factor again, and the answer that says so and where to give it.

It follows from the action alone whether it is asked for, so that the answer is the same whether there is a case or not.
"""

from __future__ import annotations

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.http import HttpResponse

from asylia.access.roles import ACTIONS
from asylia.access.signed_in import SignedIn
from asylia.api.problems import problem
from asylia.api.signed import now
from asylia.casework.door import actions

IN_DANGER = frozenset({"glass.ask", "glass.agree"})

AGAIN = (
    "This asks for your second factor again, given in the last five minutes. Nothing was done. Send a code to "
    "POST /api/sign-in/code in this session, then send this once more."
)


def lacking(someone: SignedIn, action: str, given: Mapping[str, Any]) -> bool:
    """Whether this action asks for the second factor again, and it was not given in time."""
    session = someone.actor.session
    return asks(action, given) and (session is None or not session.stepped_up(now()))


def asks(action: str, given: Mapping[str, Any]) -> bool:
    """Whether it is asked for, for this body: acts of the law differ among each other, and moves on tracks as well."""
    if action == "track.move":
        machine = actions.tracks.MOVED.get(str(given.get("track", "")))
        move = machine.move(str(given.get("move", ""))) if machine is not None else None
        return move is not None and ACTIONS[move.by].step_up
    if action != "act.take":
        return action in IN_DANGER or (action in ACTIONS and ACTIONS[action].step_up)
    wanted = str(given.get("act", ""))
    needed = (name for pattern, name, _area in actions.acts.BY_ROLES if fnmatchcase(wanted, pattern))
    return any(ACTIONS[name].step_up for name in list(needed)[:1])


def asked_again() -> HttpResponse:
    """Nothing is done, and nothing is told of the case."""
    return problem(403, "second_factor", AGAIN)
