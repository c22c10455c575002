"""Row-level security on the second factors, whose table the library makes."""

from __future__ import annotations

from django.db import migrations

from asylia.record.walls import ROLES, open_again, walled

OWN = "mfa_authenticator.user_id = asylia_account()"
OF_AGENCY = (
    "EXISTS (SELECT FROM access_account a WHERE a.id = mfa_authenticator.user_id AND a.agency_id = asylia_agency()"
    " OFFSET 0)"
)

WALL = (
    walled("mfa_authenticator", see=OWN, insert=OWN, update=OWN, delete=OWN)
    + f"\nCREATE POLICY found ON mfa_authenticator TO asylia_owner USING ({OF_AGENCY}) WITH CHECK ({OF_AGENCY});"
    + f"\nGRANT USAGE ON SEQUENCE mfa_authenticator_id_seq TO {ROLES};"
)

TAKE = f"""
CREATE FUNCTION asylia_take_second_factors(whose uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF whose = asylia_account() OR NOT asylia_is_administrator() THEN
        RETURN false;
    END IF;
    DELETE FROM mfa_authenticator WHERE user_id = whose;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION asylia_take_second_factors FROM PUBLIC;
GRANT EXECUTE ON FUNCTION asylia_take_second_factors TO {ROLES};
"""
"""An administrator removes the second factors of an account of the same agency at a reset, and never sees them."""


class Migration(migrations.Migration):
    dependencies = [("access", "0002_accounts"), ("mfa", "0003_authenticator_type_uniq")]

    operations = [
        migrations.RunSQL(WALL, open_again("mfa_authenticator")),
        migrations.RunSQL(TAKE, "DROP FUNCTION asylia_take_second_factors(uuid);"),
    ]
