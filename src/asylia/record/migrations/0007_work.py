"""What is done for the person: relationships, interviews and who was there, referrals, services, acts, decisions."""

from __future__ import annotations

import uuid

import django.contrib.postgres.fields
from django.db import migrations, models

from asylia.record.walls import case_table, growing_table, ledger_table, open_again

OBSERVED = """
CREATE FUNCTION record_interview_observed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.observed := (
        SELECT bool_or(
            p.role = ANY (ARRAY['relative', 'partner', 'employer', 'companion', 'official', 'unknown'])
        ) FROM record_present p WHERE p.interview_id = NEW.id
    );
    RETURN NEW;
END $$;
CREATE TRIGGER record_interview_observed BEFORE INSERT OR UPDATE ON record_interview
    FOR EACH ROW EXECUTE FUNCTION record_interview_observed();
CREATE FUNCTION record_present_observes() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE record_interview SET observed = observed WHERE id = NEW.interview_id;
    RETURN NULL;
END $$;
CREATE TRIGGER record_present_observes AFTER INSERT ON record_present
    FOR EACH ROW EXECUTE FUNCTION record_present_observes();
"""
"""Nobody writes whether an interview was observed: it follows from who was there, and of these none is taken back."""

NOT_OBSERVED = "DROP FUNCTION record_present_observes() CASCADE; DROP FUNCTION record_interview_observed() CASCADE;"

BESIDE_THEIRS = """
ALTER TABLE record_present ADD CONSTRAINT record_present_beside_interview
    FOREIGN KEY (interview_id, case_id, agency_id, compartment)
    REFERENCES record_interview (id, case_id, agency_id, compartment) ON DELETE CASCADE;
ALTER TABLE record_referralstep ADD CONSTRAINT record_referralstep_beside_referral
    FOREIGN KEY (referral_id, case_id, compartment)
    REFERENCES record_referral (id, case_id, compartment) ON DELETE CASCADE;
"""
"""A part stands in the case and compartment of its whole. Who was there is recorded by whose interview it is."""

NOT_BESIDE = """
ALTER TABLE record_present DROP CONSTRAINT record_present_beside_interview;
ALTER TABLE record_referralstep DROP CONSTRAINT record_referralstep_beside_referral;
"""

WALLS = {
    "record_relationship": case_table("record_relationship", "compartment"),
    "record_interview": case_table("record_interview", "compartment"),
    "record_present": growing_table("record_present", "compartment"),
    "record_referral": growing_table("record_referral", "compartment"),
    "record_referralstep": growing_table("record_referralstep", "compartment"),
    "record_service": case_table("record_service", "compartment"),
    "record_act": growing_table("record_act", "compartment", "taken_by"),
    "record_decision": ledger_table("record_decision", "compartment", "kind", "NEW.supersedes"),
}


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_assignments"),
    ]

    operations = [
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(kind="triage", then=models.Value("J")),
                            models.When(kind="screening", then=models.Value("C")),
                            models.When(kind="in_depth", then=models.Value("C")),
                            models.When(kind="asylum", then=models.Value("D")),
                            models.When(kind="best_interests", then=models.Value("F")),
                            models.When(kind="documents", then=models.Value("I")),
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("began_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("led_by", models.UUIDField()),
                ("language", models.CharField(max_length=20)),
                ("interpreting", models.CharField(max_length=64)),
                ("asked_preference", models.BooleanField(null=True)),
                ("preference_met", models.BooleanField(null=True)),
                ("breaks", models.PositiveSmallIntegerField(default=0)),
                ("stopped", models.CharField(blank=True, default="", max_length=64)),
                ("observed", models.BooleanField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
            ],
        ),
        migrations.CreateModel(
            name="Present",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("role", models.CharField(max_length=64)),
                ("account", models.UUIDField(null=True)),
                ("chosen", models.BooleanField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
                ("interview", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.interview")),
            ],
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("recipient", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(recipient="origin_authority", then=models.Value("D")),
                            models.When(recipient="police", then=models.Value("G")),
                            models.When(recipient="identification_authority", then=models.Value("C")),
                            models.When(recipient="asylum_authority", then=models.Value("D")),
                            models.When(recipient="statelessness_authority", then=models.Value("I")),
                            models.When(recipient="unhcr", then=models.Value("D")),
                            models.When(recipient="iom", then=models.Value("C")),
                            models.When(recipient="child_protection", then=models.Value("F")),
                            models.When(recipient="shelter", then=models.Value("B")),
                            models.When(recipient="health", then=models.Value("E")),
                            models.When(recipient="legal_aid", then=models.Value("G")),
                            models.When(recipient="labour_inspectorate", then=models.Value("G")),
                            models.When(recipient="tracing_partner", then=models.Value("F")),
                            models.When(recipient="family", then=models.Value("F")),
                            models.When(recipient="immigration_enforcement", then=models.Value("G")),
                            models.When(recipient="public", then=models.Value("A")),
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("sends", models.CharField(max_length=10)),
                ("urgent", models.BooleanField()),
                ("instead_of", models.UUIDField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
                (
                    "consent",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.CASCADE, related_name="+", to="record.consent"
                    ),
                ),
                (
                    "to",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReferralStep",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("compartment", models.CharField(max_length=1)),
                ("step", models.CharField(max_length=64)),
                ("because", models.CharField(blank=True, default="", max_length=64)),
                ("recorded_at", models.DateTimeField()),
                ("recorded_by", models.UUIDField()),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
                ("referral", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.referral")),
            ],
        ),
        migrations.CreateModel(
            name="Relationship",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("relative", models.CharField(max_length=64)),
                ("kind", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(control_suspected=True, then=models.Value("H")), default=models.Value("F")
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("verified", models.BooleanField(null=True)),
                ("control_suspected", models.BooleanField(null=True)),
                ("safe_to_contact", models.BooleanField(null=True)),
                ("wish", models.CharField(default="not_yet_asked", max_length=64)),
                ("separated_on", models.DateField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
            ],
        ),
        migrations.CreateModel(
            name="Service",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("domain", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(domain="shelter", then=models.Value("B")),
                            models.When(domain="food_and_basics", then=models.Value("A")),
                            models.When(domain="health", then=models.Value("E")),
                            models.When(domain="psychosocial", then=models.Value("E")),
                            models.When(domain="legal", then=models.Value("G")),
                            models.When(domain="interpreting", then=models.Value("A")),
                            models.When(domain="education", then=models.Value("A")),
                            models.When(domain="livelihood", then=models.Value("A")),
                            models.When(domain="documents", then=models.Value("I")),
                            models.When(domain="safety", then=models.Value("H")),
                            models.When(domain="child_care", then=models.Value("F")),
                            models.When(domain="family_links", then=models.Value("F")),
                            models.When(domain="return_support", then=models.Value("H")),
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("wish", models.CharField(default="not_yet_asked", max_length=64)),
                ("state", models.CharField(default="offered", max_length=64)),
                ("offered_at", models.DateTimeField()),
                ("offered_by", models.UUIDField()),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
                (
                    "provider",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Act",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("action", models.CharField(max_length=64)),
                ("compartment", models.CharField(max_length=1)),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.UUIDField()),
                ("verdict", models.CharField(max_length=64)),
                ("law", models.CharField(max_length=16)),
                (
                    "agency",
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
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
                        name="record_act_action_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                        name="record_act_compartment_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("verdict__in", ["allow", "hold"])), name="record_act_verdict_is_listed"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kind", models.CharField(max_length=64)),
                (
                    "compartment",
                    models.GeneratedField(
                        db_persist=True,
                        expression=models.Case(
                            models.When(kind="reasonable_grounds", then=models.Value("C")),
                            models.When(kind="identification", then=models.Value("C")),
                            models.When(kind="asylum_first", then=models.Value("D")),
                            models.When(kind="asylum_appeal", then=models.Value("D")),
                            models.When(kind="statelessness", then=models.Value("I")),
                            models.When(kind="age", then=models.Value("F")),
                            models.When(kind="best_interests", then=models.Value("F")),
                            models.When(kind="stay", then=models.Value("G")),
                            models.When(kind="detention_review", then=models.Value("J")),
                        ),
                        output_field=models.CharField(max_length=1),
                    ),
                ),
                ("outcome", models.CharField(max_length=64)),
                ("decided_on", models.DateField()),
                ("review_until", models.DateField(null=True)),
                ("reasons", models.CharField(blank=True, default="", max_length=64)),
                ("second", models.UUIDField(null=True)),
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
                    models.ForeignKey(db_index=False, on_delete=models.PROTECT, related_name="+", to="record.agency"),
                ),
                (
                    "authority",
                    models.ForeignKey(
                        db_index=False, null=True, on_delete=models.PROTECT, related_name="+", to="record.agency"
                    ),
                ),
                ("case", models.ForeignKey(on_delete=models.CASCADE, related_name="+", to="record.case")),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "kind__in",
                                [
                                    "reasonable_grounds",
                                    "identification",
                                    "asylum_first",
                                    "asylum_appeal",
                                    "statelessness",
                                    "age",
                                    "best_interests",
                                    "stay",
                                    "detention_review",
                                ],
                            )
                        ),
                        name="record_decision_kind_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["positive", "negative", "inconclusive"])),
                        name="record_decision_outcome_is_listed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("kind__in", ["reasonable_grounds", "identification"]),
                                ("outcome", "negative"),
                                _negated=True,
                            ),
                            ("second__isnull", False),
                            _connector="OR",
                        ),
                        name="record_decision_no_negative_by_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("second__isnull", True),
                            models.Q(("second", models.F("recorded_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="record_decision_second_is_another",
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["triage", "screening", "in_depth", "asylum", "best_interests", "documents"])
                ),
                name="record_interview_kind_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("interpreting__in", ["not_needed", "in_the_room", "by_telephone", "none_found"])),
                name="record_interview_interpreting_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stopped__in",
                        [
                            "",
                            "finished",
                            "person_asked",
                            "distress",
                            "somebody_came_in",
                            "not_private",
                            "no_interpreter",
                            "emergency",
                        ],
                    )
                ),
                name="record_interview_stopped_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended_at", None), ("ended_at__gte", models.F("began_at")), _connector="OR"),
                name="record_interview_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="interview",
            constraint=models.UniqueConstraint(
                fields=("id", "case", "agency", "compartment"), name="record_interview_and_place"
            ),
        ),
        migrations.AddConstraint(
            model_name="present",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "role__in",
                        [
                            "interviewer",
                            "interpreter",
                            "guardian",
                            "legal_representative",
                            "support_person",
                            "relative",
                            "partner",
                            "employer",
                            "companion",
                            "official",
                            "unknown",
                        ],
                    )
                ),
                name="record_present_role_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="present",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_present_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "recipient__in",
                        [
                            "police",
                            "identification_authority",
                            "asylum_authority",
                            "statelessness_authority",
                            "unhcr",
                            "iom",
                            "child_protection",
                            "shelter",
                            "health",
                            "legal_aid",
                            "labour_inspectorate",
                            "tracing_partner",
                        ],
                    )
                ),
                name="record_referral_recipient_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.UniqueConstraint(fields=("id", "case", "compartment"), name="record_referral_and_place"),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "step__in",
                        [
                            "consent_checked",
                            "sent",
                            "acknowledged",
                            "not_acknowledged",
                            "escalated",
                            "accepted",
                            "declined",
                            "rerouted",
                            "service_started",
                            "completed",
                            "disengaged",
                            "withdrawn",
                            "arrived_unharmed",
                            "not_arrived",
                        ],
                    )
                ),
                name="record_referralstep_step_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "because__in",
                        ["", "no_room", "not_the_right_place", "not_safe_there", "person_no_longer_wishes", "other"],
                    )
                ),
                name="record_referralstep_because_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralstep",
            constraint=models.CheckConstraint(
                condition=models.Q(("compartment__in", ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"])),
                name="record_referralstep_compartment_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "spouse",
                            "partner",
                            "parent",
                            "child",
                            "sibling",
                            "grandparent",
                            "other_relative",
                            "guardian",
                            "carer",
                            "friend",
                            "travelled_together",
                            "employer",
                            "unknown",
                        ],
                    )
                ),
                name="record_relationship_kind_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="relationship",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("wish__in", ["not_yet_asked", "contact", "message_only", "no_contact", "undecided"])
                ),
                name="record_relationship_wish_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "domain__in",
                        [
                            "shelter",
                            "food_and_basics",
                            "health",
                            "psychosocial",
                            "legal",
                            "interpreting",
                            "education",
                            "livelihood",
                            "documents",
                            "safety",
                            "child_care",
                            "family_links",
                            "return_support",
                        ],
                    )
                ),
                name="record_service_domain_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(("wish__in", ["not_yet_asked", "wished", "not_wished"])),
                name="record_service_wish_is_listed",
            ),
        ),
        migrations.AddConstraint(
            model_name="service",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["offered", "accepted", "declined", "running", "completed", "ended_by_person"])
                ),
                name="record_service_state_is_listed",
            ),
        ),
        *(migrations.RunSQL(sql, open_again(table)) for table, sql in WALLS.items()),
        migrations.RunSQL(BESIDE_THEIRS, NOT_BESIDE),
        migrations.RunSQL(OBSERVED, NOT_OBSERVED),
    ]
