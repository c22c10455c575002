"""What cannot be taken is said in a sentence; nothing is half done, and nothing that was sent is repeated."""

from __future__ import annotations

from typing import Any

import pytest

from asylia.casework.answers import Rejected
from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, seen, signed_in

pytestmark = pytest.mark.django_db

WRONG: list[tuple[str, dict[str, Any]]] = [
    ("facts.add", {}),
    ("facts.add", {"facts": {"det.held": "yes", "no.such.fact": "yes"}}),
    ("facts.add", {"facts": {"det.held": "yes", "person.declared_age": "Marker"}}),
    ("facts.add", {"facts": {"det.held": {"Marker": 1}}}),
    ("facts.add", {"facts": {"det.held": "yes"}, "source": "Marker"}),
    ("facts.add", {"facts": {"det.held": "yes"}, "certainty": ["Marker"]}),
    ("facts.add", {"facts": ["Marker"]}),
    ("facts.add", {"facts": {"det.held": "yes"}, "supersedes": {"det.held": ["Marker"]}}),
    ("facts.add", {"facts": {"det.held": "yes"}, "supersedes": "Marker"}),
    ("facts.add", {"facts": {"det.held": "yes"}, "indicators": {"Marker": "yes"}}),
    ("facts.add", {"indicators": {"I-CD-01": "Marker"}}),
    ("facts.add", {"facts": {"det.held": "yes\x00"}}),
    ("text.write", {"field": "name.1", "text": ""}),
    ("text.write", {"field": "name.1", "text": "   "}),
    ("text.write", {"field": "name.1", "text": 7}),
    ("text.write", {"field": "name.1", "text": "Marker" * 5000}),
    ("text.write", {"field": "Marker", "text": "x"}),
    ("text.write", {"field": "name.1", "text": "x", "after": "Marker"}),
    ("text.write", {"field": "name.1", "text": "Marker\ud800"}),
    ("person.keep_away", {"account": "Marker"}),
    ("person.keep_away", {"why": "Marker"}),
    ("act.take", {"act": "Marker"}),
    ("no.such.action", {"Marker": 1}),
]


@pytest.mark.parametrize(("action", "given"), WRONG)
def test_it_is_rejected_and_nothing_is_kept(lead: FoundedAgency, action: str, given: dict[str, Any]) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW").code
    with pytest.raises(Rejected) as rejected:
        do(worker, action, code, **given)
    assert str(rejected.value).endswith(".")
    assert "Marker" not in str(rejected.value)
    look = seen(worker, code)
    assert (look.history, look.texts) == ((), {})


@pytest.mark.parametrize("country", ["Marker", "ZZ", 7, ["XB"]])
def test_a_country_without_a_profile_opens_no_case(lead: FoundedAgency, country: object) -> None:
    with pytest.raises(Rejected) as rejected:
        do(signed_in(lead["CW"]), "case.open", None, role="CW", country=country)
    assert "Marker" not in str(rejected.value)
