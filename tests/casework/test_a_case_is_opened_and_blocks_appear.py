"""From a first conversation to a case in which the law has spoken."""

from __future__ import annotations

import pytest

from tests.access.people_with_accounts import FoundedAgency
from tests.casework.people import do, listed, seen, signed_in

pytestmark = pytest.mark.django_db


def test_whoever_opens_a_case_sees_it_in_their_list_and_its_blocks(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    done = do(
        worker, "case.open", None, role="CW", country="XB", facts={"person.declared_age": "16", "det.held": "yes"}
    )
    look = seen(worker, done.code)
    assert listed(worker)[0] == done.code
    assert {row.action for row in look.barred} >= {"detain.continue", "age.treat_as_adult"}
    assert look.ledger.known.facts["det.held"] is True


def test_what_is_told_later_changes_what_the_law_says(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW", country="XB").code
    before = {row.code for row in seen(worker, code).rights}
    do(worker, "facts.add", code, facts={"age.range_high": "15", "age.range_low": "13"})
    assert {row.code for row in seen(worker, code).rights} > before


def test_a_text_is_read_back_by_who_may_read_it(lead: FoundedAgency) -> None:
    worker = signed_in(lead["CW"])
    code = do(worker, "case.open", None, role="CW").code
    do(worker, "text.write", code, field="name.1", text="Mirabelle Invented")
    assert [one.text for one in seen(worker, code).texts["name.1"]] == ["Mirabelle Invented"]
