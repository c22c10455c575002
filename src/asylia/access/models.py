"""The tables of how people and agencies stand to a case, and of the keys of its drawers. `standing` reads them."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from asylia.access.models_accounts import Account, Attempt, CompartmentPublic, SignIn, StoredGrant
from asylia.access.models_incident import Canary, Incident
from asylia.access.purposes import PURPOSES
from asylia.access.roles import ROLES
from asylia.record.models import COMPARTMENTS, Agency, Consent, OfCase, identifier, one_of, word

__all__ = [
    "Account",
    "Agreement",
    "Attempt",
    "BreakGlass",
    "Canary",
    "CompartmentPublic",
    "Conversation",
    "Incident",
    "KeptAway",
    "Party",
    "Release",
    "Share",
    "SignIn",
    "Standing",
    "StoredGrant",
    "StoredKey",
]

ALL_ROLES = tuple(sorted(ROLES))


class StoredKey(OfCase):
    """One version of the key of one drawer, wrapped (`keyring_drawer.WrappedKey`). wrapped: None once shredded."""

    compartment = models.CharField(max_length=1)
    version = models.PositiveIntegerField()
    key_id = models.BinaryField()
    wrapped = models.BinaryField(null=True)

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            models.UniqueConstraint(
                fields=["case", "agency", "compartment", "version"], name="access_storedkey_version_once"
            ),
        ]


class Standing(OfCase):
    """What every row of this kind has: from when it holds, until when, and when it was taken back."""

    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    given_by = models.UUIDField()

    class Meta:
        abstract = True


class KeptAway(Standing):
    """An account or an agency that must never see the file: the person named it, or a controller may hold it."""

    account = models.UUIDField(null=True)
    other = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+", db_index=False)
    why = word()

    class Meta:
        constraints = [
            one_of("why", ("must_never_see", "suspected")),
            models.CheckConstraint(
                condition=models.Q(account__isnull=True) ^ models.Q(other__isnull=True),
                name="access_keptaway_account_or_agency",
            ),
        ]


class Release(Standing):
    """That the person lets a role of the case see something it would not see otherwise."""

    role = word()
    compartments = models.CharField(max_length=10)
    fields = ArrayField(models.CharField(max_length=64), null=True)

    class Meta:
        constraints = [one_of("role", ALL_ROLES)]


class Share(Standing):
    """What another agency was given of the case, for which purpose, and the consent it rests on."""

    recipient = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    purpose = word()
    compartments = models.CharField(max_length=10)
    fields = ArrayField(models.CharField(max_length=64), null=True)
    consent = models.ForeignKey(Consent, models.PROTECT, null=True, related_name="+", db_index=False)
    approvers = ArrayField(models.UUIDField(), default=list, blank=True)

    class Meta:
        constraints = [one_of("purpose", tuple(sorted(PURPOSES)))]


class Agreement(models.Model):
    """What two agencies may share for which purposes. It holds once both have signed."""

    id = identifier()
    sender = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    recipient = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    purposes = ArrayField(models.CharField(max_length=64))
    compartments = models.CharField(max_length=10)
    since = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    sender_signed_by = models.UUIDField(null=True)
    recipient_signed_by = models.UUIDField(null=True)


class Conversation(OfCase):
    """A conversation with the person, and the accounts that take part in it while it is open."""

    accounts = ArrayField(models.UUIDField())
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    interview = models.BooleanField(default=False)


class BreakGlass(OfCase):
    """That a case was asked to be opened, and with the agreement of a second was, because a life is in danger (R26).

    The reason in words is the sealed field `danger`. told: who was told at once. opened_at: None until a second agreed.
    """

    account = models.UUIDField()
    role = word()
    category = word()
    asked_at = models.DateTimeField()
    second = models.UUIDField(null=True)
    second_role = word(blank=True, default="")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    told = ArrayField(models.CharField(max_length=64), default=list, blank=True)


class OriginState(OfCase):
    """A State that nothing of the case may ever reach: of nationality, of former residence, or feared."""

    state = models.CharField(max_length=2)
    why = word()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("why", ("nationality", "former_residence", "feared"))]


class Party(models.Model):
    """What is known of whom an agency belongs to, or passes things on to: another agency, or a State (R20).

    organ_of: the State it is part of. passes_on_to: States and agencies' identifiers. Kept by the owner of the server.
    """

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=2, blank=True, default="")
    organ_of = models.CharField(max_length=2, blank=True, default="")
    passes_on_to = ArrayField(models.CharField(max_length=36), default=list, blank=True)
