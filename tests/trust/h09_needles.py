"""Invented names, numbers and addresses in seven scripts, and every form in which one might be kept in clear."""

from __future__ import annotations

import base64
import json
import random
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

SCRIPTS = {
    "Latin": "aáâbcçdeéèfgǧhıjklmnñoöóprsştuüvyz",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويآ",
    "Cyrillic": "абвгґдежзиіїйклмнопрстуфхцчшщьюяё",
    "Greek": "αάβγδεέζηήθικλμνξοόπρστυφχψωώ",
    "Devanagari": "अआइईउऊएऐओऔकखगघचछजझटठडढतथदधनपफबभमयरलवशषसह",
    "Ethiopic": "ሀለሐመሠረሰሸቀበተቸኀነኘአከኸወዐዘዠየደጀገጠጨጰጸፀፈፐ",
    "Han": "安白陈东方高海江金林明南青山石水天王文西小阳云张中",
}
KINDS = ("name", "phone", "passport", "address")
SHORTEST = 15
"""Bytes of the shortest needle: wherever it lies, one of its first eight pieces then begins at a multiple of eight."""

PIECE = 8
LARGEST_PACKED = 8 * 1024 * 1024


def values(number: int) -> list[tuple[str, str]]:
    """Kind and value, each made up by chance, so that it is nowhere but where it was put."""
    chance = random.Random(9)
    made = []
    scripts = list(SCRIPTS.values())
    for count in range(number):
        kind = KINDS[count // len(scripts) % len(KINDS)]
        made.append((kind, _value(kind, scripts[count % len(scripts)], chance)))
    return made


def _value(kind: str, letters: str, chance: random.Random) -> str:
    def word(length: int) -> str:
        return "".join(chance.choice(letters) for _ in range(length)).title()

    if kind == "phone":
        return "+999 " + " ".join(f"{chance.randrange(1000):03}" for _ in range(5))
    if kind == "passport":
        return "".join(chance.choice("ABCDEFGHKLMNPRSTUXYZ") for _ in range(4)) + f"{chance.randrange(10**13):013}"
    if kind == "address":
        return f"{word(9)} {chance.randrange(100, 999)}, {word(9)}"
    return f"{word(8)} {word(9)}"


def forms(value: str) -> Iterator[bytes]:
    """How a value may be written in a file: its signs, how they are composed, their bytes, and ways to wrap them."""
    texts = {form(value) for form in (_nfc, _nfd)}
    texts |= {text.casefold() for text in texts} | {text.upper() for text in texts}
    for text in texts:
        raw = text.encode()
        yield raw
        yield text.encode("utf-16-le")
        yield text.encode("utf-16-be")
        yield quote(text).encode()
        yield quote(text, safe="+").replace("%20", "+").encode()
        escaped = json.dumps(text)[1:-1]
        yield escaped.encode()
        yield escaped.replace("\\u", "\\\\u").encode()
        yield raw.hex().encode()
        yield raw.hex().upper().encode()
        yield from based(raw)


def based(raw: bytes) -> Iterator[bytes]:
    """The signs of base64 that stand for these bytes wherever they begin in what was encoded."""
    for before in range(3):
        for encode in (base64.b64encode, base64.urlsafe_b64encode):
            signs = encode(b"\0" * before + raw)
            yield signs[(0, 2, 3)[before] : len(signs) // 4 * 4 - 4]


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


class Hunt:
    """Looks for many needles in many bytes at once."""

    def __init__(self, wanted: Iterable[str]) -> None:
        self._value_of = {needle: value for value in wanted for needle in forms(value)}
        short = [needle for needle in self._value_of if len(needle) < SHORTEST]
        assert not short, short
        self._needles: dict[int, set[bytes]] = {}
        for needle in self._value_of:
            for at in range(PIECE):
                piece = int.from_bytes(needle[at : at + PIECE], "little")
                self._needles.setdefault(piece, set()).add(needle)
        self._pieces = frozenset(self._needles)

    @property
    def needles(self) -> int:
        return len(self._value_of)

    def in_bytes(self, raw: bytes) -> set[str]:
        """The values that lie in these bytes in any form, also packed by gzip or zlib."""
        return self._plain(raw) | {value for inner in unpacked(raw) for value in self._plain(inner)}

    def _plain(self, raw: bytes) -> set[str]:
        whole = memoryview(raw + b"\0" * (-len(raw) % PIECE)).cast("Q")
        suspects = self._pieces.intersection(whole)
        wanted = {needle for piece in suspects for needle in self._needles[piece]}
        return {self._value_of[needle] for needle in wanted if needle in raw}

    def in_files(self, folders: Iterable[Path]) -> tuple[dict[str, set[str]], int]:
        """For each file that holds a value, the values; and how many bytes were looked through."""
        found: dict[str, set[str]] = {}
        read = 0
        for folder in folders:
            for file in sorted(folder.rglob("*")):
                # The name of a file can tell as much as what is in it.
                hits = self.in_bytes(str(file).encode())
                if file.is_file() and not file.is_symlink():
                    raw = file.read_bytes()
                    read += len(raw)
                    hits |= self.in_bytes(raw)
                if hits:
                    found[str(file.relative_to(folder))] = hits
        return found, read


def unpacked(raw: bytes) -> Iterator[bytes]:
    """What is packed in these bytes, wherever it begins."""
    for mark, window in ((b"\x1f\x8b\x08", 31), (b"\x78\x9c", 15), (b"\x78\x01", 15), (b"\x78\xda", 15)):
        at = raw.find(mark)
        while at >= 0:
            with suppress(zlib.error):
                yield zlib.decompressobj(window).decompress(raw[at:], LARGEST_PACKED)
            at = raw.find(mark, at + 1)
