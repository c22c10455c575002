"""Questions raised by codes: one a fact, with all reasons, and none that is answered."""

from asylia.exchange.questions import in_order
from asylia.law.facts import NOTHING_KNOWN, read_facts
from asylia.people import Question


def test_one_question_a_fact_with_all_its_reasons_once():
    asked = [Question("need.health", "First."), Question("need.health", "Second."), Question("need.health", "First.")]
    assert in_order(asked, NOTHING_KNOWN) == (Question("need.health", "First. Second."),)


def test_what_is_known_or_closed_is_not_asked():
    known = read_facts({"need.health": "low", "person.uasc": "declined"})
    asked = [Question("need.health", "x"), Question("person.uasc", "x"), Question("need.tracing", "x")]
    assert [question.fact for question in in_order(asked, known)] == ["need.tracing"]
