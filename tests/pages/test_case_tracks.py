"""Tracks of a case: what is not seen is not there, what is missing is told, and what was typed comes back."""

from __future__ import annotations

import re

import pytest
from tests.access.people_with_accounts import FoundedAgency, founded_agencies
from tests.pages.case_pages import Worker
from tests.pages.test_every_text_has_arabic import LATIN_SENTENCE, plain

from asylia.server.database import Databases

pytestmark = pytest.mark.django_db

REASONS = "She was held in a house, her papers were taken, and she was beaten when she asked to leave."
NOTICE = "by the lawyer, in her own language"


@pytest.fixture
def lead(tables: Databases) -> FoundedAgency:
    return founded_agencies(tables).lead


@pytest.fixture
def worker(lead: FoundedAgency) -> Worker:
    return Worker(lead["CW"])


@pytest.fixture
def code(worker: Worker) -> str:
    return worker.open_case("CW", country="XB")


def assign(lead: FoundedAgency, code: str, role: str) -> Worker:
    coordinator = Worker(lead["CO"]).open(f"/cases/{code}/people")
    coordinator.send(f"/cases/{code}/people", step="assign", whom=f"{lead[role].account}:{role}")
    assert coordinator.status == 200
    return Worker(lead[role])


def move(who: Worker, code: str, track: str, name: str, **answers: object) -> Worker:
    at = f"/cases/{code}/tracks/{track}"
    who.open(at)
    return who.send(at, move=name, save="1", **{f"of:{key}": answer for key, answer in answers.items()})


def presumed(worker: Worker, code: str) -> None:
    worker.record(code, "id.self_report", "yes")
    move(worker, code, "identification", "presume")


def tracks_of(page: Worker) -> str:
    found = re.search(r'<section class="tracks".*?</section>', page.text, re.S)
    return found[0] if found else ""


def test_each_role_sees_its_own_tracks_and_no_word_of_others(lead: FoundedAgency, worker: Worker, code: str) -> None:
    presumed(worker, code)
    lawyer = assign(lead, code, "LR").open(f"/cases/{code}")
    assert "/tracks/asylum" in tracks_of(lawyer)
    assert "dentification" not in tracks_of(lawyer)
    assert "presumed to be a victim" not in lawyer.text
    worker.open(f"/cases/{code}")
    assert "presumed to be a victim" in tracks_of(worker)
    assert "/tracks/asylum" not in worker.text


def test_the_page_of_a_track_one_does_not_see_is_as_if_there_were_none(
    lead: FoundedAgency, worker: Worker, code: str
) -> None:
    presumed(worker, code)
    lawyer = assign(lead, code, "LR")
    hidden, never_was = (lawyer.client.get(f"/cases/{code}/tracks/{kind}") for kind in ("identification", "nonsense"))
    assert (hidden.status_code, never_was.status_code) == (404, 404)
    assert hidden.content == never_was.content
    assert move(lawyer, code, "identification", "presume").status == 404


def test_a_track_not_begun_stands_behind_one_heading(worker: Worker, code: str) -> None:
    shown = tracks_of(worker.open(f"/cases/{code}"))
    before, _heading, behind = shown.partition("Begin another track")
    assert "/tracks/identification" in behind
    assert "/tracks/identification" not in before


def test_what_is_missing_is_told_with_the_question_to_ask(worker: Worker, code: str) -> None:
    worker.open(f"/cases/{code}/tracks/identification")
    assert "Missing, by what you see Reasonable grounds" in worker.plain
    assert re.search(r'form="record" name="fact" value="id\.self_report"', worker.text)
    move(worker, code, "identification", "presume")
    assert worker.status == 422
    assert "Not yet: Reasonable grounds" in worker.plain
    assert "no sign so far" in worker.plain


def test_a_step_is_made_and_shows_where_it_stands_since_when_and_by_whom(worker: Worker, code: str) -> None:
    presumed(worker, code)
    assert worker.address == f"/cases/{code}/tracks/identification"
    assert "Kept Presume that the person is a victim." in worker.plain
    assert '<li aria-current="step" class="here">presumed to be a victim' in worker.text
    assert "What was done Presume that the person is a victim." in worker.plain
    assert re.search(r"presumed to be a victim since \d+ \w+ \d{4}", worker.plain)


def test_the_same_form_sent_twice_is_one_step(worker: Worker, code: str) -> None:
    at = f"/cases/{code}/tracks/safety_plan"
    form = worker.open(at).text.partition('value="draft"')[2].partition("</form>")[0]
    told = dict.fromkeys(re.findall(r'name="(of:\w+)"', form), "as agreed with her")
    sent = {"language": "en", "key": worker.hidden("key"), "move": "draft", "save": "1", **told}
    assert [worker.client.post(at, sent).status_code for _ in range(2)] == [303, 303]
    assert worker.open(at).text.count("<strong>Draft the plan from what the person wants.</strong>") == 1


def test_what_was_typed_comes_back_with_the_error_at_its_field(worker: Worker, code: str) -> None:
    move(worker, code, "safety_plan", "draft", wishes="to be near her sister")
    assert worker.status == 422
    assert ">to be near her sister</textarea>" in worker.text
    at = re.search(r'<a href="#(move-\d+-draft-\w+)">Nothing was changed: a question is not answered yet.', worker.text)
    assert at
    assert f'id="{at[1]}-wrong">Nothing was changed' in worker.text
    assert re.search(r'<details class="move" id="move-\d+-draft" open>', worker.text)


def test_the_authority_finds_grounds_and_its_reasons_are_read_by_who_may(
    lead: FoundedAgency, worker: Worker, code: str
) -> None:
    presumed(worker, code)
    authority = assign(lead, code, "IA")
    move(authority, code, "identification", "find_grounds", reasons=REASONS)
    assert authority.status == 200
    assert REASONS in authority.text
    worker.open(f"/cases/{code}/tracks/identification")
    assert "reasonable grounds found" in worker.plain
    assert "Decide that there are reasonable grounds." in worker.plain


def test_who_may_not_decide_is_offered_no_decision(worker: Worker, code: str) -> None:
    presumed(worker, code)
    worker.open(f"/cases/{code}/tracks/identification")
    assert 'value="find_grounds"' not in worker.text
    assert move(worker, code, "identification", "find_grounds", reasons=REASONS).status == 200
    assert "presumed to be a victim" in worker.plain
    assert "Decide that there are reasonable grounds." not in worker.plain


def test_a_negative_decision_needs_a_second_reader_and_says_by_which_rule(
    lead: FoundedAgency, worker: Worker, code: str
) -> None:
    presumed(worker, code)
    authority = assign(lead, code, "IA")
    move(authority, code, "identification", "find_no_grounds", reasons=REASONS, review_notice=NOTICE)
    assert authority.status == 422
    assert re.search(r'href="#move-0-find_no_grounds-second">Nothing was changed: a question is not', authority.text)
    assert "R-IDN-07 Negative decisions need a second reader, reasons and a review path" in authority.plain
    assert REASONS in authority.text
    assert str(lead["CW"].account) not in authority.text
    told = {"reasons": REASONS, "review_notice": NOTICE, "second": str(lead["CW"].account)}
    move(authority, code, "identification", "find_no_grounds", **told)
    assert authority.status == 422
    assert "the colleague you named holds no role in this case" in authority.plain
    assert REASONS in authority.text
    worker.open(f"/cases/{code}/tracks/identification")
    assert "no reasonable grounds found; a review can be asked for it stands here" not in worker.plain


def test_a_refusal_by_the_law_names_the_rule_and_leads_back_to_the_step(
    lead: FoundedAgency, worker: Worker, code: str
) -> None:
    worker.record(code, "asylum.state", "interview_scheduled")
    officer = assign(lead, code, "PO")
    move(officer, code, "asylum", "hear")
    assert officer.status == 403
    assert "Start an interview" in officer.plain
    assert "R-" in officer.plain
    assert officer.hidden("move") == "hear"
    officer.send(f"/cases/{code}/tracks/asylum", move="hear")
    assert officer.status == 200
    assert re.search(r'<details class="move" id="move-\d+-hear" open>', officer.text)
    assert "an interview" in officer.plain


def test_handing_the_case_over_asks_for_the_second_factor_first(worker: Worker, code: str) -> None:
    move(worker, code, "case", "hand_over", to="legal_aid", wish="she wants a lawyer")
    assert "Give your second factor again" in worker.plain
    assert "she wants a lawyer" not in worker.text


@pytest.mark.parametrize("track", ["identification", "case", "safety_plan"])
def test_no_english_sentence_is_left_on_an_arabic_page(worker: Worker, code: str, track: str) -> None:
    presumed(worker, code)
    arabic = Worker.__new__(Worker)
    arabic.client, arabic.language = worker.client, "ar"
    arabic.open(f"/cases/{code}/tracks/{track}")
    assert arabic.status == 200
    assert LATIN_SENTENCE.findall(plain("<main" + arabic.text.partition("<main")[2].partition("</main>")[0])) == []
