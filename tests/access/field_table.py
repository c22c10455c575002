"""Who sees what and does what, copied by hand from the field's own table of roles. The tests read this, not the code.

y sees it, x must never see it, . does not see it; and under a condition: t while together with the person, o their own
entries, w the person's own words, k for a child, c what the person released, g a checked guardian, r a checked guardian
beside a representative, a a checked guardian and what the child released.
"""

from __future__ import annotations

GRID = """
        A B C D E F G H I J
   BO   t . x x x . . x . o
   FR   o o . . . . . . . o
   CW   y y y . . . . y y y
   PO   y y y y . . . y y y
   CP   k k k . k k . k . k
   BP   . . . . . . . . . .
   GD   g g a r a g a a a a
   LR   . . . y . . y . y .
   IA   y . y c . . . . . y
   AD   y . c y . . . . . .
   SD   y . . . . . . . y .
   SV   . . x x . . x . . .
   HP   . . . x y . x . . .
   LE   c c c x x x y c c c
   DT   . . x x . . . . . o
   RS   . . x . . . . . . .
   FT   . . . . . . . . . .
   IN   x x x x x x x x x x
   CO   . . x x x x . . . .
   RA   x x x x x x x x x x
   MO   x x x x x x x x x x
   DP   x x x x x x x x x x
   AUD  x x x x x x x x x x
   PR   w w w w w w w w w w
   SY   x x x x x x x x x x
"""

PARTS = {
    "A.alias": {"SV": "y", "HP": "y"},
    "A.pseudonym": {"BP": "y"},
    "B.location": {"LE": "x", "FT": "x"},
    "C.level": {"BO": "x"},
    "E.summary": {"CW": "y"},
    "E.needs": {"SV": "y"},
    "F.summary": {"AD": "y"},
    "F.bundle": {"BP": "y"},
    "F.tracing": {"FT": "y"},
    "H.essentials": {"SV": "y"},
    "H.risk_conclusion": {"RS": "y"},
    "J.instruction": {"BO": "y", "DT": "y"},
    "J.detention": {"DT": "y"},
}
"""What a role sees, or must never see, of a compartment beyond the grid."""

AREAS = {
    "frame": {"CW": "y", "PO": "y", "CP": "k", "GD": "g", "LR": "y", "RA": "x", "SY": "x"},
    "blocks": {
        "BO": "y",
        "FR": "y",
        "CW": "y",
        "PO": "y",
        "CP": "k",
        "GD": "g",
        "LR": "y",
        "IA": "y",
        "AD": "y",
        "SD": "y",
        "SV": "y",
        "HP": "y",
        "LE": "y",
        "DT": "y",
        "RS": "y",
        "FT": "y",
        "CO": "y",
    },
    "queue": {"CO": "y", "RA": "x", "SY": "x"},
    "rights": {"BO": "o", "CW": "y", "PO": "y", "CP": "k", "GD": "g", "LR": "y", "PR": "y"},
    "consents": {"CW": "y", "PO": "y", "CP": "k", "GD": "g", "LR": "y", "PR": "y", "DP": "y"},
    "referrals": {"FR": "o", "CW": "y", "PO": "y", "CP": "k", "SV": "y", "PR": "y"},
    "solutions": {"PO": "y", "RS": "y"},
    "session": {"IN": "t"},
    "facility": {"MO": "y"},
    "log": {"DP": "y", "AUD": "y", "SY": "x"},
    "rules": {"AUD": "y"},
    "aggregates": {"RA": "y"},
    "configuration": {"SY": "y"},
}
"""What is no compartment of a case."""

DOES = {
    "BO": "intake.group triage.record information.give interpreter.request told.record",
    "FR": "triage.record safety.urgent referral.make told.record",
    "CW": "consent.record screening.run service.plan referral.make note.write told.record",
    "PO": "asylum.assess blocks.review solution.plan told.record",
    "CP": "bia.record care.plan bid.submit tracing.request told.record",
    "BP": "bid.vote",
    "GD": "step.attend step.object review.request told.record",
    "LR": "submission.make appeal.lodge remedy.claim review.request told.record",
    "IA": "identification.reasonable_grounds identification.conclusive identification.negative told.record",
    "AD": "asylum.decide told.record",
    "SD": "document.plan nationality.enquire told.record",
    "SV": "referral.answer service.record told.record",
    "HP": "care.record told.record",
    "LE": "proceedings.log protection.request told.record",
    "DT": "detention.report told.record",
    "RS": "return.prepare told.record",
    "FT": "tracing.trace tracing.verify told.record",
    "IN": "session.interpret conflict.declare",
    "CO": "case.assign case.escalate override.approve",
    "RA": "profile.write",
    "MO": "finding.write",
    "DP": "access.revoke breach.handle",
    "AUD": "rules.replay",
    "PR": "fact.correct consent.withdraw complaint.make interviewer.choose stop.say",
    "SY": "account.manage profile.manage",
}

NEVER_DOES = {
    "FR": "screening.run",
    "CW": "identification.reasonable_grounds identification.conclusive identification.negative asylum.decide",
    "PO": "asylum.decide",
    "AD": "contact.origin_authority",
    "IN": "note.write",
    "MO": "fact.correct",
}

PURPOSES = {
    "BO": "triage",
    "FR": "triage referral",
    "CW": "triage casework referral",
    "PO": "casework legal",
    "CP": "casework child_protection tracing",
    "BP": "child_protection",
    "GD": "child_protection",
    "LR": "legal",
    "IA": "casework",
    "AD": "legal",
    "SD": "casework legal",
    "SV": "casework referral",
    "HP": "casework",
    "LE": "legal",
    "DT": "triage",
    "RS": "casework",
    "FT": "tracing",
    "IN": "interpreting",
    "CO": "oversight",
    "RA": "statistics",
    "MO": "oversight",
    "DP": "oversight",
    "AUD": "oversight",
    "PR": "own_file",
    "SY": "administration",
}

FOR_THE_AGENCY = frozenset({"RA", "MO", "DP", "AUD", "SY"})
"""Roles that are no assignment to a case."""


def cells() -> dict[tuple[str, str], str]:
    """The mark of each role for each compartment, part (as A.alias) and other area."""
    header, *rows = [line.split() for line in GRID.strip().splitlines()]
    found = {(row[0], area): mark for row in rows for area, mark in zip(header, row[1:], strict=True)}
    roles = [row[0] for row in rows]
    for part, own in PARTS.items():
        for role in roles:
            whole = found[role, part[0]]
            # Who never sees the whole never sees the part; who may see the part sees it without the whole's condition.
            found[role, part] = "x" if "x" in (whole, own.get(role)) else own.get(role, whole)
    for area, own in AREAS.items():
        for role in roles:
            found[role, area] = own.get(role, ".")
    return found


CELLS = cells()
ROLES = tuple(DOES)
