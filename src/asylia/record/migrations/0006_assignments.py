"""Who works on a case: the roles that accounts hold in it."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import ROLES, open_again, walled

MINE = "record_assignment.agency_id = asylia_agency()"
BY_ME = (
    "record_assignment.given_by = asylia_account() AND"
    f" (({MINE} AND asylia_may_assign(record_assignment.case_id))"
    " OR asylia_let_in(record_assignment.case_id, record_assignment.agency_id))"
)

MAY_ASSIGN = f"""
CREATE POLICY stands ON record_assignment FOR SELECT TO asylia_owner USING ({MINE});
CREATE FUNCTION asylia_may_assign(which uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM record_assignment s
        WHERE s.case_id = which AND s.account = asylia_account() AND s.withdrawn_at IS NULL
            AND (s.until IS NULL OR s.until > now())
    ) OR (
        NOT EXISTS (SELECT FROM record_assignment s WHERE s.case_id = which)
        AND EXISTS (SELECT FROM record_access a WHERE a.case_id = which AND a.agency_id = asylia_agency())
    );
REVOKE ALL ON FUNCTION asylia_may_assign FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_may_assign TO {ROLES};
CREATE FUNCTION asylia_let_in(which uuid, other uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN other <> asylia_agency() AND EXISTS (
        SELECT FROM record_access a WHERE a.case_id = which AND a.agency_id = other AND a.lead_id = asylia_agency()
    );
REVOKE ALL ON FUNCTION asylia_let_in FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_let_in TO {ROLES};
CREATE FUNCTION asylia_case_of_code(wanted text) RETURNS uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN (SELECT a.case_id FROM record_access a WHERE a.agency_id = asylia_agency() AND a.code = wanted
        AND a.lead_id = asylia_agency());
REVOKE ALL ON FUNCTION asylia_case_of_code FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_case_of_code TO {ROLES};
"""
"""Only whoever works on a case lets others work on it; the first is who opens it, and in an agency
that was let in, who receives it there. The
code of a case is enough to ask that it be opened for a life in danger, and to nothing else."""

NO_MAY_ASSIGN = """
DROP FUNCTION asylia_case_of_code(text);
DROP FUNCTION asylia_let_in(uuid, uuid) CASCADE;
DROP POLICY stands ON record_assignment;
DROP FUNCTION asylia_may_assign(uuid) CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("record", "0005_lists")]

    operations = [
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("role", models.CharField(max_length=8)),
                ("checked", models.BooleanField(default=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("given_by", models.UUIDField()),
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
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="record.case",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["account", "case"], name="record_assignment_account"),
                    models.Index(fields=["case"], name="record_assignment_case"),
                ],
            },
        ),
        migrations.RunSQL(MAY_ASSIGN, NO_MAY_ASSIGN),
        migrations.RunSQL(
            walled("record_assignment", see=MINE, insert=BY_ME, update=MINE, delete=None),
            open_again("record_assignment"),
        ),
    ]
