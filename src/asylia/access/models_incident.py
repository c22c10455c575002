"""The tables of incident mode: when an agency stopped sharing, how it went on, and which cases are canaries (R60)."""

from __future__ import annotations

from django.db import models

from asylia.audit.log import OPERATOR
from asylia.record.models import Agency, OfCase, identifier, one_of, word

REASONS = ("drill", "mended", "mistake", "nobody_left")
"""Why the operator of the server ended it without two people of the agency: it was an exercise, what had happened is
mended, it was begun by mistake, or nobody is left who could agree."""


class Incident(models.Model):
    """One incident of an agency. While it has no end, nothing is shared or taken out and no key is given.

    ended_because: of REASONS, where the operator ended it; empty where two people of the agency did.
    """

    id = identifier()
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", db_index=False)
    begun_at = models.DateTimeField()
    begun_by = models.UUIDField()
    end_asked_at = models.DateTimeField(null=True)
    end_asked_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    ended_because = word(blank=True, default="")

    class Meta:
        constraints = [
            one_of("ended_because", ("", *REASONS)),
            models.UniqueConstraint(
                fields=["agency"], condition=models.Q(ended_at__isnull=True), name="access_incident_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(ended_at__isnull=True, ended_by__isnull=True, ended_because="")
                    | models.Q(ended_at__isnull=False, ended_by=OPERATOR, ended_because__in=REASONS)
                    | (
                        models.Q(
                            ended_at__isnull=False, ended_by__isnull=False, end_asked_by__isnull=False, ended_because=""
                        )
                        & ~models.Q(ended_by=models.F("end_asked_by"))
                    )
                ),
                name="access_incident_two_end_it",
            ),
        ]


class Canary(OfCase):
    """A made-up case that nobody has a reason to open. code: this agency's own code of it, as its log has it.

    ended_at: from then on a look at it raises no alarm.
    """

    code = models.CharField(max_length=14)
    marked_at = models.DateTimeField()
    marked_by = models.UUIDField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(ended_at__isnull=True), name="access_canary_marked_once"
            ),
        ]
