"""Whether a case is another agency's, kept from this account, or never was: same status, same body, same headers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.access.people_with_accounts import FoundedAgencies
from tests.api.asking import Asking, asking, headers_of

pytestmark = pytest.mark.django_db

NEVER_WAS = "HK3T-9WDM-2XP3"


def kept_away(agencies: FoundedAgencies) -> str:
    """A case whose person does not want this case worker to see it."""
    officer = asking(agencies.lead["PO"])
    code = officer.opened(role="PO")
    answer = officer.do("person.keep_away", code, account=str(agencies.lead["CW"].account))
    assert answer.status_code == 200, answer.content
    return code


CODES: dict[str, Callable[[FoundedAgencies], str]] = {
    "another agency's": lambda agencies: asking(agencies.stranger["CW"]).opened(),
    "a colleague's": lambda agencies: asking(agencies.lead["PO"]).opened(role="PO"),
    "kept away": kept_away,
    "no code at all": lambda agencies: "x%00%20",
    "an injection": lambda agencies: "'%20OR%201=1--",
}

ASKED: dict[str, Callable[[Asking, str], Any]] = {
    "looked at": lambda worker, code: worker.get(f"/cases/{code}"),
    "told": lambda worker, code: worker.do("facts.add", code, facts={"det.held": "yes"}),
    "told wrongly": lambda worker, code: worker.do("facts.add", code, facts={"det.held": "Mirabelle"}),
    "written": lambda worker, code: worker.do("text.write", code, field="name.1", text="x"),
    "assigned": lambda worker, code: worker.do("case.assign", code, account=NOBODY, role="CW"),
    "kept away": lambda worker, code: worker.do("person.keep_away", code, account=NOBODY),
    "its log": lambda worker, code: worker.get(f"/cases/{code}/log"),
}

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("why", CODES)
@pytest.mark.parametrize("how", ASKED)
def test_the_answer_is_the_same(agencies: FoundedAgencies, why: str, how: str) -> None:
    code = CODES[why](agencies)
    worker = asking(agencies.lead["CW"])
    hidden, never = ASKED[how](worker, code), ASKED[how](worker, NEVER_WAS)
    assert hidden.status_code == never.status_code == 404
    assert hidden.content == never.content
    assert headers_of(hidden) == headers_of(never)


def test_an_address_that_is_none_is_answered_the_same(agencies: FoundedAgencies) -> None:
    worker = asking(agencies.lead["CW"])
    assert worker.get("/nothing/of/the/kind").content == worker.get(f"/cases/{NEVER_WAS}").content
