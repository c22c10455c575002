"""A file is refused in one sentence when it is missing, no file, too large, or not what its ending says."""

import os
import zipfile
from pathlib import Path

import pytest

from asylia.exchange import UnreadableFile, read

PLAIN_ZIP = b"PK\x05\x06" + b"\x00" * 18


def refusal(path: Path, on) -> str:
    with pytest.raises(UnreadableFile) as refused:
        read(path, on)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.toml", b"", "the file is empty"),
        ("a.toml", b"PK\x03\x04rest", "its content is an Excel workbook"),
        ("a.toml", b'[facts]\nconsented = "\x00"', "line 2 holds a NUL byte"),
        ("a.toml", b'[facts]\nconsented = "\xff"', "line 2 is not text in UTF-8"),
        ("a.csv", b"%PDF-1.7", "its content is a PDF"),
        ("a.csv", b"id,consented\nA,y\x00es\n", "line 2 holds a NUL byte"),
        ("a.csv", b"id,consented\nA,\xe9\n", "line 2 is not text in UTF-8"),
        ("a.csv", b"\x1f\x8b\x08\x00", "compressed"),
        ("a.csv", b"\xff\xfei", "not text in UTF-8"),
        ("a.xlsx", b"id,consented\n", "its content is no Excel workbook"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest", "password-protected"),
        ("a.xlsx", PLAIN_ZIP, "the workbook is damaged"),
        ("a.xlsm", b"MZ", "its content is no Excel workbook"),
        ("a.xml", b"not xml", "line 1, column 1: this is not well-formed XML"),
        ("a.xml", b"<UNHCR_RRF>", "not well-formed XML"),
        ("a.xml", b"<html/>", "expected the root element UNHCR_RRF"),
        ("a.xml", b"\x89PNG\r\n", "its content is a picture"),
        ("a.docx", b"PK\x03\x04", "expected a file that ends in .toml, .csv, .xlsx, .xlsm, .xml"),
        ("a", b"x", "expected a file that ends in .toml"),
    ],
)
def test_content_that_does_not_fit_the_ending(given, on, name, content, says):
    sentence = refusal(given(name, content), on)
    assert sentence.startswith(f"{name}: ")
    assert says in sentence


def test_a_zip_that_is_no_workbook(tmp_path, on):
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr("hello.txt", "hello")
    assert "the workbook is damaged" in refusal(path, on)


def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path, on):
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    assert "larger than 64 MB" in refusal(path, on)


def test_no_such_file_a_folder_and_a_broken_link(tmp_path, on):
    assert "there is no such file" in refusal(tmp_path / "none.toml", on)
    assert "this is a folder" in refusal(tmp_path, on)
    (tmp_path / "broken.toml").symlink_to(tmp_path / "none.toml")
    assert "there is no such file" in refusal(tmp_path / "broken.toml", on)
    (tmp_path / "circle.toml").symlink_to(tmp_path / "circle.toml")
    assert "cannot be opened" in refusal(tmp_path / "circle.toml", on)
    assert "cannot be opened" in refusal(tmp_path / "nul\x00.toml", on)
    assert "cannot be opened" in refusal(tmp_path / ("long" * 100 + ".toml"), on)


def test_a_link_to_a_file_is_followed(tmp_path, given, on):
    path = given("real.toml", '[facts]\nconsented = "yes"')
    (tmp_path / "link.toml").symlink_to(path)
    assert read(tmp_path / "link.toml", on).people


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_that_nobody_writes_to_is_not_waited_for(tmp_path, on):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "not a regular file" in refusal(tmp_path / "pipe.csv", on)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(given, on):
    path = given("closed.toml", "[facts]")
    path.chmod(0)
    assert "may not be read by you" in refusal(path, on)


def test_a_file_name_cannot_write_to_the_terminal(tmp_path, on):
    assert "\x1b" not in refusal(tmp_path / "a\x1b[2J.toml", on)
