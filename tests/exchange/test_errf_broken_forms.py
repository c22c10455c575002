"""A broken form: whom the fault concerns is set aside, and what cannot be trusted as a whole is refused."""

import pytest

from asylia.exchange import UnreadableFile, read

from .conftest import errf_person, errf_v4


def test_a_person_without_an_element_the_schema_requires(read_errf, form_person):
    broken = form_person("g1").replace("<SexCode>F</SexCode>", "")
    intake = read_errf(broken, form_person("g2"))
    assert [person.id for person in intake.people] == ["individual 2"]
    assert "line 10, NationalityCode: it stands where ArrivalDate or SexCode is expected" in intake.set_aside[0].reason


def test_a_person_with_an_element_of_no_schema(read_errf, form_person):
    broken = form_person("g2").replace("<SexCode>", "<Shoe>invented</Shoe><SexCode>")
    intake = read_errf(form_person("g1"), broken)
    assert [aside.row for aside in intake.set_aside] == ["individual 2"]
    assert "Shoe: it stands where ArrivalDate or SexCode is expected" in intake.set_aside[0].reason
    assert "invented" not in intake.set_aside[0].reason


@pytest.mark.parametrize("key", ["g1", ""])
def test_people_who_cannot_be_told_apart_are_set_aside(read_errf, form_person, key):
    intake = read_errf(form_person(key), form_person(key), form_person("g3"))
    assert [person.id for person in intake.people] == ["individual 3"]
    assert ["IndividualGUID" in aside.reason for aside in intake.set_aside] == [True, True]


def test_an_unsound_block_beside_the_people_is_a_note(given, on):
    alias = "<dataAlias><AliasGUID>a</AliasGUID><IndividualGUID>g1</IndividualGUID></dataAlias>"
    text = errf_v4(errf_person()).replace("<dataResettlement>", f"{alias}<dataResettlement>")
    intake = read(given("form.xml", text), on)
    assert [person.id for person in intake.people] == ["individual 1"]
    assert any("dataAlias: an element is missing; IndividualAliasLastName is expected" in n for n in intake.notes)


def test_a_missing_group_refuses_the_form(given, on):
    text = errf_v4(errf_person())
    start, end = text.index("<dataProcessGroup>"), text.index("</dataProcessGroup>")
    with pytest.raises(UnreadableFile, match="line 17, dataResettlement: it stands where"):
        read(given("form.xml", text[:start] + text[end + len("</dataProcessGroup>") :]), on)


def test_a_person_hidden_in_another_block_refuses_the_form(read_errf, form_person):
    hidden = f"<dataVulnerability>{form_person('g2')}</dataVulnerability>"
    with pytest.raises(UnreadableFile, match="outside a CASE, or inside another block"):
        read_errf(form_person(), blocks=hidden)


def test_an_element_of_another_namespace_refuses_the_form(read_errf, form_person):
    with pytest.raises(UnreadableFile, match="another namespace"):
        read_errf(form_person(), blocks='<x:a xmlns:x="urn:x"/>')


def test_a_group_larger_than_the_list_is_told(read_errf, form_person):
    intake = read_errf(form_person(), size=3)
    assert any("said to have 3 people and 1 are listed: somebody may be missing" in note for note in intake.notes)


@pytest.mark.parametrize("prefix", ["", "f:"])
def test_with_the_namespace_without_it_and_with_a_prefix(given, on, prefix):
    text = errf_v4(errf_person())
    namespace = ' xmlns="http://tempuri.org/ElectronicRRF.xsd"'
    if prefix:
        text = text.replace("</", "\0").replace("<", f"<{prefix}").replace("\0", f"</{prefix}")
        text = text.replace(f"<{prefix}?xml", "<?xml").replace(namespace, namespace.replace("xmlns", "xmlns:f"))
    else:
        text = text.replace(namespace, "")
    assert len(read(given("form.xml", text), on).people) == 1


def test_every_one_of_many_unsound_people_is_set_aside(read_errf, form_person):
    """The validator must not stop counting: whoever it leaves out would pass for sound."""
    people = [form_person(f"g{number}", estimated="perhaps") for number in range(1, 501)]
    intake = read_errf(*people, form_person("g501"))
    assert [person.id for person in intake.people] == ["individual 501"]
    assert len(intake.set_aside) == 500
    assert all("DateofBirthEstimate: expected 0 or 1" in aside.reason for aside in intake.set_aside)


def test_utf_16_and_utf_8_are_read_and_other_encodings_refused(given, on):
    text = errf_v4(errf_person()).replace('encoding="utf-8"', 'encoding="utf-16"')
    assert len(read(given("form.xml", text.encode("utf-16")), on).people) == 1
    latin = errf_v4(errf_person()).replace("Invented", "Inventé").replace("utf-8", "iso-8859-1")
    with pytest.raises(UnreadableFile, match="is not text in UTF-8"):
        read(given("form.xml", latin.encode("iso-8859-1")), on)
