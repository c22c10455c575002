"""What somebody may do in a case by the roles they hold in it, so that a page offers nothing that would be refused."""

from __future__ import annotations

from fnmatch import fnmatchcase

from asylia.access.roles import ROLES
from asylia.access.window import Look
from asylia.casework.actions.acts import BY_ROLES
from asylia.law.actions import ACTIONS
from asylia.record.dictionary import sealed_field

TOLD = "told.record"
"""Whatever role somebody holds, what is told to them may be written down."""


def does(seen: Look, name: str) -> bool:
    """Whether a role held in the case does this."""
    return any(name in ROLES[role].does for role in seen.roles if role in ROLES)


def writes(seen: Look) -> bool:
    """Whether somebody may write into the case: what is shared by another agency is for reading."""
    return seen.own and does(seen, TOLD)


def writes_text(seen: Look, field: str) -> bool:
    """Whether a role held in the case may write this text, seen or unseen: it serves a purpose of that role."""
    purposes = sealed_field(field).purposes
    return seen.own and any(
        TOLD in ROLES[role].does and purposes & ROLES[role].purposes for role in seen.roles if role in ROLES
    )


def acts(seen: Look) -> tuple[str, ...]:
    """The actions of the law that a role held in this case may take, in the order of the law's list."""
    if not seen.own:
        return ()
    return tuple(action for action in ACTIONS if (needed := permission(action)) is not None and does(seen, needed))


def permission(action: str) -> str | None:
    """The permission of roles.toml that an action of the law needs; None where no role does it."""
    return next((name for pattern, name, _area in BY_ROLES if fnmatchcase(action, pattern)), None)
