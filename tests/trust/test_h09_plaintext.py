"""H9: nothing that was written of a person lies anywhere in clear, in whatever form."""

from __future__ import annotations

import gzip

from tests.trust.frame import show, sized
from tests.trust.h09_needles import Hunt, values
from tests.trust.h09_plaintext import hunted


def test_nothing_lies_anywhere_in_clear() -> None:
    number = sized(60, 500)
    found = hunted(number)
    show(
        "H9",
        "names, numbers and addresses in seven scripts",
        number,
        f"0 found in clear in {found.bytes / 1e6:.0f} MB, in {found.forms:,} forms, after {found.requests:,} requests;"
        " what was put there in clear was found",
    )


def test_the_hunt_finds_each_form_at_each_place() -> None:
    (_, value), *_others = values(1)
    hunt = Hunt([value])
    for needle in hunt._value_of:
        for before in range(8):
            assert hunt.in_bytes(b"\xff" * before + needle + b"\xff" * 5) == {value}
    assert hunt.in_bytes(b"xx" + gzip.compress(f"of {value}, and more".encode())) == {value}
    assert hunt.in_bytes(b"\xff" * 1000) == set()
