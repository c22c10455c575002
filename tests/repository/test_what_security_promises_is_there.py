"""SECURITY.md names the test that keeps each line true: it is there, and it tests something."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAID = (ROOT / "SECURITY.md").read_text()
PLACES = ("docs/", "src/", "tests/", "tools/")


def named(text: str) -> list[str]:
    """The paths of the repository that a text names, as code or as links."""
    paths = re.findall(r"`([^`\s]+)`", text) + re.findall(r"\]\(([^)#:]+)", text)
    return [path for path in paths if path.startswith(PLACES)]


def tables(text: str) -> Iterator[list[str]]:
    """The rows of tables whose last column names tests, each as its cells; without those of headings."""
    wanted = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")] if line.startswith("|") else []
        if not cells:
            wanted = False
        elif cells[-1] in ("Checked by", "Kept true by"):
            wanted = True
        elif wanted and set(cells[0]) != {"-"}:
            yield cells


def untested(text: str) -> list[str]:
    """What is promised without a test that is there."""
    return [cells[0] for cells in tables(text) if not any(is_tested_by(path) for path in named(cells[-1]))]


def is_tested_by(path: str) -> bool:
    place = ROOT / path
    files = sorted(place.glob("test_*.py")) if place.is_dir() else [place]
    return any(file.is_file() and re.search(r"^def test_", file.read_text(), re.MULTILINE) for file in files)


@pytest.mark.parametrize("path", sorted(set(named(SAID))))
def test_every_path_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_promise_has_a_test() -> None:
    assert len(list(tables(SAID))) > 40
    assert untested(SAID) == []


def test_a_promise_without_one_would_be_noticed() -> None:
    row = "| Promise | Checked by |\n|---|---|\n| Nothing leaks | {} |\n"
    assert untested(row.format("`tests/nowhere/test_nothing.py`")) == ["Nothing leaks"]
    assert untested(row.format("`docs/backup.md`")) == ["Nothing leaks"]
    assert untested(row.format("`tests/repository/test_locks.py`")) == []
    assert named("`./test` and `tests/x.py`, [a](docs/y.md#z), [b](https://example.org)") == ["tests/x.py", "docs/y.md"]
