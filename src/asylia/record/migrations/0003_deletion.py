"""Deletion for good: two functions that alone may take rows from the ledgers, and the tombstones they leave."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import ROLES, open_again, walled

ERASING = """
CREATE FUNCTION asylia_erasing() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.erasing', true), '')::uuid;
CREATE OR REPLACE FUNCTION asylia_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_user = 'asylia_owner' AND to_jsonb(OLD) ->> 'case_id' = asylia_erasing()::text THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'this table only grows: add a row that supersedes it' USING ERRCODE = 'insufficient_privilege';
END $$;
"""
"""A ledger gives up a row only to the owner, only of the case that is being deleted."""

NOT_ERASING = """
CREATE OR REPLACE FUNCTION asylia_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this table only grows: add a row that supersedes it' USING ERRCODE = 'insufficient_privilege';
END $$;
DROP FUNCTION asylia_erasing() CASCADE;
DO $$
DECLARE
    laid record;
BEGIN
    FOR laid IN SELECT polname, polrelid::regclass AS place FROM pg_policy WHERE polname IN ('backup', 'restore') LOOP
        EXECUTE format('DROP POLICY %I ON %s', laid.polname, laid.place);
    END LOOP;
END $$;
"""

TOMBSTONE = (
    walled(
        "record_tombstone", see="record_tombstone.agency_id = asylia_agency()", insert=None, update=None, delete=None
    )
    + """
CREATE POLICY bury ON record_tombstone FOR INSERT TO asylia_owner
    WITH CHECK (record_tombstone.of_case = asylia_erasing());
CREATE TRIGGER record_tombstone_only_grows BEFORE UPDATE OR DELETE ON record_tombstone
    FOR EACH ROW EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER record_tombstone_stays BEFORE TRUNCATE ON record_tombstone
    FOR EACH STATEMENT EXECUTE FUNCTION asylia_only_grows();
"""
)

RESTORING = (
    walled("record_restoring", see="true", insert=None, update=None, delete=None)
    + """
CREATE POLICY found ON record_restoring TO asylia_owner USING (true) WITH CHECK (true);
CREATE FUNCTION asylia_restoring() RETURNS boolean LANGUAGE sql STABLE RETURN EXISTS (SELECT FROM record_restoring);
"""
)

DELETIONS = """
CREATE FUNCTION asylia_beyond_deletion() RETURNS SETOF name
    LANGUAGE sql STABLE SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT c.relname FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND c.relname NOT LIKE 'audit\\_%' AND c.relname NOT IN ('record_tombstone')
        AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'erase')
        AND (c.relname = 'record_case' OR EXISTS (
            SELECT FROM pg_attribute a
            WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.atttypid = 'uuid'::regtype
                AND a.attname IN ('case', 'case_id')
        ) OR EXISTS (
            SELECT FROM pg_constraint k
            WHERE k.conrelid = c.oid AND k.contype = 'f' AND k.confrelid = 'record_case'::regclass
        ));
END;

CREATE FUNCTION asylia_erase(which uuid, letter text) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    here record;
    chosen text;
    missed text;
BEGIN
    SELECT string_agg(lacking, ', ') INTO missed FROM asylia_beyond_deletion() AS lacking;
    IF missed IS NOT NULL THEN
        RAISE EXCEPTION 'nothing was deleted: deletion does not reach %; run ./asylia migrate', missed;
    END IF;
    SET CONSTRAINTS ALL DEFERRED;
    PERFORM set_config('app.erasing', which::text, true);
    FOR here IN
        SELECT polrelid::regclass AS place, pg_get_expr(polqual, polrelid) AS rows,
            obj_description(oid, 'pg_policy')::jsonb ->> 'compartment' AS compartment,
            letter <> '' AND EXISTS (
                SELECT FROM pg_attribute WHERE attrelid = polrelid AND attname = 'wrapped' AND NOT attisdropped
            ) AS keys
        FROM pg_policy WHERE polname = 'erase'
        ORDER BY (obj_description(oid, 'pg_policy')::jsonb ->> 'depth')::int DESC
    LOOP
        chosen := CASE WHEN letter = '' OR here.compartment = letter THEN 'true'
            WHEN here.compartment = 'by row' THEN format('%s.compartment = %L', here.place, letter) END;
        IF chosen IS NULL THEN
            CONTINUE;
        ELSIF here.keys THEN
            EXECUTE format('UPDATE %s SET wrapped = NULL WHERE (%s) AND %s', here.place, here.rows, chosen);
        ELSE
            EXECUTE format('DELETE FROM %s WHERE (%s) AND %s', here.place, here.rows, chosen);
        END IF;
    END LOOP;
    PERFORM set_config('app.erasing', '', true);
END $$;

CREATE FUNCTION asylia_delete(which uuid, letter text, because text) RETURNS boolean
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM record_access
        WHERE case_id = which AND agency_id = asylia_agency() AND lead_id = asylia_agency()
    ) THEN
        RETURN false;
    END IF;
    PERFORM set_config('app.erasing', which::text, true);
    INSERT INTO record_tombstone (id, of_case, agency_id, compartment, why, at)
        VALUES (gen_random_uuid(), which, asylia_agency(), letter, because, clock_timestamp());
    PERFORM asylia_erase(which, letter);
    RETURN true;
END $$;

CREATE FUNCTION asylia_delete_case(which uuid, because text) RETURNS boolean
    LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp
    RETURN asylia_delete(which, '', because);

CREATE FUNCTION asylia_delete_compartment(which uuid, letter text, because text) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF letter !~ '^[A-J]$' THEN
        RAISE EXCEPTION 'a compartment is one letter from A to J' USING ERRCODE = 'check_violation';
    END IF;
    RETURN asylia_delete(which, letter, because);
END $$;
"""
"""Which rows of which table are of a case is read from the policy `erase`, laid on every table by `record.deletion`
after each change of the tables. The comment on it says how far the table is from the case, and its compartment. A key
that is destroyed keeps its row, so that what it sealed is known to be gone and not damaged. asylia_erase leaves no
tombstone: a restore calls it for those that stand."""

DELETION_GRANTS = f"""
REVOKE ALL ON FUNCTION asylia_erase, asylia_delete, asylia_delete_case, asylia_delete_compartment FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_delete_case, asylia_delete_compartment TO {ROLES};
DROP POLICY remove ON record_case;
REVOKE DELETE ON record_case FROM {ROLES};
"""
"""A case goes only with its tombstone: a row deleted without one would come back with the next backup restored."""

NO_DELETIONS = f"""
DROP FUNCTION asylia_delete_compartment(uuid, text, text);
DROP FUNCTION asylia_delete_case(uuid, text);
DROP FUNCTION asylia_delete(uuid, text, text);
DROP FUNCTION asylia_erase(uuid, text);
DROP FUNCTION asylia_beyond_deletion();
GRANT DELETE ON record_case TO {ROLES};
CREATE POLICY remove ON record_case FOR DELETE TO {ROLES} USING (record_case.agency_id = asylia_agency());
"""

CLOSES = """
CREATE FUNCTION record_case_closes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.closed_at := CASE WHEN NEW.state IN ('closed', 'transferred') THEN coalesce(NEW.closed_at, now()) END;
    RETURN NEW;
END $$;
CREATE TRIGGER record_case_closes BEFORE INSERT OR UPDATE OF state, closed_at ON record_case
    FOR EACH ROW EXECUTE FUNCTION record_case_closes();
"""
"""How long things are kept counts from here, whoever closes the case and by whatever way."""

KEPT = """
CREATE POLICY kept ON record_case FOR SELECT TO asylia_owner
    USING (session_user = 'asylia_worker' AND record_case.agency_id = asylia_agency());
CREATE FUNCTION asylia_kept_cases(closed_before timestamptz, review_before date)
    RETURNS TABLE (of_case uuid, code varchar, opened_at timestamptz, closed_at timestamptz, review_on date)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT c.id, a.code, c.opened_at, c.closed_at, c.review_on
    FROM record_case c JOIN record_access a ON a.case_id = c.id AND a.agency_id = c.agency_id
    WHERE c.agency_id = asylia_agency() AND (
        c.closed_at < closed_before
        OR c.closed_at IS NULL AND coalesce(c.review_on, (c.opened_at AT TIME ZONE 'UTC')::date + 365) <= review_before
    );
END;
REVOKE ALL ON FUNCTION asylia_kept_cases FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_kept_cases TO asylia_worker;
"""
"""What was kept long enough is found by the worker, whoever works on the case; it reads when, and nothing else."""

NO_KEPT = "DROP FUNCTION asylia_kept_cases(timestamptz, date); DROP POLICY kept ON record_case;"

NO_CLOSES = "DROP TRIGGER record_case_closes ON record_case; DROP FUNCTION record_case_closes();"


class Migration(migrations.Migration):
    dependencies = [("record", "0002_walls")]

    operations = [
        migrations.AddField("case", "closed_at", models.DateTimeField(null=True)),
        migrations.CreateModel(
            name="Restoring",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("began", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Tombstone",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("of_case", models.UUIDField()),
                ("compartment", models.CharField(blank=True, default="", max_length=1)),
                ("why", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["retention", "request", "mistake", "agency_ends"])),
                        name="record_tombstone_why_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("compartment__in", ["", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                        name="record_tombstone_compartment_is_listed",
                    ),
                ],
            },
        ),
        migrations.RunSQL(ERASING, NOT_ERASING),
        migrations.RunSQL(TOMBSTONE, "DROP POLICY bury ON record_tombstone; " + open_again("record_tombstone")),
        migrations.RunSQL(RESTORING, "DROP FUNCTION asylia_restoring() CASCADE; " + open_again("record_restoring")),
        migrations.RunSQL(DELETIONS + DELETION_GRANTS, NO_DELETIONS),
        migrations.RunSQL(CLOSES, NO_CLOSES),
        migrations.RunSQL(KEPT, NO_KEPT),
    ]
