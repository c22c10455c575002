"""For whoever may not see a case every action answers as it does where there is none, whatever was given."""

from __future__ import annotations

from typing import Any

import pytest

from asylia.access.refused import NotHere
from asylia.casework.answers import Rejected
from asylia.record.case_code import new_code
from tests.access.people_with_accounts import FoundedAgencies
from tests.casework.people import do, listed, seen, signed_in

pytestmark = pytest.mark.django_db

GIVEN: tuple[dict[str, Any], ...] = (
    {},
    {"facts": {"det.held": "yes"}},
    {"facts": {"no.such.fact": "yes"}},
    {"field": "name.1", "text": "Invented"},
    {"field": "nothing", "text": ""},
    {"account": "no number", "role": "CW"},
    {"act": "detain", "role": "CW", "category": "risk_to_life", "reason": "a reason of more than twenty signs"},
)


def answer(someone: object, action: str, code: str, given: dict[str, Any]) -> tuple[type, str]:
    try:
        done = do(someone, action, code, **given)
    except (NotHere, Rejected) as refusal:
        return type(refusal), str(refusal)
    return type(done), str(done.notes) + str(sorted(done.made))


def test_another_agencys_case_and_a_colleagues_case_and_none_at_all(agencies: FoundedAgencies) -> None:
    from asylia.casework.door import STEPS

    code, nowhere = do(signed_in(agencies.lead["CW"]), "case.open", None, role="CW").code, new_code()
    tried = [name for name, step in STEPS.items() if not step.opens]
    assert len(tried) >= 8
    for someone in (agencies.stranger["CW"], agencies.lead["PO"]):
        other = signed_in(someone)
        for action in tried:
            for given in GIVEN:
                assert answer(other, action, code, given) == answer(other, action, nowhere, given)


def test_it_is_neither_shown_nor_listed(agencies: FoundedAgencies) -> None:
    code = do(signed_in(agencies.lead["CW"]), "case.open", None, role="CW").code
    for someone in (agencies.stranger["CW"], agencies.lead["PO"], agencies.lead["DP"], agencies.lead["SY"]):
        other = signed_in(someone)
        assert code not in listed(other)
        with pytest.raises(NotHere):
            seen(other, code)


def test_a_code_that_is_none_is_answered_like_any_other(agencies: FoundedAgencies) -> None:
    other = signed_in(agencies.lead["CW"])
    for code in ("", "x", "Anna Invented", "' OR 1=1", "\u202e", "HK3T-9WDM-2XP4", "a" * 5000):
        with pytest.raises(NotHere):
            seen(other, code)
