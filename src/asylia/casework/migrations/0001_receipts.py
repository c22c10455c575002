"""Receipts of the door, each seen by the account that sent the command alone."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import open_again, walled

MINE = "casework_receipt.agency_id = asylia_agency() AND casework_receipt.account = asylia_account()"


class Migration(migrations.Migration):
    initial = True

    dependencies = [("record", "0002_walls")]

    operations = [
        migrations.CreateModel(
            name="Receipt",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("key", models.UUIDField()),
                ("digest", models.CharField(max_length=64)),
                ("answer", models.JSONField(null=True)),
                ("at", models.DateTimeField()),
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
                    models.UniqueConstraint(fields=("agency", "account", "key"), name="casework_receipt_once")
                ],
            },
        ),
        migrations.RunSQL(
            walled("casework_receipt", see=MINE, insert=MINE, update=MINE, delete=MINE), open_again("casework_receipt")
        ),
    ]
