"""How much of the code that decides who sees what is held by tests: each mutant has to break one. Started by h19.

    python -m tests.trust.mutation SAMPLE [TEST_FILE ...]

SAMPLE: how many mutants, drawn at random but alike each time, 0 for all. The tests are collected once; every mutant is
made in a fork, which runs the tests that enter the changed function, the quickest first, until one fails. JSON at last.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest
from _pytest.runner import runtestprotocol

from tests.trust.mutants import KERNEL, Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]

SUITES = ("tests/access", "tests/audit")
"""The tests that hold the kernel. They need no database; what does is left out."""

SLOWEST = 15.0
"""Seconds that a test which is asked may take."""

LONGEST = 60
"""Seconds after which a mutant counts as noticed: it does not end."""

TOGETHER = 2


@dataclass
class Mutation:
    """The plugin that runs mutants in place of tests. sample: how many, 0 for all; left_out: names not to draw."""

    sample: int
    left_out: frozenset[str]
    survived: list[str] = field(default_factory=list)
    tried: int = 0

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """After tests/conftest.py, before the tests are read: nothing is shrunk, since a failure is all that counts."""
        # Imported here: pytest wants to read it before anybody else does.
        from hypothesis import Phase, settings

        quick = settings(derandomize=True, deadline=None, database=None, max_examples=25, phases=[Phase.generate])
        settings.register_profile("mutation", quick)
        settings.load_profile("mutation")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        every = mutants()
        asked = Tests([item for item in session.items if needs_no_database(item)])
        drawn = [mutant for mutant in every if mutant.name not in self.left_out or not self.sample]
        if self.sample:
            drawn = random.Random(19).sample(drawn, min(self.sample, len(drawn)))
        self.tried = len(drawn)
        for at, (mutant, survived) in enumerate(asked.run(drawn), start=1):
            if survived:
                self.survived.append(mutant.name)
                print(f"survived: {mutant.name}", file=sys.stderr, flush=True)
            if at % 50 == 0:
                print(f"{at} of {len(drawn)}, {len(self.survived)} survived", file=sys.stderr, flush=True)
        return True


def needs_no_database(item: pytest.Item) -> bool:
    return not {"db", "tables", "cluster"} & set(getattr(item, "fixturenames", ()))


class Tests:
    """The tests, with what each takes and enters."""

    def __init__(self, items: Sequence[pytest.Item]) -> None:
        self.entered: dict[tuple[str, str], list[pytest.Item]] = defaultdict(list)
        self.aside: list[pytest.Item] = []
        self.seconds: dict[pytest.Item, float] = {}
        for item in items:
            begun = time.perf_counter()
            codes = entered_by(item)
            self.seconds[item] = time.perf_counter() - begun
            if not codes:
                self.aside.append(item)
            for code in codes:
                self.entered[module_of(code), code.co_qualname.partition(".<")[0]].append(item)

    def of(self, mutant: Mutant) -> list[pytest.Item]:
        """The tests that could notice, the quickest first. A constant is asked of all that enter
        its module, and of those that enter none."""
        found = self.entered.get((mutant.module, mutant.function), [])
        if not mutant.function:
            found = [item for (module, _), items in self.entered.items() if module == mutant.module for item in items]
            found += self.aside
        quick = [item for item in dict.fromkeys(found) if self.seconds[item] < SLOWEST]
        return sorted(quick, key=lambda item: self.seconds[item])

    def run(self, drawn: Sequence[Mutant]) -> Iterator[tuple[Mutant, bool]]:
        """Each mutant, and whether it survived."""
        waiting, running = list(reversed(drawn)), dict[int, Mutant]()
        while waiting or running:
            while waiting and len(running) < TOGETHER:
                mutant = waiting.pop()
                running[self._forked(mutant)] = mutant
            child, status = os.wait()
            yield running.pop(child), status == 0

    def _forked(self, mutant: Mutant) -> int:
        child = os.fork()
        if child:
            return child
        code = 1
        try:
            signal.alarm(LONGEST)
            null = os.open(os.devnull, os.O_WRONLY)
            os.dup2(null, 1)
            os.dup2(null, 2)
            mutant.make()
            code = 1 if any(fails(item) for item in self.of(mutant)) else 0
        finally:
            os._exit(code)


def entered_by(item: pytest.Item) -> set[CodeType]:
    """Run a test as it is; the functions of the kernel that it enters."""
    codes: set[CodeType] = set()
    kernel = {name: code_file(name) for name in KERNEL}
    files = frozenset(kernel.values())

    def trace(frame: FrameType, event: str, given: Any) -> None:
        if frame.f_code.co_filename in files:
            codes.add(frame.f_code)

    sys.settrace(trace)
    try:
        failed = fails(item)
    finally:
        sys.settrace(None)
    if failed:
        raise RuntimeError(f"{item.nodeid} fails without any mutant")
    return codes


def fails(item: pytest.Item) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=None))


def code_file(name: str) -> str:
    return str(ROOT / "src" / "asylia" / f"{name.replace('.', '/')}.py")


def module_of(code: CodeType) -> str:
    return ".".join(Path(code.co_filename).relative_to(ROOT / "src").with_suffix("").parts)


def main(sample: int, left_out: Sequence[str], files: Sequence[str]) -> int:
    chosen = files or SUITES
    plugin = Mutation(sample, frozenset(left_out))
    deselect = [f"--deselect={name}" for name in SLOW]
    arguments = ["-q", "-n0", "-p", "no:cacheprovider", *deselect, *chosen]
    code = pytest.main(arguments, plugins=[plugin])
    if code not in (0, pytest.ExitCode.NO_TESTS_COLLECTED) or not plugin.tried:
        return int(code) or 1
    print("\n" + json.dumps({"tried": plugin.tried, "survived": plugin.survived}))
    return 0


SLOW = (
    "tests/access/test_codes_of_two_agencies.py",
    "tests/access/test_nonces_never_repeat.py",
    "tests/audit/test_every_tampering_is_found.py::test_the_tool_alone_says_so_on_files",
)
"""Tests of other code, of chance, and of a program by itself."""

if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), json.loads(os.environ.get("ASYLIA_TRUST_LEFT_OUT", "[]")), sys.argv[2:]))
