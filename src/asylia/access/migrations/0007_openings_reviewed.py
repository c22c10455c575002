"""Data protection looks into each case that was opened because a life is in danger, and says when it has (R26)."""

from __future__ import annotations

from django.db import migrations

REVIEWS = """
CREATE POLICY review ON access_breakglass FOR UPDATE TO asylia_app
    USING (access_breakglass.agency_id = asylia_agency() AND asylia_holds('{DP}', '{}'))
    WITH CHECK (access_breakglass.agency_id = asylia_agency() AND asylia_holds('{DP}', '{}'));
CREATE FUNCTION access_breakglass_limits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.reviewed_at IS DISTINCT FROM OLD.reviewed_at THEN
        IF OLD.reviewed_at IS NOT NULL OR OLD.opened_at IS NULL OR NOT asylia_holds('{DP}', '{}')
            OR asylia_account() IN (OLD.account, OLD.second)
        THEN
            RAISE EXCEPTION 'an opening is looked into once, by data protection, and by nobody who had a part in it'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        OLD.reviewed_at := NEW.reviewed_at;
        IF NEW IS DISTINCT FROM OLD THEN
            RAISE EXCEPTION 'whoever looks into an opening changes nothing of it'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
    ELSIF NOT asylia_may_assign(OLD.case_id) THEN
        RAISE EXCEPTION 'whoever works on the case opens it and ends that' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER access_breakglass_limits BEFORE UPDATE ON access_breakglass
    FOR EACH ROW WHEN (current_user = 'asylia_app') EXECUTE FUNCTION access_breakglass_limits();
"""

NO_REVIEWS = """
DROP TRIGGER access_breakglass_limits ON access_breakglass;
DROP FUNCTION access_breakglass_limits();
DROP POLICY review ON access_breakglass;
"""


class Migration(migrations.Migration):
    dependencies = [("access", "0006_incidents")]

    operations = [migrations.RunSQL(REVIEWS, NO_REVIEWS)]
