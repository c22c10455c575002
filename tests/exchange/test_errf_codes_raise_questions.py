"""The codes of the eRRF form raise questions for the person they name, and set nothing."""

import pytest

from asylia.exchange.code_lists import errf_texts
from asylia.exchange.errf import _ASKED_OF_EVERYONE, _RAISES
from asylia.law.facts import FACTS


def asked(person) -> set[str]:
    return {question.fact for question in person.questions}


def test_every_question_is_for_a_fact_and_every_code_is_of_the_list():
    for name, _, facts in _RAISES.values():
        assert set(facts) <= set(errf_texts(name))
        assert {fact for each in facts.values() for fact in each} <= set(FACTS)
    assert set(_ASKED_OF_EVERYONE) <= set(FACTS)


@pytest.mark.parametrize(
    ("code", "facts"),
    [
        ("CR", {"child.risk", "person.uasc"}),
        ("SC", {"person.uasc", "guardian.state", "need.tracing"}),
        ("WR", {"safety.threat", "control_suspected"}),
        ("ER", {"need.older_age"}),
        ("SP", {"need.family_unity"}),
        ("DS", {"need.disability"}),
        ("SM", {"need.health"}),
        ("FU", {"need.tracing"}),
        ("LP", {"host.unsafe"}),
        ("TR", {"need.torture_trauma"}),
        ("SV", {"sv.occurred"}),
        ("sv ", {"sv.occurred"}),
    ],
)
def test_a_specific_need(read_errf, form_person, form_need, code, facts):
    first, second = read_errf(form_person("g1"), form_person("g2"), blocks=form_need(code, "g2")).people
    assert facts <= asked(second)
    assert not facts & asked(first)
    assert second.known.facts == {"person.declared_age": 36.0}
    assert not second.known.closed
    text = errf_texts("VulnerabilityCode")[code.strip().upper()]
    assert any(text in question.why for question in second.questions if question.fact in facts)


def test_everyone_is_asked_where_asylum_stands(read_errf, form_person):
    (person,) = read_errf(form_person()).people
    assert asked(person) == {"asylum.state", "person.poc"}


def test_no_nationality_or_statelessness_is_asked_about_and_set_nowhere(read_errf, form_person):
    (person,) = read_errf(form_person(nationality="ZZZ")).people
    assert {"nat.established", "stl.state"} <= asked(person)
    assert set(person.known.facts) == {"person.declared_age"}


def test_austria_is_kept_under_its_own_code_system(read_errf, form_person):
    (person,) = read_errf(form_person(nationality="AUS")).people
    assert "Nationality: UNHCR code AUS (UNHCR codes are not ISO codes). The law does not read it." in person.notes


@pytest.mark.parametrize("code", ["-", "U"])
def test_a_nationality_that_is_not_given_is_no_note_and_no_fault(read_errf, form_person, code):
    (person,) = read_errf(form_person(nationality=code)).people
    assert person.notes == ()


def test_a_need_of_nobody_in_the_case_is_told(read_errf, form_person, form_need):
    intake = read_errf(form_person(), blocks=form_need("TR", "somebody else"))
    assert "need.torture_trauma" not in asked(intake.people[0])
    assert any("dataVulnerability: it belongs to nobody listed" in note for note in intake.notes)


def test_a_code_outside_the_list_is_a_note(read_errf, form_person, form_need):
    (person,) = read_errf(form_person(), blocks=form_need("XX")).people
    assert any("dataVulnerability/VulnerabilityCode: expected a code" in note for note in person.notes)
