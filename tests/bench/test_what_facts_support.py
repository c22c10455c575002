"""The yardstick of the bench: a definite answer that a completion contradicts is found out, and so is an open guard."""

from __future__ import annotations

from asylia.law.findings import act, trafficking
from asylia.law.nodes import yes
from law import judged, truth
from people import cases
from selection import KEYS
from support import outcomes


def test_one_yes_settles_an_act_and_no_fact_leaves_it_open():
    assert outcomes(act, {"act.received": True}) == {True}
    assert outcomes(act, {}) == {True, False}


def test_act_and_purpose_alone_do_not_settle_trafficking():
    assert outcomes(trafficking, {"act.received": True, "purpose.occurred": True}) == {True, False}


def test_a_fear_that_is_known_settles_the_fear_of_return():
    assert outcomes(yes("fear.return"), {"fear.reprisal_self": True}) == {True}


def test_answers_beyond_the_facts_are_counted():
    truths = [truth(case) for case in cases(KEYS, 5)]
    everything_no = {"findings": dict.fromkeys(truths[0].findings, False), "guards": {}}
    all_open = {"findings": {}, "guards": dict.fromkeys(truths[0].guards, "allow")}
    nothing_said = {"findings": dict.fromkeys(truths[0].findings), "guards": dict.fromkeys(truths[0].guards, "hold")}
    assert judged(truths, [everything_no] * 5)["unsupported"] > 0
    told = judged(truths, [all_open] * 5)
    assert told["open"] == told["may_refuse"] > 0
    silent = judged(truths, [nothing_said] * 5)
    assert silent["unsupported"] == silent["open"] == 0
    assert silent["needlessly_unknown"] > 0
