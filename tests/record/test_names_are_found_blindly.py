"""A name is found by those whose key made its fingerprints, in the cases they may see, and by nobody else."""

from __future__ import annotations

from asylia.access.blind_index import name_fingerprints, name_lookup
from asylia.access.vault import Key
from asylia.record.cases import give_access
from asylia.record.models import NameIndex
from asylia.record.name_index import cases_by, keep
from asylia.record.rows import acting_as
from tests.record.agencies import NOW, Three

KEY = Key.new()


def kept(three: Three, name: str, field: str = "name.1") -> None:
    with acting_as(three.lead):
        keep(three.case, three.lead, "A", field, name_fingerprints(KEY, name))


def whole(name: str) -> list[bytes]:
    return name_lookup([KEY], name)["whole"]


def test_a_name_is_found_however_it_is_spelt(three: Three) -> None:
    kept(three, "Mira Kestrin")
    with acting_as(three.lead):
        assert list(cases_by(whole("mira  KESTRIN")).values()) == [frozenset({three.case})]
        assert cases_by(whole("Tomo Oduma")) == {}


def test_a_corrected_name_is_no_longer_found_under_the_old(three: Three) -> None:
    kept(three, "Mira Kestrin")
    kept(three, "Ilan", "name.2")
    kept(three, "Mira Kostrin")
    with acting_as(three.lead):
        assert cases_by(whole("Mira Kestrin")) == {}
        assert cases_by(whole("Mira Kostrin"))
        assert cases_by(whole("Ilan"))


def test_two_persons_may_have_one_name(three: Three) -> None:
    from asylia.record.cases import open_case

    kept(three, "Mira Kestrin")
    with acting_as(three.lead):
        other = open_case(three.lead, NOW).case_id
        keep(other, three.lead, "A", "name.1", name_fingerprints(KEY, "Mira Kestrin"))
        assert set().union(*cases_by(whole("Mira Kestrin")).values()) == {three.case, other}


def test_another_agency_finds_nothing_even_in_a_case_it_was_let_into(three: Three) -> None:
    kept(three, "Mira Kestrin")
    with acting_as(three.lead):
        give_access(
            three.lead, three.case, three.partner.agency, "ABCDEFGHIJ", None, NOW, {three.partner.account: "SV"}
        )
    for someone in (three.partner, three.stranger):
        with acting_as(someone):
            assert cases_by(whole("Mira Kestrin")) == {}
            assert not NameIndex.objects.filter(case_id=three.case).exists()


def test_no_name_is_in_the_table(three: Three) -> None:
    kept(three, "Mira Kestrin")
    with acting_as(three.lead):
        for one in NameIndex.objects.filter(case_id=three.case):
            assert len(bytes(one.fingerprint)) == 16
            assert b"ira" not in bytes(one.fingerprint).lower()
