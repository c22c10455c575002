"""Every rule and every instrument has its page, with what stands behind it and links that lead somewhere."""

from __future__ import annotations

import re

import pytest

from asylia.law import FACTS, LAW
from asylia.law.citations import INSTRUMENTS, stands
from asylia.law.pages import FAMILIES, family_of, instrument_page, markdown_pages, rule_page

PAGES = markdown_pages({"R-TRF-05": ("A child of 16, taken along to pick pockets, without force",)})


def test_there_is_a_page_for_each_rule_and_each_instrument_and_an_index():
    assert len(PAGES) == len(LAW.rules) + len(INSTRUMENTS) + 1
    assert {f"{rule_id}.md" for rule_id in LAW.rules} < set(PAGES)


def test_every_rule_belongs_to_a_family():
    assert {family_of(rule) for rule in LAW.rules.values()} == set(FAMILIES)


def test_every_link_leads_to_a_page():
    links = {(page, target) for page, text in PAGES.items() for target in re.findall(r"\]\(([^)]+\.md)\)", text)}
    assert {(page, target) for page, target in links if target not in PAGES} == set()
    assert {target for page, target in links if page == "index.md"} == set(PAGES) - {"index.md"}


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_a_page_says_what_the_rule_says_and_what_it_rests_on(rule_id):
    rule, text = LAW.rules[rule_id], PAGES[f"{rule_id}.md"]
    for said in (rule.title, rule.provision, rule.child, rule.policy, rule.enforced_by, f"Rests on {rule.rests_on}"):
        assert said in text
    for block in rule.blocks:
        for action in block.actions:
            assert f"- {action}; {'nobody' if block.hard else 'two named people'} may override" in text
    for citation in rule.citations:
        assert (citation.text if stands(citation) else "No article carries this") in text
        assert citation.state in text
        assert citation.says in text


def test_an_unchecked_citation_says_so():
    unchecked = [rule for rule in LAW.rules.values() if any(c.state == "not yet checked" for c in rule.citations)]
    assert unchecked
    for rule in unchecked:
        assert "not yet compared with the original" in PAGES[f"{rule.id}.md"]


def test_a_corrected_citation_says_what_was_cited_first():
    (corrected, *_) = [c for rule in LAW.rules.values() for c in rule.citations if c.state == "corrected"]
    assert any(f"first cited as {corrected.first_cited}" in text for text in PAGES.values())


def test_a_rule_knows_whom_it_rests_on_and_who_uses_it():
    page = rule_page("R-TRF-05")
    assert set(page.refers_to) == {"R-TRF-01", "R-TRF-03", "R-CHD-01"}
    assert "R-TRF-04" in page.used_by
    assert "R-TRF-05" not in page.used_by
    assert "R-TRF-05" in rule_page("R-CHD-01").used_by


def test_the_facts_on_a_page_are_those_the_rule_reads_itself():
    assert rule_page("R-TRF-03").reads == ("purpose.occurred", "purpose.intended")
    assert "act.recruited" not in rule_page("R-TRF-05").reads
    assert all(key in FACTS for rule_id in LAW.rules for key in rule_page(rule_id).reads)


def test_an_instrument_lists_the_rules_that_cite_it():
    cited = {rule.id for rule, _ in instrument_page("PAL").cited}
    assert {"R-TRF-01", "R-TRF-05"} < cited
    assert {rule_id for rule_id in LAW.rules if rule_id.startswith("R-RCP")} & cited == set()


def test_scenarios_stand_on_the_page_of_their_rule_only():
    holding = [name for name, text in PAGES.items() if "taken along to pick pockets" in text]
    assert holding == ["R-TRF-05.md"]


def test_a_deadline_says_its_length_and_whether_the_law_sets_it():
    assert re.search(r"Deadline: HIV prophylaxis .* 72 hours from sv.last_date \(a default\)", PAGES["R-AST-09.md"])
    assert "(a limit of law" in PAGES["R-AST-07.md"]
    assert "half of it for a child" in PAGES["R-IDN-01.md"]
