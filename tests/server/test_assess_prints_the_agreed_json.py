"""`asylia assess --json` prints exactly what other programs were promised."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from asylia.law.actions import ACTIONS
from asylia.law.findings import FINDINGS
from asylia.server.command import main

PERSON = """
[person]
id = "practice-1"
born = 1995
languages = ["ar"]

[facts]
"person.age_doubt" = "no"
"det.held" = { value = "yes", at = "2026-03-01T10:00+01:00" }
"off.link" = "asked"

[facts.means]
deception = "yes"

[indicators]
I-EX-02 = "yes"
I-CD-01 = "yes"
"""


@pytest.fixture
def printed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    file = tmp_path / "person.toml"
    file.write_text(PERSON, "utf-8")
    assert main(["assess", str(file), "--country", "XA", "--on", "2026-03-02T09:00+01:00", "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_the_law_says_which_law_it_is(printed: dict[str, dict[str, str]]) -> None:
    assert printed["law"]["country"] == "XA"
    assert printed["law"]["on"] == "2026-03-02T09:00:00+01:00"
    assert printed["law"]["version"]


def test_every_finding_and_every_guard_is_there(
    printed: dict[str, list[dict[str, dict[str, dict[str, object]]]]],
) -> None:
    person = printed["people"][0]
    assert set(person["findings"]) == {finding.name for finding in FINDINGS} == set(person["because"])
    assert set(person["findings"].values()) <= {"indicated", "not_indicated", "unknown", "presumed"}
    assert tuple(person["guards"]) == ACTIONS
    for guard in person["guards"].values():
        assert set(guard) == {"verdict", "hard", "rules", "ask"}
        assert guard["verdict"] in {"refuse", "hold", "allow"}
        assert bool(guard["rules"]) == (guard["verdict"] != "allow")


def test_every_due_date_names_its_start(printed: dict[str, list[dict[str, list[dict[str, object]]]]]) -> None:
    deadlines = printed["people"][0]["deadlines"]
    release = next(due for due in deadlines if due["rule"] == "R-DET-01")
    assert release["due"] == "2026-03-02T10:00:00+01:00"
    assert release["start"] == {"at": "2026-03-01T10:00:00+01:00", "by": "det.held"}
    assert release["legal"] is False


def test_each_step_names_rule_facts_and_what_is_missing(
    printed: dict[str, list[dict[str, dict[str, list[dict[str, object]]]]]],
) -> None:
    steps = printed["people"][0]["because"]["trafficking"]
    assert {"rule", "value", "cites", "facts", "missing"} <= set(steps[0])
    means = next(step for step in steps if step["rule"] == "R-TRF-02")
    assert means["value"] == "indicated"
    assert means["facts"] == {"means.other_coercion": "yes", "means.deception": "yes"}
    assert means["cites"][0] == "PAL 3(a)"  # type: ignore[index]


def test_what_was_asked_is_not_asked_again(printed: dict[str, list[dict[str, dict[str, object]]]]) -> None:
    person = printed["people"][0]
    assert person["next_question"]["fact"] != "off.link"
    assert all(guard["ask"] != "off.link" for guard in person["guards"].values())  # type: ignore[index]
