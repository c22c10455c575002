"""A thousand tamperings at random places: all are found by Asylia and by the program that stands alone (R33).

The same harness, run with a verifier that forgets one thing, goes red: so it would notice.
"""

from __future__ import annotations

import inspect
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import ModuleType

import pytest

import verify_audit
from asylia.audit import chain, checkpoint
from asylia.audit.chain import ChainError, Link
from tests.audit.logs import AGENCY, EVENTS, PUBLIC, TAMPERINGS, log, points, tampered

TIMES = 1000
TOOL = Path(inspect.getfile(verify_audit))

Verifier = Callable[[Sequence[Link]], bool]


def by_asylia(links: Sequence[Link]) -> bool:
    try:
        checkpoint.verify_sealed(links, AGENCY, points(), PUBLIC)
    except ChainError:
        return False
    return True


def by_the_tool(links: Sequence[Link], module: ModuleType = verify_audit) -> bool:
    key = PUBLIC.public_bytes_raw()
    try:
        agency, hashes = module.check_chain([found.line() for found in links])
        module.check_points([point.line() for point in points()], agency, hashes, key)
    except module.Broken:
        return False
    return True


def missed(whole: Verifier, times: int = TIMES) -> Counter[str]:
    """How many tamperings of each kind a verifier takes for a whole log."""
    return Counter(kind for kind, links in map(tampered, range(times)) if whole(links))


def without(module: ModuleType, *changes: tuple[str, str]) -> ModuleType:
    """The module with some of its text changed: the fault of someone who mended it badly."""
    text = inspect.getsource(module)
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    faulty = ModuleType(module.__name__)
    exec(compile(text, module.__name__, "exec"), faulty.__dict__)
    return faulty


@pytest.fixture(autouse=True)
def signatures_checked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The three checkpoints are the same each time; checking one takes as long as the whole chain."""
    genuine, known = verify_audit.genuine, dict[tuple[bytes, bytes, str], bool]()

    def once(key: bytes, message: bytes, signature: str) -> bool:
        asked = (key, message, signature)
        if asked not in known:
            known[asked] = genuine(*asked)
        return known[asked]

    monkeypatch.setattr(verify_audit, "genuine", once)


def test_an_untouched_log_is_whole() -> None:
    assert by_asylia(log())
    assert by_the_tool(log())


def test_every_kind_is_tried_and_changes_the_log() -> None:
    tried = Counter(kind for kind, links in map(tampered, range(TIMES)) if tuple(links) != log())
    assert len(tried) == len(TAMPERINGS)
    assert tried.total() == TIMES


def test_asylia_finds_all_of_them() -> None:
    assert missed(by_asylia) == Counter()


def test_the_tool_finds_all_of_them() -> None:
    assert missed(by_the_tool) == Counter()


def test_a_verifier_that_forgets_the_event_before_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    faulty = without(chain, ("found != link(found.event, newest)", "found.own != own(found)"))
    own = lambda found: chain.fingerprint(found.seq, found.before, found.event)  # noqa: E731
    faulty.__dict__.update(ChainError=ChainError, own=own)
    monkeypatch.setattr(checkpoint, "verify", faulty.verify)
    assert missed(by_asylia, 130)["altered_and_its_own_fingerprint_mended"] == 10


def test_a_tool_that_forgets_the_event_before_is_caught() -> None:
    faulty = without(verify_audit, ('str(entry["seq"]), entry["before"], own)', 'str(entry["seq"]), before, own)'))
    faulty.__dict__["genuine"] = verify_audit.genuine
    assert missed(lambda links: by_the_tool(links, faulty), 130)["altered_and_its_own_fingerprint_mended"] == 10


@pytest.mark.parametrize("verifier", ["asylia", "tool"])
def test_a_verifier_that_forgets_the_checkpoints_is_caught(verifier: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.audit.test_every_tampering_is_found.points", tuple)
    found = missed(by_asylia if verifier == "asylia" else by_the_tool, 130)
    assert set(found) >= {"truncated", "written_anew", "beheaded_and_begun_anew", "event_taken_out_and_written_anew"}


def run(log_file: Path, *points_files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(TOOL), str(log_file), "--key", PUBLIC.public_bytes_raw().hex()]
    extra = ["--checkpoints", *map(str, points_files)] if points_files else []
    return subprocess.run([*command, *extra], capture_output=True, text=True, check=False)


def test_the_tool_alone_says_so_on_files(tmp_path: Path) -> None:
    kept, bad = tmp_path / "points.jsonl", tmp_path / "bad.jsonl"
    kept.write_text("".join(f"{point.line()}\n" for point in points()))
    whole = tmp_path / "log.jsonl"
    whole.write_text("".join(f"{found.line()}\n" for found in log()))
    answer = run(whole, kept)
    assert answer.returncode == 0
    assert answer.stdout == f"The log is whole: {EVENTS} events of {AGENCY}, {EVENTS} of them sealed by a checkpoint.\n"
    for number in range(len(TAMPERINGS)):
        bad.write_text("".join(f"{found.line()}\n" for found in tampered(number)[1]))
        answer = run(bad, kept)
        assert answer.returncode == 1, tampered(number)[0]
        assert answer.stdout.startswith("NOT WHOLE. ")
        assert answer.stderr == ""


def test_the_tool_says_what_is_not_sealed_yet(tmp_path: Path) -> None:
    whole, kept = tmp_path / "log.jsonl", tmp_path / "points.jsonl"
    whole.write_text("".join(f"{found.line()}\n" for found in log()))
    kept.write_text(f"{points()[1].line()}\n")
    assert "20 events are newer than every checkpoint given" in run(whole, kept).stdout
    assert "60 events are newer than every checkpoint given" in run(whole).stdout


@pytest.mark.parametrize(
    "content", ["", "\n", "{}\n", "null\n", "[1]\n", "\x00\n", '{"event":{}}\n', "Mira\n", "NaN\n"]
)
def test_the_tool_refuses_other_files_in_words(tmp_path: Path, content: str) -> None:
    bad, kept = tmp_path / "bad.jsonl", tmp_path / "points.jsonl"
    bad.write_text(content)
    kept.write_text(f"{points()[0].line()}\n")
    answer = run(bad, kept)
    assert answer.returncode == 1
    assert answer.stderr == ""
    assert "Mira" not in answer.stdout


def test_the_tool_says_when_it_cannot_read(tmp_path: Path) -> None:
    answer = run(tmp_path / "absent.jsonl")
    assert (answer.returncode, answer.stderr) == (2, "")


def test_the_tool_is_short_and_needs_nothing_else() -> None:
    text = TOOL.read_text()
    assert len(text.splitlines()) < 200
    imported = {line.split()[1].split(".")[0] for line in text.splitlines() if line.startswith(("import ", "from "))}
    assert imported <= sys.stdlib_module_names
