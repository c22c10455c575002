"""A refusal by the law says what, for whom, by what and what instead; its reasons only to those who see them anyway."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker

from asylia.law import LAW
from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

RULE = re.compile(r"R-[A-Z]{3}-\d\d")


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


def refused(worker: Worker, code: str, act: str) -> Worker:
    return worker.open(f"/cases/{code}/act").send(f"/cases/{code}/act", act=act, save="1")


def test_law_guidance_and_our_own_policy_are_told_apart(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    page = refused(worker, code, "interview.start")
    assert page.status == 403
    assert "Nothing was done, and nothing was changed" in page.plain
    assert "For the protection of the person" in page.plain
    parts = re.split(r"<h3>(Law|Guidance|Asylia&#x27;s own protective policy, and no law|[^<]*)</h3>", page.text)
    under = dict(zip(parts[1::2], parts[2::2], strict=True))
    own = next(part for heading, part in under.items() if heading.startswith("Asylia"))
    for rule in set(RULE.findall(own)):
        assert any(block.rests_on == "Asylia's own policy" for block in LAW.rules[rule].blocks)
    assert RULE.search(own)
    assert "suggestion of Asylia, no legal duty" in page.plain


def test_a_question_that_could_clear_it_opens(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    page = refused(worker, code, "support.withdraw")
    assert page.status == 403
    asked = re.search(r'name="fact" value="([^"]+)"', page.text)
    if asked:
        assert worker.send(f"/cases/{code}/facts", fact=asked[1]).status == 200


def test_who_does_not_see_the_reasons_reads_no_rule_and_no_question(lead: FoundedAgency) -> None:
    officer = Worker(lead["BO"])
    code = officer.open_case("BO", country="XB")
    officer.record(code, "fear.return", "yes")
    page = refused(officer, code, "refuse_entry")
    assert page.status == 403
    assert "Refuse entry" in page.plain
    assert "It holds all the same" in page.plain
    body = page.text.partition("<main")[2]
    assert not RULE.search(body)
    assert 'name="fact"' not in body


def test_what_is_not_refused_is_recorded(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    assert refused(worker, code, "consent.capture").status == 403
    worker.record(code, "notice.understood", "yes")
    page = refused(worker, code, "consent.capture")
    assert page.status == 200
    assert "Recorded" in page.plain
    assert "you decide, and your name stands beside it" in page.plain
    assert "What was done Record a consent" in worker.open(f"/cases/{code}").plain


def test_to_share_the_second_factor_is_asked_for_again(lead: FoundedAgency) -> None:
    worker = Worker(lead["CW"])
    code = worker.open_case("CW", country="XB")
    page = refused(worker, code, "share:public")
    assert "Give your second factor again" in page.plain
    assert "Recorded" not in page.plain
