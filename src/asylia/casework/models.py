"""What the door keeps for itself: which commands it has carried out, so that none is carried out twice."""

from __future__ import annotations

from django.db import models

from asylia.record.models import Agency, identifier


class Receipt(models.Model):
    """One command that was carried out. key: chosen by who sent it. digest: of what was sent, under the server's key.

    answer: codes and numbers of rows, and no content.
    """

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    account = models.UUIDField()
    key = models.UUIDField()
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "account", "key"], name="casework_receipt_once")]
