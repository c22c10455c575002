"""The tables of the record. Names, contacts and free text are nowhere here but in `SealedField`, as ciphertext.

Every field has its entry in `dictionary.toml`; every table of a case stands behind the walls of `walls`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from asylia.law.actions import ACTIONS
from asylia.law.rights import RIGHTS
from asylia.record.compartments import (
    ANY,
    CONCERNS_ALL,
    OF_DECISIONS,
    OF_INTERVIEWS,
    OF_RECIPIENTS,
    OF_SERVICES,
    OF_TRACKS,
)
from asylia.record.compartments import COMPARTMENTS as COMPARTMENTS
from asylia.record.standing import CERTAINTIES, CLOSED, PRECISIONS, SOURCES

CASE_STATES = ("draft", "open", "active", "on_hold", "follow_up", "closed", "transferred")
VERDICTS = ("refuse", "hold")
TASK_STATES = ("open", "done", "no_longer_due")
DELETED_BECAUSE = ("retention", "request", "mistake", "agency_ends")
RELATIONS = (
    "spouse", "partner", "parent", "child", "sibling", "grandparent", "other_relative", "guardian", "carer", "friend",
    "travelled_together", "employer", "unknown",
)  # fmt: skip
WISHES = ("not_yet_asked", "contact", "message_only", "no_contact", "undecided")
PRESENT = (
    "interviewer", "interpreter", "guardian", "legal_representative", "support_person", "relative", "partner",
    "employer", "companion", "official", "unknown",
)  # fmt: skip
OBSERVING = ("relative", "partner", "employer", "companion", "official", "unknown")
"""In whose presence answers are not taken as free (R24). Who somebody is that nobody knows, is one of them."""

INTERPRETING = ("not_needed", "in_the_room", "by_telephone", "none_found")
STOPPED_BECAUSE = (
    "", "finished", "person_asked", "distress", "somebody_came_in", "not_private", "no_interpreter", "emergency",
)  # fmt: skip
REFERRAL_STEPS = (
    "consent_checked", "sent", "acknowledged", "not_acknowledged", "escalated", "accepted", "declined", "rerouted",
    "service_started", "completed", "disengaged", "withdrawn", "arrived_unharmed", "not_arrived",
)  # fmt: skip
NEVER_REFERRED_TO = frozenset({"origin_authority", "immigration_enforcement", "public", "family"})
"""Nobody is sent there for help: no such referral can be kept."""

DECLINED_BECAUSE = ("", "no_room", "not_the_right_place", "not_safe_there", "person_no_longer_wishes", "other")
SERVICE_STATES = ("offered", "accepted", "declined", "running", "completed", "ended_by_person")
SERVICE_WISHES = ("not_yet_asked", "wished", "not_wished")
OUTCOMES = ("positive", "negative", "inconclusive")
CONSENT_STATES = ("asked", "given", "refused", "deferred", "withdrawn", "expired")
CONSENT_BASES = ("consent", "vital_interest", "best_interests_of_the_child", "legal_duty", "public_interest")


def one_of(field: str, values: Sequence[str]) -> models.CheckConstraint:
    """Only these words are kept in this field, whoever writes."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": list(values)}), name=f"%(app_label)s_%(class)s_{field}_is_listed"
    )


def anywhere() -> models.CheckConstraint:
    """A row of one compartment, or one that any access shows."""
    return one_of("compartment", (ANY, *COMPARTMENTS))


def word(**options: Any) -> models.CharField[str, str]:
    """A field for one word of a closed list."""
    return models.CharField(max_length=64, **options)


def by_kind(field: str, where: Mapping[str, str]) -> models.GeneratedField:
    """The compartment of a row, which the database works out from what kind it is of."""
    return models.GeneratedField(
        expression=models.Case(*(models.When(**{field: kind}, then=models.Value(at)) for kind, at in where.items())),
        output_field=models.CharField(max_length=1),
        db_persist=True,
    )


def identifier() -> models.UUIDField[Any, Any]:
    """A random number for a row. It tells neither when the row was made nor how many there are."""
    return models.UUIDField(primary_key=True, default=uuid4, editable=False)


class Agency(models.Model):
    """An organisation that keeps cases."""

    id = identifier()
    name = models.CharField(max_length=200)


class Case(models.Model):
    """One person's case, kept by its lead agency. What other agencies may see of it stands in `Access`."""

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    state = word(default="draft")
    country = models.CharField(max_length=2, blank=True, default="")
    opened_at = models.DateTimeField()
    opened_by = models.UUIDField()
    closed_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("state", CASE_STATES),
            # What a row of `Access` refers to, so that only the lead agency can let another in.
            models.UniqueConstraint(fields=["id", "agency"], name="record_case_and_lead"),
        ]


class Access(models.Model):
    """That an agency may see a case, under a code of its own. The walls of every table and every list rest on it.

    state, review_on, due, child: what a list shows, as far as the agency may see it. The database writes them, whenever
    what they tell of is written; nobody else can.
    """

    id = identifier()
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=14)
    compartments = models.CharField(max_length=10)
    until = models.DateTimeField(null=True)
    updated = models.DateTimeField()
    state = word(default="draft")
    review_on = models.DateField(null=True)
    due = models.DateTimeField(null=True)
    child = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "agency"], include=["until", "compartments"], name="record_access_once"
            ),
            models.UniqueConstraint(fields=["agency", "code"], name="record_access_code_once"),
            models.CheckConstraint(
                condition=models.Q(compartments__regex=r"^A?B?C?D?E?F?G?H?I?J?$"),
                name="record_access_compartments_are_listed",
            ),
            one_of("state", CASE_STATES),
        ]
        indexes = [
            models.Index(
                fields=["agency", "-updated", "-id"],
                include=["case", "until", "code", "lead", "state", "review_on", "due", "child"],
                name="record_access_list",
            )
        ]


class Assignment(models.Model):
    """That an account of an agency holds a role in a case. What the agency may see, only who is assigned sees.

    role: a code of `access.roles`. checked: for a guardian, that independence was verified.
    """

    id = identifier()
    case = models.ForeignKey(Case, models.CASCADE, related_name="+", db_index=False)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    account = models.UUIDField()
    role = models.CharField(max_length=8)
    checked = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "case"], name="record_assignment_account"),
            models.Index(fields=["case"], name="record_assignment_case"),
        ]


class OfCase(models.Model):
    """What every row of a case has: the case, and the agency that wrote the row."""

    id = identifier()
    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class Person(OfCase):
    """The person of a case. How old they are is an interval of birth; how they are called is sealed.

    names: how many names are sealed for this person (`name.1`, `name.2`, ...); one is enough, and none is too.
    """

    born_earliest = models.DateField(null=True)
    born_latest = models.DateField(null=True)
    born_precision = word(blank=True, default="")
    names = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="record_person_one_of_a_case"),
            one_of("born_precision", ("", *PRECISIONS[1:])),
            models.CheckConstraint(
                condition=models.Q(born_latest__gte=models.F("born_earliest"))
                | models.Q(born_earliest__isnull=True, born_latest__isnull=True),
                name="record_person_born_in_order",
            ),
        ]


class TrackStep(OfCase):
    """One move on one track: who made it, from where to where, and what was answered. It is never changed.

    Tracks run beside one another, and none conditions another. about: what the track is for, where a person may have
    several of a kind. answers: what was chosen, in codes; texts: which sealed field holds what was said in words.
    """

    kind = word()
    # Worked out by the database, so that no step is ever kept where more can see it than should.
    compartment = by_kind("kind", OF_TRACKS)
    about = models.JSONField(default=dict)
    move = word()
    begins = word()
    ends = word()
    answers = models.JSONField(default=dict)
    texts = models.JSONField(default=dict)
    second = models.UUIDField(null=True)
    law = models.CharField(max_length=16)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField()

    class Meta:
        constraints = [
            one_of("kind", tuple(OF_TRACKS)),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("taken_by")),
                name="record_trackstep_by_two",
            ),
        ]


class Fact(OfCase):
    """One row of the ledger of facts. It is never changed: a later row supersedes it, or stands beside it."""

    key = word()
    compartment = models.CharField(max_length=1)
    value = models.JSONField(null=True)
    closed = word(blank=True, default="")
    source = word()
    certainty = word()
    true_earliest = models.DateTimeField(null=True)
    true_latest = models.DateTimeField(null=True)
    true_precision = word(blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    supersedes = ArrayField(models.UUIDField(), default=list, blank=True)
    contradicts = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            one_of("closed", CLOSED),
            one_of("source", SOURCES),
            one_of("certainty", CERTAINTIES),
            one_of("true_precision", ("", *PRECISIONS)),
            models.CheckConstraint(
                condition=models.Q(closed="") | models.Q(value__isnull=True), name="record_fact_closed_is_unknown"
            ),
            models.CheckConstraint(
                condition=models.Q(true_latest__gte=models.F("true_earliest"))
                | models.Q(true_earliest__isnull=True, true_latest__isnull=True),
                name="record_fact_true_in_order",
            ),
        ]


class IndicatorObservation(OfCase):
    """What was answered to one screening indicator. It is never changed: a later row supersedes it."""

    indicator = models.CharField(max_length=8)
    compartment = models.CharField(max_length=1)
    observed = models.BooleanField(null=True)
    closed = word(blank=True, default="")
    source = word()
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    supersedes = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            one_of("closed", CLOSED),
            one_of("source", SOURCES),
        ]


class OfLaw(OfCase):
    """What the law wrote into a case: under which text, by which rules, from when, and until when."""

    law = models.CharField(max_length=16)
    rules = ArrayField(models.CharField(max_length=16), default=list)
    since = models.DateTimeField()
    ended = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class RuleOutcome(OfLaw):
    """One finding and its state. When the state changes, this row ends and another begins."""

    finding = word()
    compartment = models.CharField(max_length=1)
    state = word()

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            one_of("state", ("indicated", "presumed", "not_indicated")),
            models.UniqueConstraint(
                fields=["case", "finding"], condition=models.Q(ended__isnull=True), name="record_outcome_one_stands"
            ),
        ]


class Block(OfLaw):
    """An action that may not be taken now, or not before more is known. ask: the fact that could clear it.

    It says why, and so stands with its reasons. What everybody must know of it stands in `Barred`.
    """

    compartment = models.CharField(max_length=1, blank=True)
    action = word()
    verdict = word()
    hard = models.BooleanField()
    ask = word(blank=True, default="")

    class Meta:
        constraints = [
            anywhere(),
            one_of("action", ACTIONS),
            one_of("verdict", VERDICTS),
            models.UniqueConstraint(
                fields=["case", "action"], condition=models.Q(ended__isnull=True), name="record_block_one_stands"
            ),
        ]


class Barred(OfLaw):
    """That an action may not be taken, for all with access to know. Why stands in `Block`, for those it is for."""

    rules = None  # type: ignore[assignment]
    action = word()
    verdict = word()
    hard = models.BooleanField()

    class Meta:
        constraints = [
            one_of("action", sorted(CONCERNS_ALL)),
            one_of("verdict", VERDICTS),
            models.UniqueConstraint(
                fields=["case", "action"], condition=models.Q(ended__isnull=True), name="record_barred_one_stands"
            ),
        ]


class Right(OfLaw):
    """A right that has begun, and who owes it."""

    compartment = models.CharField(max_length=1, blank=True)
    code = word()
    owed_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            anywhere(),
            one_of("code", tuple(RIGHTS)),
            models.UniqueConstraint(
                fields=["case", "code"], condition=models.Q(ended__isnull=True), name="record_right_one_stands"
            ),
        ]


class Task(OfLaw):
    """Something that a role has to do. what: the words of the rule. rules: none where they are not for that role."""

    compartment = models.CharField(max_length=1, blank=True)
    role = word()
    what = models.CharField(max_length=400)
    state = word(default="open")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [anywhere(), one_of("state", TASK_STATES)]


class Deadline(OfLaw):
    """Something due. legal: a limit of the law, else Asylia's default. started_by: the fact that started the clock.

    whole_day: due by the end of that day in the host country; `due` then holds its first moment in UTC.
    """

    compartment = models.CharField(max_length=1, blank=True)
    what = models.CharField(max_length=400)
    due = models.DateTimeField()
    whole_day = models.BooleanField()
    legal = models.BooleanField()
    started_by = word()
    started = models.DateTimeField()

    class Meta:
        constraints = [anywhere()]


class SealedField(OfCase):
    """One version of one value that only the agency's own key opens.

    content: the bytes that `asylia.access.vault` makes.
    agency: whose key seals it. A share is a copy of its own, sealed for the agency that receives it.
    after: the versions of the same field that whoever wrote had seen; see `texts.heads`.
    """

    compartment = models.CharField(max_length=1)
    field = word()
    version = models.PositiveIntegerField()
    after = ArrayField(models.PositiveIntegerField(), default=list, blank=True)
    content = models.BinaryField()
    written_at = models.DateTimeField()
    written_by = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "agency", "field", "version"], name="record_sealed_version_once"),
            one_of("compartment", COMPARTMENTS),
        ]


class NameIndex(OfCase):
    """A keyed fingerprint of a name or number that is sealed in `field`. It is found by it, and read by nobody.

    Not unique: two persons may have one name, and whether someone is there must not be answered by an error.
    """

    compartment = models.CharField(max_length=1)
    field = word()
    fingerprint = models.BinaryField()

    class Meta:
        constraints = [one_of("compartment", COMPARTMENTS)]
        indexes = [models.Index(fields=["agency", "fingerprint"], name="record_nameindex_found")]


class Consent(OfCase):
    """What the person said to one purpose and one recipient, and what it rests on where it was not asked."""

    purpose = word()
    recipient = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    compartments = models.CharField(max_length=10)
    basis = word()
    state = word()
    language = models.CharField(max_length=20)
    text_version = models.CharField(max_length=20)
    asked_at = models.DateTimeField()
    asked_by = models.UUIDField()
    until = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("basis", CONSENT_BASES),
            one_of("state", CONSENT_STATES),
            models.CheckConstraint(
                condition=models.Q(until__gt=models.F("asked_at")), name="record_consent_ends_after_it_begins"
            ),
        ]


class Tombstone(models.Model):
    """That a case, or one compartment of it, was deleted for good. It tells nothing of a person and is never removed.

    of_case: the number of the case; what it named is gone. compartment: empty where the whole case was deleted.
    """

    id = identifier()
    of_case = models.UUIDField()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=1, blank=True, default="")
    why = word()
    at = models.DateTimeField()

    class Meta:
        constraints = [one_of("why", DELETED_BECAUSE), one_of("compartment", ("", *COMPARTMENTS))]


class Restoring(models.Model):
    """That a backup is being restored. While this row is there, nobody may sign in."""

    id = identifier()
    began = models.DateTimeField()


class Relationship(OfCase):
    """How somebody stands to the person of the case, and whether it is safe that they meet.

    relative: the sealed field with who it is. It names no other case: each member of a family has a file of their own,
    and none is reached through another's. verified, control_suspected, safe_to_contact: None where not known.
    """

    relative = word()
    kind = word()
    # Kept with the safety plan as soon as they may be a danger, out of the sight of who traces family.
    compartment = models.GeneratedField(
        expression=models.Case(models.When(control_suspected=True, then=models.Value("H")), default=models.Value("F")),
        output_field=models.CharField(max_length=1),
        db_persist=True,
    )
    verified = models.BooleanField(null=True)
    control_suspected = models.BooleanField(null=True)
    safe_to_contact = models.BooleanField(null=True)
    wish = word(default="not_yet_asked")
    separated_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [one_of("kind", RELATIONS), one_of("wish", WISHES)]


class Interview(OfCase):
    """One conversation with the person, and how it went. What was told is in facts and sealed texts, not here.

    observed: whether somebody was there in whose presence answers are not free (R24); None until it is recorded who was
    in the room. The database works it out from `Present`, and it is never taken back. asked_preference,
    preference_met: of the sex of interviewer and interpreter, None where not known.
    """

    kind = word()
    compartment = by_kind("kind", OF_INTERVIEWS)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    led_by = models.UUIDField()
    language = models.CharField(max_length=20)
    interpreting = word()
    asked_preference = models.BooleanField(null=True)
    preference_met = models.BooleanField(null=True)
    breaks = models.PositiveSmallIntegerField(default=0)
    stopped = word(blank=True, default="")
    observed = models.BooleanField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("kind", tuple(OF_INTERVIEWS)),
            one_of("interpreting", INTERPRETING),
            one_of("stopped", STOPPED_BECAUSE),
            models.CheckConstraint(
                condition=models.Q(ended_at=None) | models.Q(ended_at__gte=models.F("began_at")),
                name="record_interview_ends_after_it_begins",
            ),
            # What a row of `Present` refers to, so that it stands where its interview does.
            models.UniqueConstraint(fields=["id", "case", "agency", "compartment"], name="record_interview_and_place"),
        ]


class Present(OfCase):
    """Somebody who was there in an interview. It is never changed and never taken back.

    account: of a colleague. Anybody else is known by what they are to the person only. chosen: whether the person
    wanted them there, None where not asked.
    """

    interview = models.ForeignKey(Interview, models.CASCADE, related_name="+")
    compartment = models.CharField(max_length=1)
    role = word()
    account = models.UUIDField(null=True)
    chosen = models.BooleanField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [one_of("role", PRESENT), one_of("compartment", COMPARTMENTS)]


class Referral(OfCase):
    """That the person is sent on to somebody who helps. What became of it are its steps; a referral is never changed.

    recipient: what kind of body. to: which agency, where it is one that uses Asylia. sends: the compartments of what is
    sent. instead_of: the referral that was declined.
    """

    recipient = word()
    compartment = by_kind("recipient", OF_RECIPIENTS)
    to = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    sends = models.CharField(max_length=10)
    urgent = models.BooleanField()
    consent = models.ForeignKey(Consent, models.CASCADE, null=True, related_name="+", db_index=False)
    instead_of = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            one_of("recipient", [kind for kind in OF_RECIPIENTS if kind not in NEVER_REFERRED_TO]),
            models.UniqueConstraint(fields=["id", "case", "compartment"], name="record_referral_and_place"),
        ]


class ReferralStep(OfCase):
    """One step of a referral, by whoever took it: the agency that refers, or the one that receives.

    The last one is where it stands. Declined is never the end: somebody has to send the person elsewhere.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="+")
    compartment = models.CharField(max_length=1)
    step = word()
    because = word(blank=True, default="")
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()

    class Meta:
        constraints = [
            one_of("step", REFERRAL_STEPS),
            one_of("because", DECLINED_BECAUSE),
            one_of("compartment", COMPARTMENTS),
        ]


class Service(OfCase):
    """One service: what the person wishes, what was offered, and what became of it."""

    domain = word()
    compartment = by_kind("domain", OF_SERVICES)
    wish = word(default="not_yet_asked")
    state = word(default="offered")
    provider = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    offered_by = models.UUIDField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("domain", tuple(OF_SERVICES)),
            one_of("wish", SERVICE_WISHES),
            one_of("state", SERVICE_STATES),
        ]


class Act(OfCase):
    """That an action of the law's list was taken, by whom, and what the law said of it then. It is never changed."""

    action = word()
    compartment = models.CharField(max_length=1)
    taken_at = models.DateTimeField()
    taken_by = models.UUIDField()
    verdict = word()
    law = models.CharField(max_length=16)

    class Meta:
        constraints = [
            one_of("action", ACTIONS),
            one_of("compartment", COMPARTMENTS),
            # What is refused is not done. What is on hold is done only where two people override a soft block.
            one_of("verdict", ("allow", "hold")),
        ]


class Decision(OfCase):
    """What an authority decided in one procedure. It is never changed: a later row supersedes it.

    What follows from it is a fact of its own. authority: None where it uses no Asylia. second: who read a decision
    against the person once more, never the same one (R-IDN-07). reasons: the sealed field with the reasons.
    """

    kind = word()
    compartment = by_kind("kind", OF_DECISIONS)
    outcome = word()
    authority = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    decided_on = models.DateField()
    review_until = models.DateField(null=True)
    reasons = word(blank=True, default="")
    second = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.UUIDField()
    supersedes = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        constraints = [
            one_of("kind", tuple(OF_DECISIONS)),
            one_of("outcome", OUTCOMES),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["reasonable_grounds", "identification"], outcome="negative")
                | models.Q(second__isnull=False),
                name="record_decision_no_negative_by_one",
            ),
            models.CheckConstraint(
                condition=models.Q(second__isnull=True) | ~models.Q(second=models.F("recorded_by")),
                name="record_decision_second_is_another",
            ),
        ]
