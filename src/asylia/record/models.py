"""The tables of the record. Names, contacts and free text are nowhere here but in `SealedField`, as ciphertext.

Every field has its entry in `dictionary.toml`; every table of a case stands behind the walls of `walls`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from django.contrib.postgres.fields import ArrayField
from django.db import models

from asylia.law.actions import ACTIONS
from asylia.law.rights import RIGHTS
from asylia.record.compartments import ANY, CONCERNS_ALL, OF_TRACKS
from asylia.record.compartments import COMPARTMENTS as COMPARTMENTS
from asylia.record.standing import CERTAINTIES, CLOSED, PRECISIONS, SOURCES

CASE_STATES = ("draft", "open", "active", "on_hold", "follow_up", "closed", "transferred")
TRACKS = tuple(OF_TRACKS)
VERDICTS = ("refuse", "hold")
TASK_STATES = ("open", "done", "no_longer_due")
DELETED_BECAUSE = ("retention", "request", "mistake", "agency_ends")
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


class Track(OfCase):
    """One of the procedures a case may be in. Tracks run beside one another, and none conditions another."""

    kind = word()
    # Worked out by the database, so that no track is ever kept where more can see it than should.
    compartment = models.GeneratedField(
        expression=models.Case(
            *(models.When(kind=kind, then=models.Value(where)) for kind, where in OF_TRACKS.items())
        ),
        output_field=models.CharField(max_length=1),
        db_persist=True,
    )
    state = word()
    opened_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            one_of("kind", TRACKS),
            models.UniqueConstraint(fields=["case", "kind"], name="record_track_once"),
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
