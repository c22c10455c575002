"""H13, the chain itself: whatever is changed in an exported log, the program that stands alone finds it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import ModuleType
from unittest.mock import patch

import verify_audit
from asylia.audit import chain, checkpoint
from tests.audit import test_every_tampering_is_found as audit
from tests.audit.logs import TAMPERINGS, log, tampered
from tests.trust.frame import Fault, Red


@contextmanager
def signatures_known() -> Iterator[None]:
    """The three checkpoints are the same each time; checking one takes as long as the whole chain."""
    genuine, known = verify_audit.genuine, dict[tuple[bytes, bytes, str], bool]()

    def once(key: bytes, message: bytes, signature: str) -> bool:
        asked = (key, message, signature)
        if asked not in known:
            known[asked] = genuine(*asked)
        return known[asked]

    with patch.object(verify_audit, "genuine", once):
        yield


def tamperings(times: int, whole: Callable[..., bool]) -> int:
    """Events altered, deleted, inserted, copied, moved, cut off and written anew, in turn, each at a random place."""
    with signatures_known():
        if not whole(log()):
            raise Red("an untouched log is not taken for whole")
        missed = Counter(kind for kind, links in map(tampered, range(times)) if whole(links))
    if missed:
        raise Red(f"taken for whole: {dict(missed)}")
    return times


def by_the_tool(times: int = len(TAMPERINGS) * 5) -> int:
    return tamperings(times, audit.by_the_tool)


def by_asylia(times: int = len(TAMPERINGS) * 5) -> int:
    return tamperings(times, audit.by_asylia)


def _tool(*changes: tuple[str, str]) -> Callable[[], AbstractContextManager[object]]:
    """The tool with some of its text changed, as its own functions."""

    @contextmanager
    def made() -> Iterator[ModuleType]:
        faulty = audit.without(verify_audit, *changes)
        faulty.__dict__["Broken"] = verify_audit.Broken
        with (
            patch.object(verify_audit, "check_chain", faulty.check_chain),
            patch.object(verify_audit, "check_points", faulty.check_points),
        ):
            yield faulty

    return made


FAULTS = {
    "the tool does not look at the event before": Fault(
        _tool(('str(entry["seq"]), entry["before"], own)', 'str(entry["seq"]), before, own)')), by_the_tool
    ),
    "the tool does not work out the fingerprint": Fault(
        _tool(("before, sha256(canonical(entry)))", "before, own)")), by_the_tool
    ),
    "the tool does not look at how long the log was": Fault(
        _tool(("if seq > len(hashes):\n", "if seq > len(hashes):\n            continue\n")),
        by_the_tool,
    ),
    "the tool does not compare with the checkpoints": Fault(
        _tool(('if seq < 1 or hashes[seq - 1] != point["hash"]:', "if seq < 1:")), by_the_tool
    ),
    "a fingerprint leaves out the decision": Fault(
        lambda: patch.object(chain, "_said", _without_the_decision(chain._said)), by_asylia
    ),
    "Asylia does not follow the chain": Fault(
        lambda: patch.object(checkpoint, "verify", lambda links, agency: None), by_asylia
    ),
}


def _without_the_decision(said: Callable[..., dict]) -> Callable[..., dict]:
    def less(seq: int, before: str, event: chain.Event) -> dict:
        told = said(seq, before, event)
        return {**told, "event": {name: value for name, value in told["event"].items() if name != "allowed"}}

    return less
