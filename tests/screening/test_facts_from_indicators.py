"""A yes to an indicator sets the facts it maps to; a no or a denial sets nothing; what is given is not lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.law.facts import FACTS, NOTHING_KNOWN, read_facts
from asylia.screening import INDICATORS, Observed, contradictions, facts_from_indicators, read_indicators


def test_a_yes_sets_every_fact_it_maps_to() -> None:
    observed = read_indicators({"I-CR-02": "yes"})

    assert facts_from_indicators(observed, NOTHING_KNOWN) == {
        "act.transferred": True,
        "means.abduction": True,
        "means.payment_controller": True,
    }


def test_preparation_does_not_set_the_intention() -> None:
    assert facts_from_indicators(read_indicators({"I-EX-12": "yes"}), NOTHING_KNOWN) == {}


def test_a_sign_not_scored_in_the_variant_still_sets_its_fact() -> None:
    adult = read_facts({"person.declared_age": 40})

    assert facts_from_indicators(read_indicators({"I-CH-07": "yes"}), adult) == {"purpose.occurred": True}


def test_papers_kept_come_before_papers_supplied() -> None:
    both = read_indicators({"I-DO-02": "yes", "I-DO-01": "yes"})
    false_only = read_indicators({"I-DO-02": "yes"})

    assert facts_from_indicators(both, NOTHING_KNOWN)["doc.state"] == "confiscated_by_controller"
    assert facts_from_indicators(false_only, NOTHING_KNOWN)["doc.state"] == "false_supplied"


def test_a_given_state_of_the_papers_stands_and_the_difference_is_shown() -> None:
    known = read_facts({"doc.state": "held"})
    observed = read_indicators({"I-CD-01": "yes"})

    assert "doc.state" not in facts_from_indicators(observed, known)
    (found,) = contradictions(observed, known)
    assert (found.fact, found.given, found.taken, found.indicators) == ("doc.state", "held", "held", ("I-CD-01",))


def test_false_papers_and_papers_kept_do_not_contradict() -> None:
    known = read_facts({"doc.state": "false_supplied"})

    assert contradictions(read_indicators({"I-DO-01": "yes"}), known) == ()


def test_where_a_given_no_meets_a_yes_the_protective_side_is_taken_and_shown() -> None:
    known = read_facts({"means.threat": "no"})
    observed = read_indicators({"I-CR-04": "yes", "I-CD-06": "yes"})

    assert facts_from_indicators(observed, known) == {"means.threat": True}
    (found,) = contradictions(observed, known)
    assert (found.fact, found.given, found.taken) == ("means.threat", False, True)
    assert found.indicators == ("I-CR-04", "I-CD-06")


def test_agreeing_answers_are_no_contradiction() -> None:
    known = read_facts({"means.threat": "yes", "doc.state": "confiscated_by_controller"})

    assert contradictions(read_indicators({"I-CR-04": "yes", "I-CD-01": "yes"}), known) == ()


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(st.sampled_from(list(INDICATORS)), st.booleans(), max_size=30),
    st.frozensets(st.sampled_from(list(INDICATORS)), max_size=30),
)
def test_only_a_yes_sets_a_fact(answers: dict[str, bool], closed: frozenset[str]) -> None:
    only_yes = Observed({key: True for key, value in answers.items() if value}, frozenset())

    found = facts_from_indicators(Observed(answers, closed - answers.keys()), NOTHING_KNOWN)

    assert found == facts_from_indicators(only_yes, NOTHING_KNOWN)
    assert all(value is True or FACTS[key].type == "enum" for key, value in found.items())
