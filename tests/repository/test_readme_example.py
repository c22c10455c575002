"""What the README shows of its example is what a reader gets."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from asylia.server import command

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
EXAMPLE = re.search(r"^    \./asylia (assess .+)$", README, flags=re.MULTILINE)
SHOWN = re.search(r"```\n(.+?)```", README, flags=re.DOTALL)


def test_the_example_gives_what_is_shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert EXAMPLE
    assert SHOWN
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "200")
    assert command.main(shlex.split(EXAMPLE[1])) == 0
    given = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    for line in SHOWN[1].splitlines():
        shown = " ".join(line.split())
        assert any(text.startswith(shown) for text in given), f"Not given any more: {shown}"
