"""A wrong TOML file is refused in one sentence that names the file, the place and what is expected."""

import pytest

from asylia.exchange import UnreadableFile


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[fact]\n", ["“fact”", "did you mean “facts”"]),
        ("[facts.persn]\ndeclared_age = 1", ["“persn.declared_age”", "did you mean “person.declared_age”"]),
        ("[person]\nbirn = 2009", ["“birn”", "[person]", "did you mean “born”"]),
        ('[person]\nname = "x"', ["“name”", "id, born, languages"]),
        ('[indicators]\nI-DR-1 = "yes"', ["“I-DR-1”", "did you mean “I-DR-"]),
        ("[facts]\nconsented = true", ["consented", "write “yes” or “no”"]),
        ("[facts]\nconsented = {value = false}", ["consented", "write “yes” or “no”"]),
        ("[indicators]\nI-DR-01 = true", ["I-DR-01", "write “yes” or “no”"]),
        ("[facts]\npurpose.type = [true]", ["purpose.type", "write “yes” or “no”"]),
        ('[facts]\nconsented = "maybe"', ["consented", "yes, no, unknown"]),
        ("[facts]\nperson.declared_age = 121", ["person.declared_age", "a number from 0 to 120"]),
        ("[facts]\nperson.declared_age = 99999999999999999999999999", ["person.declared_age", "too large"]),
        (f"[facts]\nperson.declared_age = {{value = {'9' * 400}}}", ["person.declared_age", "too large"]),
        (f"[facts]\nperson.declared_age = {'9' * 5000}", ["number or nesting too large"]),
        (f"a = {'[' * 5000}", ["not TOML"]),
        ('[facts]\nconsented = {value = "yes", since = 2026-01-01}', ["consented", "{value = …, at = …}"]),
        ("[facts]\nconsented = {at = 2026-01-01}", ["consented", "{value = …, at = …}"]),
        ("[facts]\ndet.since = 2026-13-01", ["not TOML", "line 2"]),
        ("[facts]\ndet.since = 2027-03-01", ["det.since", "future"]),
        ("[facts]\nconsented = ", ["not TOML"]),
        (
            '[facts]\n"consent.share.police" = "no"\nconsent.share.police = "yes"',
            ["consent.share.police", "given twice"],
        ),
        ("facts = 3", ["“facts”", "[facts]"]),
        ("# nothing\n", ["nothing to read", "[person]"]),
        ("[person]\nborn = 2030", ["born", "not after the day"]),
        ("[person]\nborn = 1388", ["born", "Gregorian"]),
        ("[person]\nborn = 2009-02-30", ["not TOML"]),
        ('[person]\nborn = "2009-02-30"', ["born", "2009-05-03"]),
        ("[person]\nborn = true", ["born"]),
        ('[person]\nid = "a\\u0000b"', ["id", "signs that print"]),
        ('[person]\nlanguages = "a b c 1"', ["languages", "fa-AF"]),
        ("[person]\nlanguages = [1]", ["languages", "fa-AF"]),
        ('[facts]\na.b.c.d.e.f.g.h = "yes"', ["is not a fact"]),
    ],
)
def test_the_sentence_names_the_place_and_what_is_expected(read_toml, text, says):
    with pytest.raises(UnreadableFile) as refused:
        read_toml(text)
    sentence = str(refused.value)
    assert sentence.startswith("person.toml: ")
    assert "\n" not in sentence
    for words in says:
        assert words in sentence


def test_what_a_person_said_is_never_repeated(read_toml):
    with pytest.raises(UnreadableFile) as refused:
        read_toml('[facts]\nconsented = "Invented Secret"')
    assert "Invented Secret" not in str(refused.value)
