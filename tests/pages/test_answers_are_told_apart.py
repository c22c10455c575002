"""Yes, no, not known, prefers not to say and not asked yet are five different things."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from asylia.pages.desk import person, unseal

NOW = datetime(2030, 1, 1, tzinfo=UTC)


def known_after(adult, answer: str):
    adult.answer("control_suspected", answer)
    desk = unseal(adult.token)
    return person(desk, desk.moment(NOW)).known


@pytest.mark.parametrize(("answer", "value"), [("yes", True), ("no", False)])
def test_yes_and_no_are_values(adult, answer, value):
    assert known_after(adult, answer)["control_suspected"] is value


@pytest.mark.parametrize("answer", ["denied", "asked", "declined"])
def test_the_others_are_unknown_and_never_asked_again(adult, answer):
    known = known_after(adult, answer)
    assert known["control_suspected"] is None
    assert "control_suspected" in known.closed


def test_left_for_later_is_unknown_and_may_be_asked_again(adult):
    adult.answer("control_suspected", "yes").send("later", key="control_suspected")
    desk = unseal(adult.token)
    known = person(desk, desk.moment(NOW)).known
    assert known["control_suspected"] is None
    assert "control_suspected" not in known.closed
    assert "Left for later" in adult.text


def test_each_has_a_shape_and_a_word(adult):
    adult.send("ask", key="control_suspected")
    for answer, words in {
        "yes": "Yes",
        "no": "No",
        "denied": "Said no, not verified",
        "asked": "Not known",
        "declined": "Prefers not to say",
        "later": "Not asked yet: leave for later",
    }.items():
        assert f'<span class="mark is-{answer}"></span>' in adult.text
        assert words in adult.text


def test_every_question_says_why_it_is_asked_and_can_be_left(adult):
    for key in ("act.recruited", "I-DR-01", "det.since", "purpose.type", "asylum.state", "person.declared_age"):
        adult.send("ask", key=key)
        assert "Why this is asked" in adult.text
        assert "Not asked yet: leave for later" in adult.text
