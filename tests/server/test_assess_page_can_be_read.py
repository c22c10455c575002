"""The page in the terminal says first what must not be done, and never calls anyone a victim."""

from __future__ import annotations

from pathlib import Path

import pytest

from asylia.screening import NOT_VALIDATED
from asylia.server.command import main


@pytest.fixture
def page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    file = tmp_path / "a.toml"
    file.write_text(
        '[facts]\n"person.declared_age" = 16\n"act.received" = "yes"\n"purpose.occurred" = "yes"\n', "utf-8"
    )
    assert main(["assess", str(file), "--country", "UY", "--on", "2026-03-02"]) == 0
    return capsys.readouterr().out


def test_what_must_not_be_done_comes_first(page: str) -> None:
    order = [page.index(title) for title in ("Must not be done now", "Due", "Ask next", "Findings", "Rights that have")]
    assert order == sorted(order)


def test_it_says_that_values_of_the_country_are_not_checked(page: str) -> None:
    assert "values not checked by a lawyer" in page


def test_it_says_what_a_level_is_worth(page: str) -> None:
    assert NOT_VALIDATED in page


def test_nobody_is_called_a_victim(page: str) -> None:
    assert "is a victim" not in page
    assert "score" not in page.lower()
