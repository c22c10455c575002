"""`./asylia population` counts what `./asylia assess` says of each person, from CSV and from Parquet, in any chunks."""

from __future__ import annotations

import csv
import json
import random
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from tests.law.random_people import ON

from asylia.assessment import report
from asylia.exchange import large_register, read
from asylia.law import FACTS
from asylia.screening import INDICATORS
from asylia.server.command import REFUSED, main

COUNT = 80
DAY = ON.isoformat()


def cell(key: str, rng: random.Random) -> str:
    """An answer as somebody writes it into a spreadsheet, the unknown ones among them."""
    if rng.random() < 0.5:
        return rng.choice(["", "unknown", "asked", "declined"])
    kind = "ternary" if key in INDICATORS else FACTS[key].type
    if kind == "ternary":
        return rng.choice(["yes", "no", "denied", "Yes"])
    if kind == "number":
        return rng.choice(["9", "17", "18", "۳۰", "41"])
    if kind == "date":
        return rng.choice(["2026-03-01", "2026-02-20", "2025-01-01"])
    words = [word for word in FACTS[key].values if word != "unknown"]
    return ";".join(rng.sample(words, rng.randint(1, 2))) if kind == "set" else rng.choice(words)


def register(seed: int) -> tuple[list[str], list[list[str]]]:
    """Header and rows of invented people."""
    rng = random.Random(seed)
    keys = [*rng.sample(list(FACTS), 90), *rng.sample(list(INDICATORS), 40)]
    header = ["id", "born", "languages", *keys]
    rows = [
        [f"p{number}", rng.choice(["", "2010", "1990-05", "2008-03-02"]), "fa", *(cell(key, rng) for key in keys)]
        for number in range(COUNT)
    ]
    return header, rows


def write_csv(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def write_parquet(path: Path, header: list[str], rows: list[list[str]]) -> Path:
    pl.DataFrame(rows, schema=dict.fromkeys(header, pl.String), orient="row").write_parquet(path)
    return path


def counted(capsys: pytest.CaptureFixture[str], path: Path, *options: str) -> dict:
    assert main(["population", str(path), "--on", DAY, "--json", "--exact", *options]) == 0
    return json.loads(capsys.readouterr().out)


def one_by_one(path: Path, country: str | None) -> dict:
    """The same, added up from single assessments."""
    people = report(read(path, ON), country, ON)["people"]
    return {
        "people": len(people),
        "findings": {name: Counter(person["findings"][name] for person in people) for name in people[0]["findings"]},
        "guards": {
            action: Counter(person["guards"][action]["verdict"] for person in people) for action in people[0]["guards"]
        },
        "levels": {"screen.level": Counter(person["screening"]["level"] for person in people)},
    }


def without_zeros(found: dict) -> dict:
    return {
        group: {name: {key: count for key, count in line.items() if count} for name, line in found[group].items()}
        for group in ("findings", "guards", "levels")
    } | {"people": found["people"]}


@pytest.mark.parametrize("country", [None, "XA"])
@pytest.mark.parametrize("seed", [1, 2])
def test_csv_is_counted_as_it_is_assessed(tmp_path, capsys, seed, country):
    path = write_csv(tmp_path / "register.csv", *register(seed))
    found = counted(capsys, path, *(["--country", country] if country else []))
    assert without_zeros(found) == without_zeros(one_by_one(path, country))


def test_parquet_is_counted_as_the_same_csv(tmp_path, capsys):
    header, rows = register(3)
    from_csv = counted(capsys, write_csv(tmp_path / "register.csv", header, rows))
    from_parquet = counted(capsys, write_parquet(tmp_path / "register.parquet", header, rows))
    assert from_parquet == from_csv


def test_typed_columns_are_counted_as_words_are(tmp_path, capsys):
    words = pl.DataFrame(
        {"loc.outside_origin": ["yes", "no", None] * 10, "person.declared_age": ["17", "30", None] * 10},
        schema_overrides={"I-DR-01": pl.String},
    ).with_columns(pl.Series("I-OB-01", ["yes", None, "no"] * 10))
    typed = words.select(
        pl.col("loc.outside_origin") == "yes",
        pl.col("person.declared_age").cast(pl.Int16),
        pl.col("I-OB-01") == "yes",
    )
    words.write_parquet(tmp_path / "words.parquet")
    typed.write_parquet(tmp_path / "typed.parquet")
    assert counted(capsys, tmp_path / "words.parquet") == counted(capsys, tmp_path / "typed.parquet")


@pytest.mark.parametrize("size", [7, 33])
def test_the_size_of_a_chunk_changes_nothing(tmp_path, capsys, monkeypatch, size):
    header, rows = register(4)
    rows[11][0] = rows[3][0]
    whole = counted(capsys, write_csv(tmp_path / "register.csv", header, rows))
    monkeypatch.setattr(large_register, "PEOPLE_IN_A_CHUNK", {".csv": size, ".parquet": size})
    assert counted(capsys, tmp_path / "register.csv") == whole
    assert counted(capsys, write_parquet(tmp_path / "register.parquet", header, rows))["guards"] == whole["guards"]


def test_bad_rows_are_set_aside_with_their_reasons_and_the_rest_is_counted(tmp_path, capsys):
    header = ["id", "born", "loc.outside_origin", "person.declared_age", "I-OB-01"]
    rows = [[f"p{number}", "", "yes", "30", "no"] for number in range(12)]
    rows += [
        ["p1", "", "yes", "30", "no"],
        ["a", "", "perhaps", "30", "no"],
        ["b", "", "yes", "300", "no"],
        ["c", "2030", "yes", "30", "no"],
        ["d", "", "yes", "30", "maybe"],
        ["e" * 65, "", "yes", "30", "no"],
        ["f", "", "yes", "30", "no", "one too many"],
    ]
    found = counted(capsys, write_csv(tmp_path / "register.csv", header, rows))
    assert found["people"] == 12
    assert found["findings"]["ref.outside"]["indicated"] == 12
    set_aside = {one["row"]: one["reason"].split(":")[0] for one in found["set_aside"]["first"]}
    assert set_aside == {
        "row 14": "id",
        "row 15": "loc.outside_origin",
        "row 16": "person.declared_age",
        "row 17": "born",
        "row 18": "I-OB-01",
        "row 19": "id",
        "row 20": "6 cells where the header has 5 columns",
    }
    assert found["set_aside"]["count"] == 7
    everything = json.dumps(found)
    assert "perhaps" not in everything
    assert "maybe" not in everything


def test_nobody_counted_is_exit_2(tmp_path, capsys):
    path = write_csv(tmp_path / "register.csv", ["loc.outside_origin"], [["perhaps"]] * 3)
    assert main(["population", str(path)]) == REFUSED
    assert "Set aside: 3 rows" in capsys.readouterr().out
