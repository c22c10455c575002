"""Each agency's log, behind walls, and the one way in which it is written."""

from __future__ import annotations

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from asylia.audit.storage import FUNCTIONS, GRANTS, NO_FUNCTIONS, WALLS


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("record", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditHead",
            fields=[
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="record.agency",
                    ),
                ),
                ("seq", models.BigIntegerField()),
                ("own", models.CharField(max_length=64)),
            ],
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "agency_id", "seq", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("seq", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("account", models.UUIDField()),
                ("role", models.CharField(blank=True, max_length=64)),
                ("case_code", models.CharField(blank=True, max_length=14)),
                ("area", models.CharField(blank=True, max_length=64)),
                ("action", models.CharField(max_length=64)),
                ("purpose", models.CharField(blank=True, max_length=64)),
                ("allowed", models.BooleanField()),
                ("rule", models.CharField(max_length=64)),
                (
                    "items",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=80), blank=True, size=None
                    ),
                ),
                ("before", models.CharField(max_length=64)),
                ("own", models.CharField(max_length=64)),
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
                    "by",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("case_code", ""), _negated=True),
                        fields=["agency", "case_code", "seq"],
                        name="audit_event_by_case",
                    ),
                    models.Index(fields=["agency", "account", "seq"], name="audit_event_by_account"),
                    models.Index(
                        condition=models.Q(("by", models.F("agency")), _negated=True),
                        fields=["agency", "by", "seq"],
                        name="audit_event_by_partner",
                    ),
                ],
            },
        ),
        # On the way back the walls go with their tables.
        migrations.RunSQL(WALLS, migrations.RunSQL.noop),
        migrations.RunSQL(FUNCTIONS + GRANTS, NO_FUNCTIONS),
    ]
