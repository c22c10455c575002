"""What the log answers: the whole chain of an agency, and who looked at what."""

from __future__ import annotations

from collections.abc import Iterator

from asylia.audit.chain import Event, Link
from asylia.audit.models import AuditEvent


def links() -> Iterator[Link]:
    """The chain of the acting agency as it stands, from its first event on. Not verified."""
    for row in AuditEvent.objects.order_by("seq").iterator():
        yield Link(row.seq, row.before, _event(row), row.own)


def _event(row: AuditEvent) -> Event:
    """The event as it was chained. An account of another agency is named with its agency."""
    return Event(
        at=row.at,
        agency=str(row.agency_id),
        account=str(row.account) if row.by_id == row.agency_id else f"{row.by_id}/{row.account}",
        role=row.role,
        case=row.case_code,
        area=row.area,
        action=row.action,
        purpose=row.purpose,
        allowed=row.allowed,
        rule=row.rule,
        items=tuple(row.items),
    )
