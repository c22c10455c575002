"""What somebody may do in a case by the roles they hold in it, so that a page offers nothing that would be refused."""

from __future__ import annotations

from fnmatch import fnmatchcase

from asylia.access.roles import ROLES
from asylia.access.window import Look
from asylia.casework.actions.acts import BY_ROLES
from asylia.law.actions import ACTIONS


def does(seen: Look, name: str) -> bool:
    """Whether a role held in the case does this."""
    return any(name in ROLES[role].does for role in seen.roles if role in ROLES)


def acts(seen: Look) -> tuple[str, ...]:
    """The actions of the law that a role held in this case may take, in the order of the law's list."""
    return tuple(action for action in ACTIONS if (needed := permission(action)) is not None and does(seen, needed))


def permission(action: str) -> str | None:
    """The permission of roles.toml that an action of the law needs; None where no role does it."""
    return next((name for pattern, name, _area in BY_ROLES if fnmatchcase(action, pattern)), None)
