"""Lets the owner of the tables read them for a backup and fill them from one, and nobody sign in meanwhile."""

from __future__ import annotations

import psycopg

from asylia.record.deletion_reach import LAYING

BACKUP = "app.backup"
RESTORE = "app.restore"

POLICIES = {
    "backup": "FOR SELECT TO asylia_owner USING (session_user = 'asylia_owner' AND "
    f"current_setting('{BACKUP}', true) = 'on')",
    "restore": "FOR INSERT TO asylia_owner WITH CHECK (session_user = 'asylia_owner' AND "
    f"current_setting('{RESTORE}', true) = 'on')",
}
"""session_user: a function of the owner that the app calls is not the owner's own session, whatever the app sets."""

LACKING = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relrowsecurity
    AND NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = %s)
ORDER BY c.relname
"""


OPEN_WHILE_RESTORING = """
SELECT to_regclass('public.access_account') IS NOT NULL AND to_regproc('public.asylia_restoring') IS NOT NULL
    AND NOT EXISTS (SELECT FROM pg_policy WHERE polname = 'whole' AND polrelid = to_regclass('public.access_account'))
"""
"""While a restore is unfinished there is no account to sign in with, whatever a page forgets to ask."""


def let_owner_copy(owner: psycopg.Connection) -> int:
    """Lay these policies on every table that lacks them, whichever room made it, and give how many were laid."""
    laid = 0
    with owner.transaction():
        owner.execute("SELECT pg_advisory_xact_lock(%s)", [LAYING])
        for name, says in POLICIES.items():
            for (table,) in owner.execute(LACKING, [name]).fetchall():
                owner.execute(f'CREATE POLICY {name} ON "{table}" {says}')
                laid += 1
        if owner.execute(OPEN_WHILE_RESTORING).fetchone() == (True,):
            owner.execute(
                "CREATE POLICY whole ON access_account AS RESTRICTIVE FOR SELECT TO asylia_app, asylia_worker "
                "USING (NOT (SELECT asylia_restoring()))"
            )
            laid += 1
    return laid
