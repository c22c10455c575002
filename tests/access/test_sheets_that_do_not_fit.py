"""A sheet of another version, a line with a sign too many or a foreign one, and shares of two lengths are refused."""

from __future__ import annotations

import pytest

from asylia.access.custodians import LINES, ShareError, _check, meeting_zero, read_share, split
from asylia.access.custodians_paper import SlipError, paper_bytes, paper_lines
from asylia.access.vault import Key
from asylia.record.case_code import ALPHABET


def test_the_three_are_numbered_and_come_back_from_paper_as_they_were() -> None:
    shares = split(Key.new())
    assert [share.number for share in shares] == [1, 2, 3]
    for share in shares:
        read = read_share(share.lines())
        assert (read.number, read.set_id, read.point) == (share.number, share.set_id, share.point)


def test_blank_lines_between_do_not_matter() -> None:
    share = split(Key.new())[0]
    typed = [line for written in share.lines() for line in (written, "", "  ")]
    assert read_share(typed).point == share.point


def test_a_sheet_of_another_version_is_refused() -> None:
    share = split(Key.new())[0]
    for version in (0, 2):
        body = bytes([version]) + share.set_id + bytes([share.number]) + bytes(share.point.reveal())
        with pytest.raises(ShareError, match="Several signs"):
            read_share(paper_lines(body + _check(body), LINES))


def test_no_thirteenth_sign_makes_a_line_right() -> None:
    line = paper_lines(b"Mira", 1)[0]
    for sign in ALPHABET:
        with pytest.raises(SlipError):
            paper_bytes([line + sign], 8)


@pytest.mark.parametrize("foreign", ["A", "!", "ß"])
def test_no_check_sign_makes_a_line_with_a_foreign_sign_right(foreign: str) -> None:
    line = paper_lines(b"Mira", 1)[0]
    for sign in ALPHABET:
        with pytest.raises(SlipError):
            paper_bytes([foreign + line[1:-1] + sign], 8)


def test_bytes_that_need_one_more_place_are_none() -> None:
    assert paper_bytes(paper_lines((256**4 - 1).to_bytes(4, "big"), 1), 4) == b"\xff" * 4
    assert paper_bytes(paper_lines((256**4).to_bytes(5, "big"), 1), 4) is None
    assert paper_bytes(paper_lines((256**4 + 1).to_bytes(5, "big"), 1), 4) is None


def test_points_of_two_lengths_do_not_meet() -> None:
    with pytest.raises(ValueError, match="shorter"):
        meeting_zero(1, b"abc", 2, b"ab")
