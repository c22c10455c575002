"""No account is the person's own yet: an assignment as the person concerned opens nothing, by the database too."""

from __future__ import annotations

from django.db import migrations

WITH_THE_PERSON = """
ALTER POLICY of_account ON record_access USING (
    EXISTS (
        SELECT FROM record_assignment s
        WHERE s.account = (SELECT asylia_account()) AND s.case_id = record_access.case_id
            AND s.agency_id = record_access.agency_id AND s.withdrawn_at IS NULL
            AND (s.until IS NULL OR s.until > now()) AND (s.role <> 'GD' OR s.checked){roles}
            AND (s.role <> 'IN' OR EXISTS (
                SELECT FROM access_conversation c
                WHERE c.case_id = s.case_id AND s.account = ANY (c.accounts) AND (c.until IS NULL OR c.until > now())
            ))
        OFFSET 0
    )
    OR EXISTS (
        SELECT FROM access_breakglass b
        WHERE b.account = (SELECT asylia_account()) AND b.case_id = record_access.case_id
            AND b.opened_at > now() - interval '2 hours' AND b.closed_at IS NULL
        OFFSET 0
    )
);
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0004_account_walls")]

    operations = [
        migrations.RunSQL(
            WITH_THE_PERSON.format(roles=" AND s.role <> 'PR'"),
            WITH_THE_PERSON.format(roles=""),
        ),
    ]
