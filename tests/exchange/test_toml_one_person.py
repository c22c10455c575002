"""One person in TOML: however the facts are written, they are the same facts."""

from datetime import UTC, date, datetime

import pytest

from asylia.people import Intake


def only(intake: Intake):
    (person,) = intake.people
    return person


@pytest.mark.parametrize(
    "text",
    [
        '[facts]\n"person.declared_age" = 16\n"guardian.state" = "none"\nconsented = "yes"\n'
        '"consent.share.police" = "no"',
        '[facts]\nperson.declared_age = 16\nguardian.state = "none"\nconsented = "yes"\nconsent.share.police = "no"',
        '[facts]\nconsented = "YES"\n[facts.person]\ndeclared_age = "16"\n[facts.guardian]\nstate = "None"\n'
        '[facts.consent.share]\npolice = " no "',
        '[facts]\nconsented = "yes"\n"consent.share".police = "no"\nguardian = { state = "none" }\n'
        "[facts.person]\ndeclared_age = 16.0",
        '[facts]\nconsented = {value = "yes"}\n[facts.person.declared_age]\nvalue = "۱۶"\n[facts.guardian]\n'
        'state.value = "none"\n[facts.consent]\nshare.police = "no"',
    ],
)
def test_nested_and_quoted_keys_are_the_same(read_toml, text):
    person = only(read_toml(text))
    assert person.known.facts == {
        "person.declared_age": 16.0,
        "guardian.state": "none",
        "consented": True,
        "consent.share.police": False,
    }


def test_an_answer_may_say_since_when(read_toml):
    person = only(read_toml('[facts]\ndet.held = {value = "yes", at = 2026-11-20T08:00:00+01:00}'))
    assert person.known.facts == {"det.held": True}
    assert person.known.at["det.held"] == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_asked_declined_and_denied_are_unknown_and_closed(read_toml):
    person = only(read_toml('[facts]\ntriage.done = "asked"\ndet.held = "declined"\nfear.return = "denied"'))
    assert person.known.facts == {}
    assert person.known.closed == {"triage.done", "det.held", "fear.return"}


def test_indicators_languages_and_id(read_toml):
    text = '[person]\nid = "۱۲"\nlanguages = ["fa-AF", "ps"]\n[indicators]\nI-DR-01 = "yes"\nI-DR-02 = "no"'
    person = only(read_toml(text))
    assert person.id == "12"
    assert person.languages == ("fa-AF", "ps")
    assert person.observed.answers == {"I-DR-01": True, "I-DR-02": False}


def test_nobody_is_named_after_the_file(given, on):
    from asylia.exchange import read

    path = given("Invented Name.toml", '[facts]\nconsented = "yes"')
    assert only(read(path, on)).id == "1"


def test_a_byte_order_mark_and_windows_line_ends_are_taken(given, on):
    from asylia.exchange import read

    path = given("person.toml", b'\xef\xbb\xbf[facts]\r\nconsented = "yes"\r\n')
    assert only(read(path, on)).known.facts == {"consented": True}


def test_a_date_stays_a_date(read_toml):
    person = only(read_toml("[facts]\nbirth.own_child_date = 2026-02-28"))
    assert person.known.facts == {"birth.own_child_date": date(2026, 2, 28)}
