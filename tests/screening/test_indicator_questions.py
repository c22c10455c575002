"""Every indicator has one gentle question with its cost, and what is only observed is never put to the person."""

from asylia.screening import INDICATORS, QUESTIONS, WHY_ASKED


def test_every_indicator_has_its_question() -> None:
    assert list(QUESTIONS) == list(INDICATORS)


def test_a_question_is_one_sentence_of_bearable_length() -> None:
    for question in QUESTIONS.values():
        assert question.text.endswith("?"), question.indicator
        assert question.text.count("?") == 1, question.indicator
        assert len(question.text.split()) <= 22, question.indicator


def test_what_is_put_to_the_person_speaks_to_the_person() -> None:
    for question in QUESTIONS.values():
        words = question.text.lower().replace(",", " ").replace("?", " ").split()
        spoken_to = {"you", "your", "yours"} & set(words)
        assert bool(spoken_to) == (question.asked_of == "person"), question.indicator


def test_behaviour_is_only_observed() -> None:
    assert {QUESTIONS[key].asked_of for key, row in INDICATORS.items() if row.group == "OB"} == {"observation"}


def test_observing_costs_the_person_nothing_or_little() -> None:
    assert max(question.burden for question in QUESTIONS.values() if question.asked_of == "observation") <= 1


def test_nothing_put_to_the_person_is_free() -> None:
    asked = [question.burden for question in QUESTIONS.values() if question.asked_of == "person"]

    assert set(asked) == {1, 2, 3}


def test_violence_threats_and_sexual_exploitation_cost_most() -> None:
    for key in ("I-CR-01", "I-CR-02", "I-EX-01", "I-EX-08", "I-CD-04", "I-CD-06"):
        assert QUESTIONS[key].burden == 3


def test_every_group_says_why_it_is_asked() -> None:
    assert WHY_ASKED.keys() == {row.group for row in INDICATORS.values()}


def test_a_question_says_neither_trafficking_nor_victim() -> None:
    for question in QUESTIONS.values():
        assert "traffick" not in question.text.lower()
        assert "victim" not in question.text.lower()
