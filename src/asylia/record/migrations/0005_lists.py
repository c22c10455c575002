"""What a list of cases shows stands beside the access it is read by, kept true by the database; a blind index of names."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import ROLES, open_again, sees_rows_of, walled

STATES = ["draft", "open", "active", "on_hold", "follow_up", "closed", "transferred"]
LISTED = ["case", "until", "code", "lead", "state", "review_on", "due", "child"]

LISTING = """
CREATE FUNCTION asylia_listing() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.listing', true), '')::uuid;
"""

NO_LISTING = "DROP FUNCTION asylia_listing();"

READ_FOR_LISTS = ("record_case", "record_deadline", "record_ruleoutcome")

OWNER_LISTS = "\n".join(
    [
        f"CREATE POLICY list ON {table} FOR SELECT TO asylia_owner "
        f"USING ({table}.{'id' if table == 'record_case' else 'case_id'} = asylia_listing());"
        for table in READ_FOR_LISTS
    ]
    + ["CREATE POLICY list ON record_access TO asylia_owner USING (record_access.case_id = asylia_listing());"]
)
"""By this alone does the owner, who else sees no case, read the one that changes, inside the function below."""

OWNER_LISTS_NO_MORE = "\n".join(f"DROP POLICY list ON {table};" for table in (*READ_FOR_LISTS, "record_access"))

RELIST = """
CREATE FUNCTION asylia_relist(which uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM set_config('app.listing', which::text, true);
    UPDATE record_access a SET state = now.state, review_on = now.review_on, due = now.due, child = now.child
    FROM (
        SELECT b.id, c.state, c.review_on,
            (
                SELECT min(d.due) FROM record_deadline d
                WHERE d.case_id = which AND d.ended IS NULL AND position(d.compartment IN b.compartments) > 0
            ) AS due,
            position('F' IN b.compartments) > 0 AND EXISTS (
                SELECT FROM record_ruleoutcome o
                WHERE o.case_id = which AND o.ended IS NULL AND o.finding = 'child'
                    AND o.state IN ('indicated', 'presumed')
            ) AS child
        FROM record_access b JOIN record_case c ON c.id = b.case_id WHERE b.case_id = which
    ) AS now
    WHERE a.id = now.id
        AND (a.state, a.review_on, a.due, a.child) IS DISTINCT FROM (now.state, now.review_on, now.due, now.child);
    PERFORM set_config('app.listing', '', true);
END $$;
REVOKE ALL ON FUNCTION asylia_relist FROM PUBLIC;

CREATE FUNCTION asylia_relist_each() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    one uuid;
BEGIN
    IF TG_TABLE_NAME = 'record_case' THEN
        FOR one IN SELECT DISTINCT id FROM changed LOOP
            PERFORM asylia_relist(one);
        END LOOP;
    ELSE
        FOR one IN SELECT DISTINCT case_id FROM changed LOOP
            PERFORM asylia_relist(one);
        END LOOP;
    END IF;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION asylia_relist_each FROM PUBLIC;
"""

TRIGGERS = "\n".join(
    f"CREATE TRIGGER {table}_relists_{event} AFTER {event.upper()} ON {table} "
    f"REFERENCING {'OLD' if event == 'delete' else 'NEW'} TABLE AS changed "
    "FOR EACH STATEMENT EXECUTE FUNCTION asylia_relist_each();"
    for table, events in {
        "record_access": ("insert",),
        "record_case": ("update",),
        "record_deadline": ("insert", "update", "delete"),
        "record_ruleoutcome": ("insert", "update", "delete"),
    }.items()
    for event in events
)
"""Whatever way a row is written by, the lists follow in the same transaction."""

NO_RELIST = "DROP FUNCTION asylia_relist_each() CASCADE; DROP FUNCTION asylia_relist(uuid);"

SHARED_WITH = f"""
DROP FUNCTION asylia_shared_with(uuid);
CREATE FUNCTION asylia_shared_with(which uuid) RETURNS SETOF record_access
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    RETURN QUERY SELECT a.* FROM record_access a
        WHERE a.case_id = which AND a.lead_id = asylia_agency() ORDER BY a.updated, a.id;
END $$;
REVOKE ALL ON FUNCTION asylia_shared_with FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_shared_with TO {ROLES};
"""
"""The same as before, without being bound to the columns that the table had then. It holds on the way back too."""

MINE = "record_nameindex.agency_id = asylia_agency()"
SEEN = f"{MINE} AND {sees_rows_of('record_nameindex', 'compartment')}"


class Migration(migrations.Migration):
    dependencies = [("record", "0004_need_to_know")]

    operations = [
        migrations.RemoveIndex("access", "record_access_list"),
        migrations.AddField("access", "state", models.CharField(default="draft", max_length=64)),
        migrations.AddField("access", "review_on", models.DateField(null=True)),
        migrations.AddField("access", "due", models.DateTimeField(null=True)),
        migrations.AddField("access", "child", models.BooleanField(default=False)),
        migrations.AddConstraint(
            "access",
            models.CheckConstraint(condition=models.Q(("state__in", STATES)), name="record_access_state_is_listed"),
        ),
        migrations.AddIndex(
            "access",
            models.Index(fields=["agency", "-updated", "-id"], include=LISTED, name="record_access_list"),
        ),
        migrations.CreateModel(
            name="NameIndex",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("field", models.CharField(max_length=64)),
                ("fingerprint", models.BinaryField()),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="record.case"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("compartment__in", [*"ABCDEFGHIJ"])),
                        name="record_nameindex_compartment_is_listed",
                    )
                ],
                "indexes": [models.Index(fields=["agency", "fingerprint"], name="record_nameindex_found")],
            },
        ),
        migrations.RunSQL(
            walled("record_nameindex", see=SEEN, insert=SEEN, update=None, delete=SEEN),
            open_again("record_nameindex"),
        ),
        migrations.RunSQL(SHARED_WITH, migrations.RunSQL.noop),
        migrations.RunSQL(LISTING, NO_LISTING),
        migrations.RunSQL(OWNER_LISTS, OWNER_LISTS_NO_MORE),
        migrations.RunSQL(RELIST + TRIGGERS, NO_RELIST),
        migrations.RunSQL(
            # Cases that were there before this change are listed as they stand.
            "ALTER TABLE record_access NO FORCE ROW LEVEL SECURITY;\n"
            "ALTER TABLE record_case NO FORCE ROW LEVEL SECURITY;\n"
            "SELECT asylia_relist(id) FROM record_case;\n"
            "ALTER TABLE record_access FORCE ROW LEVEL SECURITY;\n"
            "ALTER TABLE record_case FORCE ROW LEVEL SECURITY;",
            migrations.RunSQL.noop,
        ),
    ]
