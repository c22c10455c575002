"""`./asylia law` shows a rule, an instrument, the list of all, pages and a query; and helps whoever mistypes."""

from __future__ import annotations

import pytest
import sqlglot

from asylia.law import LAW
from asylia.law.citations import INSTRUMENTS
from asylia.server.command import REFUSED, main


def output(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["law", *arguments]) == 0
    return capsys.readouterr().out


def test_without_a_rule_all_are_listed_by_family(capsys):
    text = output(capsys)
    assert all(rule.id in text and rule.title in text for rule in LAW.rules.values())
    assert text.index("Children\n") < text.index("R-CHD-01") < text.index("Consent, information")


def test_a_regime_narrows_the_list(capsys):
    text = output(capsys, "--regime", "statelessness")
    assert "R-STL-01" in text
    assert "R-TRF-01" not in text


def test_a_rule_is_shown_with_reasons_sources_and_scenarios(capsys):
    text = output(capsys, "R-CHD-05")
    assert "No return without determination" in text
    assert "Rests on binding law" in text
    assert "Under 18: indicated, or not known [child]" in text
    assert "return.execute; nobody may override" in text
    assert "confirmed: read in the original and found there" in text
    assert "Scenarios" in text


@pytest.mark.parametrize("name", ["r-chd-05", "CHD-05", " R-CHD-05 "])
def test_small_letters_and_a_missing_r_are_forgiven(name, capsys):
    assert "No return without determination" in output(capsys, name)


def test_a_principle_shows_what_keeps_it(capsys):
    assert "A static test reads the inputs of every rule." in output(capsys, "R-RFR-04")


@pytest.mark.parametrize("rule_id", LAW.rules)
def test_every_rule_can_be_shown(rule_id, capsys):
    assert LAW.rules[rule_id].title in output(capsys, rule_id)


@pytest.mark.parametrize("code", INSTRUMENTS)
def test_every_instrument_can_be_shown(code, capsys):
    assert "Rules that cite it" in output(capsys, code) or not any(
        code in citation.text for rule in LAW.rules.values() for citation in rule.citations
    )


def test_an_unknown_rule_names_the_nearest(capsys):
    assert main(["law", "R-CHD-99"]) == REFUSED
    assert "Did you mean R-CHD-09?" in capsys.readouterr().err


def test_pages_are_written_into_a_new_folder_and_not_over_anything(tmp_path, capsys):
    folder = tmp_path / "law"
    output(capsys, "--pages", str(folder))
    assert (folder / "index.md").read_text().startswith("# The law as Asylia holds it")
    assert "Scenarios" in (folder / "R-TRF-05.md").read_text()
    assert main(["law", "--pages", str(folder)]) == REFUSED
    assert "is not empty" in capsys.readouterr().err


@pytest.mark.parametrize("dialect", ["duckdb", "postgres", "spark"])
def test_the_query_for_a_database_is_printed(dialect, capsys):
    text = output(capsys, "--sql", dialect, "--country", "XA", "--on", "2026-03-02", "--table", "people")
    tables = {table.name for table in sqlglot.parse_one(text, dialect=dialect).find_all(sqlglot.exp.Table)}
    assert "people" in tables


def test_lines_end_without_blanks(capsys):
    assert [line for line in output(capsys, "R-CHD-05").splitlines() if line != line.rstrip()] == []
