"""A contradiction is kept: both answers stand side by side, and nothing is held against the person."""

from __future__ import annotations


def test_both_answers_are_shown(adult):
    adult.answer("means.deception", "no").answer("I-DR-01", "yes")
    assert "Answers that do not agree" in adult.text
    assert "A contradiction is no evidence against the person." in adult.text
