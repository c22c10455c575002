"""The log finds the cases it is told of by the index of their codes, however many cases an agency has."""

from __future__ import annotations

from django.db import migrations

from asylia.audit.storage import FUNCTIONS


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_events")]

    operations = [migrations.RunSQL(FUNCTIONS, migrations.RunSQL.noop)]
