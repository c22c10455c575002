"""The tables of the log: each agency's chain of events, and how far it has come.

Nobody writes here but the function `asylia_log` of `storage`, which numbers and chains what it is told.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from asylia.record.models import Agency, word

FINGERPRINT = 64
"""Hexadecimal signs of SHA-256."""


def fingerprint() -> models.CharField[str, str]:
    return models.CharField(max_length=FINGERPRINT)


class AuditEvent(models.Model):
    """One event in its place of an agency's chain. It is never changed and never removed.

    by: the agency of the account that acted; another than `agency` where a partner looked at a case this one leads.
    case_code: this agency's own code of the case.
    """

    pk = models.CompositePrimaryKey("agency_id", "seq")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    seq = models.BigIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    account = models.UUIDField()
    role = word(blank=True)
    case_code = models.CharField(max_length=14, blank=True)
    area = word(blank=True)
    action = word()
    purpose = word(blank=True)
    allowed = models.BooleanField()
    rule = word()
    items = ArrayField(models.CharField(max_length=80), blank=True)
    before = fingerprint()
    own = fingerprint()

    class Meta:
        indexes = [
            models.Index(
                fields=["agency", "case_code", "seq"], condition=~models.Q(case_code=""), name="audit_event_by_case"
            ),
            models.Index(fields=["agency", "account", "seq"], name="audit_event_by_account"),
            models.Index(
                fields=["agency", "by", "seq"],
                condition=~models.Q(by=models.F("agency")),
                name="audit_event_by_partner",
            ),
        ]


class AuditHead(models.Model):
    """How long an agency's chain is, and its newest fingerprint. Its row is the lock of the chain."""

    agency = models.OneToOneField(Agency, models.PROTECT, primary_key=True, related_name="+")
    seq = models.BigIntegerField()
    own = fingerprint()
