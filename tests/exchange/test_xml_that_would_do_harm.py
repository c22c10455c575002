"""XML bombs and entities that reach out are refused before anything is expanded or opened."""

import time

import pytest

from asylia.exchange import UnreadableFile, read

from .conftest import errf_person, errf_v4

BOMB = (
    '<!DOCTYPE UNHCR_RRF [<!ENTITY a0 "boom">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    + "]>"
)
EXTERNAL = '<!DOCTYPE UNHCR_RRF [<!ENTITY secret SYSTEM "file://{path}">]>'
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'


def with_prolog(prolog: str, name: str = "Invented") -> str:
    return errf_v4(errf_person()).replace(DECLARATION, DECLARATION + prolog).replace(">Invented<", f">{name}<")


@pytest.mark.parametrize("before", ["", "\n", "<!-- harmless -->", "<?note x?>\n<!-- a --><!-- b -->"])
def test_a_bomb(given, on, before):
    path = given("form.xml", with_prolog(before + BOMB, "&a11;"))
    with pytest.raises(UnreadableFile, match="declares a document type"):
        read(path, on)


def test_an_external_entity(given, on, tmp_path):
    (tmp_path / "secret.txt").write_text("Invented Secret")
    prolog = EXTERNAL.format(path=tmp_path / "secret.txt")
    with pytest.raises(UnreadableFile, match="declares a document type") as refused:
        read(given("form.xml", with_prolog(prolog, "&secret;")), on)
    assert "Secret" not in str(refused.value)


def test_an_external_document_type_in_utf_16(given, on):
    text = with_prolog('<!DOCTYPE UNHCR_RRF SYSTEM "http://127.0.0.1:9/a.dtd">').replace("utf-8", "utf-16")
    with pytest.raises(UnreadableFile, match="declares a document type"):
        read(given("form.xml", text.encode("utf-16")), on)


def test_an_entity_nobody_declared(given, on):
    with pytest.raises(UnreadableFile, match="not well-formed"):
        read(given("form.xml", with_prolog("", "&secret;")), on)


def test_a_schema_named_in_the_form_is_not_fetched(given, on):
    text = errf_v4(errf_person()).replace(
        "<UNHCR_RRF ",
        '<UNHCR_RRF xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:schemaLocation="http://tempuri.org/ElectronicRRF.xsd http://127.0.0.1:9/a.xsd" ',
    )
    assert len(read(given("form.xml", text), on).people) == 1


@pytest.mark.parametrize(
    "text",
    ["<a>" * 100_000, "<?x?>" * 200_000 + "<a", "<!--" * 300_000, "<?x" * 300_000, f"<a b='{'x' * 12_000_000}'/>"],
    ids=["deep", "many instructions", "many comments", "open instructions", "one huge text"],
)
def test_xml_made_to_take_long_is_refused_soon(given, on, text):
    began = time.monotonic()
    with pytest.raises(UnreadableFile):
        read(given("form.xml", text), on)
    assert time.monotonic() - began < 5
