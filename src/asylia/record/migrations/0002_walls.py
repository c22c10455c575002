"""Row-level security on every table of the record, and the ledgers only grow."""

from __future__ import annotations

from django.db import migrations

from asylia.record.walls import (
    FUNCTIONS,
    NO_FUNCTIONS,
    NO_ONLY_GROWS,
    ONLY_GROWS,
    ROLES,
    case_table,
    ledger_table,
    may_see,
    open_again,
    walled,
)

MINE = "agency_id = asylia_agency()"

LEAD_LEADS = """
ALTER TABLE record_access ADD CONSTRAINT record_access_lead_leads
    FOREIGN KEY (case_id, lead_id) REFERENCES record_case (id, agency_id) ON DELETE CASCADE;
"""

ACCESS = (
    walled(
        "record_access",
        see=f"{MINE} OR lead_id = asylia_agency()",
        insert="lead_id = asylia_agency()",
        update=f"{MINE} OR lead_id = asylia_agency()",
        delete="lead_id = asylia_agency()",
    )
    # Nobody widens or lengthens what was given: the lead agency takes it back and gives anew.
    + f"\nREVOKE UPDATE ON record_access FROM {ROLES};\nGRANT UPDATE (updated) ON record_access TO {ROLES};"
)

SEALED_FOR_ANOTHER = (
    "EXISTS (SELECT FROM record_access a WHERE a.case_id = record_sealedfield.case_id"
    " AND a.agency_id = record_sealedfield.agency_id AND a.lead_id = asylia_agency()"
    " AND position(record_sealedfield.compartment IN a.compartments) > 0)"
)
SEALED = f"{MINE} AND {may_see('case_id', 'compartment')}"

WALLS = {
    "record_agency": walled("record_agency", see="asylia_agency() IS NOT NULL", insert=None, update=None, delete=None)
    + "\nCREATE POLICY found ON record_agency TO asylia_owner USING (true) WITH CHECK (true);",
    "record_access": ACCESS,
    "record_case": walled("record_case", see=may_see("record_case.id", None), insert=MINE, update=MINE, delete=MINE),
    "record_person": case_table("record_person", "'A'"),
    "record_track": case_table("record_track"),
    "record_fact": ledger_table("record_fact", "compartment", "key", "NEW.supersedes || NEW.contradicts"),
    "record_indicatorobservation": ledger_table(
        "record_indicatorobservation", "compartment", "indicator", "NEW.supersedes"
    ),
    "record_ruleoutcome": case_table("record_ruleoutcome", "compartment"),
    "record_block": case_table("record_block"),
    "record_right": case_table("record_right"),
    "record_task": case_table("record_task"),
    "record_deadline": case_table("record_deadline"),
    "record_sealedfield": walled(
        "record_sealedfield",
        see=SEALED,
        insert=f"written_by = asylia_account() AND (({SEALED}) OR {SEALED_FOR_ANOTHER})",
        update=None,
        delete=SEALED,
    ),
    "record_consent": case_table("record_consent"),
}


class Migration(migrations.Migration):
    dependencies = [("record", "0001_tables")]

    operations = [
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(ONLY_GROWS, NO_ONLY_GROWS),
        migrations.RunSQL(LEAD_LEADS, "ALTER TABLE record_access DROP CONSTRAINT record_access_lead_leads"),
        *(migrations.RunSQL(sql, open_again(table)) for table, sql in WALLS.items()),
        migrations.RunSQL(
            f"GRANT SELECT ON django_migrations TO {ROLES}", f"REVOKE SELECT ON django_migrations FROM {ROLES}"
        ),
    ]
