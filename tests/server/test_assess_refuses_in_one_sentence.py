"""A file, country or date that cannot be used is refused in one sentence, with exit code 2 and nothing half done."""

from __future__ import annotations

from pathlib import Path

import pytest

from asylia.server.command import main


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.toml", b'[facts]\n"means.forse" = "yes"\n', "means.force"),
        ("a.toml", b'[facts]\n"means.force" = "perhaps"\n', "expected one of: yes, no"),
        ("a.toml", b'[facts]\n"sv.last_date" = "2026-02-30"\n', "sv.last_date"),
        ("a.toml", b'[facts]\n"person.declared_age" = 300\n', "0 to 120"),
        ("a.toml", b"[facts\n", "a.toml"),
        ("a.toml", b"\x00\x01", "a.toml"),
        ("a.csv", b"id,means.forse\n1,yes\n", "means.force"),
        ("a.xml", b"<UNHCR_RRF/>", "a.xml"),
        ("a.xlsx", b"not a workbook", "a.xlsx"),
        ("a.exe", b"MZ", ".toml"),
    ],
)
def test_a_file_that_cannot_be_used(
    name: str, content: bytes, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert main(["assess", str(file), "--json"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err
    assert "Traceback" not in told.err
    assert len(told.err.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--country", "ZZ"], "XA"),
        (["--on", "31.3.2026"], "2026-03-02"),
        (["--on", "2026-02-30"], "2026-03-02"),
    ],
)
def test_a_country_or_day_that_cannot_be(
    arguments: list[str], says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.toml"
    file.write_text("[facts]\n", "utf-8")
    assert main(["assess", str(file), *arguments]) == 2
    assert says in capsys.readouterr().err


def test_a_bad_row_is_set_aside_and_the_rest_assessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,person.declared_age,act.received\nA,17,yes\nB,seventeen,yes\n", "utf-8")
    assert main(["assess", str(file)]) == 0
    told = capsys.readouterr()
    assert "Person A" in told.out
    assert "seventeen" not in told.out + told.err
    assert "Set aside" in told.err


def test_nobody_left_to_assess_is_not_a_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_text("id,person.declared_age\nB,seventeen\n", "utf-8")
    assert main(["assess", str(file), "--json"]) == 2
    assert '"people": []' in capsys.readouterr().out
