"""Checkpoints of another agency or of no event, lines in another writing, and items with content are refused."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from asylia.audit.chain import ChainError, Link, link
from asylia.audit.checkpoint import EVERY, Checkpoint, Verdict, checkpoint, verify_sealed
from tests.audit.logs import AGENCY, BEGIN, EVENTS, KEY, PUBLIC, event, log, points


def test_a_checkpoint_of_another_agency_is_named_as_such() -> None:
    other = link(event(0, agency="agency-lantern"), None)
    with pytest.raises(ChainError, match="not of this agency"):
        verify_sealed(log(), AGENCY, [checkpoint(other, BEGIN, KEY)], PUBLIC)


@pytest.mark.parametrize("seq", [0, -1, -EVENTS])
def test_a_checkpoint_of_no_event_seals_nothing(seq: int) -> None:
    forged = checkpoint(replace(log()[-1], seq=seq), BEGIN, KEY)
    with pytest.raises(ChainError, match="not genuine"):
        verify_sealed(log(), AGENCY, [forged], PUBLIC)


def test_a_checkpoint_of_the_first_event_seals_it() -> None:
    first = checkpoint(log()[0], BEGIN, KEY)
    assert verify_sealed(log(), AGENCY, [first], PUBLIC) == Verdict(EVENTS, 1)


def test_a_checkpoint_is_due_every_quarter_of_an_hour() -> None:
    assert timedelta(minutes=15) == EVERY


@pytest.mark.parametrize("kind", [Link, Checkpoint])
def test_a_line_is_written_in_ascii(kind: type[Link] | type[Checkpoint]) -> None:
    line = log()[0].line() if kind is Link else points()[0].line()
    said = json.loads(line)
    said["hash"] = "é"
    for ascii_only in (True, False):
        changed = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=ascii_only)
        if ascii_only:
            assert kind.read(changed).line() == changed
        else:
            with pytest.raises(ChainError, match="not written as"):
                kind.read(changed)


def test_an_item_with_content_is_named_as_an_item() -> None:
    with pytest.raises(ChainError, match="The items of an event"):
        event(1, items=("Mira of Kestria",))
