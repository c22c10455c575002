"""Two people write the same field without having seen each other: both texts stay until one is written after both."""

from __future__ import annotations

import pytest

from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in

pytestmark = pytest.mark.django_db


def standing(worker: object, code: str) -> list[str]:
    return [one.text or one.trouble for one in seen(worker, code).texts["whereabouts"]]


@pytest.fixture
def code(lead: FoundedAgency) -> str:
    return str(do(signed_in(lead["CW"]), "case.open", None, role="CW").code)


def test_both_stand_and_whoever_came_second_is_told(lead: FoundedAgency, code: str) -> None:
    worker = signed_in(lead["CW"])
    do(worker, "text.write", code, field="whereabouts", text="first")
    mine = do(worker, "text.write", code, field="whereabouts", text="mine", after=[1])
    theirs = do(worker, "text.write", code, field="whereabouts", text="theirs", after=[1])
    assert (mine.notes, theirs.notes) == ((), ("two_texts",))
    assert standing(worker, code) == ["mine", "theirs"]


def test_one_written_after_both_takes_their_place(lead: FoundedAgency, code: str) -> None:
    worker = signed_in(lead["CW"])
    do(worker, "text.write", code, field="whereabouts", text="mine")
    do(worker, "text.write", code, field="whereabouts", text="theirs")
    do(worker, "text.write", code, field="whereabouts", text="both", after=[1, 2])
    assert standing(worker, code) == ["both"]
