"""Three invented people, each on several tracks: what one track makes known opens or shuts a gate of another."""

from __future__ import annotations

import pytest

from asylia.casework.tracks.age import age
from asylia.casework.tracks.asylum import asylum
from asylia.casework.tracks.best_interests import assessment, determination
from asylia.casework.tracks.child import child
from asylia.casework.tracks.detention import detention
from asylia.casework.tracks.guardian import guardian
from asylia.casework.tracks.screening import screening
from asylia.casework.tracks.statelessness import statelessness
from tests.casework.tracks.walking import INTERVIEW_IS_SAFE, Refused, Walk


def test_sefu_whose_papers_a_captain_keeps() -> None:
    """His country is asked only at the very end, after asylum, the last check and his own consent."""
    claim = Walk(asylum, {"person.declared_age": 27.0, "person.age_doubt": False, "fear.return": False})
    papers = claim.beside(statelessness).know({"doc.state": "confiscated_by_controller"})
    papers.go("note_missing_papers").go("question_nationality").go("check_sequence").go("enquire_elsewhere")

    claim.go("leave_open")
    with pytest.raises(Refused):
        papers.go("enquire_at_origin")

    claim.know({**INTERVIEW_IS_SAFE}).go("explain")
    claim.go("voice_fear").go("register").go("schedule_interview").go("hear").go("assess").go("refuse")
    claim.go("appeal").go("dismiss_appeal").go("begin_last_check")
    papers.know({"consent.share.origin_authority": True})
    with pytest.raises(Refused, match="asylum risk"):
        papers.go("enquire_at_origin")

    claim.know({"risk.serious_harm": False, "ret.risk_retrafficking": "low"}).go("find_no_risk")
    with pytest.raises(Refused, match="R-REF-07"):
        papers.go("enquire_at_origin")  # whether an official there takes part was never asked
    papers.know({"agent.complicit_official": False})
    papers.go("enquire_at_origin").know({"nat.denied_by_state": True}).go("find_no_nationality").go("recognise")
    assert (claim.state, papers.state) == ("return_eligible", "stateless_recognised")
    assert papers.law().guards["removal.refer"].verdict == "refuse"


def test_tomo_who_says_he_is_sixteen() -> None:
    """The assessment comes before the guardian, as it may; he is heard only with one; the range is in his favour."""
    years = Walk(age, {"person.declared_age": 16.0, "person.uasc": "unaccompanied"}).go("declare").go("doubt")
    years.go("treat_as_child")
    protection = years.beside(child).go("register")
    keeper = years.beside(guardian).go("request")
    protection.go("request_guardian")

    best = years.beside(assessment).go("open")
    with pytest.raises(Refused, match="child's view"):
        best.go("sign", risk="high")
    best.know({"child.heard": True}).go("sign", risk="high")

    interview = years.beside(screening)
    interview.know({**INTERVIEW_IS_SAFE, "int.child_friendly": True, "triage.afraid_here": True})
    interview.go("record_triage").go("give_information").go("schedule")
    with pytest.raises(Refused, match="R-CHD-02"):
        interview.go("start")
    keeper.go("appoint")
    interview.go("start").go("complete").go("review_with_second_reader")
    protection.go("note_guardian").go("note_assessment")
    with pytest.raises(Refused, match="verified"):
        protection.go("place")

    years.know({"child.assent": True}).go("assess").know({"age.range_low": 16.9, "age.range_high": 19.1})
    with pytest.raises(Refused, match="lowest age"):
        years.go("conclude_adult")
    years.go("find_inconclusive").go("confirm_child")

    panel = years.beside(determination).go("open", trigger="durable_solution").go("complete_information")
    panel.go("schedule_panel").go("decide", outcome="reunification")
    assert panel.law().guards["return.execute"].verdict == "refuse"
    with pytest.raises(Refused, match="R-CHD-04"):
        panel.go("implement")
    panel.know({"bid.authority_decided": True}).go("implement")
    assert panel.facts["bid.outcome"] == "reunification"


def test_jor_who_is_held_and_afraid() -> None:
    """Held, then screened in private, then an alternative; his fear stops every return on the way."""
    held = Walk(detention, {"person.declared_age": 39.0, "person.age_doubt": False, "det.held": True})
    with pytest.raises(Refused, match="screening"):
        held.go("note_screening")
    interview = held.beside(screening).know({**INTERVIEW_IS_SAFE, "fear.return": True, "screen.level": "L2"})
    interview.go("record_triage").go("schedule").go("start").go("complete")
    with pytest.raises(Refused, match="second reader"):
        interview.go("review")
    claim = held.beside(asylum).go("voice_fear")
    held.go("note_screening").go("seek_alternative")
    assert claim.law().guards["return.prepare"].verdict == "refuse"
    held.go("release")
    assert (held.state, claim.state) == ("released", "fear_expressed")
