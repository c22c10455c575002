"""Tracks and what the law wrote are seen by compartment, that something is barred by all; a text names those before it."""

from __future__ import annotations

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import case_table, open_again, without_policies

LETTERS = ["", *"ABCDEFGHIJ"]

MOST_CLOSED = "D"
"""Rows that stood before are seen by the fewest, until the law is held against their case again."""

CONCERNS_ALL = [
    "age.treat_as_adult", "care.place_with:accompanying_adult", "care.place_with:relative",
    "care.place_with:suspected_controller", "consent.capture", "contact.origin_authority", "detain", "detain.continue",
    "family.reunify", "interview.continue", "interview.start", "penalise.smuggled_person", "penalise.status_offence",
    "prosecute.compelled_offence", "publish.data", "refuse_entry", "removal.refer", "return.execute", "return.prepare",
    "risk.link_to_person", "share:asylum_authority", "share:child_protection", "share:family", "share:health",
    "share:identification_authority", "share:immigration_enforcement", "share:iom", "share:labour_inspectorate",
    "share:legal_aid", "share:origin_authority", "share:police", "share:public", "share:shelter",
    "share:statelessness_authority", "share:tracing_partner", "share:unhcr", "solution.start:assisted_voluntary_return",
    "solution.start:complementary_pathway", "solution.start:host_integration", "solution.start:local_integration",
    "solution.start:migratory_option", "solution.start:protective_relocation", "solution.start:resettlement",
    "solution.start:voluntary_repatriation", "support.condition_on_cooperation", "support.impose", "support.withdraw",
    "tracing.contact", "transfer.third_country",
]  # fmt: skip

TRACKS = {
    "vot": "C", "asylum": "D", "stateless": "I", "child": "F", "sgbv": "E", "migrant": "", "family": "F", "return": "H",
}  # fmt: skip

OF_LAW = ("block", "right", "task", "deadline")
BY_ROW = ("track", *OF_LAW)


def by_row(table: str) -> migrations.RunSQL:
    return migrations.RunSQL(
        without_policies(table) + case_table(table, "compartment"), without_policies(table) + case_table(table)
    )


class Migration(migrations.Migration):
    dependencies = [("record", "0003_deletion")]

    operations = [
        migrations.CreateModel(
            name="Barred",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("action", models.CharField(max_length=64)),
                ("verdict", models.CharField(max_length=64)),
                ("hard", models.BooleanField()),
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
                    "case",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="record.case"),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("action__in", CONCERNS_ALL)), name="record_barred_action_is_listed"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["refuse", "hold"])),
                        name="record_barred_verdict_is_listed",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended__isnull", True)),
                        fields=("case", "action"),
                        name="record_barred_one_stands",
                    ),
                ],
            },
        ),
        migrations.RunSQL(case_table("record_barred"), open_again("record_barred")),
        *(
            migrations.AddField(
                table,
                "compartment",
                models.CharField(blank=True, default=MOST_CLOSED, max_length=1),
                preserve_default=False,
            )
            for table in OF_LAW
        ),
        *(
            migrations.AddConstraint(
                table,
                models.CheckConstraint(
                    condition=models.Q(("compartment__in", LETTERS)), name=f"record_{table}_compartment_is_listed"
                ),
            )
            for table in OF_LAW
        ),
        migrations.AddField(
            "track",
            "compartment",
            models.GeneratedField(
                db_persist=True,
                expression=models.Case(
                    *(models.When(kind=kind, then=models.Value(letter)) for kind, letter in TRACKS.items())
                ),
                output_field=models.CharField(max_length=1),
            ),
        ),
        *(by_row(f"record_{table}") for table in BY_ROW),
        migrations.AddField(
            "sealedfield",
            "after",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.PositiveIntegerField(), blank=True, default=list, size=None
            ),
        ),
    ]
