"""Every rule has a page: provision, citations with their state, what it rests on, and what it does."""

from __future__ import annotations

import pytest

from asylia.law import LAW
from asylia.pages.cards import card
from asylia.pages.conditions import unknown_words


@pytest.mark.parametrize("rule_id", list(LAW.rules))
def test_a_rule_says_what_it_rests_on_and_whether_each_citation_was_checked(sheet, rule_id):
    sheet.open(f"/law/{rule_id}")
    shown = card(rule_id)
    assert sheet.status == 200
    assert shown.rests_on
    for cited in shown.cited:
        assert cited.state_words in sheet.text


def test_every_condition_can_be_said_in_the_words_of_the_page():
    assert unknown_words() == ()


def test_a_condition_is_told_as_questions_with_the_answer_that_counts(sheet):
    sheet.open("/law/R-TRF-08")
    assert "When it holds" in sheet.text
    assert "Did someone help you across a border outside the rules, for gain? <strong>yes</strong>" in sheet.text


def test_the_list_leads_to_every_rule(sheet):
    text = sheet.open("/law/").text
    assert all(f'href="/law/{rule_id}"' in text for rule_id in LAW.rules)


@pytest.mark.parametrize("rule_id", ["R-XXX-99", "<script>", "..", "R-TRF-02%00"])
def test_a_rule_that_does_not_exist_is_not_found(sheet, rule_id):
    assert sheet.client.get(f"/law/{rule_id}").status_code == 404


def test_national_law_beyond_the_floor_opens_to_its_text(sheet):
    sheet.send("begin", who="adult", country="UY", age="30")
    sheet.answer("fear.return", "yes").answer("asylum.state", "fear_expressed")
    assert "Law of the host country" in sheet.text
    assert "even without papers" in sheet.text
