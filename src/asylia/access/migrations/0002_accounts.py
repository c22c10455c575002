"""Accounts, the keys granted to them and their sign-ins, with their walls."""

from __future__ import annotations

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from asylia.record.walls import ROLES, open_again, walled

IS_ADMINISTRATOR = f"""
CREATE FUNCTION asylia_is_administrator() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM access_account WHERE id = asylia_account() AND agency_id = asylia_agency() AND active
            AND 'SY' = ANY (duties)
    );
REVOKE ALL ON FUNCTION asylia_is_administrator FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_is_administrator TO {ROLES};
"""

OWN_LIMITS = """
CREATE FUNCTION access_account_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (NEW.id, NEW.agency_id, NEW.name) IS DISTINCT FROM (OLD.id, OLD.agency_id, OLD.name) THEN
        RAISE EXCEPTION 'an account keeps its agency and its name' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.epoch < OLD.epoch THEN
        RAISE EXCEPTION 'an ended session stays ended' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF OLD.id = asylia_account() THEN
        IF (NEW.duties, NEW.qualified, NEW.active) IS DISTINCT FROM (OLD.duties, OLD.qualified, OLD.active) THEN
            RAISE EXCEPTION 'nobody changes their own roles' USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NEW.locked IS DISTINCT FROM OLD.locked AND NOT (NEW.must_change AND NEW.public <> OLD.public) THEN
        RAISE EXCEPTION 'a reset gives a new key' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.duties, NEW.qualified, NEW.active, NEW.locked, NEW.public)
        IS DISTINCT FROM (OLD.duties, OLD.qualified, OLD.active, OLD.locked, OLD.public)
    THEN
        NEW.epoch := OLD.epoch + 1;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_account_limits BEFORE UPDATE ON access_account
    FOR EACH ROW EXECUTE FUNCTION access_account_limits();
"""
"""Every change that must end the account's sessions begins a new epoch by itself, so that none can be forgotten."""

NO_OWN_LIMITS = "DROP TRIGGER access_account_limits ON access_account; DROP FUNCTION access_account_limits();"

OF_AGENCY = "agency_id = asylia_agency()"
FOUNDED = "\nCREATE POLICY found ON {0} TO asylia_owner USING ({1}) WITH CHECK ({1});"

ACCOUNT = (
    f"access_account.{OF_AGENCY} OR access_account.id = asylia_account()"
    " OR access_account.name = nullif(current_setting('app.signing_in', true), '')"
)
ADMINISTERED = f"access_account.{OF_AGENCY} AND asylia_is_administrator()"
SESSION = (
    "access_signin.digest = nullif(current_setting('app.session', true), '')"
    " OR access_signin.account_id = asylia_account()"
)
GRANT = f"access_storedgrant.{OF_AGENCY}"
ATTEMPT = "access_attempt.digest = nullif(current_setting('app.attempt', true), '')"

WALLS = {
    "access_account": walled(
        "access_account",
        see=ACCOUNT,
        insert=ADMINISTERED,
        update=f"access_account.id = asylia_account() OR ({ADMINISTERED})",
        delete=None,
    )
    + FOUNDED.format("access_account", f"access_account.{OF_AGENCY}"),
    "access_compartmentpublic": walled(
        "access_compartmentpublic", see="asylia_agency() IS NOT NULL", insert=None, update=None, delete=None
    )
    + FOUNDED.format("access_compartmentpublic", f"access_compartmentpublic.{OF_AGENCY}"),
    "access_storedgrant": walled(
        "access_storedgrant",
        see=GRANT,
        insert=f"{GRANT} AND access_storedgrant.granted_by = asylia_account() AND EXISTS (SELECT FROM access_account a"
        " WHERE a.id = access_storedgrant.account_id AND a.agency_id = asylia_agency() OFFSET 0)",
        update=None,
        delete=f"{GRANT} AND (access_storedgrant.account_id = asylia_account() OR asylia_is_administrator())",
    )
    + FOUNDED.format("access_storedgrant", GRANT),
    "access_signin": walled(
        "access_signin",
        see=SESSION,
        insert=f"access_signin.account_id = asylia_account() AND access_signin.{OF_AGENCY}",
        update=SESSION,
        delete=SESSION,
    ),
    "access_attempt": walled("access_attempt", see=ATTEMPT, insert=ATTEMPT, update=ATTEMPT, delete=ATTEMPT),
}


class Migration(migrations.Migration):
    # The tables of second factors refer to accounts, and would be made before them.
    run_before = (("mfa", "0001_initial"),)

    dependencies = [
        ("access", "0001_standing"),
        ("record", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("last", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=32, unique=True)),
                ("shown_as", models.CharField(max_length=64)),
                (
                    "duties",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                (
                    "qualified",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=8), blank=True, default=list, size=None
                    ),
                ),
                ("active", models.BooleanField(default=True)),
                ("locked", models.BinaryField()),
                ("public", models.BinaryField()),
                ("epoch", models.PositiveIntegerField(default=1)),
                ("must_change", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SignIn",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("epoch", models.PositiveIntegerField()),
                ("signed_in_at", models.DateTimeField()),
                ("last_seen_at", models.DateTimeField()),
                ("second_factor", models.BooleanField(default=False)),
                ("stepped_up_at", models.DateTimeField(null=True)),
                ("ended", models.BooleanField(default=False)),
                ("parked", models.BinaryField(null=True)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("pending", models.JSONField(default=dict)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="CompartmentPublic",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("version", models.PositiveIntegerField(default=1)),
                ("raw", models.BinaryField()),
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
                        condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                        name="access_compartmentpublic_compartment_is_listed",
                    ),
                    models.UniqueConstraint(
                        fields=("agency", "compartment", "version"), name="access_compartmentpublic_version_once"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredGrant",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("version", models.PositiveIntegerField(default=1)),
                ("sealed", models.BinaryField()),
                ("granted_by", models.UUIDField()),
                ("granted_at", models.DateTimeField()),
                (
                    "account",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
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
                        condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                        name="access_storedgrant_compartment_is_listed",
                    ),
                    models.UniqueConstraint(
                        fields=("account", "compartment", "version"), name="access_storedgrant_version_once"
                    ),
                ],
            },
        ),
        migrations.RunSQL(
            IS_ADMINISTRATOR,
            # The walls of every table of accounts ask it.
            "DROP FUNCTION asylia_is_administrator() CASCADE;",
        ),
        migrations.RunSQL(OWN_LIMITS, NO_OWN_LIMITS),
        *(migrations.RunSQL(sql, open_again(table)) for table, sql in WALLS.items()),
    ]
