"""H19: at least 95 % of the mutants of policy, sharing, keys, custodians and log break a test; the rest is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.trust.frame import Fault, Red
from tests.trust.servers import ROOT, environment, folder

SCORE = 0.95

SURVIVORS = Path(__file__).with_name("survivors.toml")

suites: tuple[str, ...] = ()
"""The files of tests that mutants have to break; all that hold the kernel where empty."""


@dataclass(frozen=True)
class Mutated:
    """How many mutants were tried, and how many broke a test."""

    tried: int
    noticed: int

    @property
    def score(self) -> float:
        return self.noticed / self.tried


def named() -> Mapping[str, str]:
    """The mutants that break no test, each with the reason why that is no hole."""
    found: dict[str, str] = {}
    for group in tomllib.loads(SURVIVORS.read_text())["group"]:
        found |= dict.fromkeys(group["mutants"], group["why"])
    return found


def ran(sample: int) -> Mapping[str, list[str]]:
    with folder() as var:
        variables = {**environment(var, "app"), "ASYLIA_TRUST_LEFT_OUT": json.dumps(list(named()))}
        command = [sys.executable, "-m", "tests.trust.mutation", str(sample), *suites]
        done = subprocess.run(
            command, cwd=ROOT, env={**os.environ, **variables}, capture_output=True, text=True, check=False
        )
    if done.returncode != 0:
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    found: Mapping[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return found


def sampled(number: int) -> Mutated:
    """A sample of those that should be noticed, alike at each run; every one has to be. Raises Red."""
    found = ran(number)
    if found["survived"]:
        raise Red("no test notices: " + "; ".join(found["survived"]))
    return Mutated(number, number)


def all_of_them() -> Mutated:
    """All mutants. Raises Red where the score is too low, or where one survives that is not named."""
    found = ran(0)
    tried, survived = int(str(found["tried"])), found["survived"]
    unnamed = [name for name in survived if name not in named()]
    if unnamed:
        raise Red("no test notices: " + "; ".join(unnamed))
    gone = [name for name in named() if name not in survived]
    if gone:
        raise Red("named in survivors.toml, and noticed after all: " + "; ".join(gone))
    mutated = Mutated(tried, tried - len(survived))
    if mutated.score < SCORE:
        raise Red(f"only {mutated.score:.1%} of {tried} mutants are noticed")
    return mutated


@contextmanager
def _only(*files: str) -> Iterator[None]:
    """Tests that are not run notice nothing."""
    global suites
    suites = files
    try:
        yield
    finally:
        suites = ()


FAULTS = {
    "the tests of policy and keys are not run": Fault(
        lambda: _only("tests/access/test_roles_are_whole.py"), lambda: sampled(5)
    ),
}
