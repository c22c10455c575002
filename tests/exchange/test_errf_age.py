"""The date of birth of an eRRF form: as written, estimated, missing, or impossible."""

import pytest


@pytest.mark.parametrize(
    ("born", "estimated", "facts"),
    [
        ("2010-05-03T00:00:00", "0", {"person.declared_age": 16.0}),
        ("2008-11-25T00:00:00+02:00", "0", {"person.declared_age": 18.0}),
        ("2008-11-26T00:00:00+14:00", "0", {"person.declared_age": 17.0}),
        ("2008-11-25T23:30:00-11:00", "0", {"person.declared_age": 18.0}),
        ("2008-01-01T00:00:00", "0", {"person.age_doubt": True}),
        ("2012-06-01T00:00:00Z", "1", {"person.declared_age": 13.0}),
        ("2009-01-01T00:00:00", "true", {"person.declared_age": 16.0}),
        ("2008-06-01T00:00:00", "1", {"person.age_doubt": True}),
        ("2002-06-01T00:00:00", "1", {"person.age_doubt": True}),
        ("2001-06-01T00:00:00", "1", {}),
        (None, "0", {}),
        (None, "1", {}),
    ],
)
def test_what_it_says_of_the_age(read_errf, form_person, born, estimated, facts):
    (person,) = read_errf(form_person(born=born, estimated=estimated)).people
    assert person.known.facts == facts


@pytest.mark.parametrize(
    "born",
    [
        "",
        "1980-02-30T00:00:00",
        "1980-02-03",
        "2030-01-02T00:00:00",
        "1880-01-02T00:00:00",
        "-0400-01-01T00:00:00",
        "x",
    ],
)
def test_one_that_cannot_be_sets_only_this_person_aside(read_errf, form_person, born):
    intake = read_errf(form_person("g1", born=born), form_person("g2"))
    assert [person.id for person in intake.people] == ["individual 2"]
    (aside,) = intake.set_aside
    assert aside.row == "individual 1"
    assert "DateofBirth: expected a date and time such as 1980-01-31T00:00:00" in aside.reason
