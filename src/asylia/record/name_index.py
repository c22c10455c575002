"""Looks names and numbers up within an agency, by fingerprints that `asylia.access.blind_index` makes with its key."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from asylia.record.models import NameIndex
from asylia.record.rows import Actor


def keep(case: UUID, actor: Actor, compartment: str, field: str, fingerprints: Iterable[bytes]) -> None:
    """Let this sealed field of a case, such as name.2, be found by these fingerprints, and by no others from now on."""
    NameIndex.objects.filter(case_id=case, field=field).delete()
    NameIndex.objects.bulk_create(
        NameIndex(case_id=case, agency_id=actor.agency, compartment=compartment, field=field, fingerprint=fingerprint)
        for fingerprint in sorted(set(fingerprints))
    )


def cases_by(fingerprints: Iterable[bytes]) -> dict[bytes, frozenset[UUID]]:
    """For each of these fingerprints the cases in which it stands, of those that the acting agency may see."""
    found: dict[bytes, set[UUID]] = {}
    rows = NameIndex.objects.filter(fingerprint__in=list(fingerprints)).values_list("fingerprint", "case_id")
    for fingerprint, case in rows:
        found.setdefault(bytes(fingerprint), set()).add(case)
    return {fingerprint: frozenset(cases) for fingerprint, cases in found.items()}
