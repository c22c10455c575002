"""A harness that stays green whatever happens proves nothing: under each fault on purpose it must turn red."""

from __future__ import annotations

import pytest

from tests.trust.faults import FAULTS
from tests.trust.frame import Red, show, without_privilege

ALL = [(harness, name) for harness, faults in FAULTS.items() for name in faults]


@pytest.mark.parametrize(("harness", "name"), ALL, ids=[f"{harness}: {name}" for harness, name in ALL])
def test_the_harness_turns_red(harness: str, name: str) -> None:
    fault = FAULTS[harness][name]
    if why := fault.why_not():
        without_privilege(why)
    if not fault.is_found():
        raise Red(f"{harness} stays green although {name}")
    show(harness, f"fault on purpose: {name}", 1, "found")


def test_every_harness_has_faults() -> None:
    assert all(FAULTS.values())
    show("all", "faults on purpose in the list", len(ALL), "each has a test that its harness turns red")
