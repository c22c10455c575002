"""The tables of the record."""

from __future__ import annotations

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Agency",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=200)),
            ],
        ),
        migrations.CreateModel(
            name="Case",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(default="draft", max_length=64)),
                ("country", models.CharField(blank=True, default="", max_length=2)),
                ("opened_at", models.DateTimeField()),
                ("opened_by", models.UUIDField()),
                ("review_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
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
        ),
        migrations.CreateModel(
            name="Block",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("action", models.CharField(max_length=64)),
                ("verdict", models.CharField(max_length=64)),
                ("hard", models.BooleanField()),
                ("ask", models.CharField(blank=True, default="", max_length=64)),
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
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("code", models.CharField(max_length=14)),
                ("compartments", models.CharField(max_length=10)),
                ("until", models.DateTimeField(null=True)),
                ("updated", models.DateTimeField()),
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
                    "lead",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="record.case"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("purpose", models.CharField(max_length=64)),
                ("compartments", models.CharField(max_length=10)),
                ("basis", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=64)),
                ("language", models.CharField(max_length=20)),
                ("text_version", models.CharField(max_length=20)),
                ("asked_at", models.DateTimeField()),
                ("asked_by", models.UUIDField()),
                ("until", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
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
                (
                    "recipient",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Deadline",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("what", models.CharField(max_length=400)),
                ("due", models.DateTimeField()),
                ("whole_day", models.BooleanField()),
                ("legal", models.BooleanField()),
                ("started_by", models.CharField(max_length=64)),
                ("started", models.DateTimeField()),
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
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Fact",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=64)),
                ("compartment", models.CharField(max_length=1)),
                ("value", models.JSONField(null=True)),
                ("closed", models.CharField(blank=True, default="", max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("certainty", models.CharField(max_length=64)),
                ("true_earliest", models.DateTimeField(null=True)),
                ("true_latest", models.DateTimeField(null=True)),
                ("true_precision", models.CharField(blank=True, default="", max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "supersedes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "contradicts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="IndicatorObservation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("indicator", models.CharField(max_length=8)),
                ("compartment", models.CharField(max_length=1)),
                ("observed", models.BooleanField(null=True)),
                ("closed", models.CharField(blank=True, default="", max_length=64)),
                ("source", models.CharField(max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "supersedes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), blank=True, default=list, size=None
                    ),
                ),
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
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("born_earliest", models.DateField(null=True)),
                ("born_latest", models.DateField(null=True)),
                ("born_precision", models.CharField(blank=True, default="", max_length=64)),
                ("names", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
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
        ),
        migrations.CreateModel(
            name="Right",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("code", models.CharField(max_length=64)),
                ("owed_by", models.CharField(max_length=200)),
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
        ),
        migrations.CreateModel(
            name="RuleOutcome",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("finding", models.CharField(max_length=64)),
                ("compartment", models.CharField(max_length=1)),
                ("state", models.CharField(max_length=64)),
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
        ),
        migrations.CreateModel(
            name="SealedField",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("field", models.CharField(max_length=64)),
                ("version", models.PositiveIntegerField()),
                ("content", models.BinaryField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.UUIDField()),
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
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("law", models.CharField(max_length=16)),
                (
                    "rules",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=16), default=list, size=None
                    ),
                ),
                ("since", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
                ("role", models.CharField(max_length=64)),
                ("what", models.CharField(max_length=400)),
                ("state", models.CharField(default="open", max_length=64)),
                ("version", models.PositiveIntegerField(default=1)),
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
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                ("state", models.CharField(max_length=64)),
                ("opened_at", models.DateTimeField()),
                ("version", models.PositiveIntegerField(default=1)),
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
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["draft", "open", "active", "on_hold", "follow_up", "closed", "transferred"])
                ),
                name="record_case_state_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("id", "agency"), name="record_case_and_lead"),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "action__in",
                        [
                            "return.execute",
                            "return.prepare",
                            "removal.refer",
                            "transfer.third_country",
                            "contact.origin_authority",
                            "share:origin_authority",
                            "share:police",
                            "share:identification_authority",
                            "share:asylum_authority",
                            "share:statelessness_authority",
                            "share:unhcr",
                            "share:iom",
                            "share:child_protection",
                            "share:shelter",
                            "share:health",
                            "share:legal_aid",
                            "share:labour_inspectorate",
                            "share:tracing_partner",
                            "share:family",
                            "share:immigration_enforcement",
                            "share:public",
                            "detain",
                            "detain.continue",
                            "penalise.status_offence",
                            "prosecute.compelled_offence",
                            "interview.start",
                            "interview.continue",
                            "age.treat_as_adult",
                            "asylum.reject_on:non_cooperation",
                            "asylum.reject_on:case_closed",
                            "asylum.reject_on:suspect_acquitted",
                            "asylum.reject_on:exclusion",
                            "asylum.reject_on:internal_relocation",
                            "asylum.reject_on:late_disclosure",
                            "asylum.reject_on:no_documents",
                            "asylum.reject_on:manifestly_unfounded",
                            "support.condition_on_cooperation",
                            "support.withdraw",
                            "care.place_with:accompanying_adult",
                            "care.place_with:relative",
                            "care.place_with:suspected_controller",
                            "tracing.contact",
                            "family.reunify",
                            "child.bid_required_decision",
                            "case.close",
                            "solution.start:voluntary_repatriation",
                            "solution.start:resettlement",
                            "solution.start:local_integration",
                            "solution.start:complementary_pathway",
                            "solution.start:host_integration",
                            "solution.start:assisted_voluntary_return",
                            "solution.start:protective_relocation",
                            "solution.start:migratory_option",
                            "publish.data",
                            "risk.link_to_person",
                            "identification.negative_without_review",
                            "consent.capture",
                            "penalise.smuggled_person",
                            "refuse_entry",
                            "support.impose",
                            "asylum.condition_on:non_cooperation",
                            "asylum.condition_on:case_closed",
                            "asylum.condition_on:suspect_acquitted",
                            "asylum.revoke_on:non_cooperation",
                            "asylum.revoke_on:case_closed",
                            "asylum.revoke_on:suspect_acquitted",
                        ],
                    )
                ),
                name="record_block_action_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.CheckConstraint(
                condition=models.Q(("verdict__in", ["refuse", "hold"])), name="record_block_verdict_is_listed"
            ),
        ),
        migrations.AddConstraint(
            model_name="block",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended__isnull", True)), fields=("case", "action"), name="record_block_one_stands"
            ),
        ),
        migrations.AddIndex(
            model_name="access",
            index=models.Index(
                fields=["agency", "-updated"], include=("case", "until", "code"), name="record_access_list"
            ),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.UniqueConstraint(
                fields=("case", "agency"), include=("until", "compartments"), name="record_access_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.UniqueConstraint(fields=("agency", "code"), name="record_access_code_once"),
        ),
        migrations.AddConstraint(
            model_name="access",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartments__regex", "^A?B?C?D?E?F?G?H?I?J?$")),
                name="record_access_compartments_are_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "basis__in",
                        ["consent", "vital_interest", "best_interests_of_the_child", "legal_duty", "public_interest"],
                    )
                ),
                name="record_consent_basis_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["asked", "given", "refused", "deferred", "withdrawn", "expired"])),
                name="record_consent_state_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("asked_at"))), name="record_consent_ends_after_it_begins"
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_fact_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed__in", ["", "asked", "declined", "denied"])),
                name="record_fact_closed_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ["person", "observation", "document", "third_party", "expert", "coi"])
                ),
                name="record_fact_source_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("certainty__in", ["stated", "observed", "verified"])),
                name="record_fact_certainty_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("true_precision__in", ["", "minute", "day", "month", "year", "range"])),
                name="record_fact_true_precision_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed", ""), ("value__isnull", True), _connector="OR"),
                name="record_fact_closed_is_unknown",
            ),
        ),
        migrations.AddConstraint(
            model_name="fact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("true_latest__gte", models.F("true_earliest")),
                    models.Q(("true_earliest__isnull", True), ("true_latest__isnull", True)),
                    _connector="OR",
                ),
                name="record_fact_true_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_indicatorobservation_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(("closed__in", ["", "asked", "declined", "denied"])),
                name="record_indicatorobservation_closed_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="indicatorobservation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("source__in", ["person", "observation", "document", "third_party", "expert", "coi"])
                ),
                name="record_indicatorobservation_source_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(fields=("case",), name="record_person_one_of_a_case"),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("born_precision__in", ["", "day", "month", "year", "range"])),
                name="record_person_born_precision_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("born_latest__gte", models.F("born_earliest")),
                    models.Q(("born_earliest__isnull", True), ("born_latest__isnull", True)),
                    _connector="OR",
                ),
                name="record_person_born_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="right",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "code__in",
                        [
                            "S10.3",
                            "S10.4",
                            "S10.5",
                            "S10.6",
                            "S10.7",
                            "S14.1",
                            "S14.2",
                            "S14.3",
                            "S14.4",
                            "S14.5",
                            "S14.6",
                            "S14.7",
                            "S14.8",
                            "S14.9",
                            "S14.10",
                            "S14.11",
                            "S14.12",
                            "S14.13",
                            "S14.14",
                            "S14.15",
                            "S14.16",
                            "COE.10",
                            "COE.12",
                            "COE.13",
                            "SL54.27",
                            "SL54.28",
                            "SL54.31",
                            "SL54.32",
                        ],
                    )
                ),
                name="record_right_code_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="right",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended__isnull", True)), fields=("case", "code"), name="record_right_one_stands"
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_ruleoutcome_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["indicated", "presumed", "not_indicated"])),
                name="record_ruleoutcome_state_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="ruleoutcome",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended__isnull", True)),
                fields=("case", "finding"),
                name="record_outcome_one_stands",
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedfield",
            constraint=models.UniqueConstraint(
                fields=("case", "agency", "field", "version"), name="record_sealed_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="sealedfield",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_sealedfield_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["open", "done", "no_longer_due"])), name="record_task_state_is_listed"
            ),
        ),
        migrations.AddConstraint(
            model_name="track",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["vot", "asylum", "stateless", "child", "sgbv", "migrant", "family", "return"])
                ),
                name="record_track_kind_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="track",
            constraint=models.UniqueConstraint(fields=("case", "kind"), name="record_track_once"),
        ),
    ]
