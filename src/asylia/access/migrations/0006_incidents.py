"""Incidents and canaries, with their walls; and what no statement of the app does while an incident is open."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import ROLES, open_again, walled

HOLDS = f"""
CREATE FUNCTION asylia_holds(duty text[], role text[]) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM access_account WHERE id = asylia_account() AND agency_id = asylia_agency() AND active
            AND (duties::text[] && duty OR qualified::text[] && role)
    );
REVOKE ALL ON FUNCTION asylia_holds FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_holds TO {ROLES};
"""

INCIDENT = "access_incident.agency_id = asylia_agency()"
DATA_PROTECTION = "asylia_holds('{DP}', '{}')"
ASKS = "asylia_holds('{SY}', '{CO}')"
BEGINS = "asylia_holds('{DP,SY}', '{CO}')"
CANARY = f"access_canary.agency_id = asylia_agency() AND {DATA_PROTECTION}"

WALLS = (
    walled(
        "access_incident",
        see=INCIDENT,
        insert=f"{INCIDENT} AND {BEGINS} AND access_incident.begun_by = asylia_account()"
        " AND access_incident.end_asked_at IS NULL AND access_incident.end_asked_by IS NULL"
        " AND access_incident.ended_at IS NULL",
        update=f"{INCIDENT} AND {BEGINS}",
        delete=None,
    )
    + f"\nCREATE POLICY found ON access_incident TO asylia_owner USING ({INCIDENT}) WITH CHECK ({INCIDENT});\n"
    + walled(
        "access_canary",
        see=CANARY,
        insert=f"{CANARY} AND access_canary.marked_by = asylia_account()"
        " AND access_canary.case_id = asylia_case_of_code(access_canary.code)",
        update=CANARY,
        delete=None,
    )
)
"""Which cases are canaries is seen by data protection of their agency alone: nobody else can tell one from others."""

LIMITS = f"""
CREATE FUNCTION access_incident_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.ended_at IS NOT NULL OR (NEW.id, NEW.agency_id, NEW.begun_at, NEW.begun_by)
        IS DISTINCT FROM (OLD.id, OLD.agency_id, OLD.begun_at, OLD.begun_by)
    THEN
        RAISE EXCEPTION 'an incident stays what it was' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF session_user = 'asylia_owner' THEN
        RETURN NEW;
    END IF;
    IF (NEW.end_asked_at, NEW.end_asked_by) IS DISTINCT FROM (OLD.end_asked_at, OLD.end_asked_by)
        AND (NEW.end_asked_by = asylia_account() AND {ASKS}) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'who asks for the end, asks in their own name' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.ended_at IS NOT NULL
        AND (NEW.ended_by = asylia_account() AND OLD.end_asked_by <> asylia_account() AND {DATA_PROTECTION}) IS NOT TRUE
    THEN
        RAISE EXCEPTION 'an incident is ended by two' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_incident_limits BEFORE UPDATE ON access_incident
    FOR EACH ROW EXECUTE FUNCTION access_incident_limits();
CREATE FUNCTION access_canary_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.case_id, NEW.agency_id, NEW.code, NEW.marked_at, NEW.marked_by)
        IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.agency_id, OLD.code, OLD.marked_at, OLD.marked_by)
    THEN
        RAISE EXCEPTION 'a canary stays the case it is' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_canary_limits BEFORE UPDATE ON access_canary
    FOR EACH ROW EXECUTE FUNCTION access_canary_limits();
"""
"""The operator, who is the owner of the tables at the machine itself, ends an incident alone."""

FUNCTIONS = f"""
CREATE FUNCTION asylia_frozen() RETURNS boolean LANGUAGE sql STABLE
    RETURN EXISTS (
        SELECT FROM access_incident WHERE agency_id = (SELECT asylia_agency()) AND ended_at IS NULL
    );
CREATE FUNCTION asylia_canaries() RETURNS jsonb LANGUAGE sql STABLE
    RETURN (
        SELECT coalesce(jsonb_object_agg(code, marked_at), '{{}}') FROM access_canary
        WHERE agency_id = (SELECT asylia_agency()) AND ended_at IS NULL
    );
REVOKE ALL ON FUNCTION asylia_frozen, asylia_canaries FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_frozen, asylia_canaries TO {ROLES};
"""
"""They see what whoever asks sees: for all but data protection there is no canary. The log asks by a function, as its
room knows nothing of this one."""

NO_FUNCTIONS = "DROP FUNCTION asylia_canaries(); DROP FUNCTION asylia_frozen();"

STOPPED = (
    ("access_account", "INSERT", "true"),
    ("access_storedgrant", "INSERT", "access_storedgrant.account_id <> asylia_account()"),
    ("access_share", "INSERT", "true"),
    ("access_share", "UPDATE", "access_share.withdrawn_at IS NULL"),
    ("access_agreement", "INSERT", "true"),
    ("access_agreement", "UPDATE", "access_agreement.withdrawn_at IS NULL"),
    ("record_access", "INSERT", "record_access.agency_id <> record_access.lead_id"),
)
"""What an incident stops in the storage itself, whatever a page forgets to ask: rows of these tables that are added or
changed so. One's own keys under a new passphrase, a case of one's own and taking back go on."""


def _policies() -> str:
    statements = []
    for table, what, which in STOPPED:
        using = "USING (true) " if what == "UPDATE" else ""
        statements.append(
            f"CREATE POLICY frozen_{what.lower()} ON {table} AS RESTRICTIVE FOR {what} TO {ROLES} {using}"
            f"WITH CHECK (NOT ({which} AND (SELECT asylia_frozen())));"
        )
    return "\n".join(statements)


NO_POLICIES = "\n".join(f"DROP POLICY frozen_{what.lower()} ON {table};" for table, what, _ in STOPPED)


class Migration(migrations.Migration):
    dependencies = [("access", "0005_nobody_is_the_person"), ("record", "0007_work")]

    operations = [
        migrations.CreateModel(
            name="Canary",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=14)),
                ("marked_at", models.DateTimeField()),
                ("marked_by", models.UUIDField()),
                ("ended_at", models.DateTimeField(null=True)),
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
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("case",),
                        name="access_canary_marked_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Incident",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("begun_at", models.DateTimeField()),
                ("begun_by", models.UUIDField()),
                ("end_asked_at", models.DateTimeField(null=True)),
                ("end_asked_by", models.UUIDField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.UUIDField(null=True)),
                ("ended_because", models.CharField(blank=True, default="", max_length=64)),
                (
                    "agency",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ended_because__in", ["", "drill", "mended", "mistake", "nobody_left"])),
                        name="access_incident_ended_because_is_listed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("agency",),
                        name="access_incident_one_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", True), ("ended_because", ""), ("ended_by__isnull", True)),
                            models.Q(
                                ("ended_at__isnull", False),
                                ("ended_because__in", ("drill", "mended", "mistake", "nobody_left")),
                                ("ended_by", uuid.UUID("00000000-0000-0000-0000-000000000000")),
                            ),
                            models.Q(
                                ("end_asked_by__isnull", False),
                                ("ended_at__isnull", False),
                                ("ended_because", ""),
                                ("ended_by__isnull", False),
                                models.Q(("ended_by", models.F("end_asked_by")), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="access_incident_two_end_it",
                    ),
                ],
            },
        ),
        migrations.RunSQL(HOLDS, "DROP FUNCTION asylia_holds(text[], text[]);"),
        migrations.RunSQL(WALLS, open_again("access_canary") + ";\n" + open_again("access_incident") + ";"),
        migrations.RunSQL(
            LIMITS,
            "DROP TRIGGER access_canary_limits ON access_canary; DROP FUNCTION access_canary_limits();"
            "DROP TRIGGER access_incident_limits ON access_incident; DROP FUNCTION access_incident_limits();",
        ),
        migrations.RunSQL(FUNCTIONS, NO_FUNCTIONS),
        migrations.RunSQL(_policies(), NO_POLICIES),
    ]
