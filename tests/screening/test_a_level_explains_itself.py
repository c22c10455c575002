"""Every result says which answers made it, which part of the definition applied, and that the set is not validated."""

from asylia.law.facts import NOTHING_KNOWN, read_facts
from asylia.screening import NOT_VALIDATED, read_indicators, screen


def test_the_reasons_name_the_indicators_and_the_part_of_the_definition() -> None:
    answers = dict.fromkeys(["I-CD-03", "I-DR-01", "I-DR-02", "I-EX-03", "I-EX-04", "I-CD-01"], "yes")

    found = screen(read_indicators(answers), NOTHING_KNOWN, "adult")

    assert [(reason.about, reason.part, reason.made_by) for reason in found.reasons] == [
        ("DR", "positive", ("I-DR-01", "I-DR-02")),
        ("EX", "positive", ("I-EX-03", "I-EX-04")),
        ("CD", "positive", ("I-CD-01", "I-CD-03")),
        ("L4", "exploitation_and_two", ("EX", "DR", "CD")),
    ]
    assert all(reason.text.endswith(".") for reason in found.reasons)


def test_every_part_that_applies_is_shown() -> None:
    known = read_facts({"triage.afraid_here": "yes", "smug.held_for_ransom": "yes"})

    found = screen(read_indicators({"I-OB-05": "yes"}), known, "adult")

    assert [reason.part for reason in found.reasons] == ["observed", "triage_yes", "ransom"]


def test_a_level_given_by_a_professional_is_named_as_such() -> None:
    found = screen(read_indicators({"I-OB-05": "yes"}), read_facts({"screen.level": "L3"}), "adult")

    assert found.level == "L3"
    assert [(reason.about, reason.part) for reason in found.reasons] == [("L3", "given"), ("L2", "observed")]


def test_the_result_carries_its_caution() -> None:
    assert NOT_VALIDATED == "This set is not validated. A level opens help; it decides nothing."
    assert screen(read_indicators({}), NOTHING_KNOWN, "adult").caution == NOT_VALIDATED


def test_no_present_indication_is_never_called_not_a_victim() -> None:
    found = screen(read_indicators({}), read_facts({"screen.level": "L1"}), "adult")

    assert "never means" in found.meaning
