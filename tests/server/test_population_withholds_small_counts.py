"""Counts under eleven are not shown, and cannot be worked out from what is shown (R-CON-08)."""

from __future__ import annotations

import json

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from asylia.server.command import main
from asylia.server.small_counts import SMALLEST_SHOWN, without_small_counts

LINES = st.dictionaries(st.sampled_from("abcde"), st.integers(0, 40), min_size=2).filter(
    lambda counts: sum(counts.values()) >= SMALLEST_SHOWN
)


@given(LINES)
def test_nothing_from_one_to_ten_is_shown(counts):
    shown = without_small_counts(counts)
    assert not any(count is not None and 0 < count < SMALLEST_SHOWN for count in shown.values())
    assert all(count in (None, counts[name]) for name, count in shown.items())


@given(LINES)
def test_what_is_withheld_cannot_be_worked_out_from_the_total(counts):
    """At least two are withheld, together eleven or more, and none of them is told to be small."""
    shown = without_small_counts(counts)
    withheld = [counts[name] for name, count in shown.items() if count is None]
    assert withheld == [] or (len(withheld) >= 2 and sum(withheld) >= SMALLEST_SHOWN)


@given(LINES)
def test_nothing_is_withheld_without_need(counts):
    if not any(0 < count < SMALLEST_SHOWN for count in counts.values()):
        assert without_small_counts(counts) == counts


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 7, "b": 50, "c": 43}, {"a": None, "b": 50, "c": None}),
        ({"a": 7, "b": 93, "c": 0}, {"a": None, "b": None, "c": 0}),
        ({"a": 3, "b": 4, "c": 93}, {"a": None, "b": None, "c": None}),
        ({"a": 5, "b": 6, "c": 89}, {"a": None, "b": None, "c": 89}),
        ({"a": 100, "b": 0}, {"a": 100, "b": 0}),
    ],
)
def test_examples(counts, shown):
    assert without_small_counts(counts) == shown


@pytest.fixture
def register(tmp_path):
    people = [True] * 7 + [False] * 60 + [None] * 33
    pl.DataFrame({"loc.outside_origin": people}).write_parquet(tmp_path / "r.parquet")
    return str(tmp_path / "r.parquet")


def test_the_command_withholds_and_says_so(register, capsys):
    assert main(["population", register]) == 0
    text = capsys.readouterr().out
    (line,) = (line for line in text.splitlines() if "ref.outside" in line)
    assert line.split() == ["ref.outside", "withheld", "0", "withheld", "60"]
    assert "Counts under 11 are withheld" in text


def test_json_has_null_for_what_is_withheld(register, capsys):
    main(["population", register, "--json"])
    found = json.loads(capsys.readouterr().out)
    assert found["findings"]["ref.outside"] == {
        "indicated": None,
        "presumed": 0,
        "unknown": None,
        "not_indicated": 60,
    }
    assert found["smallest_shown"] == SMALLEST_SHOWN


def test_exact_shows_everything(register, capsys):
    main(["population", register, "--json", "--exact"])
    found = json.loads(capsys.readouterr().out)
    assert found["findings"]["ref.outside"]["indicated"] == 7
    assert found["smallest_shown"] == 0


def test_of_fewer_than_eleven_people_nothing_is_shown(tmp_path, capsys):
    pl.DataFrame({"loc.outside_origin": [True] * 10}).write_parquet(tmp_path / "r.parquet")
    assert main(["population", str(tmp_path / "r.parquet")]) == 0
    text = capsys.readouterr().out
    assert "Fewer than 11 people" in text
    assert "ref.outside" not in text
    main(["population", str(tmp_path / "r.parquet"), "--json"])
    found = json.loads(capsys.readouterr().out)
    assert (found["people"], found["findings"]) == (None, {})


def test_the_bar_is_for_a_terminal_only(register, capsys):
    main(["population", register])
    assert capsys.readouterr().err == ""
