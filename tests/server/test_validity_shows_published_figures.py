"""`asylia validity` shows what is published about a tool at any prevalence, and says what it is not worth."""

from __future__ import annotations

import json

import pytest

from asylia.screening import NOT_VALIDATED
from asylia.screening.validity import STATE_OF_KNOWLEDGE
from asylia.server.command import main


def test_the_figures_of_a_tool_at_another_prevalence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validity", "QYIT", "--prevalence", "5%"]) == 0
    shown = capsys.readouterr().out
    assert "86.7 % (70.3 to 94.7)" in shown
    assert "16.3 %" in shown
    assert STATE_OF_KNOWLEDGE.split(".")[0] in shown
    assert NOT_VALIDATED in shown


@pytest.mark.parametrize("written", ["0.05", "5%", "۵%", "0,05", "٠٫٠٥"])
def test_a_share_may_be_written_in_any_of_the_usual_ways(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validity", "qyit", "--prevalence", written, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["tools"][0]["prevalence"] == pytest.approx(0.05)


def test_all_studies_of_a_tool_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validity", "sscst", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["tools"]) == 4


@pytest.mark.parametrize("arguments", [["nothing"], ["qyit", "--prevalence", "7"], ["qyit", "--prevalence", "nan"]])
def test_what_cannot_be_is_refused_in_a_sentence(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validity", *arguments]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
