"""One row of every table of a case, as the agency that leads it would write it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from asylia.record import models
from tests.record.agencies import NOW, Someone

LAW: dict[str, Any] = {"law": "2026.11", "rules": ["R-CHD-01"], "since": NOW}


def fields(someone: Someone) -> dict[type[models.OfCase], dict[str, Any]]:
    """For each table the fields of one row, and the compartment by which it is seen, if any, under `seen_by`."""
    recorded = {"recorded_at": NOW, "recorded_by": someone.account, "source": "person"}
    return {
        models.Person: {"names": 1, "seen_by": "A"},
        models.TrackStep: {
            "kind": "asylum", "move": "register", "begins": "fear_expressed", "ends": "registered", "law": "2026.11",
            "taken_at": NOW, "taken_by": someone.account, "seen_by": "D",
        },
        models.Fact: {
            "key": "fear.return", "compartment": "D", "value": "yes", "certainty": "stated", **recorded, "seen_by": "D",
        },
        models.IndicatorObservation: {
            "indicator": "I-CD-01", "compartment": "C", "observed": True, **recorded, "seen_by": "C",
        },
        models.RuleOutcome: {"finding": "child", "compartment": "F", "state": "presumed", **LAW, "seen_by": "F"},
        models.Block: {
            "action": "detain", "verdict": "refuse", "hard": True, "compartment": "F", **LAW, "seen_by": "F",
        },
        models.Barred: {"action": "detain", "verdict": "refuse", "hard": True, "law": "2026.11", "since": NOW},
        models.Right: {"code": "S14.2", "owed_by": "the State", "compartment": "D", **LAW, "seen_by": "D"},
        models.Task: {"role": "CP", "what": "Appoint a guardian", "compartment": "F", **LAW, "seen_by": "F"},
        models.Deadline: {
            "what": "Guardian", "due": NOW, "whole_day": False, "legal": False, "started_by": "assessment",
            "started": NOW, "compartment": "F", **LAW, "seen_by": "F",
        },
        models.SealedField: {
            "compartment": "A", "field": "name.1", "version": 1, "content": b"sealed", "written_at": NOW,
            "written_by": someone.account, "seen_by": "A",
        },
        models.NameIndex: {"compartment": "A", "field": "name.1", "fingerprint": b"sixteen bytes...", "seen_by": "A"},
        models.Relationship: {"relative": "relative.1", "kind": "sibling", "seen_by": "F"},
        models.Interview: {
            "kind": "asylum", "began_at": NOW, "led_by": someone.account, "language": "fa",
            "interpreting": "in_the_room", "seen_by": "D",
        },
        models.Service: {
            "domain": "health", "offered_at": NOW, "offered_by": someone.account, "seen_by": "E",
        },
        models.Referral: {
            "recipient": "asylum_authority", "sends": "AD", "urgent": False, "recorded_at": NOW,
            "recorded_by": someone.account, "seen_by": "D",
        },
        models.Present: {
            "compartment": "D", "role": "interpreter", "recorded_at": NOW, "recorded_by": someone.account,
            "seen_by": "D",
        },
        models.ReferralStep: {
            "compartment": "D", "step": "sent", "recorded_at": NOW, "recorded_by": someone.account, "seen_by": "D",
        },
        models.Act: {
            "action": "interview.start", "compartment": "C", "taken_at": NOW, "taken_by": someone.account,
            "verdict": "allow", "law": "2026.11", "seen_by": "C",
        },
        models.Decision: {
            "kind": "asylum_first", "outcome": "positive", "decided_on": NOW.date(), "recorded_at": NOW,
            "recorded_by": someone.account, "seen_by": "D",
        },
        models.Consent: {
            "purpose": "referral", "recipient_id": someone.agency, "compartments": "A", "basis": "consent",
            "state": "given", "language": "fa", "text_version": "1", "asked_at": NOW, "asked_by": someone.account,
            "until": NOW + timedelta(days=90),
        },
    }  # fmt: skip


PART_OF: dict[type[models.OfCase], tuple[str, type[models.OfCase]]] = {
    models.Present: ("interview", models.Interview),
    models.ReferralStep: ("referral", models.Referral),
}
"""Tables of which no row stands alone."""


def row(table: type[models.OfCase], someone: Someone, case: UUID, **other: Any) -> models.OfCase:
    """One unsaved row of this table, written by someone for a case. What it is a part of is saved before."""
    given = {name: value for name, value in fields(someone)[table].items() if name != "seen_by"}
    if table in PART_OF:
        name, whole = PART_OF[table]
        given[name] = row(whole, someone, case)
        given[name].save(force_insert=True)
    return table(**{"case_id": case, "agency_id": someone.agency, **given, **other})


def seen_by(table: type[models.OfCase], someone: Someone) -> str | None:
    """The compartment that has to be shared for the row to be seen; None where any access shows it."""
    found: str | None = fields(someone)[table].get("seen_by")
    return found


TABLES = list(fields(Someone(UUID(int=0))))
