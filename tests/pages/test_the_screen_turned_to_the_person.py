"""A screen the person may see shows one question, and nothing of what was answered, found or refused."""

from __future__ import annotations

import re

from asylia.pages.desk import TRIAGE, unseal


def test_it_shows_no_level_no_finding_and_no_answer(sheet):
    sheet.send("case", case="mira").send("step").send("step").send("step").send("turned")
    # What the page carries for the server is sealed, and may spell anything.
    shown = re.sub(r'value="[^"]{40,}"', "", sheet.text)
    for word in ("L4", "Indicated", "Must not be done now", "Trafficking", "Mira", "checked"):
        assert word not in shown
    assert sheet.asked


def test_a_no_on_the_screen_is_said_and_not_verified(adult):
    adult.send("turned").send("turned", key=TRIAGE[0], answer="denied")
    assert unseal(adult.token).answers[TRIAGE[0]].given == "denied"
    assert adult.asked == TRIAGE[1]


def test_while_an_interview_is_not_safe_only_triage_is_put(adult):
    for key in TRIAGE:
        adult.send("turned", key=key, answer="asked")
    assert adult.asked == ""
    assert "Please turn the screen back." in adult.text


def test_a_question_can_be_passed_over(adult):
    adult.send("turned", key=TRIAGE[0], later="1")
    assert adult.asked == TRIAGE[1]
    assert unseal(adult.token).later == (TRIAGE[0],)


def test_pressing_on_without_an_answer_says_so_and_keeps_all(adult):
    adult.send("turned", key=TRIAGE[0], answer="")
    assert adult.status == 422
    assert adult.asked == TRIAGE[0]
