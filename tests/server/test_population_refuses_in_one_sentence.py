"""A register that is not what it says is refused in one sentence with exit code 2."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from asylia.server.command import REFUSED, main


def refusal(capsys: pytest.CaptureFixture[str], path: Path | str, *options: str) -> str:
    assert main(["population", str(path), *options]) == REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1
    return err


def test_a_header_with_an_unknown_key(tmp_path, capsys):
    (tmp_path / "r.csv").write_text("id,act.recuited\n1,yes\n")
    assert "column 2 “act.recuited” is not a key Asylia knows" in refusal(capsys, tmp_path / "r.csv")
    pl.DataFrame({"act.recuited": [True]}).write_parquet(tmp_path / "r.parquet")
    assert "did you mean “act.recruited”" in refusal(capsys, tmp_path / "r.parquet")


def test_a_column_of_a_shape_that_no_fact_has(tmp_path, capsys):
    pl.DataFrame({"act.recruited": [[True]]}).write_parquet(tmp_path / "r.parquet")
    assert "column “act.recruited” holds lists or structures; expected one of: yes, no" in refusal(
        capsys, tmp_path / "r.parquet"
    )


@pytest.mark.parametrize(
    "content", [b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"id\n1\n"], ids=["start", "hollow", "csv"]
)
def test_what_is_not_parquet(tmp_path, capsys, content):
    (tmp_path / "r.parquet").write_bytes(content)
    assert "cannot be read as Parquet" in refusal(capsys, tmp_path / "r.parquet")


def test_a_file_cut_short(tmp_path, capsys):
    pl.DataFrame({"act.recruited": [True] * 1000}).write_parquet(tmp_path / "whole.parquet")
    (tmp_path / "r.parquet").write_bytes((tmp_path / "whole.parquet").read_bytes()[:-20])
    assert "cannot be read as Parquet" in refusal(capsys, tmp_path / "r.parquet")


def test_a_file_damaged_inside(tmp_path, capsys):
    rows = pl.DataFrame({"id": [f"{number:x}" * 7 for number in range(5000)]})
    rows.write_parquet(tmp_path / "r.parquet", compression="zstd")
    content = bytearray((tmp_path / "r.parquet").read_bytes())
    content[200:4000] = bytes(3800)
    (tmp_path / "r.parquet").write_bytes(bytes(content))
    assert "cannot be read; the file is damaged" in refusal(capsys, tmp_path / "r.parquet")


def test_parquet_that_calls_itself_csv(tmp_path, capsys):
    pl.DataFrame({"act.recruited": [True]}).write_parquet(tmp_path / "r.csv")
    assert "its content is a Parquet file" in refusal(capsys, tmp_path / "r.csv")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"id\n1\x00\n", "line 2 holds a NUL byte"),
        (b"id\n\xff\xfe\xfd\n", "is not text in UTF-8"),
        (b"", "the file is empty"),
        (b'id\n"' + b"a" * 200_000 + b'"\n', "a cell is longer than"),
    ],
    ids=["nul", "latin", "empty", "long"],
)
def test_what_is_not_a_text(tmp_path, capsys, content, said):
    (tmp_path / "r.csv").write_bytes(content)
    assert said in refusal(capsys, tmp_path / "r.csv")


def test_ten_thousand_columns(tmp_path, capsys):
    (tmp_path / "r.csv").write_text(",".join(f"c{number}" for number in range(10_000)) + "\n")
    assert "10,000 columns" in refusal(capsys, tmp_path / "r.csv")


def test_what_is_not_there_or_not_a_file(tmp_path, capsys):
    assert "there is no such file" in refusal(capsys, tmp_path / "none.csv")
    assert "this is not a regular file" in refusal(capsys, tmp_path)
    (tmp_path / "r.xlsx").write_bytes(b"PK")
    assert "expected a file that ends in .parquet or .csv" in refusal(capsys, tmp_path / "r.xlsx")


def test_a_name_with_a_star_is_one_file(tmp_path, capsys):
    pl.DataFrame({"act.recruited": [True]}).write_parquet(tmp_path / "a.parquet")
    assert "there is no such file" in refusal(capsys, tmp_path / "*.parquet")


def test_a_country_without_profile_and_a_day_that_cannot_be(tmp_path, capsys):
    pl.DataFrame({"birth.own_child_date": [date(2026, 1, 1)]}).write_parquet(tmp_path / "r.parquet")
    assert "no country profile" in refusal(capsys, tmp_path / "r.parquet", "--country", "ZZ")
    assert "--on is expected" in refusal(capsys, tmp_path / "r.parquet", "--on", "2026-02-30")


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16"])
def test_what_a_spreadsheet_saves_is_read(tmp_path, capsys, mark):
    (tmp_path / "r.csv").write_text("sep=;\r\nID;loc.outside_origin\r\n1;yes\r\n", encoding=mark)
    assert main(["population", str(tmp_path / "r.csv"), "--exact"]) == 0
    assert "1 people counted" in capsys.readouterr().out
