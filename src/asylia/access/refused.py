"""What is answered where something is hidden, forbidden or does not exist: one and the same answer (R27)."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from asylia.access.policy_rules import NOT_HERE, STOPPED
from asylia.audit.log import Answer


class NotHere(Answer):
    """Nothing is shown or done. Why is in the log alone: who asked is told the same whatever the reason."""

    def __init__(self) -> None:
        super().__init__(NOT_HERE)


class Stopped(Answer, PermissionDenied):
    """An incident is open in the agency of who asked, and nothing is done (R60). It tells of no case and no account."""

    def __init__(self) -> None:
        super().__init__(STOPPED)
