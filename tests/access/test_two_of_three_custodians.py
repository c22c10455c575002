"""Any two custodians bring an agency's vault key back from paper; one alone knows nothing (R46)."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.access.custodians import Share, ShareError, _inverse, _times, meeting_zero, read_share, recovered, split
from asylia.access.custodians_paper import paper_lines
from asylia.access.keyring import Keyring, grant
from asylia.access.keyring_agency import AgencyKey
from asylia.access.keyring_user import UserKey
from asylia.access.vault import Key
from asylia.access.vault_secret import Secret
from tests.access.agencies import COMPARTMENTS, HARBOUR, agency_key, keyring

keys = st.binary(min_size=32, max_size=32)


@given(keys)
def test_any_two_bring_the_key_back_in_any_order(material: bytes) -> None:
    shares = split(Key(material))
    for two in permutations(shares, 2):
        assert recovered(two) == Key(material)
    assert recovered(shares) == Key(material)


@given(keys)
def test_paper_keeps_a_share(material: bytes) -> None:
    shares = split(Key(material))
    for one, other in permutations(shares, 2):
        typed = [[line.lower().replace("-", " ") for line in share.lines()] for share in (one, other)]
        assert recovered([read_share(lines) for lines in typed]) == Key(material)


def test_one_is_not_enough_nor_the_same_one_twice() -> None:
    first, second, third = split(Key.new())
    for shares in ([], [first], [second, second], [third, read_share(third.lines())]):
        with pytest.raises(ShareError, match="not enough"):
            recovered(shares)


def test_one_share_fits_every_secret() -> None:
    """For any share and any key there is another share that would give that key: alone it rules nothing out."""
    share = split(Key.new())[0]
    point = share.point.reveal()
    for key in (Key.new(), Key(bytes(32)), Key(bytes(range(32)))):
        secret = bytes(key.reveal()) + key.id[:4]
        other = bytearray(s ^ _times(2, s ^ y) for s, y in zip(secret, point, strict=True))
        assert recovered([share, Share(share.set_id, 2, Secret(other))]) == key


def test_each_share_alone_is_noise() -> None:
    counted = Counter(byte for _ in range(2000) for byte in split(Key(bytes(32)))[0].point.reveal()[:32])
    # 64,000 bytes: 250 of each expected, standard deviation 16.
    assert len(counted) == 256
    assert 155 < min(counted.values()) <= max(counted.values()) < 345


def test_shares_of_two_splits_do_not_go_together() -> None:
    key = Key.new()
    with pytest.raises(ShareError, match="different times"):
        recovered([split(key)[0], split(key)[1]])


@given(st.integers(0, 35), st.integers(1, 255))
def test_a_forged_share_is_found(at: int, change: int) -> None:
    first, second, _ = split(Key.new())
    second.point.reveal()[at] ^= change
    with pytest.raises(ShareError, match="do not belong together"):
        recovered([first, second])


@given(st.data())
def test_a_slip_names_its_line(data: st.DataObject) -> None:
    lines = list(split(Key.new())[0].lines())
    place, at = data.draw(st.integers(0, 7)), data.draw(st.integers(0, 13))
    sign = lines[place][at]
    other = {"7": "8", "-": "9"}.get(sign, "7")
    lines[place] = lines[place][:at] + other + lines[place][at + 1 :]
    with pytest.raises(ShareError, match=f"Line {place + 1} ") as caught:
        read_share(lines)
    assert all(part not in str(caught.value) for line in lines for part in line.split("-"))


def test_lines_in_another_order_are_found() -> None:
    lines = split(Key.new())[0].lines()
    for one, other in combinations(range(8), 2):
        moved = list(lines)
        moved[one], moved[other] = moved[other], moved[one]
        if lines[one] != lines[other]:
            with pytest.raises(ShareError, match=f"Line {one + 1} "):
                read_share(moved)


@pytest.mark.parametrize("lines", [[], ["HK3T-9WDM-2XP3"], ["HK3T-9WDM-2XP3"] * 9])
def test_another_number_of_lines_is_said(lines: list[str]) -> None:
    with pytest.raises(ShareError, match=f"8 lines of 12 signs; {len(lines)} were typed"):
        read_share(lines)


def test_eight_lines_of_something_else_are_refused() -> None:
    one, other = split(Key.new())[0].lines(), split(Key.new())[0].lines()
    with pytest.raises(ShareError, match="Several signs"):
        read_share([*one[:3], *other[3:]])
    with pytest.raises(ShareError, match="Several signs"):
        read_share(paper_lines(bytes([255] * 49), 8))


def test_bytes_that_do_not_fit_are_not_cut() -> None:
    with pytest.raises(ValueError, match="too few"):
        paper_lines(bytes([255] * 50), 8)


def test_a_share_does_not_show_itself() -> None:
    share = split(Key.new())[1]
    assert repr(share) == "<Share 2 of 3>"


def test_multiplication_is_that_of_the_aes_standard() -> None:
    """FIPS 197, section 4.2: {57} x {83} = {c1}; {57} x {13} = {fe}; {53} and {ca} are inverses."""
    assert _times(0x57, 0x83) == 0xC1
    assert _times(0x57, 0x13) == 0xFE
    assert _times(0x53, 0xCA) == 1
    assert all(_times(byte, _inverse(byte)) == 1 for byte in range(1, 256))
    assert all(_times(byte, 1) == byte and _times(byte, 0) == 0 for byte in range(256))


def test_shares_made_by_another_program_are_understood() -> None:
    """Two of three shares of the bytes 1 to 32, made by an independent program of the same scheme; x comes last."""
    made = [
        "b04e7933505ff1376322855158b757ee1378ab3ee5a758cf544a9849b9f429907d",
        "589f9611a6390cf5576faf47aebf2df32b4cbf4b504fad8399d03ebfe6421764c6",
        "f74c14f4a30d60c760c93295abc7ad48587b739ea9e0b92afe8726baaeaa467f65",
    ]
    points = [(bytes.fromhex(share)[-1], bytes.fromhex(share)[:-1]) for share in made]
    for (x1, one), (x2, two) in permutations(points, 2):
        assert meeting_zero(x1, one, x2, two) == bytes(range(1, 33))


def test_the_whole_vault_opens_again_after_every_user_is_gone() -> None:
    keys = keyring(HARBOUR)
    stored = [keys.new_key("case-1", name, 1) for name in COMPARTMENTS]
    written = [keys.drawer("case-1", key.compartment, [key]).write("name", 1, b"Mira") for key in stored]
    papers = [share.lines() for share in split(agency_key(HARBOUR).key)]
    keys.close()

    root = AgencyKey(HARBOUR, recovered([read_share(papers[2]), read_share(papers[0])]))
    newcomer = UserKey.new("newcomer")
    grants = [grant(root.compartment(name), "newcomer", newcomer.public) for name in COMPARTMENTS]
    again = Keyring.open(newcomer, HARBOUR, grants)
    for key, field in zip(stored, written, strict=True):
        assert again.drawer("case-1", key.compartment, [key]).read("name", 1, field) == b"Mira"
