"""Whatever goes wrong in a command, the person reads one sentence, and the exit code says that it was refused."""

from __future__ import annotations

import argparse
import sys
from types import ModuleType

import pytest

from asylia.law.facts import FactError
from asylia.server import command, commands


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch):
    """Adds a command `trial` that raises what it is given."""

    def install(error: BaseException | None) -> None:
        def run(arguments: argparse.Namespace) -> int:
            if error:
                raise error
            return 0

        module = ModuleType(f"{commands.__name__}.trial", "Try 100 % of it.")
        module.add_arguments = lambda parser: None  # type: ignore[attr-defined]
        module.run = run  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, module.__name__, module)
        found = [argparse.Namespace(name="trial")]
        monkeypatch.setattr("pkgutil.iter_modules", lambda path: found)

    return install


def test_success_is_0(trial) -> None:
    trial(None)
    assert command.main(["trial"]) == 0


def test_an_error_of_asylia_is_told_in_its_own_words(trial, capsys: pytest.CaptureFixture[str]) -> None:
    trial(FactError("person.age: expected a number from 0 to 120."))
    assert command.main(["trial"]) == 2
    assert capsys.readouterr().err == "asylia trial: person.age: expected a number from 0 to 120.\n"


def test_a_file_that_is_not_there_is_named(trial, capsys: pytest.CaptureFixture[str]) -> None:
    trial(FileNotFoundError(2, "No such file or directory", "people.csv"))
    assert command.main(["trial"]) == 2
    assert capsys.readouterr().err == "asylia trial: people.csv: No such file or directory.\n"


def test_an_unexpected_error_gives_its_place_and_repeats_no_content(trial, capsys: pytest.CaptureFixture[str]) -> None:
    trial(KeyError("Synthetic Name"))
    assert command.main(["trial"]) == 2
    told = capsys.readouterr().err
    assert "KeyError at test_command_errors_are_one_sentence.py" in told
    assert "Synthetic" not in told
    assert "Traceback" not in told
    assert told.count("\n") == 1


def test_ctrl_c_is_quiet(trial, capsys: pytest.CaptureFixture[str]) -> None:
    trial(KeyboardInterrupt())
    assert command.main(["trial"]) == 130
    assert capsys.readouterr().err == ""


def test_an_unknown_command_is_refused_and_the_known_ones_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        command.main(["nothing"])
    assert ended.value.code == 2
    assert "serve" in capsys.readouterr().err


def test_help_says_what_each_command_is_for(trial, capsys: pytest.CaptureFixture[str]) -> None:
    trial(None)
    with pytest.raises(SystemExit) as ended:
        command.main(["--help"])
    assert ended.value.code == 0
    assert "Try 100 % of it." in capsys.readouterr().out
