"""One answer to one question: may this person do this, to this part of this case, for this purpose, now?

Pure and table-driven: what the roles are is in roles.toml, who stands how to a case is handed in. Whatever is not
allowed is refused. First the walls, which nothing opens; then the ways in, of which one must be open.
"""

from __future__ import annotations

from datetime import datetime

from asylia.access.policy_break_glass import by_break_glass
from asylia.access.policy_question import Question, wrong_word
from asylia.access.policy_roles import by_roles
from asylia.access.policy_rules import Decision
from asylia.access.policy_standing import ANY_ENTRY, Actor, CaseStanding, Entry, Field
from asylia.access.policy_walls import wall
from asylia.access.roles import ACTIONS


def decide(
    actor: Actor,
    action: str,
    case: CaseStanding | None,
    compartment: str | None,
    field: Field | None,
    purpose: str,
    now: datetime,
    entry: Entry = ANY_ENTRY,
) -> Decision:
    """Whether an actor may take an action for a purpose now, by which rule and in which role.

    case: None where the action needs none, and where there is no such case. compartment: A to J or another area of
    roles.toml; None for an action that neither looks at nor writes anything. field: None asks for what stands in the
    compartment outside every part. now: a time with offset, from the server's clock; raises ValueError without one.
    """
    if now.tzinfo is None:
        raise ValueError("now needs an offset from UTC")
    wrong = wrong_word(action, compartment, field, purpose)
    if wrong is not None:
        return Decision(False, wrong)
    question = Question(actor, ACTIONS[action], case, compartment, field, purpose, now, entry)
    standing = wall(question)
    if standing is not None:
        return Decision(False, standing)
    by_role = by_roles(question)
    return by_role if by_role.allowed else by_break_glass(question) or by_role
