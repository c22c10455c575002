"""The log in the database as SQL: walls, triggers, and the one function that writes it. Used by migrations.

The app may read its agency's events and call `asylia_log`; it has no right to add, change or remove a row. Agency and
account are those that act; number and fingerprints are worked out here, from the newest event under a lock. Whoever has
taken over the app can lie about what it does from then on, but takes nothing back of what was written before.
"""

from __future__ import annotations

from asylia.record.walls import ROLES, walled

MINE = "agency_id = asylia_agency()"


def _only_mine(table: str) -> str:
    return walled(table, see=f"{table}.agency_id = (SELECT asylia_agency())", insert=None, update=None, delete=None)


WALLS = (
    _only_mine("audit_auditevent")
    + _only_mine("audit_audithead")
    + f"""
CREATE POLICY append ON audit_auditevent FOR INSERT TO asylia_owner
    WITH CHECK (audit_auditevent.{MINE});
CREATE POLICY append ON audit_audithead TO asylia_owner
    USING (audit_audithead.{MINE}) WITH CHECK (audit_audithead.{MINE});
CREATE TRIGGER audit_auditevent_only_grows BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER audit_auditevent_stays BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER audit_audithead_only_grows BEFORE UPDATE ON audit_audithead
    FOR EACH ROW WHEN (NEW.agency_id <> OLD.agency_id OR NEW.seq <= OLD.seq) EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER audit_audithead_is_kept BEFORE DELETE ON audit_audithead
    FOR EACH ROW EXECUTE FUNCTION asylia_only_grows();
CREATE TRIGGER audit_audithead_stays BEFORE TRUNCATE ON audit_audithead
    FOR EACH STATEMENT EXECUTE FUNCTION asylia_only_grows();
"""
)
"""The owner, in whose name the function works, adds to the chain of whoever acts, and reads no event."""

FUNCTIONS = r"""
CREATE OR REPLACE FUNCTION asylia_chain(chain uuid, by_agency uuid, who uuid, told jsonb) RETURNS void
    LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
    said jsonb;
    n bigint;
    last text;
    following text;
    moment timestamptz;
    named text := CASE WHEN by_agency = chain THEN '' ELSE by_agency || '/' END || who;
BEGIN
    SELECT seq, own INTO n, last FROM audit_audithead WHERE agency_id = chain FOR UPDATE;
    IF NOT FOUND THEN
        INSERT INTO audit_audithead (agency_id, seq, own)
            VALUES (chain, 0, encode(sha256(convert_to('asylia-audit-1/' || chain, 'UTF8')), 'hex'))
            ON CONFLICT DO NOTHING;
        SELECT seq, own INTO STRICT n, last FROM audit_audithead WHERE agency_id = chain FOR UPDATE;
    END IF;
    FOR said IN SELECT value FROM jsonb_array_elements(told) WITH ORDINALITY ORDER BY ordinality LOOP
        n := n + 1;
        moment := (said->>'at')::timestamptz;
        following := encode(sha256(convert_to(
            '{"before":"' || last || '","event":{"account":"' || named || '","action":"' || (said->>'action')
            || '","agency":"' || chain || '","allowed":' || (said->>'allowed') || ',"area":"' || (said->>'area')
            || '","at":"' || to_char(moment AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US') || '+00:00","case":"'
            || (said->>'case') || '","items":' || replace((said->'items')::text, ', ', ',') || ',"purpose":"'
            || (said->>'purpose') || '","role":"' || (said->>'role') || '","rule":"' || (said->>'rule')
            || '"},"format":"asylia-audit-1","seq":' || n || '}', 'UTF8')), 'hex');
        INSERT INTO audit_auditevent (agency_id, seq, at, by_id, account, role, case_code, area, action, purpose,
                allowed, rule, items, before, own)
            VALUES (chain, n, moment, by_agency, who, said->>'role', said->>'case', said->>'area', said->>'action',
                said->>'purpose', (said->>'allowed')::boolean, said->>'rule',
                ARRAY(SELECT jsonb_array_elements_text(said->'items')), last, following);
        last := following;
    END LOOP;
    UPDATE audit_audithead SET seq = n, own = last WHERE agency_id = chain;
END $$;

CREATE OR REPLACE FUNCTION asylia_log(told jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    mine uuid := asylia_agency();
    who uuid := asylia_account();
    one_code CONSTANT text := '^[A-Za-z0-9][A-Za-z0-9_.:/-]{0,79}$';  -- longer than a column: refused there
    to_whom record;
    theirs text;
BEGIN
    IF mine IS NULL OR who IS NULL THEN
        RAISE EXCEPTION 'nobody acts' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_array_elements(told) AS e(said)
        WHERE (SELECT count(*) FROM jsonb_object_keys(said)) <> 9
            OR jsonb_typeof(said->'allowed') IS DISTINCT FROM 'boolean'
            OR (said->>'action') !~ one_code OR (said->>'rule') !~ one_code
            OR concat(said->>'role', said->>'area', said->>'purpose', said->>'case', said->>'at') IS NULL
            OR EXISTS (SELECT FROM unnest(ARRAY[said->>'role', said->>'area', said->>'purpose', said->>'case']) AS w
                WHERE w IS NULL OR (w <> '' AND w !~ one_code))
            OR EXISTS (SELECT FROM jsonb_array_elements(said->'items') AS i
                WHERE jsonb_typeof(i) <> 'string' OR (i #>> '{}') !~ one_code)
    ) THEN
        RAISE EXCEPTION 'an event holds codes only' USING ERRCODE = 'check_violation';
    END IF;
    -- Chains are locked in one order, whoever acts: so two never wait for one another.
    FOR to_whom IN
        SELECT mine AS chain, NULL::uuid AS which, NULL::text AS code
        UNION
        SELECT a.lead_id, a.case_id, a.code
            FROM record_access a
            -- As an array, so that the index is used: walls keep a join from it, and every case would be read.
            WHERE a.agency_id = mine AND a.lead_id <> mine
                AND a.code = ANY (ARRAY(SELECT e.said->>'case' FROM jsonb_array_elements(told) AS e(said)))
        ORDER BY 1, 2
    LOOP
        IF to_whom.which IS NULL THEN
            PERFORM asylia_chain(mine, mine, who, told);
        ELSE
            PERFORM set_config('app.agency', to_whom.chain::text, true);
            SELECT a.code INTO theirs FROM record_access a
                WHERE a.case_id = to_whom.which AND a.agency_id = to_whom.chain;
            PERFORM asylia_chain(to_whom.chain, mine, who, (
                SELECT jsonb_agg(said || jsonb_build_object('case', coalesce(theirs, ''), 'items', (
                    SELECT coalesce(jsonb_agg(i ORDER BY place), '[]')
                        FROM jsonb_array_elements(said->'items') WITH ORDINALITY AS of_it(i, place)
                        WHERE (i #>> '{}') !~ '^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$'
                )) ORDER BY number)
                FROM jsonb_array_elements(told) WITH ORDINALITY AS e(said, number)
                WHERE said->>'case' = to_whom.code
            ));
            PERFORM set_config('app.agency', mine::text, true);
        END IF;
    END LOOP;
END $$;
"""
"""asylia_log takes the events of one transaction; whose they are is not for the caller to say. What concerns a case
that another agency leads is told to that agency too, in its own chain and under its own code of the case; codes of
other cases are left out of what it is told. The text that is fingerprinted is that of `chain`: every value is a code,
so nothing in it has to be escaped."""

GRANTS = f"""
REVOKE ALL ON FUNCTION asylia_chain, asylia_log FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_log TO {ROLES};
"""

NO_FUNCTIONS = """
DROP FUNCTION asylia_log(jsonb);
DROP FUNCTION asylia_chain(uuid, uuid, uuid, jsonb);
"""
