"""Row-level security as SQL: which rows of a table the app and the worker see and write. Used by migrations.

One table drives it all: record_access names the cases an agency may see, until when, and which compartments. Every
policy asks it by its index. The owner of the tables has no policy, and FORCE holds for owners too: the owner sees
nothing. Whoever changes this file writes a migration that lays the walls anew.
"""

from __future__ import annotations

ROLES = "asylia_app, asylia_worker"
POLICIES = ("see", "add", "change", "remove", "found", "lead", "list")

FUNCTIONS = """
CREATE FUNCTION asylia_agency() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.agency', true), '')::uuid;
CREATE FUNCTION asylia_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
    RETURN nullif(current_setting('app.account', true), '')::uuid;
"""
"""Who acts. After the first transaction of a connection an unset value reads '', not NULL; both mean nobody."""

NO_FUNCTIONS = "DROP FUNCTION asylia_agency(); DROP FUNCTION asylia_account();"


def may_see(case: str, compartment: str | None) -> str:
    """The condition that the acting agency may see rows of this case and compartment, as SQL.

    case: the column with the case, with its table: alone, PostgreSQL would take it for the one of record_access.
    compartment: SQL that gives the letter A to J, None for what any access shows.
    OFFSET 0 has it looked up row by row: else PostgreSQL may first read every case of the agency to show one.
    """
    within = f" AND position({compartment} IN a.compartments) > 0" if compartment else ""
    return (
        f"EXISTS (SELECT FROM record_access a WHERE a.agency_id = (SELECT asylia_agency()) AND a.case_id = {case}"
        f" AND (a.until IS NULL OR a.until > now()){within} OFFSET 0)"
    )


def sees_rows_of(table: str, compartment: str | None) -> str:
    """The same for a table with the columns case_id and, where named, `compartment`."""
    return may_see(f"{table}.case_id", f"{table}.compartment" if compartment == "compartment" else compartment)


def walled(table: str, *, see: str, insert: str | None, update: str | None, delete: str | None) -> str:
    """Walls of one table: the condition on rows that are seen, added, changed and removed; None: nobody may.

    A row is changed or removed only where it is seen too, and stays within the same condition when changed.
    """
    statements = [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY",
        f"REVOKE ALL ON {table} FROM PUBLIC, {ROLES}",
        f"GRANT SELECT ON {table} TO {ROLES}",
        f"CREATE POLICY see ON {table} FOR SELECT TO {ROLES} USING ({see})",
    ]
    if insert is not None:
        statements += [
            f"GRANT INSERT ON {table} TO {ROLES}",
            f"CREATE POLICY add ON {table} FOR INSERT TO {ROLES} WITH CHECK ({insert})",
        ]
    if update is not None:
        statements += [
            f"GRANT UPDATE ON {table} TO {ROLES}",
            f"CREATE POLICY change ON {table} FOR UPDATE TO {ROLES} USING ({update}) WITH CHECK ({update})",
        ]
    if delete is not None:
        statements += [
            f"GRANT DELETE ON {table} TO {ROLES}",
            f"CREATE POLICY remove ON {table} FOR DELETE TO {ROLES} USING ({delete})",
        ]
    return ";\n".join(statements) + ";"


ACCESS_FUNCTIONS = """
CREATE FUNCTION asylia_lets(which uuid, other uuid, letter text) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
    RETURN EXISTS (
        SELECT FROM record_access WHERE case_id = which AND agency_id = other AND lead_id = asylia_agency()
            AND position(letter IN compartments) > 0
    );
CREATE FUNCTION asylia_shared_with(which uuid) RETURNS SETOF record_access
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
BEGIN ATOMIC
    SELECT * FROM record_access WHERE case_id = which AND lead_id = asylia_agency() ORDER BY updated, id;
END;
CREATE FUNCTION asylia_take_access(which uuid, other uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    DELETE FROM record_access WHERE case_id = which AND agency_id = other AND lead_id = asylia_agency();
    RETURN FOUND;
END $$;
CREATE FUNCTION asylia_touch(which uuid, moment timestamptz) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine uuid := asylia_agency();
    led_by uuid;
BEGIN
    SELECT lead_id INTO led_by FROM record_access
        WHERE case_id = which AND agency_id = mine AND (until IS NULL OR until > now());
    IF led_by IS NULL THEN
        RETURN false;
    END IF;
    PERFORM set_config('app.agency', led_by::text, true);
    UPDATE record_access SET updated = moment WHERE case_id = which;
    PERFORM set_config('app.agency', mine::text, true);
    RETURN true;
END $$;
"""
"""What the lead agency does with the rows of others, which it does not see itself: the condition on what is seen is one
equation, so that lists and counts are read from one index. The functions act as the owner, who sees in `record_access`
what the acting agency leads or has, and nothing when nobody acts."""

NO_ACCESS_FUNCTIONS = """
DROP FUNCTION asylia_lets(uuid, uuid, text);
DROP FUNCTION asylia_shared_with(uuid);
DROP FUNCTION asylia_take_access(uuid, uuid);
DROP FUNCTION asylia_touch(uuid, timestamptz);
"""

ACCESS_FUNCTION_GRANTS = f"""
REVOKE ALL ON FUNCTION asylia_lets, asylia_shared_with, asylia_take_access, asylia_touch FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_lets, asylia_shared_with, asylia_take_access, asylia_touch TO {ROLES};
"""


def case_table(table: str, compartment: str | None = None) -> str:
    """Walls of a table with rows of a case: seen with access, written by the agency that the row names as its own."""
    see = sees_rows_of(table, compartment)
    own = f"agency_id = asylia_agency() AND {see}"
    return walled(table, see=see, insert=own, update=own, delete=own)


def growing_table(table: str, compartment: str, author: str = "recorded_by") -> str:
    """Walls of a table that only grows, each row in the name of who wrote it. author: the column that says who."""
    see = sees_rows_of(table, compartment)
    own = f"agency_id = asylia_agency() AND {author} = asylia_account() AND {see}"
    return (
        walled(table, see=see, insert=own, update=None, delete=None)
        + f"""
CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER {table}_stays BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION asylia_only_grows();
"""
    )


def ledger_table(table: str, compartment: str, key: str, links: str) -> str:
    """The same, where a row may point to earlier ones: only to rows of the same case that tell of the same.

    key: the column that says what a row tells of. links: SQL of the ids of NEW that it points to.
    """
    return (
        growing_table(table, compartment)
        + f"""
CREATE FUNCTION {table}_points_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM unnest({links}) AS earlier
        WHERE NOT EXISTS (
            SELECT FROM {table} t WHERE t.id = earlier AND t.case_id = NEW.case_id AND t.{key} = NEW.{key}
        )
    ) THEN
        RAISE EXCEPTION 'a row may point only to earlier rows that tell of the same' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER {table}_points_back BEFORE INSERT ON {table}
    FOR EACH ROW EXECUTE FUNCTION {table}_points_back();
"""
    )


ONLY_GROWS = """
CREATE FUNCTION asylia_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'this table only grows: add a row that supersedes it' USING ERRCODE = 'insufficient_privilege';
END $$;
"""

NO_ONLY_GROWS = "DROP FUNCTION asylia_only_grows() CASCADE;"


def without_policies(table: str) -> str:
    """Takes the policies on what is seen and written away, before others are laid in the same migration."""
    return "".join(f"DROP POLICY IF EXISTS {name} ON {table};\n" for name in ("see", "add", "change", "remove"))


def open_again(table: str) -> str:
    """Takes the walls of a table away, for the way back. Nobody but its owner reaches it then."""
    return ";\n".join(
        [
            f"REVOKE ALL ON {table} FROM {ROLES}",
            *(f"DROP POLICY IF EXISTS {name} ON {table}" for name in POLICIES),
            f"DROP TRIGGER IF EXISTS {table}_points_back ON {table}",
            f"DROP FUNCTION IF EXISTS {table}_points_back()",
            f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY",
        ]
    )
