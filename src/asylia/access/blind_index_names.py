"""Folds a name so that its usual spellings come together: what is stored stays as it was written.

Two keys: `folded` for spellings of one script (letters with and without marks, the forms of alef, yeh and kaf), and
`sound` for one name in Arabic and in Latin letters, with or without spaces. The first is safe to trust, the second is a
hint: it leaves out vowels.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from asylia.law.facts import ascii_digits

SAME_LETTER = {
    # Arabic, Persian, Urdu, Kurdish, Pashto: one letter for the forms that keyboards mix up.
    **dict.fromkeys("أإآٱٲٳٵ", "ا"),
    **dict.fromkeys("ىیيېۍئےۓێ", "ي"),
    **dict.fromkeys("کڪګك", "ك"),
    **dict.fromkeys("ةۀہھەۃۂ", "ه"),
    **dict.fromkeys("ؤۆۇۈۋ", "و"),
    **dict.fromkeys("ڤڥ", "ف"),
    **dict.fromkeys("ټ", "ت"),
    **dict.fromkeys("ډڈ", "د"),
    **dict.fromkeys("ړڑڕ", "ر"),
    **dict.fromkeys("ڼں", "ن"),
    **dict.fromkeys("ڵ", "ل"),
    "ء": "",
    "ـ": "",
    # Ethiopic: letters that sound alike are written for one another (ሀ ሐ ኀ, ሰ ሠ, አ ዐ, ጸ ፀ; ሃ as ሀ, ኣ as አ).
    **{chr(0x1210 + order): chr(0x1200 + order) for order in range(7)},
    **{chr(0x1280 + order): chr(0x1200 + order) for order in range(7)},
    **{chr(0x1220 + order): chr(0x1230 + order) for order in range(7)},
    **{chr(0x12D0 + order): chr(0x12A0 + order) for order in range(7)},
    **{chr(0x1340 + order): chr(0x1338 + order) for order in range(7)},
    **dict.fromkeys("ሃሓኃ", "ሀ"),
    **dict.fromkeys("ኣዓ", "አ"),
    # Latin letters that do not come apart into a letter and a mark.
    "ð": "d",
    "đ": "d",
    "ɖ": "d",
    "ɗ": "d",
    "þ": "th",
    "ø": "o",
    "ł": "l",
    "ħ": "h",
    "ı": "i",
    "ŋ": "n",
    "ə": "e",
    "ɛ": "e",
    "ɔ": "o",
    "ɓ": "b",
    "ƙ": "k",
    "ƴ": "y",
    "æ": "ae",
    "œ": "oe",
}
"""One letter, or none, for each letter that is written in more than one way."""

SAME_LETTERS = str.maketrans(SAME_LETTER)

WITHOUT_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
"""Marks that may be left out in writing: Latin and Cyrillic accents, Hebrew points, Arabic vowels. No others: in the
scripts of India and Myanmar the marks are the vowels."""


class Term(NamedTuple):
    """One way in which a name may be found: the kind `whole`, `word` or `sound`, and the folded text."""

    kind: str
    text: str


def name_terms(name: str) -> frozenset[Term]:
    """All terms of one name. Nothing but signs that belong to no name gives none."""
    words = folded_words(name)
    if not words:
        return frozenset()
    sounds = sound(name)
    return frozenset(
        [Term("whole", "".join(words)), *(Term("word", word) for word in words)]
        + ([Term("sound", sounds)] if len(sounds) > 1 else [])
    )


def folded(name: str) -> str:
    """The name without spaces, marks, letter case and forms that keyboards mix up."""
    return "".join(folded_words(name))


def folded_words(name: str) -> list[str]:
    """The words of a name, each folded. Hyphens and apostrophes do not part a word."""
    # Arabic letters are made one before they come apart: hamza would be lost as a mark, and alef with it.
    plain = unicodedata.normalize("NFKC", name).casefold().translate(SAME_LETTERS)
    bare = WITHOUT_MARKS.sub("", unicodedata.normalize("NFD", plain)).translate(SAME_LETTERS)
    together = unicodedata.normalize("NFC", ascii_digits(bare))
    words = (_letters(word) for word in together.split())
    return [word for word in words if word]


def number_folded(number: str) -> str:
    """A number of a paper or phone: digits of any script as 0 to 9, capital letters, no spaces or signs."""
    return _letters(ascii_digits(unicodedata.normalize("NFKC", number))).upper()


def _letters(text: str) -> str:
    """The letters, marks and digits alone."""
    return "".join(sign for sign in text if unicodedata.category(sign)[0] in "LMN")


SH, KH, GH = "\1", "\2", "\3"
"""Sounds that Latin letters write with two signs."""

ARABIC_SOUNDS = str.maketrans(
    {
        **dict(zip("بپتدرزسفلمن", "bptdrzsflmn", strict=True)),
        **dict.fromkeys("اعوي", ""),
        "ه": "h",
        "ث": "t",
        "ج": "j",
        "گ": "j",
        "ح": "h",
        "خ": KH,
        "ذ": "d",
        "ژ": "z",
        "ش": SH,
        "چ": SH,
        "ص": "s",
        "ض": "d",
        "ط": "t",
        "ظ": "z",
        "غ": GH,
        "ق": "k",
        "ك": "k",
    }
)
LATIN_SOUNDS = (
    ("tsch", SH),
    ("sch", SH),
    ("sh", SH),
    ("ch", SH),
    ("kh", KH),
    ("gh", GH),
    ("zh", "z"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("dj", "j"),
    ("ck", "k"),
    ("g", "j"),
    ("q", "k"),
    ("c", "k"),
    ("x", "ks"),
)
"""How the letters of one sound are written in Latin, the longer first."""

NO_SOUND = re.compile("[aeiouwy']")
TWICE = re.compile(r"(.)\1+")
ARTICLE = re.compile("l(?=[tdrzsn\1])")


def sound(name: str) -> str:
    """The consonants of a name in Arabic or Latin letters, the same for both. Short: rank it last, and ask.

    l before t, d, r, z, s, sh and n is left out, since the Arabic article is written with it and spoken without; so is
    h at the end of a word, which is written or not. Other scripts stay as they are.
    """
    text = "".join(_sound(word) for word in folded_words(name))
    return TWICE.sub(r"\1", ARTICLE.sub("", TWICE.sub(r"\1", text)))


def _sound(word: str) -> str:
    # Latin first: two Arabic letters side by side are two sounds.
    text = word
    for written, heard in LATIN_SOUNDS:
        text = text.replace(written, heard)
    text = text.translate(ARABIC_SOUNDS)
    return NO_SOUND.sub("", text).removesuffix("h")
