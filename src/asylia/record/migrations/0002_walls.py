"""Row-level security on every table of the record, and the ledgers only grow."""

from __future__ import annotations

from django.db import migrations

from asylia.record.walls import (
    ACCESS_FUNCTION_GRANTS,
    ACCESS_FUNCTIONS,
    FUNCTIONS,
    NO_ACCESS_FUNCTIONS,
    NO_FUNCTIONS,
    NO_ONLY_GROWS,
    ONLY_GROWS,
    ROLES,
    case_table,
    ledger_table,
    may_see,
    open_again,
    sees_rows_of,
    walled,
)

MINE = "agency_id = asylia_agency()"

LEAD_LEADS = """
ALTER TABLE record_access ADD CONSTRAINT record_access_lead_leads
    FOREIGN KEY (case_id, lead_id) REFERENCES record_case (id, agency_id) ON DELETE CASCADE;
"""

ACCESS = (
    walled("record_access", see=MINE, insert="lead_id = asylia_agency()", update=None, delete=None)
    # Nobody widens or lengthens what was given: the lead agency takes it back and gives anew.
    + f"""
CREATE POLICY lead ON record_access TO asylia_owner USING ({MINE} OR lead_id = asylia_agency());
"""
)

SEALED_FOR_ANOTHER = "asylia_lets(case_id, agency_id, compartment)"
SEALED = f"{MINE} AND {sees_rows_of('record_sealedfield', 'compartment')}"

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
        migrations.RunSQL(ACCESS_FUNCTIONS + ACCESS_FUNCTION_GRANTS, NO_ACCESS_FUNCTIONS),
        *(migrations.RunSQL(sql, open_again(table)) for table, sql in WALLS.items()),
        migrations.RunSQL(
            f"GRANT SELECT ON django_migrations TO {ROLES}", f"REVOKE SELECT ON django_migrations FROM {ROLES}"
        ),
    ]
