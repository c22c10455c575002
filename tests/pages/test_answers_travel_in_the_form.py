"""The answers are in the page, signed, and nowhere else; what was altered is not used."""

from __future__ import annotations

import pytest
from django.core import signing
from hypothesis import given
from hypothesis import strategies as st

from asylia.law.facts import FACTS
from asylia.pages.desk import SALT, TOKEN_LIMIT, Answer, Desk, TokenRefused, seal, unseal
from asylia.screening import INDICATORS

words = st.sampled_from(["yes", "no", "denied", "asked", "declined"])
moments = st.sampled_from(["2026-03-02", "2026-03-02T09:00+00:00"])
answers = st.dictionaries(
    st.sampled_from([*FACTS, *INDICATORS]), st.builds(Answer, words | st.tuples(words, words), moments), max_size=40
)


@given(answers, st.sampled_from(["", "XA", "XB"]), st.integers(0, 8))
def test_what_is_sealed_comes_back_the_same(given_answers, country, step):
    desk = Desk(country=country, answers=given_answers, later=("act.recruited",), case="mira", step=step)
    assert unseal(seal(desk)) == desk


def test_every_question_answered_still_fits():
    full = Desk(answers={key: Answer("yes", "2026-03-02T09:00+00:00") for key in [*FACTS, *INDICATORS]})
    assert len(seal(full)) < TOKEN_LIMIT / 2


@given(st.text(max_size=60))
def test_text_that_was_not_signed_is_refused(text):
    with pytest.raises(TokenRefused):
        unseal(text)


@pytest.mark.parametrize(
    "held", [[], "text", {}, {"c": "", "o": "", "a": [], "l": [], "b": {}, "k": "", "n": 0}, None, 7]
)
def test_a_signed_form_of_another_shape_is_refused(held):
    with pytest.raises(TokenRefused):
        unseal(signing.dumps(held, salt=SALT, compress=True))


def test_a_form_signed_for_something_else_is_refused():
    with pytest.raises(TokenRefused):
        unseal(signing.dumps({"c": ""}, salt="something.else", compress=True))


def test_the_page_says_that_an_altered_form_was_not_used(adult):
    altered = adult.token[:-3] + "abc"
    response = adult.client.post("/desk/look", {"desk": altered})
    assert response.status_code == 400
    text = response.content.decode()
    assert "These answers could not be read" in text
    assert "Nothing was changed." in text
    assert "Who is the person?" in text


def test_an_oversized_form_is_refused_in_words(adult):
    response = adult.client.post("/desk/look", {"desk": "x" * (TOKEN_LIMIT + 1)})
    assert response.status_code == 400
    assert "too long" in response.content.decode()


def test_no_answer_is_in_an_address_a_cookie_or_a_title(adult):
    adult.answer("triage.afraid_here", "yes")
    assert not adult.client.cookies
    assert "<title>Notes</title>" in adult.text
    assert "?" not in "".join(part.split('"')[0] for part in adult.text.split('action="')[1:])


def test_an_address_of_a_step_without_a_form_leads_to_the_first_page(sheet):
    for step in ("look", "answer", "ask", "facts", "summary", "begin", "case", "step", "later", "remove", "back"):
        response = sheet.client.get(f"/desk/{step}")
        assert (response.status_code, response["Location"]) == (302, "/")
