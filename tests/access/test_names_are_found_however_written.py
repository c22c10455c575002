"""A name is found by its usual spellings, in another script and with other spaces; what was stored stays as it was."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.blind_index import name_fingerprints, name_lookup
from asylia.access.blind_index_names import folded, number_folded, sound
from tests.access.agencies import HARBOUR, keyring

KEY = keyring(HARBOUR).index_keys("A", "name")[0]


def found(saved: str, searched: str) -> list[str]:
    """The kinds of term by which a saved name is found, the surest first."""
    stored = name_fingerprints(KEY, saved)
    lookup = name_lookup([KEY], searched)
    return [kind for kind, prints in lookup.items() if prints and set(prints) <= stored]


SAME_FOLDED = [
    ("إبراهيم", "ابراهيم"),
    ("إبراهيم", "اِبْراهیم"),
    ("إبراهيم", "ا\u0654براهيم"),
    ("آمنة", "امنه"),
    ("فاطمة", "فاطمه"),
    ("موسى", "موسي"),
    ("كريم", "کریم"),
    ("مؤمن", "مومن"),
    ("محمـــد", "محمد"),
    ("مُحَمَّد", "محمد"),
    ("علی\u200cرضا", "علیرضا"),
    ("هێمن", "ھيمن"),
    ("Guðjohnsen", "Gudjohnsen"),
    ("Škoda", "Skoda"),
    ("Nguyễn", "Nguyen"),
    ("Øyvind", "Oyvind"),
    ("GUÐJOHNSEN", "gudjohnsen"),
    ("Łukasz", "Lukasz"),
    ("Straße", "strasse"),
    ("İbrahim Işık", "ibrahim isik"),
    ("O’Brien", "O'Brien"),
    ("N'Diaye", "NDiaye"),
    ("Jean-Luc", "Jean Luc"),
    ("Ｍｉｒａ", "Mira"),
    ("Мақсат", "Мақсат"),
    ("Алексей", "Алексеи"),
    ("ሐይሌ", "ኃይሌ"),
    ("ሠናይት", "ሰናይት"),
    ("ፀጋዬ", "ጸጋዬ"),
    ("ዓለም", "አለም"),
    ("שָׁלוֹם", "שלום"),
    ("عبد الرحمن", "عبدالرحمن"),
    ("Ngũgĩ wa Thiong'o", "Ngugi wa Thiongo"),
]


@pytest.mark.parametrize(("saved", "searched"), SAME_FOLDED)
def test_spellings_of_one_script_are_one_name(saved: str, searched: str) -> None:
    assert "whole" in found(saved, searched)
    assert "whole" in found(searched, saved)


SAME_SOUND = [
    ("عبد الرحمن", "Abdulrahman"),
    ("عبد الرحمن", "Abd al-Rahman"),
    ("عبد الرحمن", "Abdel Rahman"),
    ("عبد الرحمن", "Abdurrahman"),
    ("محمد", "Mohamed"),
    ("محمد", "Muhammad"),
    ("إبراهيم", "Ibrahim"),
    ("فاطمة", "Fatima"),
    ("فاطمة الزهراء", "Fatimah az-Zahra"),
    ("فاطمة الزهراء", "Fatima Alzahra"),
    ("خالد", "Khaled"),
    ("رشيد", "Rachid"),
    ("رشيد", "Rashid"),
    ("جمال", "Gamal"),
    ("جمال", "Djamal"),
    ("قاسم", "Qasem"),
    ("قاسم", "Kassem"),
    ("مصطفى", "Mustafa"),
    ("عثمان", "Othman"),
    ("عثمان", "Osman"),
]


@pytest.mark.parametrize(("saved", "searched"), SAME_SOUND[:-1])
def test_a_name_is_found_in_the_other_script(saved: str, searched: str) -> None:
    assert found(saved, searched)
    assert found(searched, saved)


def test_a_sound_that_differs_is_not_promised() -> None:
    """Osman for Othman is a change of sound, not of spelling. It has to be stored as an alias."""
    assert not found(*SAME_SOUND[-1])


@pytest.mark.parametrize(
    ("saved", "searched"),
    [("Mira", "Mara K"), ("Ali", "Mohamed Ali Hassan"), ("محمد", "أحمد"), ("Ana", "Anna-Maria"), ("مريم", "مروة")],
)
def test_another_name_is_not_found(saved: str, searched: str) -> None:
    assert found(saved, searched) == []


def test_one_word_of_a_name_finds_it_and_all_must_be_there() -> None:
    assert found("Mohamed Ali Hassan", "Ali") == ["word"]
    assert found("Mohamed Ali Hassan", "Hassan Mohamed") == ["word"]
    assert found("Mohamed Ali Hassan", "Hassan Omar") == []


def test_a_person_with_one_name_is_found_by_it() -> None:
    assert found("Suharto", "suharto") == ["whole", "word", "sound"]


@pytest.mark.parametrize("empty", ["", " ", "-", "\u200f", "…", "ـ"])
def test_nothing_is_found_by_nothing(empty: str) -> None:
    assert name_fingerprints(KEY, empty) == frozenset()
    assert found("Mira", empty) == []


@pytest.mark.parametrize(
    ("written", "other"),
    [("FA 1234-567", "fa1234567"), ("۱۲۳۴", "1234"), ("+66 (0)2 ١٢٣", "6602123"), ("ＡＢ１", "AB1")],
)
def test_numbers_are_found_in_any_digits(written: str, other: str) -> None:
    assert number_folded(written) == number_folded(other)


@pytest.mark.parametrize(("one", "other"), [("রহিম", "রহমা"), ("ကို", "ကု"), ("राम", "रमा")])
def test_vowels_that_are_marks_still_tell_names_apart(one: str, other: str) -> None:
    assert folded(one) != folded(other)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(name: str) -> None:
    assert folded(folded(name)) == folded(name)


@given(st.text(max_size=40))
def test_letter_case_and_unicode_form_do_not_matter(name: str) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert folded(unicodedata.normalize(form, name)) == folded(name)


@given(st.text("abcdehlmnrtدرمنلاه ", max_size=20))
def test_names_that_fold_alike_sound_alike(name: str) -> None:
    assert sound(name) == sound(name.upper()) == sound(name.replace("ه", "ة") if name.endswith("ه") else name)


def test_folding_leaves_the_name_itself_alone() -> None:
    name = "اِبْراهیم"
    before = str(name)
    name_fingerprints(KEY, name)
    assert name == before
