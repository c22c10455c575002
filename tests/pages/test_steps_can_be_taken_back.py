"""Every answer can be changed, removed, or taken back."""

from __future__ import annotations

from asylia.pages.desk import unseal


def given(sheet) -> dict[str, object]:
    return {key: answer.given for key, answer in unseal(sheet.token).answers.items()}


def test_the_last_step_is_taken_back_and_brought_again(adult):
    before = given(adult)
    adult.answer("control_suspected", "yes")
    after = given(adult)
    assert given(adult.send("back")) == before
    assert given(adult.send("back")) == after


def test_a_changed_answer_is_taken_back_to_what_it_was(adult):
    adult.answer("control_suspected", "no").answer("control_suspected", "yes")
    assert given(adult.send("back"))["control_suspected"] == "no"


def test_the_triage_that_went_on_file_by_itself_goes_with_the_step(adult):
    for key in ("triage.afraid_here", "triage.needs_care", "triage.unwanted_companion", "fear.return"):
        adult.answer(key, "no")
    assert "triage.done" in given(adult)
    assert "triage.done" not in given(adult.send("back"))


def test_an_answer_is_removed(adult):
    adult.answer("control_suspected", "yes").send("remove", key="control_suspected")
    assert "control_suspected" not in given(adult)


def test_removing_what_was_not_answered_changes_nothing(adult):
    before = given(adult)
    assert given(adult.send("remove", key="act.recruited")) == before


def test_an_answer_opens_again_with_what_was_chosen(adult):
    adult.answer("control_suspected", "declined").send("ask", key="control_suspected")
    assert 'value="declined" checked' in adult.text


def test_sending_the_same_form_twice_is_the_same_as_once(adult):
    token = adult.token
    once = given(adult.answer("control_suspected", "yes"))
    adult.text = f'name="desk" value="{token}"'
    assert given(adult.answer("control_suspected", "yes")) == once
