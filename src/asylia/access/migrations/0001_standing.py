"""The tables of how people and agencies stand to a case, with their walls."""

from __future__ import annotations

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

from asylia.record.walls import open_again, sees_rows_of, walled


def own_agency_only(table: str, compartment: str | None = None, *, removed: bool = False) -> str:
    """How accounts stand to a case is for their own agency alone, also where the case is shared."""
    own = f"{table}.agency_id = asylia_agency() AND {sees_rows_of(table, compartment)}"
    return walled(table, see=own, insert=own, update=own, delete=own if removed else None)


SHARE = (
    "(access_share.agency_id = asylia_agency() OR access_share.recipient_id = asylia_agency())"
    f" AND {sees_rows_of('access_share', None)}"
)
SHARE_OF_OURS = f"access_share.agency_id = asylia_agency() AND {sees_rows_of('access_share', None)}"
CONVERSATION = "access_conversation.agency_id = asylia_agency()"
GLASS = "access_breakglass.agency_id = asylia_agency()"
PARTNERS = "(access_agreement.sender_id = asylia_agency() OR access_agreement.recipient_id = asylia_agency())"
# Whom a row names reads it too, else the policy could not keep them away in another agency. No page shows it to them.
KEPT_AWAY = (
    "(access_keptaway.agency_id = asylia_agency() OR access_keptaway.account = asylia_account()"
    f" OR access_keptaway.other_id = asylia_agency()) AND {sees_rows_of('access_keptaway', None)}"
)
KEPT_AWAY_BY_US = f"access_keptaway.agency_id = asylia_agency() AND {sees_rows_of('access_keptaway', None)}"
KEY = f"access_storedkey.agency_id = asylia_agency() AND {sees_rows_of('access_storedkey', 'compartment')}"
KEY_FOR_ANOTHER = "asylia_lets(access_storedkey.case_id, access_storedkey.agency_id, access_storedkey.compartment)"

WALLS = {
    "access_storedkey": walled(
        "access_storedkey", see=KEY, insert=f"({KEY}) OR {KEY_FOR_ANOTHER}", update=KEY, delete=KEY
    ),
    "access_keptaway": walled(
        "access_keptaway", see=KEPT_AWAY, insert=KEPT_AWAY_BY_US, update=KEPT_AWAY_BY_US, delete=None
    ),
    "access_originstate": own_agency_only("access_originstate"),
    "access_release": own_agency_only("access_release"),
    "access_share": walled("access_share", see=SHARE, insert=SHARE_OF_OURS, update=SHARE_OF_OURS, delete=None),
    "access_agreement": walled(
        "access_agreement",
        see=PARTNERS,
        insert="access_agreement.sender_id = asylia_agency()",
        update=PARTNERS,
        delete=None,
    ),
    # Walled by agency alone: whether an account works on a case is asked of them.
    "access_conversation": walled(
        "access_conversation", see=CONVERSATION, insert=CONVERSATION, update=CONVERSATION, delete=None
    ),
    "access_breakglass": walled("access_breakglass", see=GLASS, insert=GLASS, update=GLASS, delete=None),
    "access_party": walled("access_party", see="asylia_agency() IS NOT NULL", insert=None, update=None, delete=None)
    + "\nCREATE POLICY found ON access_party TO asylia_owner USING (true) WITH CHECK (true);",
}


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("record", "0002_walls"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "purposes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=64), size=None),
                ),
                ("compartments", models.CharField(max_length=10)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("sender_signed_by", models.UUIDField(null=True)),
                ("recipient_signed_by", models.UUIDField(null=True)),
                (
                    "recipient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
                (
                    "sender",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BreakGlass",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("account", models.UUIDField()),
                ("role", models.CharField(max_length=64)),
                ("category", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("second", models.UUIDField(null=True)),
                ("second_role", models.CharField(blank=True, default="", max_length=64)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "told",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), blank=True, default=list, size=None
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Conversation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("accounts", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("interview", models.BooleanField(default=False)),
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
            name="Party",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(blank=True, default="", max_length=2)),
                ("organ_of", models.CharField(blank=True, default="", max_length=2)),
                (
                    "passes_on_to",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=36), blank=True, default=list, size=None
                    ),
                ),
                (
                    "agency",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OriginState",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("state", models.CharField(max_length=2)),
                ("why", models.CharField(max_length=64)),
                ("withdrawn_at", models.DateTimeField(null=True)),
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
                        condition=models.Q(("why__in", ["nationality", "former_residence", "feared"])),
                        name="access_originstate_why_is_listed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAway",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("given_by", models.UUIDField()),
                ("account", models.UUIDField(null=True)),
                ("why", models.CharField(max_length=64)),
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
                    "other",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.agency",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("why__in", ["must_never_see", "suspected"])),
                        name="access_keptaway_why_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("account__isnull", True), ("other__isnull", True), _connector="XOR"),
                        name="access_keptaway_account_or_agency",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Release",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("given_by", models.UUIDField()),
                ("role", models.CharField(max_length=64)),
                ("compartments", models.CharField(max_length=10)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), null=True, size=None
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                [
                                    "AD",
                                    "AUD",
                                    "BO",
                                    "BP",
                                    "CO",
                                    "CP",
                                    "CW",
                                    "DP",
                                    "DT",
                                    "FR",
                                    "FT",
                                    "GD",
                                    "HP",
                                    "IA",
                                    "IN",
                                    "LE",
                                    "LR",
                                    "MO",
                                    "PO",
                                    "PR",
                                    "RA",
                                    "RS",
                                    "SD",
                                    "SV",
                                    "SY",
                                ],
                            )
                        ),
                        name="access_release_role_is_listed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Share",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("given_by", models.UUIDField()),
                ("purpose", models.CharField(max_length=64)),
                ("compartments", models.CharField(max_length=10)),
                (
                    "fields",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=64), null=True, size=None
                    ),
                ),
                (
                    "approvers",
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
                (
                    "consent",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="record.consent",
                    ),
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "purpose__in",
                                [
                                    "administration",
                                    "casework",
                                    "child_protection",
                                    "interpreting",
                                    "legal",
                                    "life_at_risk",
                                    "oversight",
                                    "own_file",
                                    "referral",
                                    "statistics",
                                    "tracing",
                                    "triage",
                                ],
                            )
                        ),
                        name="access_share_purpose_is_listed",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="StoredKey",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("version", models.PositiveIntegerField()),
                ("key_id", models.BinaryField()),
                ("wrapped", models.BinaryField(null=True)),
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
                        condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                        name="access_storedkey_compartment_is_listed",
                    ),
                    models.UniqueConstraint(
                        fields=("case", "agency", "compartment", "version"), name="access_storedkey_version_once"
                    ),
                ],
            },
        ),
        *(migrations.RunSQL(sql, open_again(table)) for table, sql in WALLS.items()),
    ]
