"""Each of the official eRRF samples has the outcome that docs/files.md says."""

from pathlib import Path

import pytest

from asylia.exchange import read

DOCUMENT = Path(__file__).parents[2] / "docs" / "files.md"
ROWS = [
    tuple(cell.strip() for cell in line.strip("| \n").split("|"))
    for line in DOCUMENT.read_text("utf-8").splitlines()
    if line.startswith(("| V3-TEST", "| V4-TEST"))
]
DOCUMENTED = {name: (int(assessed), int(aside), "".join(said)) for name, assessed, aside, *said in ROWS}


def test_all_samples_are_documented(samples):
    assert set(DOCUMENTED) == {path.name for path in samples.glob("*.xml")}
    assert len(DOCUMENTED) == 25


@pytest.mark.parametrize("name", DOCUMENTED)
def test_sample(samples, on, name):
    assessed, aside, said = DOCUMENTED[name]
    intake = read(samples / name, on)
    assert (len(intake.people), len(intake.set_aside)) == (assessed, aside)
    sayings = [note.replace("The form", "the form") for note in intake.notes]
    sayings += [f"{person.id}: {note.removeprefix('The form: ')}" for person in intake.people for note in person.notes]
    sayings += [f"{each.row}: {each.reason}" for each in intake.set_aside]
    faults = [saying for saying in sayings if "line " in saying]
    if said:
        assert [saying for saying in faults if saying.startswith(said)]
    else:
        assert faults == []


@pytest.mark.parametrize("name", DOCUMENTED)
def test_no_name_number_or_picture_of_a_sample_is_taken_over(samples, on, name):
    told = repr(read(samples / name, on))
    for personal in (
        "Abcd",
        "Qerty",
        "BUNNY",
        "Samanta",
        "199-0026",
        "417-0000",
        "cc4e69b8",
        "iVBOR",
        "Leszek",
        "Bolec",
    ):
        assert personal not in told


def test_every_reason_of_the_sample_with_many_faults_is_told(samples, on):
    (aside,) = read(samples / "V3-TEST-MultipleErrors.xml", on).set_aside
    for element in ("RegistrationDate", "GivenName", "OriginCountryCode", "NationalityCode", "ReligionCode"):
        assert element in aside.reason
    assert "EthnicityCode" in aside.reason
    assert aside.reason.count("OccupationCode: ") == 2


def test_the_fifth_of_a_case_is_not_lost(samples, on):
    people = read(samples / "V4-TEST.xml", on).people
    assert [person.id for person in people] == [f"individual {number}" for number in range(1, 6)]
    assert people[0].known.facts == {"person.declared_age": 46.0}
    assert "need.torture_trauma" in {question.fact for question in people[0].questions}
    assert "need.disability" in {question.fact for question in people[1].questions}
