"""Whatever bytes come under whatever ending, a reader answers with people or with one sentence."""

import io
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asylia.exchange import UnreadableFile, read
from asylia.law.facts import FACTS

from .conftest import errf_need, errf_person, errf_v4

ON = date(2026, 11, 25)
ENDINGS = [".toml", ".csv", ".xlsx", ".xlsm", ".xml"]


def answer(ending: str, content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"given{ending}"
        path.write_bytes(content)
        sentence = ""
        try:
            intake = read(path, ON)
        except UnreadableFile as refused:
            sentence = str(refused)
    if sentence:
        assert sentence.startswith(f"given{ending}: ")
        assert "\n" not in sentence
    else:
        assert intake.people or intake.set_aside


@pytest.mark.parametrize("ending", ENDINGS)
@given(content=st.binary(max_size=400))
@settings(max_examples=60)
def test_bytes(ending, content):
    answer(ending, content)


@pytest.mark.parametrize("ending", ENDINGS)
@given(content=st.text(max_size=400))
@settings(max_examples=60)
def test_text(ending, content):
    answer(ending, content.encode("utf-8", "surrogatepass"))


KEYS = st.one_of(st.sampled_from(sorted(FACTS)), st.text(max_size=12))
VALUES = st.recursive(
    st.one_of(
        st.booleans(), st.integers(), st.text(max_size=8), st.sampled_from(["yes", "no", "asked", "2026-01-01", "nan"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["value", "at", "x"]), inner)),
    max_leaves=4,
)


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(key)} = {as_toml(item)}" for key, item in value.items()) + "}"
    return '"' + "".join(f"\\U{ord(letter):08x}" for letter in str(value) if not 0xD800 <= ord(letter) < 0xE000) + '"'


@given(table=st.sampled_from(["person", "facts", "indicators"]), given_facts=st.dictionaries(KEYS, VALUES, max_size=3))
@settings(max_examples=150)
def test_any_answer_to_any_key_in_toml(table, given_facts):
    lines = [f"{as_toml(key)} = {as_toml(value)}" for key, value in given_facts.items()]
    answer(".toml", "\n".join([f"[{table}]", *lines]).encode())


@given(rows=st.lists(st.lists(st.text(max_size=10), min_size=1, max_size=5), max_size=6))
@settings(max_examples=150)
def test_any_cells_under_a_good_header_in_csv(rows):
    text = "id,born,languages,person.declared_age,I-DR-01\n" + "\n".join(",".join(row) for row in rows)
    answer(".csv", text.encode("utf-8", "surrogatepass"))


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    names = ["prs_Birthdate", "con_Consent", "vic_TypeOfExploitation", "vic_TraffickingStatus", "cas_Status"]
    sheet.append([None, *names])
    sheet.append([None, *names])
    sheet.append([1, date(2009, 5, 3), "yes", "Servitude", None, "Active"])
    written = io.BytesIO()
    book.save(written)
    with zipfile.ZipFile(written) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


@given(choice=st.data())
@settings(max_examples=80)
def test_a_workbook_with_a_damaged_part(parts, choice):
    name = choice.draw(st.sampled_from(sorted(parts)))
    part = parts[name]
    start = choice.draw(st.integers(0, len(part)))
    length = choice.draw(st.integers(0, 40))
    damaged = part[:start] + choice.draw(st.binary(max_size=20)) + part[start + length :]
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as zipped:
        for each, content in parts.items():
            zipped.writestr(each, damaged if each == name else content)
    answer(".xlsx", written.getvalue())


@given(choice=st.data())
@settings(max_examples=80)
def test_a_form_with_a_damaged_place(choice):
    form = errf_v4(errf_person() + errf_person("g2"), blocks=errf_need("SC", "g2"), size=2).encode()
    start = choice.draw(st.integers(0, len(form)))
    length = choice.draw(st.integers(0, 60))
    answer(".xml", form[:start] + choice.draw(st.binary(max_size=20)) + form[start + length :])
