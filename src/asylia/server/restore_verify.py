"""Holds what was restored against what the backup says of itself: the logs of all agencies above all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import psycopg

from asylia.audit.chain import ChainError, Event, Link, verify
from asylia.server.backup_age import SealError

LINKS = """
SELECT seq, before, own, at, by_id, account, role, case_code, area, action, purpose, allowed, rule, items
FROM audit_auditevent WHERE agency_id = %s ORDER BY seq
"""


def check_chains(owner: psycopg.Connection, heads: Mapping[str, tuple[int, str]]) -> int:
    """Raise SealError unless every agency's log is whole and ends where the backup says; give how many events."""
    events = 0
    for agency, (seq, own) in heads.items():
        try:
            newest = verify(_links(owner, agency), agency)
        except ChainError as error:
            raise SealError(
                f"The log of agency {agency} in this backup is broken, so the backup was changed or was made of a "
                f"changed database. Nothing was restored. {error}"
            ) from None
        if (newest.seq if newest else 0) != seq or (newest is not None and newest.own != own):
            raise SealError(
                f"The log of agency {agency} in this backup does not end where it should. Nothing was restored. Take "
                "another copy."
            )
        events += seq
    return events


def _links(owner: psycopg.Connection, agency: str) -> Iterator[Link]:
    with owner.cursor(name="links") as cursor:
        for (
            seq,
            before,
            own,
            at,
            by,
            account,
            role,
            case,
            area,
            action,
            purpose,
            allowed,
            rule,
            items,
        ) in cursor.execute(LINKS, [agency]):
            who = str(account) if str(by) == agency else f"{by}/{account}"
            event = Event(at, agency, who, role, case, area, action, purpose, allowed, rule, tuple(items))
            yield Link(seq, before, event, own)
