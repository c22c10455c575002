"""No code of HTCDS sets a fact, a no or an indicator; each raises what is worth asking."""

import pytest

from asylia.exchange import read
from asylia.exchange.code_lists import htcds_codes
from asylia.exchange.htcds_questions import RAISED_BY_ANY, RAISED_BY_CODE, RAISED_BY_TEXT
from asylia.law.facts import FACTS

LABELS = {
    "vic_TraffickingStatus": "Trafficking Status",
    "vic_TraffickingStatusDecisionMakingOrg": "Trafficking Status Decision Making Organization",
    "vic_MethodOfRecruitment": "Method of Recruitment",
    "vic_MethodsOfControl": "Methods of Control",
    "vic_TypeOfExploitation": "Type of Exploitation",
    "vic_ForcedLabourIndustry": "Forced Labour Industry",
    "vic_TypeOfSexExploitation": "Type of Sex Exploitation",
}


def test_every_question_is_for_a_fact_and_every_code_is_of_the_list():
    asked = {*RAISED_BY_ANY.values(), *RAISED_BY_TEXT.values()}
    for field, codes in RAISED_BY_CODE.items():
        assert set(codes) <= {code.value for code in htcds_codes(field)}
        asked |= set(codes.values())
    assert {fact for facts in asked for fact in facts} <= set(FACTS)


@pytest.mark.parametrize("field", LABELS)
def test_a_row_for_each_code(case_sheet, on, field):
    codes = htcds_codes(field)
    rows = {number: {LABELS[field]: code.label} for number, code in enumerate(codes, start=3)}
    intake = read(case_sheet(rows), on)
    assert not intake.set_aside
    assert len(intake.people) == len(codes)
    for person, code in zip(intake.people, codes, strict=True):
        assert person.known.facts == {}
        assert not person.known.closed
        assert not person.observed.answers
        assert set(RAISED_BY_ANY[field]) <= {question.fact for question in person.questions}
        assert all(f"“{code.label}”" in question.why for question in person.questions)


def test_not_a_victim_sets_nothing_and_says_so(case_sheet, on):
    rows = {
        3: {"Trafficking Status": "Not a victim of trafficking"},
        4: {"Trafficking Status": "Actual victim of trafficking"},
    }
    denied, confirmed = read(case_sheet(rows), on).people
    for person in (denied, confirmed):
        assert person.known.facts == {}
        assert [question.fact for question in person.questions] == ["id.state"]
        assert "sets nothing" in person.notes[0]
    assert "not a victim" in denied.notes[0]


def test_a_child_is_not_asked_about_means(case_sheet, on):
    control = {"Methods of Control": "Physical abuse; False promises"}
    rows = {
        3: control | {"Birthdate": "2010-05-03"},
        4: control | {"Birthdate": "2008"},
        5: control | {"Birthdate": "1990"},
    }
    child, perhaps, adult = (
        {question.fact for question in person.questions} for person in read(case_sheet(rows), on).people
    )
    assert {"means.force", "means.deception"} <= adult
    assert child == perhaps == adult - {"means.force", "means.deception"}


def test_the_easiest_question_comes_first(case_sheet, on):
    control = {"Methods of Control": "Sexual abuse; Physical threats; Restricts medical care", "Consent": "x"}
    (person,) = read(case_sheet({3: control}), on).people
    burdens = [FACTS[question.fact].burden for question in person.questions]
    assert len(burdens) > 3
    assert burdens == sorted(burdens)
