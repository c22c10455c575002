"""Each answer visibly changes what may not be done, and says so in words."""

from __future__ import annotations

import re


def changes(sheet) -> str:
    found = re.search(r'<section class="changes".*?</section>', sheet.text, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else ""


def test_fear_in_any_words_stops_return_at_once(adult):
    adult.answer("fear.return", "yes")
    told = re.sub(r"\s+", " ", changes(adult))
    assert "Prepare a return before: On hold: not enough is known now: Must not be done now" in told
    assert "Well-founded fear" in told or "Screening level" in told


def test_an_answer_without_effect_says_that_it_was_kept(adult):
    adult.answer("need.tracing", "asked")
    assert "No finding and no action changed. The answer is kept." in adult.text


def test_new_rows_are_marked_in_words(adult):
    adult.answer("fear.return", "yes")
    assert '<span class="new">new</span>' in adult.text


def test_nothing_is_marked_before_the_first_step_and_after_a_look(adult):
    adult.answer("fear.return", "yes").send("later", key="control_suspected")
    assert '<span class="new">' not in adult.text
    assert changes(adult) == ""
