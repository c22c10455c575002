"""Triage comes first; once its four questions were put, a triage is on file."""

from __future__ import annotations

from asylia.pages.desk import OBSERVATIONS, TRIAGE, unseal


def test_the_four_questions_come_first_and_then_what_is_seen(adult):
    asked = []
    for _ in TRIAGE:
        asked.append(adult.asked)
        adult.answer(adult.asked, "asked")
    assert asked == list(TRIAGE)
    assert adult.asked == "seen"


def test_the_fourth_answer_puts_the_triage_on_file(adult):
    for key in TRIAGE[:3]:
        adult.answer(key, "no")
    assert "triage.done" not in unseal(adult.token).answers
    adult.answer(TRIAGE[3], "declined")
    assert unseal(adult.token).answers["triage.done"].given == "yes"


def test_a_question_left_for_later_does_not_complete_it(adult):
    for key in TRIAGE[:3]:
        adult.answer(key, "no")
    adult.send("later", key=TRIAGE[3])
    assert "triage.done" not in unseal(adult.token).answers
    assert adult.asked == "seen"


def test_what_is_ticked_is_yes_and_the_rest_is_only_what_was_said_of_it(adult):
    adult.answer("seen", "", several=[OBSERVATIONS[1], OBSERVATIONS[4]])
    answers = unseal(adult.token).answers
    assert {key: answers[key].given for key in OBSERVATIONS if key in answers} == {
        OBSERVATIONS[1]: "yes",
        OBSERVATIONS[4]: "yes",
    }
    adult.send("ask", key="seen")
    adult.answer("seen", "no", several=[OBSERVATIONS[1]])
    assert unseal(adult.token).answers[OBSERVATIONS[4]].given == "no"


def test_one_yes_opens_help(adult):
    adult.answer("triage.afraid_here", "yes")
    assert "Screening level" in adult.text
    assert "Protection concern. Offer services and asylum information, and screen again." in adult.text
