"""Tracks move by steps that are kept, each with who made it and on what; where a track stands follows from them."""

from __future__ import annotations

import uuid

from django.db import migrations, models

from asylia.record.walls import case_table, growing_table, open_again

TRACKS = {
    "case": "", "screening": "C", "identification": "C", "asylum": "D", "statelessness": "I", "detention": "J",
    "age": "F", "child": "F", "guardian": "F", "bia": "F", "bid": "F", "stay": "G", "proceedings": "G",
    "remedy": "G", "safety_plan": "H", "service_plan": "H", "placement": "H", "migrant": "", "sgbv": "E",
    "solution": "H", "return": "H", "tracing": "F",
}  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("record", "0007_work")]

    operations = [
        # A state alone was kept, and no version of Asylia wrote one.
        migrations.RunSQL(migrations.RunSQL.noop, case_table("record_track", "compartment")),
        migrations.DeleteModel("Track"),
        migrations.CreateModel(
            name="TrackStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            *(models.When(kind=kind, then=models.Value(letter)) for kind, letter in TRACKS.items())
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("about", models.JSONField(default=dict)),
                ("move", models.CharField(max_length=64)),
                ("begins", models.CharField(max_length=64)),
                ("ends", models.CharField(max_length=64)),
                ("answers", models.JSONField(default=dict)),
                ("texts", models.JSONField(default=dict)),
                ("second", models.UUIDField(null=True)),
                ("law", models.CharField(max_length=16)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.UUIDField()),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
            ],
        ),
        migrations.AddConstraint(
            "trackstep",
            models.CheckConstraint(
                condition=models.Q(("kind__in", list(TRACKS))), name="record_trackstep_kind_is_listed"
            ),
        ),
        migrations.AddConstraint(
            "trackstep",
            models.CheckConstraint(
                condition=models.Q(
                    ("second__isnull", True), models.Q(("second", models.F("taken_by")), _negated=True), _connector="OR"
                ),
                name="record_trackstep_by_two",
            ),
        ),
        migrations.RunSQL(growing_table("record_trackstep", "compartment", "taken_by"), open_again("record_trackstep")),
    ]
