"""H10: everything that the API's description allows and much that it does not, asked as several roles."""

from __future__ import annotations

from tests.trust import h10_api as h10
from tests.trust.frame import is_full, show, sized

LEAST_IN_FULL = 20_000


def test_whatever_is_asked_is_answered_as_described() -> None:
    roles = h10.EVERY_KIND if is_full() else h10.ROLES
    said = h10.asked(roles, sized(5, 10))
    assert not is_full() or said.requests >= LEAST_IN_FULL
    show("H10", f"requests to the API as {len(roles)} roles", said.requests, "0 server errors, all as described")
