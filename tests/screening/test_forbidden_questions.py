"""A text that asks what must never be asked is pointed at, with what to say instead; other texts are left alone."""

import pytest

from asylia.law.facts import FACTS
from asylia.screening import FORBIDDEN, INTERVIEW_RULES, QUESTIONS, warn_forbidden

HARMFUL = [
    ("why_not_leave", "Why didn't you leave?"),
    ("why_not_leave", "So why did you not go to the police?"),
    ("why_not_leave", "why haven’t you run away"),
    ("agreed_or_enjoyed", "Did you agree to this?"),
    ("agreed_or_enjoyed", "And did you enjoy it"),
    ("agreed_or_enjoyed", "Were you willing?"),
    ("sexual_details", "Describe in your own words the sexual contact."),
    ("sexual_details", "Was there penetration?"),
    ("sexual_details", "How many men were there?"),
    ("sexual_history", "Were you a virgin before?"),
    ("sexual_history", "Tell us your sexual history."),
    ("injury_pictures", "May I take a photo of the scars?"),
    ("injury_pictures", "Show me your wounds."),
    ("prove_it", "Can you prove it?"),
    ("prove_it", "What evidence do you have?"),
    ("prove_it", "Why should we believe you?"),
    ("immigration_threat", "If you do not answer you will be deported."),
    ("immigration_threat", "Tell me, or I will have you sent back."),
    ("story_again", "Please tell me again what he did to you."),
    ("story_again", "Let us go over it once more."),
    ("before_others", "With your daughter here, what happened?"),
    ("before_others", "In front of your husband, can you say it?"),
    ("relatives_payments", "What is the bank account your brother used?"),
    ("relatives_payments", "How much did your family pay for this?"),
    ("trafficker_name", "What is the name of the trafficker?"),
    ("trafficker_name", "What was your boss's name?"),
]

HARMLESS = [
    "Would you like a break, or some water?",
    "Is there anything else you want to tell me?",
    "What would have happened if you had tried to leave?",
    "Do you want to see a doctor?",
    "She said her name is not safe to use.",
    "The person asked to stop; we will meet again on Tuesday.",
    "",
]


@pytest.mark.parametrize(("key", "text"), HARMFUL)
def test_a_harmful_question_is_found(key: str, text: str) -> None:
    assert key in [warning.forbidden.key for warning in warn_forbidden(text)]


def test_every_forbidden_question_has_examples_here() -> None:
    assert {key for key, _ in HARMFUL} == {item.key for item in FORBIDDEN}


@pytest.mark.parametrize("text", HARMLESS)
def test_a_harmless_text_is_left_alone(text: str) -> None:
    assert warn_forbidden(text) == []


def test_asylia_itself_asks_none_of_them() -> None:
    own = [question.text for question in QUESTIONS.values()] + [fact.question for fact in FACTS.values()]

    assert [text for text in own if warn_forbidden(text)] == []


def test_what_is_said_instead_is_itself_harmless() -> None:
    assert [item.key for item in FORBIDDEN if warn_forbidden(item.instead)] == []


def test_the_warning_points_and_does_not_repeat() -> None:
    text = "Thank you. Why did you not leave Selma's house?"

    (warning,) = warn_forbidden(text)

    assert text[warning.start : warning.end] == "Why did you not leave"
    assert "Selma" not in warning.text
    assert "Instead: " in warning.text


def test_two_kinds_are_told_in_the_order_of_the_text() -> None:
    found = warn_forbidden("Can you prove it? And why didn't you escape?")

    assert [warning.forbidden.key for warning in found] == ["prove_it", "why_not_leave"]


def test_the_name_of_the_one_feared_is_a_matter_of_triage() -> None:
    (warning,) = warn_forbidden("Who is the smuggler?")

    assert warning.text.startswith("At triage do not ask")


def test_the_conduct_has_its_times() -> None:
    texts = " ".join(rule.text for rule in INTERVIEW_RULES)

    assert "30 minutes" in texts
    assert "90 minutes with an adult, 45 with a child" in texts
    assert "24 to 72 hours" in texts
