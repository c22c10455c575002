"""The tables of accounts, the keys granted to them, and their sign-ins. `accounts` and `sessions` read and write them.

No password is stored in any form: the right passphrase is the one that opens `Account.locked`.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.postgres.fields import ArrayField
from django.db import models

from asylia.record.models import COMPARTMENTS, Agency, identifier, one_of

SIGN_IN_NAME = 32
DISPLAY_NAME = 64
"""Characters at most."""


class Account(AbstractBaseUser):
    """Somebody who works with Asylia, in one agency. duties and qualified: codes of roles, as in policy_standing.Actor.

    locked: the account's key under its passphrase (keyring_user). public: the half that colleagues grant to. epoch: a
    session of an earlier epoch is over. must_change: the passphrase was made by somebody else.
    """

    # Django would keep a hash of the password, and when somebody last signed in.
    password = None  # type: ignore[assignment]
    last_login = None

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    name = models.CharField(max_length=SIGN_IN_NAME, unique=True)
    shown_as = models.CharField(max_length=DISPLAY_NAME)
    duties = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    qualified = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    active = models.BooleanField(default=True)
    locked = models.BinaryField()
    public = models.BinaryField()
    epoch = models.PositiveIntegerField(default=1)
    must_change = models.BooleanField(default=False)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    def __repr__(self) -> str:
        return "<Account>"

    def __str__(self) -> str:
        return str(self.shown_as)


class CompartmentPublic(models.Model):
    """The public half of one version of a compartment key of an agency: enough to seal to it, not to open."""

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    compartment = models.CharField(max_length=1)
    version = models.PositiveIntegerField(default=1)
    raw = models.BinaryField()

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            models.UniqueConstraint(
                fields=["agency", "compartment", "version"], name="access_compartmentpublic_version_once"
            ),
        ]


class StoredGrant(models.Model):
    """A compartment key of the agency, sealed to one account (`keyring.Grant`). Without it, nothing of it opens."""

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+", db_index=False)
    compartment = models.CharField(max_length=1)
    version = models.PositiveIntegerField(default=1)
    sealed = models.BinaryField()
    granted_by = models.UUIDField()
    granted_at = models.DateTimeField()

    class Meta:
        constraints = [
            one_of("compartment", COMPARTMENTS),
            models.UniqueConstraint(
                fields=["account", "compartment", "version"], name="access_storedgrant_version_once"
            ),
        ]


class SignIn(models.Model):
    """A session. digest: of the secret in the browser's cookie, which is nowhere stored.

    second_factor: whether it was given. Until then nothing can be done but give or enrol one. parked: the keyring,
    which opens only with the ticket in the browser (`Keyring.park`). tries: wrong codes in it. pending: what a
    passkey was asked, or the secret of a device that is being enrolled, encrypted.
    """

    digest = models.CharField(max_length=64, primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    epoch = models.PositiveIntegerField()
    signed_in_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()
    second_factor = models.BooleanField(default=False)
    stepped_up_at = models.DateTimeField(null=True)
    ended = models.BooleanField(default=False)
    parked = models.BinaryField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    pending: models.JSONField[Any, Any] = models.JSONField(default=dict)


class Attempt(models.Model):
    """Wrong passphrases and codes of late. digest: keyed, of who tried from where, so it names neither."""

    digest = models.CharField(max_length=64, primary_key=True)
    wrong = models.PositiveIntegerField(default=0)
    since = models.DateTimeField()
    last = models.DateTimeField()
