"""The product carries the schemas and code lists it needs, and says whose they are."""

from asylia.exchange.code_lists import STANDARDS, errf_texts, htcds_codes, htcds_core_by_label, htcds_fields


def test_every_standard_has_its_source_and_licence_in_the_notice():
    notice = STANDARDS.joinpath("NOTICE.md").read_text("utf-8")
    for folder in STANDARDS.iterdir():
        if folder.is_dir():
            assert f"## {folder.name}/" in notice
    assert "Licence: MIT" in notice
    assert "Creative Commons Attribution 4.0" in notice
    assert "does not endorse" in notice


def test_the_lists_are_whole():
    assert len(errf_texts("CountryCode")) == 255
    assert len(errf_texts("VulnerabilityCode")) == 12
    assert errf_texts("CountryCode")["AUS"] == "Austria"
    assert len(htcds_fields()) == 84
    assert len(htcds_core_by_label()) == 40
    assert len(htcds_codes("vic_MethodsOfControl")) == 16


def test_lists_without_a_header_lose_no_row():
    assert "AAA" in errf_texts("LanguageCode")
    assert "1" in errf_texts("OccupationCode")
    assert "LANGUAGECODE" not in errf_texts("LanguageCode")
    assert "VULNERABILITYCODE" not in errf_texts("VulnerabilityCode")
