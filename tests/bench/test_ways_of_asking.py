"""Every way of asking ends, asks nobody the same twice, and comes to the same findings."""

from __future__ import annotations

import pytest

from asylia.law.facts import FACTS
from questions import asking, of_everything, of_selection, random_truths, selected_ways, whole_ways
from scenario_people import from_scenarios
from selection import KEYS, SELECTION

ASKED = tuple("person.declared_age" if key == "person.child" else key for key in KEYS)
FEW = (*random_truths(ASKED, 3), *from_scenarios(ASKED, 3))


@pytest.mark.parametrize("name", selected_ways(SELECTION, ASKED))
def test_a_way_of_asking_ends_without_asking_twice(name):
    for truth in FEW:
        told = asking(truth, selected_ways(SELECTION, ASKED)[name], of_selection)
        assert len(set(told.asked)) == len(told.asked) > 0
        assert 0 <= told.in_vain <= told.harmful


def test_the_next_question_never_asks_more_than_a_form_in_order():
    ways = selected_ways(SELECTION, ASKED)
    for truth in FEW:
        ours = asking(truth, ways["next question"], of_selection)
        form = asking(truth, ways["form in order"], of_selection)
        assert len(ours.asked) <= len(form.asked)


def test_the_whole_law_can_be_asked_to_its_end():
    (truth,) = random_truths(tuple(FACTS), 1)
    told = asking(truth, whole_ways()["next question"], of_everything)
    assert len(set(told.asked)) == len(told.asked) > 5
